// What lets a short run start sooner and end sooner, before anything else is loaded. All of it may be
// missing: it changes nothing but time. Invariant: compiled code is taken only from a folder that
// nobody but the user can write.

import { realpathSync } from "node:fs";
import { join } from "node:path";
import { cachedDataVersionTag, setFlagsFromString } from "node:v8";
import { loadCompiled } from "./compiled-parts.js";
import { privateFolder } from "./private-folder.js";
import type { Heap } from "./small-heap.js";

/**
 * By V8's main version: its optimiser begins later. A run over some hundred files is over before
 * optimised code has paid for itself; a longer one is optimised all the same. There is no supported
 * way to ask for this, and V8 complains about flags that it does not know: no entry, no flag.
 */
const PATIENT_OPTIMISER: Readonly<Record<string, string>> = {
  11: "--interrupt-budget=1000000",
  12: "--invocation-count-for-turbofan=30000",
  13: "--invocation-count-for-turbofan=30000",
};

/** What is needed of Node; a test brings its own. */
export interface Engine {
  readonly v8: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  setFlag(flag: string): void;
  /** Takes the parts of the program from compiled code in a folder. */
  loadCompiled(folder: string): void;
  /** What tells this build of the program from others; nothing is kept of one that nobody can tell. */
  readonly build: string | undefined;
  /** Missing where files have no owners. */
  readonly userId: number | undefined;
}

/** The engine that a process runs on; `build` as in build-id.ts. */
export function engineOf(host: NodeJS.Process, build: string | undefined, heap: Heap): Engine {
  const [, program = ""] = host.argv;
  return {
    v8: host.versions.v8,
    env: host.env,
    setFlag: setFlagsFromString,
    // The parts are beside the program itself, not beside a link to it.
    loadCompiled: (folder) =>
      loadCompiled(realpathSync(program), folder, heap, (work) => host.on("exit", work)),
    build,
    userId: host.getuid?.(),
  };
}

/** To be called once, first of all. Never throws. */
export function startFast({ v8, env, setFlag, loadCompiled, build, userId }: Engine): void {
  const flag = PATIENT_OPTIMISER[v8.split(".")[0] as string];
  if (flag !== undefined) {
    setFlag(flag);
  }
  const isWanted = build !== undefined && !env.NODE_DISABLE_COMPILE_CACHE;
  const folder = isWanted ? privateFolder({ env, userId }, "code") : undefined;
  if (folder !== undefined) {
    try {
      loadCompiled(join(folder, `${build}-${cachedDataVersionTag()}`));
    } catch {
      // Node finds the parts as well.
    }
  }
}
