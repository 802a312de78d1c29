// A host for scripts under test: it notes what is said, starts no process unless told to, and loads
// the sources in place of what was built.

import { join } from "node:path";
import type { Ended, Host, RunOptions } from "../../scripts/host.mjs";

const repository = join(import.meta.dirname, "../..");

export interface TestHost extends Host {
  /** What was said, line by line, errors among it. */
  readonly said: readonly string[];
  /** What was run, and where or how where that was told. */
  readonly ran: readonly { readonly words: readonly string[]; readonly options?: RunOptions }[];
}

export interface TestHostParts {
  readonly root?: string;
  readonly env?: Host["env"];
  readonly run?: (words: readonly string[], options?: RunOptions) => Partial<Ended>;
}

/** `run` answers for every process; what it leaves out is success without a word. */
export function createTestHost({ root = repository, env = {}, run }: TestHostParts = {}): TestHost {
  const said: string[] = [];
  const ran: { words: readonly string[]; options?: RunOptions }[] = [];
  return {
    root,
    env,
    isTerminal: false,
    said,
    ran,
    log: (line) => void said.push(line),
    complain: (line) => void said.push(line),
    run(command, args, options) {
      const words = [command, ...args];
      ran.push({ words, ...(options && { options }) });
      return { status: 0, stdout: "", stderr: "", ...run?.(words, options) };
    },
    load: (path) => import(join(repository, path.replace(/\.js$/, ".ts"))),
  };
}
