// A helper module that changes before all of its callers do: the fixture's steps, what they run, and
// the callers that cannot be left behind.

import { describe, expect, test } from "vitest";
import { analyze } from "../../../transforms/define-to-suite/judge/analyze.js";
import { projectOf } from "./fixtures.js";
import {
  describeResults,
  type Files,
  MODULES,
  newTexts,
  outcomes,
  planRepository,
  type RepositoryOptions,
  readFolder,
} from "./graph-fixtures.js";

const FOLDER = new URL("../../fixtures/define-to-suite-bridge/", import.meta.url);
const before = readFolder(new URL("before/", FOLDER));
/** What the first run changes; then the two old files are mended by hand, and the second run. */
const first = readFolder(new URL("first/", FOLDER));
const mended = readFolder(new URL("mended/", FOLDER));
const last = readFolder(new URL("last/", FOLDER));

const MODULE = "src/modules/test.valk";
const runners = Object.keys(before).filter((path) => path.startsWith("test/test_"));

/** The plan of a run that decides on the framework itself, unless something else is said. */
const planStep = (files: Files, options: RepositoryOptions = {}) =>
  planRepository(files, "builder", { framework: "auto", ...options });

const own = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).filter(([path]) => path !== MODULE));

describe("the steps of a project", () => {
  test("the first run changes the module and the caller that is ready", () => {
    const plan = planStep(before);
    const texts = newTexts(plan);
    expect(own(texts)).toEqual(first);
    expect(texts[MODULE]).toBe(MODULES.compat);
    expect(describeResults(plan.results)).toMatchSnapshot();
  });

  test("a second run changes nothing more", () => {
    const plan = planStep({ ...before, ...first }, { module: MODULES.compat });
    expect(newTexts(plan)).toEqual({});
    expect(plan.totals).toMatchObject({ changed: 0, failed: 0, blocked: 2 });
  });

  test("one old caller can be migrated without the other", () => {
    const files = { ...before, ...first, "test/test_braces.valk": mended["test/test_braces.valk"] };
    const plan = planStep(files as Files, { module: MODULES.compat });
    expect(newTexts(plan)).toEqual({ "test/test_braces.valk": last["test/test_braces.valk"] });
  });

  test("the last run installs the final module", () => {
    const texts = newTexts(
      planStep({ ...before, ...first, ...mended }, { module: MODULES.compat }),
    );
    expect(own(texts)).toEqual(last);
    expect(texts[MODULE]).toBe(MODULES.final);
  });

  test.each(runners)("%s runs the same tests at every step", (path) => {
    const old = outcomes(path, before, MODULES.old);
    expect(old.length).toBeGreaterThan(1);
    expect(outcomes(path, before, MODULES.compat)).toEqual(old);
    expect(outcomes(path, { ...before, ...first }, MODULES.compat)).toEqual(old);
    const mendedOld = outcomes(path, { ...before, ...mended }, MODULES.old);
    const files = { ...before, ...first, ...mended };
    expect(outcomes(path, files, MODULES.compat)).toEqual(mendedOld);
    expect(outcomes(path, { ...files, ...last }, MODULES.compat)).toEqual(mendedOld);
    expect(outcomes(path, { ...files, ...last }, MODULES.final)).toEqual(mendedOld);
  });
});

const CASE = "(fun {case name body} {test/define name body})\n";
const NEW_CASE = "(fun {case name body} {test/add name body})\n";
const LOADS =
  '(load "src/prelude.valk")\n(load "src/modules/test.valk")\n(load "test/case.valk")\n';
const READY = `${LOADS}(test/suite "Ready")\n(case "one" {1})\n(test/run)\n`;

const READY_ALONE = {
  "test/test_ready.valk": READY.replace('(load "test/case.valk")\n', "").replace(
    '(case "one"',
    '(test/define "one"',
  ),
};

/** The codes of each file of a run over a module, a caller that is ready and one more. */
function codesBeside(caller: string, options: RepositoryOptions = {}): Record<string, string[]> {
  const files = {
    "test/case.valk": CASE,
    "test/test_ready.valk": READY,
    "test/test_old.valk": LOADS + caller,
  };
  const { results } = planStep(files, options);
  return Object.fromEntries(
    results
      .filter(({ path }) => path.startsWith("test/"))
      .map(({ path, status, findings }) => [
        path,
        [
          status,
          ...findings.filter(({ severity }) => severity === "refuse").map(({ code }) => code),
        ],
      ]),
  );
}

