// The ways between runs of lists and pipelines: fixtures byte for byte in several variants, each row of
// what is mapped and of what is refused, and the proof against corrupted changes.

import { describe, expect, test } from "vitest";
import { JANUARY_2026 } from "../../../src/dialect/2026-01.js";
import { FEBRUARY_2026 } from "../../../src/dialect/2026-02.js";
import type { Dialect } from "../../../src/dialect/dialect.js";
import { migrateFile } from "../../../src/kit/migrate-file.js";
import { parse } from "../../../src/syntax/parser.js";
import type { AnyTransform } from "../../../transforms/all-transforms.js";
import { suitesAgain } from "../../../transforms/list-to-suite/again.js";
import { listToSuite } from "../../../transforms/list-to-suite.js";
import { listsAgain } from "../../../transforms/suite-to-list/again.js";
import { suiteToList } from "../../../transforms/suite-to-list.js";
import { listedProjectOf, readFixtures } from "../define-to-suite/fixtures.js";

const withCrlf = (text: string): string => text.replaceAll("\n", "\r\n");
const withoutFinalNewline = (text: string): string => text.replace(/\n+$/, "");

function migrate(transform: AnyTransform, source: string, dialect: Dialect = FEBRUARY_2026) {
  return migrateFile(transform, source, {
    path: "test/fixture.valk",
    project: { read: () => undefined, dialect },
    options: { target: "builder" },
  });
}

function migrated(transform: AnyTransform, source: string): string {
  const result = migrate(transform, source);
  if (result.status !== "changed") {
    throw new Error(JSON.stringify(result, null, 2));
  }
  return result.newText;
}

/** Severity, code and line of each finding, behind what becomes of the file. */
function verdictOn(transform: AnyTransform, source: string, dialect?: Dialect): readonly string[] {
  const { status, findings } = migrate(transform, source, dialect);
  const lineOf = (start: number): number => source.slice(0, start).split("\n").length;
  return [
    status,
    ...findings.map(({ severity, code, span }) => `${severity} ${code} ${lineOf(span.start)}`),
  ];
}

const WAYS: readonly (readonly [AnyTransform, AnyTransform])[] = [
  [listToSuite, suiteToList],
  [suiteToList, listToSuite],
];

describe.each(WAYS)("$name", (transform, back) => {
  const fixtures = readFixtures(transform.name);

  describe.each(fixtures.filter(({ outputs }) => outputs.builder !== undefined))(
    "$name",
    ({ input, outputs }) => {
      const output = outputs.builder as string;

      test("becomes its output, byte for byte", () => {
        expect(migrated(transform, input)).toBe(output);
      });

      test("is left alone when migrated twice", () => {
        expect(migrate(transform, output).status).toBe("unchanged");
      });

      test("keeps CRLF line ends, and does not gain a final one", () => {
        expect(migrated(transform, withCrlf(input))).toBe(withCrlf(output));
        expect(migrated(transform, withoutFinalNewline(input))).toBe(withoutFinalNewline(output));
      });

      test("reads without error, and comes back as what comes here again", () => {
        expect(parse(output).diagnostics).toEqual([]);
        const returned = migrated(back, output);
        expect(migrated(back, migrated(transform, returned))).toBe(returned);
      });
    },
  );

  test.each(fixtures.filter(({ outputs }) => outputs.builder === undefined))(
    "$name is declined",
    ({ input }) => expect(migrate(transform, input).status).toBe("unchanged"),
  );
});

test("the way back refuses by itself what the way there would", () => {
  expect(suitesAgain("(test/run (list) 1)")).toBeUndefined();
  expect(listsAgain('(-> (test/suite "S") (id) (test/run))')).toBeUndefined();
});

test("a plain list comes back byte for byte", () => {
  const source = `; head
(test/run (list
  ; ==== sums ====
  (test "adds" {do
    (== (+ 1 2) 3)}) ; behind

  (test "more" {== 1 1}))
  {:suite-name "Sums" :skip-suite 1 :skip-reason "later" :debug 1})
`;
  expect(migrated(suiteToList, migrated(listToSuite, source))).toBe(source);
});

test.each(["closers", "askew", "value-comments"])("%s come back byte for byte", (name) => {
  const input = readFixtures("list-to-suite").find((fixture) => fixture.name === name)?.input ?? "";
  for (const source of [input, withCrlf(input), withoutFinalNewline(input)]) {
    expect(migrated(suiteToList, migrated(listToSuite, source))).toBe(source);
  }
});

