import { describe, expect, test } from "vitest";
import { proveMigration } from "../../src/proof/prove.js";

const oldText = `(load "src/modules/test.valk")
(test/suite "Effects")
(fun {case name body} {test/define name body})
(fun {sure name} {do
  (println name) ; says so
  (case name {true})})
(case "a" {== 1 1})
(if (== 1 2) {test/define "b" {true}} {})
(if (== 1 2) {println "no"} {(sure "c")})
(map (\\ {n} {test/define n {true}}) names)
(map sure more-names)
(test/define "d" {true})
(test/run {})
`;

const builder = `(load "src/modules/test.valk")
(fun {case name body} {test/add name body})
(fun {sure name} {do
  (println name) ; says so
  (case name {true})})

(-> (test/suite "Effects")
    (case "a" {== 1 1})
    (if (== 1 2) {test/add "b" {true}} {test/none})
    (if (== 1 2) {do (println "no") test/none} {(sure "c")})
    (test/add-all (map (\\ {n} {test/add n {true}}) names))
    (test/add-all (map sure more-names))
    (test/add "d" {true})
    (test/run))
`;

const list = `(load "src/modules/test.valk")
(fun {case name body} {list (test name body)})
(fun {sure name} {do
  (println name) ; says so
  (case name {true})})

(test/run (join
    (case "a" {== 1 1})
    (if (== 1 2) {list (test "b" {true})} {})
    (if (== 1 2) {do (println "no") {}} {(sure "c")})
    (foldl join {} (map (\\ {n} {list (test n {true})}) names))
    (foldl join {} (map sure more-names))
    (list (test "d" {true})))
  {:suite-name "Effects"})
`;

function prove(newText: string, target: "builder" | "list", before = oldText): readonly string[] {
  const result = proveMigration({
    path: "test/effects.valk",
    oldText: before,
    newText,
    target,
    edits: [{ span: { start: 0, end: before.length }, newText }],
    migrateAgain: () => ({ changed: false, findings: [] }),
    knownFindings: [],
  });
  return result.ok ? [] : result.failures.map(({ code }) => code);
}

