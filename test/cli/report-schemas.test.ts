// The JSON reports of all commands, held against the schemas that come with the package.

import { appendFileSync, cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commands } from "../../src/cli/commands.js";
import { behaviourDiffers } from "../../src/outcome/run-findings.js";
import { exampleRoot } from "../behaviour/projects.js";
import { errorsOf, expectValid, REPORT_SCHEMAS } from "../report/published-schemas.js";
import { makeFolder, writeFiles } from "../temporary-folder.js";
import { commitAll, git, LIST_MODULE } from "./git-project.js";
import { run } from "./run-main.js";

/** By the command: what asks for its JSON, and what that is. */
const JSON_REPORTS: Readonly<Record<string, readonly [args: readonly string[], schema: string]>> = {
  migrate: [["--format", "json"], "report.schema.json"],
  search: [["(def $$$rest)", "--format", "json"], "report.schema.json"],
  rewrite: [["(product)", "(total)", "--format", "json"], "report.schema.json"],
  rename: [["cart/total", "cart/sum", "--format", "json"], "report.schema.json"],
  format: [["--format", "json"], "report.schema.json"],
  lint: [["--format", "json"], "lint.schema.json"],
  check: [["--format", "json"], "check.schema.json"],
  verify: [["--format", "json"], "verify.schema.json"],
  status: [["--since", "HEAD", "--format", "json"], "status.schema.json"],
  framework: [["status", "--format", "json"], "framework-status.schema.json"],
  parse: [["test/blocked/read_error.valk", "--json"], "parse.schema.json"],
};

/** What a report may lack. */
const OPTIONAL: Readonly<Record<string, readonly string[]>> = {
  "report.schema.json": ["target", "framework", "unseen"],
  "lint.schema.json": ["unseen"],
  "check.schema.json": ["goal", "unseen"],
  "verify.schema.json": ["unseen"],
  "status.schema.json": ["goal", "unseen", "since"],
  "framework-status.schema.json": ["unseen"],
  "parse.schema.json": [],
};

/** The example, committed, then with what makes reports longer: files of every kind, and a nested repository. */
function makeProject(): string {
  const folder = makeFolder();
  cpSync(exampleRoot, folder, { recursive: true });
  git(folder, "init", "-q");
  commitAll(folder);
  writeFiles(folder, {
    "test/differs.valk": behaviourDiffers.example as string,
    "test/latin.valk": Buffer.from('(test/suite "\xff")', "latin1"),
    "test/more.valk": '(test/suite "More")\n(test/define "more" {true})\n(test/run)\n',
    "lists/module.valk": LIST_MODULE,
    "lists/test.valk": '(load "lists/module.valk")\n(test/run (list (test "a" {true})))\n',
  });
  rmSync(join(folder, "test/test_tabs.valk"));
  appendFileSync(join(folder, "src/modules/test.valk"), "(fun {more x} {x})\n");
  symlinkSync("nowhere.valk", join(folder, "test/link.valk"));
  mkdirSync(join(folder, "vendor/.git"), { recursive: true });
  return folder;
}

async function reportOf(
  command: string,
  args: readonly string[],
  cwd: string,
): Promise<Record<string, unknown>> {
  const { stdout } = await run([command, ...args], { cwd });
  return JSON.parse(stdout);
}

test("every command that writes JSON has a schema for it, and every schema a report", async () => {
  const names: string[] = [];
  for (const { name, load } of commands) {
    const { options } = await load();
    if (options.some(({ flags, choices }) => flags === "--json" || choices?.includes("json"))) {
      names.push(name);
    }
  }
  expect(names.sort()).toEqual(Object.keys(JSON_REPORTS).sort());
  const schemas = new Set(Object.values(JSON_REPORTS).map(([, schema]) => schema));
  expect(REPORT_SCHEMAS).toEqual([...schemas, "events.schema.json"].sort());
});

describe("the JSON report", () => {
  test.each(Object.entries(JSON_REPORTS))(
    "of %s is as its schema says",
    async (command, [args, schema]) => {
      const report = await reportOf(command, args, makeProject());
      expectValid(schema, report);
      // A schema that takes anything says nothing.
      const optional = Object.keys(report).filter((name) => {
        const { [name]: taken, ...rest } = report;
        expect(errorsOf(schema, { ...report, [name]: { odd: taken } })).not.toBe(null);
        return errorsOf(schema, rest) === null;
      });
      expect(OPTIONAL[schema]).toEqual(expect.arrayContaining(optional));
      expect(errorsOf(schema, { ...report, more: 1 })).not.toBe(null);
    },
  );
});

describe("other states", () => {
  test("a baseline that is written, then one with entries that are gone", async () => {
    const cwd = makeProject();
    rmSync(join(cwd, "test/latin.valk"));
    const written = await reportOf("check", ["--update-baseline", "--format", "json"], cwd);
    expect(written).toHaveProperty("written");
    expectValid("check.schema.json", written);
    rmSync(join(cwd, "test/more.valk"));
    git(cwd, "mv", "test/test_cart.valk", "test/test_basket.valk");
    const gone = await reportOf("check", ["--format", "json"], cwd);
    expect(gone).toMatchObject({ gone: [{ path: "test/more.valk" }, { path: "test/more.valk" }] });
    expectValid("check.schema.json", gone);
  });

  test("an empty folder", async () => {
    const cwd = makeFolder({ "a.valk": "", "test/blocked/read_error.valk": "" });
    git(cwd, "init", "-q");
    commitAll(cwd);
    for (const [command, [args, schema]] of Object.entries(JSON_REPORTS)) {
      expectValid(schema, await reportOf(command, args, cwd));
    }
  });

  test("several modules, and files in all styles", async () => {
    const cwd = makeProject();
    await run(["migrate", "test/test_cart.valk", "--write"], { cwd });
    expectValid(
      "framework-status.schema.json",
      await reportOf("framework", ["status", "--format", "json"], cwd),
    );
    const status = await reportOf("status", ["--since", "HEAD", "--format", "json"], cwd);
    expect(status).toMatchObject({ since: { tests: { removed: 3 } } });
    expectValid("status.schema.json", status);
  });
});
