// The migration of a project one file at a time, in random order, with everything checked after
// each step: what the script `file-by-file` and its test have in common. It knows the tool only by
// what it is given, so that both the built program and the sources can be walked through.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { seededRandom } from "./corpus.mjs";

/**
 * @typedef {{ status: number, stdout: string, stderr: string }} Ended
 * @typedef {{ path: string, status: string, tests: { old: number, new: number } }} FileReport
 * @typedef {{ oldHash: string, newHash: string }} Proof
 * @typedef {{ changed: number, unchanged: number, blocked: number, failed: number, testsMigrated: number, testsLeft: number, testsNew: number }} Totals
 *
 * @typedef {object} Walk
 * @property {string} root a copy of the project that may be written to; not yet in git
 * @property {number} seed
 * @property {number} points how many times the tests run between start and end
 * @property {(args: readonly string[], cwd: string) => Promise<Ended>} runTool
 * @property {(text: string) => readonly string[] | undefined} readTests suite, name and body of
 *   each test, by a reader that shares nothing with the migration; undefined where it cannot tell
 * @property {((root: string, at: string) => Promise<void>) | undefined} runTests throws when a
 *   result differs from the start's
 * @property {(line: string) => void} log
 */

/** What must hold does not hold. */
class WalkError extends Error {}

/** @param {boolean} holds @param {string} message */
function check(holds, message) {
  if (!holds) {
    throw new WalkError(message);
  }
}

/**
 * Walks. Throws at the first step after which anything is not as it should be.
 * @param {Walk} walk
 */
export async function walkFileByFile(walk) {
  const { root, log, runTests } = walk;
  commitAll(root, true);
  const files = await listFiles(walk);
  await runTests?.(root, "the start");
  await install(walk, "--compat");
  const order = shuffle(
    files.map(({ path }) => path),
    seededRandom(walk.seed),
  );
  const stops = pointsBetween(order.length, walk.points);
  const start = snapshot(root, walk.readTests);
  log(`${order.length} files, ${countTests(start)} tests as an independent reader sees them`);
  const counts = { changed: 0, unchanged: 0, blocked: 0 };
  let now = start;
  for (const [index, path] of order.entries()) {
    const next = await migrateOne(path, walk, now, start);
    counts[/** @type {keyof typeof counts} */ (next.status)] += 1;
    now = next.snapshot;
    if (stops.has(index + 1)) {
      await runTests?.(root, `${index + 1} of ${order.length} files`);
    }
  }
  log(`${counts.changed} changed, ${counts.unchanged} unchanged, ${counts.blocked} blocked`);
  const isFinal = await finish(walk, counts.blocked);
  await runTests?.(root, isFinal ? "the end, with the final module" : "the end");
  return { files: order.length, tests: countTests(start), isFinal, ...counts };
}

/** @param {Walk} walk */
async function listFiles({ root, runTool }) {
  const { stdout, stderr } = await runTool(["migrate", "--format", "json"], root);
  /** @type {{ files: FileReport[], framework: { path: string } }} */
  const { files, framework } = parse(stdout, stderr);
  // Pages that show the old API are reported, too, but hold no tests.
  return files.filter(({ path }) => path.endsWith(".valk") && path !== framework.path);
}

/** @param {string} json @param {string} complaint */
function parse(json, complaint) {
  try {
    return JSON.parse(json);
  } catch {
    throw new WalkError(`the tool did not answer in JSON: ${complaint}`);
  }
}

/** @param {Walk} walk @param {string} variant */
async function install({ root, runTool, log }, variant) {
  const { status, stdout, stderr } = await runTool(
    ["framework", "install", variant, "--write"],
    root,
  );
  check(status === 0, `framework install ${variant}: ${stdout}${stderr}`);
  commitAll(root);
  log(`framework install ${variant}: done`);
}

/**
 * Migrates one file, and checks what came of it.
 * @param {string} path
 * @param {Walk} walk
 * @param {Snapshot} before
 * @param {Snapshot} start
 */
async function migrateOne(path, { root, runTool, readTests }, before, start) {
  const proofFile = join(root, ".valk-codemod", "proof.json");
  const { status, stdout, stderr } = await runTool(
    ["migrate", path, "--write", "--framework", "compat", "--format", "json", "--proof", proofFile],
    root,
  );
  /** @type {{ files: FileReport[], totals: Totals }} */
  const { files, totals } = parse(stdout, stderr);
  const [file] = files;
  check(files.length === 1 && file?.path === path, `${path}: other files were reported`);
  const fileStatus = /** @type {FileReport} */ (file).status;
  check(fileStatus !== "failed" && status < 2, `${path}: ${fileStatus}, exit status ${status}`);
  checkTotals(path, /** @type {FileReport} */ (file), totals);
  const after = snapshot(root, readTests, before);
  checkOthers(path, before, after, fileStatus === "changed");
  if (fileStatus === "changed") {
    checkProof(path, proofFile, before, after);
    commitAll(root);
  }
  check(
    after.tests.join("\n") === start.tests.join("\n"),
    `${path}: the tests of all files are not the same any more`,
  );
  return { status: fileStatus, snapshot: after };
}

