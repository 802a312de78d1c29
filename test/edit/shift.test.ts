import { describe, expect, test } from "vitest";
import { newTextOf, RewriteBuilder } from "../../src/edit/rewrite.js";
import {
  isBlankLine,
  replacementsOf,
  type Shift,
  writeIndent,
  writeShifted,
} from "../../src/edit/shift.js";
import { SyntaxKind } from "../../src/syntax/kinds.js";
import { parse } from "../../src/syntax/parser.js";
import type { SyntaxTree } from "../../src/syntax/tree.js";
import { fc } from "../properties.js";
import { anyText, validText } from "../syntax/arbitraries.js";

/** All of a text shifted, with the texts of some elements replaced. */
function shifted(source: string, shift: Shift, replaced: Readonly<Record<string, string>> = {}) {
  const tree = parse(source);
  const replacements = new Map<number, string>();
  for (let index = 1; index < tree.size; index++) {
    const replacement = replaced[tree.text(index)];
    if (replacement !== undefined) replacements.set(index, replacement);
  }
  const out = new RewriteBuilder(source);
  writeShifted(out, tree, 1, tree.size, shift, replacementsOf(replacements));
  return newTextOf(out.build());
}

const lines = (...texts: string[]) => texts.join("\n");

describe("writeShifted", () => {
  test.each<[name: string, from: string, to: string, before: string, after: string]>([
    ["nothing", "", "  ", "", ""],
    ["one line, whose blanks are the caller's", "", "  ", " (a b)", " (a b)"],
    ["to the right", "", "    ", lines("(a", "  b", "c)"), lines("(a", "      b", "    c)")],
    ["further to the right", "  ", "    ", lines("(a", "    b)"), lines("(a", "      b)")],
    ["to the left", "    ", "  ", lines("(a", "      b", "    c)"), lines("(a", "    b", "  c)")],
    ["to the margin", "  ", "", lines("(a", "    b)"), lines("(a", "  b)")],
    ["nowhere", "  ", "  ", lines("(a", " b", "    c)"), lines("(a", " b", "    c)")],
    [
      "lines with fewer blanks than they would lose",
      "    ",
      "",
      lines("(a", "  b", "c)"),
      lines("(a", "b", "c)"),
    ],
    [
      "lines with fewer blanks than the first, to the right",
      "  ",
      "    ",
      lines("(a", " b", "c)"),
      lines("(a", "   b", "  c)"),
    ],
    ["tabs to the right", "", "\t", lines("(a", "\tb)"), lines("(a", "\t\tb)")],
    ["tabs to the left", "\t\t", "\t", lines("(a", "\t\t\tb)"), lines("(a", "\t\tb)")],
    [
      "from tabs to spaces",
      "\t",
      "    ",
      lines("(a", "\t\tb", "\tc)"),
      lines("(a", "    \tb", "    c)"),
    ],
    [
      "to a tab behind the spaces",
      "    ",
      "    \t",
      lines("(a", "    b", "      c)"),
      lines("(a", "    \tb", "    \t  c)"),
    ],
    [
      "from a tab before spaces to that tab",
      "\t  ",
      "\t",
      lines("(a", "\t    b", "\t  c)"),
      lines("(a", "\t  b", "\tc)"),
    ],
    [
      "from spaces to tabs",
      "  ",
      "\t",
      lines("(a", "    b", "\tc)"),
      lines("(a", "\t  b", "\t\tc)"),
    ],
    [
      "blank lines",
      "",
      "  ",
      lines("(a", "", "   ", "b", "", ")"),
      lines("(a", "", "   ", "  b", "", "  )"),
    ],
    ["CRLF", "", "  ", "(a\r\n\r\n \r\nb)\r\n", "(a\r\n\r\n \r\n  b)\r\n"],
    ["a lone carriage return, which ends no line", "", "  ", "(a\rb\n\rc)", "(a\rb\n  \rc)"],
    [
      "comments",
      "",
      "  ",
      lines("(a ; one", "; two", "  ; three", "b)"),
      lines("(a ; one", "  ; two", "    ; three", "  b)"),
    ],
    ["trailing blanks", "", "  ", lines("(a  ", "b) ", ""), lines("(a  ", "  b) ", "")],
    [
      "a string over several lines",
      "",
      "  ",
      lines('(a "one', "two", "", '  three" b', "c)"),
      lines('(a "one', "two", "", '  three" b', "  c)"),
    ],
    [
      "a line that starts with a string",
      "  ",
      "",
      lines("(a", '  "one', '  two"', "  b)"),
      lines("(a", '"one', '  two"', "b)"),
    ],
    [
      "a prefix and its datum on lines of their own",
      "",
      "  ",
      lines("'", "; note", ",@", "(a", "b)"),
      lines("'", "  ; note", "  ,@", "  (a", "  b)"),
    ],
    [
      "nested prefixes",
      "",
      "  ",
      lines("('`(a", ",@b) ')", "c"),
      lines("('`(a", "  ,@b) ')", "  c"),
    ],
    [
      "what does not read",
      "",
      "  ",
      lines("(a #", "} \uFEFF", '"x'),
      lines("(a #", "  } \uFEFF", '  "x'),
    ],
  ])("%s", (_, from, to, before, after) => {
    expect(shifted(before, { from, to })).toBe(after);
  });

  test.each<[name: string, replaced: Record<string, string>, before: string, after: string]>([
    [
      "a head",
      { "test/define": "test/add" },
      lines("(test/define", "  a)"),
      lines("(test/add", "    a)"),
    ],
    [
      "an element with all that is below it",
      { "(b\nc)": "x" },
      lines("(a (b", "c)", "d)"),
      lines("(a x", "  d)"),
    ],
    ["an element that starts a line", { b: "x" }, lines("(a", "b)"), lines("(a", "  x)")],
    ["an element left out", { b: "" }, lines("(a b", "c)"), lines("(a ", "  c)")],
    ["blanks and an element left out", { "  ": "", "{}": "" }, lines("(a  {})"), lines("(a)")],
    [
      "blanks that start a line left out",
      { "  ": "", "{}": "" },
      lines("(a", "  {})"),
      lines("(a", ")"),
    ],
    ["a line end left out", { "\n": "" }, lines("(a", " b)"), "(a b)"],
  ])("replaces %s", (_, replaced, before, after) => {
    expect(shifted(before, { from: "", to: "  " }, replaced)).toBe(after);
  });

  test("writes only the elements that it is asked for", () => {
    const tree = parse("(a\nb) (c\nd)");
    const form = tree.root.elements[1];
    const first = form?.index as number;
    const out = new RewriteBuilder(tree.source);
    writeShifted(out, tree, first, tree.after(first), { from: "", to: " " });
    expect(newTextOf(out.build())).toBe("(c\n d)");
  });

  test("keeps what it does not change, so that a review can show a move", () => {
    const tree = parse("(a\n  b)");
    const out = new RewriteBuilder(tree.source);
    writeShifted(out, tree, 1, tree.size, { from: "", to: " " });
    expect(out.build().fragments).toEqual([{ start: 0, end: 3 }, " ", { start: 3, end: 7 }]);
  });
});

