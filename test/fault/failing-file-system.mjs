// A file system that goes wrong at a chosen step: an error, a short write, or death. Plain
// JavaScript, so that a process of its own can load it without a compiler. Invariant: every
// step that can change the disk, or keep it from being changed, is counted.

/** @typedef {import("../../src/project/file-system.js").FileSystem} FileSystem */
/** @typedef {{ readonly name: keyof FileSystem, readonly path: string }} Step */

/**
 * What happens at a step instead of it. `before` ends in place of the step, `torn` after half of a
 * write, `error` throws this once.
 * @typedef {{ kind: "before" | "torn" } | { kind: "error", code: string }} Fault
 */

/** @type {readonly (keyof FileSystem)[]} */
export const CHANGING = [
  "create",
  "write",
  "sync",
  "close",
  "setMode",
  "setOwner",
  "setTimes",
  "link",
  "rename",
  "remove",
  "makeFolder",
  "removeFolder",
  "syncFolder",
];

/** @type {readonly (keyof FileSystem)[]} */
export const READING = ["readFile", "status", "realPath", "list"];

/** @typedef {(...args: readonly unknown[]) => unknown} Act */

/** Thrown at a death and at every step after it: nothing that is still run can touch the disk. */
export class Death extends Error {}

/**
 * The real file system with every step noted and one of them going wrong.
 * @param {FileSystem} disk
 * @param {{
 *   at?: number,
 *   fault?: Fault,
 *   counts?: readonly (keyof FileSystem)[],
 *   die?: () => void,
 * }} options `at` counts from 0; `die` is called at a death, and by default nothing works after it
 * @returns {{ fileSystem: FileSystem, steps: Step[], wasReached: () => boolean }}
 */
export function failingFileSystem(disk, { at = -1, fault, counts = CHANGING, die } = {}) {
  /** @type {Step[]} */
  const steps = [];
  /** @type {Map<unknown, string>} */
  const open = new Map();
  let isDead = false;
  let wasReached = false;

  /** @param {() => void} lastAct */
  const end = (lastAct) => {
    lastAct();
    if (die !== undefined) {
      die();
      return;
    }
    isDead = true;
    throw new Death("the process is dead");
  };

  /**
   * @param {keyof FileSystem} name
   * @param {readonly unknown[]} args
   */
  const step = (name, args) => {
    if (isDead) {
      throw new Death("the process is dead");
    }
    const path = typeof args[0] === "string" ? args[0] : (open.get(args[0]) ?? "");
    const act = /** @type {Act} */ (Reflect.get(disk, name));
    if (counts.includes(name)) {
      const isHere = steps.length === at;
      steps.push({ name, path });
      if (isHere && fault !== undefined) {
        wasReached = true;
        if (fault.kind === "error") {
          return fail(fault.code, name, args, act);
        }
        end(() => (fault.kind === "torn" ? tear(args, act) : undefined));
      }
    }
    const result = act(...args);
    if (name === "create") {
      open.set(result, path);
    }
    return result;
  };

  /** @type {Record<string, unknown>} */
  const fileSystem = {};
  for (const name of [...CHANGING, ...READING]) {
    fileSystem[name] = (/** @type {unknown[]} */ ...args) => step(name, args);
  }
  return {
    fileSystem: /** @type {FileSystem} */ (/** @type {unknown} */ (fileSystem)),
    steps,
    wasReached: () => wasReached,
  };
}

/**
 * A write that got half way.
 * @param {readonly unknown[]} args
 * @param {Act} act
 */
function tear([file, bytes, offset], act) {
  if (bytes instanceof Uint8Array && typeof offset === "number") {
    act(file, bytes.subarray(0, offset + Math.ceil((bytes.length - offset) / 2)), offset);
  }
}

/**
 * @param {string} code
 * @param {keyof FileSystem} name
 * @param {readonly unknown[]} args
 * @param {Act} act
 */
function fail(code, name, args, act) {
  if (code === "SHORT") {
    const [file, bytes, offset] = args;
    if (name !== "write" || !(bytes instanceof Uint8Array) || typeof offset !== "number") {
      return act(...args);
    }
    return act(file, bytes.subarray(0, Math.min(offset + 1, bytes.length)), offset);
  }
  if (name === "close") {
    // The operating system closes a file even when it has to report an error.
    act(...args);
  }
  throw Object.assign(new Error(`${code}: injected, ${name}`), { code });
}
