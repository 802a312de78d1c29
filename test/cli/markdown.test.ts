// Runs over repositories with documentation, with and without `--markdown`.

import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runGitApply } from "../programs.js";
import { makeFolder } from "../temporary-folder.js";
import { run } from "./run-main.js";

const fixture = (file: string): string =>
  readFileSync(new URL(`../fixtures/markdown/${file}`, import.meta.url), "utf8");

const suite = '(test/define "a" {true})\n(test/run)\n';
const migratedSuite =
  '(-> (test/suite "Valkyria Test Suite")\n    (test/add "a" {true})\n    (test/run))\n';

const files = {
  "docs/fences.md": fixture("fences.input.md"),
  "docs/left.markdown": fixture("left.input.md"),
  "docs/new.md": fixture("new-style.input.md"),
  "docs/prose.md": "Call `(test/define name body)`.\n",
  "a.valk": suite,
};
const migratedFiles = {
  ...files,
  "docs/fences.md": fixture("fences.output.md"),
  "docs/left.markdown": fixture("left.output.md"),
  "a.valk": migratedSuite,
};

function contents(folder: string): Record<string, string> {
  return Object.fromEntries(
    Object.keys(files).map((path) => [path, readFileSync(join(folder, path), "utf8")]),
  );
}

function makeRepository(): string {
  const folder = makeFolder(files);
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder });
  git("init", "-q");
  git("add", ".");
  git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "a");
  return folder;
}

interface JsonReport {
  readonly files: readonly {
    readonly path: string;
    readonly status: string;
    readonly blocks?: object;
    readonly blockProofs?: { readonly blocks: readonly object[] };
    readonly findings: readonly { readonly code: string; readonly line: number }[];
  }[];
  readonly totals: object;
}

async function jsonOf(cwd: string, ...args: string[]): Promise<JsonReport> {
  return JSON.parse((await run([...args, "--format", "json"], { cwd })).stdout) as JsonReport;
}

describe("without --markdown", () => {
  test("pages that call the old API are reported, and count as unchanged", async () => {
    const cwd = makeFolder(files);
    const { status, stdout } = await run(["--check", "docs"], { cwd });
    expect(status).toBe(0);
    expect(stdout).toMatchSnapshot();
    expect(contents(cwd)).toEqual(files);
  });

  test("the way out of several pages is said once", async () => {
    const cwd = makeFolder(files);
    for (const args of [[], ["--check"], ["--write", "--allow-no-vcs"]]) {
      const { stdout } = await run([...args, "docs"], { cwd });
      expect(stdout.match(/of the old test API in this page/g)?.length).toBeGreaterThan(1);
      expect(stdout.match(/hint: --markdown migrates/g)).toHaveLength(1);
    }
  });

  test("writes no page", async () => {
    const cwd = makeFolder(files);
    const { status } = await run(["--write"], { cwd });
    expect(status).toBe(0);
    expect(contents(cwd)).toEqual({ ...files, "a.valk": migratedSuite });
  });

  test("the language may be the first class of attributes", async () => {
    const page = (fence: string): string => `~~~${fence}\n(test/define "a" {1})\n~~~\n`;
    const cwd = makeFolder({
      "a.md": page(' { k="1.5" .valk .x}'),
      "b.md": page("{.python .valk}"),
      "c.md": page("{valk}"),
    });
    const { stdout } = await run([], { cwd });
    expect(stdout.match(/^.*markdown-block/gm)).toEqual(["  a.md:2:2  info  markdown-block"]);
  });

  test("a page that is named counts, whatever it holds", async () => {
    const cwd = makeFolder(files);
    const { stdout } = await run(["docs/prose.md", "--quiet"], { cwd });
    expect(stdout).toBe("1 file: 0 changed, 1 unchanged, 0 blocked, 0 failed\n");
  });

  test("pages outside the paths, excluded ones and those that cannot be read do not", async () => {
    const cwd = makeFolder({
      ...files,
      "latin.md": Buffer.from("~~~lisp\n(test/define \xe9", "latin1"),
    });
    symlinkSync("/etc", join(cwd, "etc.md"));
    symlinkSync("nothing", join(cwd, "broken.md"));
    symlinkSync("a.valk", join(cwd, "a.md"));
    mkdirSync(join(cwd, "folder.md"));
    const { stdout } = await run(["--check", "--exclude", "docs/", "--quiet"], { cwd });
    expect(stdout).toBe("1 file: 1 changed, 0 unchanged, 0 blocked, 0 failed\n");
  });

  test("other commands do not see pages", async () => {
    const cwd = makeFolder(files);
    const { stdout } = await run(["verify"], { cwd });
    expect(stdout).not.toContain(".md");
  });
});

