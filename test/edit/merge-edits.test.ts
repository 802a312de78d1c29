import { describe, expect, test } from "vitest";
import { applyEdits, type Edit } from "../../src/edit/edit.js";
import { mergeEdits } from "../../src/edit/merge-edits.js";
import { fc } from "../properties.js";
import { editedText } from "../random-edits.js";

/** The edits that exchange the first place of each of these. */
function edits(source: string, ...changes: readonly (readonly [string, string])[]): Edit[] {
  return changes.map(([from, newText]) => {
    const start = source.indexOf(from);
    return { span: { start, end: start + from.length }, newText };
  });
}

const SOURCE = "one\ntwo\nthree\n";

describe("mergeEdits", () => {
  test.each([
    ["another line", [["one", "1"]], "one\ntwo\n3\n", "1\ntwo\n3\n"],
    ["the same line", [["t", "T"]], "one\ntwO\nthree\n", "one\nTwO\nthree\n"],
    ["lines that touch", [["one\n", "1\n"]], "one\n2\nthree\n", "1\n2\nthree\n"],
    [
      "a line before blanks",
      [["two", "  two"]],
      "one\nnew\ntwo\nthree\n",
      "one\nnew\n  two\nthree\n",
    ],
    ["what both do", [["two", "2"]], "one\n2\n3\n", "one\n2\n3\n"],
    ["a line that is gone", [["one", "1"]], "one\nthree\n", "1\nthree\n"],
    ["nothing", [["one", "one"]], "one\ntwo\nthree\nfour", "one\ntwo\nthree\nfour"],
    ["an end without a line feed", [["one", "1"]], "one\ntwo\nthree", "1\ntwo\nthree"],
  ] as const)("keeps %s", (_, changes, other, text) => {
    expect(mergeEdits(SOURCE, edits(SOURCE, ...changes), other)).toEqual({ text });
  });

  test.each([
    ["the same word", [["two", "2"]], "one\nTWO\nthree\n", { start: 4, end: 7 }],
    ["a line that is gone", [["w", "W"]], "one\nthree\n", { start: 5, end: 6 }],
    ["one place", [["two", "new\ntwo"]], "one\nother\ntwo\nthree\n", { start: 4, end: 4 }],
    ["what closes", [["two", ")two"]], "one\nother\ntwo\nthree\n", { start: 4, end: 4 }],
    ["blanks within a line", [["two", " two"]], "one\nxtwo\nthree\n", { start: 4, end: 4 }],
  ] as const)("answers where both change %s", (_, changes, other, conflict) => {
    expect(mergeEdits(SOURCE, edits(SOURCE, ...changes), other)).toEqual({ conflict });
  });

  test("compares texts without a line in common as a whole", () => {
    const lines = (of: string): string =>
      Array.from({ length: 1_500 }, (_, at) => `${of}${at}\n`).join("");
    const source = `${lines("a")}end\n`;
    const other = `${lines("b")}end\n`;
    expect(mergeEdits(source, edits(source, ["end", "END"]), other)).toEqual({
      text: `${lines("b")}END\n`,
    });
    expect(mergeEdits(source, edits(source, ["a7\n", "A7\n"]), other)).toHaveProperty("conflict");
  });

  test("makes nothing but the edits, and keeps nothing but the other changes", () => {
    const places = fc.array(fc.nat(40), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(editedText, places, ({ source, edits: own }, offsets) => {
        const other = offsets
          .map((at) => Math.min(at, source.length))
          .sort((a, b) => b - a)
          .reduce((text, at) => `${text.slice(0, at)}§${text.slice(at)}`, source);
        const merged = mergeEdits(source, own, other);
        if ("conflict" in merged) {
          expect(own.length).toBeGreaterThan(0);
        } else {
          expect(merged.text.replaceAll("§", "")).toBe(applyEdits(source, own));
          expect(merged.text.split("§")).toHaveLength(offsets.length + 1);
        }
        expect(mergeEdits(source, own, source)).toEqual({ text: applyEdits(source, own) });
        expect(mergeEdits(source, [], other)).toEqual({ text: other });
      }),
    );
  });
});
