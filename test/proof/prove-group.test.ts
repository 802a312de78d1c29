// What only the group as a whole can say: whether its texts fit together and nobody is left out.

import { describe, expect, test } from "vitest";
import { type GroupMember, proveGroup } from "../../src/proof/prove-group.js";
import { BUILDER, type Files, LIST } from "./graph-pairs.js";

/** The changing files as members, the others as the rest of the project. */
function prove(files: Files, target: GroupMember["target"] = "builder", more: Files = {}) {
  const members: GroupMember[] = [];
  const others: { path: string; text: string }[] = [];
  for (const [path, texts] of Object.entries({ ...files, ...more })) {
    if (typeof texts === "string") others.push({ path, text: texts });
    else members.push({ path, target, oldText: texts[0], newText: texts[1] });
  }
  const result = proveGroup(members, others);
  return result.ok ? [] : result.failures.map(({ path, code }) => `${path} ${code}`);
}

function without(files: Files, path: string): Files {
  return Object.fromEntries(Object.entries(files).filter(([each]) => each !== path));
}

/** The files, one of them with another new text. */
function renamed(files: Files, path: string, from: string, to: string): Files {
  const [old = "", now = ""] = files[path] ?? [];
  expect(now).toContain(from);
  return { ...files, [path]: [old, now.replace(from, to)] };
}

describe("a group as a whole", () => {
  test("is proven", () => {
    expect(prove(BUILDER)).toEqual([]);
    expect(prove(LIST, "list")).toEqual([]);
    expect(prove({})).toEqual([]);
  });

  test("needs one target, and each file once", () => {
    const text = { oldText: "(test/run)", newText: "(test/run)" };
    const member = { ...text, path: "a.valk", target: "list" } as const;
    expect(proveGroup([member, { ...member, path: "./a.valk" }])).toMatchObject({ ok: false });
    expect(proveGroup([member, { ...member, path: "b.valk", target: "builder" }])).toMatchObject({
      ok: false,
      failures: [{ path: "b.valk", code: "proof-graph-load", point: 1 }],
    });
  });

  test("has no member that cannot be read or followed", () => {
    expect(prove({ "a.valk": ["(", "("] })).toEqual(["a.valk proof-graph-load"]);
    expect(prove({ "a.valk": ['(load "a.valk")', "1"] })).toEqual(["a.valk proof-graph-load"]);
  });

  test("has no part that nobody runs", () => {
    const files = without(without(BUILDER, "test/runner.valk"), "test/only.valk");
    expect(prove(files)).toEqual([
      "test/http_common.valk proof-graph-part",
      "test/parts/deep.valk proof-graph-part",
      "test/flags.valk proof-graph-part",
    ]);
  });

  test("has each part's name where the part is loaded and nowhere else", () => {
    expect(prove(renamed(BUILDER, "test/parts/deep.valk", "deep-tests", "deeper-tests"))).toEqual([
      "test/http_common.valk proof-graph-names",
      "test/only.valk proof-graph-names",
    ]);
    expect(prove(renamed(BUILDER, "test/only.valk", "deep-tests", "flags-tests"))).toEqual([
      "test/only.valk proof-graph-names",
    ]);
    expect(prove(renamed(BUILDER, "test/parts/deep.valk", "deep-tests", "flags-tests"))).toEqual([
      "test/flags.valk proof-graph-names",
    ]);
  });
});

