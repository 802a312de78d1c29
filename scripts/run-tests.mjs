// Runs the quick tests, or with --all every test and coverage, and closes with one plain line, "N passed,
// N failed", which CI reads. The figures are those of vitest's JSON result; the exit status is its own.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runAsScript } from "./host.mjs";

/**
 * @typedef {{ status: string, assertionResults: { status: string }[] }} FileResult
 * @typedef {{ testResults: FileResult[] }} RunResult
 */

/**
 * The closing line. A file that failed outside its tests, say on loading, counts as one failure.
 * @param {RunResult} result
 */
export function closingLine(result) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of result.testResults) {
    const statuses = file.assertionResults.map((test) => test.status);
    if (file.status === "failed" && !statuses.includes("failed")) statuses.push("failed");
    for (const status of statuses) {
      counts[status === "passed" || status === "failed" ? status : "skipped"] += 1;
    }
  }
  const line = `${counts.passed} passed, ${counts.failed} failed`;
  return counts.skipped > 0 ? `${line}, ${counts.skipped} skipped` : line;
}

/**
 * @param {readonly string[]} argv
 * @param {import("./host.mjs").Host} host
 */
export function main(argv, { root, env, isTerminal, run, log }) {
  const tier = argv.includes("--all") ? ["--coverage"] : ["--project", "quick"];
  const folder = mkdtempSync(join(tmpdir(), "valk-codemod-"));
  try {
    const resultFile = join(folder, "result.json");
    const { status } = run(
      process.execPath,
      [join(root, "node_modules/vitest/vitest.mjs"), "run", ...tier],
      {
        cwd: root,
        stdio: "inherit",
        env: { ...env, TEST_RESULT: resultFile, ...(!isTerminal && { NO_COLOR: "1" }) },
      },
    );
    log(closingLine(JSON.parse(readFileSync(resultFile, "utf8"))));
    return status;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await runAsScript(import.meta.url, main);
