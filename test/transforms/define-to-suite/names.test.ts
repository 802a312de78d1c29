// Names that files bind for themselves, beside the names that a migration writes and that modules use:
// each kind is either refused, with a finding that says so, or does the same before and after.

import { describe, expect, test } from "vitest";
import { makeFormCache } from "../../../src/evaluator/script.js";
import type { Target } from "./fixtures.js";
import { type Files, MODULES, outcomes, planRepository } from "./graph-fixtures.js";

const RUNNER = "test/test_it.valk";
const LOADS = '(load "src/prelude.valk")\n(load "src/modules/test.valk")\n';
const AGAIN = '(load "src/modules/test.valk")\n';
const TESTS = '(test/define "adds" {== (+ 1 2) 3})\n(test/define "fails" {== 1 2})\n';

/** An old module that uses no more than the real one does, so that files may have what they have there. */
const OLD_MODULE = `(def {*test-registry* *test-suite-name* *test-skip-suite*} {} "none" 0)
(fun {test/suite name} {def {*test-suite-name*} name})
(fun {test/define name body} {
  def {*test-registry*} (join *test-registry* (list (list name body)))
})
(fun {test/skip reason} {def {*test-skip-suite*} 1})
(fun {test/debug enabled} {def {*test-debug*} enabled})
(fun {test/assert holds message} {if holds {1} {error message}})
(fun {*test-run-one* test} {
  do
    (= {test-name} (eval (head test)))
    (= {test-body} (head (tail test)))
    (if (== *test-skip-suite* 1)
      {printf "⏭️  %s...  SKIP\\n" test-name}
      {do
        (= {result} (eval test-body))
        (if (== result true)
          {printf "✅ %s...  PASS : in 1(µs)\\n" test-name}
          {printf "❌ %s...  FAIL : in 1(µs)\\n" test-name})})
})
(fun {*test-each* tests} {
  if (== tests {}) {{}} {do (*test-run-one* (head tests)) (*test-each* (tail tests))}
})
(fun {test/run & args} {
  do
    (printf "🧪 [%ld/%ld] %s\\n" (len *test-registry*) (len *test-registry*) *test-suite-name*)
    (*test-each* *test-registry*)
    (printf "\\n🏁 Test Results: ✨ All 1 tests passed! ✨\\n")
    (shutdown 0)
})
`;

/** The runner of the list target as far as these files need it. */
const LIST_RUNNER = `${MODULES.final}
(fun {test name body} {list name body})
(fun {test/run tests & options} {
  test/impl/run-tests test/run-one
    (if (== options {}) {"none"} {test/impl/get (head options) :suite-name})
    tests
    (test/impl/set (test/context-new) :skip
      (if (== options {}) {{}}
        {if (== (test/impl/get (head options) :skip-suite) 1) {list "why"} {{}}}))
})
`;

const runner = (forms: string): string =>
  `${LOADS}(test/suite "Names")\n${forms}\n${TESTS}(test/run {})\n`;
const withHelper = (forms: string, helper: string): Files => ({
  [RUNNER]: runner(`(load "lib/helper.valk")\n${forms}`),
  "lib/helper.valk": helper,
});

const cache = makeFormCache();

/** "equal", or the codes of the findings that refuse the runner. */
function outcomeOf(files: Files, target: Target): string {
  const { results } = planRepository(files, target);
  const own = results.find(({ path }) => path === RUNNER);
  if (own?.status === "blocked") {
    const refused = own.findings.filter(({ severity }) => severity === "refuse");
    return [...new Set(refused.map(({ code }) => code))].join(" ");
  }
  if (own?.status !== "changed") {
    return JSON.stringify(own);
  }
  const after = Object.fromEntries(
    results.flatMap((file) => (file.status === "changed" ? [[file.path, file.newText]] : [])),
  );
  const before = outcomes(RUNNER, files, OLD_MODULE, cache);
  expect(before.length).toBeGreaterThan(1);
  for (const module of target === "list" ? [LIST_RUNNER] : [MODULES.final, MODULES.compat]) {
    expect(outcomes(RUNNER, { ...files, ...after }, module, cache)).toEqual(before);
  }
  return "equal";
}

