// The whole way with the real transform: preview, patch, write, check.

import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readFrameworkTexts } from "../../src/cli/framework-texts.js";
import { runGitApply, runPatch } from "../programs.js";
import { makeFolder } from "../temporary-folder.js";
import { PIPELINE_NAMES } from "./git-project.js";
import { run } from "./run-main.js";

const oldModule = `(def {*test-registry*} {})
(fun {test/suite name} {def {*test-suite-name*} name})
(fun {test/define name body} {def {*test-registry*} (join *test-registry* (list (list name body)))})
(fun {test/run & args} {shutdown 0})
`;

const files = {
  "src/modules/test.valk": oldModule,
  "test/test_numbers.valk": `(load "src/modules/test.valk")
(test/suite "Numbers")

; adds
(test/define "adds" {== (+ 1 2) 3})

(test/define "keeps a string" {do
  (= {s} "two
lines")
  (== s s)}) ; behind

(test/run {})
`,
  "test/test_crlf.valk": '(test/suite "CRLF")\r\n(test/define "one" {true})\r\n(test/run)',
  "test/test_twice.valk": '(test/define "one" {true})\n(test/run)\n(test/run)\n',
  "test/helper.valk": "(fun {helper x} {x})\n",
};

/** A module that answers both APIs and stays: what a preview of the tests alone needs. */
const ANSWERING = { "src/modules/test.valk": `${oldModule}${PIPELINE_NAMES}` };

function makeRepository(changes: Readonly<Record<string, string>> = {}): string {
  const folder = makeFolder({ ...files, ...changes });
  execFileSync("git", ["init", "-q"], { cwd: folder });
  return folder;
}

function texts(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const names = paths.filter((path) => path.endsWith(".valk"));
  return Object.fromEntries(names.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

describe("a migration", () => {
  test("is previewed at 80 columns", async () => {
    const cwd = makeRepository(ANSWERING);
    const args = ["--exclude", "src/modules", "--framework", "keep", "--color", "never"];
    const { status, stdout, stderr } = await run(args, { cwd, terminal: 80 });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatchSnapshot();
    expect(Math.max(...stdout.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(80);
    const unfolded = await run([...args, "--unfold"], { cwd, terminal: 80 });
    expect(unfolded.stdout).toMatchSnapshot();
  });

  test("leaves tests alone whose module is kept and does not answer them", async () => {
    const cwd = makeRepository();
    const { stdout } = await run(["--framework", "keep", "--write"], { cwd });
    expect(stdout).toContain(
      "test/test_crlf.valk:2:1  refuse  new-on-old  src/modules/test.valk does not answer test/add, ->, and it stays as it is: --framework keep\n",
    );
    expect(stdout).toContain("blocked for the same reason: 1 file\n  test/test_numbers.valk:1:1\n");
    expect(stdout).toContain("framework  src/modules/test.valk kept: as asked");
    expect(stdout).toContain("0 migrated, 4 left");
    expect(texts(cwd)).toEqual(Object.fromEntries(Object.entries(files)));
  });

  test("is written as the patch says, once, and leaves the blocked file", async () => {
    const cwd = makeRepository();
    const { stdout: patch } = await run(["--format", "patch"], { cwd });
    const copies = [makeFolder(), makeFolder()] as const;
    for (const copy of copies) {
      cpSync(cwd, copy, { recursive: true });
    }
    runGitApply(copies[0], patch);
    runPatch(copies[1], patch);
    expect((await run(["--write"], { cwd })).status).toBe(1);
    const written = texts(cwd);
    expect(texts(copies[0])).toEqual(written);
    expect(texts(copies[1])).toEqual(written);
    expect(written).toMatchObject({
      "test/test_twice.valk": files["test/test_twice.valk"],
      "test/helper.valk": files["test/helper.valk"],
      "src/modules/test.valk": readFrameworkTexts().compat,
    });
    expect(written["test/test_crlf.valk"]).toMatch(
      /^\(-> \(test\/suite "CRLF"\)\r\n.*\(test\/run\)\)$/s,
    );
    await run(["--write"], { cwd });
    expect(texts(cwd)).toEqual(written);
  });

  test("ends with the final module and nothing to do", async () => {
    const cwd = makeRepository({ "test/test_twice.valk": "" });
    expect((await run(["--check"], { cwd })).status).toBe(1);
    expect((await run(["--write"], { cwd })).status).toBe(0);
    expect((await run(["--check"], { cwd })).status).toBe(0);
    expect(texts(cwd)["src/modules/test.valk"]).toBe(readFrameworkTexts().final);
  });
});
