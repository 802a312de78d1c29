// Loads the parts of the bundle with what V8 compiled of them in an earlier run. Node's own loader does
// that from version 22 on, but finds every part anew, and there are dozens. Invariant: a part runs as
// Node would run it; V8 takes compiled code only for a text of the same length, of the same version of
// itself, and the name of a part says what is in it.

import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { cachedDataVersionTag } from "node:v8";
import { Script } from "node:vm";
import { removeOld } from "./private-folder.js";

/** A part that is loaded, or about to be. */
interface Part {
  exports: unknown;
}

type RunPart = (
  exports: unknown,
  require: (id: string) => unknown,
  module: Part,
  filename: string,
  dirname: string,
) => void;

/** Shorter ones are compiled before their compiled code has been read. */
const WORTH_KEEPING = 3000;

const HEAD = "(function (exports, require, module, __filename, __dirname) { ";

/**
 * Has the parts beside `program`, which is loaded itself, taken from compiled code in `caches`, and what
 * had none kept there when the process ends. `onEnd` is called with what is to be done then. Throws what
 * `node:module` throws of a program that is not there.
 */
export function loadCompiled(
  program: string,
  caches: string,
  onEnd: (work: () => void) => void,
): void {
  const require = createRequire(program);
  const { extensions } = require;
  const loadPlainly = extensions[".js"];
  const own = dirname(program);
  const folder = join(caches, "code", String(cachedDataVersionTag()));
  const parts = new Map<string, Part>();
  const fresh = new Map<string, Script>();

  /** Runs a part where it has not been run; undefined for one that only Node can run. */
  const load = (path: string): Part | undefined => {
    const known = parts.get(path);
    if (known !== undefined) {
      return known;
    }
    const code = readFileSync(path, "utf8");
    // A module that is imported is found only by what Node itself has loaded.
    if (code.includes("import(")) {
      return undefined;
    }
    const part: Part = { exports: {} };
    parts.set(path, part);
    const kept = join(folder, basename(path));
    const run = compile(path, code, kept, fresh).runInThisContext() as RunPart;
    try {
      run.call(part.exports, part.exports, requirePart, part, path, own);
    } catch (error) {
      parts.delete(path);
      throw error;
    }
    return part;
  };
  const requirePart = (id: string): unknown => {
    const path = id.startsWith("./") ? own + id.slice(1) : program;
    const part = path === program ? undefined : load(path);
    return part === undefined ? require(id) : part.exports;
  };

  extensions[".cjs"] = (module, path) => {
    const part = dirname(path) === own && path !== program ? load(path) : undefined;
    if (part === undefined) {
      loadPlainly?.(module, path);
    } else {
      module.exports = part.exports;
    }
  };
  onEnd(() => keep(fresh, folder));
}

/** Compiles a part, or takes it as it was compiled; what had to be compiled and is worth it becomes one of `fresh`. */
function compile(path: string, code: string, kept: string, fresh: Map<string, Script>): Script {
  const isKept = code.length >= WORTH_KEEPING;
  const cachedData = isKept ? readKept(kept) : undefined;
  const script = new Script(`${HEAD}${code}\n})`, {
    filename: path,
    columnOffset: -HEAD.length,
    ...(cachedData && { cachedData }),
  });
  if (isKept && (cachedData === undefined || script.cachedDataRejected === true)) {
    fresh.set(kept, script);
  }
  return script;
}

function readKept(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** With all functions that the run has called, which are compiled by now. */
function keep(fresh: ReadonlyMap<string, Script>, folder: string): void {
  if (fresh.size === 0) {
    return;
  }
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    removeOld(folder);
    for (const [kept, script] of fresh) {
      const making = `${kept}.${process.pid}`;
      writeFileSync(making, script.createCachedData(), { mode: 0o600 });
      renameSync(making, kept);
    }
  } catch {
    // The next run compiles them again.
  }
}
