// Runs over files, with the stub transform in place of the real ones: what a run does must not
// depend on which transform it runs.

import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { readFrameworkTexts } from "../../src/cli/framework-texts.js";
import { makePipe, runGitApply, runPatch } from "../programs.js";
import { makeFolder } from "../temporary-folder.js";
import { type RunOptions, type RunResult, run } from "./run-main.js";

vi.mock("../../transforms/all-transforms.js", async () => {
  const { stubTransform } = await import("../plan/stub-transform.js");
  return {
    transforms: new Map([
      ["define-to-suite", stubTransform],
      ["stub", { ...stubTransform, concerns: "code" }],
    ]),
  };
});

vi.mock("../../src/program/suite-facts.js", async () => {
  const { readStubSuite } = await import("../plan/stub-transform.js");
  return { readSuiteFacts: readStubSuite };
});

const MODULE = "src/modules/test.valk";
const oldModule = "(fun {test/suite name} {name})\n(fun {test/run & args} {args})\n";

function makeRepository(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = makeFolder(files);
  execFileSync("git", ["init", "-q"], { cwd: folder });
  return folder;
}

function copyOf(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), "valk-codemod-"));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** Every file but git's own and the journal's, by path. */
function contents(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.startsWith(".git/") && !path.startsWith(".valk-codemod/"));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

const clean = { "a.valk": "(test/old)\n", "b/c.valk": "(test/old)\n(test/old)\n", "d.valk": "" };
const blocked = { ...clean, "e.valk": "(test/old) REFUSE\n" };
const failing = { ...blocked, "f.valk": "(test/old) UNPROVEN\n" };
const done = { "a.valk": "(test/new)\n" };

describe("the exit status", () => {
  const cases: [
    string,
    Record<string, string>,
    { preview: number; check: number; write: number },
  ][] = [
    ["nothing to do", done, { preview: 0, check: 0, write: 0 }],
    ["something to do", clean, { preview: 0, check: 1, write: 0 }],
    ["a blocked file", blocked, { preview: 0, check: 1, write: 1 }],
    ["a failed file", failing, { preview: 2, check: 2, write: 2 }],
  ];
  const outputs = [
    [],
    ["--quiet"],
    ["--verbose"],
    ["--format", "patch"],
    ["--format", "json"],
    ["-o", "r.txt"],
  ];

  test.each(cases)("%s, in any format and verbosity", async (_name, files, expected) => {
    for (const output of outputs) {
      for (const mode of ["preview", "check", "write"] as const) {
        const cwd = makeFolder(files);
        const args = [...output, ...(mode === "preview" ? [] : [`--${mode}`])];
        const { status } = await run(args, { cwd });
        expect({ args, status }).toEqual({ args, status: expected[mode] });
      }
    }
  });
});

describe("what is written", () => {
  test.each([[[]], [["--check"]], [["--format", "patch"]], [["--format", "json"]]])(
    "nothing, by %j",
    async (args) => {
      const cwd = makeRepository({ ...failing, [MODULE]: oldModule });
      const before = contents(cwd);
      await run(args, { cwd });
      expect(contents(cwd)).toEqual(before);
    },
  );

  test("every file that changes, by --write, with its permissions", async () => {
    const cwd = makeRepository(failing);
    chmodSync(join(cwd, "a.valk"), 0o755);
    const { stdout } = await run(["--write"], { cwd });
    expect(contents(cwd)).toEqual({
      ...failing,
      "a.valk": "(test/new)\n",
      "b/c.valk": "(test/new)\n(test/new)\n",
    });
    expect(statSync(join(cwd, "a.valk")).mode & 0o777).toBe(0o755);
    expect(stdout).toContain("written  a.valk\nwritten  b/c.valk\n");
    expect((await run(["--write"], { cwd })).stdout).toContain("\nNothing to write. ");
  });

  test("only what lies below the paths", async () => {
    const cwd = makeRepository(clean);
    await run(["b", "--write"], { cwd });
    expect(contents(cwd)).toEqual({ ...clean, "b/c.valk": "(test/new)\n(test/new)\n" });
  });

  test("exactly what the patch says", async () => {
    const odd = { "with space.valk": "(test/old)", "größe.valk": "(test/old)\r\n\u001b\r\n" };
    const cwd = makeRepository({ ...failing, ...odd, [MODULE]: oldModule });
    const { stdout } = await run(["--format", "patch"], { cwd });
    const copies = { git: copyOf(cwd), patch: copyOf(cwd) };
    runGitApply(copies.git, stdout);
    runPatch(copies.patch, stdout);
    await run(["--write"], { cwd });
    expect(contents(copies.git)).toEqual(contents(cwd));
    expect(contents(copies.patch)).toEqual(contents(cwd));
  });

  test("not what changed in the meantime", async () => {
    const cwd = makeRepository(clean);
    // Asked after each file was read, and again before each is written.
    const signal = signalThat(() => writeFileSync(join(cwd, "a.valk"), "mine\n"));
    const { status, stdout } = await run(["--write"], { cwd, signal });
    expect(status).toBe(2);
    expect(contents(cwd)).toEqual({
      ...clean,
      "a.valk": "mine\n",
      "b/c.valk": "(test/new)\n(test/new)\n",
    });
    expect(stdout).toContain(
      "  a.valk  error  changed-since-read  it no longer holds what was read\n",
    );
    expect(stdout).toContain("  files      3  1 changed, 1 unchanged, 0 blocked, 1 failed\n");
  });
});

