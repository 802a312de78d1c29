import { describe, expect, test } from "vitest";
import { finding } from "../../src/finding/finding.js";
import { behaviourDiffers } from "../../src/outcome/run-findings.js";
import { proofFailure } from "../../src/proof/proof.js";
import type { AnyTransform } from "../../transforms/all-transforms.js";
import { defineToSuite } from "../../transforms/define-to-suite.js";
import { describeResults, planRepository } from "../transforms/define-to-suite/graph-fixtures.js";

const files = {
  "test/one.valk": '(test/define "one" {true})\n',
  "test/test_one.valk": '(load "test/one.valk")\n(test/run)\n',
  "test/test_two.valk": '(load "test/one.valk")\n(test/run)\n',
};

const results = (transform: Partial<AnyTransform>) =>
  describeResults(
    planRepository(files, "builder", { transform: { ...defineToSuite, ...transform } }).results,
  );

const isSecond = (path: string): boolean => path === "test/test_two.valk";
const failure = proofFailure("proof-order", "made up", { oldOffset: 24 });

describe("a group of which one member cannot change", () => {
  test("stays as it is when that one fails its proof", () => {
    expect(
      results({
        prove: (claim, options) =>
          isSecond(claim.path)
            ? { ok: false, failures: [failure] }
            : defineToSuite.prove(claim, options),
      }),
    ).toEqual([
      "test/one.valk: blocked",
      "  1:1 refuse graph-blocked: test/test_two.valk:2:2, which changes together with it, fails its proof (proof-order)",
      "test/test_one.valk: blocked",
      "  1:1 refuse graph-blocked: test/test_two.valk:2:2, which changes together with it, fails its proof (proof-order)",
      "test/test_two.valk: failed",
    ]);
  });

  test("stays as it is when that one is refused by somebody else", () => {
    expect(
      results({
        judge: (source, context) =>
          isSecond(context.path)
            ? { status: "blocked", findings: [finding(behaviourDiffers, { start: 0, end: 0 })] }
            : defineToSuite.judge(source, context),
      }),
    ).toEqual([
      "test/one.valk: blocked",
      "  1:1 refuse graph-blocked: test/test_two.valk:1:1, which changes together with it, has behaviour-differs",
      "test/test_one.valk: blocked",
      "  1:1 refuse graph-blocked: test/test_two.valk:1:1, which changes together with it, has behaviour-differs",
      "test/test_two.valk: blocked",
      "  1:1 refuse behaviour-differs: evaluated before and after, the file does not do the same",
    ]);
  });

  test.each([
    ["test/test_one.valk", "test/test_one.valk"],
    ["test/elsewhere.valk", "test/one.valk"],
  ])("stays as it is when the proof of the whole fails at %s", (path, speaker) => {
    const all = results({
      proveGroup: () => ({
        ok: false,
        failures: [
          { ...failure, path },
          { ...failure, path },
        ],
      }),
    });
    expect(all.filter((line) => line.endsWith("failed"))).toEqual([`${speaker}: failed`]);
    expect(all.filter((line) => line.endsWith("blocked"))).toHaveLength(2);
  });

  test("changes when every proof holds", () => {
    const { results: changed } = planRepository(files, "builder");
    expect(changed.map(({ status }) => status)).toEqual(["changed", "changed", "changed"]);
  });
});

test.each([
  [
    "a suite",
    '(test/suite "S")\n(test/run)\n',
    '(-> (test/suite "S")\n    one-tests\n    (test/run))\n',
  ],
  [
    "a suite and its run on one line",
    '(test/suite "S") (test/run)\n',
    '(-> (test/suite "S")\n    one-tests (test/run))\n',
  ],
])("comments between a loaded part and %s stay where they are", (_name, old, migrated) => {
  const lead = '(load "test/one.valk")\n; about the suite\n';
  const { results } = planRepository(
    { "test/one.valk": files["test/one.valk"], "test/test_one.valk": lead + old },
    "builder",
  );
  expect(results[1]).toMatchObject({ status: "changed", newText: lead + migrated });
});
