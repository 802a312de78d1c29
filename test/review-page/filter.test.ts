import { describe, expect, test } from "vitest";
import type { PageFile } from "../../src/report/migrate/html/page-data.js";
import { NO_CHANGES } from "../../src/review/change-class.js";
import {
  codesOf,
  foldersOf,
  isReviewable,
  kindOf,
  matches,
  sortFiles,
} from "../../src/review-page/filter.js";

function fileOf(path: string, change: Partial<PageFile> = {}): PageFile {
  return {
    path,
    status: "changed",
    key: path,
    needsReview: false,
    tests: 1,
    counts: NO_CHANGES,
    isReplaced: false,
    findings: [],
    problems: [],
    ...change,
  };
}

const found = (code: string, message = "says so"): PageFile["findings"][number] => ({
  code,
  severity: "review",
  message,
  hint: "do this",
  line: 1,
  column: 1,
});

const files = [
  fileOf("test/b.valk", { counts: { ...NO_CHANGES, moved: 2 } }),
  fileOf("test/deep/a.valk", {
    needsReview: true,
    findings: [found("duplicate-test"), found("duplicate-test"), found("empty-suite", "No Test")],
  }),
  fileOf("src/none.valk", { status: "unchanged" }),
  fileOf("test/z.valk", { status: "blocked", needsReview: true }),
  fileOf("test/y.valk", {
    status: "failed",
    needsReview: true,
    problems: [{ code: "read-failed", message: "gone", hint: "" }],
  }),
  fileOf("src/module.valk", { isReplaced: true, counts: { ...NO_CHANGES, review: 9 } }),
];

const everything = { text: "", status: "", folder: "", code: "", rowClass: "" };

function ask(query: Partial<typeof everything>, viewed: readonly string[] = []): string[] {
  return files
    .filter((file) => matches(file, { ...everything, ...query }, viewed.includes(file.path)))
    .map(({ path }) => path);
}

test("each file is of one kind, so that the kinds add up to all", () => {
  const note = fileOf("doc.md", { status: "unchanged", findings: [found("markdown-block")] });
  const asks = fileOf("c.valk", { status: "unchanged", needsReview: true, findings: [found("x")] });
  expect([...files, note, asks].map(kindOf)).toEqual([
    "mechanical",
    "review",
    "unchanged",
    "blocked",
    "failed",
    "mechanical",
    "noted",
    "review",
  ]);
  expect(isReviewable(note)).toBe(true);
});

describe("a query", () => {
  test("that is empty matches everything", () => {
    expect(ask({})).toHaveLength(files.length);
  });

  test("looks for all words in paths, findings and problems", () => {
    expect(ask({ text: "DEEP valk" })).toEqual(["test/deep/a.valk"]);
    expect(ask({ text: "no test" })).toEqual(["test/deep/a.valk"]);
    expect(ask({ text: " gone " })).toEqual(["test/y.valk"]);
    expect(ask({ text: "deep gone" })).toEqual([]);
  });

  test("looks for whole folders", () => {
    expect(ask({ folder: "test/deep" })).toEqual(["test/deep/a.valk"]);
    expect(ask({ folder: "test/de" })).toEqual([]);
  });

  test("looks for codes and classes; those of a replaced file do not count", () => {
    expect(ask({ code: "empty-suite" })).toEqual(["test/deep/a.valk"]);
    expect(ask({ rowClass: "moved" })).toEqual(["test/b.valk"]);
    expect(ask({ rowClass: "review" })).toEqual([]);
    expect(ask({ rowClass: "no-such-class" })).toEqual([]);
  });

  test.each([
    ["urgent", ["test/deep/a.valk", "test/z.valk", "test/y.valk"]],
    ["review", ["test/deep/a.valk"]],
    ["mechanical", ["test/b.valk", "src/module.valk"]],
    ["blocked", ["test/z.valk"]],
    ["unchanged", ["src/none.valk"]],
    ["unviewed", ["test/deep/a.valk", "test/z.valk", "test/y.valk", "src/module.valk"]],
  ])("takes the status %s", (status, expected) => {
    expect(ask({ status }, ["test/b.valk"])).toEqual(expected);
  });
});

test("files are sorted by what they need, or by path", () => {
  const paths = (order: string) => sortFiles(files, order).map(({ path }) => path);
  expect(paths("review")).toEqual([
    "test/y.valk",
    "test/z.valk",
    "test/deep/a.valk",
    "src/module.valk",
    "test/b.valk",
    "src/none.valk",
  ]);
  expect(paths("path")).toEqual(files.map(({ path }) => path).sort());
});

test("folders and codes are counted by files", () => {
  expect(foldersOf(files)).toEqual([
    ["src", 2],
    ["test", 4],
    ["test/deep", 1],
  ]);
  expect(codesOf(files)).toEqual([
    ["duplicate-test", 1],
    ["empty-suite", 1],
  ]);
});

test("a file is worth a card unless there is nothing to say", () => {
  expect(files.filter((file) => !isReviewable(file)).map(({ path }) => path)).toEqual([
    "src/none.valk",
  ]);
  expect(isReviewable(fileOf("a", { status: "unchanged", findings: [found("x")] }))).toBe(true);
});
