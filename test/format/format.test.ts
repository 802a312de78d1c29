// What formatting makes of texts, rule by rule; each result is formatted again, and in CRLF.

import { describe, expect, test } from "vitest";
import { FEBRUARY_2026 } from "../../src/dialect/2026-02.js";
import { applyEdits } from "../../src/edit/edit.js";
import { printNode } from "../../src/edit/print.js";
import { formatPart, isIndentedWithTabs, lineEndOf } from "../../src/format/format.js";
import { type FormatOptions, rulesFor } from "../../src/format/rules.js";
import { comment, list, type NewNode, qexpr, quote, symbol } from "../../src/syntax/build.js";
import { formatted, lines } from "./format-text.js";

type Case = readonly [what: string, before: string, after: string, options?: FormatOptions];

/** What becomes of a text; the result is left alone, and line ends make no difference. */
function check([, before, after, options]: Case): void {
  expect(formatted(before, options)).toBe(after);
  expect(formatted(after, options)).toBe(after);
  if (!before.includes("\r")) {
    const inCrlf = (text: string): string => text.replaceAll("\n", "\r\n");
    const ends = before.includes("\n") ? inCrlf(after) : after;
    expect(formatted(inCrlf(before), options)).toBe(ends);
  }
}

function checkEach(cases: readonly Case[], what = ""): void {
  for (const one of cases) {
    test(`${what}${one[0]}`, () => check(one));
  }
}

const same = (what: string, ...texts: readonly string[]): Case => [
  what,
  lines(...texts),
  lines(...texts),
];

describe("blanks within a line", () => {
  checkEach([
    ["none behind an opener and before a closer", "( f { a } )\n", "(f {a})\n"],
    ["one between elements", "(f  a\t\tb)\n", "(f a b)\n"],
    ["one where there is none", '(f"a"{b}(c))\n', '(f "a" {b} (c))\n'],
    ["none between a prefix and its datum", "(f ' a ` (b , c ,@ d))\n", "(f 'a `(b ,c ,@d))\n"],
    ["none at the ends of lines", "(f   \n  a  \n  b)  \n", "(f\n  a\n  b)\n"],
    ["vertical tabs and lone carriage returns are blanks", "(f\va\rb)\n", "(f a b)\n"],
    ["before a comment they stay, at least one", "(f a);x\n(g)    ; y\n", "(f a) ;x\n(g)    ; y\n"],
    ["behind an opener a comment may follow at once", "(;x\n f)\n", "(;x\n f)\n"],
    ["a lone carriage return before a comment is a blank", "(f)\r; y\n", "(f) ; y\n"],
  ]);

  checkEach([
    same("things below each other stay so", "(= {mk}   (f))", "(= {eq}   (g))", "(= {pure} (h))"),
    same("numbers that end below each other, too", "(def {ONE}   1024)", "(def {FOUR} 65536)"),
    same("and values below each other in one form", "(list :a   1", "      :bcd 2)"),
    [
      "not those of deeper forms",
      "(f  (g))\n(h (i))\n(k (x  y))\n",
      "(f (g))\n(h (i))\n(k (x y))\n",
    ],
    ["not with a line further down", "(f  a)\n\n(ff a)\n", "(f a)\n\n(ff a)\n"],
    [
      "what comes out of line by another change goes, too",
      lines("(fg  a  b)", "(ff aa b)"),
      lines("(fg a b)", "(ff aa b)"),
    ],
  ]);
});

describe("lines", () => {
  checkEach([
    ["one blank line of several stays", "(a)\n\n\n\n(b)\n", "(a)\n\n(b)\n"],
    ["none behind an opener or before a closer", "(\n\n  f\n\n  b\n\n)\n", "(\n  f\n\n  b\n)\n"],
    ["none at the ends of a file", "\n\n(a)\n\n\n", "(a)\n"],
    ["the last line is ended", "(a)", "(a)\n"],
    ["a comment at the end, too", "(a)\n; b", "(a)\n; b\n"],
    ["an empty file stays empty", "", ""],
    ["blanks alone go", " \n\t\n", ""],
    same("lines are neither broken nor joined", `(f ${"x ".repeat(80)}y)`, "(g", "  a)"),
    ["a line end behind a prefix goes", "(f '\n  a)\n", "(f 'a)\n"],
    ["unless a comment stands there", "(f ' ; why\n    a)\n", "(f ' ; why\n  a)\n"],
    ["strings stay byte for byte", '(f  "a\t \n   b  \n"  c)\n', '(f "a\t \n   b  \n" c)\n'],
    ["comments, too", "(f) ;; a\t \n;b  \n", "(f) ;; a\t \n;b  \n"],
  ]);
});

