// Shapes that random projects have shown to go wrong, each by its rule: migrated and proven, or refused.

import { describe, expect, test } from "vitest";
import { migrateTogether } from "../../../src/kit/migrate-file.js";
import { defineToSuite } from "../../../transforms/define-to-suite.js";
import { listedProjectOf, type Target } from "./fixtures.js";

type Files = Readonly<Record<string, string>>;

const RUNNER = "test/test_it.valk";

/** What becomes of the files, by path: the new text, or the codes that keep it. */
function outcomes(files: Files, target: Target = "builder"): Readonly<Record<string, string>> {
  const results = migrateTogether(defineToSuite, files[RUNNER] as string, {
    path: RUNNER,
    project: listedProjectOf(files),
    options: { target },
  });
  return Object.fromEntries(
    [...results].map(([path, result]) => {
      switch (result.status) {
        case "changed":
          return [path, result.newText];
        case "failed":
          return [path, result.failures.map(({ code }) => code).join()];
        default:
          return [path, `${result.status} ${result.findings.map(({ code }) => code).join()}`];
      }
    }),
  );
}

describe("the argument that the old runners ignored", () => {
  test.each<[Target, string]>([
    ["builder", "(test/run-async aio))"],
    ["list", "(test/run-async aio (list"],
  ])("goes for async runs, too: %s", (target, expected) => {
    const files = { [RUNNER]: '(test/async "a" (\\ {done} {done 1}))\n(test/run-async aio {})\n' };
    expect(outcomes(files, target)[RUNNER]).toContain(expected);
  });
});

describe("a helper of another file", () => {
  const runner = '(load "test/lib/helper.valk")\n(helper "a")\n(test/run)\n';

  test("may set a flag beside its test", () => {
    const files = {
      [RUNNER]: runner,
      "test/lib/helper.valk": "(fun {helper n} {(test/expect-exit 0) (test/define n {1})})\n",
    };
    expect(outcomes(files)).toEqual({
      [RUNNER]: `(load "test/lib/helper.valk")
(-> (test/suite "Valkyria Test Suite")
    (helper "a")
    (test/run))
`,
      "test/lib/helper.valk":
        "(fun {helper n} {test/add-all (list (test/expect-exit 0) (test/add n {1}))})\n",
    });
  });

  test("may set flags only, and stays as it is", () => {
    const files = {
      [RUNNER]: '(load "test/lib/more.valk")(test/run)\n',
      "test/lib/flags.valk": "(fun {quiet x} {(test/debug 0)})\n",
      "test/lib/more.valk": '(load "test/lib/flags.valk")(fun {helper n b} {test/define n b})\n',
    };
    const found = outcomes(files);
    expect(found["test/lib/flags.valk"] ?? "unchanged").toMatch(/^unchanged/);
    expect(Object.values(found).join()).not.toContain("proof-");
  });

  test("is not one of two with one name", () => {
    const files = {
      [RUNNER]: `(load "test/lib/helper.valk")\n(load "test/lib/other.valk")\n(helper 0)\n(test/run)\n`,
      "test/lib/helper.valk": "(fun {helper n b} {test/define n b})\n",
      "test/lib/other.valk": '(fun {helper _} {test/define "x" {1}})\n',
    };
    expect(outcomes(files)[RUNNER]).toContain("helper-redefined");
  });

  test("stays while a file that may load it cannot be read", () => {
    const files: Record<string, string> = {
      [RUNNER]: runner,
      "test/lib/helper.valk": "(fun {helper n} {test/define n {1}})\n",
    };
    const project = listedProjectOf(files);
    const withUnread = {
      ...project,
      paths: () => [...project.paths(), "test/test_secret.valk"],
    };
    const results = migrateTogether(defineToSuite, files[RUNNER] as string, {
      path: RUNNER,
      project: withUnread,
      options: { target: "builder" },
    });
    expect([...results.values()].map(({ status }) => status)).toEqual(["blocked"]);
    expect(results.get(RUNNER)?.findings[0]?.message).toBe(
      "test/test_secret.valk cannot be read, and may load this file",
    );
  });
});

describe("an error in the middle of a do", () => {
  test.each<Target>(["builder", "list"])("is not made to stop the suite: %s", (target) => {
    const files = {
      [RUNNER]: `(do (if (nosuch 1) {test/define "a" {1}} {}) (println "b"))
(test/define "c" {1})
(test/run)
`,
    };
    expect(outcomes(files, target)[RUNNER]).toBe("blocked may-be-error");
  });
});
