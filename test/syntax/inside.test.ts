import { expect, test } from "vitest";
import { insideOf } from "../../src/syntax/inside.js";
import { parse } from "../../src/syntax/parser.js";
import { walkElements } from "../../src/syntax/traverse.js";
import type { SyntaxNode } from "../../src/syntax/tree.js";

function elementsOf(source: string): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  walkElements(parse(source).root, (node) => void found.push(node));
  return found;
}

test.each([
  ["a (b c) d {e (f)}", ["(b c)", "{e (f)}"], ["b", "c", "e", "(f)", "f"]],
  ["((a) b) c", ["(a)", "((a) b)"], ["(a)", "a", "b"]],
  ["((a) b) c", ["a"], []],
  ["a b", [], []],
])("of %j inside of %j are %j", (source, outer, expected) => {
  const all = elementsOf(source);
  const isInside = insideOf(outer.flatMap((text) => all.find((node) => node.text === text) ?? []));
  expect(all.filter(isInside).map(({ text }) => text)).toEqual(expected);
});
