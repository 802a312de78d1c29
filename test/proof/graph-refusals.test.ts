// Groups that prove nothing, however right the new texts look: what their old texts do is in doubt.

import { describe, expect, test } from "vitest";
import { type Files, failuresOf, lines, proveAmongOthers, proveMember } from "./graph-pairs.js";
import { codesOf } from "./migration-pair.js";

const RUNNER = "test/runner.valk";
const PART = "test/part.valk";
const HELPER = "test/helper.valk";

/** A runner of `above`, a load of the part and one test, and a part of `inPart` and one test. */
function group(above = "", inPart = "", files: Files = {}): Files {
  const old = `${inPart}(test/define "p" {1})\n`;
  const now = `${inPart}(fun {part-tests suite} {-> suite\n    (test/add "p" {1})})\n`;
  const head = `${above}(load "${PART}")\n`;
  return {
    [RUNNER]: [
      `${head}(test/define "r" {1})\n(test/run)\n`,
      `${head}(-> (test/suite "Valkyria Test Suite")\n    part-tests\n    (test/add "r" {1})\n    (test/run))\n`,
    ],
    [PART]: [old, now],
    ...files,
  };
}

const CASE = ["(fun {case n b} {test/define n b})\n", "(fun {case n b} {test/add n b})\n"] as const;

/** Whatever was read for other members, the verdict is the same. */
function codes(files: Files, path: string, target: "builder" | "list" = "builder") {
  const result = proveMember(files, path, target);
  expect(proveAmongOthers(files, path, target)).toEqual(result);
  return codesOf(result);
}

describe("what the files load", () => {
  test("the group itself is right, with missing files and harmless loads besides", () => {
    const harmless = lines(
      '(load "missing.valk")',
      "(def {x} 'load)",
      '(fun {later} {load "lib.valk"})',
      "(load ; where",
      '  "lib.valk")',
      "",
    );
    const files = group(harmless, harmless, { "lib.valk": "(def {lib} 1)\n" });
    expect(failuresOf(files)).toEqual([]);
  });

  test.each<[string, Files]>([
    ["a part that loads itself", group("", `(load "${PART}")\n`)],
    ["a part that loads its runner", group("", `(load "./test/../${RUNNER}")\n`)],
    ["a file that runs", group('(load "other.valk")\n', "", { "other.valk": "(test/run)\n" })],
    ["a computed path", group('(load (join "a" "b"))\n')],
    ["a path with an escape", group('(load "a\\tb")\n')],
    ["a load that is handed on", group("(map load paths)\n")],
    ["a part in a function", group(`(fun {f} {load "${PART}"})\n`)],
    ["a part in a condition", group(`(if c {(load "${PART}")} {})\n`)],
    ["a part in a group of forms", group(`(do (print 1) (load "${PART}"))\n`)],
    [
      "a helper module in a function",
      group(`(fun {f} {load "${HELPER}"})\n`, "", { [HELPER]: CASE }),
    ],
    [
      "a module with helpers in a function",
      group('(fun {f} {load "all.valk"})\n', "", {
        "all.valk": `(load "${HELPER}")\n`,
        [HELPER]: CASE,
      }),
    ],
    [
      "a plain file that computes what it loads",
      group('(load "lib.valk")\n', "", { "lib.valk": "(fun {require p} {load p})\n" }),
    ],
    ["a file that cannot be read", group('(load "lib.valk")\n', "", { "lib.valk": "(def\n" })],
    ["a file outside the root", group('(load "../lib.valk")\n')],
    ["a file anywhere", group('(load "/lib.valk")\n')],
  ])("%s", (_, files) => {
    expect([...codes(files, RUNNER), ...codes(files, PART)]).toContain("proof-graph-load");
  });

  test("a part that is loaded after the run", () => {
    const files = group();
    const late = `(test/define "r" {1})\n(test/run)\n(load "${PART}")\n`;
    const now = `(-> (test/suite "Valkyria Test Suite")\n    (test/add "r" {1})\n    (test/run))\n(load "${PART}")\n`;
    expect(codes({ ...files, [RUNNER]: [late, now] }, RUNNER)).toEqual([
      "proof-old-not-understood",
    ]);
  });

  test("a part that is as it was, or that nobody migrates", () => {
    const files = group();
    const [old] = files[PART] ?? [];
    expect(codes({ ...files, [PART]: old ?? "" }, RUNNER)).toEqual(["proof-graph-part"]);
  });
});

