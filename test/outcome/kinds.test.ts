import { describe, expect, test } from "vitest";
import { allKinds, kindsOf, scopeOf } from "../../src/outcome/kinds.js";
import { readFailed } from "../../src/outcome/problems.js";
import { linkOutsideRoot } from "../../src/outcome/run-findings.js";
import { transforms } from "../../transforms/all-transforms.js";
import { localizeDef } from "../../transforms/localize-def.js";

describe.each([...transforms.values()])("what $name reports", (transform) => {
  test("is known everywhere, and no code means two things", () => {
    for (const kind of transform.findings) {
      expect(allKinds.get(kind.code)).toBe(kind);
    }
  });

  test("is in its own scope, and among what a run of it may report", () => {
    const codes = transform.findings.map(({ code }) => code);
    expect([...scopeOf(transform).own.keys()]).toEqual(expect.arrayContaining(codes));
    const reported = [...kindsOf(transform).keys()];
    expect(reported).toEqual(expect.arrayContaining([...codes, linkOutsideRoot.code]));
    expect(reported).toContain(readFailed.code);
    expect(reported).toEqual(reported.toSorted());
  });

  test("decides whether comments with foreign codes are looked at", () => {
    const { all } = scopeOf(transform);
    expect(all).toBe(transform.concerns === "code" ? undefined : allKinds);
  });
});

test("a transform of code speaks of no comment but its own", () => {
  expect([...scopeOf(localizeDef).own.keys()]).toEqual(["kept-def"]);
});