/** A signal that does something whenever it is asked, and aborts when that answers true. */
function signalThat(act: () => unknown): AbortSignal {
  return {
    get aborted() {
      return act() === true;
    },
  } as AbortSignal;
}

describe("files that cannot be handled", () => {
  test("are told, and the others migrated", async () => {
    const outside = makeFolder({ "x.valk": "(test/old)" });
    const cwd = makeRepository({ ...clean, "latin.valk": Buffer.from("test/\xe4", "latin1") });
    symlinkSync(join(outside, "x.valk"), join(cwd, "out.valk"));
    symlinkSync("a.valk", join(cwd, "in.valk"));
    makePipe(join(cwd, "pipe.valk"));
    const { status, stdout } = await run(["--write"], { cwd });
    expect(status).toBe(1);
    expect(stdout).toContain("latin.valk:1:6  refuse  not-utf8  byte 5 (0xe4) is not UTF-8");
    expect(stdout).toContain("out.valk:1:1  refuse  link-outside-root");
    expect(stdout).toContain("pipe.valk:1:1  info  not-a-file");
    expect(stdout).toContain("  files      6  2 changed, 2 unchanged, 2 blocked, 0 failed\n");
    expect(readFileSync(join(cwd, "in.valk"), "utf8")).toBe("(test/new)\n");
    expect(readFileSync(join(outside, "x.valk"), "utf8")).toBe("(test/old)");
  });

  test("among them those that are gone when their turn comes", async () => {
    const cwd = makeRepository(clean);
    const onOutput = (text: string) => {
      if (text.includes("a.valk")) {
        unlinkSync(join(cwd, "b/c.valk"));
      }
    };
    const { status, stdout } = await run(["--format", "jsonl"], { cwd, onOutput });
    expect(status).toBe(2);
    expect(stdout).toMatch(/"path":"b\/c\.valk","status":"failed".*"read-failed"/);
  });

  test("are an error of usage when they were asked for by name", async () => {
    const cwd = makeRepository(clean);
    const { status, stdout, stderr } = await run(["a.valk", "missing.valk", "--write"], { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^error: missing\.valk does not exist\nhint: /);
    expect(contents(cwd)).toEqual(clean);
  });
});

describe("reports", () => {
  test("in a pipe have no colour and nothing on standard error", async () => {
    const { stdout, stderr } = await run([], { cwd: makeRepository(blocked) });
    expect(stdout).toContain("!-(test/old)\n!+(test/new)\n");
    expect(stdout).toContain("e.valk: blocked, left as it is\n");
    expect(stdout).not.toContain("\u001b");
    expect(stderr).toBe("");
  });

  test.each<[string, string[], RunOptions, boolean]>([
    ["on a terminal", [], { terminal: 80 }, true],
    ["on a terminal with NO_COLOR", [], { terminal: 80, env: { NO_COLOR: "1" } }, false],
    ["on a dumb terminal", [], { terminal: 80, env: { TERM: "dumb" } }, false],
    ["never", ["--color", "never"], { terminal: 80 }, false],
    ["always", ["--color", "always"], {}, true],
  ])("are coloured %s as they should", async (_name, args, options, expected) => {
    const { stdout } = await run(args, { ...options, cwd: makeRepository(blocked) });
    expect(stdout.includes("\u001b[")).toBe(expected);
  });

  test("of patches are exact in a pipe and safe on a terminal", async () => {
    const cwd = makeRepository({ "a.valk": "(test/old) \u001b[2J\r\n" });
    const args = ["--format", "patch"];
    expect((await run(args, { cwd })).stdout).toContain("-(test/old) \u001b[2J\r\n");
    expect((await run(args, { cwd, terminal: 80 })).stdout).toContain(
      "-(test/old) \\x1b[2J\\x0d\n",
    );
  });

  test("of patches leave findings and totals to standard error", async () => {
    const { stdout, stderr } = await run(["--format", "patch"], { cwd: makeRepository(blocked) });
    expect(stdout).toMatch(/^diff --git a\/a\.valk b\/a\.valk\n/);
    expect(stdout).not.toContain("blocked");
    expect(stderr).toContain("e.valk: blocked, left as it is\n");
    expect(stderr).toContain("Summary\n");
    expect(stderr).not.toContain("@@");
  });

  test("in JSON are alone", async () => {
    const { stdout, stderr } = await run(["--format", "json"], { cwd: makeRepository(failing) });
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      mode: "preview",
      totals: { changed: 2, unchanged: 1, blocked: 1, failed: 1 },
    });
  });

  test("of a check have no diff", async () => {
    const { stdout } = await run(["--check"], { cwd: makeRepository(clean) });
    expect(stdout).not.toContain("@@");
    expect(stdout).toContain("\n2 files would change.\n");
  });

  test("go into a file, and the findings stay on the screen", async () => {
    const cwd = makeRepository(blocked);
    const { stdout } = await run(["--format", "patch", "--output", "b/out.diff"], { cwd });
    const patch = await run(["--format", "patch"], { cwd });
    expect(readFileSync(join(cwd, "b/out.diff"), "utf8")).toBe(patch.stdout);
    expect(stdout).toContain("e.valk: blocked, left as it is\n");
    expect(stdout).not.toContain("@@");
    await run(["--output", "out.txt"], { cwd, terminal: 80 });
    expect(readFileSync(join(cwd, "out.txt"), "utf8")).toBe((await run([], { cwd })).stdout);
  });

  test.each([
    ["a folder that does not exist", ["--output", "no/such/folder.txt"], "cannot write"],
    ["a folder", ["--proof", "b"], "cannot write"],
    ["a file of the run", ["--output", "a.valk"], "a.valk is a file of this run"],
    ["another one", ["--proof", "./b/c.valk"], "./b/c.valk is a file of this run"],
    [
      "one file that works and one that does not",
      ["-o", "r.txt", "--proof", "no/p"],
      "cannot write",
    ],
  ])("cannot go into %s, and then nothing happens", async (_name, args, message) => {
    const cwd = makeRepository(clean);
    const { status, stderr } = await run(["--write", ...args], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(contents(cwd)).toEqual(clean);
  });

  test("have a proof beside them", async () => {
    const cwd = makeRepository(blocked);
    await run(["--write", "--proof", "proof.json"], { cwd });
    expect(JSON.parse(readFileSync(join(cwd, "proof.json"), "utf8"))).toMatchObject({
      version: 1,
      files: [
        { path: "a.valk", status: "changed", proof: { suite: '"stub"' } },
        { path: "b/c.valk", status: "changed" },
        { path: "e.valk", status: "blocked", findings: [{ code: "refuse" }] },
      ],
    });
  });

  test("say what their paths are relative to, where that is not obvious", async () => {
    const cwd = makeRepository(clean);
    expect((await run([], { cwd: join(cwd, "b") })).stderr).toBe(`Paths are relative to ${cwd}\n`);
    for (const args of [["--quiet"], ["--format", "json"]]) {
      expect((await run(args, { cwd: join(cwd, "b") })).stderr).toBe("");
    }
  });

  test("say that exact formats hide nothing", async () => {
    const args = ["--hide=reindented", "--format", "json"];
    const { stderr } = await run(args, { cwd: makeRepository(clean) });
    expect(stderr).toBe("note: --hide hides nothing in the format json\n");
  });

  test("of a nested project have patch paths from the top of the repository", async () => {
    const cwd = makeRepository({
      "p/src/modules/test.valk": oldModule,
      "p/a.valk": "(test/old)\n",
    });
    const { stdout } = await run(["p", "--format", "patch"], { cwd });
    runGitApply(cwd, stdout);
    expect(readFileSync(join(cwd, "p/a.valk"), "utf8")).toBe("(test/new)\n");
    expect(readFileSync(join(cwd, "p", MODULE), "utf8")).toBe(readFrameworkTexts().final);
  });
});

