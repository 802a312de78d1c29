import { describe, expect, test } from "vitest";
import { createJsonReport } from "../../../src/report/migrate/json.js";
import { type ReportRun, someFiles, writeReport } from "./run-reports.js";

function report(files: Readonly<Record<string, string>>, run?: ReportRun): Record<string, never> {
  return JSON.parse(writeReport(createJsonReport, files, run));
}

describe("the JSON report", () => {
  test("holds everything, in the order of the plan", () => {
    expect(report(someFiles)).toMatchSnapshot();
  });

  test("is one file a line and safe to print", () => {
    const text = writeReport(createJsonReport, someFiles);
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text.split("\n")).toHaveLength(Object.keys(someFiles).length + 3);
    const paths = (JSON.parse(text) as { files: { path: string }[] }).files.map(({ path }) => path);
    expect(paths.toSorted()).toEqual(Object.keys(someFiles).toSorted());
  });

  test("is an object even without files", () => {
    expect(report({})).toMatchObject({ version: 1, files: [], totals: { changed: 0 } });
  });

  test("says what was written", () => {
    const problem = { code: "write-failed", message: "ENOSPC", hint: "make room" };
    const applied = {
      written: ["a.valk"],
      failed: [{ path: "b.valk", problem }],
      skipped: ["c.valk"],
      interrupted: false,
    };
    expect(report({ "a.valk": "(test/old)" }, { applied }).applied).toEqual({
      written: ["a.valk"],
      failed: [{ path: "b.valk", ...problem }],
      skipped: ["c.valk"],
    });
  });

  const module = someFiles["src/modules/test.valk"] as string;
  test.each<[Record<string, string>, object]>([
    [{}, { action: "missing" }],
    [
      { "x.valk": module, "y.valk": module },
      {
        action: "several",
        modules: [
          { action: "kept", path: "x.valk" },
          { action: "kept", path: "y.valk" },
        ],
      },
    ],
    [
      { "x.valk": module, "y.valk": "REFUSE" },
      { action: "kept", path: "x.valk" },
    ],
    [
      { "x.valk": module },
      { action: "installed", path: "x.valk", variant: "final", changes: true, oldUsers: [] },
    ],
  ])("describes the framework decision %#", (files, expected) => {
    expect(report(files).framework).toEqual(expected);
  });

  test("says why a module is kept", () => {
    const framework = {
      choice: "keep",
      texts: () => ({ final: "", compat: "", layer: "", registry: "", lists: "" }),
    } as const;
    expect(report({ "x.valk": module }, { input: { framework } }).framework).toEqual({
      action: "kept",
      path: "x.valk",
      reason: "--framework keep",
    });
    expect(report({}, { input: { framework } }).framework).toEqual({ action: "missing" });
  });

  test("says that a module of the user's own is installed", () => {
    const texts = () => ({ final: "", compat: "", layer: "", registry: "", lists: "" });
    const framework = { choice: "given", texts, given: "; mine\n" } as const;
    expect(report({ "x.valk": module }, { input: { framework } }).framework).toEqual({
      action: "installed",
      path: "x.valk",
      variant: "given",
      changes: true,
      oldUsers: [],
    });
  });

  test("has no framework decision for other transforms", () => {
    expect(report({}, { input: { framework: undefined } })).not.toHaveProperty("framework");
  });
});