describe("what the files say", () => {
  test("a part that names the suite", () => {
    const suite = '(test/suite "P")\n';
    const [old = "", now = ""] = group()[PART] ?? [];
    const files = { ...group(), [PART]: [suite + old, now] as const };
    expect(codes(files, PART)).toEqual(["proof-old-not-understood"]);
  });

  test("a part whose tests the run does not run", () => {
    const [old = "", now = ""] = group()[PART] ?? [];
    const text = (each: string) =>
      each.replace("test/define", "test/async").replace("test/add", "test/add-async");
    const files = { ...group(), [PART]: [text(old), text(now)] as const };
    expect(codes(files, PART)).toEqual([]);
    expect(codes(files, RUNNER)).toEqual(["proof-graph-part"]);
  });

  test("a helper whose tests the run does not run", () => {
    const load = `(load "${HELPER}")\n`;
    const helper = [
      CASE[0].replace("test/define", "test/async"),
      CASE[1].replace("test/add", "test/add-async"),
    ] as const;
    const stage = '(case "x" f)';
    const files: Files = {
      [HELPER]: helper,
      [RUNNER]: [
        `${load}${stage}\n(test/run)\n`,
        `${load}(-> (test/suite "Valkyria Test Suite")\n    ${stage}\n    (test/run))\n`,
      ],
    };
    expect(codes(files, HELPER)).toEqual([]);
    expect(codes(files, RUNNER)).toEqual(["proof-graph-part"]);
  });

  test("a helper module that stays as it is, and whose functions nobody calls", () => {
    const files = group(`(load "${HELPER}")\n`, "", { [HELPER]: CASE[0] });
    expect(failuresOf(files)).toEqual([]);
  });

  test("a helper module that stays as it is, and whose function is called", () => {
    const files = group(`(load "${HELPER}")\n(fun {f n} {case n {1}})\n`, "", {
      [HELPER]: CASE[0],
    });
    expect(codes(files, RUNNER)).toEqual(["proof-graph-part"]);
  });

  test("a part that sets a flag, in the list target", () => {
    const files: Files = {
      [PART]: [
        '(test/debug 1)\n(test/define "a" {1})\n',
        '(fun {part-tests} {list\n    (test "a" {1})})\n',
      ],
    };
    expect(codes(files, PART, "list")).toEqual(["proof-flags"]);
  });

  test.each(["(if (== 1 1) {(= {y} 1)} {1})", "(do (= {y} 1) y)"])(
    "a part that binds a name where it registers: %s",
    (name) => {
      const files: Files = {
        [PART]: [
          `(test/define ${name} {1})\n`,
          `(fun {part-tests suite} {-> suite\n    (test/add ${name} {1})})\n`,
        ],
      };
      expect(codes(files, PART)).toEqual(["proof-graph-names"]);
    },
  );

  test("a body may bind what it wants", () => {
    const files: Files = {
      [PART]: [
        '(test/define "a" {do (= {y} 1) (== y 1)})\n',
        '(fun {part-tests suite} {-> suite\n    (test/add "a" {do (= {y} 1) (== y 1)})})\n',
      ],
    };
    expect(codes(files, PART)).toEqual([]);
  });

  test("a file that has nothing to do with tests, and the framework", () => {
    const framework = "(fun {test/suite n} {n})\n(def {test/run} 1)\n";
    expect(codes({ "lib.valk": ["(def {x} 1)\n", "(def {x} 1)\n"] }, "lib.valk")).toEqual([
      "proof-old-not-understood",
    ]);
    expect(codes({ "test.valk": [framework, framework] }, "test.valk")).toEqual([
      "proof-old-not-understood",
    ]);
  });
});

