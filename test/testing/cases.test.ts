// The checks of cases must be able to fail, each of them.

import { describe, expect, test } from "vitest";
import { defineTransform, editing, removeOnly, replaceNode, rewriting } from "../../src/index.js";
import { CaseError, checkCase, compareFile, readFixtures } from "../../src/testing/index.js";
import { makeFolder } from "../temporary-folder.js";

const documentation = { summary: "s", before: "", after: "" };
const good = defineTransform({
  name: "good",
  documentation,
  needs: "file",
  ...rewriting("(f $$$a)", "(g $$$a)"),
});

/** A transform that makes a form of every `f`. */
function transformOf(newText: (source: string) => string, more: object = {}) {
  return defineTransform({
    name: "made",
    documentation,
    needs: "file",
    ...editing(({ root, source }) =>
      root.elements
        .filter(({ text }) => text.startsWith("(f"))
        .map((node) => replaceNode(node, newText(source))),
    ),
    ...more,
  });
}

test("what comes out passes", () => {
  checkCase(good, { before: "(f 1 ; one\n  2)\n", after: "(g 1 ; one\n  2)\n", findings: [] });
  checkCase(good, { before: "(h)" });
});

test.each([
  ["another text", good, { before: "(f)\n", after: "(h)\n" }, "as it is: changed"],
  ["a change of what has to stay", good, { before: "(f)\n" }, "as it is: changed"],
  ["other findings", good, { before: "(h)\n", findings: ["own"] }, "other findings were reported"],
  [
    "a second change",
    transformOf((source) => `(f ${source.length})`),
    { before: "(f)\n", after: "(f 4)\n" },
    "proof-not-idempotent",
  ],
  [
    "other line ends",
    transformOf(() => "(g\n  1)"),
    { before: "(f)\n", after: "(g\n  1)\n" },
    "with CRLF: failed; proof-line-ends",
  ],
  [
    "a text that depends on its last line end",
    transformOf((source) => (source.endsWith("\n") ? "(g)" : "(h)")),
    { before: "(f)\n", after: "(g)\n" },
    "without its last line end",
  ],
  [
    "a text that depends on blanks",
    transformOf((source) => (source.includes("\t") ? "(g)" : "(h)")),
    { before: "(f)\n  x\n", after: "(h)\n  x\n" },
    "with tabs",
  ],
])("%s fails", (_what, transform, given, message) => {
  expect(() => checkCase(transform, given)).toThrow(message);
});

test("what is no transform is told so", () => {
  expect(() => checkCase({}, { before: "" })).toThrow(TypeError);
  expect(new CaseError("m", 1, 2)).toMatchObject({ expected: 1, actual: 2 });
});

describe("fixtures", () => {
  test("are read from a folder", () => {
    const folder = makeFolder({
      "b.input.valk": "(h)\n",
      "a.input.valk": "(f)\n",
      "a.output.valk": "(g)\n",
    });
    expect(readFixtures(folder)).toEqual([
      { name: "a", before: "(f)\n", after: "(g)\n" },
      { name: "b", before: "(h)\n" },
    ]);
  });

  test("have to be there", () => {
    expect(() => readFixtures(makeFolder({ "a.valk": "" }))).toThrow("holds no file that ends in");
  });
});

test.each([
  ["(f)", "(g)", "identical"],
  ["(f 1)", "(g  1)", "tokens"],
  ["(f)", "(h)", "different"],
  ["(x)", "(y)", "untouched"],
  ["(f)", "(f)", "extra"],
  ["(f) (", "(g) (", "refused"],
  ["(x)", "(x)", undefined],
])("%s that became %s is %s", (before, after, comparison) => {
  const project = { read: () => undefined };
  const file = { path: "a.valk", before, after };
  expect(compareFile(good, file, { project, options: undefined })?.comparison).toBe(comparison);
});

test("removes nothing but a node where that is asked", () => {
  const bare = defineTransform({
    name: "bare",
    documentation,
    needs: "file",
    mayChange: { removes: ["(", "f", ")"] },
    ...editing(({ root }) => root.elements.filter(({ text }) => text === "(f)").map(removeOnly)),
  });
  checkCase(bare, { before: "(a) (f) ; why\n(b)\n", after: "(a)  ; why\n(b)\n" });
});

test("a file that does not read, or that a finding refuses, stays", () => {
  const replaced = transformOf(() => "(g)");
  checkCase(replaced, { before: "(f) (\n", findings: ["read-error"] });
});

test("edits come in any order", () => {
  const marked = defineTransform({
    name: "marked",
    documentation,
    needs: "file",
    ...editing(({ root }) =>
      root.elements
        .filter(({ text }) => text === "a")
        .flatMap((node) => [replaceNode(node, "b")])
        .toReversed(),
    ),
  });
  checkCase(marked, { before: "a (c) a\n", after: "b (c) b\n" });
});
