// Groups whose every member is proven, and what the proofs then say about them.

import { describe, expect, test } from "vitest";
import { graphOf } from "../../src/proof/proof.js";
import {
  BUILDER,
  type Files,
  failuresOf,
  inCrlf,
  inTabs,
  LIST,
  lines,
  proveMember,
} from "./graph-pairs.js";

describe("every member of a correct group is proven", () => {
  test.each<[string, Files]>([
    ["as it is", BUILDER],
    ["with CRLF", inCrlf(BUILDER)],
    ["with tabs", inTabs(BUILDER)],
  ])("builder, %s", (_, files) => {
    expect(failuresOf(files)).toEqual([]);
  });

  test.each<[string, Files]>([
    ["as it is", LIST],
    ["with CRLF", inCrlf(LIST)],
    ["with tabs", inTabs(LIST)],
  ])("list, %s", (_, files) => {
    expect(failuresOf(files, "list")).toEqual([]);
  });

  test("a part with every kind of stage", () => {
    const old = lines(
      "(fun {case n} {test/define n {1}})",
      '(do (test/define "a" {1}) ; first',
      '  (case "b"))',
      '(if (== 1 1) {test/define "c" {1}} {})',
      '(if (== 1 1) {(case "d")} {println "no"})',
      '(map (\\ {n} {test/define n {1}}) {"e" "f"})',
      '(map case {"g"})',
      "",
    );
    const builder = lines(
      "(fun {case n} {test/add n {1}})",
      "(fun {all-tests suite} {-> suite",
      '    (test/add "a" {1}) ; first',
      '    (case "b")',
      '    (if (== 1 1) {test/add "c" {1}} {test/none})',
      '    (if (== 1 1) {(case "d")} {do (println "no") test/none})',
      '    (test/add-all (map (\\ {n} {test/add n {1}}) {"e" "f"}))',
      '    (test/add-all (map case {"g"}))})',
      "",
    );
    const list = lines(
      "(fun {case n} {list (test n {1})})",
      "(fun {all-tests} {join",
      '    (list (test "a" {1})) ; first',
      '    (case "b")',
      '    (if (== 1 1) {list (test "c" {1})} {})',
      '    (if (== 1 1) {(case "d")} {do (println "no") {}})',
      '    (foldl join {} (map (\\ {n} {list (test n {1})}) {"e" "f"}))',
      '    (foldl join {} (map case {"g"}))})',
      "",
    );
    expect(failuresOf({ "all.valk": [old, builder] })).toEqual([]);
    expect(failuresOf({ "all.valk": [old, list] }, "list")).toEqual([]);
    // The neutral stage would be the suite itself, so that the parameter needs another name.
    const captured = builder.replace(
      "{all-tests suite} {-> suite",
      "{all-tests test/none} {-> test/none",
    );
    expect(failuresOf({ "all.valk": [old, captured] })).toEqual([
      "all.valk: proof-graph-names: all.valk uses the names of its function otherwise",
    ]);
  });

  test("a chain of loads of any length, below a part and of parts", () => {
    const length = 1500;
    const plain = Array.from({ length }, (_, n): [string, string] => [
      `plain-${n}.valk`,
      `(load "plain-${n + 1}.valk")\n`,
    ]);
    const parts = Array.from({ length }, (_, n): [string, readonly [string, string]] => {
      const load = n + 1 < length ? `(load "p${n + 1}.valk")\n` : '(load "plain-0.valk")\n';
      const stages = n + 1 < length ? `\n    p${n + 1}-tests` : "";
      return [
        `p${n}.valk`,
        [
          `${load}(test/define "t" {1})\n`,
          `${load}(fun {p${n}-tests s} {-> s${stages}\n    (test/add "t" {1})})\n`,
        ],
      ];
    });
    const runner = [
      '(load "p0.valk")\n(test/run)\n',
      '(load "p0.valk")\n(-> (test/suite "Valkyria Test Suite")\n    p0-tests\n    (test/run))\n',
    ] as const;
    expect(failuresOf({ ...Object.fromEntries([...plain, ...parts]), "r.valk": runner })).toEqual(
      [],
    );
  });

  test("a part that only loads parts, and one whose helpers its loader calls", () => {
    const files: Files = {
      "one.valk": [
        '(fun {case n} {test/define n {1}})\n(case "one")\n',
        '(fun {case n} {test/add n {1}})\n(fun {one-tests s} {-> s\n    (case "one")})\n',
      ],
      "all.valk": [
        '(load "one.valk")\n(load "one.valk")\n(def {x} 1)\n',
        '(load "one.valk")\n(load "one.valk")\n(fun {all-tests s} {-> s\n    one-tests\n    one-tests})\n(def {x} 1)\n',
      ],
      "run.valk": [
        '(load "all.valk")\n(case "two")\n(test/run)\n',
        '(load "all.valk")\n(-> (test/suite "Valkyria Test Suite")\n    all-tests\n    (case "two")\n    (test/run))\n',
      ],
    };
    expect(failuresOf(files)).toEqual([]);
  });
});

