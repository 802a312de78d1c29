// Runs that take what earlier ones kept of git's index and of pages: they say what they would say without.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { makeFolder, writeFiles } from "../temporary-folder.js";
import { commitAll, git, makeProject, oldFile } from "./git-project.js";
import { keptFolder } from "./kept-folder.js";
import { run } from "./run-main.js";

/** Later than any time on which a disk could not tell another change from the last. */
const LATER = 10_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + LATER });
});
afterEach(() => {
  vi.useRealTimers();
});

const PAGE = "# Notes\n";
const TELLING = '```lisp\n(test/define "a" {true})\n```\n';

function setUp() {
  const other = makeProject({ "x.valk": "" });
  const cwd = makeProject({
    "test/test_a.valk": oldFile("a"),
    "docs/a.md": PAGE,
    "docs/b.md": TELLING,
  });
  const allow = ["-c", "protocol.file.allow=always"];
  git(cwd, ...allow, "submodule", "--quiet", "add", other, "vendor/sub");
  commitAll(cwd);
  git(cwd, "submodule", "--quiet", "deinit", "--force", "vendor/sub");
  const home = makeFolder();
  const env = { ...process.env, XDG_CACHE_HOME: home };
  return {
    cwd,
    index: keptFolder(home, "index"),
    pages: keptFolder(home, "pages"),
    call: (...args: string[]) => run(args, { cwd, env, build: "build" }),
  };
}

describe.runIf(process.getuid !== undefined)("git's index", () => {
  test.each(["migrate", "check", "lint", "status"])("is as %s found it before", async (command) => {
    const { cwd, call, index } = setUp();
    const first = await call(command);
    expect(first.stderr).toContain("submodule is not checked out and was passed over: vendor/sub");
    expect(index.paths()).toHaveLength(1);
    expect(await call(command)).toEqual(first);
    index.forge(join(cwd, ".git/index"), { submodules: ["vendor/other"], outside: [] });
    expect((await call(command)).stderr).toContain("passed over: vendor/other");
    expect(await call(command, "--no-cache")).toEqual(first);
  });

  test("is asked for anew once it has changed, and where something is written", async () => {
    const { cwd, call, index } = setUp();
    await call("status");
    index.forge(join(cwd, ".git/index"), { submodules: ["vendor/other"], outside: [] });
    const written = await call("migrate", "--write");
    expect(written.stderr).toContain("passed over: vendor/sub");
    git(cwd, "rm", "-q", "--cached", "vendor/sub");
    expect((await call("status")).stderr).not.toContain("passed over");
  });

  test("is not kept where git cannot tell", async () => {
    const { cwd, call, index } = setUp();
    writeFileSync(join(cwd, ".git/index"), "no index");
    expect((await call("status")).stderr).not.toContain("passed over");
    expect(index.paths()).toEqual([]);
  });
});

describe.runIf(process.getuid !== undefined)("pages", () => {
  test("that show nothing are not read twice, until they change", async () => {
    const { cwd, call, pages } = setUp();
    const first = await call("migrate");
    expect(first.stdout).toContain("docs/b.md");
    expect(pages.text()).toContain("docs/a.md");
    expect(pages.text()).not.toContain("docs/b.md");
    expect(await call("migrate")).toEqual(first);
    writeFiles(cwd, { "docs/a.md": TELLING });
    expect((await call("migrate")).stdout).toContain("docs/a.md");
  });

  test("are looked at where somebody asks for them, or for a run without what was kept", async () => {
    const { cwd, call, pages } = setUp();
    await call("migrate");
    const before = pages.text();
    writeFiles(cwd, { "docs/b.md": PAGE });
    await call("migrate", "--markdown");
    await call("migrate", "docs/a.md");
    await call("migrate", "--no-cache");
    expect(pages.text()).toBe(before);
    await call("migrate");
    expect(pages.text()).toContain("docs/b.md");
  });

  test("that are staged are not those on the disk", async () => {
    const { cwd, call, pages } = setUp();
    writeFiles(cwd, { "docs/a.md": `${PAGE}more\n` });
    git(cwd, "add", "docs/a.md");
    writeFiles(cwd, { "docs/a.md": TELLING });
    await call("migrate", "--check", "--staged");
    expect(pages.text()).not.toContain("docs/a.md");
    expect((await call("migrate")).stdout).toContain("docs/a.md");
  });
});
