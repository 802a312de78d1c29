// What has once cost more than its size: each a project of `size` of something, and the command that
// is run in it. A doubling of the size may not cost much more than twice as much.

/**
 * @typedef {{
 *   readonly name: string,
 *   readonly size: number,
 *   readonly files: (size: number) => Readonly<Record<string, string>>,
 *   readonly args: readonly string[],
 * }} GrowthCase
 */

const SUITE = '(test/suite "s")\n';
const RUN = "(test/run {})\n";

/** A file with so many parts between the head and the run of a suite. */
const oneFile = (/** @type {readonly string[]} */ parts) => ({
  "a.valk": SUITE + parts.join("") + RUN,
});

/**
 * @template T
 * @param {number} size
 * @param {(index: number) => T} make
 */
const times = (size, make) => Array.from({ length: size }, (_, index) => make(index));

/** A chain of files, each of which loads the next. */
const chain = (/** @type {number} */ size, /** @type {(index: number) => string} */ text) =>
  Object.fromEntries(
    times(size, (index) => {
      const load = index + 1 < size ? `(load "f${index + 1}.valk")\n` : "";
      return [`f${index}.valk`, load + text(index)];
    }),
  );

/** @type {readonly GrowthCase[]} */
export const GROWTH_CASES = [
  {
    name: "lint, a chain of loads",
    size: 1000,
    files: (size) => chain(size, (n) => `(def {g${n}} 1)\n(def {g${n}} 2)\n`),
    args: ["lint"],
  },
  {
    name: "lint, one global bound again and again",
    size: 40000,
    files: (size) => ({ "a.valk": times(size, (n) => `(def {g} (+ g ${n}))\n`).join("") }),
    args: ["lint"],
  },
  {
    name: "migrate, a chain of registering files",
    size: 500,
    files: (size) =>
      chain(size, (n) => {
        const test = `(test/define "t${n}" {== 1 1})\n`;
        return n === 0 ? SUITE + test + RUN : test;
      }),
    args: ["migrate", "--quiet", "--root", "."],
  },
  {
    name: "migrate, callers before callees",
    size: 1500,
    files: (size) =>
      oneFile([
        ...times(size, (n) =>
          n + 1 < size
            ? `(fun {h${n} x} {h${n + 1} x})\n`
            : `(fun {h${n} x} {test/define x {== 1 1}})\n`,
        ),
        '(h0 "a")\n',
      ]),
    args: ["migrate", "--quiet"],
  },
  {
    name: "migrate, names computed from globals",
    size: 5000,
    files: (size) =>
      oneFile(times(size, (n) => `(def {g} "n${n}")\n(test/define (str "t" g) {== 1 1})\n`)),
    args: ["migrate", "--quiet"],
  },
  {
    name: "migrate, tests that become one pipeline",
    size: 20000,
    files: (size) => oneFile(times(size, (n) => `(test/define "t${n}" {== 1 1})\n`)),
    args: ["migrate", "--quiet"],
  },
  {
    name: "migrate, definitions between tests",
    size: 4000,
    files: (size) =>
      oneFile(
        times(size, (n) => `(def {v${n}} ${n})\n(test/define "t${n}" {== (h${n} v${n}) ${n}})\n`),
      ),
    args: ["migrate", "--quiet"],
  },
  {
    name: "migrate to a list, flags",
    size: 4000,
    files: (size) => oneFile(times(size, (n) => `(test/skip 1)\n(test/define "t${n}" {== 1 1})\n`)),
    args: ["migrate", "--quiet", "--to", "list"],
  },
  {
    name: "check, old tests",
    size: 4000,
    files: (size) => oneFile(times(size, (n) => `(test/define "t${n}" {== 1 1})\n`)),
    args: ["check"],
  },
  {
    name: "migrate, calls of a helper that registers",
    size: 5000,
    files: (size) =>
      oneFile([
        "(fun {register x} {test/define x {== 1 1}})\n",
        ...times(size, (n) => `(register "t${n}")\n`),
      ]),
    args: ["migrate", "--quiet"],
  },
  {
    name: "migrate, findings on one line",
    size: 2000,
    files: (size) =>
      oneFile(['(test/define "t" {'.repeat(size), "== 1 1", "})".repeat(size), "\n"]),
    args: ["migrate"],
  },
  {
    name: "migrate --word-diff, one long line",
    size: 10000,
    files: (size) => {
      const tests = times(size, (n) => `(test/define "t${n}" {== 1 1})`);
      return { "a.valk": `${[SUITE.trim(), ...tests, RUN.trim()].join(" ")}\n` };
    },
    args: ["migrate", "--word-diff"],
  },
];