describe("indentation", () => {
  checkEach([
    ["top-level forms and comments stand at the edge", "  (a)\n   ; b\n(c)\n", "(a)\n; b\n(c)\n"],
    ["arguments are a block", "(fun {f x}\n      {+ x 1})\n", "(fun {f x}\n  {+ x 1})\n"],
    [
      "a body that begins a line",
      lines("(fun {f x} {", "     if x", "         {1}", "         {2}", "})"),
      lines("(fun {f x} {", "  if x", "    {1}", "    {2}", "})"),
    ],
    [
      "blocks follow the line and not the bracket",
      lines("(test/run (list", '    (test "a"', "  {true})", "))"),
      lines("(test/run (list", '  (test "a"', "    {true})", "))"),
    ],
    [
      "text is aligned",
      lines('(println (str "a"', '     "b"', '    "c"))'),
      lines('(println (str "a"', '              "b"', '              "c"))'),
    ],
    [
      "aligned heads without an argument on their line are blocks",
      lines("(str", '      "a"', ' "b")'),
      lines("(str", '  "a"', '  "b")'),
    ],
    ["data stands below its first element", "{1 2\n     3}\n", "{1 2\n 3}\n"],
    ["so do keys", "(f {:a 1\n    :b 2})\n", "(f {:a 1\n    :b 2})\n"],
    ["data in lines of its own", "(f {\n       1\n       2})\n", "(f {\n  1\n  2})\n"],
    [
      "comments stand with what is below them",
      lines("(do", "       ; first", "    (a) ; behind", "   ; last", ")"),
      lines("(do", "  ; first", "  (a) ; behind", "  ; last", ")"),
    ],
    [
      "comments below the one at the end of a line",
      lines("(f  a) ; one", "       ; two", "       ; three", "   ; not this"),
      lines("(f a) ; one", "      ; two", "      ; three", "; not this"),
    ],
    [
      "a string of several lines moves no other line",
      lines('(f "a', 'b" {', "   c", "})"),
      lines('(f "a', 'b" {', "  c", "})"),
    ],
  ]);

  checkEach(
    [
      same("below the first argument", "(f a", "   b", "   c)"),
      same("below the head of a list", "(list :a 1", "      :b 2)"),
      same("a body that is not indented", '(test "a"', "  {do", "  (f)", "  (g)", "})"),
      same("at the bracket", "(do (f)", " (g))"),
      same("two behind the bracket", "(f) (if a", "      b)"),
      same("a head in braces at the line's edge", "(fun {f} {", "if x {1} {2}", "})"),
      same("arguments below a head that begins a line", "(fun {f} {", "  if x", "  {1}", "  {2}})"),
      same(
        "arguments below those of a head that begins a line",
        "(f {",
        "  list :a 1",
        "       :b 2})",
      ),
      same("closers at the line of the outermost bracket", "(f", "  (g {", "    a", "}))"),
      same("closers below the elements", "(f", "  a ; b", "  )"),
      same("closers at their own bracket", "(f) {a", "    }"),
      same("values below their keys", "{:a", "   1", " :b", "   2}"),
      same("values at their keys", "{:a", " 1", " :b", " 2}"),
      same("a ladder of conditionals", "(if a", "  {1}", "{if b", "  {2}", "{do", "  (f)}})"),
      same("a second step further in", "(if a", "  {1}", "  {if b", "    {2}", "    {3}})"),
    ],
    "the author's choice stays: ",
  );

  checkEach(
    [
      ["a choice that is none", lines("(f a", "     b", "   c)"), lines("(f a", "  b", "  c)")],
      [
        "the first element decides",
        lines("(f a", "   b", "  c", "       d)"),
        lines("(f a", "   b", "   c", "   d)"),
      ],
    ],
    "it is one for all elements: ",
  );

  checkEach(
    [
      ["arguments", lines("(f a", "   b)"), lines("(f a", "  b)"), { strict: true }],
      ["bodies", lines("(f {do", "(g)", "})"), lines("(f {do", "  (g)", "})"), { strict: true }],
      [
        "ladders",
        lines("(if a b", "{if c d", "  e})"),
        lines("(if a b", "  {if c d", "    e})"),
        { strict: true },
      ],
    ],
    "nothing is the author's choice when the table is to hold: ",
  );
});