const blanks = fc.constantFrom("", " ", "    ", "\t", "\t\t", "\t  ");
const someShift = fc.record({ from: blanks, to: blanks });

/** Kinds and texts of all tokens but blanks. */
function tokens(tree: SyntaxTree): string[] {
  const texts: string[] = [];
  for (let index = 0; index < tree.size; index++) {
    const node = tree.node(index);
    if (node.isToken && node.kind !== SyntaxKind.Whitespace) {
      texts.push(`${node.kindName} ${node.text}`);
    }
  }
  return texts;
}

test("a shift changes blanks and nothing else", () => {
  fc.assert(
    fc.property(validText, someShift, (source, shift) => {
      const tree = parse(shifted(source, shift));
      expect(tree.diagnostics).toEqual([]);
      expect(tokens(tree)).toEqual(tokens(parse(source)));
    }),
    { numRuns: 500 },
  );
});

test("a shift to the right, undone by one to the left, gives the text again", () => {
  fc.assert(
    fc.property(validText, blanks, (source, to) => {
      expect(shifted(shifted(source, { from: "", to }), { from: to, to: "" })).toBe(source);
    }),
    { numRuns: 500 },
  );
});

test("a shift by nothing changes nothing, whatever the text", () => {
  fc.assert(
    fc.property(anyText, blanks, (source, indent) => {
      expect(shifted(source, { from: indent, to: indent })).toBe(source);
    }),
  );
});

describe("writeIndent", () => {
  test.each<[before: string, from: string, to: string, after: string]>([
    ["a", "", "  ", "  "],
    ["  a", "", "  ", "    "],
    ["  a", "  ", "", ""],
    [" a", "  ", "", ""],
    ["a", "  ", "\t", "\t"],
    ["   ", "  ", "    ", "     "],
    ["", "", "  ", "  "],
  ])("%j, %j to %j: %j", (before, from, to, after) => {
    const tree = parse(before);
    const out = new RewriteBuilder(before);
    const removed = writeIndent(out, tree, 1, { from, to });
    out.keep(removed, before.length - before.trimStart().length);
    expect(newTextOf(out.build())).toBe(after);
  });
});

test.each([
  ["", true],
  ["  ", true],
  ["\n", true],
  [" \r\na", true],
  ["a", false],
  ["  a", false],
  ["; note", false],
])("%j starts with a blank line: %j", (source, expected) => {
  expect(isBlankLine(parse(source), 1)).toBe(expected);
});
