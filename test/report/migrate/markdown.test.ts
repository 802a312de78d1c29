import { describe, expect, test } from "vitest";
import {
  createMarkdownReport,
  createMarkdownWithin,
} from "../../../src/report/migrate/markdown.js";
import type { CreateReport } from "../../../src/report/migrate/report.js";
import { type ReportRun, someFiles, writeReport } from "./run-reports.js";

const report = (files: Readonly<Record<string, string>>, run?: ReportRun): string =>
  writeReport(createMarkdownReport, files, run);

const numbered = (count: number, text: string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}.valk`, text]));

/** How many files each group of the report shows, by its headings and what stands below. */
const shownFiles = (text: string): number => (text.match(/^- `|^#### `|^<details>/gm) ?? []).length;
const omittedFiles = (text: string): number =>
  Number(/\*\*… and (\d+) more files?\*\*/.exec(text)?.[1] ?? 0);

describe("the Markdown report", () => {
  test("has a table, then what needs eyes, then the rest folded", () => {
    expect(report(someFiles)).toMatchSnapshot();
  });

  test("is safe for names that try to be more", () => {
    const text = report({
      "</summary>@team `|`#1 -->.valk": someFiles["src/modules/test.valk"] as string,
      "``` @team\n# x.valk": "REFUSE",
      "</details>.valk": "(test/old) REVIEW",
    });
    expect(text).toContain("<code>&lt;/summary&gt;@team `|`#1 --&gt;.valk</code>");
    expect(text).toContain("- ```` ``` @team\\x0a# x.valk ````: **blocked**");
    expect(text).toContain("#### `</details>.valk`");
  });

  test("has fences that no line of a file closes", () => {
    const text = report({ "a.valk": "```\n(test/old)\n`````\n</details>\n" });
    expect(text).toContain(
      "\n``````diff\n@@ -1,4 +1,4 @@\n ```\n-(test/old)\n+(test/new)\n `````\n",
    );
  });

  test("has paths from the top of the repository, as far as they are its own", () => {
    const run = { rootInRepository: "p/q/", mode: "write" } as const;
    const problem = { code: "write-failed", message: "ENOSPC", hint: "make room" };
    const applied = {
      written: ["a.valk"],
      failed: [{ path: "b.valk", problem }],
      skipped: [],
      interrupted: false,
    };
    const files = { "a.valk": "(test/old)", "b.valk": "(test/old)", "c.valk": "REFUSE" };
    const text = report(files, { run, applied });
    expect(text).toContain("\nPaths in the table start in `p/q/`.\n");
    expect(text).toContain("- `p/q/b.valk`: **failed**");
    expect(text).toContain("- `p/q/c.valk`: **blocked**");
    expect(text).toContain("#### `p/q/a.valk`");
  });

  test("tells the reason of many files once", () => {
    const left = "(f REFUSE)";
    const text = report({ "a.valk": left, "b.valk": "(f REFUSE REVIEW)", "c.valk": `\n${left}` });
    expect(text).toContain("### Blocked (3 files)\n\n- `a.valk`: **blocked**, left as it is\n");
    expect(text).toContain("- `b.valk`: **blocked**, left as it is\n");
    expect(text).toContain("- `c.valk`, line 2: **blocked** for the same reason as `a.valk`\n");
    expect(text.match(/remove REFUSE/g)).toHaveLength(2);
  });

  test("has notes on files that stay last", () => {
    const text = report({ "a.valk": "INFO", "b.valk": "(test/old)", "c.valk": "" });
    const end =
      "- `a.valk`\n  - line 1: **info**: the file says INFO. *remove INFO*\n\n    ```text\n    INFO\n    ^^^^\n    ```\n";
    expect(text.endsWith(`\n### Notes on files that do not change (1 file)\n\n${end}`)).toBe(true);
  });

  test("counts findings that have no room", () => {
    const room = { size: 2500, measure: (text: string) => text.length };
    const create: CreateReport = (write, run, options) =>
      createMarkdownWithin(room, write, run, options);
    const name = "x".repeat(500);
    expect(writeReport(create, { [name]: "(test/old) UNPROVEN" })).toContain(
      "  - … and 2 more findings\n",
    );
  });

  test("cuts long lines, and not within a character", () => {
    const text = report({ "a.valk": `(test/old) ${"x".repeat(288)}📦${"y".repeat(9)}\n` });
    expect(text).toContain(`-(test/old) ${"x".repeat(288)} … (11 more characters)\n`);
  });

  test("says what was written and what was not", () => {
    const problem = { code: "write-failed", message: "no @room", hint: "make some" };
    const files = { "a.valk": "(test/old)", "b.valk": "(test/old)", "c.valk": "(test/old)" };
    const applied = {
      written: ["a.valk"],
      failed: [{ path: "b.valk", problem }],
      skipped: ["c.valk"],
      interrupted: false,
    };
    const text = report(files, { run: { mode: "write" }, applied });
    expect(text).toContain("### Failed (1 file)\n\n- `b.valk`: **failed**, left as it is\n");
    expect(text).toContain("  - **write-failed**: no @&#8203;room. *make some*\n");
    expect(text).toContain("### To review (1 file)\n\n#### `a.valk`");
    expect(text).not.toContain("c.valk");
  });

  test("says nothing of changes where there are none", () => {
    const text = report({ "a.valk": "" });
    expect(text).toContain("Nothing to migrate.");
    expect(text).not.toContain("###");
    expect(text).not.toContain("| lines |");
  });

  const long = `${"(test/old) some more text\n".repeat(300)}`;
  test.each<[string, Record<string, string>]>([
    ["many files to review", numbered(40, long)],
    ["many blocked files", numbered(3000, "REFUSE")],
    ["many of all", { ...numbered(2000, "REVIEW INFO (test/old)"), ...someFiles }],
    ["one large file", { "a.valk": long.repeat(9) }],
  ])("has no more than 65,000 characters for %s, and counts all files", (_name, files) => {
    const text = report(files);
    expect(text.length).toBeLessThanOrEqual(65_000);
    expect(shownFiles(text) + omittedFiles(text)).toBeGreaterThanOrEqual(
      Object.keys(files).length - 1,
    );
    expect(text.length).toBeGreaterThan(10_000);
  });

  test("gives one file no more than a quarter, and says so", () => {
    const text = report({ "a.valk": long.repeat(9), "b.valk": "(test/old)" });
    expect(text).toMatch(/\n… and \d+ more lines, which the format `patch` has\.\n/);
    expect(text).toContain("b.valk");
    expect(text.length).toBeLessThan(20_000);
  });

  test("fits into rooms that are measured otherwise", () => {
    const room = { size: 3000, measure: (text: string) => Buffer.byteLength(text) };
    const create: CreateReport = (write, run, options) =>
      createMarkdownWithin(room, write, run, options);
    const text = writeReport(create, numbered(50, "(test/old) éééééééééééééééé"));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(3000);
    expect(omittedFiles(text)).toBeGreaterThan(30);
  });
});
