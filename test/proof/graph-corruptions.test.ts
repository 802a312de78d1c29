// Seeded corruptions of correct groups: one thing wrong in one member, and the proof of a member that
// must notice it. The table names the wrongs that matter; the loop below it tries every line.

import { describe, expect, test } from "vitest";
import {
  BUILDER,
  type Files,
  failuresOf,
  LIST,
  proveAmongOthers,
  proveMember,
} from "./graph-pairs.js";
import { codesOf } from "./migration-pair.js";

/** What is wrong, in whose new text, what stands there and what should not, who notices, how. */
type Corruption = readonly [
  wrong: string,
  path: string,
  correct: string,
  corrupt: string,
  noticed: string,
  code: string,
];

const COMMON = "test/http_common.valk";
const RUNNER = "test/runner.valk";
const HELPERS = "test/helpers.valk";
const DEEP = "test/parts/deep.valk";
const TESTS = "proof-tests-differ";
const UNCLEAR = "proof-new-not-understood";
const PART = "proof-graph-part";
const NAMES = "proof-graph-names";

function change(files: Files, path: string, from: string, to: string, side: 0 | 1 = 1): Files {
  const texts = files[path] ?? "";
  const [old, now] = typeof texts === "string" ? [texts, texts] : texts;
  const text = side === 0 ? old : now;
  if (!text.includes(from)) throw new Error(`not in the text: ${from}`);
  const changed = text.replace(from, () => to);
  if (typeof texts === "string") return { ...files, [path]: changed };
  return { ...files, [path]: side === 0 ? [changed, now] : [old, changed] };
}

