// Migrates a project one file at a time, in random order, as a team would over weeks, and checks
// after each step that nothing else changed and no test was lost. Works on a copy.
//
//   VALK_REPO=…/project npm run file-by-file                   the texts alone
//   VALK_REPO=… VALK_BIN=…/valk npm run file-by-file           and what the tests do, at times
//   FILE_BY_FILE_SEED=2 FILE_BY_FILE_POINTS=20 …               another order, more runs

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { createResultComparison, createTestReader } from "./file-by-file-results.mjs";
import { walkFileByFile } from "./file-by-file-walk.mjs";
import { runAsScript } from "./host.mjs";

/** @typedef {import("./host.mjs").Host} Host */

const READER = [
  "reader",
  "read-old-style",
  "read-builder",
  "evaluated-names",
  "framework-names",
  "suite-reading",
  "effects",
  "tokens",
];

/** @param {string} from @param {string} to */
function copyTree(from, to) {
  const leftOut = new Set([".git", "node_modules", ".valk-codemod"]);
  cpSync(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !leftOut.has(basename(path)),
  });
}

/**
 * Runs every file that runs tests, in a copy of the tree, and compares with the first time.
 * @param {string} valk
 * @param {string} folder
 * @param {Host} host
 */
async function createRunner(valk, folder, { env, load, log }) {
  const { runInInterpreter } = await load("src/behaviour/process.js");
  const signal = new AbortController().signal;
  /** @param {string} cwd @param {string} path */
  const runFile = (cwd, path) =>
    runInInterpreter({ valk, path, cwd, env, timeoutSeconds: 120, signal });
  const comparison = createResultComparison(log);
  /** @param {string} root @param {string} at */
  return async (root, at) => {
    const copy = join(folder, "run");
    copyTree(root, copy);
    try {
      await comparison.run(copy, at, runFile);
    } finally {
      rmSync(copy, { recursive: true });
    }
  };
}

/**
 * @param {readonly string[]} _argv
 * @param {Host} host
 * @param {import("./file-by-file-walk.mjs").Walk["runTool"]} [runTool]
 */
export async function main(_argv, host, runTool = runBuilt(host)) {
  const { env, load, log, complain } = host;
  const { VALK_REPO, VALK_BIN, FILE_BY_FILE_SEED = "1", FILE_BY_FILE_POINTS = "10" } = env;
  if (VALK_REPO === undefined) {
    log("skipped: VALK_REPO does not name a project");
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), "file-by-file-"));
  try {
    const root = join(folder, "tree");
    copyTree(resolve(VALK_REPO), root);
    const reader = await Promise.all(READER.map((name) => load(`src/proof/${name}.js`)));
    const startedAt = performance.now();
    const result = await walkFileByFile({
      root,
      seed: Number(FILE_BY_FILE_SEED),
      points: Number(FILE_BY_FILE_POINTS),
      runTool,
      readTests: createTestReader(Object.assign({}, ...reader)),
      runTests:
        VALK_BIN === undefined ? undefined : await createRunner(resolve(VALK_BIN), folder, host),
      log,
    });
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    log(`every step held: ${JSON.stringify(result)}, ${seconds} s`);
    return 0;
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The tool as it was built.
 * @param {Host} host
 * @returns {import("./file-by-file-walk.mjs").Walk["runTool"]}
 */
function runBuilt({ root, run }) {
  const bin = join(root, "dist/cli/bin.cjs");
  return async (args, cwd) => run(process.execPath, [bin, ...args], { cwd });
}

await runAsScript(import.meta.url, main);
