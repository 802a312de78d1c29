// The spinner of long runs: drawn on a terminal only, and only once the work has taken a while,
// so that short runs never load it.

import type { Io } from "./io.js";
import { movableTerminal } from "./terminal.js";

const PATIENCE = 300;

export interface Progress {
  /** Says how far the work is; `text` is one short line. */
  update(text: string): void;
  /** Removes the spinner; further updates do nothing. */
  stop(): void;
}

/** A spinner on standard error, or nothing where none can be drawn. */
export function createProgress({ stderr, env, now }: Pick<Io, "stderr" | "env" | "now">): Progress {
  const startedAt = now();
  let spinner: { text: string; stop(): unknown } | undefined;
  const stream = movableTerminal(stderr, env);
  let state: "waiting" | "loading" | "stopped" = "waiting";

  async function start(text: string, stream: NodeJS.WriteStream): Promise<void> {
    state = "loading";
    const { default: ora } = await import("ora");
    if (state === "loading") {
      // With discardStdin ora would take over the keyboard, and Ctrl-C with it.
      spinner = ora({ text, stream, discardStdin: false }).start();
    }
  }

  return {
    update(text) {
      if (spinner !== undefined) {
        spinner.text = text;
      } else if (stream !== undefined && state === "waiting" && now() - startedAt > PATIENCE) {
        void start(text, stream);
      }
    },
    stop() {
      state = "stopped";
      spinner?.stop();
      spinner = undefined;
    },
  };
}
