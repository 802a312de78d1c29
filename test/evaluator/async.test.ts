// Handles and loops where something is unknown or impossible; what is known is in the table of
// reference cases.

import { describe, expect, test } from "vitest";
import { outputOf, runScript } from "./run.js";

const onLoop = (body: string) =>
  `(def {a} (aio/start))(aio/schedule a 1 (\\ {} {${body}}))(aio/run a)`;

describe("what ends the evaluation", () => {
  test.each([
    ["a function on an unknown handle", "(aio/then (aio/pool-stats 1) +)", "aio/pool-stats"],
    ["an unknown scope", "(aio/scope (aio/pool-stats 1))", "aio/pool-stats"],
    ["unknown handles in a group", "(aio/all (aio/pool-stats 1))", "aio/pool-stats"],
    ["an unknown handle in a group", "(aio/any (list (aio/pool-stats 1)))", "aio/pool-stats"],
    ["unknown bindings", "(aio/let (aio/pool-stats 1) {1})", "aio/pool-stats"],
    ["unknown statements", "(aio/do (aio/pool-stats 1))", "aio/pool-stats"],
    ["a binding that is no pair", "(aio/let {(a)} {1})", "no pair"],
    ["a step that is no pair", "(aio/do {(<- a) 1})", "no pair"],
    ["a step that is no pair, later", "(aio/do {(print 1) (<- a) 1})", "no pair"],
    ["a nested step that is no pair", "(aio/do {(<- b (aio/pure 1)) (<- a) 1})", "no pair"],
    [
      "an unknown answer to a callback",
      "(aio/then (aio/pure 1) (\\ {x} {aio/pool-stats 1}))",
      "aio/pool-stats",
    ],
    [
      "a pending answer at once",
      onLoop("(aio/then (aio/pure 1) (\\ {x} {aio/sleep a 1}))"),
      "pending answer",
    ],
    ["a bracket on a pending handle", onLoop("(aio/bracket (aio/sleep a 1) + +)"), "aio/bracket"],
    [
      "cancelling what has a callback",
      onLoop("(aio/cancel (aio/on-cancel (aio/sleep a 9) +))"),
      "callback",
    ],
    [
      "waiting for what was cancelled elsewhere",
      "(def {a} (aio/start))(= {h} (aio/sleep a 9))(aio/cancel h)(aio/then h +)",
      "aio/cancel",
    ],
    [
      "recovering from what was cancelled elsewhere",
      "(def {a} (aio/start))(= {h} (aio/sleep a 9))(aio/cancel h)(aio/catch h +)",
      "aio/cancel",
    ],
    [
      "a group of what was cancelled elsewhere",
      "(def {a} (aio/start))(= {h} (aio/sleep a 9))(aio/cancel h)(aio/all (list h))",
      "aio/cancel",
    ],
    [
      "a callback on what was cancelled elsewhere",
      "(def {a} (aio/start))(= {h} (aio/sleep a 9))(aio/cancel h)(aio/on-cancel h +)",
      "aio/cancel",
    ],
    [
      "cleaning up what was cancelled elsewhere",
      "(def {a} (aio/start))(= {h} (aio/sleep a 9))(aio/cancel h)(aio/finally h +)",
      "aio/cancel",
    ],
    [
      "a bracket on what was cancelled elsewhere",
      "(def {a} (aio/start))(= {h} (aio/sleep a 9))(aio/cancel h)(aio/bracket h + +)",
      "aio/cancel",
    ],
    [
      "following what was cancelled elsewhere",
      "(def {a} (aio/start))(= {h} (aio/sleep a 9))(aio/cancel h)(aio/scope (\\ {s} {h}))",
      "aio/cancel",
    ],
    [
      "a loop whose timers are in some worlds",
      onLoop("(if (mem/heap/usage) {aio/stop a} {0})"),
      "mem/heap/usage",
    ],
  ])("%s", (_name, source, reason) => {
    expect(runScript(source).exit).toHaveProperty("unknown", expect.stringContaining(reason));
  });
});

describe("what is unknown", () => {
  test.each([
    [
      "the status of an unknown handle",
      "(print (aio/status (aio/pool-stats 1)))",
      "aio/pool-stats",
    ],
    [
      "the status after cancelling elsewhere",
      "(def {a} (aio/start))(= {h} (aio/sleep a 9))(print (aio/cancel h))(print (aio/status h))(aio/stop a)",
      "aio/cancel",
    ],
    [
      "whether it is cancelled",
      "(def {a} (aio/start))(= {h} (aio/sleep a 9))(print (aio/cancel h))(print (aio/cancelled? h))(aio/stop a)",
      "aio/cancel",
    ],
    [
      "whether cancelling again works",
      "(def {a} (aio/start))(= {h} (aio/sleep a 9))(print (aio/cancel h))(print (aio/cancel h))(aio/stop a)",
      "aio/cancel",
    ],
    [
      "a sleep of unknown length",
      "(print (aio/sleep (aio/start) (mem/heap/usage)))",
      "mem/heap/usage",
    ],
    ["a sleep on an unknown loop", "(print (aio/sleep (aio/pool-stats 1) 1))", "aio/pool-stats"],
    ["the number of an interval", "(print (aio/interval (aio/start) 1 +))", "aio/interval"],
  ])("%s", (_name, source, reason) => {
    expect(outputOf(source).replace(":true\n", "")).toBe(`⟨unknown: ${reason}⟩\n`);
  });

  test("what hangs on a cancelled handle is cancelled some time later", () => {
    const body =
      "(= {h} (aio/sleep a 9)) (= {t} (aio/then h +)) (= {g} (aio/all (list h)))" +
      " (aio/cancel g) (print (aio/status g)) (print (aio/status h)) (print (aio/status t)) (aio/stop a)";
    const unknown = "⟨unknown: aio/cancel⟩\n";
    expect(outputOf(onLoop(body))).toBe(`:cancelled\n${unknown}${unknown}`);
  });
});

describe("virtual time", () => {
  test("passes by sleeping and by timers, and otherwise a microsecond at a look", () => {
    const source =
      "(= {t} (time-us {}))(print (- (time-us {}) t))(sleep 5)(print (- (time-us {}) t))" +
      "(def {a} (aio/start))(aio/schedule a 20 (\\ {} {(sleep 1) (aio/stop a)}))(aio/run a)" +
      "(print (/ (- (time-us {}) t) 1000))";
    expect(outputOf(source)).toBe("1\n5002\n26\n");
  });

  test("timers of a stopped loop do not fire", () => {
    const source =
      '(def {a} (aio/start))(aio/schedule a 1 (\\ {} {(print "no")}))(aio/stop a)(sleep 5)(print 1)';
    expect(outputOf(source)).toBe("1\n");
  });

  test("a deadline that has passed is exceeded", () => {
    const source = "(ctx/with-deadline 1 (do (sleep 5) (print (ctx/deadline-exceeded?)) 1))";
    expect(outputOf(source)).toBe(":true\n");
    expect(outputOf("(ctx/with-deadline 5000 (do (print (ctx/deadline)) 1))")).toBe(
      "⟨unknown: ctx/deadline⟩\n",
    );
  });
});
