import { expect, test } from "vitest";
import { closestTo } from "../../src/text/closest.js";

const codes = ["several-runs", "several-suites", "mixed-styles", "mixed-modes", "no-run"];

test("of names that are equally close, the first in the alphabet comes first", () => {
  expect(closestTo("ab", ["ad", "ac", "aa"])).toEqual(["aa", "ac", "ad"]);
});

test.each([
  ["several-run", ["several-runs"]],
  ["mixed_styles", ["mixed-styles"]],
  ["no-runs", ["no-run"]],
  ["SEVERAL", ["several-runs", "several-suites"]],
  ["mixed-mod", ["mixed-modes"]],
  ["xo-run", ["no-run"]],
  ["utterly other", []],
  ["", []],
])("%s is close to %j", (wrong, close) => {
  expect(closestTo(wrong, codes)).toEqual(close);
});
