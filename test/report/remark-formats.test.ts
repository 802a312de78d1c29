import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import type { Remark } from "../../src/report/document.js";
import { openGitlab } from "../../src/report/gitlab.js";
import { createRemarksReport } from "../../src/report/migrate/remarks.js";
import { openRdjson } from "../../src/report/rdjson.js";
import { formatRemarks, type OpenRemarks } from "../../src/report/remark-format.js";
import { run } from "../cli/run-main.js";
import { makeFolder } from "../temporary-folder.js";
import { type ReportRun, someFiles, writeReport } from "./migrate/run-reports.js";

const object = (properties: object, optional: readonly string[] = []): object => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});
const array = (items: object): object => ({ type: "array", items });
const text = { type: "string", minLength: 1 };
const path = { type: "string", pattern: "^[^/]" };
const fromOne = { type: "integer", minimum: 1 };
const position = object({ line: fromOne, column: fromOne }, ["column"]);

/** What each format's reader asks for, and nothing that it does not know. */
const schemas = {
  gitlab: array(
    object({
      description: text,
      check_name: text,
      fingerprint: { type: "string", pattern: "^[0-9a-f]{64}:[1-9][0-9]*$" },
      severity: { enum: ["info", "minor", "major", "critical", "blocker"] },
      location: object({ path, lines: object({ begin: fromOne, end: fromOne }) }),
    }),
  ),
  rdjson: object({
    source: object({ name: text }),
    diagnostics: array(
      object({
        message: text,
        location: object({ path, range: object({ start: position, end: position }) }, ["range"]),
        severity: { enum: ["ERROR", "WARNING", "INFO"] },
        code: object({ value: text }),
      }),
    ),
  }),
};
const ajv = new Ajv2020({ strict: true, allErrors: true });
const opens = { gitlab: openGitlab, rdjson: openRdjson };
const names = ["gitlab", "rdjson"] as const;
type Name = (typeof names)[number];

function readValid(name: Name, json: string) {
  const value = JSON.parse(json);
  const validate = ajv.compile(schemas[name]);
  validate(value);
  expect(validate.errors).toBe(null);
  return value;
}

function itemsOf(name: Name, json: string): readonly Record<string, unknown>[] {
  const value = readValid(name, json);
  return name === "gitlab" ? value : value.diagnostics;
}

const said: Remark = {
  ...{ path: "test/a.valk", line: 3, column: 2, code: "race", severity: "review" },
  message: "two threads bind x",
  hint: "make it an atom",
  related: [{ path: "b.valk", line: 1, column: 7, message: "x is bound here" }],
};

const only = (open: OpenRemarks, remark: Remark) => {
  const name = open === openGitlab ? "gitlab" : "rdjson";
  return itemsOf(name, formatRemarks(open, [remark]))[0];
};

describe.each(names)("the format %s", (name) => {
  test("is valid for files of every kind, for none, and after failures", () => {
    const report = (files: Readonly<Record<string, string>>, reportRun?: ReportRun) =>
      itemsOf(name, writeReport(createRemarksReport(opens[name]), files, reportRun));
    expect(report({})).toEqual([]);
    expect(report(someFiles)).toHaveLength(5);
    expect(report(someFiles, { run: { mode: "check" } })).toHaveLength(8);
    const problem = { code: "write-failed", message: "ENOSPC", hint: "make room" };
    const applied = { written: [], failed: [{ path: "b.valk", problem }], skipped: [] };
    const written = report(
      { "a.valk": "(test/old)" },
      {
        run: { mode: "write", rootInRepository: "p/" },
        applied: { ...applied, interrupted: false },
      },
    );
    expect(JSON.stringify(written)).toContain('"p/b.valk"');
  });

  test("shows what is said with its other places, and nothing that a terminal obeys", () => {
    const odd = "\u001b[2J\u009b\u202e\n\u2028";
    const json = formatRemarks(opens[name], [said, { ...said, path: `a${odd}`, message: odd }]);
    expect(json.replaceAll("\n", "")).toMatch(/^[ -~]*$/);
    const [item, other] = itemsOf(name, json);
    const key = name === "gitlab" ? "description" : "message";
    expect(item?.[key]).toBe("two threads bind x. make it an atom\nb.valk:1:7 x is bound here");
    expect(String(other?.[key]).split("\n")[0]).not.toMatch(/[^ -~]/);
    expect(other?.location).toMatchObject({ path: `a${odd}` });
  });

  test.each(["migrate", "migrate --check", "check", "lint"])(
    "is a format of %s",
    async (command) => {
      const cwd = makeFolder({
        ".git/HEAD": "",
        "test/test_a.valk": `(load "src/modules/test.valk")
(test/suite "A")
(test/define "a" {true})
(test/define "a" {(def {count} 1)})
(test/run)
`,
        "src/modules/test.valk": "(fun {test/suite name} {name})\n",
        "src/main.valk": "(def {count} 0)\n(fun {step} {(= {count} (+ count 1))})\n",
      });
      const args = [...command.split(" "), "--format", name];
      const plain = await run(args, { cwd });
      readValid(name, plain.stdout);
      const { status } = await run([...args, "--output", "report.json"], { cwd });
      expect(status).toBe(plain.status);
      if (command === "check") {
        expect(itemsOf(name, plain.stdout)).not.toEqual([]);
      }
    },
  );
});

test("a fingerprint of GitLab's names a finding wherever it moves, and each its own", () => {
  const prints = (remarks: readonly Remark[]) =>
    itemsOf("gitlab", formatRemarks(openGitlab, remarks)).map(({ fingerprint }) => fingerprint);
  const other = { ...said, path: "b.valk", message: "line 9 binds x" };
  const before = prints([said, said, other]);
  expect(new Set(before).size).toBe(3);
  const moved = { ...said, line: 40, column: 9 };
  expect(prints([moved, moved, { ...other, line: 1, message: "line 11 binds x" }])).toEqual(before);
});

test("a severity has the name that the reader has for it", () => {
  const severities = ["refuse", "review", "info"] as const;
  const named = (open: OpenRemarks) =>
    severities.map((severity) => only(open, { ...said, severity })?.severity);
  expect(named(openGitlab)).toEqual(["major", "minor", "info"]);
  expect(named(openRdjson)).toEqual(["ERROR", "WARNING", "INFO"]);
});

test("rdjson counts bytes where it knows the line, and names lines where it does not", () => {
  const excerpt = { text: "a𐐀b ü", start: 3, end: 4, isCutBefore: false, isCutAfter: false };
  const range = (more: Partial<Remark>) => {
    const { location } = only(openRdjson, { ...said, excerpt, ...more }) as Record<
      string,
      { range?: object }
    >;
    return location?.range;
  };
  const end = { line: 3, column: 5 };
  expect(range({ end })).toEqual({ start: { line: 3, column: 6 }, end: { line: 3, column: 7 } });
  const lines = { start: { line: 3 }, end: { line: 3 } };
  expect(range({ end, excerpt: { ...excerpt, isCutBefore: true } })).toEqual(lines);
  expect(range({ end, excerpt: { ...excerpt, isCutAfter: true } })).toEqual(lines);
  expect(range({ end: { line: 5, column: 1 } })).toEqual({ start: { line: 3 }, end: { line: 5 } });
  const { line: _, ...whole } = said;
  expect(only(openRdjson, whole)?.location).toEqual({ path: "test/a.valk" });
  expect(only(openGitlab, whole)?.location).toMatchObject({ lines: { begin: 1, end: 1 } });
});
