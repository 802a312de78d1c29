import { expect, test } from "vitest";
import { bindsGlobal, readBinding } from "../../src/syntax/bindings.js";
import { type Form, readForm } from "../../src/syntax/form.js";
import { parse } from "../../src/syntax/parser.js";
import type { SyntaxNode } from "../../src/syntax/tree.js";

function bindingIn(source: string) {
  return readBinding(readForm(parse(source).root.firstElement as SyntaxNode) as Form);
}

test.each<[source: string, names: string, parameters: string, isGlobal: boolean]>([
  ["(def {a} 1)", "a", "", true],
  ["(def {a b} 1 2)", "a b", "", true],
  ["{def {a} 1}", "a", "", true],
  ["(= {a b} 1 2)", "a b", "", false],
  ["(def {} 1)", "", "", true],
  ["(def 'a 1)", "a", "", true],
  ["(= ' ; note\n a 1)", "a", "", false],
  ["(fun 'f {1})", "f", "", true],
  ["(\\ 'x {x})", "", "x", false],
  ["(def {a ; note\n 1 b} 1)", "a b", "", true],
  ["(fun {f x y} {+ x y})", "f", "x y", true],
  ["(fun {f x & rest} {x})", "f", "x rest", true],
  ["(fun {f} {1})", "f", "", true],
  ["(fun {} {1})", "", "", true],
  ["(\\ {x y} {x})", "", "x y", false],
  ["(\\ {& xs} {xs})", "", "xs", false],
  ["(\\ {} {1})", "", "", false],
])("%s binds %j with parameters %j", (source, names, parameters, isGlobal) => {
  const binding = bindingIn(source);
  expect(binding?.form).toBe(/[^({]+?(?= )/.exec(source)?.[0]);
  expect(binding?.names.map(({ text }) => text).join(" ")).toBe(names);
  expect(binding?.parameters.map(({ text }) => text).join(" ")).toBe(parameters);
  expect(binding && bindsGlobal(binding)).toBe(isGlobal);
});

test.each([
  "(def)",
  "(def a 1)",
  "(def (list a) 1)",
  "(= `a 1)",
  "(def ''a 1)",
  "(def '{a} 1)",
  "(def '(a) 1)",
  "(fun f {x})",
  "(f {a} 1)",
])("%s binds nothing that can be read off", (source) => {
  expect(bindingIn(source)).toBeUndefined();
});