describe("with --markdown", () => {
  test("the preview shows blocks, and the summary counts them", async () => {
    const { status, stdout } = await run(["docs", "--markdown", "--context", "1"], {
      cwd: makeFolder(files),
      terminal: 80,
    });
    expect(status).toBe(0);
    expect(stdout).toMatchSnapshot();
  });

  test("pages are written, guarded, journalled and taken back like other files", async () => {
    const cwd = makeRepository();
    const written = await run(["--markdown", "--write"], { cwd, guarded: true });
    expect(written.status).toBe(0);
    expect(contents(cwd)).toEqual(migratedFiles);
    expect((await run(["--markdown", "--check"], { cwd })).status).toBe(0);
    expect((await run(["undo"], { cwd })).status).toBe(0);
    expect(contents(cwd)).toEqual(files);
  });

  test("a page with uncommitted changes is not written", async () => {
    const cwd = makeFolder(files);
    execFileSync("git", ["init", "-q"], { cwd });
    const { status, stderr } = await run(["docs", "--markdown", "--write"], { cwd, guarded: true });
    expect(status).toBe(2);
    expect(stderr).toContain("uncommitted-changes");
    expect(contents(cwd)).toEqual(files);
  });

  test.each([["0"], ["3"]])("git applies the patch with %s lines of context", async (context) => {
    const cwd = makeRepository();
    const { stdout } = await run(["--markdown", "--format", "patch", "-U", context], { cwd });
    runGitApply(cwd, stdout);
    expect(contents(cwd)).toEqual(migratedFiles);
  });

  test("JSON and the proof file carry a proof for each block", async () => {
    const cwd = makeFolder(files);
    const { files: reported, totals } = await jsonOf(
      cwd,
      "docs",
      "--markdown",
      "--proof",
      "p.json",
    );
    expect(reported.map(({ path, status, blocks }) => ({ path, status, blocks }))).toEqual([
      { path: "docs/fences.md", status: "changed", blocks: { migrated: 4, left: 0 } },
      { path: "docs/left.markdown", status: "changed", blocks: { migrated: 1, left: 8 } },
    ]);
    expect(totals).toMatchObject({ changed: 2, blocksMigrated: 5, blocksLeft: 8 });
    expect(reported[0]?.blockProofs?.blocks).toMatchObject([
      { line: 5, suite: '"Arithmetic"', tests: 1 },
      { line: 17, suite: '"Strings"' },
      { line: 34 },
      { line: 42 },
    ]);
    expect(reported[1]?.findings.map(({ line }) => line)).toEqual([
      6, 13, 21, 30, 38, 44, 50, 56, 62,
    ]);
    const proof = JSON.parse(readFileSync(join(cwd, "p.json"), "utf8")) as {
      readonly files: readonly { readonly proof: { readonly blocks: readonly object[] } }[];
      readonly totals: object;
    };
    expect(proof.files[0]?.proof.blocks[1]).toMatchObject({
      line: 17,
      proof: { suite: '"Strings"', tests: [{ name: '"joins"' }] },
    });
    expect(proof.totals).toMatchObject({ blocksMigrated: 5 });
  });

  test("--check fails while there is a block to migrate", async () => {
    const cwd = makeFolder({ "a.md": `~~~lisp\n${suite}~~~\n` });
    expect((await run(["--markdown", "--check"], { cwd })).status).toBe(1);
    expect((await run(["--markdown", "--check", "--target", "list"], { cwd })).status).toBe(1);
  });

  test("--verify runs files alone, and still shows the pages", async () => {
    const cwd = makeFolder(files);
    const { status, stdout } = await run(["--markdown", "--verify", "--check"], { cwd });
    expect(status).toBe(1);
    expect(stdout).toContain("0 the same, 1 unknown");
    expect(stdout).toContain("5 migrated, 8 left");
  });

  test("a page that is not UTF-8 is blocked, one that cannot be read failed", async () => {
    const text = `~~~lisp\n${suite}~~~\n\xe9\n`;
    const cwd = makeFolder({ "latin.md": Buffer.from(text, "latin1"), "b.md": text });
    const [latin] = (await jsonOf(cwd, "latin.md", "--markdown")).files;
    expect(latin).toMatchObject({ status: "blocked", findings: [{ code: "not-utf8", line: 5 }] });
    chmodSync(join(cwd, "b.md"), 0o000);
    const isRoot = process.getuid?.() === 0;
    const { status } = await run(["b.md", "--markdown"], { cwd });
    expect(status).toBe(isRoot ? 0 : 2);
  });

  test("a report must not take the place of a page", async () => {
    const cwd = makeFolder(files);
    const { status, stderr } = await run(["--markdown", "-o", "docs/new.md"], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain("docs/new.md is a file of this run");
  });

  test.each([[["-"]], [["--transform", "localize-def"]]])("has no use with %j", async (args) => {
    const { status, stderr } = await run([...args, "--markdown"], { cwd: makeFolder(files) });
    expect(status).toBe(2);
    expect(stderr).toContain("--markdown makes no sense with");
  });
});
