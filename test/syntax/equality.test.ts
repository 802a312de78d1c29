import { describe, expect, test } from "vitest";
import { equalElements } from "../../src/syntax/equality.js";
import { parse } from "../../src/syntax/parser.js";
import type { SyntaxNode } from "../../src/syntax/tree.js";
import { fc } from "../properties.js";
import { validText } from "./arbitraries.js";
import { readNaively } from "./naive-reader.js";

const areEqual = (a: string, b: string) => equalElements(parse(a).root, parse(b).root);

test.each([
  ["(a b)", "(a b)"],
  ["(a b)", "( a ; note\n\tb\r\n)"],
  ["a", "; above\na ; behind"],
  ["'x", "' x"],
  ["", " ; note"],
  ['(f"a"{b})', '(f "a" {b})'],
])("%j equals %j", (a, b) => {
  expect(areEqual(a, b)).toBe(true);
});

test.each([
  ["'x", "{x}"],
  ["(a)", "{a}"],
  ["`x", "(quasiquote x)"],
  [",@x", ",x"],
  ["(a b)", "(a (b))"],
  ["(a) b", "(a b)"],
  ["a b", "a"],
  ["a", "a b"],
  ["a", ""],
  ["ab", "a b"],
  ["1", "01"],
  ['"\\t"', '"\t"'],
  ['"a b"', '"a  b"'],
  ['"a\n"', '"a\r\n"'],
  ["()", "(a)"],
])("%j does not equal %j, nor the other way round", (a, b) => {
  expect(areEqual(a, b)).toBe(false);
  expect(areEqual(b, a)).toBe(false);
});

describe("elements inside trees", () => {
  const [first, second, third] = parse("(a {1}) (a { 1 }) (a {1} b)").root.elements as [
    SyntaxNode,
    SyntaxNode,
    SyntaxNode,
  ];

  test("compare within their own spans", () => {
    expect(equalElements(first, first)).toBe(true);
    expect(equalElements(first, second)).toBe(true);
    expect(equalElements(first, third)).toBe(false);
    expect(equalElements(first.firstElement as SyntaxNode, third.firstElement as SyntaxNode)).toBe(
      true,
    );
  });
});

test("a closer is not a stray one, though both look alike", () => {
  const closer = parse("()").root.firstElement?.children[1] as SyntaxNode;
  const stray = parse(")").root.firstChild as SyntaxNode;
  expect(stray.text).toBe(closer.text);
  expect(equalElements(closer, stray)).toBe(false);
});

test("texts are equal when a naive reader reads the same from both", () => {
  fc.assert(
    fc.property(validText, validText, (a, b) => {
      const same = JSON.stringify(readNaively(a)) === JSON.stringify(readNaively(b));
      expect(areEqual(a, b)).toBe(same);
      expect(areEqual(a, ` ${a}\n; note`)).toBe(true);
    }),
  );
});
