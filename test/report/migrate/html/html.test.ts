import { describe, expect, test } from "vitest";
import { createHtmlReport } from "../../../../src/report/migrate/html/html.js";
import type { PageEnd, PageFile, PageRun } from "../../../../src/report/migrate/html/page-data.js";
import { type ReportRun, someFiles, writeReport } from "../run-reports.js";

interface Read {
  readonly text: string;
  readonly run: PageRun;
  readonly end: PageEnd;
  readonly files: readonly PageFile[];
}

function report(files: Readonly<Record<string, string>>, run?: ReportRun): Read {
  const text = writeReport(createHtmlReport, files, run);
  const blocks = (attribute: string) =>
    [...text.matchAll(new RegExp(`json" ${attribute}>(.*)</script>`, "g"))].map(([, json]) =>
      JSON.parse(json as string),
    );
  const [start] = blocks('id="data-run"');
  const [end] = blocks('id="data-end"');
  return { text, run: start, end, files: blocks('class="file"') };
}

const one = (text: string): PageFile => report({ "a.valk": text }).files[0] as PageFile;

describe("the report", () => {
  const { text, run, end, files } = report(someFiles);

  test("tells of every file once", () => {
    expect(files.map(({ path }) => path).sort()).toEqual(Object.keys(someFiles).sort());
    const { changed, unchanged, blocked, failed } = end.totals;
    expect(changed + unchanged + blocked + failed).toBe(files.length);
    expect(files.map(({ path, status, needsReview }) => [path, status, needsReview])).toEqual([
      ["test/blocked.valk", "blocked", true],
      ["test/changed.valk", "changed", true],
      ["test/e\u001b[2Jvil\n.valk", "changed", true],
      ["test/plain.valk", "unchanged", false],
      ["test/unproven.valk", "failed", true],
      ["src/modules/test.valk", "changed", true],
    ]);
  });

  test("holds the lines of changed files alone", () => {
    const ids = [...text.matchAll(/id="lines-(\w+)"/g)].map(([, key]) => key);
    expect(ids).toEqual(files.filter(({ status }) => status === "changed").map(({ key }) => key));
  });

  test("tells of the run, its end and its proofs", () => {
    expect(run).toEqual({
      version: "1.2.3",
      transform: "stub",
      target: "builder",
      mode: "preview",
      context: 3,
    });
    expect(end.remarks.map(({ label }) => label)).toEqual(["framework"]);
    expect(files.find(({ path }) => path === "test/changed.valk")?.proof).toEqual({
      tests: 1,
      comments: 2,
      registeringForms: 0,
      forms: 0,
    });
  });

  test("says what could not be written", () => {
    const problem = { code: "disk-full", message: "no space", hint: "make room" };
    const applied = {
      written: [],
      skipped: [],
      interrupted: false,
      failed: [{ path: "test/changed.valk", problem }],
    };
    expect(report(someFiles, { applied }).end.unwritten).toEqual([
      { path: "test/changed.valk", problem },
    ]);
  });

  test("knows a file that is replaced as a whole", () => {
    expect(files.filter(({ isReplaced }) => isReplaced).map(({ path }) => path)).toEqual([
      "src/modules/test.valk",
    ]);
  });

  test("grows with the changes, not with the files", () => {
    const size = (padding: number, changes: number) =>
      report({ "a.valk": `${"; line\n".repeat(padding)}${'(test/old "x")\n'.repeat(changes)}` })
        .text.length;
    // Some line numbers and counts have a digit more.
    expect(size(5000, 1) - size(500, 1)).toBeLessThan(20);
    const step = size(0, 200) - size(0, 100);
    expect(Math.abs(size(0, 300) - size(0, 200) - step)).toBeLessThan(step / 10);
  });
});

describe("the key of a file", () => {
  test("is the same for the same file", () => {
    expect(one("(test/old)").key).toBe(one("(test/old)").key);
  });

  test("is another for other texts, paths and findings", () => {
    const keys = [
      one("(test/old)"),
      one("(test/old) "),
      one("(test/old REVIEW)"),
      one("REFUSE"),
      one("REFUSE "),
      report({ "b.valk": "(test/old)" }).files[0],
    ].map((file) => file?.key);
    // A blocked file is known by what is said of it, the line itself included.
    expect(new Set(keys).size).toBe(keys.length);
  });
});

test.each([
  ["(test/old)", false],
  ["(test/old) REVIEW", true],
  ["(test/old) INFO", false],
  ["REFUSE", true],
  ["(test/old) UNPROVEN", true],
  ["REVIEW", true],
])("of %j it says whether a person should look: %s", (text, needsReview) => {
  const { counts, ...file } = one(text);
  expect(file.needsReview).toBe(needsReview || counts.review > 0);
});
