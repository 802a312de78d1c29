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

  test("may have been migrated with its flag before its caller is", () => {
    const helper = "(fun {helper n} {test/add-all (list (test/expect-exit 0) (test/add n {1}))})\n";
    const files = { [RUNNER]: runner, "test/lib/helper.valk": helper };
    expect(outcomes(files)[RUNNER]).toBe(`(load "test/lib/helper.valk")
(-> (test/suite "Valkyria Test Suite")
    (helper "a")
    (test/run))
`);
  });

  test("does something again each time it is loaded", () => {
    const load = '(load "test/lib/helper.valk")\n';
    const files = {
      [RUNNER]: `${load}(load "test/a.valk")
(do (println "b") (map (\\ {x} {test/define "a" {1}}) {1}))
(load "test/b.valk")
(helper "c")
(test/run)
`,
      "test/a.valk": load,
      "test/b.valk": load,
      "test/lib/helper.valk": '(fun {helper n} {test/define n {1}})\n(println "loaded")\n',
    };
    expect(outcomes(files)[RUNNER]).toContain("computed-order");
  });

  test("may take a name that a file loaded before it has, and be loaded again", () => {
    const load = '(load "test/lib/helper.valk")\n';
    const files = {
      [RUNNER]: '(load "lib.valk")\n(load "test/a.valk")\n(load "test/b.valk")\n(test/run)\n',
      "lib.valk": "(fun {helper n} {n})\n",
      "test/a.valk": `${load}(helper "a")\n`,
      "test/b.valk": load,
      "test/lib/helper.valk": "(fun {helper n} {test/define n {1}})\n",
    };
    expect(outcomes(files)[RUNNER]).toContain("a-tests");
  });

  test("may have its name in a file that loads it and means its own", () => {
    const files = {
      [RUNNER]: runner,
      "test/lib/helper.valk": "(fun {helper n} {test/define n {1}})\n",
      "test/lib/other.valk": '(load "test/lib/helper.valk")\n(fun {helper n} {n})\n',
    };
    expect(outcomes(files)[RUNNER]).toContain('(helper "a")\n    (test/run))');
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

  test("is not one whose name its caller binds again by a function that calls itself", () => {
    const files = {
      [RUNNER]: `(load "test/lib/helper.valk")
(helper "a" {== 1 1})
(fun {helper n} {if (> n 0) {helper (- n 1)} {n}})
(helper 2)
(test/run)
`,
      "test/lib/helper.valk": "(fun {helper n b} {test/define n b})\n",
    };
    expect(outcomes(files)[RUNNER]).toContain("helper-redefined");
    expect(Object.values(outcomes(files)).join()).not.toContain("proof-");
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

describe("a group whose last line is a comment", () => {
  test.each<Target>(["builder", "list"])("has nothing written behind it: %s", (target) => {
    for (const behind of ["", " "]) {
      const group = `(do (test/define "a" {9}) ; z\n)${behind}`;
      for (const rest of [
        '(test/define "b" {4})\n(test/run)\n',
        '\n(test/define "b" {4})\n(test/run)\n',
      ]) {
        const text = outcomes({ [RUNNER]: group + rest }, target)[RUNNER];
        expect(text).toMatch(/ ; z\n {2,4}\(.*"b" \{4\}/);
      }
      expect(outcomes({ [RUNNER]: `${group}(test/run)\n` }, target)[RUNNER]).toMatch(/ ; z\n/);
    }
  });
});

describe("a select whose last condition is bound anew", () => {
  test.each([
    ["by a body", '(test/define "b" {do (def {otherwise} 0) true})'],
    ["by a function", "(fun {turn x} {def {otherwise} x})"],
    ["in a list", "{(def {otherwise} 0)}"],
  ])("loses its registration: %s", (_, binder) => {
    const select = '(select {0 (test/define "a" {1})} {otherwise nil})';
    const files = { [RUNNER]: `${binder}\n${select}\n(test/run)\n` };
    expect(outcomes(files)[RUNNER]).toContain("lost-registration");
    const free = { [RUNNER]: `${binder.replace("otherwise", "other")}\n${select}\n(test/run)\n` };
    expect(outcomes(free)[RUNNER]).toContain("{otherwise {test/none}}");
  });
});

describe("a banner above the first test, below the load of a part", () => {
  test.each<Target>(["builder", "list"])("stays where it is: %s", (target) => {
    for (const form of ["(fun {f x} {x})", "(println)", "()"]) {
      const files = {
        [RUNNER]: `(load "test/a.valk")\n\n; ====\n\n${form}(test/define "b" {1})(test/run)\n`,
        "test/a.valk": '(test/define "a" {1})\n',
      };
      expect(outcomes(files, target)[RUNNER]).toContain(`\n\n; ====\n\n${form}`);
    }
  });
});

describe("a -> of the file's own", () => {
  test("is nothing to a list of loaded tests", () => {
    const files = {
      [RUNNER]: '(fun {-> x} {x})\n(load "test/a.valk")\n(test/run)\n',
      "test/a.valk": '(test/define "a" {1})\n',
    };
    expect(outcomes(files, "list")[RUNNER]).toContain("(a-tests)");
    expect(outcomes(files, "builder")[RUNNER]).toContain("shadows-framework");
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
