// Runs that take verdicts of earlier runs: they say what they would say without.

import { rmSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { MODULES } from "../projects/modules.js";
import { makeFolder, writeFiles } from "../temporary-folder.js";
import { keptFolder } from "./kept-folder.js";
import { type RunResult, run } from "./run-main.js";

const HEAD = '(load "src/prelude.valk")\n(load "src/modules/test.valk")\n';

const FILES = {
  "src/modules/test.valk": MODULES.example,
  "src/prelude.valk": "(fun {twice x} {* 2 x})\n",
  "lib/helpers.valk": "(fun {half x} {/ x 2})\n",
  "test/test_a.valk": `${HEAD}(test/suite "A")\n; why\n(test/define "one" {== 1 1})\n(test/run {})\n`,
  "test/test_b.valk": `${HEAD}(load "lib/helpers.valk")\n(test/suite "B")\n(test/suite "C")\n(test/define "two" {== (half 4) 2})\n(test/run {})\n`,
  "test/test_c.valk": `${HEAD}(test/define "three" {test/suite "inner"})\n(test/run {})\n`,
};

function setUp() {
  const cwd = makeFolder(FILES);
  const home = makeFolder();
  const verdicts = keptFolder(home, "verdicts");
  const previews = keptFolder(home, "previews");
  /** Lets all that is kept say something else, to tell who listens. */
  const rename = (from: string, to: string, folder = verdicts): void =>
    folder.rewrite((lines) => lines.replaceAll(from, to));
  const options = { cwd, env: { XDG_CACHE_HOME: home }, build: "build" };
  const migrate = (...args: string[]): Promise<RunResult> => run(["migrate", ...args], options);
  return {
    cwd,
    migrate,
    kept: verdicts.paths,
    previews: previews.paths,
    forgetPreviews: () => previews.paths().map((path) => rmSync(path)),
    rename,
    renameInPreviews: (from: string, to: string) => rename(from, to, previews),
  };
}

describe.runIf(process.getuid !== undefined)("a second run", () => {
  test.each([[["--check"]], [["--check", "--quiet"]], [[]], [["--verbose", "--stats"]]])(
    "with %j says the same as the first, and as one that keeps nothing",
    async (args) => {
      const { migrate, kept } = setUp();
      const first = await migrate(...args);
      expect(kept()).toHaveLength(1);
      expect(await migrate(...args)).toEqual(first);
      expect(await migrate(...args, "--no-cache")).toEqual(first);
      expect(first.stdout).toContain("1 blocked");
    },
  );

  test("takes what was kept", async () => {
    const { migrate, rename } = setUp();
    const first = await migrate("--check");
    expect(first.stdout).toContain('"B" was overwritten by "C"');
    rename("was overwritten by", "gave way to");
    const second = await migrate("--check");
    expect(second.stdout).toBe(first.stdout.replace("was overwritten by", "gave way to"));
    expect(await migrate("--check", "--no-cache")).toEqual(first);
  });

  test.each<[string, Record<string, string>]>([
    ["its own text", { "test/test_b.valk": FILES["test/test_b.valk"].replace('"C"', '"D"') }],
    ["a helper", { "lib/helpers.valk": '(test/define "of a helper" {1})\n' }],
    ["the module", { "src/modules/test.valk": `${MODULES.example}\n; by hand\n` }],
    ["the module, in a folder around it", { "test/src/modules/test.valk": MODULES.example }],
    ["who loads it", { "test/all.valk": '(load "test/test_b.valk")\n' }],
  ])("judges a file anew when there is another text of %s", async (_, files) => {
    const { cwd, migrate, rename } = setUp();
    await migrate("--check");
    rename("was overwritten by", "gave way to");
    writeFiles(cwd, files);
    const second = await migrate("--check");
    expect(second.stdout).not.toContain("gave way to");
    expect(second).toEqual(await migrate("--check", "--no-cache"));
  });

  test("leaves a verdict alone where another file changes that nobody loads", async () => {
    const { cwd, migrate, rename } = setUp();
    await migrate("--check");
    rename("was overwritten by", "gave way to");
    writeFiles(cwd, { "test/test_a.valk": `${HEAD}(test/define "uno" {1})\n(test/run {})\n` });
    expect((await migrate("--check")).stdout).toContain("gave way to");
  });

  test.each([
    [["--format", "json"]],
    [["--format", "patch"]],
    [["--proof", "proof.json"]],
    [["test/test_b.valk"]],
    [["--no-cache"]],
    [["--write"]],
  ])("with %j takes nothing and keeps nothing", async (args) => {
    const { migrate, kept, rename } = setUp();
    await migrate("--check");
    const before = kept();
    rename("was overwritten by", "gave way to");
    const { stdout, stderr } = await migrate(...args);
    expect(stdout + stderr).not.toContain("gave way to");
    expect(kept()).toEqual(before);
  });

  test("shows a change that was kept as it was made", async () => {
    const { migrate, rename, forgetPreviews } = setUp();
    const first = await migrate();
    expect(first.stdout).toContain('(test/add "two"');
    rename("test/add", "test/ADD");
    forgetPreviews();
    expect((await migrate()).stdout).toContain('(test/ADD "two"');
  });

  test("shows what was shown", async () => {
    const setting = setUp();
    const first = await setting.migrate();
    setting.renameInPreviews("(test/add", "(test/ADD");
    const second = await setting.migrate();
    expect(second.stdout).toBe(first.stdout.replaceAll("(test/add", "(test/ADD"));
    expect(await setting.migrate("--no-cache")).toEqual(first);
  });

  test.each([
    [["--check"]],
    [["--context", "0"]],
    [["--unfold"]],
    [["--view", "split"]],
    [["--color", "always"]],
    [["--hide", "review"]],
    [["--to", "list"]],
  ])("shows changes anew with %j", async (args) => {
    const { migrate, renameInPreviews } = setUp();
    await migrate();
    renameInPreviews("(test/add", "(test/ADD");
    const other = await migrate(...args);
    expect(other.status).toBeLessThan(2);
    expect(other.stdout).not.toContain("test/ADD");
    expect(other).toEqual(await migrate(...args, "--no-cache"));
  });

  test("shows a change anew where what is said of it is another", async () => {
    const { cwd, migrate, renameInPreviews } = setUp();
    await migrate();
    renameInPreviews("(test/add", "(test/ADD");
    writeFiles(cwd, {
      "valk-codemod.config.json": JSON.stringify({ severities: { "several-suites": "info" } }),
    });
    const other = await migrate();
    expect(other.stdout).toContain('(test/add "two"');
    expect(other.stdout).toContain('(test/ADD "one"');
  });

  test("keeps nothing that it shows where it shows no changes", async () => {
    const { migrate, previews } = setUp();
    await migrate("--check", "--quiet");
    expect(previews()).toEqual([]);
  });
});
