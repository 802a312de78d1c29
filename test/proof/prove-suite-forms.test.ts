// The proof of the ways between lists and pipelines accepts what the transforms write, and rejects
// every seeded corruption of it.

import { describe, expect, test } from "vitest";
import { editBetween } from "../../src/edit/edit.js";
import { proveSuiteForms } from "../../src/proof/prove-suite-forms.js";
import { listsAgain } from "../../transforms/suite-to-list/again.js";

const list = `(def {base} 10)
(test/run-async aio (list
  ; ==== sums ====
  (test-async "adds"
    ; plain
    {do
      (== 1 1)}) ; behind

  (test-async "more" {== "a
  b" 1})
  one)
  {:suite-name "S" :debug 1 :skip-suite 1 :skip-reason "later"})
(println "end")
`;

const builder = `(def {base} 10)
(-> (test/suite "S")
    (test/debug 1)
    (test/skip "later")
    ; ==== sums ====
    (test/add-async "adds"
      ; plain
      {do
        (== 1 1)}) ; behind

    (test/add-async "more" {== "a
  b" 1})
    (test/add-tests (list one))
    (test/run-async aio))
(println "end")
`;

interface More {
  readonly oldText?: string;
  readonly back?: () => undefined;
  readonly hasFreeLayout?: boolean;
}

function prove(newText: string, more: More = {}) {
  const oldText = more.oldText ?? list;
  return proveSuiteForms({
    path: "test/a.valk",
    oldText,
    newText,
    edits: oldText === newText ? [] : [editBetween(oldText, newText)],
    migrateAgain: () => ({ changed: false, findings: [] }),
    knownFindings: [],
    style: "builder",
    back: more.back ?? listsAgain,
    hasFreeLayout: more.hasFreeLayout ?? false,
  });
}

describe("where the layout is free", () => {
  const codes = (newText: string): readonly string[] => {
    const result = prove(newText, { hasFreeLayout: true });
    return result.ok ? [] : result.failures.map(({ code }) => code);
  };

  test.each([
    ["above a suite", builder.replace("(-> ", "\n(-> ")],
    ["at the top", `\n${builder}`],
    ["behind a suite, and between tests", builder.replaceAll(/\)\n(?= *\()/g, ")\n\n")],
  ])("blank lines %s are no failure", (_, newText) => {
    expect(newText).not.toBe(builder);
    expect(codes(newText)).toEqual([]);
    expect(prove(newText).ok).toBe(false);
  });

  test.each([
    ["another value", builder.replace("10)", "11)")],
    ["a form more", builder.replace("(-> ", "(def {x} 1)\n(-> ")],
    ["a comment more", builder.replace("(-> ", "; new\n(-> ")],
  ])("%s around the suites is one", (_, newText) => {
    expect(codes(newText)).toContain("proof-form-changed");
  });

  test("a comment keeps its line", () => {
    const oldText = list.replace("10)\n", "10)\n; own\n");
    const result = prove(builder.replace("10)\n", "10) ; own\n"), { oldText, hasFreeLayout: true });
    expect(result).toMatchObject({ failures: [{ code: "proof-form-changed" }] });
  });
});

test("what the transform writes is proven, with its tests, flags and runner", () => {
  const result = prove(builder);
  expect(result).toMatchObject({
    ok: true,
    proof: {
      suite: '"S"',
      runner: { name: "test/run-async", argument: "aio" },
      flags: [
        { name: "test/debug", argument: "1" },
        { name: "test/skip", argument: '"later"' },
      ],
      tests: [
        { name: '"adds"', mode: "async" },
        { name: '"more"', mode: "async" },
      ],
      registeringForms: 1,
      forms: 2,
      comments: { old: 3, new: 3 },
    },
  });
});