const LATE = '(test/define "late" {1})\n';
const BRIDGE = `(test/define "own" {1})\n(case "two" {1})\n(test/run)\n${LATE}`;
const HELD = {
  "test/case.valk": ["blocked", "graph-blocked"],
  "test/test_ready.valk": ["blocked", "graph-blocked"],
};

describe("a caller that stays old", () => {
  test.each([
    ["has a registration of its own", BRIDGE],
    ["runs with {}", `(case "two" {1})\n(test/run {})\n${LATE}`],
    ["wraps the helper", `(fun {mine n} {case n {1}})\n(mine "two")\n(test/run {})\n${LATE}`],
  ])("holds nobody up when it %s", (_, caller) => {
    expect(codesBeside(caller)).toEqual({
      "test/case.valk": ["changed"],
      "test/test_ready.valk": ["changed"],
      "test/test_old.valk": ["blocked", "registration-after-run"],
    });
  });

  test.each([
    ["cannot be told from a pipeline", `(case "two" {1})\n(test/run)\n${LATE}`],
    ["registers after its run", `(case "two" {1})\n(test/run)\n${LATE}`],
    [
      "registers on a condition",
      `(if 0 ${'{test/define "c" {1}}'} {})\n(case "two" {1})\n(test/run)\n${LATE}`,
    ],
    ["looks into the registry", `(println (len *test-registry*))\n${BRIDGE}`],
    ["looks at the value", `(println (case "three" {1}))\n${BRIDGE}`],
    ["calls it in a body", `(test/define "body" {case "inner" {1}})\n${BRIDGE}`],
    ["has it in data", `(def {later} {case "inner" {1}})\n${BRIDGE}`],
    ["may run elsewhere", `(fun {go} {test/run {}})\n${BRIDGE}`],
    ["binds a name of the framework", `(def {test/print-results} 1)\n${BRIDGE}`],
  ])("holds all up when it %s", (_, caller) => {
    expect(codesBeside(caller)).toMatchObject(HELD);
  });

  test("holds nobody up when it only sets flags, for a run that never comes", () => {
    expect(codesBeside("(test/debug 1)\n")).toEqual({
      "test/case.valk": ["changed"],
      "test/test_ready.valk": ["changed"],
      "test/test_old.valk": ["unchanged"],
    });
    const alone = planStep({ "test/a.valk": `${LOADS}(test/skip "later")\n`, ...READY_ALONE });
    expect(alone.totals).toMatchObject({ changed: 2, failed: 0, blocked: 0 });
    expect(alone.unanswered).toBeUndefined();
  });

  test("holds all up where files load each other in a circle", () => {
    const files = {
      "test/case.valk": CASE,
      "test/test_old.valk": `${LOADS}${BRIDGE}`,
      "test/a.valk": '(load "test/b.valk")\n(load "test/case.valk")\n(case "a" {1})\n',
      "test/b.valk": '(load "test/a.valk")\n(test/define "b" {1})\n',
    };
    expect(planStep(files).totals).toMatchObject({ changed: 0, blocked: 4, failed: 0 });
  });

  test("holds all up when it loads a part", () => {
    const files = {
      "test/case.valk": CASE,
      "test/test_ready.valk": READY,
      "test/part.valk": '(test/define "part" {1})\n',
      "test/test_old.valk": `${LOADS}(load "test/part.valk")\n${BRIDGE}`,
    };
    expect(planStep(files).totals).toMatchObject({ changed: 0, blocked: 4, failed: 0 });
  });

  test("holds all up when an older module for both APIs is kept", () => {
    const options: RepositoryOptions = { framework: "keep", module: `${MODULES.compat};\n` };
    expect(codesBeside(BRIDGE, options)).toMatchObject(HELD);
  });

  test("keeps the module, and all with it, when the final one is asked for", () => {
    const codes = codesBeside(BRIDGE, { framework: "final" });
    expect(Object.values(codes).map(([status]) => status)).toEqual([
      "blocked",
      "blocked",
      "blocked",
    ]);
    expect(codes).toMatchObject({ "test/test_ready.valk": ["blocked", "new-on-old"] });
  });

  test("is one of all that an old module which is kept leaves old", () => {
    expect(codesBeside(BRIDGE, { framework: "keep" })).toEqual({
      "test/case.valk": ["blocked", "new-on-old"],
      "test/test_ready.valk": ["blocked", "new-on-old"],
      "test/test_old.valk": ["blocked", "new-on-old", "registration-after-run"],
    });
  });

  test("holds nobody up when the module for both APIs is kept", () => {
    const codes = codesBeside(BRIDGE, { framework: "keep", module: MODULES.compat });
    expect(codes["test/test_ready.valk"]).toEqual(["changed"]);
  });

  test("holds all up with the list target, and without a framework", () => {
    const files = { "test/case.valk": CASE, "test/test_old.valk": LOADS + BRIDGE };
    for (const { totals } of [
      planRepository(files, "list", { framework: "auto" }),
      planRepository(files, "builder"),
    ]) {
      expect(totals).toMatchObject({ changed: 0, blocked: 2 });
    }
  });
});

