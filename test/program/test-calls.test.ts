// What counts as a test: not what the body of another one calls.

import { expect, test } from "vitest";
import { scriptOf } from "../../src/program/script.js";
import { countTests } from "../../src/program/test-calls.js";

test.each([
  ["a list", '(test/run (list (test "a" {test/add {} "n" {1}})))', { old: 0, new: 1, lists: 1 }],
  [
    "a pipeline",
    '(-> (test/suite "S") (test/add "a" {do (test/add {} "n" {1})}) (test/run))',
    { old: 0, new: 1 },
  ],
  [
    "a bracket that is not closed",
    '(test/run (list (test "a" {1}) (test "b" {1})',
    { old: 0, new: 2, lists: 2 },
  ],
])("%s", (_name, source, counts) => {
  expect(countTests(scriptOf(source))).toEqual(counts);
});
