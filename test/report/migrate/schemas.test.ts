import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { behaviourDiffers } from "../../../src/outcome/run-findings.js";
import { createJsonReport } from "../../../src/report/migrate/json.js";
import { createJsonLinesReport } from "../../../src/report/migrate/jsonl.js";
import { exampleRoot } from "../../behaviour/projects.js";
import { LIST_MODULE } from "../../cli/git-project.js";
import { run } from "../../cli/run-main.js";
import { makeFolder, writeFiles } from "../../temporary-folder.js";
import { errorsOf, expectValid } from "../published-schemas.js";
import { type ReportRun, someFiles, writeReport } from "./run-reports.js";

function expectBothValid(json: string, lines: string): void {
  expectValid("report.schema.json", JSON.parse(json));
  for (const line of lines.trimEnd().split("\n")) {
    expectValid("events.schema.json", JSON.parse(line));
  }
}

/** The stub's proofs have hashes for people. */
const withHashes = (text: string): string => text.replace(/hash of \d+/g, "0f".repeat(32));

const stubReport = (
  files: Readonly<Record<string, string>>,
  reportRun?: ReportRun,
): Record<string, never> => JSON.parse(withHashes(writeReport(createJsonReport, files, reportRun)));

const applied = {
  written: ["a.valk"],
  failed: [
    { path: "b.valk", problem: { code: "write-failed", message: "ENOSPC", hint: "make room" } },
  ],
  skipped: ["c.valk"],
  interrupted: true,
};

describe("the published schemas", () => {
  test("describe what a run over a project writes, previewed, checked, evaluated and written", async () => {
    const cwd = makeFolder({ ".git/HEAD": "" });
    cpSync(exampleRoot, cwd, { recursive: true });
    writeFiles(cwd, {
      "test/differs.valk": behaviourDiffers.example as string,
      "test/accepts.valk": `(test/suite "A")
(test/define "a" {true})
; valk-codemod-disable-next-line duplicate-test on purpose
(test/define "a" {true})
(test/run)
`,
      "lists.txt": LIST_MODULE,
      "test/list.valk": '(test/run (list (test "a" {true})))\n',
      "test/computed.valk": '(test/run (map id (list (test "a" {true}))))\n',
      "docs/page.md": '```\n(test/suite "A")\n(test/define "a" {true})\n(test/run)\n```\n',
    });
    for (const args of [
      [],
      ["--markdown"],
      ["--check"],
      ["--target", "list", "--framework", "lists.txt"],
      ["--verify"],
      ["--write"],
    ]) {
      const outputs = ["--format", "json", "--format", "jsonl", "--output", "events.jsonl"];
      const { stdout } = await run(["migrate", ...outputs, ...args], { cwd });
      expectBothValid(stdout, readFileSync(join(cwd, "events.jsonl"), "utf8"));
      const { files, behaviour, applied: done } = JSON.parse(stdout);
      if (args.includes("list")) {
        // Files of the example need the module that is there.
        expect(stdout).toMatch(/"code": ?"framework-(?:breaks|loses-name)"/);
        continue;
      }
      for (const member of ["group", "suppressed"]) {
        expect(files.filter((file: object) => member in file)).not.toEqual([]);
      }
      const statuses = new Set(files.map(({ status }: { status: string }) => status));
      expect(statuses).toEqual(new Set(["changed", "unchanged", "blocked"]));
      expect([behaviour !== undefined, done !== undefined]).toEqual([
        args.includes("--verify"),
        args.includes("--write"),
      ]);
    }
  });

  const module = someFiles["src/modules/test.valk"] as string;
  test.each<[string, Readonly<Record<string, string>>, ReportRun]>([
    ["files of every kind, failed ones among them", someFiles, {}],
    ["no files", {}, {}],
    ["several modules", { "x.valk": module, "y.valk": module }, {}],
    ["a module that is kept", { "x.valk": module, "y.valk": "REFUSE" }, {}],
    ["other transforms", { "a.valk": "(test/old)" }, { input: { framework: undefined } }],
    ["a run that failed to write", { "a.valk": "(test/old)" }, { applied }],
  ])("describe %s", (_name, files, reportRun) => {
    expectBothValid(
      withHashes(writeReport(createJsonReport, files, reportRun)),
      withHashes(writeReport(createJsonLinesReport, files, reportRun)),
    );
  });

  test.each<[string, (report: Record<string, never>) => unknown]>([
    ["another version", (report) => ({ ...report, version: 2 })],
    ["no version", ({ version, ...report }) => report],
    ["no totals", ({ totals, ...report }) => report],
    ["a member more", (report) => ({ ...report, more: 1 })],
    ["another mode", (report) => ({ ...report, mode: "guess" })],
    ["a count below zero", (report) => withChange(report, '"changed":3', '"changed":-1')],
    ["a status of its own", (report) => withChange(report, '"blocked","t', '"stuck","t')],
    ["a failure without problems", (report) => withChange(report, '"problems":[', '"edits":[')],
    [
      "a severity of its own",
      (report) => withChange(report, '"severity":"refuse"', '"severity":"fatal"'),
    ],
    ["a line 0", (report) => withChange(report, '"line":1', '"line":0')],
    ["an edit without text", (report) => withChange(report, ',"newText":"test/new"', "")],
    ["a hash that is none", (report) => withChange(report, "0f0f", "0g0g")],
    ["a decision of its own", (report) => withChange(report, '"installed"', '"removed"')],
  ])("reject a report with %s", (_name, damage) => {
    expect(errorsOf("report.schema.json", damage(stubReport(someFiles)))).not.toBe(null);
  });

  test.each([
    { event: "start", version: 1 },
    { event: "begin" },
    { event: "file", path: "a", status: "unchanged", findings: [] },
    { event: "end" },
    {},
  ])("reject the event %j", (event) => {
    expect(errorsOf("events.schema.json", event)).not.toBe(null);
  });
});

/** The report with the first place that reads so changed. */
function withChange(report: object, from: string, to: string): unknown {
  const text = JSON.stringify(report);
  expect(text).toContain(from);
  return JSON.parse(text.replace(from, to));
}