describe("choosing files", () => {
  const files = {
    "test/case.valk": CASE,
    "test/test_ready.valk": READY,
    "test/test_old.valk": `${LOADS}(test/define "own" {1})\n(case "two" {1})\n(test/run)\n`,
  };

  test("a caller needs its module, and nothing else", () => {
    const { results } = planStep(files, { selected: ["test/test_ready.valk"] });
    expect(describeResults(results)).toMatchSnapshot();
    const hint = "name them together: valk-codemod migrate test/case.valk test/test_ready.valk";
    expect(results[0]?.findings[0]?.hint).toBe(hint);
  });

  test.each([
    { selected: ["test/case.valk", "test/test_ready.valk"] },
    { selected: ["test/case.valk", "test/test_ready.valk", "test/test_old.valk"] },
  ])("$selected change", ({ selected }) => {
    const { results, frameworks } = planStep(files, { selected });
    expect(results.filter(({ status }) => status === "changed").map(({ path }) => path)).toEqual(
      expect.arrayContaining(selected),
    );
    const variant = selected.length === 3 ? "final" : "compat";
    expect(frameworks).toMatchObject([{ action: "installed", variant }]);
  });

  test("a module does not change without a caller that cannot be left behind", () => {
    const { totals } = planStep(files, { selected: ["test/case.valk"] });
    expect(totals).toMatchObject({ changed: 0, blocked: 1 });
  });
});

describe("an old caller of a module that makes stages", () => {
  const caller = `${LOADS}(test/suite "Old")\n(case "one" {1})\n(test/run {})\n`;
  const codesOf = (module: string, text: string) =>
    planStep({ "test/case.valk": module, "test/test_old.valk": text })
      .results.filter(({ path }) => path === "test/test_old.valk")
      .flatMap(({ status, findings }) => [status, ...findings.map(({ code }) => code)]);

  test("has its calls as stages", () => {
    const texts = newTexts(planStep({ "test/case.valk": NEW_CASE, "test/test_old.valk": caller }));
    expect(own(texts)).toEqual({
      "test/test_old.valk": `${LOADS}(-> (test/suite "Old")\n    (case "one" {1})\n    (test/run))\n`,
    });
  });

  test.each([
    ["a stage in the middle", "(fun {case n b} {do (test/add n b) (test/add n b)})\n"],
    ["a stage that is passed on", "(fun {case n b} {list (test/add n b)})\n"],
    ["two definitions", NEW_CASE + NEW_CASE],
    ["a suite", "(fun {case n suite} {test/add n {1} suite})\n"],
    ["an unclear function", "(fun {in n b} {list (test/add n b)})\n(fun {case n b} {in n b})\n"],
    [
      "a loop over what is unclear",
      "(fun {in n} {list (test/add n {1})})\n(fun {case n b} {test/add-all (map in n)})\n",
    ],
  ])("is refused where the function has %s", (_, module) => {
    expect(codesOf(module, caller)).toContain("lost-registration");
  });

  test.each([
    ["do", "(fun {case n b} {do (println n) (test/add n b)})\n"],
    ["if", "(fun {case n b} {if (== n 1) {test/add n b} {test/none}})\n"],
    [
      "a loop",
      "(fun {one n} {test/add n {1}})\n(fun {case n b} {test/add-all (map one (list n))})\n",
    ],
    [
      "a loop with a lambda",
      "(fun {case n b} {test/add-all (map (\\ {x} {test/add x b}) (list n))})\n",
    ],
    ["another function", `(fun {put n & b} {test/add n b})\n(fun {case n b} {put n b})\n`],
  ])("is migrated where the function has %s", (_, module) => {
    expect(codesOf(module, caller)).toEqual(["changed"]);
  });

  test("is refused where a stage reads what is bound later", () => {
    const module = '(def {prefix} "a")\n(fun {case n b} {test/add (str prefix n) b})\n';
    const text = `${LOADS}(case "one" {1})\n(def {prefix} "b")\n(case "two" {1})\n(test/run {})\n`;
    expect(codesOf(module, text)).toContain("computed-order");
  });

  test("is refused where nobody can tell what the module does", () => {
    const project = projectOf({ "test/case.valk": NEW_CASE });
    const { verdict, findings } = analyze(caller, project, "builder");
    expect(verdict).toBe("refused");
    expect(findings.map(({ code }) => code)).toContain("graph-not-selected");
  });
});

