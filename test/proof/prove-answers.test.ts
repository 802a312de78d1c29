import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { glanceAt, mayCall } from "../../src/program/glance.js";
import { findMissedAnswers, type MissedAnswer } from "../../src/proof/prove-answers.js";
import { type AnswerReading, readAnswers } from "../../src/proof/read-answers.js";

type Files = Readonly<Record<string, string>>;

const MODULE = "src/modules/test.valk";
const LOAD = `(load "${MODULE}")\n`;

const OLD = `(def {*registry*} {})
(fun {test/suite name} {name})
(fun {test/define name body} {name})
(fun {test/debug on} {on})
(fun {test/run & args} {args})
`;
const FINAL = `(fun {-> value & stages} {value})
(fun {test/suite name} {name})
(fun {test/add name body suite} {suite})
(fun {test/add-all stages suite} {suite})
(fun {test/none suite} {suite})
(fun {test/debug on suite} {suite})
(def {test/run} (\\ {suite} {suite}))
(fun {test/run-async aio suite} {suite})
`;
const LISTS = `(fun {test name body} {list name body})
(fun {test/suite ctx name} {ctx})
(fun {test/run & args} {args})
`;
const PIPELINE = `${LOAD}(-> (test/suite "S")
    (test/debug 1) ; loud
    (test/add "a" {1})
    (test/add-all (list (test/add "b" {2})))
    test/none
    (helper "c")
    (test/run))
`;
const LIST = `${LOAD}(test/run (list (test "a" {1}) (helper "b")) {:suite-name "S"})\n`;
const OLD_FILE = `${LOAD}(test/suite "S")\n(test/define "a" {1})\n(test/run)\n`;

function readingOf(text: string): AnswerReading {
  return readAnswers(text) as AnswerReading;
}

/** What is missed where `changed` files have new texts and all others stay, on `after` for modules. */
function missed(files: Files, changed: Files, after: Files = files): readonly MissedAnswer[] {
  return findMissedAnswers({
    changed: new Map(Object.entries(changed).map(([path, text]) => [path, readingOf(text)])),
    modules: Object.keys(after).filter((path) => after[path] !== files[path] && !(path in changed)),
    others: Object.keys(files).filter((path) => !(path in changed)),
    before: (path) => files[path],
    after: (path) => after[path] ?? files[path],
  });
}

describe("what a file calls", () => {
  test.each<[string, string, readonly string[]]>([
    [
      "a pipeline",
      PIPELINE,
      [
        ...["->/7", "test/add-all/2", "test/add/3", "test/debug/2", "test/none/1", "test/run/1"],
        "test/suite/1",
      ],
    ],
    ["a list", LIST, ["test/2", "test/run/2"]],
    ["an empty list", "(test/run {} {:debug 1})", ["test/2", "test/run/2"]],
    ["a computed list", "(test/run (join a b) {:debug 1})", ["test/2", "test/run/2"]],
    ["an asynchronous list", "(test/run-async aio {} {})", ["test-async/2", "test/run-async/3"]],
    ["an old run with an argument", "(test/run {})", ["test/run/1"]],
    ["an old run with what is no list", '(test/run "all" 1)', ["test/run/2"]],
    ["an old asynchronous run", "(test/run-async aio {})", ["test/run-async/2"]],
    ["old calls", OLD_FILE, ["test/define/2", "test/run/0", "test/suite/1"]],
    ["a pipeline of something else", "(-> 1 (+ 1))", []],
    ["nothing of the test API", '(print "a") 5', []],
  ])("%s", (_, text, expected) => {
    expect([...readingOf(text).calls].sort()).toEqual(expected);
  });

  test("and brings, in order", () => {
    expect(
      readingOf('(load "a.valk")\n(fun {f x & y} {x})\n(def {g} 1)\n(def {h} (\\ {x} {x}))').brings,
    ).toEqual([
      { kind: "load", path: "a.valk" },
      { kind: "definition", name: "f", parameters: 1, takesMore: true },
      { kind: "definition", name: "g", parameters: undefined, takesMore: true },
      { kind: "definition", name: "h", parameters: 1, takesMore: false },
    ]);
    expect(readingOf("(def x 1) (fun {} {1}) (def {h} (\\))").brings).toEqual([
      { kind: "definition", name: "h", parameters: 0, takesMore: false },
    ]);
    expect(readAnswers("(")).toBeUndefined();
  });
});

