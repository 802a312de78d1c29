import { describe, expect, test } from "vitest";
import { printNode } from "../../src/edit/print.js";
import {
  comment,
  list,
  type NewNode,
  number,
  qexpr,
  quasiquote,
  quote,
  reuse,
  string,
  symbol,
  unquote,
  unquoteSplicing,
} from "../../src/syntax/build.js";
import { equalElements } from "../../src/syntax/equality.js";
import { SyntaxKind } from "../../src/syntax/kinds.js";
import { parse } from "../../src/syntax/parser.js";
import { walk } from "../../src/syntax/traverse.js";
import type { SyntaxNode } from "../../src/syntax/tree.js";
import { fc } from "../properties.js";
import { validText } from "../syntax/arbitraries.js";
import { described } from "./arbitraries.js";

const lines = (...texts: string[]) => texts.join("\n");
const [f, a, b] = [symbol("f"), symbol("a"), symbol("b")];

/** The first element of a text, to be used again. */
const old = (source: string) => reuse(parse(source).root.firstElement as SyntaxNode);

describe("on one line, where it fits", () => {
  test.each<[text: string, node: NewNode]>([
    ["a", a],
    ["-12", number(-12)],
    ['"x\\n"', string("x\n")],
    ["()", list()],
    ["{}", qexpr()],
    ["(f)", list(f)],
    ["(f a {b ()})", list(f, a, qexpr(b, list()))],
    ["{:key a :other b}", qexpr(symbol(":key"), a, symbol(":other"), b)],
    ["(f 'a (g {1}))", list(f, old("'a"), old("(g {1})"))],
    ["'a", quote(a)],
    ["`(f ,a ,@b)", quasiquote(list(f, unquote(a), unquoteSplicing(b)))],
    ["''(f a)", quote(quote(list(f, a)))],
  ])("%s", (text, node) => {
    expect(printNode(node, { column: 0 })).toBe(text);
    expect(printNode(node, { column: 70 - text.length })).toBe(text);
  });
});

describe("at width 1", () => {
  test.each<[text: string, node: NewNode]>([
    ["a", a],
    ["()", list()],
    ["(f)", list(f)],
    ["((f))", list(list(f))],
    [lines("(f", "  a", "  b)"), list(f, a, b)],
    [lines("{f", "  (a", "    b)}"), qexpr(f, list(a, b))],
    [lines("((f", "   a)", "  b)"), list(list(f, a), b)],
    [lines("(({f", "    a}))"), list(list(qexpr(f, a)))],
    [lines("{:key a", " :other b}"), qexpr(symbol(":key"), a, symbol(":other"), b)],
    [lines("(f", "  :key a", "  b)"), list(f, symbol(":key"), a, b)],
    [lines("(f", "  a", "  :key)"), list(f, a, symbol(":key"))],
    ["{:key}", qexpr(symbol(":key"))],
    ["{:key a}", qexpr(symbol(":key"), a)],
    [lines("{:key :a", " b}"), qexpr(symbol(":key"), symbol(":a"), b)],
    [lines("(f", "  :key (a", "    b))"), list(f, symbol(":key"), list(a, b))],
  ])("%j", (text, node) => {
    expect(printNode(node, { column: 0, width: 1 })).toBe(text);
  });
});

describe("comments end their line, at any width", () => {
  test.each<[text: string, node: NewNode]>([
    ["; why ", comment("why ")],
    [";", comment("")],
    [lines("(f", "  ; why  ", "  a", "  b)"), list(f, comment("why  "), a, b)],
    [lines("(f", "  a", "  ; why", ")"), list(f, a, comment("why"))],
    [lines("(; why", "  f", "  a)"), list(comment("why"), f, a)],
    [lines("{:key", " ; why", " a}"), qexpr(symbol(":key"), comment("why"), a)],
    [lines("'(f", "   ; why", "   a)"), quote(list(f, comment("why"), a))],
  ])("%j", (text, node) => {
    expect(printNode(node, { column: 0 })).toBe(text);
    expect(printNode(node, { column: 0, width: 1 })).toBe(text);
  });
});

describe("where it will stand", () => {
  const node = list(symbol("function"), symbol("argument"), qexpr(a, b));

  test.each([
    [0, 27, "(function argument {a b})"],
    [0, 25, "(function argument {a b})"],
    [0, 24, lines("(function", "  argument", "  {a b})")],
    [2, 27, "(function argument {a b})"],
    [3, 27, lines("(function", "     argument", "     {a b})")],
    [3, 9, lines("(function", "     argument", "     {a", "       b})")],
    [
      90,
      80,
      lines(
        "(function",
        `${" ".repeat(92)}argument`,
        `${" ".repeat(92)}{a`,
        `${" ".repeat(94)}b})`,
      ),
    ],
  ])("column %i, width %i", (column, width, text) => {
    expect(printNode(node, { column, width })).toBe(text);
  });

  test("80 columns unless told otherwise", () => {
    const long = list(f, symbol("x".repeat(76)));
    expect(printNode(long, { column: 0 })).toBe(`(f ${"x".repeat(76)})`);
    expect(printNode(long, { column: 1 })).toBe(lines("(f", `   ${"x".repeat(76)})`));
  });
});

