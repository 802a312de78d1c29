import { describe, expect, test } from "vitest";
import { createGithubReport } from "../../../src/report/migrate/github.js";
import { type ReportRun, someFiles, writeReport } from "./run-reports.js";

const numbered = (count: number, text: string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`${text}${at + 10}.valk`, text]));

const report = (files: Readonly<Record<string, string>>, run?: ReportRun): readonly string[] =>
  writeReport(createGithubReport, files, run).trimEnd().split("\n");

const levels = (lines: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const [, level = ""] of lines.flatMap((line) => [...line.matchAll(/^::(\w+) /g)])) {
    counts[level] = (counts[level] ?? 0) + 1;
  }
  return counts;
};

describe("the github report", () => {
  test("has an annotation for each finding, the worst first, and the totals", () => {
    expect(report(someFiles)).toMatchSnapshot();
  });

  test("escapes what would end a property or a command", () => {
    const [line] = report({ "a,b:c\n::error::%.valk": "(test/old) REVIEW" });
    expect(line).toBe(
      "::warning file=a%2Cb%3Ac\\x0a%3A%3Aerror%3A%3A%25.valk,line=1,endLine=1,col=12,title=review::the file says REVIEW. remove REVIEW",
    );
  });

  test("has paths from the top of the repository", () => {
    const lines = report({ "a.valk": "REFUSE" }, { run: { rootInRepository: "p/q/" } });
    expect(lines[0]).toContain("file=p/q/a.valk,");
  });

  test("calls what is left an error only where a run checks", () => {
    const files = { "a.valk": "; one\n  (test/old)" };
    expect(report(files)).toHaveLength(1);
    expect(report(files, { run: { mode: "check" } })[0]).toBe(
      "::error file=a.valk,line=2,col=4,title=would-change::the file would change: 1 test to migrate. migrate --write makes the change, and migrate shows it",
    );
  });

  test("has failures of writing first", () => {
    const problem = { code: "write-failed", message: "ENOSPC", hint: "make room" };
    const applied = { written: [], failed: [{ path: "b.valk", problem }], skipped: [] };
    const run = { mode: "write" } as const;
    const lines = report(
      { "a.valk": "REFUSE" },
      { run, applied: { ...applied, interrupted: false } },
    );
    expect(lines[0]).toBe("::error file=b.valk,line=1,col=1,title=write-failed::ENOSPC. make room");
  });

  test("keeps to ten of a kind and counts the rest", () => {
    const kinds = { ...numbered(10, "REFUSE"), ...numbered(10, "REVIEW"), ...numbered(10, "INFO") };
    expect(levels(report(kinds))).toEqual({ error: 10, warning: 10, notice: 10 });
    const more = { ...kinds, "u.valk": "(test/old) UNPROVEN", "x.valk": "INFO REVIEW" };
    const lines = report(more);
    expect(levels(lines)).toEqual({ error: 10, warning: 10, notice: 10 });
    expect(lines[0]).toContain("file=u.valk,");
    expect(lines.at(-2)).toBe(
      "::notice title=5 more not shown::GitHub shows 10 annotations of a kind; left out here: 2 errors, 1 warning, 2 notices. Every other report has them all.",
    );
  });
});
