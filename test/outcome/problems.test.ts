import { describe, expect, test } from "vitest";
import { messageOf, problemKinds } from "../../src/outcome/problems.js";
import { runFindingKinds } from "../../src/outcome/run-findings.js";
import { FAILURE_POINTS } from "../../src/proof/proof.js";

describe.each([
  ["problems", problemKinds],
  ["findings of a run", runFindingKinds],
])("%s", (_name, kinds) => {
  test("are sorted by code and say what, why and the way out", () => {
    const codes = [...kinds.keys()];
    expect(codes).toEqual(codes.toSorted());
    for (const [code, kind] of kinds) {
      expect(kind.code).toBe(code);
      expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(kind.summary).toMatch(/\S/);
      expect(kind.hint).toMatch(/\S/);
      expect(kind.explanation).toMatch(/\S/);
    }
  });
});

test("every failure of a proof can be explained", () => {
  for (const code of Object.keys(FAILURE_POINTS)) {
    expect(problemKinds.get(code)?.summary).toMatch(/\S/);
  }
});

test("anything that is thrown has a message of one line", () => {
  expect(messageOf(new Error("one\ntwo"))).toBe("one");
  expect(messageOf("text")).toBe("text");
  expect(messageOf(undefined)).toBe("undefined");
});
