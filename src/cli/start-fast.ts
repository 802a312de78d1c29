// What lets a short run start sooner and end sooner, before anything else is loaded. All of it may be
// missing: it changes nothing but time. Invariant: compiled code is taken only from a folder that
// nobody but the user can write.

import * as nodeModule from "node:module";
import { setFlagsFromString } from "node:v8";
import { privateFolder } from "./private-folder.js";

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
  /** Missing before Node 22. */
  readonly enableCompileCache: ((folder: string) => unknown) | undefined;
  /** Missing where files have no owners. */
  readonly userId: number | undefined;
}

const node: Engine = {
  v8: process.versions.v8,
  env: process.env,
  setFlag: setFlagsFromString,
  enableCompileCache: Reflect.get(nodeModule, "enableCompileCache"),
  userId: process.getuid?.(),
};

/** To be called once, first of all. Never throws. */
export function startFast({ v8, env, setFlag, enableCompileCache, userId }: Engine = node): void {
  const flag = PATIENT_OPTIMISER[v8.split(".")[0] as string];
  if (flag !== undefined) {
    setFlag(flag);
  }
  // Who has set it has chosen a folder, and Node has opened it.
  if (enableCompileCache !== undefined && !env.NODE_COMPILE_CACHE) {
    const folder = privateFolder({ env, userId });
    if (folder !== undefined) {
      enableCompileCache(folder);
    }
  }
}