const IN_BUILDER: readonly Corruption[] = [
  // The runner.
  ["a part's stage dropped", RUNNER, "    flags-tests\n", "", RUNNER, TESTS],
  [
    "a part's stage twice",
    RUNNER,
    "    flags-tests\n",
    "    flags-tests\n    flags-tests\n",
    RUNNER,
    TESTS,
  ],
  [
    "two parts swapped",
    RUNNER,
    "    flags-tests\n    http-common-tests\n",
    "    http-common-tests\n    flags-tests\n",
    RUNNER,
    TESTS,
  ],
  [
    "a part between other tests",
    RUNNER,
    '    (test/add "middle" {== 2 2})\n    flags-tests\n',
    '    flags-tests\n    (test/add "middle" {== 2 2})\n',
    RUNNER,
    "proof-order",
  ],
  ["another function", RUNNER, "    flags-tests\n", "    flag-tests\n", RUNNER, TESTS],
  ["the function of another file", RUNNER, "    flags-tests", "    deep-tests", RUNNER, TESTS],
  ["a function that is called", RUNNER, "    flags-tests", "    (flags-tests)", RUNNER, UNCLEAR],
  ["a function before the suite", RUNNER, "(-> (test", "(-> flags-tests (test", RUNNER, UNCLEAR],
  ["a function behind the run", RUNNER, "(test/run))", "(test/run) flags-tests)", RUNNER, UNCLEAR],
  ["a load lost", RUNNER, '(load "test/flags.valk")\n', "", RUNNER, "proof-form-lost"],
  [
    "a load altered",
    RUNNER,
    "test/flags.valk",
    "./test/flags.valk",
    RUNNER,
    "proof-string-altered",
  ],
  [
    "loads in another order",
    RUNNER,
    '(load "test/flags.valk")\n(load "./test/http_common.valk")\n',
    '(load "./test/http_common.valk")\n(load "test/flags.valk")\n',
    RUNNER,
    "proof-form-order",
  ],
  [
    "a load below the pipeline",
    RUNNER,
    '(load "src/modules/test.valk")\n(load "test/helpers.valk") ; imports\n',
    '(load "src/modules/test.valk")\n',
    RUNNER,
    "proof-form-lost",
  ],
  ["a load's comment lost", RUNNER, " ; shared", "", RUNNER, "proof-comment-lost"],
  ["a load's comment moved", RUNNER, "; the shared ones\n", "", RUNNER, "proof-comment-lost"],
  ["a banner lost", RUNNER, "    ; ---- http ----\n\n", "", RUNNER, "proof-comment-lost"],
  [
    "a banner behind its section",
    RUNNER,
    '    ; ---- http ----\n\n    (test/add "middle" {== 2 2})\n',
    '    (test/add "middle" {== 2 2})\n\n    ; ---- http ----\n\n',
    RUNNER,
    "proof-comment-moved",
  ],
  ["a helper's call dropped", RUNNER, '    (case "first" {== 1 1})\n', "", RUNNER, TESTS],
  ["a helper's call altered", RUNNER, '"last" {== 3 3}', '"last" {== 3 4}', RUNNER, TESTS],
  [
    "a helper's call above the pipeline",
    RUNNER,
    "(-> (test",
    '(case "first" {== 1 1})\n(-> (test',
    RUNNER,
    UNCLEAR,
  ],

  // The part itself.
  ["a test dropped", COMMON, '    (test/add "last" {== 1 1}) ; at last\n', "", COMMON, TESTS],
  ["a test altered", COMMON, "{== port 80}", "{== port 81}", COMMON, "proof-test-body"],
  ["a test renamed", COMMON, '"ok"', '"okay"', COMMON, "proof-test-name"],
  ["a test's mode", COMMON, 'test/add "ok"', 'test/add-async "ok"', COMMON, "proof-test-mode"],
  [
    "a test registered twice",
    DEEP,
    "{-> suite\n",
    '{-> suite\n    (test/add "deep" {== 2 2})\n',
    DEEP,
    TESTS,
  ],
  [
    "tests swapped",
    DEEP,
    '"deep" {== 2 2})\n    (test/add "deeper" {== 3 3})',
    '"deeper" {== 3 3})\n    (test/add "deep" {== 2 2})',
    DEEP,
    "proof-order",
  ],
  ["a flag dropped", COMMON, '    (test/skip "not now")\n', "", COMMON, "proof-flags"],
  ["a flag altered", COMMON, '"not now"', '"now"', COMMON, "proof-flags"],
  [
    "a helper's call dropped in a part",
    COMMON,
    '    (case "twice" {== (double 2) 4})\n',
    "",
    COMMON,
    TESTS,
  ],
  ["a part's part dropped", COMMON, "    deep-tests\n", "", COMMON, TESTS],
  ["a part's part twice", COMMON, "    deep-tests\n", "    deep-tests deep-tests\n", COMMON, TESTS],
  ["a part's part of another name", COMMON, "deep-tests", "flags-tests", COMMON, TESTS],
  ["a part that applies itself", COMMON, "deep-tests", "http-common-tests", COMMON, NAMES],
  ["a form lost", COMMON, "(fun {double x} {* 2 x})\n", "", COMMON, "proof-form-lost"],
  [
    "a form on the other side of the function",
    COMMON,
    "(def {done} 1)\n",
    "",
    COMMON,
    "proof-form-lost",
  ],
  ["a form altered", COMMON, "{* 2 x}", "{* 3 x}", COMMON, "proof-form-changed"],
  ["a form added", COMMON, "(fun {double", "(id 1)\n(fun {double", COMMON, "proof-form-added"],
  ["a comment lost", COMMON, "; the end\n", "", COMMON, "proof-comment-lost"],
  ["a test's comment lost", COMMON, "    ; fine\n", "", COMMON, "proof-comment-lost"],
  ["a comment in a test lost", COMMON, "      ; plain\n", "", COMMON, "proof-comment-lost"],
  ["a last comment lost", COMMON, " ; at last", "", COMMON, "proof-comment-lost"],
  ["a comment doubled", COMMON, "; below\n", "; below\n; below\n", COMMON, "proof-comment-added"],
  ["a comment before the function's name", COMMON, "(fun {http", "(fun ; new\n{http", COMMON, PART],
  [
    "a closer behind a comment",
    COMMON,
    "; at last\n    })",
    "; at last })",
    COMMON,
    "proof-read-error",
  ],
  ["an old call left", COMMON, '(test/add "last"', '(test/define "last"', COMMON, UNCLEAR],
  ["an old call beside", DEEP, "(fun", '(test/define "deep" {== 2 2})\n(fun', DEEP, UNCLEAR],
  ["a run added", DEEP, "{== 3 3})", "{== 3 3}) (test/run)", DEEP, UNCLEAR],
  ["a suite added", DEEP, "-> suite\n", '-> suite (test/suite "x")\n', DEEP, UNCLEAR],
  ["the other mode of the end", COMMON, "; the end\n", "; the end", COMMON, "proof-file-end"],
  ["a foreign line end", DEEP, "suite\n", "suite\r\n", DEEP, "proof-line-ends"],

  // Its function.
  ["a function that ignores the suite", DEEP, "{-> suite", "{-> other", DEEP, PART],
  ["a function without a pipeline", DEEP, "{-> suite", "{list suite", DEEP, PART],
  ["a function of two suites", DEEP, "deep-tests suite}", "deep-tests suite more}", DEEP, PART],
  ["no function", DEEP, "(fun {deep-tests", "(def {deep-tests", DEEP, PART],
  ["a parameter that a test reads", COMMON, "suite} {-> suite", "port} {-> port", COMMON, NAMES],
  ["a parameter that is a helper", COMMON, "suite} {-> suite", "case} {-> case", COMMON, NAMES],
  ["a parameter that is no symbol", DEEP, "suite} {-> suite", "1} {-> 1", DEEP, NAMES],
  ["a parameter that takes the rest", DEEP, "suite} {-> suite", "&} {-> &", DEEP, NAMES],
  ["a function named like the framework", DEEP, "{deep-tests", "{test/add-all", DEEP, NAMES],
  ["a function named like a form", COMMON, "{http-common-tests", "{double", COMMON, PART],
  ["a name that the loader does not use", DEEP, "{deep-tests", "{deeper-tests", COMMON, TESTS],
  ["a name that the loader uses", DEEP, "{deep-tests", "{port", COMMON, NAMES],
  ["a name that another file uses", DEEP, "{deep-tests", "{case", COMMON, NAMES],
  ["a name that the prelude uses", DEEP, "{deep-tests", "{id", COMMON, NAMES],
  ["a name that another part has", DEEP, "{deep-tests", "{flags-tests", RUNNER, NAMES],

  // The helper module.
  ["a helper that registers still", HELPERS, "test/add", "test/define", HELPERS, PART],
  [
    "a helper of another mode",
    HELPERS,
    "test/add",
    "test/add-async",
    HELPERS,
    "proof-form-changed",
  ],
  ["a helper that swaps", HELPERS, "name body})", "body name})", HELPERS, "proof-form-changed"],
  ["a branch that answers nothing", HELPERS, "{test/none}", "{}", HELPERS, "proof-form-changed"],
  [
    "a helper lost",
    HELPERS,
    "(fun {maybe name body} {if (== 1 1) {case name body} {test/none}})\n",
    "",
    HELPERS,
    PART,
  ],
  ["a helper's comment lost", HELPERS, " ; of many", "", HELPERS, "proof-comment-lost"],
  [
    "a test in a helper module",
    HELPERS,
    "(fun {may",
    '(test/add "x" {1})\n(fun {may',
    HELPERS,
    UNCLEAR,
  ],
  [
    "a pipeline in a helper module",
    HELPERS,
    "(fun {may",
    '(-> (test/suite "x") (test/run))\n(fun {may',
    HELPERS,
    "proof-form-added",
  ],
  ["a helper that its callers know as old", HELPERS, "test/add", "test/define", RUNNER, PART],
];