describe("registrations that are values", () => {
  test("a correct migration is proven, and says how many forms register", () => {
    expect(prove(builder, "builder")).toEqual([]);
    expect(prove(list, "list")).toEqual([]);
  });

  test.each<[string, string, string]>([
    ["a helper that still registers", "{test/add name body}", "{test/define name body}"],
    ["a helper of another mode", "{test/add name body}", "{test/add-async name body}"],
    ["a helper that drops its value", "(case name {true})})", "(case name {true}) 1})"],
    ["a helper with another argument", "{test/add name body}", "{test/add body name}"],
    ["a helper that says something else", "(println name)", "(print name)"],
    ["a call that is dropped", '    (case "a" {== 1 1})\n', ""],
    ["a call with another body", '(case "a" {== 1 1})', '(case "a" {== 1 2})'],
    ["a call without its body", '(case "a" {== 1 1})', '(case "a")'],
    ["a call above the pipeline", "\n(->", '\n(case "a" {== 1 1})\n(->'],
    [
      "a condition turned round",
      '{test/add "b" {true}} {test/none}',
      '{test/none} {test/add "b" {true}}',
    ],
    ["a branch that answers nothing", "{true}} {test/none})", "{true}} {})"],
    ["a branch that forgets its value", '{do (println "no") test/none}', '{println "no"}'],
    ["a branch that answers another function", "{test/none})\n    (if", "{id})\n    (if"],
    [
      "a branch whose end only begins like the stage",
      '(println "no") test/none}',
      '(println "no") test/none2}',
    ],
    ["a branch that does something else", '(println "no")', '(println "yes")'],
    [
      "a loop whose stages are not added",
      "(test/add-all (map sure more-names))",
      "(map sure more-names)",
    ],
    ["a loop over something else", "more-names))", "names))"],
    [
      "two stages in another order",
      '    (test/add "d" {true})\n    (test/run))',
      "    (test/run))",
    ],
    ["a lost comment", " ; says so", ""],
  ])("%s is refused", (_, correct, wrong) => {
    expect(builder).toContain(correct);
    expect(prove(builder.replace(correct, wrong), "builder").length).toBeGreaterThan(0);
  });

  test("a function in the same words as before may answer no stage", () => {
    const call =
      "(fun {case name body} {test/define name body})\n(fun {some n} {if n {case n {1}} {}})";
    const before = `${call}\n(some "a")\n(test/run)\n`;
    const after = `${call.replace("test/define", "test/add").replace("{}", "{test/none}")}
(-> (test/suite "Valkyria Test Suite")\n    (some "a")\n    (test/run))\n`;
    expect(prove(after, "builder", before)).toEqual([]);
    expect(prove(after.replace("{test/none}", "{}"), "builder", before)).toEqual([
      "proof-form-changed",
    ]);
  });

  test.each<[name: string, variable: string, before: string, after: string, list: string]>([
    [
      "a parameter",
      "do",
      '(fun {case VAR n} {if VAR {test/define n {1}} {println "no"}})',
      '(fun {case VAR n} {if VAR {test/add n {1}} {do (println "no") test/none}})',
      '(fun {case VAR n} {if VAR {list (test n {1})} {do (println "no") {}}})',
    ],
    [
      "a parameter that names a loop",
      "map",
      "(fun {case VAR n} {map (\\ {m} {test/define m {1}}) VAR})",
      "(fun {case VAR n} {test/add-all (map (\\ {m} {test/add m {1}}) VAR)})",
      "(fun {case VAR n} {foldl join {} (map (\\ {m} {list (test m {1})}) VAR)})",
    ],
    [
      "a local",
      "let",
      "(fun {case n m} {do (= {VAR} n) (let {test/define VAR {1}})})",
      "(fun {case n m} {do (= {VAR} n) (let {test/add VAR {1}})})",
      "(fun {case n m} {do (= {VAR} n) (let {list (test VAR {1})})})",
    ],
  ])("%s that stands for what the reading relies on is refused", (_, name, ...texts) => {
    const failuresWith = (variable: string, target: "builder" | "list"): readonly string[] => {
      const [before, after, list] = texts.map((text) => text.replaceAll("VAR", variable));
      const call = '(case 1 "a")';
      const end =
        target === "builder"
          ? `(-> (test/suite "S")\n    ${call}\n    (test/run))\n`
          : `(test/run (join\n    ${call})\n  {:suite-name "S"})\n`;
      const source = `(test/suite "S")\n${before}\n${call}\n(test/run)\n`;
      return prove(`${target === "builder" ? after : list}\n\n${end}`, target, source);
    };
    for (const target of ["builder", "list"] as const) {
      expect(failuresWith("flag", target)).toEqual([]);
      expect(failuresWith(name, target)).toContain("proof-new-not-understood");
    }
    // What only the list target writes may be a variable with the other one.
    for (const variable of ["list", "test"]) {
      expect(failuresWith(variable, "list").length).toBeGreaterThan(0);
      expect(failuresWith(variable, "builder")).toEqual([]);
    }
  });

  test("stages in another order are refused", () => {
    const call = '    (case "a" {== 1 1})\n';
    const test = '    (test/add "d" {true})\n';
    const swapped = builder.replace(call, "").replace(test, test + call);
    expect(prove(swapped, "builder")).toContain("proof-tests-differ");
  });

  test.each<[string, string, string]>([
    ["an entry that is no list", '(list (test "d" {true})))', '(test "d" {true}))'],
    ["a helper that answers no list", "{list (test name body)}", "{test name body}"],
    [
      "a loop whose lists are not joined",
      "(foldl join {} (map sure more-names))",
      "(map sure more-names)",
    ],
    ["a branch that is no list", '{do (println "no") {}}', '{println "no"}'],
  ])("in a list, %s is refused", (_, correct, wrong) => {
    expect(list).toContain(correct);
    expect(prove(list.replace(correct, wrong), "list").length).toBeGreaterThan(0);
  });

  test("a group's parts are stages, each of them", () => {
    const before = `(do (test/define "a" {1}) ; first
    (test/define "b" {2}))
(test/run)
`;
    const after = `(-> (test/suite "Valkyria Test Suite")
    (test/add "a" {1}) ; first
    (test/add "b" {2})
    (test/run))
`;
    expect(prove(after, "builder", before)).toEqual([]);
    expect(prove(after.replace('    (test/add "b" {2})\n', ""), "builder", before)).toEqual([
      "proof-tests-differ",
    ]);
  });

  test("a banner above a group goes with it, but not the header of the file", () => {
    const group =
      '; ---- x ----\n\n(do (test/define "a" {1})\n    (test/define "b" {2}))\n(test/run)\n';
    const pipeline = `(-> (test/suite "Valkyria Test Suite")
    ; ---- x ----

    (test/add "a" {1})
    (test/add "b" {2})
    (test/run))
`;
    const before = `(println "start")\n\n${group}`;
    const after = `(println "start")\n\n${pipeline}`;
    expect(prove(after, "builder", before)).toEqual([]);
    expect(prove(after.replace("    ; ---- x ----\n\n", ""), "builder", before)).toEqual([
      "proof-comment-lost",
    ]);
    expect(prove(pipeline, "builder", group)).toContain("proof-comment-moved");
  });

  test("an old file whose effect is lost has no proof", () => {
    const lossy = oldText.replace(
      "(println name) ; says so",
      '(println (case "lost" {true})) ; says so',
    );
    expect(prove(builder, "builder", lossy)).toContain("proof-old-not-understood");
  });
});