describe("a file outside the group", () => {
  test("may have tests, helpers and loads of its own", () => {
    const other = '(load "src/prelude.valk")\n(fun {case n} {n})\n(test/run)\n';
    expect(prove(BUILDER, "builder", { "test/other.valk": other })).toEqual([]);
    expect(prove(BUILDER, "builder", { "test/broken.valk": '(load "test/flags.valk"' })).toEqual(
      [],
    );
  });

  test("may load a helper and give its name another meaning, but not call it as well", () => {
    const own = '(load "test/helpers.valk")\n(fun {case n} {n})\n';
    expect(prove(BUILDER, "builder", { "test/other.valk": own })).toEqual([]);
    expect(prove(BUILDER, "builder", { "test/other.valk": `${own}(case 1)\n` })).toEqual([
      "test/other.valk proof-graph-names",
    ]);
  });

  test.each([
    ["loads a part", '(load "test/flags.valk")\n(test/run)\n', "load"],
    ["loads a part in a function", '(fun {f} {load "./test/flags.valk"})\n', "load"],
    ["hands a part's path on", '(map load (list "a.valk" "test/flags.valk"))\n', "load"],
    ["calls a helper", '(load "test/helpers.valk")\n(case "x" {1})\n(test/run)\n', "names"],
    ["calls a helper that another file loads", '(load "all.valk")\n(case "x" {1})\n', "names"],
  ])("that %s is left out", (_, text, kind) => {
    const more = { "all.valk": '(load "test/helpers.valk")\n', "test/other.valk": text };
    expect(prove(BUILDER, "builder", more)).toEqual([`test/other.valk proof-graph-${kind}`]);
  });
});

describe("an old file outside the group that calls a helper", () => {
  const LOAD = '(load "test/helpers.valk")\n';
  const codes = (
    text: string,
    more: Record<string, string> = {},
    target: "builder" | "list" = "builder",
  ) =>
    prove(target === "builder" ? BUILDER : LIST, target, {
      "test/other.valk": LOAD + text,
      ...more,
    });

  test.each([
    ["runs with {}", '(case "x" {1})\n(test/run {})\n'],
    [
      "registers a test itself",
      '(test/define "y" {1})\n(do (case "x" {1}) (case "z" {1}))\n(test/run)\n',
    ],
    [
      "registers an async test itself",
      '(test/async "y" f)\n(case "x" {1})\n(test/run-async aio)\n',
    ],
    ["wraps it", '(fun {mine n} {case n {1}})\n(mine "x")\n(test/run {})\n'],
  ])("registers the same by a stage when it %s", (_, text) => {
    expect(codes(text)).toEqual([]);
  });

  test.each([
    ["does not run", '(case "x" {1})\n'],
    ["may be taken for a pipeline", '(case "x" {1})\n(test/run)\n(test/define "y" {1})\n'],
    ["registers nothing by its own call", '(test/define "y")\n(case "x" {1})\n(test/run)\n'],
    ["has a pipeline", '(test/define "y" {1})\n(-> (case "x" {1}))\n(test/run)\n'],
    ["hands something to its run", '(test/define "y" {1})\n(case "x" {1})\n(test/run 5)\n'],
    ["hands too much to its run", '(test/define "y" {1})\n(case "x" {1})\n(test/run {} {})\n'],
    ["looks at the value", '(println (case "x" {1}))\n(test/run {})\n'],
    ["calls it in a body", '(test/define "y" {case "x" {1}})\n(test/run {})\n'],
    ["looks into the registry", '(case "x" {1})\n(println *test-registry*)\n(test/run {})\n'],
    ["may run elsewhere", '(fun {go} {test/run {}})\n(case "x" {1})\n(test/run {})\n'],
    ["binds a name of the framework", '(def {test/add} 1)\n(case "x" {1})\n(test/run {})\n'],
    ["computes what it loads", '(load (str "a" ".valk"))\n(case "x" {1})\n(test/run {})\n'],
    ["loads what runs", '(load "runs.valk")\n(case "x" {1})\n(test/run {})\n'],
  ])("is left out when it %s", (_, text) => {
    const more = { "runs.valk": '(test/define "z" {1})\n(test/run)\n' };
    expect(codes(text, more)).toEqual(["test/other.valk proof-graph-names"]);
  });

  test("is left out with the list target, whose entries register nothing", () => {
    expect(codes('(case "x" {1})\n(test/run {})\n', {}, "list")).toEqual([
      "test/other.valk proof-graph-names",
    ]);
  });
});