describe("options", () => {
  checkEach([
    [
      "a head of one's own",
      lines("(log/all a", "b)", "(str a", "b)"),
      lines("(log/all a", "         b)", "(str a", "  b)"),
      { indents: { "log/all": "align", str: "body" } },
    ],
    [
      "four columns",
      lines("(f", "  {do", "    x})"),
      lines("(f", "    {do", "        x})"),
      { indent: "    " },
    ],
    ["tabs", lines("(f", "  {do", "    x})"), lines("(f", "\t{do", "\t\tx})"), { indent: "\t" }],
    ["tabs that a file has", lines("(f", "\t{do", "\t  x})"), lines("(f", "\t{do", "\t\tx})")],
    ["blanks behind tabs", lines("(f", "\t(g a", "\t   b))"), lines("(f", "\t(g a", "\t\t b))")],
  ]);

  test("line ends outside strings and comments, as the file begins or as they are wanted", () => {
    const mixed = '(a)\r\n(b "x\r\ny\n")\n; c \r d\n';
    const inLf = '(a)\n(b "x\r\ny\n")\n; c \r d\n';
    expect(formatted(mixed)).toBe(inLf);
    expect(formatted(mixed, { endOfLine: "crlf" })).toBe('(a)\r\n(b "x\r\ny\n")\r\n; c \r d\r\n');
    expect(formatted('\r\n"\n"')).toBe('"\n"\r\n');
    expect(formatted(mixed, { endOfLine: "lf" })).toBe(inLf);
    expect(formatted("(a)\n(b)\n", { endOfLine: "crlf" })).toBe("(a)\r\n(b)\r\n");
    expect(formatted("(a)")).toBe("(a)\n");
  });

  test("what a file is indented with, and its last line end", () => {
    expect(isIndentedWithTabs("(a\n\tb\n\tc\n d)")).toBe(true);
    expect(isIndentedWithTabs("(a\n\tb\n  c)")).toBe(false);
    expect(isIndentedWithTabs('("a\n\tb\n\tc"\n  d)')).toBe(false);
    expect(isIndentedWithTabs("(a)")).toBe(false);
    expect(["a", "a\nb\r\n", 'a\r\n"\n"'].map(lineEndOf)).toEqual(["\n", "\r\n", "\r\n"]);
  });
});

describe("what an author keeps", () => {
  checkEach([
    [
      "the form behind a comment",
      lines("(do", "; prettier-ignore", "      (m 1  0", "     0  1 )", "   (f  x))"),
      lines("(do", "  ; prettier-ignore", "  (m 1  0", "     0  1 )", "  (f x))"),
    ],
    [
      "comments between them do not count",
      lines(";; prettier-ignore  ", "; why", "(m  1)", "(mn  1)"),
      lines(";; prettier-ignore  ", "; why", "(m  1)", "(mn 1)"),
    ],
    ["nothing behind it", "(a\n; prettier-ignore\n)\n", "(a\n  ; prettier-ignore\n)\n"],
    ["other comments keep nothing", "; prettier-ignored\n(m  1)\n", "; prettier-ignored\n(m 1)\n"],
    [
      "what stands between two comments",
      lines(
        "(a  b)",
        "; prettier-ignore-start",
        "(c  d)",
        "",
        "",
        "  (e )",
        "   ; prettier-ignore-end",
        "(f  g)",
      ),
      lines(
        "(a b)",
        "; prettier-ignore-start",
        "(c  d)",
        "",
        "",
        "  (e )",
        "   ; prettier-ignore-end",
        "(f g)",
      ),
    ],
    [
      "a start without an end keeps nothing",
      lines("(f ; prettier-ignore-start", "  (a  b))", "; prettier-ignore-end", "(a  b)"),
      lines("(f ; prettier-ignore-start", "  (a b))", "; prettier-ignore-end", "(a b)"),
    ],
  ]);
});

describe("what the printer of new nodes writes is left alone", () => {
  const [f, a] = [symbol("f"), symbol("a")];
  const inner = list(f, a, qexpr(f, list(f, a, a)));

  test.each<[string, NewNode]>([
    ["a call", inner],
    ["keys and values", list(symbol("list"), symbol(":k"), inner, symbol(":l"), a)],
    ["a list of data", qexpr(symbol(":k"), a, symbol(":l"), qexpr(symbol(":m"), a))],
    ["a quoted call", quote(inner)],
    ["comments", list(f, comment("one"), a, inner, comment("two"))],
  ])("%s", (_, node) => {
    for (const width of [1, 20, 80]) {
      const text = `${printNode(node, { column: 0, width })}\n`;
      expect(formatted(text)).toBe(text);
    }
  });
});

describe("a part of a text", () => {
  const SOURCE = lines("(f", "      a", "      b  c", "      d )", "(g  h)");

  /** Formats the lines of a part, which is found by its text. */
  function formatLinesOf(part: string, source = SOURCE): string {
    const start = source.indexOf(part);
    const span = { start, end: start + part.length };
    return applyEdits(source, formatPart(source, span, rulesFor(source, FEBRUARY_2026)));
  }

  test("its lines are formatted, others stay", () => {
    expect(formatLinesOf("b")).toBe(lines("(f", "      a", "      b c", "      d )", "(g  h)"));
    expect(formatLinesOf("(f")).toBe(SOURCE);
    expect(formatLinesOf("d )\n(g")).toBe(
      lines("(f", "      a", "      b  c", "      d)", "(g h)"),
    );
    expect(formatLinesOf("b", "(a  \n   b  \r\n  c)")).toBe("(a\r\n  b\r\n  c)");
    expect(formatLinesOf(" \n", "(a)\n  \n  (b)\n")).toBe("(a)\n\n  (b)\n");
    expect(formatLinesOf("", "\n (a)\n")).toBe("\n (a)\n");
    expect(formatLinesOf("x", '(a "x  \n")\n')).toBe('(a "x  \n")\n');
    expect(formatLinesOf("h", "(g\n\n\n  h  i)")).toBe("(g\n\n  h i)\n");
  });
});