type Row = readonly [name: string, files: Files, builder: string, list: string];

const alone = (forms: string): Files => ({ [RUNNER]: runner(forms) });
const helperOf = (name: string): string => `(fun {${name} & xs} {5})\n`;

const FREE = ["foldl", "plist/get", "plist/set", "select", "otherwise", "make-string", "id", "str"];
const LIST_ONLY: ReadonlySet<string> = new Set(["foldl", "plist/get", "plist/set", "str"]);
const USED = ["len", "list", "map", "head", "true", "nil", "printf", "do", "time-us"];
const API = ["test/add", "test/none", "test/add-all", "test/impl/fold", "test/define"];

const rebound = (name: string, builder: string, list: string): readonly Row[] => [
  [`${name}, by the file`, alone(`(def {${name}} 5)`), builder, list],
  [
    `${name}, in a function of the file`,
    alone(`(fun {change} {do (def {${name}} 5)})`),
    builder,
    list,
  ],
  [`${name}, by a body`, alone(`(test/define "0" {do (def {${name}} 5) 1})`), builder, list],
  [`${name}, by a loaded file`, withHelper("", helperOf(name)), builder, list],
  [
    `${name}, by a file that is loaded deep down, in a branch`,
    {
      ...withHelper("", '(load "lib/inner.valk")\n'),
      "lib/inner.valk": '(if 1 {load "lib/last.valk"} {})\n',
      "lib/last.valk": `(fun {change} {def {${name}} 5})\n`,
    },
    builder,
    list,
  ],
];

const REBOUND: readonly Row[] = [
  ...FREE.flatMap((name) =>
    rebound(name, "equal", LIST_ONLY.has(name) ? "runner-rebound" : "equal"),
  ),
  ...USED.flatMap((name) => rebound(name, "runner-rebound", "runner-rebound")),
  ...API.flatMap((name) => {
    // Only the list target takes a stage of a helper for a file that was migrated by itself.
    return rebound(name, "shadows-framework", "shadows-framework");
  }),
  ["-> by a loaded file", withHelper("", helperOf("->")), "shadows-framework", "equal"],
  ["test by a loaded file", withHelper("", helperOf("test")), "equal", "shadows-framework"],
  [
    "data that looks like a definition",
    alone("(def {template} {fun {map f xs} {xs}})\n'(def {list} 5)"),
    "equal",
    "equal",
  ],
  ["a local of a function", alone("(fun {f n} {do (= {list} n) list})"), "equal", "equal"],
  ["a local of a body", alone('(test/define "0" {do (= {list} 5) (== list 5)})'), "equal", "equal"],
  ["a parameter", alone("(fun {f list len} {+ list len})"), "equal", "equal"],
  ["by = at top level", alone("(= {len} 5)"), "runner-rebound", "runner-rebound"],
  [
    "by = in a branch at top level",
    alone("(if 1 {do (= {len} 5)} {})"),
    "runner-rebound",
    "runner-rebound",
  ],
  [
    "a local of a body that the runner reads",
    alone('(test/define "0" {do (= {printf} 5) 1})'),
    "runner-rebound",
    "runner-rebound",
  ],
  ["assertions of a loaded file", withHelper("", helperOf("test/assert")), "equal", "equal"],
];

