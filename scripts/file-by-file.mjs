// Migrates a project one file at a time, in random order, as a team would over weeks, and checks
// after each step that nothing else changed and no test was lost. Works on a copy.
//
//   VALK_REPO=…/project npm run file-by-file                   the texts alone
//   VALK_REPO=… VALK_BIN=…/valk npm run file-by-file           and what the tests do, at times
//   FILE_BY_FILE_SEED=2 FILE_BY_FILE_POINTS=20 …               another order, more runs

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { walkFileByFile } from "./file-by-file-walk.mjs";

const dist = join(import.meta.dirname, "../dist");
/** @param {string} path */
const load = (path) => import(join(dist, path));

/** @param {readonly string[]} args @param {string} cwd */
async function runTool(args, cwd) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(dist, "src/cli/bin.js"), ...args],
    { cwd, encoding: "utf8", maxBuffer: 1 << 30 },
  );
  return { status: status ?? 2, stdout, stderr };
}

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
 */
async function createRunner(valk, folder) {
  const { runInInterpreter } = await load("src/behaviour/process.js");
  const { createResultComparison } = await import("./file-by-file-results.mjs");
  const signal = new AbortController().signal;
  /** @param {string} cwd @param {string} path */
  const runFile = (cwd, path) =>
    runInInterpreter({ valk, path, cwd, env: process.env, timeoutSeconds: 120, signal });
  const comparison = createResultComparison(console.log);
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

const { VALK_REPO, VALK_BIN, FILE_BY_FILE_SEED = "1", FILE_BY_FILE_POINTS = "10" } = process.env;
if (VALK_REPO === undefined) {
  console.log("skipped: VALK_REPO does not name a project");
} else {
  const folder = mkdtempSync(join(tmpdir(), "file-by-file-"));
  try {
    const root = join(folder, "tree");
    copyTree(resolve(VALK_REPO), root);
    const { createTestReader } = await import("./file-by-file-results.mjs");
    const startedAt = performance.now();
    const result = await walkFileByFile({
      root,
      seed: Number(FILE_BY_FILE_SEED),
      points: Number(FILE_BY_FILE_POINTS),
      runTool,
      readTests: createTestReader({
        ...(await load("src/proof/reader.js")),
        ...(await load("src/proof/read-old-style.js")),
        ...(await load("src/proof/read-builder.js")),
        ...(await load("src/proof/evaluated-names.js")),
        ...(await load("src/proof/framework-names.js")),
        ...(await load("src/proof/suite-reading.js")),
        ...(await load("src/proof/effects.js")),
        ...(await load("src/proof/tokens.js")),
      }),
      runTests: VALK_BIN === undefined ? undefined : await createRunner(resolve(VALK_BIN), folder),
      log: console.log,
    });
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    console.log(`every step held: ${JSON.stringify(result)}, ${seconds} s`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
