import { expect, test } from "vitest";
import { readSuppressions } from "../../src/finding/suppressions.js";

const read = (source: string) =>
  readSuppressions(source).map(({ line, code, reason, span }) => ({
    line,
    code,
    reason,
    text: source.slice(span.start, span.end),
  }));
const NEXT = "; valk-codemod-disable-next-line";

test.each([
  [`${NEXT} a-code for a reason\n(f)\n`, 2, "a-code", "for a reason"],
  [`\t;;;valk-codemod-disable-next-line  a\tb \r\n(f)`, 2, "a", "b"],
  ["; valk-codemod-disable-file a b", undefined, "a", "b"],
  [`(f)\n${NEXT}\n(g)`, 3, "", ""],
  [`${NEXT} a`, 2, "a", ""],
])("%j is read", (source, line, code, reason) => {
  expect(read(source)).toEqual([expect.objectContaining({ line, code, reason })]);
});

test.each([
  [`(f)\n(g) ${NEXT} a b\n(h)`, 2],
  ["(f)\n(g) ; valk-codemod-disable-line a b\n(h)", 2],
  ['(f "\n") ;; valk-codemod-disable-line a b', 2],
  ["(f)\n(g) ; valk-codemod-disable-file a b", undefined],
])("%j, behind code, speaks of its own line", (source, line) => {
  expect(read(source)).toEqual([expect.objectContaining({ line, code: "a", reason: "b" })]);
});

test.each([
  ["; valk-codemod-disable-next-liner a b", "next-liner"],
  ["(f) ; valk-codemod-disable-everything a b", "everything"],
  ["; valk-codemod-disable a b", ""],
])("%j is read, though its word says nothing", (source, word) => {
  expect(readSuppressions(source)).toEqual([
    expect.objectContaining({ word, code: "a", reason: "b" }),
  ]);
});

test("its place is the comment without blanks", () => {
  expect(read(`  ${NEXT} a b  \r\n(f)`)[0]?.text).toBe(`${NEXT} a b`);
});

test.each([
  `(f "\n${NEXT} a in a string\n")`,
  "; valk-codemod-disabled a b",
  "; see valk-codemod-disable-next-line a b",
  "(f)",
])("%j is none", (source) => {
  expect(read(source)).toEqual([]);
});

test("several below one another speak of the same line", () => {
  const source = `${NEXT} a one\n${NEXT} b two\n(f)\n${NEXT} c three\n\n(g)\n`;
  expect(read(source).map(({ line }) => line)).toEqual([3, 3, 5]);
});
