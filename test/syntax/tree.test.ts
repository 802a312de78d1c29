import { describe, expect, test } from "vitest";
import { isDatumKind, isTokenKind, isTriviaKind, SyntaxKind } from "../../src/syntax/kinds.js";
import { parse } from "../../src/syntax/parser.js";
import { isSymbol, type SyntaxNode } from "../../src/syntax/tree.js";
import { fc } from "../properties.js";
import { someText } from "./arbitraries.js";

const SOURCE = '; top\n(f \'x {y} "s")\t; end';
const { root } = parse(SOURCE);
const form = root.firstElement as SyntaxNode;

const texts = (nodes: readonly SyntaxNode[]) => nodes.map((node) => node.text);

/** Everything that a move reaches when it is repeated. */
function chain(first: SyntaxNode | undefined, move: (node: SyntaxNode) => SyntaxNode | undefined) {
  const nodes: SyntaxNode[] = [];
  for (let node = first; node !== undefined; node = move(node)) {
    nodes.push(node);
  }
  return nodes;
}

const indices = (nodes: readonly SyntaxNode[]) => nodes.map(({ index }) => index);

test("children are everything, elements only the data", () => {
  expect(texts(root.children)).toEqual(["; top", "\n", '(f \'x {y} "s")', "\t", "; end"]);
  expect(texts(root.elements)).toEqual(['(f \'x {y} "s")']);
  expect(texts(form.children)).toEqual(["(", "f", " ", "'x", " ", "{y}", " ", '"s"', ")"]);
  expect(texts(form.elements)).toEqual(["f", "'x", "{y}", '"s"']);
  expect(texts(form.elements[1]?.children ?? [])).toEqual(["'", "x"]);
});

test("a view tells what its element is and where", () => {
  expect(form).toMatchObject({
    kind: SyntaxKind.List,
    kindName: "List",
    start: 6,
    end: 20,
    span: { start: 6, end: 20 },
    isToken: false,
    isTrivia: false,
    isDatum: true,
  });
  expect(root.firstChild).toMatchObject({ kindName: "Comment", isToken: true, isTrivia: true });
  expect(form.firstChild).toMatchObject({ kindName: "OpenParen", isToken: true, isDatum: false });
});

test("moves lead to neighbours of either sort", () => {
  expect(root.firstChild?.text).toBe("; top");
  expect(root.firstElement?.text).toBe('(f \'x {y} "s")');
  expect(form.firstChild?.text).toBe("(");
  expect(form.firstElement?.text).toBe("f");
  expect(form.firstElement?.nextSibling?.text).toBe(" ");
  expect(form.firstElement?.nextElement?.text).toBe("'x");
  expect(form.firstElement?.parent?.is(form)).toBe(true);
  expect(form.parent?.is(root)).toBe(true);
});

test("moves end where there is nothing more", () => {
  expect(root.parent).toBeUndefined();
  expect(root.nextSibling).toBeUndefined();
  expect(root.nextElement).toBeUndefined();
  expect(form.nextSibling?.text).toBe("\t");
  expect(form.nextElement).toBeUndefined();
  expect(form.children.at(-1)?.nextSibling).toBeUndefined();
  expect(form.firstChild?.firstChild).toBeUndefined();
  expect(form.firstChild?.firstElement).toBeUndefined();
  expect(form.firstChild?.children).toEqual([]);
  const empty = parse("()").root.firstElement;
  expect(empty?.firstChild?.text).toBe("(");
  expect(empty?.firstElement).toBeUndefined();
  expect(parse("").root.firstChild).toBeUndefined();
});

test("views of one element are the same, those of another tree are not", () => {
  expect(root.firstElement?.is(form)).toBe(true);
  expect(form.is(root)).toBe(false);
  expect(form.is(parse(SOURCE).root.firstElement as SyntaxNode)).toBe(false);
});

test("steps from neighbour to neighbour give the same as the lists", () => {
  fc.assert(
    fc.property(someText, (source) => {
      const { tree } = parse(source).root;
      for (let index = 0; index < tree.size; index++) {
        const node = tree.node(index);
        const { children, elements } = node;
        expect(indices(chain(node.firstChild, (at) => at.nextSibling))).toEqual(indices(children));
        expect(indices(chain(node.firstElement, (at) => at.nextElement))).toEqual(
          indices(elements),
        );
        expect(indices(children.filter((child) => child.isDatum))).toEqual(indices(elements));
        expect(children.every((child) => child.parent?.is(node))).toBe(true);
      }
    }),
  );
});

describe("isSymbol", () => {
  const elements = parse('def defx "def" def').root.elements;

  test.each([
    [0, "def", true],
    [0, "de", false],
    [0, "deff", false],
    [1, "def", false],
    [2, '"def"', false],
    [3, "def", true],
  ])("element %i is %s: %j", (index, name, expected) => {
    expect(isSymbol(elements[index], name)).toBe(expected);
  });

  test("nothing is no symbol", () => {
    expect(isSymbol(undefined, "def")).toBe(false);
  });
});

test("every kind but the root and the punctuation is a datum or trivia", () => {
  const sorts = Object.entries(SyntaxKind).map(([name, kind]) => {
    const sort = isDatumKind(kind) ? "datum" : isTriviaKind(kind) ? "trivia" : "other";
    return [name, `${isTokenKind(kind) ? "token" : "node"}, ${sort}`];
  });
  expect(Object.fromEntries(sorts)).toEqual({
    Whitespace: "token, trivia",
    Newline: "token, trivia",
    Comment: "token, trivia",
    Symbol: "token, datum",
    Number: "token, datum",
    String: "token, datum",
    OpenParen: "token, other",
    CloseParen: "token, other",
    OpenBrace: "token, other",
    CloseBrace: "token, other",
    QuoteMark: "token, other",
    QuasiquoteMark: "token, other",
    UnquoteMark: "token, other",
    UnquoteSplicingMark: "token, other",
    Unknown: "token, other",
    Root: "node, other",
    List: "node, datum",
    QExpr: "node, datum",
    Prefixed: "node, datum",
  });
});
