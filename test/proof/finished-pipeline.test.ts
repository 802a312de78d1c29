// The proof of half-migrated files that were finished: what it accepts, and that it rejects each way
// of getting it wrong.

import { describe, expect, test } from "vitest";
import { codesFor } from "./migration-pair.js";

const OLD = `; header

; belongs to the first
(test/define "above" ; on its line
  {== "a;b" "a;b"})
(def {x} 1)
(test/define "second" {== x 1})
(-> (test/suite "Merged") ; name
    ; known
    (test/add "known" {true})
(test/define "among" {== x 1})
    (test/run))
`;
const NEW = `; header

(def {x} 1)
(-> (test/suite "Merged") ; name
    ; belongs to the first
    (test/add "above" ; on its line
      {== "a;b" "a;b"})
    (test/add "second" {== x 1})
    ; known
    (test/add "known" {true})
    (test/add "among" {== x 1})
    (test/run))
`;
const OLD_LIST = `(test/run-async aio (list
  (test-async "known" (\\ {done} {done true}))
  (test/async "among" (\\ {done} {done true}))) {:suite-name "Merged"})
`;
const NEW_LIST = OLD_LIST.replace("test/async", "test-async");

const swap = (text: string, from: string, to: string): string => {
  if (!text.includes(from)) throw new Error(`not in the text: ${from}`);
  return text.replace(from, () => to);
};

describe("a correctly finished file is proven", () => {
  test("as a pipeline", () => {
    expect(codesFor(OLD, NEW)).toEqual([]);
  });

  test("as a list", () => {
    expect(codesFor(OLD_LIST, NEW_LIST, "list")).toEqual([]);
  });
});

test("a registration above a list joins it where the list holds entries", () => {
  const list = '(test/run (list (test "known" {true})))\n';
  const old = `(test/define "above" {true})\n${list}`;
  const now = '(test/run (list\n  (test "above" {true}) (test "known" {true})))\n';
  expect(codesFor(old, now, "list")).toEqual([]);
  expect(codesFor(old, now.replace('(test "above" {true})', ""), "list")).toEqual([
    "proof-string-altered",
  ]);
  const bare = (text: string): string => text.replace('(test "known" {true})', "known");
  expect(codesFor(bare(old), bare(now), "list")).toEqual(["proof-old-not-understood"]);
});

describe("what went wrong is rejected", () => {
  test.each([
    ["a dropped test", '    (test/add "second" {== x 1})\n', "", "proof-tests-differ"],
    ["a test left behind", 'test/add "among"', 'test/define "among"', "proof-tests-differ"],
    ["another mode", 'test/add "among"', 'test/add-async "among"', "proof-tests-differ"],
    ["another name", '"second"', '"third"', "proof-string-altered"],
    ["another body", '"second" {== x 1}', '"second" {== x 2}', "proof-tests-differ"],
    ["an altered string", '"a;b"', '"a; b"', "proof-string-altered"],
    ["a lost comment", "    ; known\n", "", "proof-comment-moved"],
    ["a comment that ran into a form's line", "\n    ; known", " ; known", "proof-comment-moved"],
    ["a lost header", "; header\n\n", "", "proof-comment-moved"],
    [
      "an added test",
      "    (test/run))",
      '    (test/add "n" {1})\n    (test/run))',
      "proof-tests-differ",
    ],
    ["a lost end", "    (test/run))\n", "    (test/run)\n", "proof-read-error"],
  ])("%s", (_, from, to, code) => {
    expect(codesFor(OLD, swap(NEW, from, to))).toContain(code);
  });

  test("a test that changed places with its neighbour", () => {
    const known = '(test/add "known" {true})';
    const among = '(test/add "among" {== x 1})';
    const swapped = swap(swap(swap(NEW, known, "\0"), among, known), "\0", among);
    expect(codesFor(OLD, swapped)).toContain("proof-string-altered");
  });

  test("a closer that fell into a comment", () => {
    expect(codesFor(OLD, swap(NEW, "(test/run))", "(test/run) ; )"))).toContain("proof-read-error");
  });
});

describe("a file that is not certain is rejected", () => {
  test.each([
    ["a suite's name beside the pipeline", '(test/suite "Old")\n'],
    ["a test without a body", '(test/define "a")\n'],
    ["a registration in a function", '(fun {late x} {test/define "a" {1}})\n'],
  ])("%s", (_, added) => {
    expect(codesFor(added + OLD, added + NEW)).toEqual(["proof-old-not-understood"]);
  });

  test("a registration behind the pipeline", () => {
    const added = '(test/define "late" {1})\n';
    expect(codesFor(OLD + added, NEW + added)).toEqual(["proof-old-not-understood"]);
  });

  test("a pipeline that the new style does not know", () => {
    const stray = "(other)\n    (test/run))";
    const old = swap(OLD, "(test/run))", stray);
    expect(codesFor(old, swap(NEW, "(test/run))", stray))).toEqual(["proof-new-not-understood"]);
  });
});
