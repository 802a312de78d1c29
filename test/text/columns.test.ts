import { describe, expect, test } from "vitest";
import { wrap } from "../../src/text/columns.js";

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

  test("counts columns, not characters", () => {
    expect(wrap("日本 日本 x", 9)).toBe("日本 日本\nx");
    expect(wrap("日本 日本 x", 8)).toBe("日本\n日本 x");
  });

  test("does not count colours", () => {
    const text = "\u001b[31mred\u001b[39m and more";
    expect(wrap(text, 12)).toBe(text);
    expect(wrap(text, 11)).toBe("\u001b[31mred\u001b[39m and\nmore");
  });
});
