// The framework modules of this project, run by the evaluator: exact output and exit status of
// every row of the framework's description, in the new API and, on the module of the
// transition, in the old one.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseTestOutput } from "../../src/evaluator/test-output.js";
import { dataIn } from "../../src/program/script.js";
import { readBinding } from "../../src/syntax/bindings.js";
import { readForm } from "../../src/syntax/form.js";
import { SyntaxKind } from "../../src/syntax/kinds.js";
import { parse } from "../../src/syntax/parser.js";
import { runScript } from "./run.js";

const root = join(import.meta.dirname, "../..");
const prelude = readFileSync(join(root, "examples/valk-project/src/prelude.valk"), "utf8");
const modules = {
  "test.valk": readFileSync(join(root, "src/framework/test.valk"), "utf8"),
  "test-compat.valk": readFileSync(join(root, "src/framework/test-compat.valk"), "utf8"),
};
type ModuleName = keyof typeof modules;

const LOADS = '(load "src/prelude.valk")\n(load "src/modules/test.valk")\n';

function run(module: ModuleName, source: string) {
  return runScript(LOADS + source, {
    "src/prelude.valk": prelude,
    "src/modules/test.valk": modules[module],
  });
}

function line(icon: string, name: string, verdict: string): string {
  return `${icon} ${name}${".".repeat(97 - name.length)}  ${verdict}\n`;
}

const PASS = (name: string) => line("✅", name, "PASS : in 1(µs)");
const FAIL = (name: string) => line("❌", name, "FAIL : in 1(µs)");
const SKIP = (name: string) => line("⏭️ ", name, "SKIP");
const exits = (status: number) => `About to exit with code ${status}\n`;
const passed = (count: number) => `\n🏁 Test Results: ✨ All ${count} tests passed! ✨\n`;
const mixed = (good: number, bad: number) =>
  `\n🏁 Test Results: ⚠️  ${good} passed, ${bad} failed\n`;

type Row = readonly [name: string, source: string, output: string, status: number];

const NEW: readonly Row[] = [
  [
    "passing tests",
    '(-> (test/suite "S") (test/add "a" {== 1 1}) (test/add "b" {== (len "é") 2}) (test/run))',
    `🧪 [2/2] S\n${PASS("a")}${PASS("b")}${passed(2)}${exits(0)}`,
    0,
  ],
  [
    "a failing test among passing ones",
    '(-> (test/suite "S") (test/add "a" {1}) (test/add "b" {error "x"}) (test/add "c" {2}) (test/run))',
    `🧪 [3/3] S\n${PASS("a")}${FAIL("b")}${FAIL("c")}${mixed(1, 2)}${exits(1)}`,
    1,
  ],
  [
    "an expected failure",
    '(-> (test/suite "S") (test/add "a" {0}) (test/expect-exit 1) (test/run))',
    `🧪 [1/1] S\n${FAIL("a")}${mixed(0, 1)}${exits(0)}`,
    0,
  ],
  [
    "a failure that was expected and did not come",
    '(-> (test/suite "S") (test/expect-exit 1) (test/add "a" {1}) (test/run))',
    `🧪 [1/1] S\n${PASS("a")}${passed(1)}${exits(0)}`,
    0,
  ],
  [
    "a skipped suite",
    '(-> (test/suite "S") (test/add "a" {0}) (test/skip "later") (test/add "b" {1}) (test/run))',
    `🧪 [2/2] S (SKIPPED: later)\n${SKIP("a")}${SKIP("b")}\n🏁 Test Results: ⏭️  2 skipped\n${exits(0)}`,
    0,
  ],
  ["an empty suite", '(-> (test/suite "S") (test/run))', `❌ No tests registered!\n${exits(1)}`, 1],
  [
    "an empty suite that is expected",
    '(-> (test/suite "S") (test/expect-exit 1) (test/run))',
    `❌ No tests registered!\n${exits(0)}`,
    0,
  ],
  [
    "stages from a list",
    '(-> (test/suite "S") (test/add-all (map (\\ {n} {test/add n {1}}) {"x" "y"})) (test/run))',
    `🧪 [2/2] S\n${PASS("x")}${PASS("y")}${passed(2)}${exits(0)}`,
    0,
  ],
  [
    "asynchronous tests",
    '(def {aio} (aio/start))(-> (test/suite "S") (test/add-async "a" (\\ {done} {(done true)})) (test/run-async aio))',
    `🧪 [1/1] S (async)\n${PASS("a")}${passed(1)}${exits(0)}`,
    0,
  ],
  [
    "a failing asynchronous test",
    '(def {aio} (aio/start))(-> (test/suite "S") (test/add-async "a" (\\ {done} {(done false)})) (test/run-async aio))',
    `🧪 [1/1] S (async)\n${FAIL("a")}${mixed(0, 1)}${exits(1)}`,
    1,
  ],
  [
    "an asynchronous test that never ends",
    '(def {aio} (aio/start))(-> (test/suite "S") (test/add-async "a" (\\ {done} {1})) (test/run-async aio))',
    `🧪 [1/1] S (async)\n\n❌ TIMEOUT: 1 tests still pending\n${exits(1)}`,
    1,
  ],
  [
    "no asynchronous tests",
    '(def {aio} (aio/start))(-> (test/suite "S") (test/run-async aio))',
    `❌ No async tests registered!\n${exits(1)}`,
    1,
  ],
];