test("a name or a reason that says what is so anyway is not written", () => {
  const source = `(-> (test/suite "Valkyria Test Suite")
    (test/skip "")
    (test/run))
`;
  expect(migrated(suiteToList, source)).toBe("(test/run (list)\n  {:skip-suite 1})\n");
});

test("options that change nothing become comments behind all that there is", () => {
  const source = '(test/run (list\n  (test "a" {1}))\n  {:skip-reason "x"} ; in\n)\n';
  expect(migrated(listToSuite, source)).toContain(
    '\n    (test/add "a" {1})\n    ; in\n    ; :skip-reason "x"\n    (test/run))\n',
  );
});

describe("blank lines between comments stay", () => {
  const [parted, indented] = ["; a\n\n\n  ; b", "; a\n\n\n    ; b"];

  test.each([
    ["behind the runner", `(test/run ${parted}\n  (list\n  (test "a" {1})))\n`],
    ["behind the list", `(test/run (list\n  (test "a" {1}))\n  ${parted}\n  {:debug 1})\n`],
    ["behind computed tests", `(test/run ts ${parted}\n  {:debug 1})\n`],
    ["in the options", `(test/run (list\n  (test "a" {1}))\n  {${parted}\n  :debug 1})\n`],
    ["behind the options", `(test/run (list\n  (test "a" {1}))\n  {:debug 1} ${parted}\n)\n`],
  ])("%s", (_, source) => {
    const suite = migrated(listToSuite, source);
    expect(suite).toContain(indented);
    expect(migrated(suiteToList, suite)).toMatch(/; a\n\n\n *; b/);
    const withCrlfLines = migrated(listToSuite, withCrlf(source));
    expect(withCrlfLines).toBe(withCrlf(suite));
  });

  test.each([
    ["in front of the name", `(-> (test/suite ${parted}\n  "S")\n    (test/run))\n`],
    ["in the run", `(-> (test/suite "S")\n    (test/add "a" {1})\n    (test/run ${parted}\n))\n`],
  ])("%s of a pipeline", (_, source) => {
    expect(migrated(suiteToList, source)).toContain(parted);
  });
});

test("blanks of several kinds move to one margin", () => {
  const source = '(test/run (list\n\t(test "a" {1})\n  (test "b" {1})))\n';
  expect(migrated(listToSuite, source)).toContain(
    '\n    (test/add "a" {1})\n    (test/add "b" {1})\n',
  );
});

const run = (test: string, options = ""): string => `(test/run (list\n  ${test})${options})\n`;
const ok = '(test "a" {== 1 1})';