describe("line ends", () => {
  test("new ones are those asked for", () => {
    expect(printNode(list(f, a), { column: 0, width: 1, lineEnd: "\r\n" })).toBe("(f\r\n  a)");
  });

  test("reused ones stay", () => {
    const node = list(f, old("(a\n  b)"), old('"x\r\ny"'));
    expect(printNode(node, { column: 0, lineEnd: "\r\n" })).toBe(
      '(f\r\n  (a\n    b)\r\n  "x\r\ny")',
    );
  });
});

describe("reused nodes", () => {
  test.each<[name: string, column: number, node: NewNode, text: string]>([
    ["alone, at their column", 0, old("(a\n  b)"), "(a\n  b)"],
    ["alone, further right", 4, old("(a\n  b)"), "(a\n      b)"],
    ["alone, further left", 1, old("    (a\n      b\n  c)"), "(a\n   b\nc)"],
    ["in a list", 0, list(f, old("(a\n  b)")), lines("(f", "  (a", "    b))")],
    ["at the head of a list", 0, list(old("(a\n  b)"), b), lines("((a", "   b)", "  b)")],
    ["alone in a list", 0, list(old("(a\n  b)")), lines("((a", "   b))")],
    ["behind a keyword", 0, qexpr(symbol(":k"), old("(a\n  b)")), lines("{:k (a", "      b)}")],
    [
      "with a string over lines",
      2,
      list(f, old('(a "x\n  y"\n  b)')),
      lines("(f", '    (a "x', '  y"', "      b))"),
    ],
    [
      "a string over lines",
      2,
      list(f, old('"x\n  y"'), a),
      lines("(f", '    "x', '  y"', "    a)"),
    ],
    [
      "with comments",
      0,
      list(f, old("(a ; one )\n; two\n)")),
      lines("(f", "  (a ; one )", "  ; two", "  ))"),
    ],
    [
      "with blank lines and trailing blanks",
      0,
      list(f, old("(a  \n\n   \n b)")),
      lines("(f", "  (a  ", "", "   ", "   b))"),
    ],
    ["a prefixed one", 0, list(f, old("'\n (a)")), lines("(f", "  '", "   (a))")],
    ["several on a line", 0, list(f, old("'a"), old("{b}"), old('"c"')), `(f 'a {b} "c")`],
  ])("%s", (_, column, node, text) => {
    expect(printNode(node, { column })).toBe(text);
  });

  test("the length of the first line counts", () => {
    const node = list(f, old("(a b)"));
    expect(printNode(node, { column: 0, width: 9 })).toBe("(f (a b))");
    expect(printNode(node, { column: 0, width: 8 })).toBe("(f\n  (a b))");
  });
});

describe("the characters that the printer uses for itself", () => {
  const own = "\uE000\uE001\uE001";

  test("come through in strings", () => {
    const node = list(f, string(own), old(`"${own}"`), string("\uE001"), old("(a)"));
    expect(printNode(node, { column: 0 })).toBe(`(f "${own}" "${own}" "\uE001" (a))`);
  });

  test("come through in comments and over lines", () => {
    const node = list(f, string(own), old(`(a ; ${own}\n"${own}\n${own}")`));
    expect(printNode(node, { column: 0 })).toBe(
      lines("(f", `  "${own}"`, `  (a ; ${own}`, `  "${own}`, `${own}"))`),
    );
  });
});

function comments(root: SyntaxNode): string[] {
  const texts: string[] = [];
  walk(root, (node) => {
    if (node.kind === SyntaxKind.Comment) texts.push(node.text);
    return undefined;
  });
  return texts;
}

const places = fc.record({
  column: fc.nat(100),
  width: fc.constantFrom(1, 10, 80),
  lineEnd: fc.constantFrom("\n", "\r\n"),
});

test("what is printed reads as what was described, comments and all", () => {
  fc.assert(
    fc.property(described, places, ({ node, text }, options) => {
      const expected = parse(text).root;
      const printed = parse(printNode(node, options));
      expect(expected.tree.diagnostics).toEqual([]);
      expect(printed.diagnostics).toEqual([]);
      expect(equalElements(printed.root, expected)).toBe(true);
      expect(comments(printed.root)).toEqual(comments(expected));
    }),
    { numRuns: 1000 },
  );
});

test("what is printed has no blanks around it, and only reused text ends lines in blanks", () => {
  fc.assert(
    fc.property(described, places, ({ node, text }, options) => {
      const printed = printNode(node, options);
      expect(printed).toBe(printed.trim());
      if (!/[ \t\v\r]\n/.test(text)) {
        expect(printed.replaceAll(options.lineEnd, "\n")).not.toMatch(/[ \t]\n/);
      }
    }),
  );
});

test("every element of a text prints as it stands when it stays where it is", () => {
  fc.assert(
    fc.property(validText, (source) => {
      const { root, lines: index } = parse(source);
      walk(root, (node) => {
        if (node.isDatum) {
          const column = index.position(node.start).column - 1;
          expect(printNode(reuse(node), { column, width: 1, lineEnd: "\r\n" })).toBe(node.text);
        }
        return undefined;
      });
    }),
  );
});