const OLD: readonly Row[] = [
  [
    "registered tests",
    '(test/suite "O")(test/define "a" {1})(test/define "b" {0})(test/run {})',
    `🧪 [2/2] O\n${PASS("a")}${FAIL("b")}${mixed(1, 1)}${exits(1)}`,
    1,
  ],
  ["nothing registered", "(test/run {})", `❌ No tests registered!\n${exits(1)}`, 1],
  [
    "no suite name",
    '(test/define "a" {1})(test/run)',
    `🧪 [1/1] Valkyria Test Suite\n${PASS("a")}${passed(1)}${exits(0)}`,
    0,
  ],
  [
    "an old skip",
    '(test/suite "O")(test/define "a" {1})(test/skip "why")(test/run)',
    `🧪 [1/1] O (SKIPPED: why)\n${SKIP("a")}\n🏁 Test Results: ⏭️  1 skipped\n${exits(0)}`,
    0,
  ],
  [
    "an old expected failure",
    '(test/expect-exit 1)(test/define "a" {error "e"})(test/run {})',
    `🧪 [1/1] Valkyria Test Suite\n${FAIL("a")}${mixed(0, 1)}${exits(0)}`,
    0,
  ],
  [
    "old asynchronous tests",
    '(def {aio} (aio/start))(test/suite "O")(test/async "a" (\\ {done} {(done true)}))(test/run-async aio)',
    `🧪 [1/1] O (async)\n${PASS("a")}${passed(1)}${exits(0)}`,
    0,
  ],
];

describe.each<ModuleName>(["test.valk", "test-compat.valk"])("%s, new API", (module) => {
  test.each(NEW)("%s", (_name, source, output, status) => {
    expect(run(module, source)).toMatchObject({ output, exit: { status } });
  });

  test("debug output names the test and prints its body", () => {
    const source = '(-> (test/suite "S") (test/debug 1) (test/add "a" {== 1 1}) (test/run))';
    const { output, exit } = run(module, source);
    expect(output).toContain("[DEBUG] Test name: a\n");
    expect(output).toContain("[DEBUG] Test body: {== 1 1}\n");
    expect(output).toContain(PASS("a"));
    expect(exit).toEqual({ status: 0 });
  });

  test("a stage that gets no suite says so", () => {
    const { output } = run(module, '(print (error? (test/add "a" {1} 5)))');
    expect(output).toBe("1\n");
  });

  test("one unknown verdict leaves the others known", () => {
    const source =
      '(-> (test/suite "S") (test/add "a" {1}) (test/add "u" {> (mem/heap/usage) 5})' +
      ' (test/add "b" {0}) (test/add "c" {1}) (test/run))';
    const { output, exit } = run(module, source);
    const [suite] = parseTestOutput(output).runs;
    expect(suite?.tests).toEqual([
      { name: "a", verdict: "pass", microseconds: 1 },
      { name: "u", verdict: "unknown", reason: "mem/heap/usage" },
      { name: "b", verdict: "fail", microseconds: 1 },
      { name: "c", verdict: "pass", microseconds: 1 },
    ]);
    expect(suite?.result).toEqual({ kind: "unknown", reason: "mem/heap/usage" });
    // One test failed for certain, but which number the result line tells is unknown.
    expect(exit).toEqual({ status: 1 });
  });

  test("a test that depends on what an unknown one may have changed is unknown", () => {
    const source =
      '(def {x} 1)(-> (test/suite "S") (test/add "u" {if (> (mem/heap/usage) 5) {def {x} 2} {1}})' +
      ' (test/add "v" {== x 1}) (test/add "w" {1}) (test/run))';
    const [suite] = parseTestOutput(run(module, source).output).runs;
    expect(suite?.tests.map(({ verdict }) => verdict)).toEqual(["unknown", "unknown", "pass"]);
  });
});