const IN_LIST: readonly Corruption[] = [
  ["a part's call dropped", RUNNER, "    (mixed-tests)\n", "", RUNNER, TESTS],
  ["a part's call twice", RUNNER, "(mixed-tests)", "(mixed-tests) (mixed-tests)", RUNNER, TESTS],
  [
    "two parts swapped",
    RUNNER,
    "(mixed-tests)\n    (plain-tests)",
    "(plain-tests)\n    (mixed-tests)",
    RUNNER,
    TESTS,
  ],
  ["a part that is not called", RUNNER, "(mixed-tests)", "mixed-tests", RUNNER, UNCLEAR],
  ["a part with a comment", RUNNER, "(mixed-tests)", "(mixed-tests ; x\n)", RUNNER, UNCLEAR],
  ["a part in a list", RUNNER, "(mixed-tests)", "(list (mixed-tests))", RUNNER, UNCLEAR],
  [
    "a test dropped",
    "test/plain.valk",
    '    (test-async "b" (\\ {done} {done false})) ; b\n',
    "",
    "test/plain.valk",
    TESTS,
  ],
  [
    "a test altered",
    "test/plain.valk",
    "{done false}",
    "{done true}",
    "test/plain.valk",
    "proof-test-body",
  ],
  [
    "a comment lost",
    "test/plain.valk",
    "    ; the second\n",
    "",
    "test/plain.valk",
    "proof-comment-lost",
  ],
  [
    "a function that answers no list",
    "test/plain.valk",
    "{list\n",
    "{id\n",
    "test/plain.valk",
    PART,
  ],
  [
    "a function of something",
    "test/plain.valk",
    "{plain-tests}",
    "{plain-tests x}",
    "test/plain.valk",
    PART,
  ],
  ["a name twice", "test/mixed.valk", "{mixed-tests}", "{plain-tests}", "test/mixed.valk", NAMES],
  [
    "an old call left",
    "test/plain.valk",
    '(test-async "a"',
    '(test/async "a"',
    "test/plain.valk",
    UNCLEAR,
  ],
  [
    "a helper's call dropped",
    "test/mixed.valk",
    '    (case "c" (\\ {done} {done true}))\n',
    "",
    "test/mixed.valk",
    TESTS,
  ],
  ["a helper of another mode", HELPERS, "test-async", "test", HELPERS, "proof-form-changed"],
];

