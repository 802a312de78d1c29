import { describe, expect, test } from "vitest";
import type { FindingKind } from "../../../../src/finding/finding.js";
import type { Outlook } from "../../../../src/program/outlook.js";
import type { ListedProject } from "../../../../src/program/project.js";
import { findingKinds } from "../../../../transforms/define-to-suite/findings/all-rules.js";
import { analyze } from "../../../../transforms/define-to-suite/judge/analyze.js";
import { listedProjectOf, projectOf } from "../fixtures.js";

const shared = '(test/define "shared" {true})\n';
const project = projectOf({
  "src/modules/test.valk":
    "(fun {test/suite n} {n})\n(fun {test/define n b} {n})\n(fun {test/run & a} {a})\n",
  "test/shared/cases.valk": shared,
  "src/final.valk": "(fun {test/suite n} {n})\n(fun {test/run s} {s})\n",
  "src/arrow.valk": "(fun {-> value} {value})\n(fun {test n b} {n})\n",
  "src/loads-cases.valk": '(load "test/shared/cases.valk")\n(load "src/loads-cases.valk")\n',
  "src/quiet.valk": "(def {other} 1)\n",
  "src/prints.valk": '(print "loaded")\n',
  "src/summary.valk": "(fun {summary & _} {print (len *test-registry*)})\n",
  "src/rebinds.valk": '(fun {reset x} {def {prefix} "other"})\n',
  "src/resets.valk": '(load "src/rebinds.valk")\n(reset 1)\n',
});

/** `severity code line:column` of each finding. */
function findingsIn(source: string, target: "builder" | "list" = "builder"): readonly string[] {
  const { findings, script } = analyze(source, project, target);
  return findings.map(({ severity, code, span }) => {
    const { line, column } = script.tree.lines.position(span.start);
    return `${severity} ${code} ${line}:${column}`;
  });
}

const suite = (...forms: readonly string[]): string =>
  ['(test/suite "S")', ...forms, "(test/run {})"].join("\n");

/** Modules as a run judges them that replaces none. */
function outlookOn(project: ListedProject): Outlook {
  return {
    after: project,
    standing: project,
    whyKept: () => undefined,
    whyUnread: () => undefined,
    modules: [],
    usual: undefined,
    get afterwards() {
      return this;
    },
  };
}

/** The findings of an example as a run over the file and all others of the example has them. */
function findingsOfExample({ example = "", otherFiles, exampleTarget }: FindingKind) {
  const path = "test/example.valk";
  const target = exampleTarget ?? "builder";
  if (otherFiles === undefined) {
    return analyze(example, project, target).findings;
  }
  const listed = listedProjectOf({ ...otherFiles, [path]: example });
  return listed.paths().flatMap(
    (one) =>
      analyze(listed.read(one) as string, listed, target, {
        path: one,
        mayStayOld: () => true,
        outlook: outlookOn(listed),
      }).findings,
  );
}