describe("the framework module", () => {
  const texts = readFrameworkTexts();

  async function moduleAfter(
    files: Readonly<Record<string, string>>,
    args: readonly string[] = [],
    signal?: (cwd: string) => AbortSignal,
  ): Promise<[string, RunResult]> {
    const cwd = makeRepository({ ...files, [MODULE]: oldModule });
    const options: RunOptions = signal === undefined ? { cwd } : { cwd, signal: signal(cwd) };
    const result = await run(["--write", ...args], options);
    return [readFileSync(join(cwd, MODULE), "utf8"), result];
  }

  test.each<[string, Record<string, string>, string[], string]>([
    ["final when nothing old remains", clean, [], texts.final],
    ["final when there is nothing else to write", done, [], texts.final],
    ["compat when something does", blocked, [], texts.compat],
    ["compat when something does outside the paths", clean, ["a.valk"], texts.compat],
    ["what the user says: final", clean, ["--framework", "final"], texts.final],
    [
      "what it was: final while something old remains",
      blocked,
      ["--framework", "final"],
      oldModule,
    ],
    ["what the user says: compat", clean, ["--framework", "compat"], texts.compat],
    ["what it was: keep", clean, ["--framework", "keep"], oldModule],
    ["final with the list target, too", clean, ["--target", "list"], texts.final],
    [
      "final with the list target when asked for",
      clean,
      ["--target", "list", "--framework", "final"],
      texts.final,
    ],
    ["what it was: another transform", clean, ["--transform", "stub"], oldModule],
  ])("becomes %s", async (_name, files, args, expected) => {
    expect((await moduleAfter(files, args))[0]).toBe(expected);
  });

  test("speaks both APIs as long as a file could not be written", async () => {
    const [module, { status, stdout }] = await moduleAfter(clean, [], (cwd) =>
      signalThat(() => writeFileSync(join(cwd, "a.valk"), "mine")),
    );
    expect(status).toBe(2);
    expect(module).toBe(texts.compat);
    expect(stdout).toContain("the module for both APIs, until every file is written");
  });

  test("comes first: when it cannot be written, nothing is", async () => {
    const cwd = makeRepository({ ...clean, [MODULE]: oldModule });
    // Asked after each of five steps of reading, the last of which is the module's.
    let asked = 0;
    const signal = signalThat(() => ++asked === 5 && writeFileSync(join(cwd, MODULE), "mine"));
    const { status, stdout } = await run(["--write"], { cwd, signal });
    expect(status).toBe(2);
    expect(contents(cwd)).toEqual({ ...clean, [MODULE]: "mine" });
    expect(stdout).toContain(
      "  files      4  0 changed, 3 unchanged (2 of them not written), 0 blocked, 1 failed\n",
    );
    expect(stdout).toContain("\n0 files written, 2 not written. 1 file failed: see above.\n");
    expect(stdout).toContain(`  framework  ${MODULE} stays as it was\n`);
  });

  test.each<[string, string[], Record<string, number>]>([
    ["its only file", ["a.valk"], { "a.valk": 0o444 }],
    ["each of several files", ["a.valk", "b"], { "a.valk": 0o444, "b/c.valk": 0o444 }],
  ])("stays as it was where %s is read-only", async (_, paths, modes) => {
    const files = { ...clean, [MODULE]: oldModule };
    const cwd = makeRepository(files);
    for (const [path, mode] of Object.entries(modes)) {
      chmodSync(join(cwd, path), mode);
    }
    const { status, stdout, stderr } = await run([...paths, "--write"], { cwd });
    expect(status).toBe(2);
    expect(contents(cwd)).toEqual(files);
    expect(stdout).toContain("\n  a.valk  error  write-protected  ");
    const others = Object.keys(modes).slice(1);
    const told = others.map((path) => `failed for the same reason: 1 file\n  ${path}\n`);
    expect(stdout).toContain(`\n${told.join("")}\nSummary\n`);
    expect(stdout).toContain(`  framework  ${MODULE} stays as it was\n`);
    expect(stdout).not.toContain("written  ");
    expect(stderr).toBe("");
  });

  test("stays as it was where a file has other names", async () => {
    const cwd = makeRepository({ "a.valk": "(test/old)\n", [MODULE]: oldModule });
    linkSync(join(cwd, "a.valk"), join(cwd, "other.txt"));
    const { status, stdout } = await run(["--write"], { cwd });
    expect({ status, module: readFileSync(join(cwd, MODULE), "utf8") }).toEqual({
      status: 2,
      module: oldModule,
    });
    expect(stdout).toContain("hard-linked");
  });

  test("is replaced where one file of several is read-only, which goes on with the old one", async () => {
    const cwd = makeRepository({ ...clean, [MODULE]: oldModule });
    chmodSync(join(cwd, "a.valk"), 0o444);
    expect((await run(["--write"], { cwd })).status).toBe(2);
    expect(contents(cwd)).toMatchObject({
      "a.valk": clean["a.valk"],
      "b/c.valk": "(test/new)\n(test/new)\n",
      [MODULE]: texts.compat,
    });
  });

  test("names the files that the final one breaks", async () => {
    const [, { stdout }] = await moduleAfter(blocked, ["--framework", "final"]);
    expect(stdout).toContain(
      `${MODULE}:1:1  refuse  framework-breaks  1 file still uses the old API: e.valk`,
    );
  });
});

