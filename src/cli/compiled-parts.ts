// Loads the parts of the bundle with what V8 compiled of them in an earlier run. Node's own loader does
// that from version 22 on, but finds every part anew, and there are dozens. Invariant: a part runs as
// Node would run it. V8 believes what it is given if only the text has the same length: the folder is that
// of one build and one V8, and a hash is kept with the code.

import { hash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { Script } from "node:vm";
import { readHashed, removeOld } from "./private-folder.js";
import type { Heap } from "./small-heap.js";

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
 * Has the parts beside `program`, which is loaded itself, taken from compiled code in `folder`, and what
 * had none kept there when the process ends. `onEnd` is called with what is to be done then. Throws what
 * `node:module` throws of a program that is not there.
 */
export function loadCompiled(
  program: string,
  folder: string,
  { asAtStart }: Pick<Heap, "asAtStart">,
  onEnd: (work: () => void) => void,
): void {
  const require = createRequire(program);
  const { extensions } = require;
  const loadPlainly = extensions[".js"];
  const own = dirname(program);
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
    const script = asAtStart(() => compile(path, code, kept, fresh));
    const run = script.runInThisContext() as RunPart;
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

  // Not among those that Node tries on a name without one.
  Object.defineProperty(extensions, ".cjs", {
    configurable: true,
    enumerable: false,
    value(module: NodeJS.Module, path: string) {
      const part = dirname(path) === own && path !== program ? load(path) : undefined;
      if (part === undefined) {
        loadPlainly?.(module, path);
      } else {
        module.exports = part.exports;
      }
    },
  });
  onEnd(() => asAtStart(() => keep(fresh, folder)));
}

/** Compiles a part, or takes it as it was compiled; what had to be compiled and is worth it becomes one of `fresh`. */
function compile(path: string, code: string, kept: string, fresh: Map<string, Script>): Script {
  const isKept = code.length >= WORTH_KEEPING;
  const cachedData = isKept ? readHashed(kept) : undefined;
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

/** With all functions that the run has called, which are compiled by now. */
function keep(fresh: ReadonlyMap<string, Script>, folder: string): void {
  if (fresh.size === 0) {
    return;
  }
  try {
    removeOld(dirname(folder));
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const [kept, script] of fresh) {
      const code = script.createCachedData();
      const making = `${kept}.${process.pid}`;
      writeFileSync(making, code, { mode: 0o600 });
      writeFileSync(making, hash("sha256", code, "hex"), { flag: "a" });
      renameSync(making, kept);
    }
  } catch {
    // The next run compiles them again.
  }
}
