// What the proof takes async tests for that answer handles: the same text as the transform writes, and
// nothing else.

import { describe, expect, test } from "vitest";
import { proveMigration } from "../../src/proof/prove.js";
import { textWithHandles } from "../../src/proof/read-handles.js";
import { readValk } from "../../src/proof/reader.js";
import { codesOf, inputFor } from "./migration-pair.js";

function handles(source: string): string | undefined {
  const read = readValk(source);
  return read.ok ? textWithHandles(read.text) : "unreadable";
}

const testOf = (fn: string): string => `; head\n(test/async "a" ${fn}) ; end\n`;

test("the parameter goes, and done with its brackets", () => {
  const body =
    "{(f) (if c {done 0} {(aio/catch (aio/then h (\\ {r} {(g) (done (ok r))})) (\\ {e} {(done 0)}))})}";
  expect(handles(testOf(`(\\ {done} ${body})`))).toBe(
    testOf(
      "(\\ {} {(f) (if c {aio/pure 0} {(aio/catch (aio/then h (\\ {r} {(g) (if (ok r) {true} {false})})) (\\ {e} {0}))})})",
    ),
  );
  expect(handles('(test/define "a" {done})\n')).toBe('(test/define "a" {done})\n');
});

describe("a test that does not end in done on every way is not read", () => {
  test.each([
    "f",
    "(f {done} {done 1})",
    "(\\ {done} done)",
    "(\\ {done})",
    "(\\ done {done 1})",
    "(\\ {} {aio/pure 1})",
    "(\\ {done x} {done 1})",
    "(\\ {done} {})",
    "(\\ {done} {1})",
    "(\\ {done} {(done 1) 2})",
    "(\\ {done} {(do)})",
    "(\\ {done} {done})",
    "(\\ {done} {done 1 2})",
    "(\\ {done} {done ; c\n 1})",
    "(\\ {done} {done :pass})",
    "(\\ {done} {done {1}})",
    "(\\ {done} {do (done 1) (done 1)})",
    "(\\ {done} {(if c {done 1})})",
    "(\\ {done} {(if c {done 1} 2)})",
    "(\\ {done} {(if c {(f) (done 1)} {done 1})})",
    "(\\ {done} {'(done 1)})",
    "(\\ {done} {(f done)})",
    "(\\ {done} {(aio/then h)})",
    "(\\ {done} {(aio/then h (f {r} {done 1}))})",
    "(\\ {done} {(aio/then h (\\ {r} {done 1}) 2)})",
    "(\\ {done} {(aio/catch h (\\ {e} {done 0}))})",
    "(\\ {done} {(aio/catch (aio/then h (\\ {r} {done r})) (\\ {e} {done 1}))})",
    "(\\ {done} {(aio/schedule s 1 (\\ {} {(aio/then h (\\ {r} {done r}))}))})",
    "(\\ {done} {(aio/finally (f) (\\ {} {done 1}))})",
  ])("%s", (fn) => {
    expect(handles(testOf(fn))).toBeUndefined();
  });
});

test("what is true or false by what it asks stays as it is, unless the file binds the name", () => {
  const body = (value: string): string => `(\\ {} {(aio/then h (\\ {r} {${value}}))})`;
  const old = (value: string): string => `(\\ {done} {(aio/then h (\\ {r} {(done ${value})}))})`;
  for (const value of ["(== r 1)", "(and (not (error? r)) (> r 1))", "1", "false"]) {
    expect(handles(testOf(old(value)))).toBe(testOf(body(value)));
  }
  for (const value of ["(== r)", "(or 1 1)", "(and r 1)", "r", '"s"', "7"]) {
    expect(handles(testOf(old(value)))).toBe(testOf(body(`(if ${value} {true} {false})`)));
  }
  for (const binding of ["(fun {f ==} {1})", "(def {a ==} 1 2)", "(= '== f)", "(\\ {==} {1})"]) {
    const asked = testOf(body("(if (== r 1) {true} {false})"));
    expect(handles(binding + testOf(old("(== r 1)")))).toBe(binding + asked);
  }
});

describe("a migration to handles", () => {
  const pair = {
    name: "handles",
    target: "builder",
    old: '(test/async "a" (\\ {done} {(aio/then h (\\ {r} {(done (ok r))}))}))\n(test/run-async aio)\n',
    new: `(-> (test/suite "Valkyria Test Suite")
    (test/add-async "a" (\\ {} {(aio/then h (\\ {r} {(if (ok r) {true} {false})}))}))
    (test/run-async aio))
`,
  } as const;
  const prove = (changes: { oldText?: string; newText?: string }) =>
    codesOf(proveMigration(inputFor({ ...pair }, { answersHandles: true, ...changes })));

  test("is proven, and only as one", () => {
    expect(prove({})).toEqual([]);
    expect(codesOf(proveMigration(inputFor(pair)))).not.toEqual([]);
  });

  test.each([
    ["(ok r)", "(done (ok r))"],
    ["(ok r)", "(aio/pure (ok r))"],
    ["(ok r)", "(ok  r)"],
    ["(\\ {} {(aio", "(\\ {done} {(aio"],
    ["(ok r)", "(no r)"],
    ["(if (ok r) {true} {false})", "(ok r)"],
    ["{true} {false}", "{false} {true}"],
    ["{true} {false}", "{true}"],
  ])("not with %s as %s", (from, to) => {
    const newText = pair.new.replace(from, to);
    const edits = inputFor({ ...pair, new: newText }).edits;
    const input = inputFor({ ...pair, new: newText }, { answersHandles: true, edits });
    expect(codesOf(proveMigration(input))).not.toEqual([]);
  });

  test("not of a test that hands done on", () => {
    const old = pair.old.replace("(done (ok r))", "(f done)");
    expect(prove({ oldText: old })).toContain("proof-old-not-understood");
  });
});
