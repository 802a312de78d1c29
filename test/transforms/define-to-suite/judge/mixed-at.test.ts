// What is said where a suite of the new API cannot become another one beside calls of the old one.

import { expect, test } from "vitest";
import { readScript } from "../../../../src/program/script.js";
import { parse } from "../../../../src/syntax/parser.js";
import { mixedAt } from "../../../../transforms/define-to-suite/findings/mixed-styles.js";

const said = (source: string) => {
  const tree = parse(source);
  const node = tree.root.elements.at(-1) ?? tree.root;
  return mixedAt(node, readScript(tree), "test/it's.valk");
};

test("a file that migrate finishes is sent there", () => {
  const { message, hint } = said(
    '(test/define "a" {1})\n(-> (test/suite "S")\n    (test/add "b" {1})\n    (test/run))\n',
  );
  expect(message).toBe("1 test of the old API, from line 1 on, beside this pipeline");
  expect(hint).toBe("finish the file first: valk-codemod migrate 'test/it'\\''s.valk' --write");
});

test("registrations inside of other forms count", () => {
  const { message } = said(
    '(def {x} 1)\n(if x {(test/define "a" {1})} {})\n(test/run (list (test "b" {1})))\n',
  );
  expect(message).toBe("1 test of the old API, from line 2 on, beside this list");
});

test("without any registration the calls are spoken of", () => {
  expect(said('(f)\n(test/run (list (test "b" {1})))\n').message).toMatch(/^calls of the old API/);
});
