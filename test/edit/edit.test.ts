import { describe, expect, test } from "vitest";
import { applyEdits, type Edit, EditError, validateEdits } from "../../src/edit/edit.js";
import { fc } from "../properties.js";
import { anyText } from "../syntax/arbitraries.js";
import { textAndEdits } from "./arbitraries.js";

const edit = (start: number, end: number, newText = "x"): Edit => ({
  span: { start, end },
  newText,
});

describe("valid lists of edits", () => {
  test.each<[name: string, edits: Edit[], result: string]>([
    ["none", [], "abcdef"],
    ["a replacement", [edit(1, 3)], "axdef"],
    ["an insertion at either end", [edit(0, 0, "<"), edit(6, 6, ">")], "<abcdef>"],
    ["a deletion", [edit(2, 5, "")], "abf"],
    ["all of the text", [edit(0, 6, "")], ""],
    ["edits that touch", [edit(1, 3, "x"), edit(3, 4, "y")], "axyef"],
    ["an insertion before a replacement", [edit(1, 1, "x"), edit(1, 2, "y")], "axycdef"],
    ["an insertion behind a replacement", [edit(1, 2, "x"), edit(2, 2, "y")], "axycdef"],
  ])("%s", (_, edits, result) => {
    expect(() => validateEdits(6, edits)).not.toThrow();
    expect(applyEdits("abcdef", edits)).toBe(result);
  });
});

describe("invalid lists of edits", () => {
  test.each<[name: string, edits: Edit[], message: string]>([
    ["before the text", [edit(-1, 0)], "edit -1..0 lies outside 0..6"],
    ["behind the text", [edit(6, 7)], "edit 6..7 lies outside 0..6"],
    ["turned round", [edit(3, 2)], "edit 3..2 lies outside 0..6"],
    ["out of order", [edit(3, 4), edit(1, 2)], "edit 1..2 overlaps or precedes 3..4"],
    ["overlapping", [edit(1, 3), edit(2, 4)], "edit 2..4 overlaps or precedes 1..3"],
    ["one inside another", [edit(1, 5), edit(2, 3)], "edit 2..3 overlaps or precedes 1..5"],
    [
      "an insertion inside another",
      [edit(1, 3), edit(2, 2)],
      "edit 2..2 overlaps or precedes 1..3",
    ],
    ["twice the same", [edit(1, 2), edit(1, 2)], "edit 1..2 overlaps or precedes 1..2"],
    [
      "two insertions at one place",
      [edit(2, 2), edit(2, 2)],
      "edit 2..2 overlaps or precedes 2..2",
    ],
    [
      "the third of three",
      [edit(0, 1), edit(2, 3), edit(2, 4)],
      "edit 2..4 overlaps or precedes 2..3",
    ],
  ])("%s", (_, edits, message) => {
    expect(() => validateEdits(6, edits)).toThrow(new EditError(message));
    expect(() => applyEdits("abcdef", edits)).toThrow(EditError);
  });

  test("the error tells its name", () => {
    expect(new EditError("why")).toMatchObject({ name: "EditError", message: "why" });
  });
});

test("edits change what one replacement after the other would, from the last to the first", () => {
  fc.assert(
    fc.property(textAndEdits, ({ source, edits }) => {
      const expected = edits.reduceRight(
        (text, { span, newText }) => text.slice(0, span.start) + newText + text.slice(span.end),
        source,
      );
      expect(applyEdits(source, edits)).toBe(expected);
    }),
  );
});

test("a list of edits is valid or not, just as a look at all pairs says", () => {
  const someEdit = fc
    .tuple(fc.integer({ min: -1, max: 6 }), fc.integer({ min: -1, max: 6 }))
    .map(([start, end]) => edit(start, end));
  fc.assert(
    fc.property(fc.array(someEdit, { maxLength: 4 }), (edits) => {
      const inBounds = edits.every(
        ({ span }) => 0 <= span.start && span.start <= span.end && span.end <= 5,
      );
      const inOrder = edits.every(({ span: a }, index) =>
        edits.slice(index + 1).every(({ span: b }) => a.end <= b.start && a.start < b.end),
      );
      const validate = () => validateEdits(5, edits);
      if (inBounds && inOrder) {
        expect(validate).not.toThrow();
      } else {
        expect(validate).toThrow(EditError);
      }
    }),
    { numRuns: 1000 },
  );
});

test("no edits, no change", () => {
  fc.assert(
    fc.property(anyText, (source) => {
      expect(applyEdits(source, [])).toBe(source);
    }),
  );
});