describe("a corrupted change", () => {
  test.each<readonly [string, string, string, string]>([
    ["a lost test", '    (test/add-async "more" {== "a\n  b" 1})\n', "", "proof-tests-differ"],
    ["another name", '"adds"', '"add"', "proof-tests-differ"],
    ["another constructor", "(test/add-async", "(test/add", "proof-tests-differ"],
    ["an altered body", "(== 1 1)", "(== 1 2)", "proof-tests-differ"],
    ["an altered string", '"a\n  b"', '"a\n    b"', "proof-tests-differ"],
    ["a lost value", "    (test/add-tests (list one))\n", "", "proof-tests-differ"],
    ["a lost comment", "    ; ==== sums ====\n", "", "proof-comment-moved"],
    ["a comment of its own", ") ; behind", ")\n    ; behind", "proof-comment-moved"],
    ["a lost flag", "    (test/debug 1)\n", "", "proof-flags"],
    ["another flag", "(test/debug 1)", "(test/debug 0)", "proof-flags"],
    ["another suite", '"S"', '"T"', "proof-suite"],
    ["another system", "(test/run-async aio)", "(test/run-async oia)", "proof-runner"],
    ["another runner", "(test/run-async aio)", "(test/run)", "proof-runner"],
    ["a changed neighbour", "(def {base} 10)", "(def {base} 11)", "proof-form-changed"],
    ["a crooked test", "        (== 1 1)})", "      (== 1 1)})", "proof-layout"],
    ["another margin", '    (test/add-async "more"', '   (test/add-async "more"', "proof-layout"],
    ["a lost blank line", ") ; behind\n\n", ") ; behind\n", "proof-layout"],
    ["a new gap in a line", '"more" {==', '"more"  {==', "proof-layout"],
    ["a new line in a form", "{do\n", "{do\n\n", "proof-layout"],
    ["another line end", "(println", "\r\n(println", "proof-line-ends"],
    ["no final line end", '"end")\n', '"end")', "proof-file-end"],
    ["a flag that is not known", "(test/debug 1)", "(test/loud 1)", "proof-old-not-understood"],
    ["a test with two bodies", '{== "a\n  b" 1}', "{1} {2}", "proof-old-not-understood"],
    ["a broken text", "(test/run-async aio))", "(test/run-async aio)", "proof-read-error"],
  ])("%s", (_name, from, to, code) => {
    expect(builder).toContain(from);
    const result = prove(builder.replace(from, to));
    expect(result.ok ? [] : result.failures.map((failure) => failure.code)).toContain(code);
  });

  test("a suite that is gone, or still a list", () => {
    const codes = (newText: string): readonly string[] => {
      const result = prove(newText);
      return result.ok ? [] : result.failures.map(({ code }) => code);
    };
    expect(codes("(def {base} 10)\n")).toContain("proof-suite");
    expect(codes(list)).toContain("proof-new-not-understood");
  });

  test("a way back that gives something else, or nothing", () => {
    expect(prove(builder, { back: () => undefined }).ok).toBe(false);
    const swapped = () => list.replace('"S"', '"T"') as unknown as undefined;
    expect(prove(builder, { back: swapped }).ok).toBe(false);
  });
});

describe("a comment behind a value", () => {
  const oldText = '(test/run (list\n  one ; z\n  (test "a" {== 1 1})))\n';
  const suite = (...stages: readonly string[]): string =>
    `(-> (test/suite "Valkyria Test Suite")\n${stages.map((stage) => `    ${stage}\n`).join("")}    (test/run))\n`;
  const add = '(test/add "a" {== 1 1})';

  test("stands behind the brackets of its stage, or in front of them", () => {
    const behind = suite("(test/add-tests (list one)) ; z", add);
    expect(prove(behind, { oldText })).toMatchObject({ ok: true });
    const inside = suite("(test/add-tests (list one ; z", "))", add);
    expect(prove(inside, { oldText })).toMatchObject({ ok: true });
  });

  test.each([
    ["on a line of its own", suite("(test/add-tests (list one))", "; z", add)],
    ["on a bracket's line", suite("(test/add-tests (list one", ")) ; z", add)],
    ["behind the next test", suite("(test/add-tests (list one))", `${add} ; z`)],
    ["behind the head", suite("; z", "(test/add-tests (list one))", add)],
  ])("is not moved: %s", (_name, newText) => {
    const result = prove(newText, { oldText });
    expect(result.ok ? [] : result.failures.map(({ code }) => code)).toContain(
      "proof-comment-moved",
    );
  });

  test("is not taken from below the list", () => {
    const below = "(test/run (list\n  one) ; z\n  {:debug 1})\n";
    const behind = suite("(test/debug 1)", "(test/add-tests (list one)) ; z");
    const own = suite("(test/debug 1)", "(test/add-tests (list one))", "; z");
    expect(prove(own, { oldText: below })).toMatchObject({ ok: true });
    expect(prove(behind, { oldText: below })).toMatchObject({ ok: false });
  });
});

