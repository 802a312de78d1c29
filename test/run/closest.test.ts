import { expect, test } from "vitest";
import { closestTo } from "../../src/run/closest.js";

const codes = ["several-runs", "several-suites", "mixed-styles", "mixed-modes", "no-run"];

test.each([
  ["several-run", ["several-runs"]],
  ["mixed_styles", ["mixed-styles"]],
  ["no-runs", ["no-run"]],
  ["SEVERAL", ["several-runs", "several-suites"]],
  ["utterly other", []],
  ["", []],
])("%s is close to %j", (wrong, close) => {
  expect(closestTo(wrong, codes)).toEqual(close);
});
