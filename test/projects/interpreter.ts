// Runs a generated project on the real interpreter, before and after its migration.

import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareRuns } from "../../src/behaviour/compare-runs.js";
import { runInInterpreter } from "../../src/behaviour/process.js";
import type { RunReport } from "../../src/behaviour/run-report.js";
import { writeFiles } from "../temporary-folder.js";
import type { Files, GeneratedProject } from "./generate.js";
import { applied, makeEvaluator, planProject } from "./judge.js";

export interface InterpreterTrouble {
  readonly seed: number;
  readonly path: string;
  readonly text: string;
}

/**
 * The differences that the interpreter shows between the project as it is and as it is after its
 * migration, and those between interpreter and evaluator.
 */
export async function judgeOnInterpreter(
  project: GeneratedProject,
  valk: string,
): Promise<readonly InterpreterTrouble[]> {
  const { files, runners, seed } = project;
  const after = applied(files, planProject(project, files));
  const before = await runAll(valk, files, runners);
  const fresh = await runAll(valk, after, runners);
  const evaluator = makeEvaluator();
  return runners.flatMap((path, index) => {
    const [old, now] = [before[index] as RunReport, fresh[index] as RunReport];
    const pairs = [
      ["before and after", old, now],
      ["interpreter and evaluator, before", old, evaluator.run(path, files)],
      ["interpreter and evaluator, after", now, evaluator.run(path, after)],
    ] as const;
    return pairs.flatMap(([between, a, b]) => {
      const comparison = compareRuns(a, b);
      if (comparison.result !== "different") {
        return [];
      }
      const { what, before: one, after: other } = comparison.difference;
      return [{ seed, path, text: `${between}: ${what}: ${one}, then ${other}` }];
    });
  });
}

async function runAll(
  valk: string,
  files: Files,
  paths: readonly string[],
): Promise<readonly RunReport[]> {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), "valk-projects-")));
  try {
    writeFiles(cwd, files);
    const reports: RunReport[] = [];
    for (const path of paths) {
      const { signal } = new AbortController();
      const input = { valk, path, cwd, env: process.env, timeoutSeconds: 20, signal };
      reports.push(await runInInterpreter(input));
    }
    return reports;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
