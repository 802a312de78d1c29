// The evaluator against what the reference interpreter of February 2026 was seen to do.

import { describe, expect, test } from "vitest";
import { FEBRUARY_2026 } from "../../src/dialect/2026-02.js";
import { FEBRUARY_CASES, FEBRUARY_FILES } from "./february-cases.js";
import { runScript } from "./run.js";

describe.each(Object.entries(FEBRUARY_CASES))("%s", (_group, cases) => {
  test.each(cases)("$source", ({ source, output, status }) => {
    const result = runScript(source, FEBRUARY_FILES, {}, FEBRUARY_2026);
    expect(result).toMatchObject({ output, exit: { status } });
  });
});

describe("what nobody knows", () => {
  const reasonOf = (source: string): unknown => {
    const { exit, output } = runScript(source, FEBRUARY_FILES, {}, FEBRUARY_2026);
    return "unknown" in exit ? exit.unknown : output;
  };
  const U = "(def {u} (mem/heap/usage))";
  const A = "(def {a} (aio/await (aio/start)))";
  const ANY = "(= {u} (http2/connect 1))";

  test.each([
    [`${U}(aio/await u)`, "mem/heap/usage"],
    [`${U}(aio/never u)`, "mem/heap/usage"],
    [`${U}(aio/run u)`, "mem/heap/usage"],
    [`${U}${A}(aio/schedule a u +)`, "mem/heap/usage"],
    [`${U}(aio/within (aio/pure 1) u)`, "mem/heap/usage"],
    [`${U}${A}(aio/retry a u {1})`, "mem/heap/usage"],
    [`${U}(aio/traverse u +)`, "mem/heap/usage"],
    [`${U}(aio/traverse {1} (\\ {x} {u}))`, "mem/heap/usage"],
    [`${U}(aio/traverse {1} (\\ {x} {x}))`, "aio/traverse of a function"],
    [`${U}${A}(aio/await (aio/retry a (\\ {} {u}) {1}))`, "mem/heap/usage"],
    [`${A}(aio/await (aio/never a))`, "a wait for what nothing settles"],
    [`${A}(aio/await (aio/schedule a 1 (\\ {} {aio/await (aio/never a)})))`, "nothing settles"],
    [`${A}(aio/schedule a 9 +)(shutdown 1)(aio/await (aio/sleep a 1))`, "nothing settles"],
    [`${ANY}${A}(aio/await (aio/interval a 1 (\\ {} {u})))`, "http2/connect"],
    [
      `${A}(def {s} (aio/sleep a 50))(def {g} (aio/all (list s)))(aio/cancel s)`,
      "member of a group",
    ],
    ["(http2/connect (list 1 +))", "http2/connect"],
    [`${ANY}(print (http2/connect (list u)))`, "http2/connect"],
    [`${ANY}(test/capture-stop u)`, "http2/connect"],
    [
      "(def {c} (test/capture-start))(test/capture-start)(test/capture-stop c)",
      "inside each other",
    ],
    [`${U}(test/capture-start)(print u)(def {c} (test/capture-start))`, ""],
    [`${U}(shutdown u)`, "mem/heap/usage"],
    [`${ANY}(shutdown u)`, "http2/connect"],
    [`${U}(print (rand))`, "rand without a seed"],
    [`${U}(rand-seed 1)(= {x} (rand-seed u))(print (rand))`, "rand without a seed"],
    [`${U}(rand-seed 1)(print (rand u))`, "mem/heap/usage"],
    [`${ANY}(stdout/write u)`, "http2/connect"],
    [`${ANY}(def {c} (test/capture-start))(stderr/write u)(print (test/capture-stop c))`, "http2"],
    ['(print (ord "a" "b"))', "ord of strings"],
    ['(print (str/slice "abc" 0 -1))', "outside the string"],
    ["(= {g} (\\ {n} {eval (list + 1 (g n))}))(g 0)", "nested deeper"],
  ])("%s", (source, reason) => {
    expect(reasonOf(source)).toContain(reason);
  });

  test("deep forms are neither looked through nor rewritten", () => {
    const deep = `${"(+ 1 ".repeat(3_000)}0${")".repeat(3_000)}`;
    const files = { "deep.valk": deep };
    const loaded = runScript('(load "deep.valk")', files, {}, FEBRUARY_2026);
    expect(loaded.exit).toHaveProperty("unknown", "a form nested deeper than the limit");
    const main = runScript(`(type {T} {C})(print ${deep})`, {}, {}, FEBRUARY_2026);
    expect(main.exit).toHaveProperty("unknown", "a form nested deeper than the limit");
  });
});
