import { expect, test } from "vitest";
import { commitMessage, type PieceFacts } from "../../src/cli/commit-message.js";

const facts: PieceFacts = {
  kind: "files",
  name: "of test/",
  files: new Map([["a\n.valk", "1 test before, 1 after; 0 comments kept"]]),
  transform: "t",
  toolVersion: "1.2.3",
};

test("a path keeps to its line", () => {
  expect(commitMessage(facts).split("\n").slice(0, 3)).toEqual([
    "Migrate a\\x0a.valk with t",
    "",
    "a\\x0a.valk: 1 test before, 1 after; 0 comments kept",
  ]);
});

test("the module alone is replaced, without a word on tests", () => {
  const files = new Map([["m.valk", "the test framework"]]);
  expect(commitMessage({ ...facts, kind: "module", files })).toBe(
    "Replace the test framework, m.valk\n\nm.valk: the test framework\n\nTransform: t\nTool: valk-codemod 1.2.3\n",
  );
});

test("of many files the first fifty are named", () => {
  const files = new Map(Array.from({ length: 53 }, (_, at) => [`f${at}`, "1 edit"] as const));
  const message = commitMessage({ ...facts, files });
  expect(message).toMatch(/^Migrate 53 files of test\/ with t\n/);
  expect(message).toContain("\nf49: 1 edit\nand 3 more files\n");
});
