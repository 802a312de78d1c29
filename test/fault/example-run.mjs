// The run that is broken: a project of 24 files that change, some that do not, and a framework
// module that is written twice. Plain JavaScript, for the same reason as its neighbour.

import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

export const FILES = 24;

/** Files that change together, in two groups, and one that stands between them in the order. */
const GROUPS = {
  "test/group/all.valk": '(load "test/group/one.valk")\n(load "test/group/two.valk")\n',
  "test/group/one.valk": '(test/define "one" {true})\n',
  "test/group/test_alone.valk": '(test/suite "alone")\n(test/define "three" {true})\n(test/run)\n',
  "test/group/test_all.valk": '(load "test/group/all.valk")\n(test/run)\n',
  "test/group/test_pair.valk":
    '(load "test/pair/part.valk")\n(test/define "own" {true})\n(test/run)\n',
  "test/group/two.valk": '(test/define "two" {true})\n',
  "test/pair/part.valk": '(test/define "part" {true})\n',
};

const OLD_MODULE =
  "(fun {test/suite name} {name})\n(fun {test/define name body} {body})\n(fun {test/run & args} {args})\n";

/**
 * Writes the project into an empty folder, with permissions and times of its own.
 * @param {string} folder
 */
export function writeProject(folder) {
  writeFiles(folder, singleFiles());
}

/**
 * The same with groups of files that change together, in place of most of the others.
 * @param {string} folder
 */
export function writeGroups(folder) {
  writeFiles(folder, { "src/modules/test.valk": OLD_MODULE, ...GROUPS });
}

/** @returns {Record<string, string>} */
function singleFiles() {
  /** @type {Record<string, string>} */
  const files = { "src/modules/test.valk": OLD_MODULE, "test/helper.valk": "(fun {h x} {x})\n" };
  for (let index = 0; index < FILES; index++) {
    const text = `; file ${index}\n(test/suite "s${index}")\n(test/define "one" {== 1 ${index}})\n(test/run)\n`;
    files[`test/part-${index % 3}/test_${index}.valk`] =
      index % 5 === 0 ? text.replaceAll("\n", "\r\n") : text;
  }
  return files;
}

/**
 * @param {string} folder
 * @param {Record<string, string>} files
 */
function writeFiles(folder, files) {
  for (const [index, [path, text]] of Object.entries(files).entries()) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode: index % 4 === 0 ? 0o755 : 0o640 });
    utimesSync(file, 1_600_000_000 + index, 1_500_000_000.25 + index);
  }
}

/**
 * Every file but the journal's: content, permissions, and when it was last changed.
 * @param {string} folder
 * @param {boolean} withTimes
 * @returns {Record<string, string>}
 */
export function contents(folder, withTimes = false) {
  /** @type {Record<string, string>} */
  const found = {};
  /** @param {string} below */
  const walk = (below) => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = join(below, entry.name);
      if (entry.name === ".valk-codemod") {
        continue;
      }
      if (entry.isDirectory()) {
        walk(path);
      } else {
        const { mode, mtimeMs } = statSync(join(folder, path));
        const hash = createHash("sha256")
          .update(readFileSync(join(folder, path)))
          .digest("hex");
        found[path] = `${hash} ${(mode & 0o7777).toString(8)}${withTimes ? ` ${mtimeMs}` : ""}`;
      }
    }
  };
  walk("");
  return found;
}

/**
 * Makes the lock that a simulated death left behind that of a process that is really dead.
 * @param {string} folder
 */
export function buryLockHolder(folder) {
  for (const name of ["lock", "lock.takeover"]) {
    const path = join(folder, ".valk-codemod", name);
    if (existsSync(path)) {
      // Greater than any process number that a system gives.
      const text = readFileSync(path, "utf8").replace(/"pid":\d+/, '"pid":2147483646');
      writeFileSync(path, text);
    }
  }
}

/**
 * What is wrong with a folder after a fault, by file; nothing when each is old or new, whole.
 * `between` are the texts that a file holds on its way, such as those of the framework module.
 * @param {Record<string, string>} found
 * @param {Record<string, string>} before
 * @param {Record<string, string>} after
 * @param {ReadonlySet<string>} between
 * @returns {string[]}
 */
export function findTorn(found, before, after, between) {
  const paths = new Set([...Object.keys(before), ...Object.keys(found)]);
  return [...paths].filter((path) => {
    const now = found[path];
    if (/\.valk-codemod-[^/]*\.tmp$/.test(path)) {
      // Names that only the journal knows, until the next run tidies up.
      return false;
    }
    return now === undefined || (now !== before[path] && now !== after[path] && !between.has(now));
  });
}
