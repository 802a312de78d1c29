import { expect, test } from "vitest";
import { parse } from "../../src/syntax/parser.js";
import { treeOf } from "../../src/syntax/tree-of.js";

const long = (name: string): string => `(${name} "${"x".repeat(1_500_000)}")`;

test("the tree of a text is the one that parsing it gives, and the same one each time", () => {
  const tree = treeOf("(f 1)");
  expect(tree.root.text).toBe(parse("(f 1)").root.text);
  expect(treeOf(["(f", "1)"].join(" "))).toBe(tree);
});

test("what was asked for long ago is let go, what is asked for again is kept", () => {
  const [a, b] = [treeOf(long("a")), treeOf(long("b"))];
  expect(treeOf(long("a"))).toBe(a);
  treeOf(long("c"));
  expect(treeOf(long("a"))).toBe(a);
  expect(treeOf(long("b"))).not.toBe(b);
});

test("a text that is longer than everything that is kept is kept while nothing else is asked for", () => {
  const huge = `"${"x".repeat(5_000_000)}"`;
  const tree = treeOf(huge);
  expect(treeOf(huge)).toBe(tree);
  treeOf("()");
  expect(treeOf(huge)).not.toBe(tree);
});
