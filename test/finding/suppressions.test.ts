import { expect, test } from "vitest";
import { excuse, readSuppressions } from "../../src/finding/suppressions.js";
import { LineIndex } from "../../src/syntax/line-index.js";

const read = (source: string) =>
  readSuppressions(source, new LineIndex(source)).map(({ line, code, reason, span }) => ({
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

test("its place is the comment without blanks", () => {
  expect(read(`  ${NEXT} a b  \r\n(f)`)[0]?.text).toBe(`${NEXT} a b`);
});

test.each([
  `(f) ${NEXT} a behind a form`,
  `(f "\n${NEXT} a in a string\n")`,
  "; valk-codemod-disable-next-liner a b",
  "; valk-codemod-disable-everything a b",
  "; see valk-codemod-disable-next-line a b",
  "(f)",
])("%j is none", (source) => {
  expect(read(source)).toEqual([]);
});

test("several below one another speak of the same line", () => {
  const source = `${NEXT} a one\n${NEXT} b two\n(f)\n${NEXT} c three\n\n(g)\n`;
  expect(read(source).map(({ line }) => line)).toEqual([3, 3, 5]);
});

test("excuses by code and line, or for the whole file", () => {
  const source = `; valk-codemod-disable-file b all\n${NEXT} a here\n(f)\n${NEXT} c why\n${NEXT} d\n`;
  const suppressions = readSuppressions(source, new LineIndex(source));
  const findings = [
    { code: "a", line: 3 },
    { code: "a", line: 4 },
    { code: "b", line: 9 },
    { code: "d", line: 6 },
  ];
  const { verdicts, unreasoned, unused } = excuse(suppressions, findings);
  expect(verdicts.map(({ by }) => by?.reason)).toEqual(["here", undefined, "all", undefined]);
  expect(unreasoned.map(({ code }) => code)).toEqual(["d"]);
  expect(unused.map(({ code }) => code)).toEqual(["c"]);
});
