// Runs all tests with coverage and closes with one plain line, "N passed, N failed", which CI reads.
// The figures are those of vitest's JSON result; the exit status is vitest's own.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

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

function main() {
  const folder = mkdtempSync(join(tmpdir(), "valk-codemod-"));
  try {
    const resultFile = join(folder, "result.json");
    const { status } = spawnSync(
      process.execPath,
      [
        join(import.meta.dirname, "../node_modules/vitest/vitest.mjs"),
        "run",
        "--coverage",
        "--reporter=dot",
        "--reporter=json",
        `--outputFile.json=${resultFile}`,
      ],
      { cwd: join(import.meta.dirname, ".."), stdio: "inherit" },
    );
    console.log(closingLine(JSON.parse(readFileSync(resultFile, "utf8"))));
    return status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) process.exitCode = main();