describe("the proof of a run", () => {
  test("holds where the module answers", () => {
    expect(missed({ [MODULE]: FINAL }, { "a.valk": PIPELINE })).toEqual([]);
    expect(missed({ [MODULE]: LISTS }, { "a.valk": LIST })).toEqual([]);
  });

  test.each<[string, string, string, readonly string[]]>([
    ["pipelines on lists", LISTS, PIPELINE, ["->/7", "test/add-all/2", "test/add/3"]],
    ["lists on the final module", FINAL, LIST, ["test/2", "test/run/2"]],
    ["a stage less", FINAL.replace("test/add name", "test/other name"), PIPELINE, ["test/add/3"]],
    ["too few arguments", FINAL.replace("name body suite", "name suite"), PIPELINE, ["test/add/3"]],
  ])("rejects %s", (_, module, text, expected) => {
    const [found] = missed({ [MODULE]: module }, { "a.valk": text });
    expect(found?.path).toBe("a.valk");
    expect(found?.calls).toEqual(expect.arrayContaining([...expected]));
  });

  test("rejects a list without a test on a registry, whose run takes it and does not look at it", () => {
    for (const list of ["{}", "(list)", "(join (cases))"]) {
      const text = `${LOAD}(test/run ${list} {:expected-exit 1})\n`;
      expect(missed({ [MODULE]: OLD }, { "a.valk": text })[0]?.calls).toEqual(["test/2"]);
      expect(missed({ [MODULE]: LISTS }, { "a.valk": text })).toEqual([]);
    }
  });

  test.each([
    ["", ""],
    ["with a flag that sets nothing", "(test/debug)"],
  ])("rejects a module that takes from others what they call %s", (_, flag) => {
    const files = { [MODULE]: OLD, "late.valk": `${OLD_FILE}${flag}` };
    expect(missed(files, { "a.valk": PIPELINE }, { [MODULE]: FINAL })).toEqual([
      { path: "late.valk", calls: ["test/define/2", "test/run/0"] },
    ]);
    expect(missed(files, { "late.valk": PIPELINE }, { [MODULE]: FINAL })).toEqual([]);
  });

  test("says nothing of what was missed before", () => {
    const files = {
      [MODULE]: LISTS,
      "early.valk": PIPELINE,
      "lib.valk": "(fun {f} {1})",
      "bad.valk": "(",
    };
    expect(missed(files, {}, { [MODULE]: `${LISTS}; more\n` })).toEqual([]);
  });

  test("follows loads in their order, through other files and circles", () => {
    const through = PIPELINE.replace(LOAD, '(load "test/all.valk")\n');
    const files = {
      [MODULE]: FINAL,
      "old.valk": OLD,
      "test/all.valk": `(load "old.valk")\n(load "test/all.valk")\n(load "gone.valk")\n${LOAD}`,
    };
    expect(missed(files, { "a.valk": through })).toEqual([]);
    const reversed = { ...files, "test/all.valk": `${LOAD}(load "old.valk")\n` };
    expect(missed(reversed, { "a.valk": through })[0]?.calls).toEqual(["test/debug/2"]);
  });

  test("judges nobody who neither registers nor runs anything", () => {
    const idle = `${LOAD}(test/suite "S")\n(test/debug 1)\n`;
    const old = `${OLD}(fun {test/debug on} {on})\n`;
    const files = { [MODULE]: old, "idle.valk": idle, "runs.valk": `${idle}(test/run)\n` };
    expect(missed(files, {}, { [MODULE]: FINAL })).toEqual([
      { path: "runs.valk", calls: ["test/debug/1", "test/run/0"] },
    ]);
  });

  test("counts a suite's name or a flag of an old file only where something registers", () => {
    const layered = `${LISTS}(fun {test/suite & args} {args})\n(fun {-> value & stages} {value})\n`;
    const old = `${LOAD}(load "test/lib.valk")\n(test/suite "S")\n(case "a")\n(test/run {})\n`;
    const files = { [MODULE]: layered, "old.valk": old };
    expect(missed(files, {}, { [MODULE]: LISTS })).toEqual([]);
    const registering = { ...files, [MODULE]: `${layered}(fun {test/define name body} {name})\n` };
    const after = { [MODULE]: `${LISTS}(fun {test/define name body} {name})\n` };
    expect(missed(registering, {}, after)).toEqual([{ path: "old.valk", calls: ["test/suite/1"] }]);
    const pipeline = `${LOAD}(-> (test/suite "S") (test/run))\n`;
    const piped = { [MODULE]: layered, "new.valk": pipeline };
    expect(missed(piped, {}, { [MODULE]: LISTS })).toEqual([
      { path: "new.valk", calls: ["->/2", "test/suite/1"] },
    ]);
  });

  test("judges nobody who may load more than is seen, or who is run by others", () => {
    const files = { [MODULE]: OLD };
    expect(missed(files, { "a.valk": `${PIPELINE}(load (str "x" y))\n` })).toEqual([]);
    expect(missed(files, { "a.valk": PIPELINE.replace(LOAD, "") })).toEqual([]);
  });
});

