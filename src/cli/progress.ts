// The spinner of long runs: drawn on a terminal only, and only once the work has taken a while,
// so that short runs never load it.

import type { Io } from "./io.js";
import { type ColorChoice, movableTerminal, usesColor } from "./terminal.js";

const PATIENCE = 300;

export interface Progress {
  /** Says how far the work is; `text` is one short line. Waits once, for the spinner to load. */
  update(text: string): Promise<void>;
  /** Removes the spinner; further updates do nothing. */
  stop(): void;
}

/** A spinner on standard error, coloured as the report would be there, or nothing where none can be drawn. */
export function createProgress(
  choice: ColorChoice,
  { stderr, env, now }: Pick<Io, "stderr" | "env" | "now">,
): Progress {
  const startedAt = now();
  let stream = movableTerminal(stderr, env);
  let spinner: { text: string; stop(): unknown } | undefined;

  return {
    async update(text) {
      if (stream === undefined || now() - startedAt <= PATIENCE) {
        return;
      }
      if (spinner === undefined) {
        const { default: ora } = await import("ora");
        // Not everybody waits, so that the end may come while it loads.
        if (stream === undefined) {
          return;
        }
        const color = usesColor(choice, stderr, env) ? "cyan" : false;
        // With discardStdin ora would take over the keyboard, and Ctrl-C with it.
        spinner ??= ora({ text, stream, color, discardStdin: false }).start();
      }
      spinner.text = text;
    },
    stop() {
      stream = undefined;
      spinner?.stop();
    },
  };
}
