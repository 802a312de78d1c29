import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { makeFolder } from "../temporary-folder.js";
import { run } from "./run-main.js";

const FILES = {
  "src/prelude.valk": "(def {nil} {})\n",
  "test/all.valk": '(load "test/one.valk")\n(load "test/two.valk")\n',
  "test/one.valk": '(test/define "one" {true})\n',
  "test/two.valk": '(test/define "two" {true})\n',
  "test/test_all.valk": '(load "src/prelude.valk")\n(load "test/all.valk")\n(test/run)\n',
};

let cwd: string;

beforeEach(() => {
  cwd = makeFolder({ ...FILES, ".git/HEAD": "" });
});

const read = (path: string): string => readFileSync(join(cwd, path), "utf8");

describe("files that change together", () => {
  test("are written together, those without a word of tests included", async () => {
    const { status, stdout } = await run(["migrate", "--write"], { cwd });
    expect(status).toBe(0);
    expect(stdout).toContain("4 changed");
    expect(read("test/all.valk")).toBe(
      `${FILES["test/all.valk"]}\n(fun {all-tests suite} {-> suite\n    one-tests\n    two-tests})\n`,
    );
    expect((await run(["migrate", "--check"], { cwd })).status).toBe(0);
  });

  test("are not begun when one of them cannot be written, nor is the module that they load", async () => {
    const module =
      "(fun {test/suite n} {n})\n(fun {test/define n b} {n})\n(fun {test/run & a} {a})\n";
    const files = { ...FILES, "src/modules/test.valk": module };
    cwd = makeFolder({ ...files, ".git/HEAD": "" });
    chmodSync(join(cwd, "test/two.valk"), 0o444);
    const { status, stdout, stderr } = await run(["migrate", "--write"], { cwd });
    expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
    expect(stdout).toContain("write-protected");
    expect(stdout).toContain("0 files written, 4 not written. 1 file failed: see above.");
    for (const [path, text] of Object.entries(files)) {
      expect(read(path)).toBe(text);
    }
  });

  test("are taken back when one of them cannot be written, while others are", async () => {
    const other = '(test/suite "Other")\n(test/define "other" {true})\n(test/run)\n';
    writeFileSync(join(cwd, "test/test_other.valk"), other);
    chmodSync(join(cwd, "test/two.valk"), 0o444);
    const { status, stderr } = await run(["migrate", "--write"], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain(
      "Rolled back: 3 files restored, which may only change together with a file that was not written.",
    );
    expect(read("test/test_other.valk")).toContain('(-> (test/suite "Other")');
    for (const [path, text] of Object.entries(FILES)) {
      expect(read(path)).toBe(text);
    }
  });

  test("name each other in every report of a change", async () => {
    const others = "changes together with test/one.valk, test/test_all.valk, test/two.valk";
    for (const format of ["text", "markdown", "html"]) {
      const { stdout } = await run(["migrate", "--format", format], { cwd });
      expect(stdout.replaceAll("\\_", "_")).toContain(others);
    }
    const { stdout } = await run(["migrate", "--format", "json"], { cwd });
    const { files } = JSON.parse(stdout);
    const all = Object.keys(FILES).filter((path) => path.startsWith("test/"));
    expect(files.flatMap(({ group }: { group?: string[] }) => group ?? [])).toEqual(
      all.flatMap(() => all.toSorted()),
    );
  });

  test("stay as they are when only one is named", async () => {
    const { status, stdout } = await run(["migrate", "--check", "test/test_all.valk"], { cwd });
    expect(status).toBe(1);
    expect(stdout).toContain("graph-not-selected");
    expect(stdout).toContain(
      "name them together: valk-codemod migrate test/all.valk test/one.valk test/test_all.valk test/two.valk",
    );
  });

  test.each([["migrate"], ["verify"]])("are found below a root that is named: %s", async (name) => {
    cwd = makeFolder(
      Object.fromEntries(Object.entries(FILES).map(([path, text]) => [`inner/${path}`, text])),
    );
    const { stdout } = await run([name, "--root", "inner", "inner"], { cwd });
    expect(stdout).toContain("test/test_all.valk");
    expect(stdout).not.toMatch(/internal-error|inner does not exist/);
  });

  test("stay as they are on standard input", async () => {
    const input = FILES["test/test_all.valk"];
    const { status, stdout, stderr } = await run(["migrate", "-"], { cwd, input });
    expect(status).toBe(1);
    expect(stdout).toBe(input);
    expect(stderr).toContain("graph-not-selected");
  });

  test("are verified by the files that run them", async () => {
    const { stdout } = await run(["verify"], { cwd });
    expect(stdout).not.toContain("test/one.valk");
  });

  test("have findings that explain shows with all files of the example", async () => {
    const { stdout } = await run(["explain", "load-cycle"], { cwd });
    expect(stdout).toContain("With test/circle_two.valk:");
  });
});