describe("a comment in an inner form of a member", () => {
  const ADDED = ["\n ; new\n ", " ; new\n "];

  /** Every blank of the new text inside a form, outside strings and comments, made a comment. */
  function withComments(text: string): readonly string[] {
    const blanks = [...text.matchAll(/"[^"]*"|;[^\n]*|[ \n]+/g)].filter(([found]) =>
      /^[ \n]/.test(found),
    );
    return blanks.flatMap(({ 0: found, index }) =>
      ADDED.map((added) => text.slice(0, index) + added + text.slice(index + found.length)),
    );
  }

  test.each([
    ...Object.entries(BUILDER).map(([path, texts]) => ["builder", BUILDER, path, texts] as const),
    ...Object.entries(LIST).map(([path, texts]) => ["list", LIST, path, texts] as const),
  ])("%s", (target, files, path, texts) => {
    if (typeof texts === "string") return;
    const [old, now] = texts;
    const survivors = withComments(now).filter(
      (corrupt) => proveMember({ ...files, [path]: [old, corrupt] }, path, target).ok,
    );
    expect(survivors).toEqual([]);
  });
});

describe("a seeded corruption of a group is rejected under its code", () => {
  const table: [string, Files, "builder" | "list", Corruption][] = [
    ...IN_BUILDER.map((row): [string, Files, "builder", Corruption] => [
      row[0],
      BUILDER,
      "builder",
      row,
    ]),
    ...IN_LIST.map((row): [string, Files, "list", Corruption] => [
      `list: ${row[0]}`,
      LIST,
      "list",
      row,
    ]),
  ];
  test.each(table)("%s", (_, files, target, [, path, correct, corrupt, noticed, code]) => {
    const changed = change(files, path, correct, corrupt);
    const result = proveMember(changed, noticed, target);
    expect(codesOf(result)).toContain(code);
    expect(proveAmongOthers(changed, noticed, target)).toEqual(result);
  });
});

describe("no single character or line of a member's new text can change", () => {
  const groups: [string, Files, "builder" | "list"][] = [
    ["builder", BUILDER, "builder"],
    ["list", LIST, "list"],
  ];

  /** Which of the texts in place of a member's new text every member's proof accepts. */
  function accepted(
    files: Files,
    target: "builder" | "list",
    texts: (now: string) => readonly string[],
  ): string[] {
    return Object.entries(files).flatMap(([path, pair]) => {
      if (typeof pair === "string") return [];
      return texts(pair[1]).filter((now) => {
        const changed = { ...files, [path]: [pair[0], now] as const };
        return proveMember(changed, path, target).ok && failuresOf(changed, target).length === 0;
      });
    });
  }

  test.each(groups)("%s: a line left out, doubled or exchanged", (_, files, target) => {
    const isFull = (line: string | undefined) => line !== undefined && line.trim() !== "";
    const changes = (now: string) => {
      const all = now.split("\n");
      return all.flatMap((line, index) => {
        if (!isFull(line)) return [];
        const next = all[index + 1];
        const without = all.toSpliced(index, 1);
        const doubled = all.toSpliced(index, 0, line);
        const exchanged = all.toSpliced(index, 2, next ?? "", line);
        const isExchange = isFull(next) && next !== line;
        const texts = isExchange ? [without, doubled, exchanged] : [without, doubled];
        return texts.map((text) => text.join("\n"));
      });
    };
    expect(accepted(files, target, changes)).toEqual([]);
  });

  test.each(groups)("%s: a character left out or doubled", (_, files, target) => {
    const changes = (now: string) =>
      Array.from(now, (character, at) => (character.trim() === "" ? -1 : at))
        .filter((at) => at >= 0)
        .flatMap((at) => [
          now.slice(0, at) + now.slice(at + 1),
          now.slice(0, at) + now[at] + now.slice(at),
        ]);
    expect(accepted(files, target, changes)).toEqual([]);
  });
});
