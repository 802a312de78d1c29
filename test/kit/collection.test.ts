// A collection of a text, as users of jscodeshift know it.

import { expect, test } from "vitest";
import { Root } from "../../src/kit/collection.js";

test("finds, filters and visits places", () => {
  const root = new Root("(f 1) (g (f 2)) (f (f 3))");
  const calls = root.find("(f $x)");
  expect(calls.length).toBe(4);
  expect(
    calls
      .filter(({ hole }) => hole("x") !== "1")
      .paths()
      .map(({ text }) => text),
  ).toEqual(["(f 2)", "(f (f 3))", "(f 3)"]);
  const seen: string[] = [];
  root
    .find("(g $$$)")
    .find("(f $x)")
    .forEach(({ node, hole }) => {
      seen.push(node.text, hole("x"));
    });
  expect(seen).toEqual(["(f 2)", "2"]);
  expect(calls.find("(f $x)").length).toBe(4);
});

test("has no text for a hole that the pattern lacks", () => {
  const [path] = new Root("(f)").find("(f $$$rest)").paths();
  expect(path?.hole("$rest")).toBe("");
  expect(() => path?.hole("rst")).toThrow("the pattern has no hole $rst");
});

test.each<[string, (root: Root) => Root, string]>([
  [
    "(f 1 ; one\n) (f (f 2))",
    (root) => root.find("(f $x)").replaceWith("(g $x)"),
    "(g 1 ; one\n) (g (g 2))",
  ],
  [
    "(f 1) (f 2)",
    (root) => root.find("(f $x)").replaceWith(({ hole }) => `<${hole("x")}`),
    "<1 <2",
  ],
  ["(f (f 1))", (root) => root.find("(f $x)").replaceWith(() => "(g)"), "(g)"],
  ["(h)", (root) => root.find("(f $x)").replaceWith("(g $x)"), "(h)"],
  ["(h)", (root) => root.find("(f $x)").remove(), "(h)"],
  [
    "(f (a ; mine\n) 1)",
    (root) => root.find("(f $_ $b)").replaceWith("(f $b)"),
    "(f (a ; mine\n) 1)",
  ],
  ["(do (f 1) x)", (root) => root.find("(f $_)").replaceWith(""), "(do x)"],
  ["(do\n  (f 1)\n  x)", (root) => root.find("(f $_)").remove(), "(do\n  x)"],
  [
    "(do\n  (f 1)\n  x)",
    (root) => root.find("(f $_)").insertBefore("(g)"),
    "(do\n  (g)\n  (f 1)\n  x)",
  ],
  [
    "(do\r\n\t(f 1) ; why\r\n\tx)",
    (root) => root.find("(f $x)").insertAfter(({ hole }) => `(g ${hole("x")})`),
    "(do\r\n\t(f 1) ; why\r\n\t(g 1)\r\n\tx)",
  ],
  ["(do (f 1) x)", (root) => root.find("(f $_)").insertAfter("(g)"), "(do (f 1) (g) x)"],
  [
    "(f 1)",
    (root) => root.find("(f $x)").replaceWith("(g $x)").find("(g $x)").replaceWith("(h $x)"),
    "(h 1)",
  ],
  ["(f 1)\n", (root) => root.find("(f $x)").remove(), ""],
  ["  (f 1)", (root) => root.find("(f $x)").remove(), ""],
])("changes %j", (before, change, after) => {
  expect(change(new Root(before)).toSource()).toBe(after);
});

test("does not change places of an old text", () => {
  const root = new Root("(f 1) (h 2)");
  const old = root.find("(h $x)");
  root.find("(f $x)").remove();
  expect(() => old.remove()).toThrow("find them again");
});
