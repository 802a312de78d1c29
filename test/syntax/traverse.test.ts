import { expect, test } from "vitest";
import { parse } from "../../src/syntax/parser.js";
import { elementAt, walk, walkElements } from "../../src/syntax/traverse.js";
import type { SyntaxNode } from "../../src/syntax/tree.js";
import { fc } from "../properties.js";
import { someText } from "./arbitraries.js";

type Walk = typeof walk;

/** The texts that a walk visits, in order; what is below an element of `pruned` is left out. */
function visited(walkOver: Walk, node: SyntaxNode, ...pruned: string[]): string[] {
  const texts: string[] = [];
  walkOver(node, (at) => {
    texts.push(at.text);
    return pruned.includes(at.text) ? false : undefined;
  });
  return texts;
}

const { root } = parse("(f {a} 'b) ; c");
const form = root.firstElement as SyntaxNode;

test("walk visits everything in document order", () => {
  expect(visited(walk, root)).toEqual([
    "(f {a} 'b) ; c",
    "(f {a} 'b)",
    "(",
    "f",
    " ",
    "{a}",
    "{",
    "a",
    "}",
    " ",
    "'b",
    "'",
    "b",
    ")",
    " ",
    "; c",
  ]);
});

test("walkElements visits the data", () => {
  expect(visited(walkElements, root)).toEqual(["(f {a} 'b)", "f", "{a}", "a", "'b", "b"]);
});

test("a walk stays below the element that it starts from", () => {
  const [, qexpr] = form.elements as [SyntaxNode, SyntaxNode];
  expect(visited(walk, qexpr)).toEqual(["{a}", "{", "a", "}"]);
  expect(visited(walkElements, qexpr)).toEqual(["{a}", "a"]);
  expect(visited(walkElements, form.firstElement as SyntaxNode)).toEqual(["f"]);
});

test("false leaves out what is below, and nothing else", () => {
  expect(visited(walk, form, "{a}")).toEqual([
    "(f {a} 'b)",
    "(",
    "f",
    " ",
    "{a}",
    " ",
    "'b",
    "'",
    "b",
    ")",
  ]);
  expect(visited(walkElements, root, "{a}", "b")).toEqual(["(f {a} 'b)", "f", "{a}", "'b", "b"]);
  expect(visited(walkElements, root, "(f {a} 'b)")).toEqual(["(f {a} 'b)"]);
  expect(visited(walk, root, root.text)).toEqual([root.text]);
});

test("true goes on as undefined does", () => {
  let count = 0;
  walk(root, () => {
    count++;
    return true;
  });
  expect(count).toBe(root.tree.size);
});

test("a malformed element hides none of the data below it", () => {
  expect(visited(walkElements, parse("(a {b # c").root)).toEqual([
    "(a {b # c",
    "a",
    "{b # c",
    "b",
    "c",
  ]);
});

test("elementAt finds the innermost element", () => {
  const found = Array.from(root.text, (_, offset) => elementAt(root, offset).text);
  expect(found).toEqual([
    "(",
    "f",
    " ",
    "{",
    "a",
    "}",
    " ",
    "'",
    "b",
    ")",
    " ",
    "; c",
    "; c",
    "; c",
  ]);
  expect(elementAt(root, root.end).is(root)).toBe(true);
  expect(elementAt(form, root.end).is(form)).toBe(true);
});

test("elementAt finds the leaf that holds the offset, in any text", () => {
  fc.assert(
    fc.property(someText, (source) => {
      const tree = parse(source);
      for (let offset = 0; offset < source.length; offset++) {
        const { isToken, start, end } = elementAt(tree.root, offset);
        expect(isToken && start <= offset && offset < end).toBe(true);
      }
    }),
  );
});
