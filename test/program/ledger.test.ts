import { describe, expect, test } from "vitest";
import { readLedger, tokensOf } from "../../src/program/ledger.js";
import { readScript } from "../../src/program/script.js";
import { parse } from "../../src/syntax/parser.js";

/** `style suite/name body` of each test; what is computed is a question mark. */
const ledgerOf = (source: string): readonly string[] =>
  readLedger(readScript(parse(source))).map(
    ({ style, suite = "?", name, label, body }) =>
      `${style} ${suite}/${name ?? `?${label}`} ${body}`,
  );

describe("the ledger", () => {
  test.each<[string, string, readonly string[]]>([
    [
      "registrations, under the last suite name",
      '(test/suite "A")(test/define "a\\n" {f  1})(test/async "b" (\\ {d} {d true}))(test/suite "B")(test/run)',
      ["old B/a\n {f 1}", "old B/b (\\ {d} {d true})"],
    ],
    [
      "registrations without a suite, and those with a computed name",
      '(test/define (str "a" b) {; why\n f})',
      ['old Valkyria Test Suite/?(str "a" b) {f}'],
    ],
    [
      "registrations in helpers and conditions, but not in bodies or data",
      '(test/suite s)(fun {case n b} {test/define n b})(if c {test/define "x" {y}} {})(def {d} {test/define 1 2})(test/define "z" {test/define 1 2})',
      ["old ?/?n b", "old ?/x {y}", "old ?/z {test/define 1 2}"],
    ],
    [
      "the stages of a pipeline",
      '(-> (test/suite "A") (test/add "a" {f (test/add "no" {g})}) (test/add-async "b" x) (test/run))',
      ['builder A/a {f (test/add "no" {g})}', "builder A/b x"],
    ],
    [
      "stages that depend on a condition",
      '(-> (test/suite "A") (if c {test/add "a" {f}} {id}) (test/run))',
      ["builder A/a {f}"],
    ],
    [
      "the entries of a list",
      '(test/run (list (test "a" {f}) (test-async "b" g)) {:debug 1 :suite-name "L"})',
      ["list L/a {f}", "list L/b g"],
    ],
    ["nothing in other files", "(println 1)", []],
  ])("holds %s", (_, source, entries) => {
    expect(ledgerOf(source)).toEqual(entries);
  });

  test("of a malformed file is read without an error", () => {
    expect(ledgerOf('(test/define "a" {f}\n(test/add')).toEqual([]);
  });
});

test.each([
  ['( f\t{ \'x  } ; why\n "a  b" ,@ y )', '(f {\'x} "a  b" ,@y)'],
  ["x", "x"],
])("the tokens of %j are %j", (source, tokens) => {
  expect(tokensOf(parse(source).root.elements[0] as NonNullable<never>)).toBe(tokens);
});