describe("tabs and spaces in one test", () => {
  const oldText = '(test/run (list\n\t(test "a"\n    {do\n\t\t(f)\n      true})))\n';
  const suite = (...lines: readonly string[]): string =>
    `(-> (test/suite "Valkyria Test Suite")\n    (test/add "a"\n${lines.join("\n")})\n    (test/run))\n`;

  test("are shifted by one exchange", () => {
    const newText = suite("        {do", "    \t(f)", "          true}");
    expect(prove(newText, { oldText })).toMatchObject({ ok: true });
  });

  test.each([
    ["a line that stays", suite("    {do", "    \t(f)", "          true}")],
    ["a line that moves further", suite("        {do", "    \t(f)", "           true}")],
    ["a line with tabs that moves otherwise", suite("        {do", "\t\t(f)", "          true}")],
  ])("%s is crooked", (_name, newText) => {
    const result = prove(newText, { oldText });
    expect(result.ok ? [] : result.failures.map(({ code }) => code)).toContain("proof-layout");
  });
});

describe("options", () => {
  const old = (options: string): string =>
    `(test/run (list\n  (test "a" {== 1 1}))\n  ${options})\n`;
  const suite = (...stages: readonly string[]): string =>
    `(-> (test/suite "Valkyria Test Suite")\n${stages.map((stage) => `    ${stage}\n`).join("")}    (test/add "a" {== 1 1})\n    (test/run))\n`;

  test.each<readonly [string, string]>([
    ["(test/context-new)", suite()],
    ["(list :debug (f 1))", suite("(test/debug (f 1))")],
    ["{:skip-suite 1}", suite('(test/skip "")')],
    ["{:timeout-ms 1 :suite-timeout-ms 2}", suite("(test/timeout 1)", "(test/suite-timeout 2)")],
  ])("%s are proven", (options, newText) => {
    expect(prove(newText, { oldText: old(options) })).toMatchObject({ ok: true });
  });

  test.each([
    "{:debug 1 :debug 1}",
    "{:debug}",
    "{:other 1}",
    "options",
    "{:skip-suite 2}",
    "{} {}",
  ])("%s are not understood", (options) => {
    const result = prove(suite(), { oldText: old(options) });
    expect(result).toMatchObject({ ok: false, failures: [{ code: "proof-old-not-understood" }] });
  });

  test("those without effect have to come along as comments", () => {
    const oldText = old('{:skip-suite 0 :skip-reason "x"}');
    const kept = suite().replace(
      "    (test/run",
      '    ; :skip-suite 0\n    ; :skip-reason "x"\n    (test/run',
    );
    expect(prove(kept, { oldText, back: listsAgain as never }).ok).toBe(true);
    expect(prove(suite(), { oldText }).ok).toBe(false);
  });

  test("such comments stand behind those of the run", () => {
    const oldText = old('{:skip-reason "x"} ; in\n');
    const [own, idle] = ["    ; in\n", '    ; :skip-reason "x"\n'];
    const kept = (comments: string): string => suite().replace("    (test/run", `${comments}$&`);
    expect(prove(kept(own + idle), { oldText, back: listsAgain as never }).ok).toBe(true);
    expect(prove(kept(idle + own), { oldText, back: listsAgain as never }).ok).toBe(false);
  });
});