const CAPTURED: readonly Row[] = [
  [
    "id as a parameter",
    alone('(fun {mk id b} {if 0 {test/define id b} {}})\n(mk "0" {1})'),
    "equal",
    "equal",
  ],
  [
    "id as a global",
    alone('(def {id} 5)\n(if 0 {test/define "0" {1}} {print "no"})'),
    "equal",
    "equal",
  ],
  [
    "do as a parameter, where it is written",
    alone('(fun {mk do b} {if 1 {test/define do b} {print "no"}})\n(mk "0" {1})'),
    "captured-name",
    "captured-name",
  ],
  [
    "do as a parameter, where it is not",
    alone('(fun {mk do b} {if 1 {test/define do b} {}})\n(mk "0" {1})'),
    "equal",
    "equal",
  ],
  [
    "list as a parameter",
    alone('(fun {mk list b} {test/define list b})\n(mk "0" {1})'),
    "equal",
    "captured-name",
  ],
  [
    "test as a parameter",
    alone('(fun {mk test b} {test/define test b})\n(mk "0" {1})'),
    "equal",
    "captured-name",
  ],
  [
    "list as a local",
    alone('(fun {mk n b} {do (= {list} n) (test/define list b)})\n(mk "0" {1})'),
    "equal",
    "captured-name",
  ],
  [
    "join around a loop",
    alone('(fun {all join} {map (\\ {n} {test/define n {1}}) join})\n(all {"0" "1"})'),
    "equal",
    "captured-name",
  ],
  [
    "foldl in the function that makes the loop's function",
    alone('(map (\\ {foldl} {test/define foldl {1}}) {"0" "1"})'),
    "equal",
    "equal",
  ],
  [
    "map as a parameter",
    alone('(fun {all map} {map (\\ {n} {test/define n {1}}) {"0"}})\n(all (\\ {f xs} {f "own"}))'),
    "captured-name",
    "captured-name",
  ],
  [
    "a function that registers as a parameter",
    alone('(fun {mk n} {test/define n {1}})\n(fun {both mk} {do (print "x") (mk "0")})'),
    "captured-name",
    "captured-name",
  ],
  [
    "let as a function of the file",
    alone('(fun {let code} {eval code})\n(let {test/define "0" {1}})'),
    "captured-name",
    "captured-name",
  ],
  [
    "let as a function of a loaded file",
    withHelper('(let {test/define "0" {1}})', "(fun {let code} {eval code})\n"),
    "captured-name",
    "captured-name",
  ],
  [
    "let as a function of the file that loads the call",
    {
      [RUNNER]: `${LOADS}(fun {let code} {eval code})\n(load "lib/helper.valk")\n${TESTS}(test/run)\n`,
      "lib/helper.valk": '(let {test/define "0" {1}})\n',
    },
    "captured-name",
    "captured-name",
  ],
  [
    "what map calls, of the file that loads who loads the loop",
    {
      [RUNNER]: `${LOADS}(fun {foldl xs f acc} {acc})\n(load "lib/helper.valk")\n${TESTS}(test/run)\n`,
      "lib/helper.valk": '(load "lib/loop.valk")\n',
      "lib/loop.valk": '(map (\\ {n} {test/define n {1}}) {"0" "1"})\n',
    },
    "captured-name",
    "runner-rebound",
  ],
];

const LOCALS: readonly Row[] = [
  [
    "reads a local of both runners",
    alone('(test/define "0" {== test-name "0"})'),
    "old-locals",
    "old-locals",
  ],
  [
    "renames its test",
    alone('(test/define "0" {do (= {test-name} "1") 1})'),
    "old-locals",
    "old-locals",
  ],
  [
    "binds the body, which nobody reads",
    alone('(test/define "0" {do (= {test-body} 5) 1})'),
    "equal",
    "equal",
  ],
  ["reads a global", alone('(def {ctx} 5)\n(test/define "0" {== ctx 5})'), "equal", "old-locals"],
  [
    "binds what the list runner reads",
    alone('(test/define "0" {do (= {ctx} 5) 1})'),
    "equal",
    "old-locals",
  ],
];

const helperFile = `${AGAIN}(fun {mk n} {test/define n {1}})\n`;
const part = `${AGAIN}(test/define "part" {1})\n`;

