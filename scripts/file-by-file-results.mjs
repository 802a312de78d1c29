// What a walk file by file compares: the tests that a text holds, read by the proof's own reader,
// and the results that a run of them prints. What does not do the same twice with one text, such as
// the order of async tests, is compared as a multiset.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Reads the tests of a text; undefined where the reader is not certain of all of it.
 * @param {typeof import("../src/proof/reader.js") & typeof import("../src/proof/read-old-style.js")
 *   & typeof import("../src/proof/read-builder.js") & typeof import("../src/proof/evaluated-names.js")
 *   & typeof import("../src/proof/framework-names.js") & typeof import("../src/proof/suite-reading.js")
 *   & typeof import("../src/proof/effects.js") & typeof import("../src/proof/tokens.js")} reader
 * @returns {(source: string) => readonly string[] | undefined}
 */
export function createTestReader(reader) {
  const { readValk, readOldStyle, readBuilder, watchNames, BUILDER_LANGUAGE, BUILDER_NAMES } =
    reader;
  const { canonicalRun, nodeKey, DEFAULT_SUITE } = reader;
  const watched = watchNames(BUILDER_NAMES, BUILDER_LANGUAGE);
  return (source) => {
    const read = readValk(source);
    if (!read.ok) {
      return undefined;
    }
    const { text } = read;
    const old = readOldStyle(text, watched);
    const found = old.ok ? old : readBuilder(text);
    if (!found.ok) {
      return undefined;
    }
    const { suite, stages, canonical } = found.reading;
    const name = suite === undefined ? DEFAULT_SUITE : nodeKey(text, suite.value);
    return stages.flatMap((stage) => {
      if (stage.kind === "test") {
        const parts = [name, stage.mode, nodeKey(text, stage.name), nodeKey(text, stage.body)];
        return [JSON.stringify(parts)];
      }
      return stage.kind === "value"
        ? [JSON.stringify([name, "value", canonicalRun(text, stage.form, canonical)])]
        : [];
    });
  };
}

/**
 * @typedef {import("../src/behaviour/run-report.js").RunReport} RunReport
 * @typedef {(root: string, path: string) => Promise<RunReport>} RunFile
 */

const RUNS_TESTS = /\(\s*test\/run(?:-async)?[\s)]/;
const DEFINES_RUN = /\{\s*test\/run[\s}]/;
/** How often a file that differs is run again, alone. */
const ATTEMPTS = 3;

/**
 * Compares each run with the first one. The first is made twice, to learn what varies by itself.
 * @param {(line: string) => void} log
 * @param {number} [jobs] how many files run at a time
 */
export function createResultComparison(log, jobs = 2) {
  /** @type {Map<string, string[]>} */
  const first = new Map();
  /** @type {Set<string>} */
  const varying = new Set();
  return {
    /**
     * Throws when a test's result is not the first one's, again and again.
     * @param {string} root
     * @param {string} at
     * @param {RunFile} runFile
     */
    async run(root, at, runFile) {
      const isFirst = first.size === 0;
      const files = isFirst ? filesThatRun(root) : [...first.keys()];
      const results = await runAll(root, files, runFile, jobs);
      if (isFirst) {
        for (const [path, result] of await runAll(root, files, runFile, jobs)) {
          const before = /** @type {string[]} */ (results.get(path));
          first.set(path, before);
          if (before.join("\n") !== result.join("\n")) {
            varying.add(path);
          }
        }
      }
      let again = 0;
      for (const [path, result] of results) {
        let current = result;
        for (let left = ATTEMPTS; differs(path, current) && left > 0; left--, again++) {
          current = linesOf(await runFile(root, path));
        }
        if (differs(path, current)) {
          throw new Error(
            `${at}: ${path} gives\n${current.join("\n")}\nnot\n${first.get(path)?.join("\n")}`,
          );
        }
      }
      log(
        `${at}: ${describe(results)}; ${again} runs again${isFirst ? `; vary: ${[...varying].join(", ") || "none"}` : ""}`,
      );
    },
  };

  /** @param {string} path @param {string[]} result */
  function differs(path, result) {
    const expected = /** @type {string[]} */ (first.get(path));
    const isLoose = varying.has(path);
    const [a, b] = isLoose ? [expected.toSorted(), result.toSorted()] : [expected, result];
    return a.join("\n") !== b.join("\n");
  }
}

/** @param {ReadonlyMap<string, readonly string[]>} results */
function describe(results) {
  const lines = [...results.values()].flat().filter((line) => line.startsWith("test "));
  /** @param {string} verdict */
  const count = (verdict) => lines.filter((line) => line.endsWith(` ${verdict}`)).length;
  return `${results.size} files, ${lines.length} results (${count("pass")} pass, ${count("fail")} fail, ${count("skip")} skip), all as at the start`;
}

/** @param {string} root */
function filesThatRun(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".valk"))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !path.startsWith("."))
    .filter((path) => {
      const text = readFileSync(join(root, path), "utf8");
      return RUNS_TESTS.test(text) && !DEFINES_RUN.test(text);
    })
    .sort();
}

/**
 * @param {string} root
 * @param {readonly string[]} files
 * @param {RunFile} runFile
 * @param {number} jobs
 */
async function runAll(root, files, runFile, jobs) {
  /** @type {Map<string, string[]>} */
  const results = new Map();
  let next = 0;
  const work = async () => {
    while (next < files.length) {
      const path = /** @type {string} */ (files[next++]);
      results.set(path, linesOf(await runFile(root, path)));
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return results;
}

/** What a run says of its tests, a line each; async tests sorted, since they end as they end. @param {RunReport} run */
function linesOf({ suites, exit }) {
  const ended = exit.kind === "status" ? `${exit.status}` : exit.kind;
  return [
    ...suites.flatMap(({ suite, mode, tests, result, problem }) => {
      const lines = tests.map(({ name, verdict }) => `test ${name} ${verdict}`);
      const head = `suite ${suite} ${mode} ${JSON.stringify(result ?? problem ?? null)}`;
      return [head, ...(mode === "async" ? lines.sort() : lines)];
    }),
    `end ${ended}`,
  ];
}