describe("a function that answers a flag, which is written alike in both styles", () => {
  const NO = '(fun {off reason} {test/skip reason})\n(fun {no what} {off (str "no " what)})\n';
  const calls = (name: string, run = "(test/run {})"): string =>
    `${LOADS}(test/suite "${name}")\n(no "net")\n(test/define "one" {1})\n${run}\n`;
  const migrated = (name: string): string =>
    `${LOADS}(-> (test/suite "${name}")\n    (no "net")\n    (test/add "one" {1})\n    (test/run))\n`;
  const twins = { "test/a.valk": calls("A"), "test/b.valk": calls("B", "(test/run)") };
  const step = (files: Files, selected: string, module = MODULES.old) =>
    planStep(files, { selected: [selected], module });

  test.each([
    ["alone", NO, NO],
    ["beside one that registers", NO + CASE, NO + NEW_CASE],
  ])("lets its callers change one by one, %s", (_, old, now) => {
    const begun = { "test/case.valk": now, ...twins, "test/a.valk": migrated("A") };
    const first = planStep(
      { "test/case.valk": old, ...twins },
      { selected: ["test/a.valk", "test/case.valk"] },
    );
    expect({ "test/case.valk": old, ...twins, ...own(newTexts(first)) }).toEqual(begun);
    const last = newTexts(step(begun, "test/b.valk", MODULES.compat));
    expect(last).toEqual({ "test/b.valk": migrated("B"), [MODULE]: MODULES.final });
    expect(newTexts(step(begun, "test/case.valk", MODULES.compat))).toEqual({});
    for (const path of Object.keys(twins)) {
      const before = outcomes(path, { "test/case.valk": old, ...twins }, MODULES.old);
      expect(before).toEqual(["one skip"]);
      expect(outcomes(path, begun, MODULES.compat)).toEqual(before);
      expect(outcomes(path, { ...begun, ...last }, MODULES.final)).toEqual(before);
    }
  });

  test("makes a part of a file that calls nothing else", () => {
    const part = '(load "test/case.valk")\n(no "net")\n';
    const runner = `${LOADS}(load "test/part.valk")\n(test/define "one" {1})\n(test/run)\n`;
    const files = { "test/case.valk": NO, "test/part.valk": part, "test/a.valk": runner };
    const texts = newTexts(planStep(files));
    expect(texts["test/part.valk"]).toContain('{-> suite\n    (no "net")})');
    const after = outcomes("test/a.valk", { ...files, ...texts }, MODULES.final);
    expect(after).toEqual(outcomes("test/a.valk", files, MODULES.old));
    expect(after).toEqual(["one skip"]);
  });

  test.each([
    ["loads such a part", '(load "test/part.valk")\n(test/debug 1)\n'],
    ["calls it", '(load "test/case.valk")\n(no "disk")\n'],
  ])("is run by nobody where a file that nobody loads %s", (_, orphan) => {
    const { results } = planStep({
      "test/case.valk": NO,
      "test/part.valk": '(load "test/case.valk")\n(no "net")\n',
      "test/orphan.valk": orphan,
      "test/a.valk": `${LOADS}(load "test/part.valk")\n(test/define "one" {1})\n(test/run)\n`,
    });
    const found = results.find(({ path }) => path === "test/orphan.valk");
    expect(found?.findings.map(({ code }) => code)).toEqual(["no-run"]);
  });

  test("holds up no caller when another stays old", () => {
    const files = { "test/case.valk": NO, ...twins, "test/c.valk": `${calls("C")}${LATE}` };
    expect(planStep(files).totals).toMatchObject({ changed: 3, blocked: 1, failed: 0 });
  });

  test.each([
    ["sets two", "(fun {no what} {do (test/skip what) (test/debug 1)})\n"],
    ["has the flag in the middle", "(fun {no what} {do (test/skip what) (println what)})\n"],
  ])("is in the old style still where it %s", (_, module) => {
    const { results } = step({ "test/case.valk": module, ...twins }, "test/a.valk");
    expect(results.flatMap(({ findings }) => findings.map(({ code }) => code))).toContain(
      "graph-not-selected",
    );
  });

  test("is no test of a list", () => {
    const files = { "test/case.valk": NO, ...twins };
    const { results } = planRepository(files, "list");
    const codes = results.flatMap(({ findings }) => findings.map(({ code }) => code));
    expect(codes).toEqual(["lost-registration", "lost-registration"]);
  });
});