describe("an interrupt", () => {
  test("while reading leaves everything as it was", async () => {
    const cwd = makeRepository(clean);
    const controller = new AbortController();
    const { status, stderr } = await run(["--output", "out.txt"], {
      cwd,
      pace: 1000,
      signal: signalThat(() => {
        const wasAborted = controller.signal.aborted;
        controller.abort();
        return wasAborted;
      }),
    });
    expect(status).toBe(130);
    expect(stderr).toBe("Interrupted after 2 of 3 files; nothing was written.\n");
    expect(contents(cwd)).toEqual(clean);
  });

  test("while writing says how far it got", async () => {
    const cwd = makeRepository(clean);
    // Asked after each of four steps of reading, then before each of two files goes into the
    // journal, then before each is written.
    let asked = 0;
    const { status, stdout, stderr } = await run(["--write"], {
      cwd,
      signal: signalThat(() => ++asked > 7),
    });
    expect(status).toBe(130);
    expect(stderr).toMatch(
      /^Interrupted: 1 of 2 files written; the same command goes on from there\.\nWhat was written is taken back by: valk-codemod undo \S+\n$/,
    );
    expect(contents(cwd)).toEqual({ ...clean, "a.valk": "(test/new)\n" });
    expect(stdout).toContain(
      "  files      3  1 changed, 2 unchanged (1 of them not written), 0 blocked, 0 failed\n",
    );
    expect(stdout).toContain("\nInterrupted: 1 file written, 1 not written.\n");
    expect((await run(["--write"], { cwd })).status).toBe(0);
    expect(contents(cwd)["b/c.valk"]).toBe("(test/new)\n(test/new)\n");
  });
});

