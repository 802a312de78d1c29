import { expect, test } from "vitest";
import { lowerBound } from "../../src/syntax/lower-bound.js";

test.each([
  [[], 1, 0],
  [[1], 1, 0],
  [[1], 2, 1],
  [[1, 3, 3, 5], 0, 0],
  [[1, 3, 3, 5], 3, 1],
  [[1, 3, 3, 5], 4, 3],
  [[1, 3, 3, 5], 6, 4],
])("in %j the first that is not below %i stands at %i", (sorted, least, expected) => {
  expect(lowerBound(sorted.length, (at) => (sorted[at] as number) < least)).toBe(expected);
});

test.each([
  [[1, 3], 0, 1],
  [[1, 3], 5, 2],
  [[], 5, 1],
])("of %j without the first, what is not below %i stands at %i", (sorted, least, expected) => {
  expect(lowerBound(sorted.length, (at) => (sorted[at] as number) < least, 1)).toBe(expected);
});
