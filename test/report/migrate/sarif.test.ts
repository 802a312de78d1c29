import { createHash } from "node:crypto";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Artifact, Log, Region, Result, Run } from "sarif";
import { describe, expect, test } from "vitest";
import { createSarifReport } from "../../../src/report/migrate/sarif.js";
import { type ReportRun, someFiles, writeReport } from "./run-reports.js";
import { sarifSchema } from "./sarif-schema.js";

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(sarifSchema);

function report(files: Readonly<Record<string, string>>, run?: ReportRun): Run {
  const log: Log = JSON.parse(writeReport(createSarifReport, files, run));
  validate(log);
  expect(validate.errors).toBe(null);
  return log.runs[0] as Run;
}

const resultsOf = (run: Run): readonly Result[] => run.results ?? [];
const uriOf = (result: Result): string | undefined =>
  result.locations?.[0]?.physicalLocation?.artifactLocation?.uri;

describe("the SARIF report", () => {
  test("holds everything, in the order of the plan", () => {
    const { tool, ...run } = report(someFiles);
    expect(run).toMatchSnapshot();
    expect(tool.driver.rules?.length).toBeGreaterThan(40);
  });

  test("is valid without files, after failures and when a run stops", () => {
    const problem = { code: "write-failed", message: "ENOSPC", hint: "make room" };
    expect(report({})).toMatchObject({ results: [], invocations: [{ executionSuccessful: true }] });
    const applied = {
      written: [],
      failed: [{ path: "b.valk", problem }],
      skipped: ["a.valk"],
      interrupted: false,
      stopped: problem,
    };
    expect(report({ "a.valk": "(test/old)" }, { run: { mode: "write" }, applied })).toMatchObject({
      results: [{ ruleId: "write-failed", level: "error" }],
      invocations: [
        {
          executionSuccessful: false,
          toolExecutionNotifications: [{ descriptor: { id: "write-failed" } }],
        },
      ],
    });
  });

  test("is refused by its schema when it is damaged", () => {
    const log = JSON.parse(writeReport(createSarifReport, someFiles));
    log.runs[0].results[0].locations[0].physicalLocation.region.startLine = 0;
    expect(validate(log)).toBe(false);
  });

  test("knows the rule of every result, with help", () => {
    const run = report({ "a.valk": "(test/old) UNPROVEN", "b.valk": "(test/old)" });
    const rules = new Map(run.tool.driver.rules?.map((rule) => [rule.id, rule]));
    for (const { ruleId = "" } of resultsOf(run)) {
      expect(rules.get(ruleId)?.help?.text).toContain("Way out: ");
    }
    expect(rules.get("old-internals")?.help?.markdown).toContain("Example:\n\n```lisp\n");
  });

  test.each<[string, string]>([
    ["lines, CRLF and emoji", "; 📦 (test/old)\r\n📦(test/old) REVIEW\n\n(test/old)"],
    ["a byte order mark", "\ufeff(test/old) REVIEW\n(test/old)\n"],
  ])("fixes files with %s", (_name, source) => {
    const run = report({ "a.valk": source });
    const change = resultsOf(run)[0]?.fixes?.[0]?.artifactChanges[0];
    const fixed = (change?.replacements ?? []).toReversed().reduce(
      (text, replacement) => {
        const [start, end] = offsetsOf(text, replacement.deletedRegion);
        return text.slice(0, start) + replacement.insertedContent?.text + text.slice(end);
      },
      source.replace("\ufeff", ""),
    );
    expect(fixed).toBe(source.replace("\ufeff", "").replaceAll("test/old", "test/new"));
    expect(run.artifacts?.[0]).toEqual<Artifact>({
      location: { uri: "a.valk", uriBaseId: "%SRCROOT%", index: 0 },
      length: Buffer.byteLength(source),
      encoding: "UTF-8",
      hashes: { "sha-256": createHash("sha256").update(source).digest("hex") },
    });
  });

  test("has results for findings alone: a file that would change is none", () => {
    const files = { "a.valk": "(test/old)", "b.valk": "(test/old) INFO", "c.valk": "REFUSE" };
    const run = report(files, { run: { mode: "check" } });
    expect(resultsOf(run).map(({ ruleId, fixes }) => [ruleId, fixes])).toEqual([
      ["info", undefined],
      ["refuse", undefined],
    ]);
    expect(run.artifacts?.map(({ location }) => location?.uri)).toEqual(["b.valk", "c.valk"]);
  });

  test("has the change with the first finding that asks for a look at it", () => {
    const run = report({ "a.valk": "(test/old) INFO REVIEW REVIEW" });
    expect(resultsOf(run).map(({ ruleId, fixes = [] }) => [ruleId, fixes.length])).toEqual(
      expect.arrayContaining([
        ["info", 0],
        ["review", 1],
      ]),
    );
    expect(resultsOf(run).flatMap(({ fixes = [] }) => fixes)).toHaveLength(1);
  });

  test("offers no fix for what was written", () => {
    const applied = { written: ["a.valk"], failed: [], skipped: [], interrupted: false };
    const run = report({ "a.valk": "(test/old) REVIEW" }, { run: { mode: "write" }, applied });
    expect(resultsOf(run).map(({ ruleId }) => ruleId)).toEqual(["review"]);
  });

  test("has the fingerprint of a finding wherever it moves, and one for each", () => {
    const fingerprints = (source: string): readonly unknown[] =>
      resultsOf(report({ "a.valk": source })).map(({ partialFingerprints }) => partialFingerprints);
    const before = fingerprints("(test/old) REVIEW INFO");
    expect(fingerprints("; more\n\n(test/old)\n  REVIEW\n(test/old) INFO")).toEqual(before);
    expect(new Set(before.map((value) => JSON.stringify(value))).size).toBe(2);
  });

  test("encodes addresses, from the top of the repository", () => {
    const run = report(
      { "ä b#c?%/[d].valk": "REFUSE" },
      { run: { root: "/r o/p", rootInRepository: "p/" } },
    );
    expect(uriOf(resultsOf(run)[0] as Result)).toBe("p/%C3%A4%20b%23c%3F%25/%5Bd%5D.valk");
    expect(run.originalUriBaseIds).toEqual({ "%SRCROOT%": { uri: "file:///r%20o/" } });
  });
});

/** As a viewer finds them: lines and columns from 1, the end behind the last character. */
function offsetsOf(text: string, region: Region): readonly [number, number] {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const { startLine = 0, startColumn = 0, endLine = 0, endColumn = 0 } = region;
  return [
    (starts[startLine - 1] as number) + startColumn - 1,
    (starts[endLine - 1] as number) + endColumn - 1,
  ];
}
