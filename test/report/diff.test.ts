import { describe, expect, test } from "vitest";
import { applyEdits, type Edit } from "../../src/edit/edit.js";
import { diffLines, formatHunkHeader, hunksOf, type LineDiff } from "../../src/report/diff.js";
import { formatPatch } from "../../src/report/patch.js";
import { fc } from "../properties.js";
import { editedText } from "../random-edits.js";

/** The diff of edits written as `[start, end, newText]`. */
function diffOf(source: string, ...edits: [number, number, string][]): LineDiff {
  return diffLines(source, ...applied(source, toEdits(edits)));
}

function toEdits(edits: readonly [number, number, string][]): readonly Edit[] {
  return edits.map(([start, end, newText]) => ({ span: { start, end }, newText }));
}

function applied(source: string, edits: readonly Edit[]): [string, readonly Edit[]] {
  return [applyEdits(source, edits), edits];
}

/** The hunks as diff prints them. */
function show(diff: LineDiff, context = 3): string {
  return formatPatch("f", diff, context).split("\n").slice(3).join("\n");
}

/** The new text again, put together from the old lines and the changes. */
function patched({ oldLines, newLines, changes }: LineDiff): string {
  const parts: string[] = [];
  let at = 0;
  for (const { oldStart, oldEnd, newStart, newEnd } of changes) {
    for (; at < oldStart; at++) parts.push(oldLines.at(at));
    for (let line = newStart; line < newEnd; line++) parts.push(newLines.at(line));
    at = oldEnd;
  }
  for (; at < oldLines.count; at++) parts.push(oldLines.at(at));
  return parts.join("");
}

describe("the line diff", () => {
  test.each<[string, string, [number, number, string][], string]>([
    ["a word within a line", "a\nb c\nd\n", [[2, 3, "x"]], "@@ -1,3 +1,3 @@\n a\n-b c\n+x c\n d\n"],
    ["a whole line added", "a\nb\n", [[2, 2, "x\n"]], "@@ -1,2 +1,3 @@\n a\n+x\n b\n"],
    ["a whole line removed", "a\nb\nc\n", [[2, 4, ""]], "@@ -1,3 +1,2 @@\n a\n-b\n c\n"],
    ["a line added at the end", "a\n", [[2, 2, "b\n"]], "@@ -1 +1,2 @@\n a\n+b\n"],
    ["everything added", "", [[0, 0, "a\nb\n"]], "@@ -0,0 +1,2 @@\n+a\n+b\n"],
    ["everything removed", "a\nb\n", [[0, 4, ""]], "@@ -1,2 +0,0 @@\n-a\n-b\n"],
    [
      "two edits of one line",
      "a b c\n",
      [
        [0, 1, "x"],
        [4, 5, "y"],
      ],
      "@@ -1 +1 @@\n-a b c\n+x b y\n",
    ],
    ["two lines joined", "a\nb\nc\n", [[1, 2, " "]], "@@ -1,3 +1,2 @@\n-a\n-b\n+a b\n c\n"],
    ["a line split", "a b\nc\n", [[1, 2, "\n"]], "@@ -1,2 +1,3 @@\n-a b\n+a\n+b\n c\n"],
    ["an edit that changes nothing", "a\nb\n", [[0, 1, "a"]], ""],
    [
      "an edit that starts and ends with lines that stay",
      "a\nb\nc\n",
      [[0, 6, "a\nx\nc\n"]],
      "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n",
    ],
    [
      "no line end at the end of the old text",
      "a\nb",
      [[3, 3, "\n"]],
      "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n",
    ],
    [
      "no line end at the end of the new text",
      "a\nb\n",
      [[3, 4, ""]],
      "@@ -1,2 +1,2 @@\n a\n-b\n+b\n\\ No newline at end of file\n",
    ],
    [
      "no line end at the end of both",
      "a\nb",
      [[0, 1, "x"]],
      "@@ -1,2 +1,2 @@\n-a\n+x\n b\n\\ No newline at end of file\n",
    ],
    ["CRLF", "a\r\nb\r\n", [[0, 1, "x"]], "@@ -1,2 +1,2 @@\n-a\r\n+x\r\n b\r\n"],
    ["a lone carriage return ends no line", "a\rb\n", [[0, 1, "x"]], "@@ -1 +1 @@\n-a\rb\n+x\rb\n"],
  ])("%s", (_name, source, edits, expected) => {
    expect(show(diffOf(source, ...edits))).toBe(expected);
  });

  test("gives the new text, whatever the edits", () => {
    fc.assert(
      fc.property(editedText, ({ source, edits }) => {
        const [newText] = applied(source, edits);
        expect(patched(diffLines(source, newText, edits))).toBe(newText);
      }),
      { numRuns: 2000 },
    );
  });

  test("keeps a shared line between any two changes", () => {
    fc.assert(
      fc.property(editedText, ({ source, edits }) => {
        const { changes } = diffLines(source, ...applied(source, edits));
        changes.slice(1).forEach((change, index) => {
          expect(change.oldStart).toBeGreaterThan(changes[index]?.oldEnd as number);
        });
      }),
      { numRuns: 500 },
    );
  });
});

describe("hunks", () => {
  const source = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";

  test("stay apart where the context lines of two changes do not meet", () => {
    const diff = diffOf(source, [0, 1, "x"], [16, 17, "y"]);
    expect(hunksOf(diff, 3).map(formatHunkHeader)).toEqual(["@@ -1,4 +1,4 @@", "@@ -6,4 +6,4 @@"]);
  });

  test("become one where they do", () => {
    const diff = diffOf(source, [0, 1, "x"], [14, 15, "y"]);
    expect(hunksOf(diff, 3).map(formatHunkHeader)).toEqual(["@@ -1,9 +1,9 @@"]);
  });

  test("can do without context", () => {
    const diff = diffOf(source, [2, 3, "x"], [6, 6, "new\n"]);
    expect(show(diff, 0)).toBe("@@ -2 +2 @@\n-2\n+x\n@@ -3,0 +4 @@\n+new\n");
  });
});