describe("what a list does not let be guessed", () => {
  test.each<readonly [string, string, ...string[]]>([
    ["a broken file", run('(test "a\\q" {== 1 1})'), "refuse read-error 2"],
    ["an async test in a run of others", run('(test-async "a" f)'), "refuse wrong-runner 2"],
    ["a test in an async run", `(test/run-async aio (list ${ok}))`, "refuse wrong-runner 1"],
    ["a test without a body", run('(test "a")'), "refuse wrong-arity 2"],
    ["a test with two bodies", run('(test "a" {1} {2})'), "refuse wrong-arity 2"],
    ["options in front", '(test/run {:debug 1} (list (test "a" {1})))', "refuse list-shape 1"],
    ["options alone", "(test/run {:debug 1})", "refuse list-shape 1"],
    ["three arguments", run(ok, " {:debug 1} 3"), "refuse list-shape 2"],
    ["an odd list of options", run(ok, " {:debug}"), "refuse list-shape 2"],
    ["options by a name", run(ok, " options"), "refuse list-shape 2"],
    ["no options in brackets", run(ok, " {}"), "refuse unknown-option 2"],
    ["a key of another", run(ok, " {:retries 2}"), "refuse unknown-option 2"],
    ["a key twice", run(ok, " {:debug 1 :debug 0}"), "refuse option-conflict 2"],
    ["skipping by a name", run(ok, " {:skip-suite no}"), "refuse option-conflict 2"],
    ["a value that is data", run(ok, " {:debug (f 1)}"), "refuse option-value 2"],
    ["a run in a do", `(do (test/run (list ${ok})))`, "refuse nested-call 1"],
    ["a run in a function", `(fun {go x} {test/run (list ${ok})})`, "refuse nested-call 1"],
    [
      "the runner with a limit",
      `(test/run-with-timeout aio (list ${ok}))`,
      "refuse unknown-runner 1",
    ],
    ["an arrow of its own", `(fun {-> x} {x})\n${run(ok)}`, "refuse shadows-framework 1"],
    ["a test of its own", `(def {test} 1)\n${run(ok)}`, "refuse shadows-framework 1"],
    ["an old registration", `(test/define "o" {1})\n${run(ok)}`, "refuse mixed-styles 2"],
  ])("%s", (_name, source, ...findings) => {
    expect(verdictOn(listToSuite, source)).toEqual(["blocked", ...findings]);
  });

  test.each<readonly [string, string, ...string[]]>([
    ["one name twice", run(`${ok}\n  ${ok}`), "review duplicate-test 3"],
    ["a reason that skips nothing", run(ok, ' {:skip-reason "x"}'), "review option-ignored 2"],
    ["a value by name", run(ok, " {:debug level}"), "review computed-argument 2"],
    [
      "a system that is made",
      `(test/run-async (a) (list))`,
      "review empty-suite 1",
      "review computed-argument 1",
    ],
    ["no tests", "(test/run (list) {:debug 1})", "review empty-suite 1"],
    ["computed names", run('(test (str "a" 1) {== 1 1})')],
    ["a test of that name in a body", run('(test "a" {do (= {test} 1) (== test 1)})')],
  ])("%s is migrated", (_name, source, ...findings) => {
    expect(verdictOn(listToSuite, source)).toEqual(["changed", ...findings]);
  });

  test("what stands behind a run, as the dialect has it", () => {
    const source = `${run(ok)}${run(ok.replace('"a"', '"b"'))}(println "behind")\n`;
    const several = "review several-runs 3";
    expect(verdictOn(listToSuite, source)).toEqual(["changed", several]);
    const january = verdictOn(listToSuite, `${run(ok)}(println "behind")\n`, {
      ...FEBRUARY_2026,
      rules: { ...FEBRUARY_2026.rules, shutdownEndsScript: true },
    });
    expect(january).toEqual(["changed", "review forms-after-run 3"]);
  });
});

describe("a name in the options of a file that others load", () => {
  const loaded = `(load "src/names.valk")\n${run(ok, " {:debug level}")}`;
  const verdict = (source: string, dialect = FEBRUARY_2026, loader = "test/a.valk") => {
    const files = { "test/a.valk": source, "test/all.valk": `(load "${loader}")\n` };
    const project = { ...listedProjectOf(files), dialect };
    const options = { target: "builder" as const };
    const result = migrateFile(listToSuite, source, { path: "test/a.valk", project, options });
    return [result.status, ...result.findings.map(({ code }) => code)];
  };

  test("is looked up before the file runs, where the dialect does so", () => {
    expect(verdict(loaded)).toEqual(["blocked", "option-value"]);
    expect(verdict(loaded, JANUARY_2026)).toEqual(["changed", "computed-argument"]);
    expect(verdict(loaded, FEBRUARY_2026, "test/b.valk")).toEqual(["changed", "computed-argument"]);
  });

  test.each([
    ["the file defines it", `(def {level} 1)\n${loaded}`],
    ["it is code already", loaded.replace("{:debug level}", "(list :debug level)")],
    ["it is no name", loaded.replace("level", "1")],
    ["it stands for itself", loaded.replace("level", "true")],
  ])("but not where %s", (_, source) => {
    expect(verdict(source)[0]).toBe("changed");
  });
});

const pipeline = (...stages: readonly string[]): string =>
  `(-> (test/suite "S")\n${stages.map((stage) => `    ${stage}\n`).join("")}    (test/run))\n`;
const add = '(test/add "a" {== 1 1})';

