// What an output stream can show: colours, width, a moving spinner. The one place that reads
// environment variables about terminals.

import type { TextOptions } from "../report/document-text.js";
import { createStyle } from "../text/style.js";
import type { Io, Output } from "./io.js";

export type ColorChoice = "always" | "never" | "auto";

export const COLOR_CHOICES: readonly ColorChoice[] = ["auto", "always", "never"];

/** Whether to colour what goes to `output`; a pipe gets none unless it was asked for. */
export function usesColor(choice: ColorChoice, output: Output, env: Io["env"]): boolean {
  if (choice !== "auto") {
    return choice === "always";
  }
  return !env.NO_COLOR && output.isTTY === true && env.TERM !== "dumb";
}

/** The width to wrap at: a terminal's own; undefined elsewhere, where lines may be long. */
export function widthOf(output: Output): number | undefined {
  return output.isTTY === true ? output.columns || 80 : undefined;
}

/** Both, for the writers of text. */
export function textOptionsFor(output: Output, choice: ColorChoice, env: Io["env"]): TextOptions {
  return { style: createStyle(usesColor(choice, output, env)), columns: widthOf(output) };
}

/**
 * The terminal to draw something that moves on; undefined where there is none, and for one
 * without columns, which hangs the spinner.
 */
export function movableTerminal(
  { isTTY, columns, stream }: Output,
  env: Io["env"],
): Output["stream"] {
  const isReal = isTTY === true && (columns ?? 0) > 0;
  return isReal && env.TERM !== "dumb" && !env.CI ? stream : undefined;
}
