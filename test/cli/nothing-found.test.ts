// A verdict on no file at all is a wrong command line, not a success, and a path that is not there is
// answered with the one that was meant.

import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeFolder } from "../temporary-folder.js";
import { run } from "./run-main.js";

const files = {
  ".git/HEAD": "",
  "valk-codemod.config.json": '{"exclude":["test/vendor/"]}',
  "test/vendor/v.valk": '(test/define "a" {1})\n',
  "src/modules/x.valk": "(def {x} 1)\n",
  "notes/read.txt": "none\n",
};

const JUDGING = [["check"], ["migrate", "--check"], ["lint"], ["lint", "--fix"], ["verify"]];

describe.each(JUDGING)("%s %s", (...words) => {
  const args = words.filter((word) => word !== undefined);

  test.each([
    ["a folder without Valk files", "notes", "no Valk file below notes is taken"],
    ["a file that is none of Valk", "notes/read.txt", "notes/read.txt is no Valk file"],
    ["an excluded file", "test/vendor/v.valk", "test/vendor/v.valk is left out by the"],
    ["a folder that is excluded as a whole", "test", "no Valk file below test is taken"],
  ])("fails on %s", async (_name, path, message) => {
    const cwd = makeFolder(files);
    const { status, stdout, stderr } = await run([...args, path], { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(`error: nothing to look at: ${message}`);
    expect(stderr).toMatch(/\nhint: .*--allow-empty/);
    expect((await run([...args, path, "--allow-empty"], { cwd })).status).toBe(0);
  });

  test("goes on with what is left", async () => {
    const cwd = makeFolder(files);
    const paths = ["test/vendor/v.valk", "src/modules/x.valk"];
    expect((await run([...args, ...paths], { cwd })).status).toBe(0);
  });
});

test("a preview and a status of nothing are no verdict", async () => {
  const cwd = makeFolder(files);
  for (const command of ["migrate", "status"]) {
    expect((await run([command, "notes"], { cwd })).status).toBe(0);
  }
});

test.each([
  [["migrate"], 0],
  [["migrate", "--write", "--allow-no-vcs"], 0],
  [["rewrite", "(a)", "(b)"], 0],
])("%j says on what it found nothing", async (args, expected) => {
  const cwd = makeFolder(files);
  const { status, stderr } = await run([...args, "notes"], { cwd });
  expect({ status, stderr }).toEqual({
    status: expected,
    stderr: "note: nothing to look at: no Valk file below notes is taken\n",
  });
  expect((await run([...args, "notes/read.txt"], { cwd })).stderr).toBe(
    "note: nothing to look at: notes/read.txt is no Valk file\n",
  );
  for (const silent of [[], ["src"], ["notes", "--quiet"]]) {
    expect((await run([...args, ...silent], { cwd })).stderr).not.toContain("nothing to look at");
  }
});

describe("a path that is not there", () => {
  test.each([
    ["tset", "did you mean test?"],
    ["src/module/x.valk", "did you mean src/modules/x.valk?"],
    ["src/modules/y.valk", "did you mean src/modules/x.valk?"],
    ["src/modles/other.valk", "did you mean src/modules?"],
    ["some/where/else", "check the spelling of the path"],
    ["notes/read.txt/below", "check the spelling of the path"],
  ])("%s", async (path, hint) => {
    const { status, stderr } = await run(["check", path], { cwd: makeFolder(files) });
    expect(status).toBe(2);
    expect(stderr).toContain(`\nhint: ${hint}`);
  });

  test.each(["lint", "status", "verify", "check"])(
    "%s says that it does not read standard input",
    async (line) => {
      const { status, stderr } = await run([line, "-"], { cwd: makeFolder(files) });
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr: "error: this command does not read standard input\nhint: name files or folders\n",
      });
    },
  );

  test("a link in a circle is called that", async () => {
    const cwd = makeFolder(files);
    symlinkSync("link.valk", join(cwd, "link.valk"));
    expect((await run(["check", "link.valk"], { cwd })).stderr).toBe(
      "error: link.valk is a link that leads back to itself\nhint: remove the link or restore its target\n",
    );
  });

  test("a link to nothing is called that", async () => {
    const cwd = makeFolder(files);
    symlinkSync("nowhere.valk", join(cwd, "link.valk"));
    expect((await run(["check", "link.valk"], { cwd })).stderr).toBe(
      "error: link.valk is a link to nothing: nowhere.valk does not exist\nhint: remove the link or restore its target\n",
    );
  });
});

// Other systems take no such name, or give the file another one.
describe.skipIf(process.platform !== "linux")("a name that is not UTF-8", () => {
  const message = "the name is not UTF-8";
  const hint = "hint: give it another name: Node cannot open it under this one\n";

  function makeMisnamed(): string {
    const cwd = makeFolder(files);
    const nameIn = (rest: string): Buffer =>
      Buffer.concat([Buffer.from(`${cwd}/src/`), Buffer.from(rest, "latin1")]);
    writeFileSync(nameIn("inv\xff.valk"), '(test/define "a" {1})\n');
    writeFileSync(nameIn("page\xff.md"), "");
    mkdirSync(nameIn("d\xff"));
    return cwd;
  }

  test.each([
    ["d\ufffd", `  src/d\ufffd  error  read-failed  ${message}\n    ${hint}`],
    ["inv\ufffd.valk", "failed for the same reason: 1 file\n  src/inv\ufffd.valk\n"],
  ])("is called that: %s", async (name, said) => {
    const cwd = makeMisnamed();
    const { status, stdout } = await run(["migrate"], { cwd });
    expect({ status, stdout }).toEqual({
      status: 2,
      stdout: expect.stringContaining(said),
    });
    expect(stdout).not.toContain("page");
    expect(await run(["lint"], { cwd })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(`error: src/${name}: read-failed: ${message}\n${hint}`),
    });
  });

  test.each([
    ["./src/inv\ufffd.valk", `src/inv\ufffd.valk: ${message}\n${hint}`],
    ["src/d\ufffd/x.valk", `src/d\ufffd: ${message}\n${hint}`],
    [
      "src/in\ufffd.valk",
      "src/in\ufffd.valk does not exist\nhint: did you mean src/inv\ufffd.valk?\n",
    ],
  ])("is called that where it is named: %s", async (path, expected) => {
    for (const command of ["check", "parse"]) {
      const { status, stdout, stderr } = await run([command, path], { cwd: makeMisnamed() });
      expect({ status, stdout, stderr }).toEqual({
        status: 2,
        stdout: "",
        stderr: `error: ${expected}`,
      });
    }
  });
});