/** @param {string} path @param {FileReport} file @param {Totals} totals */
function checkTotals(path, { status, tests }, totals) {
  const { changed, unchanged, blocked, failed, testsMigrated, testsLeft, testsNew } = totals;
  check(changed + unchanged + blocked + failed === 1, `${path}: the summary counts other files`);
  check(totals[/** @type {"changed"} */ (status)] === 1, `${path}: counted as something else`);
  check(testsMigrated + testsLeft === tests.old, `${path}: old tests are not all accounted for`);
  check(testsMigrated === (status === "changed" ? tests.old : 0), `${path}: tests not migrated`);
  check(testsNew === tests.new, `${path}: new tests are not all accounted for`);
}

/** @param {string} path @param {Snapshot} before @param {Snapshot} after @param {boolean} isChanged */
function checkOthers(path, before, after, isChanged) {
  const different = [...new Set([...before.hashes.keys(), ...after.hashes.keys()])].filter(
    (one) => before.hashes.get(one) !== after.hashes.get(one),
  );
  const expected = isChanged ? [path] : [];
  check(different.join() === expected.join(), `${path}: these files changed: ${different}`);
}

/** @param {string} path @param {string} proofFile @param {Snapshot} before @param {Snapshot} after */
function checkProof(path, proofFile, before, after) {
  /** @type {{ files: { path: string, proof: Proof | null }[] }} */
  const { files } = JSON.parse(readFileSync(proofFile, "utf8"));
  const proof = files.find((file) => file.path === path)?.proof;
  check(proof?.oldHash === before.hashes.get(path), `${path}: the proof is of another old text`);
  check(proof?.newHash === after.hashes.get(path), `${path}: the proof is of another new text`);
}

/**
 * The final module, where nothing old remains; else its refusal, which is checked too.
 * @param {Walk} walk
 * @param {number} blocked
 */
async function finish(walk, blocked) {
  if (blocked === 0) {
    await install(walk, "--final");
    return true;
  }
  const { status, stderr } = await walk.runTool(
    ["framework", "install", "--final", "--write"],
    walk.root,
  );
  check(
    status === 2 && stderr.includes("old-api-in-use"),
    `the final module was not refused, although ${blocked} files are blocked`,
  );
  walk.log("framework install --final: refused, as it has to be");
  return false;
}

/**
 * @typedef {object} Snapshot
 * @property {ReadonlyMap<string, string>} hashes by path
 * @property {ReadonlyMap<string, readonly string[]>} testsOf by hash and path
 * @property {readonly string[]} tests of all files, sorted
 */

/** What stands for a file that the reader cannot tell about: all of it has to stay. */
const WHOLE = "whole file ";

/** @param {Snapshot} snapshot */
function countTests({ tests }) {
  return tests.filter((test) => !test.startsWith(WHOLE)).length;
}

/**
 * What all files hold; what the last snapshot knows of a text is not read again. A file that the
 * reader cannot tell about stands among the tests with its whole text.
 * @param {string} root
 * @param {Walk["readTests"]} readTests
 * @param {Snapshot} [last]
 * @returns {Snapshot}
 */
function snapshot(root, readTests, last) {
  /** @type {Map<string, string>} */
  const hashes = new Map();
  /** @type {Map<string, readonly string[]>} */
  const testsOf = new Map();
  for (const path of filesBelow(root, "")) {
    const bytes = readFileSync(join(root, path));
    const hash = createHash("sha256").update(bytes).digest("hex");
    hashes.set(path, hash);
    if (path.endsWith(".valk")) {
      const key = `${hash} ${path}`;
      testsOf.set(
        key,
        last?.testsOf.get(key) ?? readTests(bytes.toString("utf8")) ?? [`${WHOLE}${key}`],
      );
    }
  }
  return { hashes, testsOf, tests: [...testsOf.values()].flat().sort() };
}

const LEFT_OUT = new Set([".git", ".valk-codemod"]);

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
function filesBelow(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      return LEFT_OUT.has(entry.name) ? [] : filesBelow(root, path);
    }
    return entry.isFile() ? [path] : [];
  });
}

/**
 * How many files are done at each of the points, which lie evenly between start and end.
 * @param {number} length
 * @param {number} points
 */
function pointsBetween(length, points) {
  return new Set(
    Array.from({ length: points }, (_, at) => Math.round(((at + 1) * length) / (points + 1))),
  );
}

/**
 * @param {readonly string[]} items
 * @param {() => number} random
 */
function shuffle(items, random) {
  const left = [...items];
  return items.map(() => /** @type {string} */ (left.splice(random() * left.length, 1)[0]));
}

/** @param {string} root @param {boolean} [isFirst] */
function commitAll(root, isFirst = false) {
  /** @param {readonly string[]} args */
  const git = (...args) => execFileSync("git", args, { cwd: root, stdio: "pipe" });
  if (isFirst) {
    git("init", "--quiet");
  }
  git("add", "--all");
  const identity = ["-c", "user.name=walk", "-c", "user.email=walk@example.org"];
  git(...identity, "commit", "--quiet", "--allow-empty", "--no-verify", "--message=step");
}
