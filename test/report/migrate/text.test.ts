import { describe, expect, test } from "vitest";
import { createTextReport } from "../../../src/report/migrate/text.js";
import { createStyle } from "../../../src/text/style.js";
import { type ReportRun, someFiles, writeReport } from "./run-reports.js";

const report = (files: Readonly<Record<string, string>>, run?: ReportRun): string =>
  writeReport(createTextReport, files, run);

const longest = (text: string): number => Math.max(...text.split("\n").map((line) => line.length));

describe("a preview", () => {
  test("shows changes, findings by file, and the summary", () => {
    const text = report(someFiles);
    expect(text).toMatchSnapshot();
    expect(longest(text)).toBeLessThanOrEqual(80);
  });

  test("has the same text in colour", () => {
    const colored = report(someFiles, { options: { style: createStyle(true) } });
    expect(colored).toMatchSnapshot();
    const introducer = String.fromCharCode(27);
    const plain = colored
      .split(introducer)
      .map((part, index) => (index === 0 ? part : part.replace(/^\[\d+m/, "")));
    expect(plain.join("")).toBe(report(someFiles));
  });

  test("keeps a finding on one line where there is no width", () => {
    const text = report(someFiles, { options: { columns: undefined } });
    expect(text).toContain(
      "  test/blocked.valk:2:8  refuse  refuse  the file says REFUSE\n          (f REFUSE)\n             ^^^^^^\n    hint: remove REFUSE\n",
    );
  });

  test("lets nothing through that a terminal obeys", () => {
    for (const columns of [80, undefined]) {
      const text = report(someFiles, { options: { columns } });
      expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
    }
  });

  test("lists all files when it is verbose", () => {
    const text = report(someFiles, { options: { verbosity: "verbose", showDiff: false } });
    expect(text).toContain("test/plain.valk: unchanged\n");
    expect(text).toContain("test/changed.valk: changed\n");
  });

  test("tells the reason of many files once, with all their places", () => {
    const left = "(f REFUSE)";
    const files = { "a.valk": left, "b.valk": "(test/old)", "c.valk": left, "d.valk": `\n${left}` };
    const told = (run?: ReportRun["options"]) =>
      report(files, { options: { showDiff: false, columns: undefined, ...run } });
    const [shown = "", rest] = told().split("\n\n");
    expect(shown).toBe(
      `a.valk: blocked, left as it is
  a.valk:1:4  refuse  refuse  the file says REFUSE
      (f REFUSE)
         ^^^^^^
    hint: remove REFUSE
blocked for the same reason: 2 files
  c.valk:1:4
  d.valk:2:4`,
    );
    expect(rest).toMatch(/^Summary\n {2}files +4 {2}1 changed, 0 unchanged, 3 blocked/);
    expect(told({ verbosity: "quiet" })).toContain(shown);
    const all = told({ verbosity: "verbose" });
    expect(all.match(/hint: remove REFUSE/g)).toHaveLength(3);
    expect(all).not.toContain("same reason");
  });

  test("tells apart what is left for more than one reason", () => {
    const files = { "a.valk": "(f REFUSE)", "b.valk": "(f REFUSE REVIEW)" };
    expect(report(files, { options: { showDiff: false } })).not.toContain("same reason");
  });

  test("shows only what needs attention when it is quiet", () => {
    expect(
      report(someFiles, { options: { verbosity: "quiet", showDiff: false } }),
    ).toMatchSnapshot();
    expect(
      report({ "a.valk": "(test/old)" }, { options: { verbosity: "quiet", showDiff: false } }),
    ).toBe("1 file: 1 changed, 0 unchanged, 0 blocked, 0 failed\n");
  });

  test("has no diff where none is wanted", () => {
    expect(report(someFiles, { options: { showDiff: false } })).not.toContain("@@");
  });

  test("can show the lines around a change, and hide re-indentation", () => {
    const files = { "a.valk": "1\n2\n(test/old)\n4\n" };
    expect(report(files, { options: { context: 1 } })).toContain(
      "@@ -2,3 +2,3 @@\n  2\n!-(test/old)",
    );
    const hidden = report(files, { options: { hidden: new Set(["reindented"] as const) } });
    expect(hidden).toContain("!-(test/old)\n!+(test/new)");
  });

  test("of nothing says so", () => {
    expect(report({ "a.valk": "" })).toMatchSnapshot();
    expect(report({})).toContain("  files      0  0 changed, 0 unchanged, 0 blocked, 0 failed\n");
  });
});

describe("the framework line", () => {
  const module = { "src/modules/test.valk": someFiles["src/modules/test.valk"] as string };
  const old = { "a.valk": "(test/old)" };
  const blocked = (...names: string[]) =>
    Object.fromEntries(names.map((name) => [name, "(test/old)REFUSE"]));

  function frameworkLine(
    files: Readonly<Record<string, string>>,
    choice: "auto" | "keep" | "final" = "auto",
    applied?: ReportRun["applied"],
  ): string | undefined {
    const texts = () => ({
      final: "; final",
      compat: "; both",
      layer: "",
      registry: "",
      lists: "",
    });
    const run: ReportRun = { input: { framework: { choice, texts } }, ...(applied && { applied }) };
    const text = report(files, { ...run, options: { columns: undefined, showDiff: false } });
    return /^ {2}framework +(.*)$/m.exec(text)?.[1];
  }

  test.each([
    [
      "final",
      { ...module, ...old },
      "src/modules/test.valk becomes the final module: nothing old remains",
    ],
    [
      "compat",
      { ...module, ...old, ...blocked("b", "c", "d", "e") },
      "src/modules/test.valk becomes the module for both APIs: 4 files still use the old one (b, c, d and 1 more)",
    ],
    [
      "compat for one",
      { ...module, ...old, ...blocked("b") },
      "src/modules/test.valk becomes the module for both APIs: 1 file still uses the old one (b)",
    ],
    [
      "kept",
      { ...module, ...blocked("b") },
      "src/modules/test.valk kept: no file uses the new API yet",
    ],
    [
      "missing, with changes",
      old,
      "no module found: migrated files need one that defines the new API",
    ],
    ["missing, without", {}, "no module found"],
    [
      "several, of which none is touched",
      { "x.valk": module["src/modules/test.valk"], "y.valk": module["src/modules/test.valk"] },
      "x.valk kept: no file uses the new API yet",
    ],
  ])("says: %s", (_name, files, expected) => {
    expect(frameworkLine(files)).toBe(expected);
  });

  test("says what the user asked for", () => {
    expect(frameworkLine({ ...module, ...old }, "keep")).toBe(
      "src/modules/test.valk kept: as asked",
    );
  });

  test("says that there is none even when it was to be kept", () => {
    expect(frameworkLine(old, "keep")).toBe(
      "no module found: migrated files need one that defines the new API",
    );
  });

  test("says when the final module had to wait", () => {
    const path = "src/modules/test.valk";
    const problem = { code: "write-failed", message: "no", hint: "no" };
    const applied = {
      written: [path],
      failed: [{ path: "a.valk", problem }],
      skipped: [path],
      interrupted: false,
    };
    expect(frameworkLine({ ...module, ...old }, "auto", applied)).toBe(
      `${path}: the module for both APIs, until every file is written`,
    );
  });

  test("does not count files that were not written among those that stay", () => {
    const path = "src/modules/test.valk";
    const applied = { written: [path], failed: [], skipped: ["a.valk"], interrupted: true };
    expect(frameworkLine({ ...module, ...old, ...blocked("b") }, "auto", applied)).toBe(
      `${path} becomes the module for both APIs: 1 file (b) and those that were not written still use the old one`,
    );
  });

  test("is missing for other transforms", () => {
    const text = report(old, { input: { framework: undefined } });
    expect(text).not.toContain("framework");
  });
});

describe("after writing", () => {
  const files = { "a.valk": "(test/old)", "b.valk": "(test/old)" };

  test("lists what was written and what was not", () => {
    const problem = { code: "write-failed", message: "ENOSPC", hint: "make room" };
    const applied = {
      written: ["a.valk"],
      failed: [{ path: "b.valk", problem }],
      skipped: [],
      interrupted: false,
    };
    expect(
      report(files, { run: { mode: "write" }, options: { showDiff: false }, applied }),
    ).toMatchSnapshot();
  });

  test("says when there was nothing to write", () => {
    const applied = { written: [], failed: [], skipped: [], interrupted: false };
    expect(report({ "a.valk": "" }, { run: { mode: "write" }, applied })).toContain(
      "Nothing to write.\n",
    );
  });

  test("a check says what would change", () => {
    expect(report(files, { run: { mode: "check" } })).toContain("\n2 files would change.\n");
  });
});
