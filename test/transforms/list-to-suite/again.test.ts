// The ways back that the proofs take: the other form of a text, or nothing where it is refused.

import { expect, test } from "vitest";
import { suitesAgain } from "../../../transforms/list-to-suite/again.js";
import { listsAgain } from "../../../transforms/suite-to-list/again.js";

const LISTS = 'x\n(test/run (list\n  (test "a" {1}))\n  {:suite-name "S"})\n';
const PIPELINE = 'x\n(-> (test/suite "S")\n    (test/add "a" {1})\n    (test/run))\n';

test("each leads to the other", () => {
  expect(suitesAgain(LISTS)).toBe(PIPELINE);
  expect(listsAgain(PIPELINE)).toBe(LISTS);
});

test("what is refused leads nowhere", () => {
  expect(suitesAgain('(test/run (list (test "a")))')).toBeUndefined();
  expect(listsAgain('(-> (test/suite "S") (helper) (test/run))')).toBeUndefined();
  expect(listsAgain('(-> (test/suite "S") (test/add "a" {1}))')).toBeUndefined();
});
