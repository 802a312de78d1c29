import { describe, expect, test } from "vitest";
import { loadedPaths } from "../../src/program/load-graph.js";
import { scanText } from "../../src/program/load-text.js";
import { scriptOf } from "../../src/program/script.js";
import { fc } from "../properties.js";

describe("what a text may load", () => {
  test.each<[string, string, readonly string[]]>([
    ["a load", '(load "a/b.valk")', ["a/b.valk"]],
    ["a path with dots", '(load "./a/../b.valk")', ["b.valk"]],
    ["a load of a file with another name", '(load\n  "cases")', ["cases"]],
    ["a name in other code", '(map load {"a.valk" "b.valk"})', ["a.valk", "b.valk"]],
    ["an escape", '(load "it\\\'s.valk")', ["it's.valk"]],
    ["a bad escape", '(load "a\\q.valk")', ["a\\q.valk"]],
    ["a path outside", '(load "../a.valk") (load "/b.valk")', []],
    ["a comment in between", '(load ; so\n ; and so\n "lib/cases")', ["lib/cases"]],
    ["a comment without an end", "(load ; so", []],
    ["many blanks in between", `(load${" ".repeat(500)}"cases")`, ["cases"]],
    ["a load in a comment before one", '; load\n(load "cases")', ["cases"]],
    ["loads in comments in front of a string", '; load ; load\n; load\n"cases"', ["cases"]],
    ["a quote in a name", '(map load {"a\\"b.valk"})', ["b.valk", 'a"b.valk']],
    ["two quotes in a name", '{"a\\"b\\"c.valk"}', ["c.valk", 'b"c.valk', 'a"b"c.valk']],
    ["a string that ends like one", '(print "load")\n(load "cases")', [")\n(load ", "cases"]],
    ["a lambda right before a name", '(\\"a.valk")', ["a.valk"]],
    ["no load", '(println "a")', []],
  ])("%s", (_, text, paths) => {
    expect(scanText(text).targets).toEqual(paths);
  });

  test.each<[string, boolean]>([
    ['(load "a")', false],
    ["(load path)", true],
    ["(map load paths)", true],
    ["(download path) (load/x 1)", false],
  ])("%s computes: %s", (text, computes) => {
    expect(scanText(text).mayCompute).toBe(computes);
  });
});

test("whatever a reader of Valk takes for a load is found", () => {
  const blank = fc
    .array(fc.constantFrom(" ", "\t", "\n", "\r\n", "; load\n", "; (x\n", '; "a\n', ";\n"))
    .map((blanks) => blanks.join(""));
  const string = fc
    .array(fc.constantFrom("a", "/", ".valk", '\\"', "\\\\", "\n", " ", ";", "load", "\\n"))
    .map((parts) => `"${parts.join("")}"`);
  const other = fc.constantFrom(
    "'x",
    "{load}",
    "(load x)",
    "(\\ {x} {x})",
    '(\\"x")',
    "load/x",
    "1",
  );
  const load = fc.tuple(blank, string, blank).map(([a, path, b]) => `(load${a}${path}${b})`);
  const form = fc.oneof(load, string, other);
  const text = fc.array(fc.tuple(form, blank).map(([one, behind]) => `${one}${behind}\n`));
  fc.assert(
    fc.property(text, (forms) => {
      const source = forms.join("");
      const script = scriptOf(source);
      expect(script.tree.diagnostics).toEqual([]);
      expect(scanText(source).targets).toEqual(expect.arrayContaining([...loadedPaths(script)]));
    }),
    { numRuns: 2000 },
  );
});
