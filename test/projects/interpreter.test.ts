// Generated projects on a real interpreter, where one is at hand: VALK_BIN is the binary, which has
// to speak the dialect of commit 755536a.

import { expect, test } from "vitest";
import { generateProject, type Target } from "./generate.js";
import { judgeOnInterpreter } from "./interpreter.js";

const valk = process.env.VALK_BIN;
const COUNT = Number(process.env.PROJECTS_SAMPLE ?? 60);
const SEED = Number(process.env.PROJECTS_SEED ?? 1);

test.runIf(valk === undefined)("VALK_BIN is not set: no project is run", ({ skip }) => {
  skip("set VALK_BIN to run generated projects on an interpreter");
});

test.runIf(valk !== undefined).each<Target>(["builder", "list"])(
  "generated projects do the same before and after, %s",
  { timeout: 36_000_000 },
  async (target) => {
    const troubles = [];
    for (let seed = SEED; seed < SEED + COUNT; seed++) {
      troubles.push(...(await judgeOnInterpreter(generateProject(seed, target), valk as string)));
    }
    expect(troubles).toEqual([]);
  },
);
