import { describe, expect, test } from "vitest";
import { LineIndex } from "../../src/syntax/line-index.js";
import { fc } from "../properties.js";
import { someText } from "./arbitraries.js";

describe("lines and columns", () => {
  const lines = new LineIndex("ab\ncd\r\n\n\u{1F600}\re");

  test.each([
    [0, 1, 1],
    [2, 1, 3],
    [3, 2, 1],
    // Both characters of a CRLF belong to the line that they end.
    [5, 2, 3],
    [6, 2, 4],
    [7, 3, 1],
    [8, 4, 1],
    // Columns count UTF-16 units, and a lone carriage return ends no line.
    [10, 4, 3],
    [11, 4, 4],
    [12, 4, 5],
    [13, 4, 5],
    [1000, 4, 5],
  ])("offset %i is %i:%i", (offset, line, column) => {
    expect(lines.position(offset)).toEqual({ line, column });
  });

  test.each([
    [1, 0],
    [2, 3],
    [3, 7],
    [4, 8],
  ])("line %i starts at %i", (line, start) => {
    expect(lines.lineStart(line)).toBe(start);
  });

  test.each([0, 5, -1])("there is no line %i", (line) => {
    expect(() => lines.lineStart(line)).toThrow(new RangeError(`line ${line} is outside 1..4`));
  });
});

test.each([
  ["", 1],
  ["a", 1],
  ["a\n", 2],
  ["\r", 1],
  ["\r\n\n", 3],
])("%j has %i lines", (source, count) => {
  expect(new LineIndex(source).lineCount).toBe(count);
});

test("an empty last line has a position", () => {
  expect(new LineIndex("a\n").position(2)).toEqual({ line: 2, column: 1 });
});

test("positions count the line feeds before them", () => {
  fc.assert(
    fc.property(someText, fc.nat(100), (source, offset) => {
      const before = source.slice(0, offset).split("\n");
      const lines = new LineIndex(source);
      const { line, column } = lines.position(offset);
      expect({ line, column }).toEqual({
        line: before.length,
        column: (before.at(-1)?.length ?? 0) + 1,
      });
      expect(lines.lineStart(line) + column - 1).toBe(Math.min(offset, source.length));
      expect(lines.lineCount).toBe(source.split("\n").length);
    }),
  );
});
