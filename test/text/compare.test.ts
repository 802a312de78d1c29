import { expect, test } from "vitest";
import { byPath, compareStrings } from "../../src/text/compare.js";

test("names are listed by their characters, equal ones in the order given", () => {
  expect(["b", "a", "B", "ab", "ä"].toSorted(compareStrings)).toEqual(["B", "a", "ab", "b", "ä"]);
  expect(compareStrings("a", "a")).toBe(0);
});

test("files are listed by their paths", () => {
  const paths = ["a/b.valk", "a.valk", "a-b.valk"].map((path) => ({ path }));
  expect(paths.toSorted(byPath).map(({ path }) => path)).toEqual([
    "a-b.valk",
    "a.valk",
    "a/b.valk",
  ]);
});
