import { expect, test } from "vitest";
import { isEmptyBrackets, readCall, readForm } from "../../src/syntax/form.js";
import { parse } from "../../src/syntax/parser.js";
import type { SyntaxNode } from "../../src/syntax/tree.js";

const first = (source: string) => parse(source).root.firstElement as SyntaxNode;

test.each<[source: string, form: string[] | undefined, isCall: boolean]>([
  ["(f)", ["f"], true],
  ["(f a {b})", ["f", "a", "{b}"], true],
  ["( ; note\n f ; note\n 'a )", ["f", "'a"], true],
  ["(-> x)", ["->", "x"], true],
  ["(f a", ["f", "a"], true],
  ["{f a}", ["f", "a"], false],
  ["()", undefined, false],
  ["{}", undefined, false],
  ["(1 a)", undefined, false],
  ['("f" a)', undefined, false],
  ["((f) a)", undefined, false],
  ["({f} a)", undefined, false],
  ["'(f)", undefined, false],
  ["f", undefined, false],
])("%j reads as form %j", (source, texts, isCall) => {
  const node = first(source);
  const form = readForm(node);
  expect(form && [form.name, ...form.args.map(({ text }) => text)]).toEqual(texts);
  expect(form?.head.text).toBe(texts?.[0]);
  expect(form?.node.is(node)).toBe(texts && true);
  expect(readCall(node)).toEqual(isCall ? form : undefined);
});

test("a root is no form, whatever it begins with", () => {
  expect(readForm(parse("f a").root)).toBeUndefined();
});

test.each([
  ["()", true],
  ["{}", true],
  ["( )", false],
  ["{;\n}", false],
  ["(a)", false],
  ["{()}", false],
  ["'()", false],
  ["ab", false],
  ["(a", false],
  ["{", false],
])("%j is empty brackets: %j", (source, expected) => {
  expect(isEmptyBrackets(first(source))).toBe(expected);
});

test("a root is no brackets", () => {
  expect(isEmptyBrackets(parse("()").root)).toBe(false);
});