const RELOADED: readonly Row[] = [
  [
    "after a test",
    alone(`(test/define "0" {1})\n${AGAIN}`),
    "framework-reloaded",
    "framework-reloaded",
  ],
  ["after a flag", alone(`(test/debug 1)\n${AGAIN}`), "framework-reloaded", "framework-reloaded"],
  ["after the suite's name", alone(AGAIN), "framework-reloaded", "framework-reloaded"],
  [
    "in a branch",
    alone('(if 1 {load "src/modules/test.valk"} {})'),
    "framework-reloaded",
    "framework-reloaded",
  ],
  [
    "in a body",
    alone('(test/define "0" {do (load "src/modules/test.valk") 1})'),
    "framework-reloaded",
    "framework-reloaded",
  ],
  [
    "in a function",
    alone('(fun {again} {load "src/modules/test.valk"})'),
    "framework-reloaded",
    "framework-reloaded",
  ],
  ["by a helper", withHelper('(mk "0")', helperFile), "framework-reloaded", "framework-reloaded"],
  ["by a part", withHelper("", part), "framework-reloaded", "framework-reloaded"],
  ["by a plain file", withHelper("", AGAIN), "framework-reloaded", "framework-reloaded"],
  [
    "by a function of a loaded file",
    {
      [RUNNER]: `${LOADS}(load "lib/helper.valk")\n${TESTS}(test/run)\n`,
      "lib/helper.valk": '(fun {again} {load "src/modules/test.valk"})\n',
    },
    "framework-reloaded",
    "framework-reloaded",
  ],
  [
    "by the second of two parts",
    {
      [RUNNER]: `${LOADS}(load "lib/helper.valk")\n(load "lib/other.valk")\n${TESTS}(test/run)\n`,
      "lib/helper.valk": part,
      "lib/other.valk": part.replace('"part"', '"other"'),
    },
    "framework-reloaded",
    "framework-reloaded",
  ],
  [
    "by a helper below the call of another",
    {
      [RUNNER]: `${LOADS}(load "lib/helper.valk")\n(mk "0")\n(load "lib/other.valk")\n${TESTS}(test/run)\n`,
      "lib/helper.valk": helperFile,
      "lib/other.valk": `${AGAIN}(def {x} 5)\n`,
    },
    "framework-reloaded",
    "framework-reloaded",
  ],
  [
    "by a helper above everything",
    {
      [RUNNER]: `${LOADS}(load "lib/helper.valk")\n(test/suite "S")\n(mk "0")\n${TESTS}(test/run)\n`,
      "lib/helper.valk": `(load "src/prelude.valk")\n${helperFile}`,
    },
    "equal",
    "equal",
  ],
  [
    "by a part above everything",
    {
      [RUNNER]: `${LOADS}(load "lib/helper.valk")\n${TESTS}(test/run)\n`,
      "lib/helper.valk": part,
    },
    "equal",
    "equal",
  ],
  ["below the run", { [RUNNER]: `${LOADS}${TESTS}(test/run)\n${AGAIN}` }, "equal", "equal"],
];

const QUOTED: readonly Row[] = [
  ["a call", alone('(test/define {str "a" "b"} {1})'), "equal", "equal"],
  ["a variable", alone('(def {x} "ex")\n(test/define {x} {1})'), "equal", "equal"],
  ["in a loop", alone('(map (\\ {n} {test/define {str "in " "loop"} {1}}) {1})'), "equal", "equal"],
  [
    "of a skipped suite",
    alone('(test/skip "why")\n(test/define {str "a" "b"} {1})'),
    "equal",
    "equal",
  ],
];

describe.each<Target>(["builder", "list"])("target %s", (target) => {
  const expected = ([, , builder, list]: Row): string => (target === "builder" ? builder : list);

  test.each(REBOUND)("a name that is bound again: %s", (...row) => {
    expect(outcomeOf(row[1], target)).toContain(expected(row));
  });

  test.each(CAPTURED)("a name that would be captured: %s", (...row) => {
    expect(outcomeOf(row[1], target)).toContain(expected(row));
  });

  test.each(LOCALS)("a body that %s", (...row) => {
    expect(outcomeOf(row[1], target)).toContain(expected(row));
  });

  test.each(RELOADED)("the framework is loaded again %s", (...row) => {
    expect(outcomeOf(row[1], target)).toContain(expected(row));
  });

  test.each(QUOTED)("a name of a test that is quoted code: %s", (...row) => {
    expect(outcomeOf(row[1], target)).toContain(expected(row));
  });
});

test("a prelude of several files may define what others may not", () => {
  const prelude =
    '(def {fun} (\\ {f b} {def (head f) (\\ (tail f) b)}))\n(load "src/lists.valk")\n';
  const files = {
    [RUNNER]: runner(""),
    "src/prelude.valk": prelude,
    "src/lists.valk": "(fun {map f xs} {xs})\n",
  };
  const { results } = planRepository(files, "builder");
  expect(results.find(({ path }) => path === RUNNER)?.status).toBe("changed");
});