describe("names that mean more than one thing", () => {
  const load = `(load "${HELPER}")\n`;
  const withHelper = (above: string, inPart: string, files: Files = {}) =>
    group(above, inPart, { [HELPER]: CASE, ...files });

  test("a helper module that several files load is right", () => {
    expect(failuresOf(withHelper(load, load))).toEqual([]);
  });

  test("a helper may have the name of what a plain file has defined before", () => {
    const earlier = { "b.valk": "(fun {case x & cs} {x})\n" };
    const files = withHelper(`(load "b.valk")\n${load}`, load, earlier);
    expect(failuresOf(files)).toEqual([]);
  });

  test.each<[string, Files, string]>([
    [
      "a helper that the loader defines as well",
      withHelper(`${load}(fun {case n b} {1})\n`, ""),
      RUNNER,
    ],
    [
      "a helper that two loaded files define",
      withHelper(`${load}(load "b.valk")\n`, "", { "b.valk": CASE }),
      RUNNER,
    ],
    [
      "a helper that a plain file redefines",
      withHelper(`${load}(load "b.valk")\n`, "", { "b.valk": "(def {a case} 1 2)\n" }),
      RUNNER,
    ],
    [
      "a helper that a function redefines",
      withHelper(`${load}(load "b.valk")\n`, "", { "b.valk": "(fun {f} {def {case} 1})\n" }),
      RUNNER,
    ],
    [
      "a helper that a plain file redefines when it is called",
      withHelper(`(load "b.valk")\n${load}`, "", { "b.valk": "(fun {f} {def {case} 1})\n" }),
      RUNNER,
    ],
    [
      "a helper that a plain file has before, and defines again",
      withHelper(`(load "b.valk")\n${load}(load "b.valk")\n`, "", {
        "b.valk": "(fun {case x} {x})\n",
      }),
      RUNNER,
    ],
    [
      "a helper that a plain file has before, and calls itself",
      withHelper(`(load "b.valk")\n${load}`, "", {
        "b.valk": "(fun {case x} {x})\n(fun {f} {case 1})\n",
      }),
      RUNNER,
    ],
    ["a part that calls a helper of its loader", withHelper(load, '(case "hidden" {1})\n'), RUNNER],
    [
      "a plain file that calls a helper",
      withHelper(`${load}(load "b.valk")\n`, "", { "b.valk": '(fun {f} {case "hidden" {1}})\n' }),
      RUNNER,
    ],
    [
      "a plain file that defines what the framework does",
      withHelper(`${load}(load "b.valk")\n`, "", { "b.valk": "(fun {-> x} {x})\n" }),
      RUNNER,
    ],
    [
      "a framework that uses the name of the part's function",
      group('(load "f.valk")\n', "", {
        "f.valk": [
          "(fun {test/suite n} {n})\n(def {test/run} 1)\n",
          "(fun {test/suite n} {n})\n(def {test/run} 1)\n(def {part-tests} 1)\n",
        ],
      }),
      RUNNER,
    ],
  ])("%s", (_, files, path) => {
    expect(codes(files, path)).toContain("proof-graph-names");
  });

  test("a part that calls what its loader defines", () => {
    const files = group(CASE[0], '(case "hidden" {1})\n');
    const [old = "", now = ""] = files[RUNNER] ?? [];
    const migrated = [old, now.replace("test/define", "test/add")] as const;
    expect(codes({ ...files, [RUNNER]: migrated }, RUNNER)).toEqual(["proof-graph-names"]);
  });

  test("a test whose body calls a helper", () => {
    const files = withHelper(load, load);
    const change = (text: string) => text.replace('"r" {1}', '"r" {(case "x" {1})}');
    const [old = "", now = ""] = files[RUNNER] ?? [];
    expect(codes({ ...files, [RUNNER]: [change(old), change(now)] }, RUNNER)).toEqual([
      "proof-old-not-understood",
    ]);
  });

  test("a helper whose effect is lost, in a file that is loaded", () => {
    const lossy = "(fun {two n} {list (test/define n {1}) (test/define n {2})})\n";
    const files = group('(load "b.valk")\n', "", { "b.valk": lossy });
    expect(codes(files, RUNNER)).toEqual(["proof-old-not-understood"]);
  });
});

