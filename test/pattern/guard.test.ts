import { expect, test } from "vitest";
import { findMatches } from "../../src/pattern/find-matches.js";
import { type Guard, textOf } from "../../src/pattern/guard.js";
import { readPattern } from "../../src/pattern/pattern.js";
import { readRewrite } from "../../src/pattern/pattern-rewrite.js";
import { isInTailPosition } from "../../src/pattern/tail-position.js";
import { parse } from "../../src/syntax/parser.js";

function found(source: string, pattern: string, guard: Guard): readonly string[] {
  const query = { pattern: readPattern(pattern), guard };
  return findMatches(query, parse(source).root).map(({ node }) => node.text);
}

test.each<[string, string, string, Guard, readonly string[]]>([
  [
    "a name that a hole names",
    "(\\ {d} (d 1))(\\ {d} (e 1))",
    "(\\ {$d} $body)",
    { unused: [{ hole: "body", name: "$d" }] },
    ["(\\ {d} (e 1))"],
  ],
  [
    "a hole that is no symbol",
    "(f (g) (g))",
    "(f $a $b)",
    { unused: [{ hole: "b", name: "$a" }] },
    ["(f (g) (g))"],
  ],
  [
    "a hole for many that holds the name",
    "(f d {d}) (f d {e})",
    "(f $$$a {$b})",
    { unused: [{ hole: "$b", name: "$$$a" }] },
    ["(f d {e})"],
  ],
  ["nothing for many", "(f)", "(f $$$a)", { unused: [{ hole: "a", name: "$a" }] }, ["(f)"]],
  ["the text of nothing", "(f)(f 1)", "(f $$$a)", { where: [{ hole: "a", text: /^$/ }] }, ["(f)"]],
  [
    "the text of many",
    "(f 1  2)",
    "(f $$$a)",
    { where: [{ hole: "a", text: /^1 {2}2$/ }] },
    ["(f 1  2)"],
  ],
  [
    "the same hole around",
    "(with a (f a) (f b))",
    "(f $x)",
    { inside: [readPattern("(with $x $$$)")] },
    ["(f a)"],
  ],
  [
    "a place at top level",
    "(f 1) (g (f 2))",
    "(f $x)",
    { notInside: [readPattern("(g $$$)")] },
    ["(f 1)"],
  ],
])("a guard by %s", (_what, source, pattern, guard, texts) => {
  expect(found(source, pattern, guard)).toEqual(texts);
});

test.each<[Guard, string, string]>([
  [{ where: [{ hole: "bodi", text: /x/ }] }, "$bodi", "did you mean $body?"],
  [{ where: [{ hole: "$_", text: /x/ }] }, "$_", "$name, $$$rest, $body"],
  [{ unused: [{ hole: "$$$res", name: "f" }] }, "$$$res", "did you mean $$$rest?"],
  [{ unused: [{ hole: "body", name: "$naem" }] }, "$naem", "did you mean $name?"],
])("a condition on a hole that the pattern lacks: %j", (guard, hole, hint) => {
  const error = expect.objectContaining({
    code: "unknown-hole",
    message: `the pattern has no hole ${hole}`,
    hint: expect.stringContaining(hint),
  });
  const pattern = "(f $name $$$rest $body)";
  expect(() => found("", pattern, guard)).toThrow(error);
  expect(() => readRewrite({ pattern, replacement: "$body", guard })).toThrow(error);
});

test("there is no text of no hole", () => {
  expect(textOf(undefined)).toBe("");
});

test.each([
  ["(\\ {x} {@})", true],
  ["(fun {f x} {@})", true],
  ["(\\ {x} (@))", false],
  ["(\\ {x} {f @})", false],
  ["(\\ {x} {(a) @})", true],
  ["(\\ {x} {@ (a)})", false],
  ["(\\ {x} {do a @})", true],
  ["(\\ {x} {do @ a})", false],
  ["(\\ {x} {if c {@} {b}})", true],
  ["(\\ {x} {if c {b} {@}})", true],
  ["(\\ {x} {if {@} {b} {c}})", false],
  ["(\\ {x} {if c @ {b}})", false],
  ["(\\ {@} {b})", false],
  ["(\\ {x} {do (if c {do a @} {b})})", true],
  ["{@}", false],
  ["@", false],
])("tail position in %s", (source, isTail) => {
  const { root } = parse(source.replace("@", "HERE"));
  const index = root.tree.tokenAt(source.indexOf("@"));
  expect(isInTailPosition(root.tree.node(index))).toBe(isTail);
});