describe("comments around loads and functions", () => {
  const part: Files = {
    "part.valk": [
      '(test/define "p" {1})\n',
      '(fun {part-tests suite} {-> suite\n    (test/add "p" {1})})\n',
    ],
  };
  const old = lines(
    '(test/suite "S")',
    "; ---- section ----",
    "",
    '(load "part.valk")',
    '(test/define "a" {1})',
    "(test/run)",
    "",
  );

  test.each([
    [
      "stays at the load",
      lines(
        "; ---- section ----",
        "",
        '(load "part.valk")',
        '(-> (test/suite "S")',
        "    part-tests",
        '    (test/add "a" {1})',
        "    (test/run))",
        "",
      ),
    ],
    [
      "goes to the stage",
      lines(
        '(load "part.valk")',
        '(-> (test/suite "S")',
        "    ; ---- section ----",
        "",
        "    part-tests",
        '    (test/add "a" {1})',
        "    (test/run))",
        "",
      ),
    ],
    [
      "goes to the test",
      lines(
        '(load "part.valk")',
        '(-> (test/suite "S")',
        "    part-tests",
        "    ; ---- section ----",
        "",
        '    (test/add "a" {1})',
        "    (test/run))",
        "",
      ),
    ],
  ])("a banner %s", (_, now) => {
    expect(failuresOf({ ...part, "run.valk": [old, now] })).toEqual([]);
    const misplaced = now
      .replace(/ *; ---- section ----\n\n/, "")
      .replace("    (test/run", "\n    ; ---- section ----\n\n    (test/run");
    expect(failuresOf({ ...part, "run.valk": [old, misplaced] })).not.toEqual([]);
  });

  test("a banner of nothing but a load", () => {
    const only = old.replace('(test/define "a" {1})\n', "");
    const now = lines(
      '(load "part.valk")',
      '(-> (test/suite "S")',
      "    ; ---- section ----",
      "",
      "    part-tests",
      "    (test/run))",
      "",
    );
    expect(failuresOf({ ...part, "run.valk": [only, now] })).toEqual([]);
  });

  test.each([
    '(test/add "p" {1})}) ; p\n',
    '(test/add "p" {1}) ; p\n})\n',
    '(test/add "p" {1})} ; p\n)\n',
  ])("a last comment before or behind the closers: %s", (end) => {
    const texts = [
      '(test/define "p" {1}) ; p\n',
      `(fun {part-tests suite} {-> suite\n    ${end}`,
    ] as const;
    expect(failuresOf({ "part.valk": texts })).toEqual([]);
  });
});

describe("the proof says what the file is in its group", () => {
  const graphFrom = (files: Files, path: string, target: "builder" | "list" = "builder") => {
    const result = proveMember(files, path, target);
    return result.ok ? graphOf(result.proof) : undefined;
  };

  test("a runner, with the parts that it loads", () => {
    expect(graphFrom(BUILDER, "test/runner.valk")).toEqual({
      role: "runner",
      parts: [
        { name: "http-common-tests", path: "test/http_common.valk" },
        { name: "flags-tests", path: "test/flags.valk" },
        { name: "http-common-tests", path: "test/http_common.valk" },
      ],
    });
  });

  test("a part, with its function", () => {
    expect(graphFrom(LIST, "test/mixed.valk", "list")).toEqual({
      role: "part",
      name: "mixed-tests",
      parts: [{ name: "plain-tests", path: "test/plain.valk" }],
    });
    expect(proveMember(BUILDER, "test/http_common.valk")).toMatchObject({
      proof: {
        suite: "",
        runner: { name: "test/run", argument: null },
        flags: [{ name: "test/skip", argument: '"not now"' }],
        tests: [{ name: '"ok"' }, { name: '"last"' }],
        registeringForms: 1,
        forms: 6,
        comments: { old: 10, new: 10 },
      },
    });
  });

  test("a helper module, and a file that stands alone", () => {
    expect(graphFrom(BUILDER, "test/helpers.valk")).toEqual({ role: "helper", parts: [] });
    const text = {
      oldText: "(test/run)",
      newText: '(-> (test/suite "Valkyria Test Suite") (test/run))',
    };
    const files = { "run.valk": [text.oldText, text.newText] } as const;
    expect(graphFrom(files, "run.valk")).toEqual({ role: "runner", parts: [] });
  });
});
