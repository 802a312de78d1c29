// Outputs of test runs as the framework prints them, and the reports that are read from them.

import { type RunExit, type RunReport, readRun } from "../../src/behaviour/run-report.js";
import { formatUnknownTest } from "../../src/evaluator/test-output.js";

export const STATUS_0: RunExit = { kind: "status", status: 0 };
export const UNKNOWN_END: RunExit = { kind: "unknown", reason: "steps" };

const line = (icon: string, name: string, verdict: string): string =>
  `${icon} ${name}${".".repeat(97 - name.length)}  ${verdict}`;

export const pass = (name: string, time = 1): string => line("✅", name, `PASS : in ${time}(µs)`);
export const fail = (name: string): string => line("❌", name, "FAIL : in 2(µs)");
export const skip = (name: string): string => line("⏭️ ", name, "SKIP");
export const unsure = (name: string, reason = "why"): string => formatUnknownTest(name, reason);
export const head = (count: number, title = "S"): string => `🧪 [${count}/${count}] ${title}`;
export const allPassed = (count: number): string =>
  `🏁 Test Results: ✨ All ${count} tests passed! ✨`;

/** The report of a run that printed these lines. */
export function run(lines: readonly string[], exit: RunExit = STATUS_0): RunReport {
  return readRun(`${lines.join("\n")}\n`, exit);
}