describe("what a pipeline does not let be guessed", () => {
  test.each<readonly [string, string, ...string[]]>([
    ["a broken file", pipeline('(test/add "a\\q" {1})'), "refuse read-error 2"],
    ["a condition", pipeline("(if c {test/add n b} {test/none})"), "refuse stage-not-a-test 2"],
    [
      "a helper",
      pipeline("(case 1)", "id"),
      "refuse stage-not-a-test 2",
      "refuse stage-not-a-test 3",
    ],
    ["a loop", pipeline("(test/add-all (map f xs))"), "refuse stage-not-a-test 2"],
    ["stages that are no tests", pipeline("(test/add-all (list id))"), "refuse stage-not-a-test 2"],
    ["a list beside tests", pipeline("(test/add-tests more)", add), "refuse stage-not-a-test 2"],
    ["no run", '(-> (test/suite "S") (test/add "a" {1}))', "refuse stage-not-a-test 1"],
    ["a run of something", '(-> (test/suite "S") (test/run x))', "refuse stage-not-a-test 1"],
    ["a suite without a name", "(-> (test/suite) (test/run))", "refuse wrong-arity 1"],
    ["a test without a body", pipeline('(test/add "a")'), "refuse wrong-arity 2"],
    ["a flag without a value", pipeline(add, "(test/debug)"), "refuse wrong-arity 3"],
    ["an async test", pipeline('(test/add-async "a" f)'), "refuse wrong-runner 2"],
    ["a flag twice", pipeline(add, "(test/debug 1)", "(test/debug 0)"), "refuse option-conflict 4"],
    ["a comment in a flag", pipeline(add, "(test/debug ; why\n 1)"), "refuse option-value 4"],
    ["a stage in a function", "(fun {case n} {test/add n {1}})", "refuse nested-call 1"],
    ["a list of its own", `(def {list} 1)\n${pipeline(add)}`, "refuse shadows-framework 1"],
    ["an old registration", `(test/define "o" {1})\n${pipeline(add)}`, "refuse mixed-styles 2"],
  ])("%s", (_name, source, ...findings) => {
    expect(verdictOn(suiteToList, source)).toEqual(["blocked", ...findings]);
  });

  test("a comment in a flag is told where to go", () => {
    const { findings } = migrate(suiteToList, pipeline(add, "(test/debug ; why\n 1)"));
    expect(findings.map(({ hint }) => hint)).toEqual(["move the comment in front of the stage"]);
  });

  test.each<readonly [string, string, ...string[]]>([
    ["no tests", pipeline(), "review empty-suite 1"],
    ["one name twice", pipeline(add, add), "review duplicate-test 3"],
    ["two pipelines", pipeline(add) + pipeline('(test/add "b" {1})'), "review several-runs 4"],
    ["a value that is computed", pipeline(add, "(test/debug (f))"), "review computed-argument 3"],
    [
      "a system that is made",
      '(-> (test/suite "S") (test/add-async "a" f) (test/run-async (aio/start)))',
      "review computed-argument 1",
    ],
  ])("%s is migrated", (_name, source, ...findings) => {
    expect(verdictOn(suiteToList, source)).toEqual(["changed", ...findings]);
  });
});

describe("a suite that is in the other form already, and has no way back", () => {
  const list = '(test/run (list (test "a" {1})) {:suite-name "S"})\n';
  const pipeline = '(-> (test/suite "S") (test/add "a" {1}) (test/run))\n';

  test.each([
    ['(-> (test/suite "P") (helper 1) (test/run))\n', "stage-not-a-test"],
    ['(-> (test/suite "P") (test/add "b") (test/run))\n', "wrong-arity"],
  ])("keeps the lists beside it: %s", (above, code) => {
    expect(verdictOn(listToSuite, above + list)).toEqual(["blocked", `refuse ${code} 1`]);
  });

  test.each([
    ['(test/run (list (test-async "b" (\\ {} {1}))))\n', "wrong-runner"],
    ['(test/run (list (test "b")))\n', "wrong-arity"],
  ])("keeps the pipelines beside it: %s", (above, code) => {
    expect(verdictOn(suiteToList, above + pipeline)).toEqual(["blocked", `refuse ${code} 1`]);
  });

  test("lets pass what has one", () => {
    expect(verdictOn(listToSuite, pipeline + list)[0]).toBe("changed");
    expect(verdictOn(suiteToList, list + pipeline)[0]).toBe("changed");
  });

  test("says of the lists beside it only what keeps them", () => {
    const idle = '(test/run (list (test "a" {1})) {:skip-reason "x"})\n';
    expect(verdictOn(listToSuite, idle)).toEqual(["changed", "review option-ignored 1"]);
    expect(verdictOn(suiteToList, `nil\n${idle}${pipeline}`)).toEqual(["changed"]);
  });
});