describe("files that stay are only read where they may miss something", () => {
  const DEFINITIONS = [
    "(fun {test/suite name} {name})",
    "(fun {test/suite & names} {names})",
    "(def {test/suite} suite)",
    "(fun {test/run & args} {args})",
    "(fun {test/run suite} {suite})",
    "(fun {test/define name body} {name})",
    "(fun {test/define & args} {args})",
    "(fun {test/define name & more} {name})",
    "(fun {test/add name body suite} {suite})",
    "(fun {-> value & stages} {value})",
    "(fun {test name body} {list name body})",
    '(load "lib.valk")',
    '(load "gone.valk")',
    "(load path)",
  ];
  const CALLS = [
    '(test/suite "S")',
    '(test/define "a" {1})',
    "(test/run)",
    '(test/run (list (test "a" {1})) {})',
    '(-> (test/suite "S") (test/add "a" {1}) (test/run))',
  ];
  const some = (choices: readonly string[]) =>
    fc
      .subarray([...choices], { minLength: 1 })
      .chain((chosen) =>
        fc.shuffledSubarray(chosen, { minLength: chosen.length }).map((lines) => lines.join("\n")),
      );
  const loads = some([`(load "${MODULE}")`, '(load "lib.valk")', '(load "b.valk")']);
  const stayingFile = fc.tuple(loads, some(CALLS)).map((parts) => parts.join("\n"));

  test("and are judged as if all were read", () => {
    const definitions = some(DEFINITIONS);
    const worlds = fc.record({
      module: fc.tuple(definitions, definitions),
      changed: fc.tuple(definitions, definitions),
      lib: definitions,
      others: fc.array(stayingFile, { minLength: 3, maxLength: 5 }),
    });
    let isMissed = false;
    fc.assert(
      fc.property(worlds, ({ module, changed, lib, others }) => {
        const staying = Object.fromEntries(others.map((text, index) => [`o${index}.valk`, text]));
        const files: Files = {
          [MODULE]: module[0],
          "b.valk": changed[0],
          "lib.valk": lib,
          ...staying,
        };
        const judge = (paths: readonly string[]) =>
          findMissedAnswers({
            changed: new Map([["b.valk", readingOf(changed[1])]]),
            modules: [MODULE],
            others: paths,
            before: (path) => files[path],
            after: (path) => (path === MODULE ? module[1] : files[path]),
            mayCall: (path, names) => mayCall(names, glanceAt(files[path] ?? "")),
          }).filter(({ path }) => path !== "b.valk");
        // No more files than change: all of them are read.
        const alone = Object.keys(staying).flatMap((path) => judge([path]));
        isMissed ||= alone.length > 0;
        expect(judge(Object.keys(staying))).toEqual(alone);
      }),
      { numRuns: 1000 },
    );
    expect(isMissed).toBe(true);
  });

  test("reads none of them where the module answers as much as before", () => {
    const before: Files = { [MODULE]: OLD, "a.valk": OLD_FILE };
    const asked: string[] = [];
    const paths = Array.from({ length: 9 }, (_, index) => `o${index}.valk`);
    const found = findMissedAnswers({
      changed: new Map(),
      modules: [MODULE],
      others: paths,
      before: (path) => {
        asked.push(path);
        return before[path] ?? OLD_FILE;
      },
      after: (path) => `${before[path]}(def {more} 1)\n`,
    });
    expect(found).toEqual([]);
    expect(asked).toEqual([MODULE]);
  });
});