describe("test-compat.valk, old API", () => {
  test.each(OLD)("%s", (_name, source, output, status) => {
    expect(run("test-compat.valk", source)).toMatchObject({ output, exit: { status } });
  });

  test("both APIs in one process", () => {
    const source =
      '(test/define "old" {1})(test/run (test/add "new" {1} (test/suite "N")))(print "unreached")';
    const { output } = run("test-compat.valk", source);
    expect(output).toContain(PASS("new"));
    expect(output).not.toContain("unreached");
  });
});

/** Names of the prelude and the interpreter that files may bind for themselves. */
const REBOUND = [
  ...["plist/get", "plist/set", "otherwise", "foldl", "map", "make-string", "id", "select"],
  ...["list?", "str", "nil", "true", "false", "not", "fst", "snd", "nth", "reverse", "filter"],
];

describe.each(["test.valk", "test-compat.valk"] as const)("%s, names bound again", (module) => {
  const suite = (first: string, body: string): string =>
    `${first}(-> (test/suite "S") (test/add "a" ${body}) (test/skip "no")
       (test/add-all (list (test/add "b" {1}))) (test/debug 0) (test/expect-exit 0) (test/run))`;
  const skipped = `🧪 [2/2] S (SKIPPED: no)\n${SKIP("a")}${SKIP("b")}\n🏁 Test Results: ⏭️  2 skipped\n`;
  const two = (first: string, body: string): string =>
    `${first}(-> (test/suite "S") (test/add "a" ${body}) (test/add "b" {1}) (test/run))`;
  const both = `🧪 [2/2] S\n${PASS("a")}${PASS("b")}${passed(2)}${exits(0)}`;
  const asynchronous = (first: string): string =>
    `${first}(def {aio} (aio/start))(-> (test/suite "S")
       (test/add-async "a" (\\ {done} {(done 1)})) (test/run-async aio))`;

  test.each(REBOUND)("%s: by the file, with any value", (name) => {
    for (const value of [`(fun {${name} & xs} {error "mine"})`, `(def {${name}} 5)`]) {
      expect(run(module, two(value, "{== 1 1}")).output).toBe(both);
      expect(run(module, suite(value, "{1}")).output).toBe(skipped + exits(0));
      expect(run(module, asynchronous(value)).output).toBe(
        `🧪 [1/1] S (async)\n${PASS("a")}${passed(1)}${exits(0)}`,
      );
    }
  });

  test.each(REBOUND)("%s: by the body of a test", (name) => {
    expect(run(module, two("", `{do (def {${name}} 0) 1}`)).output).toBe(both);
  });

  test("names that are quoted code are evaluated when their test runs", () => {
    const tests = `(test/add {str "a" "b"} {1})
      (test/add {do (print "now") "c"} {do (print "then") 1})`;
    expect(run(module, `(-> (test/suite "S") ${tests} (test/run))`).output).toBe(
      `🧪 [2/2] S\n${PASS("ab")}now\nthen\n${PASS("c")}${passed(2)}${exits(0)}`,
    );
    const skip = `(-> (test/suite "S") (test/skip "no") ${tests} (test/run))`;
    expect(run(module, skip).output).toContain(`${SKIP("ab")}now\n${SKIP("c")}`);
    const debug = `(-> (test/suite "S") (test/debug 1) ${tests} (test/run))`;
    expect(run(module, debug).output).toContain(
      "[DEBUG] Running test: {{str a b} {1}}\n[DEBUG] Test name: ab\n",
    );
    const loop = `(def {aio} (aio/start))(-> (test/suite "S")
      (test/add-async {str "a" "b"} (\\ {done} {done 1})) (test/run-async aio))`;
    expect(run(module, loop).output).toContain(PASS("ab"));
  });

  test("the stage of an empty branch leaves the suite as it is", () => {
    const source =
      '(-> (test/suite "S") (if 0 {test/add "x" {1}} {test/none}) (test/add "a" {1}) (test/run))';
    expect(run(module, source).output).toBe(`🧪 [1/1] S\n${PASS("a")}${passed(1)}${exits(0)}`);
  });
});

