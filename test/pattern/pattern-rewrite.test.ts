import { describe, expect, it } from "vitest";
import { newTextOf } from "../../src/edit/rewrite.js";
import { readPattern } from "../../src/pattern/pattern.js";
import { type RewriteText, readRewrite, rewriteText } from "../../src/pattern/pattern-rewrite.js";

function rewritten(source: string, ...rules: readonly RewriteText[]): string {
  const { rewrite, isSettled } = rewriteText(source, rules.map(readRewrite));
  expect(isSettled).toBe(true);
  const text = rewrite === undefined ? source : newTextOf(rewrite);
  const again = rewriteText(text, rules.map(readRewrite));
  expect(again.rewrite, "a second run changes nothing").toBeUndefined();
  return text;
}

/** The places that stay, each with its text. */
function left(source: string, rule: RewriteText): readonly string[] {
  const result = rewriteText(source, [readRewrite(rule)]);
  expect(result.rewrite).toBeUndefined();
  return result.left.map(({ span, reason }) => `${source.slice(span.start, span.end)}: ${reason}`);
}

const THEN = {
  pattern: "(fetch $host $port $path $done)",
  replacement: "(then (fetch $host $port $path) $done)",
};
const AWAIT = { pattern: "(start $$$options)", replacement: "(await (start $$$options))" };
const KEYWORD = { pattern: "(quote $word)", replacement: "$word" };

