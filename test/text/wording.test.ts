import { describe, expect, test } from "vitest";
import { countOf, someOf, wrap } from "../../src/text/wording.js";

test("counts have the right plural", () => {
  expect([0, 1, 2].map((count) => countOf(count, "file"))).toEqual([
    "0 files",
    "1 file",
    "2 files",
  ]);
});

test("long lists are cut", () => {
  expect(someOf(["a", "b", "c"])).toBe("a, b, c");
  expect(someOf(["a", "b", "c", "d", "e"])).toBe("a, b, c and 2 more");
});

describe("wrapping", () => {
  test.each([
    ["short enough", 20, "short enough"],
    ["breaks at the last blank that fits", 12, "breaks at\n  the last\n  blank that\n  fits"],
    ["  keeps the first blanks", 9, "  keeps\n  the\n  first\n  blanks"],
    ["averyveryverylongword stands alone", 10, "averyveryverylongword\n  stands\n  alone"],
    ["two  blanks stay  inside", 12, "two  blanks\n  stay\n  inside"],
    ["no width at all, no matter how long", undefined, "no width at all, no matter how long"],
    ["", 1, ""],
  ])("%j at %s", (text, width, expected) => {
    expect(wrap(text, width, "  ")).toBe(expected);
  });

  test("does not count colours", () => {
    const text = "\u001b[31mred\u001b[39m and more";
    expect(wrap(text, 12)).toBe(text);
    expect(wrap(text, 11)).toBe("\u001b[31mred\u001b[39m and\nmore");
  });
});
