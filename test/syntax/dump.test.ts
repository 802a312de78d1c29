import { expect, test } from "vitest";
import { dumpTree, formatTree } from "../../src/syntax/dump.js";
import { parse } from "../../src/syntax/parser.js";
import { fc } from "../properties.js";
import { someText } from "./arbitraries.js";

const VALID = `; suite
(test/define "two
lines" ; note\r
  {== '(-1 a) ,@b})
`;
const MALFORMED = "(a {b ' )\n\uFEFF} \"\\q";

test.each([
  ["a text that reads", VALID],
  ["a text that does not", MALFORMED],
  ["an empty text", ""],
])("%s as lines", (_, source) => {
  expect(formatTree(parse(source))).toMatchSnapshot();
});

test("a tree as data", () => {
  expect(dumpTree(parse(MALFORMED))).toMatchSnapshot();
});

test("elements come in document order, and the tokens among them hold the whole text", () => {
  fc.assert(
    fc.property(someText, (source) => {
      const { elements, diagnostics } = dumpTree(parse(source));
      expect(elements.map(({ text }) => text ?? "").join("")).toBe(source);
      expect(
        elements.every(
          ({ start, end, text }) => (text ?? source.slice(start, end)) === source.slice(start, end),
        ),
      ).toBe(true);
      expect(diagnostics).toEqual(parse(source).diagnostics);
    }),
  );
});

test("depth grows by one from parent to child", () => {
  const depths = dumpTree(parse("((a) 'b)")).elements.map(({ kind, depth }) => `${depth} ${kind}`);
  expect(depths).toEqual([
    "0 Root",
    "1 List",
    "2 OpenParen",
    "2 List",
    "3 OpenParen",
    "3 Symbol",
    "3 CloseParen",
    "2 Whitespace",
    "2 Prefixed",
    "3 QuoteMark",
    "3 Symbol",
    "2 CloseParen",
  ]);
});

test("deep nesting neither overflows nor widens the lines without end", () => {
  const depth = 20_000;
  const tree = parse("(".repeat(depth) + ")".repeat(depth));
  const lines = formatTree(tree).split("\n");
  expect(lines).toHaveLength(tree.size + 1);
  expect(Math.max(...lines.slice(0, 1000).map((line) => line.length))).toBeLessThan(120);
  expect(JSON.stringify(dumpTree(tree))).toContain(`"depth":${depth}`);
});
