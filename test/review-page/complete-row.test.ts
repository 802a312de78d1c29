import { describe, expect, test } from "vitest";
import { completeRow } from "../../src/review-page/complete-row.js";

describe("a stored row", () => {
  const after = { line: 9, text: "  (a)", pieces: "3pfp" };

  test("that is whole stays as it is", () => {
    const row = { class: "renamed", old: { line: 1, text: "(b)" }, new: after } as const;
    expect(completeRow(row)).toBe(row);
    expect(completeRow({ class: "added", new: after })).toEqual({ class: "added", new: after });
  });

  test.each([
    ["fewer", "", "(a)", "1pfp"],
    ["other", "\t", "\t(a)", "2pfp"],
    ["more", "      ", "      (a)", "7pfp"],
  ])(
    "gets its old line with %s blanks, and the pieces behind them",
    (_name, indent, text, pieces) => {
      const row = { class: "reindented", old: { line: 4, indent }, new: after } as const;
      expect(completeRow(row)).toEqual({ ...row, old: { line: 4, text, pieces } });
    },
  );

  test("whose blanks all go starts with what followed them", () => {
    const line = { line: 9, text: "  a", pieces: "2pm" };
    expect(
      completeRow({ class: "reindented", old: { line: 4, indent: "" }, new: line }).old,
    ).toEqual({ line: 4, text: "a", pieces: "m" });
  });

  test("without pieces gets the blanks alone; one without a line end keeps that", () => {
    const line = { line: 9, text: "a", isUnfinished: true } as const;
    const row = completeRow({ class: "reindented", old: { line: 4, indent: " " }, new: line });
    expect(row.old).toEqual({ line: 4, text: " a", pieces: "1p", isUnfinished: true });
  });

  test("whose new line is missing has none", () => {
    expect(completeRow({ class: "moved", old: { line: 4, indent: "" } })).toEqual({
      class: "moved",
    });
  });
});
