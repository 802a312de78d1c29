// The evaluator against what the reference interpreter of February 2026 was seen to do.

import { describe, expect, test } from "vitest";
import { FEBRUARY_2026 } from "../../src/dialect/2026-02.js";
import { FEBRUARY_CASES, FEBRUARY_FILES } from "./february-cases.js";
import { runScript } from "./run.js";

describe.each(Object.entries(FEBRUARY_CASES))("%s", (_group, cases) => {
  test.each(cases)("$source", ({ source, output, status }) => {
    const result = runScript(source, FEBRUARY_FILES, {}, FEBRUARY_2026);
    expect(result).toMatchObject({ output, exit: { status } });
  });
});
