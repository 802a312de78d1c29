import { expect, test } from "vitest";
import type { Target } from "./generate.js";
import { describeSurvey, survey } from "./survey.js";

test.each<Target>(["builder", "list"])("%s", (target) => {
  const result = survey({ target, seed: 1, count: 100 });
  process.stdout.write(`${describeSurvey(result)}\n`);
  expect(result.ran).toBeGreaterThan(0);
});
