// What a reader of a report has to know before it begins, on standard error: where its paths start,
// and which options have no effect on it.

import { resolve } from "node:path";
import type { Discovery } from "../run/discovery.js";
import { escapeControls } from "../run/escape.js";
import { SPLIT_MINIMUM } from "../run/views/registry.js";
import type { Io } from "./io.js";
import type { MigrateRequest } from "./migrate-request.js";
import { widthOf } from "./terminal.js";

/** Says all of it, a line each; nothing where there is nothing to say. */
export function sayFirst(
  request: MigrateRequest,
  { root }: Discovery,
  { stdout, stderr, cwd }: Io,
): void {
  if (request.format !== "json" && request.verbosity !== "quiet" && resolve(cwd) !== root) {
    stderr.write(`Paths are relative to ${escapeControls(root)}\n`);
  }
  const columns = widthOf(stdout) ?? SPLIT_MINIMUM;
  if (request.view === "split" && request.format === "text" && columns < SPLIT_MINIMUM) {
    const has = `this terminal has ${columns}, so the view is unified`;
    stderr.write(`note: --view split needs ${SPLIT_MINIMUM} columns; ${has}\n`);
  }
  const hasText = ["text", "patch"].includes(request.format) || request.output !== undefined;
  if (request.showStatistics && !hasText) {
    stderr.write(`note: --stats shows nothing in the format ${request.format}\n`);
  }
  if (request.hidden.size > 0 && request.format !== "text") {
    const option = request.hidden.has("reindented") ? "--diff-ignore-space" : "--hide";
    stderr.write(`note: ${option} hides nothing in the format ${request.format}\n`);
  }
}
