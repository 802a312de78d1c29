import { describe, expect, test } from "vitest";
import { MOST_NAMED } from "../../../../src/report/migrate/html/index-page.js";
import type { PageEnd } from "../../../../src/report/migrate/html/page-data.js";
import { createSplitPages } from "../../../../src/report/migrate/html/split-pages.js";
import { type ReportRun, someFiles, writeReport } from "../run-reports.js";

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1) || "./";

/** The files of the report, by their names. */
function report(
  files: Readonly<Record<string, string>>,
  run?: ReportRun,
  nameOf = folderOf,
): ReadonlyMap<string, string> {
  const written = new Map<string, string>();
  const append = (name: string, text: string): void => {
    written.set(name, (written.get(name) ?? "") + text);
  };
  expect(writeReport(createSplitPages({ nameOf, append }), files, run)).toBe("");
  return written;
}

function endOf(page: string | undefined): PageEnd {
  return JSON.parse(/id="data-end">(.*)<\/script>/.exec(page ?? "")?.[1] as string);
}

describe("a review in pages", () => {
  const pages = report(someFiles);
  const index = pages.get("index.html") as string;

  test("has a page for each folder, and an index that leads to them", () => {
    expect([...pages.keys()].sort()).toEqual(["index.html", "src-modules.html", "test.html"]);
    expect(
      [...index.matchAll(/<tr><th scope="row"><a href="([^"]*)">/g)].map(([, at]) => at),
    ).toEqual(["src-modules.html", "test.html"]);
    expect(index).toContain("<h2>5 of 6 files need your eyes</h2>");
    expect(index).toContain("<dd>6: 3 changed, 1 unchanged, 1 blocked, 1 failed</dd>");
    expect(index).toContain("<dt>on no page</dt><dd>1 file, unchanged and without a finding</dd>");
  });

  test("counts on each page what is on it", () => {
    expect(endOf(pages.get("test.html")).totals).toMatchObject({
      ...{ changed: 2, unchanged: 0, blocked: 1, failed: 1 },
    });
    expect(endOf(pages.get("src-modules.html")).totals).toMatchObject({ changed: 1, blocked: 0 });
    expect(pages.get("test.html")).not.toContain("plain.valk");
  });

  test("leads to the files that need eyes, where they are", () => {
    const links = [...index.matchAll(/<li>([a-z ]+): <a href="test\.html#(file-\w+)">/g)];
    expect(links.map(([, word]) => word)).toEqual(["blocked", "to review", "to review", "failed"]);
    for (const [, , id = ""] of links) {
      expect(pages.get("test.html")).toContain(`"key":"${id.slice("file-".length)}"`);
    }
  });

  test("shows names as text, whatever is in them", () => {
    expect(index).toContain("test/<wbr>e\\x1b[2Jvil\\x0a.valk");
    const nasty = report({ '<i>&"/a.valk': "(test/old) REVIEW" }).get("index.html");
    expect(nasty).toContain("&lt;i&gt;&amp;&quot;/<wbr>a.valk</a>");
    expect(nasty).not.toContain("<i>");
  });

  test("runs no script in the index, and takes a style by its hash alone", () => {
    expect(index).not.toContain("<script");
    expect(index).toMatch(/content="default-src 'none'; style-src 'sha256-[^;]*'; img-src data:/);
  });

  test("names only the first of many files that need eyes", () => {
    const many = Array.from({ length: MOST_NAMED + 5 }, (_, at) => [`t/${at}.valk`, "(f REFUSE)"]);
    const files = Object.fromEntries(many.map(([path, text]) => [path, `(test/old)\n${text}`]));
    const written = report(files).get("index.html") ?? "";
    expect([...written.matchAll(/<li>blocked: /g)]).toHaveLength(MOST_NAMED);
    expect(written).toContain("<li>and 5 more, on their pages</li>");
  });

  test("says so when nothing needs eyes", () => {
    const written = report({ "a.valk": "(test/new)" });
    expect([...written.keys()]).toEqual(["index.html"]);
    expect(written.get("index.html")).toContain("No file of 1 file needs your eyes");
    expect(written.get("index.html")).not.toContain("Files that need your eyes");
  });

  test("says what could not be written, on its page and in the index", () => {
    const problem = { code: "disk-full", message: "no space", hint: "make room" };
    const failed = [{ path: "test/changed.valk", problem }];
    const applied = { written: [], skipped: [], interrupted: false, failed };
    const written = report(someFiles, { applied, run: { mode: "write" } });
    expect(written.get("index.html")).toContain("<dd>test/changed.valk: no space</dd>");
    expect(written.get("index.html")).toContain("the changes were written");
    expect(endOf(written.get("test.html")).unwritten).toEqual(failed);
    expect(endOf(written.get("src-modules.html")).unwritten).toEqual([]);
  });

  test("gives each page a name of its own, and none that of the index", () => {
    const written = report(
      {
        "a.valk": "(test/old) REVIEW",
        "b.valk": "(test/old) REVIEW",
        "c.valk": "(test/old) REVIEW",
      },
      {},
      (path) => ({ "a.valk": "index", "b.valk": "@x/y", "c.valk": "x-y" })[path] as string,
    );
    expect([...written.keys()].sort()).toEqual([
      "index-2.html",
      "index.html",
      "x-y-2.html",
      "x-y.html",
    ]);
  });
});
