import { describe, expect, test } from "vitest";
import { newTextOf, RewriteBuilder } from "../../src/edit/rewrite.js";
import { type Shift, writeShifted } from "../../src/edit/shift.js";
import { TokenTexts } from "../../src/edit/token-texts.js";
import { parse } from "../../src/syntax/parser.js";
import type { SyntaxNode } from "../../src/syntax/tree.js";

const UNSHIFTED: Shift = { from: "", to: "" };

/** The source with the texts that `write` puts into its first form. */
function written(
  source: string,
  write: (texts: TokenTexts, form: SyntaxNode) => void,
  shift = UNSHIFTED,
): string {
  const tree = parse(source);
  const texts = new TokenTexts(tree);
  write(texts, tree.root.firstElement as SyntaxNode);
  const out = new RewriteBuilder(source);
  writeShifted(out, tree, 1, tree.size, shift, texts.build());
  return newTextOf(out.build());
}

describe("texts around tokens", () => {
  test("what is around comes first, and its brackets are the outer ones", () => {
    const text = written("(a)", (texts, form) => {
      texts.surround(form, "[", "]");
      texts.surround(form, "<", ">");
      texts.fill(form, "x ", " y");
    });
    expect(text).toBe("[<(x a y)>]");
  });

  test("a token may be replaced and surrounded, a symbol like brackets or a quoted datum", () => {
    const text = written("(f 'b c)", (texts, form) => {
      const [head, quoted, last] = form.elements as [SyntaxNode, SyntaxNode, SyntaxNode];
      texts.replace(head.index, "g");
      texts.surround(quoted, "<", ">");
      texts.surround(last, "[", "]");
      texts.replace(last.index, "");
    });
    expect(text).toBe("(g <'b> [])");
  });

  test.each([
    ["with the indentation of the token's line", "(a\n    b)", UNSHIFTED, "(a\n    x\n    b)"],
    ["shifted like it", "(a\n    b)", { from: "", to: "\t" }, "(a\n\t    x\n\t    b)"],
    ["shifted to the left", "(a\n    b)", { from: "  ", to: "" }, "(a\n  x\n  b)"],
    ["with its line end", "(a\r\n  b)", UNSHIFTED, "(a\r\n  x\r\n  b)"],
    ["on the first line", "(b)", UNSHIFTED, "(x\nb)"],
  ])("a line feed begins a line %s", (_, source, shift, expected) => {
    const write = (texts: TokenTexts, form: SyntaxNode): void =>
      texts.addBefore((form.elements.at(-1) as SyntaxNode).index, "x\n");
    expect(written(source, write, shift)).toBe(expected);
  });
});