describe("a rewrite", () => {
  it.each([
    [
      "keeps bytes of holes",
      '(fetch "h" 80 {a  b} (\\ {r} {\n  r ; note\n}))',
      '(then (fetch "h" 80 {a  b}) (\\ {r} {\n  r ; note\n}))',
      THEN,
    ],
    [
      "keeps lines where they are",
      '(fetch "h" 80 "/"\n  (\\ {r} {r}))',
      '(then (fetch "h" 80 "/")\n  (\\ {r} {r}))',
      THEN,
    ],
    [
      "keeps a comment behind its neighbour",
      "(fetch h 80 p ; the path\n  cb)",
      "(then (fetch h 80 p) ; the path\n  cb)",
      THEN,
    ],
    [
      "keeps a comment above its neighbour",
      "(fetch h 80 p\n  ; called back\n  cb)",
      "(then (fetch h 80 p)\n  ; called back\n  cb)",
      THEN,
    ],
    [
      "keeps a comment in front of the closer",
      "(fetch h 80 p cb ; last\n)",
      "(then (fetch h 80 p) cb ; last\n)",
      THEN,
    ],
    [
      "keeps a comment behind the head",
      "(fetch ; which\n  h 80 p cb)",
      "(then (fetch ; which\n  h 80 p) cb)",
      THEN,
    ],
    [
      "rewrites nested matches",
      "(fetch h 80 p (\\ {r} {fetch h 80 q (fetch a b c d)}))",
      "(then (fetch h 80 p) (\\ {r} {fetch h 80 q (then (fetch a b c) d)}))",
      THEN,
    ],
    [
      "wraps once",
      "(def {s} (start))\n(def {t} (await (start {:n 1 ; one\n})))",
      "(def {s} (await (start)))\n(def {t} (await (start {:n 1 ; one\n})))",
      AWAIT,
    ],
    [
      "wraps what stands inside another wrapped one",
      "(await (f (start 1)))",
      "(await (f (await (start 1))))",
      AWAIT,
    ],
    ["takes brackets off", "(== s (quote :done))", "(== s :done)", KEYWORD],
    [
      "keeps a comment of brackets that go",
      "(f (quote ; why\n  :a) b)",
      "(f ; why\n  :a b)",
      KEYWORD,
    ],
    [
      "keeps a comment in front of a closer that goes",
      "(f (quote :a ; why\n) b)",
      "(f :a ; why\n b)",
      KEYWORD,
    ],
    [
      "keeps a comment behind a head that becomes another",
      "(f ; which\n  1 2)",
      "(g ; which\n  new 1 2)",
      { pattern: "(f $$$a)", replacement: "(g new $$$a)" },
    ],
    [
      "keeps a comment above a head that becomes another",
      "(\n  ; which\n  f 1)",
      "(\n  ; which\n  g new 1)",
      { pattern: "(f $a)", replacement: "(g new $a)" },
    ],
    [
      "keeps a comment at the end of a list at its end",
      "(f 1\n  ; last\n)",
      "(f 1 new\n  ; last\n)",
      { pattern: "(f $a)", replacement: "(f $a new)" },
    ],
    [
      "keeps a comment above brackets that go above what they held",
      "(f a\n  ; of b\n  (q b))",
      "(f a\n  ; of b\n  b)",
      { pattern: "(f $a (q $b))", replacement: "(f $a $b)" },
    ],
    [
      "keeps a comment behind brackets that go behind what they held",
      "(f (q a) ; of a\n  b)",
      "(f a ; of a\n  b)",
      { pattern: "(f (q $a) $b)", replacement: "(f $a $b)" },
    ],
    [
      "keeps a comment in front of a new prefix",
      "(quote ; why\n  a)",
      "; why\n  'a",
      { pattern: "(quote $a)", replacement: "'$a" },
    ],
    [
      "keeps comments of brackets that go on lines of their own",
      "(f a ; of a\n  ; of q\n  (q\n    ; of b\n    b))",
      "(f a ; of a\n  ; of q\n    ; of b\n    b)",
      { pattern: "(f $a (q $b))", replacement: "(f $a $b)" },
    ],
    ["takes brackets off at any depth", "(quote (quote (quote x)))", "x", KEYWORD],
    ["keeps tokens apart", '(f a(quote b)c(quote "s")d)', '(f a b c"s"d)', KEYWORD],
    [
      "exchanges holes",
      "(f (a) ; note\n  b c)",
      "(g (a) ; note\n  c b)",
      { pattern: "(f $a $b $c)", replacement: "(g $a $c $b)" },
    ],
    [
      "keeps the lines of exchanged holes",
      '(f a\n   "b")',
      '(g "b"\n   a)',
      { pattern: "(f $a $b)", replacement: "(g $b $a)" },
    ],
    [
      "copies holes",
      "(square (g 1))",
      "(* (g 1) (g 1))",
      { pattern: "(square $x)", replacement: "(* $x $x)" },
    ],
    [
      "rewrites inside copies",
      "(square (square 2))",
      "(* (* 2 2) (* 2 2))",
      { pattern: "(square $x)", replacement: "(* $x $x)" },
    ],
    [
      "asks for equal tokens",
      "(or a b)(or (f  x) (f x))",
      "(or a b)(f  x)",
      { pattern: "(or $a $a)", replacement: "$a" },
    ],
    [
      "splices",
      "(do (do a ; one\n  b) c)",
      "(do a ; one\n  b c)",
      {
        pattern: "(do $$$head (do $$$inner) $$$tail)",
        replacement: "(do $$$head $$$inner $$$tail)",
      },
    ],
    [
      "leaves no blank where a hole for many holds nothing",
      "(f)",
      "(g x)",
      { pattern: "(f $$$a)", replacement: "(g $$$a x)" },
    ],
    [
      "adds behind a hole for many that holds nothing",
      "(f)",
      "(g x)",
      { pattern: "(f $$$a)", replacement: "(g x $$$a)" },
    ],
    [
      "leaves no blank in front of a closer where a moved hole holds nothing",
      "(f a)",
      "(x a)",
      { pattern: "(f $$$r $$$s)", replacement: "(x $$$s $$$r)" },
    ],
    [
      "leaves no line in front of a closer where a hole holds nothing",
      "(f a\n  {})",
      "(x a)",
      { pattern: "(f $a {$$$s})", replacement: "(x $a $$$s)" },
    ],
    [
      "leaves one blank where a hole between two others holds nothing",
      "(f a {} b)",
      "(f a b)",
      { pattern: "(f $a {$$$s} $b)", replacement: "(f $a $$$s $b)" },
    ],
    [
      "leaves a line in front of a closer that stood there",
      "(f a\n)",
      "(x a\n)",
      { pattern: "(f $a $$$s)", replacement: "(x $a $$$s)" },
    ],
    [
      "names a new head",
      '(list "ok"\n  x)',
      "(Ok\n  x)",
      { pattern: '(list "ok" $x)', replacement: "(Ok $x)" },
    ],
    [
      "drops what has no comment",
      "(f a b)",
      "(f b)",
      { pattern: "(f $_ $b)", replacement: "(f $b)" },
    ],
    [
      "matches a symbol",
      '(old 1) {old} (oldest) "old" ; old',
      '(new 1) {new} (oldest) "old" ; old',
      { pattern: "old", replacement: "new" },
    ],
    [
      "matches strings and numbers as they are written",
      '(f "a" 1) (f "b" 1)',
      '(g) (f "b" 1)',
      { pattern: '(f "a" 1)', replacement: "(g)" },
    ],
    [
      "matches reader prefixes",
      "(f 'a `b)",
      "(f b-was `b)",
      { pattern: "'a", replacement: "b-was" },
    ],
    [
      "shifts a template of several lines rigidly",
      "(def {x}\n    (f a))\n",
      "(def {x}\n    (do\n      a\n      (g)))\n",
      { pattern: "(f $a)", replacement: "(do\n  $a\n  (g))" },
    ],
    [
      "takes the file's line ends",
      "(f a)\r\n(h)\r\n",
      "(do\r\n  a)\r\n(h)\r\n",
      { pattern: "(f $a)", replacement: "(do\n  $a)" },
    ],
    [
      "leaves bodies alone",
      "(\\ {p} {get p :b})",
      "(\\ {p} {get p :b})",
      { pattern: "(get $p :b)", replacement: "(get-b $p)" },
    ],
    [
      "rewrites bodies where it is asked to",
      "(\\ {p} {get p :b})(get q :b)",
      "(\\ {p} {get-b p})(get-b q)",
      { pattern: "(get $p :b)", replacement: "(get-b $p)", matchesBodies: true },
    ],
    [
      "wraps bodies inside their braces",
      "(\\ {} {start 1})",
      "(\\ {} {await (start 1)})",
      { ...AWAIT, matchesBodies: true },
    ],
    [
      "removes lines",
      "(do\n  (log 1)\n  (f) (log 2)\n  (log 3) (g)) (log 4)\n",
      "(do\n  (f)\n  (g))\n",
      { pattern: "(log $_)", replacement: "" },
    ],
    [
      "removes all that brackets hold",
      "{\n  (log 1)\n  (log 2)\n}",
      "{}",
      { pattern: "(log $_)", replacement: "" },
    ],
    [
      "goes on until nothing is left",
      "(not (not (not (not a))))",
      "a",
      { pattern: "(not (not $x))", replacement: "$x" },
    ],
    [
      "finds what its own replacement brings about",
      "(f (f (f a)))",
      "(f a)",
      { pattern: "(f (f $x))", replacement: "(f $x)" },
    ],
  ] satisfies readonly (readonly [string, string, string, RewriteText])[])(
    "%s",
    (_what, before, after, rule) => {
      expect(rewritten(before, rule)).toBe(after);
    },
  );

  it("leaves a match with a comment that would be lost, and says where it stands", () => {
    const drop = { pattern: "(f $_ $b)", replacement: "(f $b)" };
    expect(left("(f (a ; mine\n ) b)", drop)).toEqual([
      "; mine: a comment inside would be lost or stand beside something else",
    ]);
    expect(left("(f a ; of a\n b)", drop)).toHaveLength(1);
    expect(
      left("(f a ; of a\n b)", { pattern: "(f $a $b)", replacement: "(g $b $a)" }),
    ).toHaveLength(1);
    expect(left("(log ; why\n 1)", { pattern: "(log $_)", replacement: "" })).toHaveLength(1);
    expect(left("{(log 1) ; why\n}", { pattern: "(log $_)", replacement: "" })).toHaveLength(1);
  });

  it.each([
    ["(f ; inner\n  1 2)", "(f $a $b)", "(x)"],
    ["(f ; inner\n  1 2)", "(f $a $b)", "(x $b)"],
    ["(f lit ; of it\n  1)", "(f lit $a)", "(f $a)"],
    ["(f\n  ; of it\n  lit 1)", "(f lit $a)", "(f $a)"],
    ["(f 1 ; of 1\n  ; of 2\n  2)", "(f $a $b)", "(f $a new $b)"],
    ["(f 1\n  ; last\n)", "(f $a)", "(x)"],
    ["(f () ; of nothing\n  1)", "(f () $a)", "(f $a)"],
    ["(f (g ; of g\n  1))", "(f (g $a))", "(f new $a)"],
  ])(
    "leaves %j with a comment that would stand beside something else",
    (source, pattern, replacement) => {
      expect(left(source, { pattern, replacement })).toEqual([
        expect.stringMatching(
          /^; .*: a comment inside would be lost or stand beside something else$/,
        ),
      ]);
    },
  );

  it.each([
    ["(f ; why\n)", "(f $$$)", "()"],
    ["(; why\n f)", "(f $$$)", "()"],
  ])("leaves %j with a comment that would be all in brackets", (source, pattern, replacement) => {
    expect(left(source, { pattern, replacement })).toEqual([
      "; why: a comment would stand in empty brackets, which do not read",
    ]);
  });

  it("leaves a match where the replacement would not mean what it says", () => {
    const splice = { pattern: "(do $$$all)", replacement: "$$$all" };
    expect(left("'(do a b)", splice)).toEqual([
      "(do a b): the reader prefix in front of it takes exactly one datum",
    ]);
    expect(left("(f (do))", splice)).toEqual(["(do): nothing would be left of it"]);
    expect(left("(\\ {} {quote :a})", { ...KEYWORD, matchesBodies: true })).toEqual([
      "{quote :a}: it is a body, and what it would become is no call",
    ]);
  });

  it("does not settle where each round makes another match", () => {
    const rule = { pattern: "(f $a)", replacement: "(g (h $a))" };
    const back = { pattern: "(g $a)", replacement: "(f $a)" };
    expect(rewriteText("(f x)", [rule, back].map(readRewrite)).isSettled).toBe(false);
  });

  it("rewrites one rule after the other", () => {
    expect(
      rewritten(
        "(a (b 1))",
        { pattern: "(a $x)", replacement: "(b2 $x)" },
        { pattern: "(b $x)", replacement: "(c $x)" },
      ),
    ).toBe("(b2 (c 1))");
  });

  it("works at any depth", () => {
    const depth = 20_000;
    const deep = `${"(q ".repeat(depth)}x${")".repeat(depth)}`;
    expect(rewritten(deep, { pattern: "(q $x)", replacement: "$x" })).toBe("x");
  });
});