test("discovery takes the options that concern it", async () => {
  const cwd = makeRepository({ ...clean, ".gitignore": "b/\n" });
  const paths = async (...args: string[]): Promise<string[]> =>
    JSON.parse((await run(["--format", "json", ...args], { cwd })).stdout).files.map(
      ({ path }: { path: string }) => path,
    );
  expect(await paths()).toEqual(["a.valk", "d.valk"]);
  expect(await paths("--no-ignore")).toEqual(["a.valk", "b/c.valk", "d.valk"]);
  expect(await paths("--no-ignore", "--include", "a*", "--include", "d*")).toEqual([
    "a.valk",
    "d.valk",
  ]);
  expect(await paths("--no-ignore", "--exclude", "a*", "--exclude", "d*")).toEqual(["b/c.valk"]);
  expect(await paths("--root", "b", "b")).toEqual(["c.valk"]);
  expect(existsSync(join(cwd, "b"))).toBe(true);
});

test("the context of a diff can be chosen", async () => {
  const cwd = makeRepository({ "a.valk": "1\n2\n3\n4\n(test/old)\n" });
  expect((await run(["--context", "0"], { cwd })).stdout).toContain("@@ -5 +5 @@\n");
  expect((await run(["-U", "10"], { cwd })).stdout).toContain("@@ -1,5 +1,5 @@\n");
});