describe("test-compat.valk, old API, names bound again", () => {
  test.each(REBOUND)("%s", (name) => {
    const source = `(fun {${name} & xs} {5})(test/suite "O")(test/define {do "a"} {1})(test/run {})`;
    expect(run("test-compat.valk", source).output).toBe(
      `🧪 [1/1] O\n${PASS("a")}${passed(1)}${exits(0)}`,
    );
  });
});

/** What the modules may use besides what they define: each of it the old framework used, too. */
const USED_BEFORE = [
  ...["&", "\\", "fun", "def", "=", "do", "if", "eval", "list", "head", "tail", "join", "len"],
  ...["==", "<=", ">", "+", "-", "error", "error?", "print", "printf", "time-us", "shutdown"],
  ...["atom", "atom/get", "atom/set!", "atom/add!", "atom/sub!"],
  ...["aio/schedule", "aio/stop", "aio/run", "aio/on-loop-thread?"],
];

describe("what the modules depend on", () => {
  test.each(Object.entries(modules))(
    "%s uses no name that the old framework did not",
    (_, text) => {
      const { root } = parse(text);
      const symbols = [...dataIn(root)].filter(({ kind }) => kind === SyntaxKind.Symbol);
      const bound = new Set(
        [...dataIn(root)].flatMap((node) => {
          const form = readForm(node);
          const binding = form && readBinding(form);
          return [...(binding?.names ?? []), ...(binding?.parameters ?? [])].map(
            (name) => name.text,
          );
        }),
      );
      const foreign = symbols
        .map((node) => node.text)
        .filter((name) => !bound.has(name) && !name.startsWith(":") && !USED_BEFORE.includes(name));
      // Once each, where the module is loaded, before any file can bind them.
      expect(foreign).toEqual(["list?", "str"]);
    },
  );

  test("the shared part of both modules is the same, line by line", () => {
    const [final, compat] = Object.values(modules).map((text) =>
      text.slice(text.indexOf("; From here to the end")),
    );
    expect(compat).toBe(final);
  });
});

describe("printed lines are not results", () => {
  const forged = (text: string) => JSON.stringify(text).replaceAll("\\u", "u");
  const suite = (body: string) =>
    `(-> (test/suite "S") (test/add "a" {${body}}) (test/add "b" {error "no"}) (test/run))`;
  const verdicts = (source: string) =>
    parseTestOutput(run("test.valk", source).output).runs.map(({ tests }) =>
      tests.map(({ name, verdict }) => `${name} ${verdict}`),
    );

  test.each([
    ["of another test", `do (printf ${forged(PASS("b"))}) 1`],
    ["by way of str", `do (print (str ${forged(PASS("b"))})) 1`],
    ["piece by piece", `do (printf "✅ b") (printf ".....  PA") (printf "SS\\n") 1`],
    ["by another name", `do (= {say} printf) (say ${forged(PASS("b"))}) 1`],
    ["of a whole suite", `do (printf ${forged(`🧪 [9/9] Other\n${PASS("b")}${passed(9)}`)}) 1`],
    ["computed code", `do (eval (list printf ${forged(PASS("b"))})) 1`],
  ])("%s", (_name, body) => {
    expect(verdicts(suite(body))).toEqual([["a pass", "b fail"]]);
  });

  test("a body that prints the rest and ends the process", () => {
    const rest = `${PASS("a")}${PASS("b")}${passed(2)}`;
    const [first] = verdicts(suite(`do (printf ${forged(rest)}) (exit 0)`));
    expect(first).toEqual([]);
  });

  test("a line that begins before a result stays in its place", () => {
    const { output } = run("test.valk", suite('do (printf "x") 1'));
    expect(output).toContain(`x${PASS("a")}`);
  });
});

test.each([
  "test/context-new",
  "test/async-context-new",
  "test/run-one",
  "test/print-results",
  "test/exit-with-code",
])("an old file may bind %s, which it does not call", (name) => {
  const registered = `(test/suite "S")(test/define "a" {1})(test/run {})`;
  const { output } = run("test-compat.valk", `(fun {${name} x} {x})${registered}`);
  expect(output).toContain(`[1/1] S\n${PASS("a")}`);
  expect(output).toContain("All 1 tests passed");
});