describe("a pattern", () => {
  it.each([
    ["", "pattern-empty", 1],
    ["(f) (g)", "pattern-several-forms", 5],
    ["$x", "pattern-matches-all", 1],
    ["(f", "pattern-unreadable", 1],
    ["(f [x])", "pattern-unreadable", 4],
    ["(f $)", "pattern-bad-hole", 4],
    ["(f a$b)", "pattern-bad-hole", 5],
    ["(f $a$b)", "pattern-bad-hole", 4],
    ["(f $a $$$a)", "pattern-bad-hole", 7],
  ])("refuses %j with its place", (source, code, column) => {
    expect(() => readPattern(source)).toThrow(
      expect.objectContaining({ code, position: { line: 1, column } }),
    );
  });

  it.each([
    ["(f $a)", "(f $b)", "template-unknown-hole"],
    ["(f $_)", "(g $_)", "template-unknown-hole"],
    ["(f $$$a)", "(g $a)", "template-other-hole"],
    ["(f $a)", "(g $a) ; done", "template-comment"],
    ["(f $$$a)", "(f 1 $$$a)", "rewrite-repeats"],
  ])("refuses %j with the replacement %j", (pattern, replacement, code) => {
    expect(() => readRewrite({ pattern, replacement })).toThrow(expect.objectContaining({ code }));
  });
});
