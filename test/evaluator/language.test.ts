// The evaluator against recorded outputs of the reference interpreter: semantics, builtins,
// messages, printing, exit statuses.

import { describe, expect, test } from "vitest";
import { CASE_FILES, REFERENCE_CASES } from "./reference-cases.js";
import { runScript } from "./run.js";

describe.each(Object.entries(REFERENCE_CASES))("%s", (_group, cases) => {
  test.each(cases)("$source", ({ source, output, status }) => {
    const result = runScript(source, CASE_FILES);
    expect(result.output).toBe(output);
    expect(result.exit).toEqual({ status });
  });
});
