import { expect, test } from "vitest";
import { nameUses } from "../../src/program/name-uses.js";
import { parse } from "../../src/syntax/parser.js";

/** The roles of all x, in order, by their first letters: definition, global, local, unclear. */
function rolesIn(source: string): string {
  return nameUses(parse(source), "x")
    .map(({ role }) => role.charAt(0))
    .join("");
}

test.each([
  ["a def, wherever it stands", "(def {x} 1) (fun {f} {def {x y} 2})", "dd"],
  ["a function and its calls", "(fun {x a} {x a}) (x 1)", "dgg"],
  [
    "names behind quotes",
    "(def 'x 1) (fun {f} {do (= 'x 2) x}) (\\ 'x {x}) (fun 'x {x}) 'x",
    "dlllldgg",
  ],
  ["a = at top level", "(= {x} 1) (if c {= {x} 2} {do (= {x} 3)}) x", "dddg"],
  ["code in braces and lists of data", "{x} '(x y) `(,x)", "ggg"],
  ["strings and comments", '"x" ; x\n', ""],
  ["longer names", "xx x/y :x", ""],
  ["parameters and the body that sees them", "(\\ {x} {f x (\\ {y} {x})}) x", "lllg"],
  ["parameters of a fun", "(fun {f x} {+ x 1}) (f x)", "llg"],
  ["a rest of parameters", "(fun {f & x} {x})", "ll"],
  ["a = in a function, behind it and in front of it", "(fun {f} {do x (= {x} x) x})", "glgl"],
  ["a function that = binds and that calls itself", "(fun {f} {do (= {x} (\\ {} {x})) x})", "lll"],
  ["a body that is run elsewhere", '(test "t" {do (= {x} 1) (f x)}) x', "llg"],
  [
    "a = in a branch, and what is behind the branch",
    "(fun {f c} {do (if c {= {x} 1} {}) x})",
    "lu",
  ],
  [
    "a = in a branch, and what is behind it there",
    "(fun {f c} {if c {do (= {x} 1) x} {x}})",
    "llu",
  ],
  ["a function that may be called before the =", "(fun {f} {do (g (\\ {} {x})) (= {x} 1)})", "ul"],
])("%s", (_name, source, roles) => {
  expect(rolesIn(source)).toBe(roles);
});
