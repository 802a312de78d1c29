// The command `format` over a project: what it shows, writes, takes back and refuses.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeFolder } from "../temporary-folder.js";
import { run } from "./run-main.js";

const UGLY = "(fun {f x}\n      { + x  1 }) ; adds\n\n\n(f 1)";
const NEAT = "(fun {f x}\n  {+ x 1}) ; adds\n\n(f 1)\n";
const BROKEN = "(f\n  (g  1)\n";

function makeRepository(files: Readonly<Record<string, string>>): string {
  const folder = makeFolder(files);
  execFileSync("git", ["init", "-q"], { cwd: folder });
  return folder;
}

test("shows what would change, writes it, and takes it back", async () => {
  const cwd = makeRepository({ "ugly.valk": UGLY, "neat.valk": NEAT });
  const textOf = (path: string): string => readFileSync(join(cwd, path), "utf8");
  const preview = await run(["format"], { cwd });
  expect(preview.status).toBe(0);
  // Lines that are only indented anew are what it is about.
  expect(preview.stdout).toContain("-      { + x  1 }) ; adds\n");
  expect(preview.stdout).toContain("+  {+ x 1}) ; adds\n");
  expect(preview.stdout).toContain("files     2  1 changed, 1 unchanged, 0 blocked, 0 failed");
  expect(textOf("ugly.valk")).toBe(UGLY);
  expect((await run(["format", "--check"], { cwd })).status).toBe(1);
  const written = await run(["format", "--write"], { cwd });
  expect(written.status).toBe(0);
  // It has nothing to do with tests and their framework.
  expect(written.stdout).toMatch(/edits +\d+ {2}proven, one by one\n/);
  expect(written.stdout).not.toMatch(/suites|framework/);
  expect([textOf("ugly.valk"), textOf("neat.valk")]).toEqual([NEAT, NEAT]);
  expect((await run(["format", "--check"], { cwd })).status).toBe(0);
  expect((await run(["undo"], { cwd })).status).toBe(0);
  expect(textOf("ugly.valk")).toBe(UGLY);
});

test("a file that does not read is left alone, with its place", async () => {
  const cwd = makeRepository({ "broken.valk": BROKEN, "ugly.valk": UGLY });
  const { status, stdout } = await run(["format", "--write"], { cwd });
  expect(status).toBe(1);
  expect(stdout).toContain("broken.valk:1:1  refuse  read-error  this bracket is never closed");
  expect(stdout).toContain("hint: mend the text at this place, then format again");
  expect(readFileSync(join(cwd, "broken.valk"), "utf8")).toBe(BROKEN);
  expect(readFileSync(join(cwd, "ugly.valk"), "utf8")).toBe(NEAT);
});

test("standard input comes out formatted, or as it is where it does not read", async () => {
  const cwd = makeFolder({});
  expect(await run(["format", "-"], { cwd, input: UGLY })).toMatchObject({
    status: 0,
    stdout: NEAT,
    stderr: "",
  });
  const broken = await run(["format", "-"], { cwd, input: BROKEN });
  expect(broken).toMatchObject({ status: 1, stdout: BROKEN });
  expect(broken.stderr).toContain("<stdin>:1:1  refuse  read-error");
});

test("code blocks of Markdown files are formatted where that is asked for, those that read", async () => {
  const page = (code: string): string =>
    `- item\n\n  \`\`\`valk\n${code}  \`\`\`\n\n\`\`\`lisp\n(g … )\n\`\`\`\n`;
  const ugly = page('  (f  a\n\n\n  "b\n   c"   d)\n');
  const neat = page('  (f a\n\n    "b\n   c" d)\n');
  const cwd = makeRepository({ "page.md": ugly, "other.md": "```\n(f  a)\n```\n" });
  const textOf = (path: string): string => readFileSync(join(cwd, path), "utf8");
  const alone = await run(["format", "--write", "--allow-empty"], { cwd });
  expect([alone.status, textOf("page.md")]).toEqual([0, ugly]);
  const { status, stdout } = await run(["format", "--markdown", "--write"], { cwd });
  expect([status, textOf("page.md")]).toEqual([0, neat]);
  expect(stdout).toContain("page.md:12:4  info  markdown-block  block left as it is:");
  expect(stdout).toContain("blocks    2  in Markdown: 1 migrated, 1 left");
  expect((await run(["format", "--markdown", "--check"], { cwd })).status).toBe(0);
});

test("guards hold as for every run that writes", async () => {
  const cwd = makeRepository({ "ugly.valk": UGLY });
  const { status, stderr } = await run(["format", "--write"], { cwd, guarded: true });
  expect(status).toBe(2);
  expect(stderr).toContain("--allow-dirty");
  expect(readFileSync(join(cwd, "ugly.valk"), "utf8")).toBe(UGLY);
});

describe("options", () => {
  const format = async (input: string, ...args: readonly string[]): Promise<string> =>
    (await run(["format", "-", ...args], { cwd: makeFolder({}), input })).stdout;

  test("the table holds for every form", async () => {
    expect(await format("(f a\n   b)\n")).toBe("(f a\n   b)\n");
    expect(await format("(f a\n   b)\n", "--strict")).toBe("(f a\n  b)\n");
  });

  test("heads of one's own", async () => {
    const args = ["--indent-head", "log=align", "--indent-head", "==>=align"];
    expect(await format("(log a\nb)\n(==> a\nb)\n", ...args)).toBe(
      "(log a\n     b)\n(==> a\n     b)\n",
    );
  });

  test.each(["log", "log=far", "=align"])("--indent-head %s is wrong", async (value) => {
    const { status, stderr } = await run(["format", "-", "--indent-head", value]);
    expect(status).toBe(2);
    expect(stderr).toContain(
      "it takes a head and one of block, body, align, such as log/all=align",
    );
  });

  test("line ends", async () => {
    expect(await format("(a)\n(b)", "--end-of-line", "crlf")).toBe("(a)\r\n(b)\r\n");
  });

  test("the configuration says what the command line does not", async () => {
    const cwd = makeRepository({
      "valk-codemod.config.json":
        '{ "indentation": 4, "format": { "indentation": "tab", "indents": { "g": "align" } } }',
      "a.valk": "(f\n  a)\n(g a\n\t\t b)\n",
    });
    await run(["format", "--write"], { cwd });
    expect(readFileSync(join(cwd, "a.valk"), "utf8")).toBe("(f\n\ta)\n(g a\n\t b)\n");
    const printed = await run(["format", "--print-config"], { cwd });
    expect(JSON.parse(printed.stdout)).toMatchObject({
      settings: { format: { value: { indentation: "tab" }, from: "file" } },
    });
  });

  test("of a folder below the root the configuration is left aside, which is said", async () => {
    const cwd = makeRepository({
      "b/valk-codemod.config.json": '{ "format": { "indentation": 4 } }',
      "b/a.valk": "(f\na)\n",
    });
    const { stderr } = await run(["format", "--write"], { cwd });
    expect(stderr).toBe(
      "note: b/valk-codemod.config.json: format is left aside; --root b makes it count\n",
    );
    expect(readFileSync(join(cwd, "b/a.valk"), "utf8")).toBe("(f\n  a)\n");
  });

  test("reports are those of every run", async () => {
    const cwd = makeRepository({ "ugly.valk": UGLY });
    const { stdout } = await run(["format", "--format", "patch"], { cwd });
    execFileSync("git", ["apply"], { cwd, input: stdout });
    expect(readFileSync(join(cwd, "ugly.valk"), "utf8")).toBe(NEAT);
  });
});