describe("every kind of finding", () => {
  // What only the runner can see, since it looks at bytes.
  const seenByRunner = new Set(["not-utf8"]);

  test.each(findingKinds)("$code: its example has it", ({ code, severity, ...kind }) => {
    const found = findingsOfExample({ code, severity, ...kind });
    const own = found.filter((finding) => finding.code === code);
    expect(own.length > 0).toBe(!seenByRunner.has(code));
    expect(own.every((finding) => finding.severity === severity)).toBe(true);
  });

  test.each(findingKinds)("$code: its texts fit a terminal", (kind) => {
    expect(kind.code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(kind.summary).not.toMatch(/\n|\.$/);
    expect(kind.hint).not.toMatch(/\n|\.$/);
    for (const line of `${kind.explanation}\n${kind.example}`.split("\n")) {
      expect(line.length).toBeLessThanOrEqual(100);
    }
  });
});

describe("places", () => {
  test.each<[string, string, readonly string[]]>([
    ["nothing", suite('(test/define "a" {true})'), []],
    ["read error", suite('(test/define "a" {true}'), ["refuse read-error 2:1"]],
    ["NUL", `${suite('(test/define "a" {true})')}\0`, ["refuse nul-byte 3:14"]],
    [
      "too few arguments",
      suite('(test/define "a")', '(test/define "b" {1})'),
      ["refuse wrong-arity 2:1"],
    ],
    [
      "too many arguments",
      suite('(test/define "a" {1} {2})'),
      ["refuse wrong-arity 2:1", "review empty-suite 3:1"],
    ],
    [
      "flag without value",
      suite("(test/debug)", '(test/define "a" {1})'),
      ["refuse wrong-arity 2:1"],
    ],
    [
      "suite without name",
      '(test/suite)\n(test/define "a" {1})\n(test/run)',
      ["refuse wrong-arity 1:1"],
    ],
    [
      "async run without aio",
      '(test/async "a" (\\ {d} {d 1}))\n(test/run-async)',
      ["refuse wrong-arity 2:1", "refuse no-run 1:1"],
    ],
    [
      "after the run",
      `${suite('(test/define "a" {1})')}\n(test/define "b" {1})`,
      ["refuse registration-after-run 4:1"],
    ],
    [
      "the other mode after the run",
      `${suite('(test/define "a" {1})')}\n(test/async "b" (\\ {d} {d 1}))`,
      ["refuse registration-after-run 4:1", "refuse mixed-modes 4:1"],
    ],
    [
      "flag after the run",
      `${suite('(test/define "a" {1})')}\n(test/debug 1)`,
      ["refuse registration-after-run 4:1"],
    ],
    ["second run", `${suite('(test/define "a" {1})')}\n(test/run)`, ["refuse several-runs 4:1"]],
    [
      "both runners",
      `${suite('(test/define "a" {1})')}\n(test/run-async aio)`,
      ["refuse several-runs 4:1"],
    ],
    [
      "both modes",
      suite('(test/define "a" {1})', '(test/async "b" f)'),
      ["refuse mixed-modes 3:1", "review computed-argument 3:17"],
    ],
    ["other runner", '(test/define "a" {1})\n(test/run-async aio)', ["refuse wrong-runner 2:1"]],
    ["argument of the run", '(test/define "a" {1})\n(test/run (go))', ["refuse run-argument 2:11"]],
    [
      "second argument of the async run",
      '(test/async "a" (\\ {d} {d 1}))\n(test/run-async aio {:x 1})',
      ["refuse run-argument 2:21"],
    ],
    ["no run", '(println "x")\n(test/define "a" {1})', ["refuse no-run 2:1"]],
    ["loads tests", suite('(load "test/shared/cases.valk")'), ["refuse graph-not-selected 2:1"]],
    [
      "loads what loads tests, in a cycle",
      suite('(load "./src/loads-cases.valk")', '(test/define "a" {1})'),
      ["refuse graph-not-selected 2:1"],
    ],
    [
      "loads the framework above the suite",
      `(load "src/modules/test.valk")\n${suite('(test/define "a" {1})')}`,
      [],
    ],
    [
      "loads the framework below the suite",
      suite('(load "src/modules/test.valk")', '(test/define "a" {1})'),
      ["refuse framework-reloaded 2:1"],
    ],
    [
      "registry read",
      suite('(test/define "a" {len *test-registry*})'),
      ["refuse old-internals 2:23"],
    ],
    [
      "registry written",
      suite("(def {*test-registry*} {})", '(test/define "a" {1})'),
      ["refuse old-internals 2:7"],
    ],
    [
      "a global of its own that begins like the framework's",
      suite("(def {*test-port*} 80)", '(test/define "a" {== *test-port* 80})'),
      [],
    ],
    [
      "loads what looks into the registry",
      suite('(load "src/summary.valk")', '(test/define "a" {1})'),
      ["refuse old-internals 2:1"],
    ],
    ["registry in data", suite("(def {x} {*test-registry*})", '(test/define "a" {1})'), []],
    ["a runner's local", suite('(test/define "a" {== test-name "a"})'), ["refuse old-locals 2:22"]],
    [
      "a body's own local of that name",
      suite('(test/define "a" {do (= {test-body} 1) (== test-body 1)})'),
      [],
    ],
    [
      "a body that renames its test",
      suite('(test/define "a" {do (= {test-name} 1) (== test-name 1)})'),
      ["refuse old-locals 2:26"],
    ],
    [
      "data at top level",
      suite('{test/define "b" {2}}', '(test/define "a" {1})'),
      ["info quoted-call 2:2"],
    ],
    ["text of that name", suite('(test/define "a" {== ":test" "test"})'), []],
    [
      "effect in a body",
      suite('(test/define "a" {do (test/define "b" {1}) 1})'),
      ["refuse effect-in-body 2:23"],
    ],
    [
      "a stage in a body that a condition registers",
      suite('(if x {test/define "a" {== (len (test/add {} "b" {1})) 1}} {})'),
      ["refuse effect-in-body 2:34"],
    ],
    [
      "a stage in a body that a function registers",
      suite('(fun {case n} {test/define n {test/add {} "b" {1}}})', '(case "a")'),
      ["refuse effect-in-body 2:31"],
    ],
    ["a stage in a body", suite('(test/define "a" {test/add {} "b" {1}})'), []],
    ["assertion in a body", suite('(test/define "a" {test/assert true "m"})'), []],
    ["in a condition", suite('(if x {test/define "a" {1}} {})', '(test/define "b" {1})'), []],
    [
      "as a value",
      suite("(map test/define names)", '(test/define "b" {1})'),
      ["refuse lost-registration 2:6"],
    ],
    ["only nested", "(fun {case n b} {test/define n b})", ["refuse no-run 1:7"]],
    [
      "run in a function",
      '(test/define "b" {1})\n(fun {main x} {test/run {}})',
      ["refuse nested-call 2:16"],
    ],
    [
      "run inside another form",
      '(test/define "b" {1})\n(do (println 1) (test/run {}))',
      ["refuse nested-call 2:18"],
    ],
    [
      "quoted",
      suite("(def {x} '(test/define 1 2))", '(test/define "a" {1})'),
      ["info quoted-call 2:12"],
    ],
    [
      "quoted and evaluated",
      suite("(def {x} '(test/define 1 2))", "(eval x)", '(test/define "a" {1})'),
      ["refuse nested-call 2:12"],
    ],
    [
      "quoted in a body",
      suite(`(test/define "a" {len '(test/define "x" {})})`, "(eval x)"),
      ["info quoted-call 2:25"],
    ],
    [
      "mentioned",
      suite('; {test/async "x" f}', '(test/define "(test/define x)" {1})'),
      ["info quoted-call 2:3", "info quoted-call 3:15"],
    ],
    [
      "read as code",
      suite('(eval (read "(test/define \\"b\\" {1})"))', '(test/define "a" {1})'),
      ["review quoted-call 2:14"],
    ],
    [
      "read as code in a body, and parsed",
      suite('(test/define "a" {eval (read "{test/async 1}")})', '(parse "( test/define b)")'),
      ["review quoted-call 2:31", "review quoted-call 3:9"],
    ],
    [
      "read as code, but nothing of the old API, or not there",
      suite('(read "(f)")', '(test/define "a" {== (read x "(g)") 1}) ; (read "(test/define)")'),
      ["info quoted-call 3:50"],
    ],
    [
      "printed, and joined before it is read",
      suite('(print "(test/define)")', '(read (str "(test/define" x))', '(test/define "a" {1})'),
      ["info quoted-call 2:9", "info quoted-call 3:13"],
    ],
    ["mentioned as part of a name", suite("; (test/defined)", '(test/define "a" {1})'), []],
    [
      "named in a comment",
      suite("; Do Block with test/define, not my-test/define", '(test/define "test/define" {1})'),
      ["info quoted-call 2:17"],
    ],
    [
      "shadowed function",
      suite("(fun {test/assert c m} {c})", '(test/define "a" {1})'),
      ["refuse shadows-framework 2:7"],
    ],
    [
      "shadowed function behind a quote",
      suite("(def 'test/assert (\\ {c m} {c}))", '(test/define "a" {1})'),
      ["refuse shadows-framework 2:7"],
    ],
    [
      "shadowing parameter",
      suite("(fun {f test/suite} {1})", '(test/define "a" {1})'),
      ["refuse shadows-framework 2:9"],
    ],
    ["arrow as parameter", suite("(fun {f ->} {1})", '(test/define "a" {1})'), []],
    [
      "arrow in a loaded file",
      suite('(load "src/arrow.valk")', '(test/define "a" {1})'),
      ["refuse shadows-framework 2:1"],
    ],
    [
      "pipeline beside",
      '(-> (test/suite "x") (test/run))\n(test/define "a" {1})',
      ["refuse mixed-styles 2:1"],
    ],
    [
      "old call among stages",
      '(-> (test/suite "x") (test/define "a" {1}) (test/run))',
      ["review half-migrated 1:22"],
    ],
    [
      "registration above a pipeline",
      '(test/define "a" {1})\n(-> (test/suite "x") (test/run))',
      ["review half-migrated 1:1"],
    ],
    [
      "old call deep in a pipeline",
      '(-> (test/suite "x") (test/add-all (map (\\ {x} {test/define x {1}}) {1})) (test/run))',
      ["refuse mixed-styles 1:49"],
    ],
    [
      "old name in the body of a left over test",
      '(-> (test/suite "x") (test/define "a" {test/run {}}) (test/run))',
      ["refuse mixed-styles 1:40"],
    ],
    [
      "left over test without a body",
      '(-> (test/suite "x") (test/define "a") (test/run))',
      ["refuse mixed-styles 1:22"],
    ],
    [
      "left over test of the other kind",
      '(-> (test/suite "x") (test/async "a" (\\ {d} {d 1})) (test/run))',
      ["refuse mixed-styles 1:22"],
    ],
    [
      "left over test that is there already",
      '(-> (test/suite "x") (test/add "a" {1}) (test/define "a" {2}) (test/run))',
      ["review half-migrated 1:41", "refuse test-in-both 1:41"],
    ],
    [
      "left over suite name",
      '(test/suite "y")\n(test/define "a" {1})\n(-> (test/suite "x") (test/run))',
      ["refuse mixed-styles 1:1"],
    ],
    [
      "registration above two pipelines",
      '(test/define "a" {1})\n(-> (test/suite "x") (test/run))\n(-> (test/suite "y") (test/run))',
      ["refuse mixed-styles 3:1"],
    ],
    [
      "registration above a pipeline without run",
      '(test/define "a" {1})\n(-> (test/suite "x"))',
      ["refuse mixed-styles 2:1"],
    ],
    [
      "new list beside",
      '(test/suite "x")\n(test/run (list (test "a" {1})))',
      ["refuse mixed-styles 1:1", "review suite-without-run 1:1"],
    ],
    [
      "suite twice",
      suite('(test/suite "T")', '(test/define "a" {1})'),
      ["review several-suites 1:1"],
    ],
    [
      "one name",
      suite('(test/define "a" {1})', '(test/define "a" {2})'),
      ["review duplicate-test 3:14"],
    ],
    ["suite only", '(test/suite "x")\n(println 1)', ["review suite-without-run 1:1"]],
    [
      "behind the run",
      `${suite('(test/define "a" {1})')}\n(shutdown 0)`,
      ["review forms-after-run 4:1"],
    ],
    [
      "merge",
      suite("<<<<<<<", '(test/define "a" {1})', "=======", ">>>>>>>"),
      ["refuse conflict-markers 2:1", "refuse conflict-markers 4:1", "refuse conflict-markers 5:1"],
    ],
  ])("%s", (_, source, expected) => {
    const byPlace = (findings: readonly string[]) => [...findings].toSorted();
    expect(byPlace(findingsIn(source))).toEqual(byPlace(expected));
  });

  test("the list target has names of its own", () => {
    const source = suite("(fun {test n} {n})", '(test/define "a" {1})');
    expect(findingsIn(source, "builder")).toEqual([]);
    expect(findingsIn(source, "list")).toEqual(["refuse shadows-framework 2:7"]);
    const caller = suite('(test "own" {1})', '(test/define "a" {1})');
    expect(findingsIn(caller, "builder")).toEqual([]);
    expect(findingsIn(caller, "list")).toEqual(["refuse shadows-framework 2:2"]);
  });

  test("a list has no place for a flag that only sometimes holds", () => {
    const source = suite('(test/define "a" {1})', '(if (== 1 2) {test/skip "no"} {})');
    expect(findingsIn(source, "builder")).toEqual([]);
    expect(findingsIn(source, "list")).toEqual(["refuse lost-registration 3:15"]);
  });
});

describe("computed arguments", () => {
  const named = (...forms: readonly string[]): readonly string[] =>
    findingsIn(suite('(test/define (str prefix "a") {1})', ...forms)).map(
      (finding) => finding.split(" ")[1] as string,
    );

  test.each<[string, readonly string[], string]>([
    ["nothing later", [], "computed-argument"],
    ["another name bound later", ["(def {other} 1)"], "computed-argument"],
    ["the name bound later", ['(def {prefix} "x")'], "computed-order"],
    ["one of several names", ["(def {x prefix} 1 2)"], "computed-order"],
    ["bound inside a later form", ["(do (= {prefix} 1))"], "computed-order"],
    ["the function redefined", ["(fun {str x} {x})"], "computed-order"],
    [
      "bound by a function that is called",
      ["(fun {set x} {def {prefix} x})", "(set 1)"],
      "computed-order",
    ],
    ["a later load of nothing that matters", ['(load "src/quiet.valk")'], "computed-argument"],
    ["a later load that prints", ['(load "src/prints.valk")'], "computed-order"],
    ["a later load that binds it", ['(load "src/rebinds.valk")', "(reset 1)"], "computed-order"],
    ["a later load of what could bind it", ['(load "src/rebinds.valk")'], "computed-argument"],
    ["a later load that calls what binds it", ['(load "src/resets.valk")'], "computed-order"],
    ["a later load of a missing file", ['(load "src/missing.valk")'], "computed-order"],
    ["a later computed load", ["(load (str x y))"], "computed-order"],
  ])("%s", (_, later, code) => {
    expect(named(...later)).toEqual([code]);
  });

  test.each<[string, string, string]>([
    [
      "reads a changed atom",
      "(test/define (str (atom/get c)) {1})\n(atom/add! c 1)",
      "computed-order",
    ],
    [
      "changes an atom",
      "(test/define (str (atom/add! c 1)) {1})\n(def {x} (atom/get c))",
      "computed-order",
    ],
    [
      "changes an atom that nobody looks at",
      "(test/define (str (atom/add! c 1)) {1})\n(def {x} 1)",
      "computed-argument",
    ],
    [
      "reads through a function",
      "(fun {n x} {str x base})\n(test/define (n 1) {1})\n(def {base} 2)",
      "computed-order",
    ],
    ["body from a name", '(test/define "a" body)\n(def {body} {1})', "computed-order"],
    ["flag", '(def {level} 1)\n(test/define "a" {1})\n(test/debug level)', ""],
    [
      "flag before a form",
      "(def {level} 1)\n(test/debug level)\n(def {x} 1)",
      "computed-argument,empty-suite",
    ],
    ["flag that nobody knows", '(test/define "a" {1})\n(test/debug level)', "may-be-error"],
    ["literals", '(test/define "a" \'(== 1 1))\n(test/debug 1)\n(def {x} 1)', ""],
    ["a lambda", '(test/async "a" (\\ {done} {done base}))\n(def {base} 2)', "wrong-runner"],
  ])("%s", (_, forms, code) => {
    expect(
      findingsIn(suite(forms))
        .map((found) => found.split(" ")[1])
        .join(),
    ).toBe(code);
  });
});

describe("verdicts and counts", () => {
  const verdict = (source: string) => {
    const { verdict, tests } = analyze(source, project, "builder");
    return { verdict, ...tests };
  };

  test.each<[string, string, object]>([
    ["no tests", "(println 1)", { verdict: "none", old: 0, new: 0 }],
    ["old", suite('(test/define "a" {1})'), { verdict: "migrate", old: 1, new: 0 }],
    [
      "refused",
      suite('(test/define "a" {1})', "(map {test/define 2 {3}} {})"),
      { verdict: "refused", old: 2, new: 0 },
    ],
    [
      "new",
      '(-> (test/suite "x") (test/add "a" {1}) (test/run))',
      { verdict: "none", old: 0, new: 1 },
    ],
    [
      "new list",
      '(test/run-async aio (list (test-async "a" f)))',
      { verdict: "none", old: 0, new: 1, lists: 1 },
    ],
    [
      "module",
      "(fun {test/suite n} {n})\n(fun {test/run x} {(test/add)})",
      { verdict: "none", old: 0, new: 0 },
    ],
  ])("%s", (_, source, expected) => {
    expect(verdict(source)).toEqual(expected);
  });
});

describe("effects", () => {
  const codes = (...forms: readonly string[]): readonly string[] =>
    findingsIn(suite(...forms)).filter((found) => !found.includes("computed-argument"));
  const reg = '(test/define "a" {1})';

  test.each<[string, readonly string[]]>([
    ["a helper", ["(fun {case n b} {test/define n b})", '(case "a" {1})']],
    ["a helper in a def", ["(def {case} (\\ {n b} {test/define n b}))", '(case "a" {1})']],
    [
      "a helper that calls a helper",
      ["(fun {one n} {test/define n {1}})", "(fun {two n} {one n})", '(two "a")'],
    ],
    [
      "a helper that is defined later",
      ["(fun {two n} {one n})", "(fun {one n} {test/define n {1}})", '(two "a")'],
    ],
    ["a variadic helper", ["(fun {case n & bs} {test/define n bs})", '(case "a" 1 2)']],
    ["a group in a do", [`(do ${reg} ${reg.replace("a", "b")})`]],
    ["the end of a do", [`(do (println "x") ${reg})`]],
    ["both branches", [`(if x ${reg.replace("(", "{").replace(/\)$/, "}")} {${reg}})`]],
    ["one branch", [`(if x {${reg}} {})`]],
    ["a branch with something else", [`(if x {${reg}} {println "no"})`]],
    ["a let", [`(let {${reg}})`]],
    ["a loop over a lambda", [`(map (\\ {x} {test/define x {1}}) xs)`]],
    ["a loop over a helper", ["(fun {one n} {test/define n {1}})", "(map one xs)"]],
    ["a flag in a condition", [reg, '(if x {test/skip "no"} {})']],
  ])("%s is a stage", (_, forms) => {
    expect(codes(...forms)).toEqual([]);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ["before what may fail", [`(do ${reg} (check 1))`], ["refuse lost-registration 2:6"]],
    ["data in a do", [`(do 1 {${reg.slice(1, -1)}})`], ["refuse lost-registration 2:8"]],
    ["a select that may find nothing", [`(select {x ${reg}})`], ["refuse lost-registration 2:13"]],
    ["a case", [`(case x {1 ${reg}})`], ["refuse lost-registration 2:13"]],
    ["a condition", [`(if ${reg} {1} {2})`], ["refuse lost-registration 2:6"]],
    ["a branch that is not quoted", [`(if x ${reg} {})`], ["refuse lost-registration 2:8"]],
    ["an argument", [`(println ${reg})`], ["refuse lost-registration 2:11"]],
    ["a callback", [`(aio/schedule aio 1 (\\ {} {${reg}}))`], ["refuse lost-registration 2:29"]],
    ["a filter", [`(filter (\\ {x} {${reg}}) xs)`], ["refuse lost-registration 2:18"]],
    ["a name of its own", ["(def {register} test/define)", reg], ["refuse lost-registration 2:17"]],
    [
      "a missing argument",
      ["(fun {case n b} {test/define n b})", '(case "a")'],
      ["refuse lost-registration 3:2"],
    ],
    [
      "no arguments at all",
      ["(fun {case n b} {test/define n b})", "(case)"],
      ["refuse lost-registration 3:2"],
    ],
    [
      "a missing argument in a helper",
      ["(fun {case n} {test/define n})", "(case 1)"],
      ["refuse lost-registration 2:16"],
    ],
    [
      "a helper as an argument",
      ["(fun {case n b} {test/define n b})", "(apply case xs)"],
      ["refuse lost-registration 3:8"],
    ],
    [
      "a loop over a helper of two",
      ["(fun {case n b} {test/define n b})", "(map case xs)"],
      ["refuse lost-registration 3:6"],
    ],
    [
      "a helper that is bound twice",
      ["(fun {case n} {test/define n {1}})", "(fun {case n} {test/define n {2}})", "(case 1)"],
      ["refuse lost-registration 3:7", "refuse lost-registration 3:16"],
    ],
    [
      "a helper call in a body",
      ["(fun {case n} {test/define n {1}})", '(test/define "b" {case "c"})'],
      ["refuse lost-registration 3:19"],
    ],
    [
      "a body inside a helper",
      ['(fun {case n} {test/define n {do (test/define "x" {1}) 1}})', "(case 1)"],
      ["refuse lost-registration 2:16", "refuse lost-registration 2:35"],
    ],
    ["a name for an argument", [`(def {x} ${reg})`], ["refuse lost-registration 2:11"]],
    [
      "both modes by way of a helper",
      ["(fun {case n} {test/async n (\\ {d} {d 1})})", reg, '(case "b")'],
      ["refuse mixed-modes 4:1"],
    ],
    [
      "the other mode by way of a helper",
      ["(fun {case n} {test/async n (\\ {d} {d 1})})", '(case "b")'],
      ["refuse wrong-runner 4:1"],
    ],
  ])("%s: the value is lost", (_, forms, expected) => {
    expect(codes(...forms)).toEqual(expected);
  });
});
