// What --framework takes, and a module of the user's own on its way into a repository.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readFrameworkOption } from "../../src/cli/framework-option.js";
import { FRAMEWORK } from "../../src/cli/shared-options.js";
import { UsageError } from "../../src/cli/usage-error.js";
import { makeFolder } from "../temporary-folder.js";
import {
  LIST_MODULE,
  MODULE,
  makeProject,
  OLD_MODULE,
  oldFile,
  PIPELINE_NAMES,
} from "./git-project.js";
import { run } from "./run-main.js";

const MINE = `${OLD_MODULE.replace(/\(fun \{test\/define.*\n/, "")}${PIPELINE_NAMES}; mine\n`;

describe("the value", () => {
  const folder = (): string =>
    makeFolder({
      "mine.valk": MINE,
      "tests.valk": oldFile("a"),
      "broken.valk": "(fun {test/suite",
      keep: MINE,
    });

  test.each(["auto", "keep", "final", "compat"])("may be the word %s", (word) => {
    expect(readFrameworkOption(word, "/")).toEqual({ framework: word });
  });

  test("is auto by itself", () => {
    expect(readFrameworkOption(undefined, "/")).toEqual({ framework: "auto" });
  });

  test("may be a file that holds a module, relative to the working directory or not", () => {
    const cwd = folder();
    const given = { framework: "given", givenModule: MINE };
    expect(readFrameworkOption("mine.valk", cwd)).toEqual(given);
    expect(readFrameworkOption("./keep", cwd)).toEqual(given);
    expect(readFrameworkOption(join(cwd, "mine.valk"), "/")).toEqual(given);
  });

  test.each([
    ["tests.valk", "the file is no framework module"],
    ["broken.valk", "the file is no framework module"],
    ["nothing.valk", "ENOENT"],
    [".", "EISDIR"],
    ["", "--framework : "],
  ])("is refused: %j", (value, message) => {
    const cwd = folder();
    expect(() => readFrameworkOption(value, cwd)).toThrow(UsageError);
    expect(() => readFrameworkOption(value, cwd)).toThrow(message);
  });

  test("is refused where the file is no UTF-8", () => {
    const cwd = folder();
    writeFileSync(join(cwd, "latin.valk"), Buffer.from(`${MINE}; \xff`, "latin1"));
    expect(() => readFrameworkOption("latin.valk", cwd)).toThrow("no framework module");
  });

  test("is told from a word that is misspelled", async () => {
    const cwd = folder();
    const { status, stderr } = await run(["migrate", "--framework", "finl"], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain("did you mean final?");
    const far = await run(["verify", "--framework", "no-such-file"], { cwd });
    expect(far).toMatchObject({ status: 2, stdout: "" });
    expect(far.stderr).toContain("name one of auto, keep, final, compat, or a file that defines");
  });

  test("is described with its words", () => {
    expect(FRAMEWORK.text).toContain("auto, keep, final, compat, or a file");
  });
});

describe("a module of the user's own", () => {
  const load = `(load "${MODULE}")\n`;
  const files = { [MODULE]: OLD_MODULE, "test/a.valk": load + oldFile("a") };
  const textOf = (cwd: string, path: string) => readFileSync(join(cwd, path), "utf8");

  test("is installed with the files that need it, and undo takes all back", async () => {
    const cwd = makeProject({ ...files, "mine.txt": MINE });
    const args = ["migrate", "--framework", "mine.txt"];
    const { stdout: preview } = await run(args, { cwd });
    expect(preview).toContain(`${MODULE} becomes the module that was given`);
    expect((await run([...args, "--write"], { cwd })).status).toBe(0);
    expect(textOf(cwd, MODULE)).toBe(MINE);
    expect(textOf(cwd, "test/a.valk")).toContain("(-> (test/suite");
    expect((await run([...args, "--check"], { cwd })).status).toBe(0);
    expect((await run(["undo"], { cwd })).status).toBe(0);
    expect(textOf(cwd, MODULE)).toBe(OLD_MODULE);
  });

  test("has the line ends of the one that it replaces", async () => {
    const cwd = makeProject({
      ...files,
      [MODULE]: OLD_MODULE.replaceAll("\n", "\r\n"),
      "mine.txt": MINE,
    });
    await run(["migrate", "--framework", "mine.txt", "--write"], { cwd });
    expect(textOf(cwd, MODULE)).toBe(MINE.replaceAll("\n", "\r\n"));
  });

  test("may run lists", async () => {
    const cwd = makeProject({ ...files, "lists.txt": LIST_MODULE });
    const args = ["migrate", "--target", "list", "--framework", "lists.txt", "--write"];
    expect((await run(args, { cwd })).status).toBe(0);
    expect(textOf(cwd, "test/a.valk")).toContain("(test/run (list");
    expect(textOf(cwd, MODULE)).toBe(LIST_MODULE);
    const { status, stdout } = await run(["migrate"], { cwd });
    expect(status).toBe(0);
    expect(stdout).toContain(`Nothing to migrate: the tests are lists, which ${MODULE} runs.`);
  });

  test("has to answer what the files will call", async () => {
    const cwd = makeProject({ ...files, "lists.txt": LIST_MODULE });
    const args = ["migrate", "--target", "builder", "--framework", "lists.txt"];
    const { stdout } = await run(args, { cwd });
    expect(stdout).toMatch(/test\/a\.valk:1:1 {2}refuse {2}new-on-old /);
    expect((await run([...args, "--write"], { cwd })).status).toBe(1);
    expect(textOf(cwd, MODULE)).toBe(OLD_MODULE);
  });

  test("is not installed while files need the old one: nothing is written", async () => {
    const late = `${load}${oldFile("b")}(test/define "late" {1})\n`;
    const cwd = makeProject({ ...files, "test/b.valk": late, "mine.txt": MINE });
    const args = ["migrate", "--framework", "mine.txt", "--write"];
    const { status, stdout } = await run(args, { cwd });
    expect(status).toBe(1);
    expect(stdout).toContain("framework-breaks  1 file still uses the old API: test/b.valk");
    expect(textOf(cwd, MODULE)).toBe(OLD_MODULE);
    expect(textOf(cwd, "test/a.valk")).toBe(files["test/a.valk"]);
  });

  test("is not installed in place of one that the run must not write", async () => {
    const cwd = makeProject({ ...files, "mine.txt": MINE, ".gitignore": "src/modules/\n" });
    const { stdout } = await run(["migrate", "--framework", "mine.txt"], { cwd });
    expect(stdout).toContain("new-on-old");
    expect(stdout).toContain("0 migrated, 1 left");
  });
});

describe("several projects in one repository", () => {
  const module = "src/modules/test.valk";
  const text = `(load "${module}")\n${oldFile("a")}`;
  const files = {
    [module]: OLD_MODULE,
    "test/a.valk": text,
    [`shop/${module}`]: OLD_MODULE,
    "shop/test/a.valk": text,
  };
  const statuses = async (cwd: string, ...args: readonly string[]) => {
    const { stdout } = await run(["migrate", "--format", "json", ...args], { cwd });
    const planned: { path: string; status: string }[] = JSON.parse(stdout).files;
    return Object.fromEntries(planned.map(({ path, status }) => [path, status]));
  };

  test("are migrated one by one, each with its module", async () => {
    const cwd = makeProject(files);
    expect(await statuses(cwd)).toEqual({
      "shop/src/modules/test.valk": "unchanged",
      "shop/test/a.valk": "blocked",
      "test/a.valk": "changed",
      [module]: "changed",
    });
    const inside = { "test/a.valk": "changed", [module]: "changed" };
    expect(await statuses(join(cwd, "shop"))).toEqual(inside);
    expect(await statuses(cwd, "shop", "--root", "shop")).toEqual(inside);
  });

  test("are done when each has been migrated, whatever the order", async () => {
    // A file of the shop may be run from the top as well: until it is new, the top's module speaks both.
    for (const folders of [
      ["shop", "."],
      [".", "shop", "."],
    ]) {
      const cwd = makeProject(files);
      for (const folder of folders) {
        const args = ["migrate", folder, "--root", folder, "--write", "--allow-dirty"];
        await run(args, { cwd });
      }
      for (const folder of folders) {
        const left = await statuses(cwd, folder, "--root", folder);
        expect(new Set(Object.values(left))).toEqual(new Set(["unchanged"]));
        const check = await run(["check", folder, "--root", folder], { cwd });
        expect(check.stdout).toContain("Check passed.");
      }
    }
  });
});
