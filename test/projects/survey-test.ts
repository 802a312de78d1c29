// The test of one target, with its own file for each, so that both run at the same time. More
// projects, or other ones, with PROJECTS_COUNT and PROJECTS_SEED; PROJECTS_FOLDER gets what was found.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { GeneratedProject, Target } from "./generate.js";
import type { Trouble } from "./judge.js";
import {
  describeProject,
  describeSurvey,
  shrinkTrouble,
  survey,
  troubleFindings,
} from "./survey.js";

const { PROJECTS_COUNT, PROJECTS_SEED, PROJECTS_FOLDER } = process.env;
const COUNT = Number(PROJECTS_COUNT ?? 1000);
const SEED = Number(PROJECTS_SEED ?? 1);

/** Less than this share of files may fail for a defect of the tool. */
const MAY_FAIL = 0.02;

export function testTarget(target: Target): void {
  test(`no test of a generated project is lost, ${target}`, { timeout: 36_000_000 }, () => {
    const seen: string[] = [];
    const kept = new Map<string, number>();
    const onTrouble = (project: GeneratedProject, trouble: Trouble): void => {
      seen.push(
        `seed ${project.seed}: ${trouble.kind}, ${trouble.step}: ${trouble.path} ${trouble.text}`,
      );
      const kind = `${trouble.kind} ${trouble.key}`;
      kept.set(kind, (kept.get(kind) ?? 0) + 1);
      if (PROJECTS_FOLDER !== undefined && (kept.get(kind) ?? 0) <= 2) {
        keep(project, trouble, PROJECTS_FOLDER);
      }
    };
    const result = survey({ target, seed: SEED, count: COUNT, onTrouble });
    process.stdout.write(`${describeSurvey(result)}\n`);
    expect.soft(result.ran).toBeGreaterThan(COUNT);
    expect.soft(result.unknown).toBeLessThan(COUNT / 20);
    expect.soft(result.changedAgain, seen.join("\n")).toBe(0);
    expect.soft(result.different, seen.join("\n")).toBe(0);
    const files = Object.values(result.statuses).reduce((sum, some) => sum + some, 0);
    const failures = Object.values(result.failures).reduce((sum, some) => sum + some, 0);
    expect.soft(failures, seen.join("\n")).toBeLessThan(MAY_FAIL * files);
  });
}

/** Writes the project, cut down to what shows the trouble. */
function keep(project: GeneratedProject, trouble: Trouble, folder: string): void {
  const small = shrinkTrouble(project, trouble);
  const { text } = troubleFindings(small, trouble) ?? trouble;
  const path = join(folder, `${project.target}-${project.seed}-${trouble.kind}.txt`);
  const head = `${trouble.kind}, ${trouble.step}: ${trouble.path}\n${trouble.text}\nnow: ${text}\n`;
  writeFileSync(path, `${head}${describeProject(small)}`);
  process.stdout.write(`${path}: ${text}\n`);
}
