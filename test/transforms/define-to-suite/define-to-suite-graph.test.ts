import { describe, expect, test } from "vitest";
import type { Severities } from "../../../src/finding/policy.js";
import { reviewedTransform } from "../../../src/plan/reviewed-transform.js";
import { defineToSuite } from "../../../transforms/define-to-suite.js";
import {
  describeResults,
  type Files,
  MODULES,
  newTexts,
  outcomes,
  planRepository,
  readGraphFixtures,
} from "./graph-fixtures.js";

const mapTexts = (files: Files, change: (text: string) => string): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, change(text)]));

const withCrlf = (text: string): string => text.replaceAll("\n", "\r\n");
const withoutFinalNewline = (text: string): string => text.replace(/\n+$/, "");

const fixtures = readGraphFixtures();

describe.each(["builder", "list"] as const)("target %s", (target) => {
  const changing = fixtures.flatMap(({ name, before, after }) =>
    Object.keys(after[target]).length === 0 ? [] : [{ name, before, after: after[target] }],
  );

  describe.each(changing)("$name", ({ before, after }) => {
    test("becomes its output, byte for byte", () => {
      expect(newTexts(planRepository(before, target))).toEqual(after);
    });

    test("is left alone when migrated twice", () => {
      const isRefused = planRepository(before, target).totals.blocked > 0;
      const { totals } = planRepository({ ...before, ...after }, target);
      expect(totals).toMatchObject({ changed: 0, failed: 0 });
      expect(totals.blocked > 0).toBe(isRefused);
    });

    test("keeps CRLF line ends", () => {
      const changed = newTexts(planRepository(mapTexts(before, withCrlf), target));
      expect(changed).toEqual(mapTexts(after, withCrlf));
    });

    test("is proven with blanks that no line end follows", () => {
      const open = mapTexts(before, (text) => `${withoutFinalNewline(text)} `);
      const texts = newTexts(planRepository(open, target));
      expect(Object.keys(texts).toSorted()).toEqual(Object.keys(after).toSorted());
    });

    test("does not gain a final line end", () => {
      const changed = newTexts(planRepository(mapTexts(before, withoutFinalNewline), target));
      expect(changed).toEqual(mapTexts(after, withoutFinalNewline));
    });
  });

  test.each(fixtures)("$name: its findings", ({ before }) => {
    expect(describeResults(planRepository(before, target).results)).toMatchSnapshot();
  });
});

describe("what runs", () => {
  const running = fixtures.flatMap(({ name, before, after }) =>
    name.startsWith("refused") || name === "async"
      ? []
      : Object.keys(before)
          .filter((path) => before[path]?.includes("(test/run"))
          .map((path) => ({ name, path, before, after: { ...before, ...after.builder } })),
  );

  test.each(running)("$name: $path runs the same tests", ({ path, before, after }) => {
    const old = outcomes(path, before, MODULES.old);
    expect(old.length).toBeGreaterThan(0);
    expect(outcomes(path, after, MODULES.final)).toEqual(old);
    expect(outcomes(path, after, MODULES.compat)).toEqual(old);
  });
});

describe("a group in a run", () => {
  const { before } = fixtures.find(({ name }) => name === "shared-part") as (typeof fixtures)[0];

  test("stays as it is when only some of it is selected", () => {
    const selected = ["test/cases.valk", "test/test_only.valk"];
    const { results } = planRepository(before, "builder", { selected });
    expect(describeResults(results)).toMatchSnapshot();
    expect(results.map((file) => file.findings[0]?.hint)).toEqual([
      "name them together: valk-codemod migrate test/cases.valk test/test_after.valk test/test_before.valk test/test_only.valk",
      "name them together: valk-codemod migrate test/cases.valk test/test_after.valk test/test_before.valk test/test_only.valk",
    ]);
  });

  test("stays as it is when the settings refuse one of it", () => {
    const files = {
      "test/cases.valk": '(test/define "one" {true})\n',
      "test/test_a.valk": '(load "test/cases.valk")\n(test/run)\n; never\n(print 1)\n',
      "test/test_b.valk": '(load "test/cases.valk")\n(test/run)\n',
      "test/test_c.valk": '(test/define "alone" {true})\n(test/run)\n',
    };
    const statuses = (severities?: Severities) =>
      Object.fromEntries(
        planRepository(files, "builder", severities && { severities }).results.map(
          ({ path, status, findings }) => [path, `${status} ${findings[0]?.code}`],
        ),
      );
    expect(statuses()).toMatchObject({
      "test/cases.valk": "changed undefined",
      "test/test_a.valk": "changed forms-after-run",
      "test/test_b.valk": "changed undefined",
    });
    expect(statuses({ "forms-after-run": "refuse" })).toEqual({
      "test/cases.valk": "blocked graph-blocked",
      "test/test_a.valk": "blocked forms-after-run",
      "test/test_b.valk": "blocked graph-blocked",
      "test/test_c.valk": "changed undefined",
    });
  });

  test("is proven as a whole when a reviewer has edited one of it", () => {
    const files = {
      "test/cases.valk": '(test/define "one" {true})\n',
      "test/test_a.valk": '(load "test/cases.valk")\n(test/run)\n',
    };
    const proposed = newTexts(planRepository(files, "builder"))["test/cases.valk"] as string;
    const statuses = (edited: string) => {
      const source = files["test/cases.valk"];
      const reviewed = new Map([["test/cases.valk", { source, edited }]]);
      const transform = reviewedTransform(defineToSuite, reviewed);
      return planRepository(files, "builder", { transform }).results.map(({ status }) => status);
    };
    expect(statuses(proposed.replace("    (test/add", "  (test/add"))).toEqual([
      "changed",
      "changed",
    ]);
    expect(statuses(proposed.replace('"one"', '"other"'))).toEqual(["failed", "blocked"]);
  });

  test("of many files is named by its folder", () => {
    const many = Object.fromEntries(
      Array.from({ length: 9 }, (_, at) => [
        `test/deep/t${at}.valk`,
        '(load "test/cases.valk")\n(test/run)\n',
      ]),
    );
    const files = { "test/cases.valk": '(test/define "one" {true})\n', ...many };
    const { results } = planRepository(files, "builder", { selected: ["test/deep/t1.valk"] });
    expect(results[0]?.findings[0]?.hint).toBe("name them together: valk-codemod migrate test");
  });
});
