import { expect, test } from "vitest";
import { finding } from "../../src/finding/finding.js";
import { type PlannedChange, wholeFileFinding } from "../../src/outcome/planned-file.js";
import { chooseNext, nextFilesOf } from "../../src/status/next-files.js";
import { duplicateTest } from "../../transforms/define-to-suite/findings/duplicate-test.js";

function change(
  path: string,
  old: number,
  source: string,
  more: Partial<PlannedChange> = {},
): PlannedChange {
  const tests = { old, new: 0 };
  return { status: "changed", path, tests, findings: [], source, newText: "", edits: [], ...more };
}

const review = wholeFileFinding(finding(duplicateTest, { start: 0, end: 0 }));

test("the easiest come first, and no more than five", () => {
  const files = [
    change("reviewed", 1, "\n", { findings: [review] }),
    change("many-tests", 9, "\n"),
    change("long", 1, "a\nb\nc"),
    change("b", 1, "a\nb\n"),
    change("a", 1, "a\nb"),
    change("empty", 0, ""),
    change("more", 10, ""),
  ];
  const chosen = chooseNext(files.map(nextFilesOf));
  expect(chosen.map(({ paths }) => paths.join())).toEqual([
    "empty",
    "a",
    "b",
    "long",
    "many-tests",
  ]);
  expect(chosen.map(({ lines }) => lines)).toEqual([0, 2, 2, 3, 1]);
});

test("files that change together are one", () => {
  const group = ["x", "y"];
  const files = [
    change("x", 1, "a\n", { group }),
    change("z", 2, "a\n"),
    change("y", 2, "a\nb\n", { group, findings: [review] }),
  ];
  expect(chooseNext(files.map(nextFilesOf))).toEqual([
    { paths: ["z"], tests: 2, lines: 1, reviews: 0 },
    { paths: ["x", "y"], tests: 3, lines: 3, reviews: 1 },
  ]);
});
