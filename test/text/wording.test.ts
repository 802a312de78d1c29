import { expect, test } from "vitest";
import { countOf, someOf } from "../../src/text/wording.js";

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
