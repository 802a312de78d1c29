// Runs that are killed for real: a sample of the steps with every kind among them. `npm run fault`
// tries them all.

import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readFrameworkTexts } from "../../src/cli/framework-texts.js";
import { hashOf } from "../../src/write/apply-write.js";
import { compileProgram } from "../cli/built-program.js";
import type { Step } from "./failing-file-system.mjs";
import { prepareKills } from "./kill-runs.mjs";

const compat = hashOf(readFrameworkTexts().compat);
const between = new Set([`${compat} 755`, `${compat} 640`]);
let program: string;
let kills: ReturnType<typeof prepareKills>;

beforeAll(async () => {
  program = realpathSync(mkdtempSync(join(tmpdir(), "valk-codemod-")));
  await compileProgram(program);
  kills = prepareKills(join(program, "dist"));
}, 120_000);
afterAll(() => {
  kills.remove();
  rmSync(program, { recursive: true });
});

/** The first step of each kind, counting what it is about, and the last of all. */
function sampleOf(steps: readonly Step[]): readonly number[] {
  const first = new Map<string, number>();
  for (const [index, { name, path }] of steps.entries()) {
    const place = path.includes(".valk-codemod/") ? "journal" : "file";
    const key = `${name} ${place}`;
    if (!first.has(key)) {
      first.set(key, index);
    }
  }
  return [...first.values(), steps.length - 1];
}

describe("a process that is killed", { timeout: 120_000 }, () => {
  test.each(["SIGKILL", "SIGINT"] as const)("by %s leaves every file whole", (signal) => {
    const points = sampleOf(kills.steps);
    expect(points.length).toBeGreaterThan(12);
    const wrong = points.flatMap((at) =>
      kills
        .kill(at, signal, "before", between)
        .map((message) => `${kills.steps[at]?.name}: ${message}`),
    );
    expect(wrong).toEqual([]);
  });

  test("in the middle of a write does, too", () => {
    const writes = kills.steps.flatMap(({ name }, at) => (name === "write" ? [at] : []));
    const points = [0, 3, 30, writes.length - 2].map((index) => writes[index] as number);
    expect(points.flatMap((at) => kills.kill(at, "SIGKILL", "torn", between))).toEqual([]);
  });
});
