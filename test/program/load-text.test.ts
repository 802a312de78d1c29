import { describe, expect, test } from "vitest";
import { scanText } from "../../src/program/load-text.js";

describe("what a text may load", () => {
  test.each<[string, string, readonly string[]]>([
    ["a load", '(load "a/b.valk")', ["a/b.valk"]],
    ["a path with dots", '(load "./a/../b.valk")', ["b.valk"]],
    ["a load of a file with another name", '(load\n  "cases")', ["cases"]],
    ["a name in other code", '(map load {"a.valk" "b.valk"})', ["a.valk", "b.valk"]],
    ["an escape", '(load "it\\\'s.valk")', ["it's.valk"]],
    ["a bad escape", '(load "a\\q.valk")', ["a\\q.valk"]],
    ["a path outside", '(load "../a.valk") (load "/b.valk")', []],
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