describe("names that a registration reads", () => {
  /** A runner that loads two files of one test each, and then has forms of its own. */
  function twoParts(one: string, two: string, below = "", files: Files = {}): Files {
    const part = (name: string, above: string, test: string): readonly [string, string] => [
      `${above}(test/define ${test})\n`,
      `${above}(fun {${name}-tests suite} {-> suite\n    (test/add ${test})})\n`,
    ];
    const loads = '(load "one.valk")\n(load "two.valk")\n';
    return {
      "one.valk": part("one", one, '(label "a") {== port 1}'),
      "two.valk": part("two", two, '"b" {== (label "b") port}'),
      [RUNNER]: [
        `${loads}${below}(test/run)\n`,
        `${loads}${below}(-> (test/suite "Valkyria Test Suite")\n    one-tests\n    two-tests\n    (test/run))\n`,
      ],
      ...files,
    };
  }
  const LABEL = "(fun {label n} {join prefix n})\n";
  const BASE = '(def {prefix} "p")\n';

  test("may be bound again by the same form, and by others where only bodies read them", () => {
    const library = { "lib.valk": BASE + LABEL };
    const load = '(load "lib.valk")\n';
    expect(failuresOf(twoParts(load, load, load, library))).toEqual([]);
    const ports = twoParts(`${load}(def {port} 1)\n`, "(def {port} 2)\n", "", library);
    expect(failuresOf(ports)).toEqual([]);
  });

  test("may be bound by a function's parameters, and in quoted lists", () => {
    const label = "(fun {label n} {map (\\ {prefix} {join prefix n}) {1 2}})\n";
    expect(failuresOf(twoParts(label, BASE, "{def {label} 1}\n(def {n} 1)\n"))).toEqual([]);
  });

  test.each<[string, Files]>([
    ["a function that the next part defines as well", twoParts(BASE + LABEL, LABEL)],
    ["what the function reads", twoParts(BASE + LABEL, BASE)],
    ["a name that the runner binds later", twoParts(BASE + LABEL, "", "(= {prefix} 1)\n")],
    [
      "a function with a value",
      twoParts(`${BASE}(def {label} (\\ {n} {if n {join prefix n} {n}}))\n`, BASE),
    ],
    ["a name that is only bound later", twoParts(LABEL, BASE)],
    [
      "a file that is loaded again after another",
      twoParts('(load "x.valk")\n(load "y.valk")\n', '(load "x.valk")\n', "", {
        "x.valk": BASE + LABEL,
        "y.valk": LABEL,
      }),
    ],
  ])("may not be bound otherwise later on: %s", (_, files) => {
    expect(codes(files, RUNNER)).toEqual(["proof-graph-names"]);
  });

  test.each<[string, Files]>([
    [
      "by a function that the runner calls",
      twoParts(`${BASE}${LABEL}`, "(fun {set p} {def {prefix} p})\n", '(set "q")\n'),
    ],
    [
      "by a function of a function",
      twoParts(
        `${BASE}${LABEL}`,
        "(fun {set p} {def {prefix} p})\n(fun {reset p} {set p})\n",
        '(map reset (list "q"))\n',
      ),
    ],
    ["by a lambda", twoParts(`${BASE}${LABEL}`, '(map (\\ {x} {def {prefix} x}) (list "q"))\n')],
    [
      "where it is an atom",
      twoParts("(def {i} (atom 0))\n(fun {label n} {str n (atom/get i)})\n", "(atom/add! i 1)\n"),
    ],
  ])("may not be changed later on: %s", (_, files) => {
    expect(codes(files, RUNNER)).toEqual(["proof-evaluated-later"]);
  });

  test("may be changed by what nobody calls", () => {
    const files = twoParts(`${BASE}${LABEL}`, "(fun {set p} {def {prefix} p})\n", "(def {q} 1)\n");
    expect(failuresOf(files)).toEqual([]);
  });

  test("nor what a helper's call, a flag or a loop reads", () => {
    const above = "(def {x} 1)\n(fun {case n} {test/define n {1}})\n";
    const stages = [
      "(case (join x))",
      "(test/debug x)",
      "(map (\\ {n} {test/define (f n x) {1}}) {1})",
    ];
    const later = "(def {x} 2)\n";
    for (const stage of stages) {
      const now = stage
        .replace("test/define", "test/add")
        .replace(/^\(map.*$/, "(test/add-all $&)");
      const file = (below: string): Files => ({
        [RUNNER]: [
          `${above}${stage}\n${below}(test/run)\n`,
          `${above.replace("test/define", "test/add")}${below}(-> (test/suite "Valkyria Test Suite")\n    ${now}\n    (test/run))\n`,
        ],
      });
      expect(codes(file(""), RUNNER)).toEqual([]);
      expect(codes(file(later), RUNNER)).toEqual(["proof-graph-names"]);
    }
  });

  test("loads that would never end", () => {
    const chain = Array.from({ length: 30 }, (_, at) => [
      `${at}.valk`,
      `(load "${at + 1}.valk")\n(load "${at + 1}.valk")\n`,
    ]);
    const files = group('(load "0.valk")\n', "", { ...Object.fromEntries(chain) });
    const last = { ...files, "30.valk": "(def {x} 1)\n" };
    expect(codes(last, RUNNER)).toEqual(["proof-graph-load"]);
  });

  test("a file that defines the framework and registers by it", () => {
    const framework = '(fun {test/suite n} {n})\n(def {test/run} 1)\n(test/define "x" {1})\n';
    const files = group('(load "f.valk")\n', "", { "f.valk": framework });
    expect(codes(files, RUNNER)).toEqual(["proof-graph-names"]);
  });
});
