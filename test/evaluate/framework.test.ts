// The framework modules of this project, run by the evaluator: exact output and exit status of
// every row of the framework's description, in the new API and, on the module of the
// transition, in the old one.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseTestOutput } from "../../src/evaluate/test-output.js";
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
