// The hooks for pre-commit, by its contract: it runs `entry`, `args` and the names of files that match, from the
// top of the repository, with the working tree as the index has it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { writeFiles } from "../temporary-folder.js";
import { git, MODULE, makeProject, newFile, OLD_MODULE, oldFile } from "./git-project.js";
import { type RunResult, run } from "./run-main.js";

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly args: readonly string[];
  readonly files: string;
  readonly language: string;
  readonly require_serial: boolean;
}

const root = join(import.meta.dirname, "../..");
const readText = (path: string): string => readFileSync(join(root, path), "utf8");
const hooks: readonly Hook[] = parse(readText(".pre-commit-hooks.yaml"));
const hookOf = (id: string): Hook => hooks.find((hook) => hook.id === id) as Hook;

/** What pre-commit would run for the files that are staged; undefined where none of them matches. */
async function runHook(
  id: string,
  cwd: string,
  args: readonly string[] = hookOf(id).args,
): Promise<RunResult | undefined> {
  const { entry, files } = hookOf(id);
  const [, ...command] = entry.split(" ");
  const staged = git(cwd, "diff", "--cached", "--name-only", "--diff-filter=ACMR", "-z");
  const names = staged.split("\0").filter((name) => new RegExp(files).test(name));
  const options = { cwd, guarded: true };
  return names.length === 0 ? undefined : run([...command, ...args, ...names], options);
}

function stage(cwd: string, files: Readonly<Record<string, string>>): void {
  writeFiles(cwd, files);
  git(cwd, "add", "--all");
}

/** A project that is done: its module is not to be replaced any more. */
const final = readText("src/framework/test.valk");

describe("the hooks for pre-commit", () => {
  test("are these, and can be installed from a checkout", () => {
    expect(hooks.map(({ id }) => id)).toEqual([
      "valk-codemod-check",
      "valk-codemod-lint",
      "valk-codemod-migrate",
      "valk-codemod-format",
      "valk-codemod-prune-suppressions",
    ]);
    const { bin, scripts } = JSON.parse(readText("package.json"));
    for (const { id, entry, args, language, files, require_serial } of hooks) {
      const [program, command, option = ""] = entry.split(" ");
      const name = option.startsWith("--prune-") ? option.slice(2) : command;
      expect(`${program}-${name}`).toBe(id);
      expect(bin).toHaveProperty(program as string);
      // Any shell word would do for pre-commit; these need no quotes.
      expect(entry).toMatch(/^[a-z -]+$/);
      expect({ args, language, files, require_serial }).toEqual({
        args: ["--"],
        language: "node",
        files: "\\.valk$",
        require_serial: true,
      });
    }
    // It has npm install the checkout, which runs nothing but this before it packs what is there.
    expect(scripts.prepare).toBe(
      "node scripts/ensure-installed.mjs && node scripts/build.mjs --if-needed",
    );
  });

  test("the page shows them all", () => {
    const page = readText("docs/weeks.md");
    for (const { id } of hooks) {
      expect(page).toContain(`- id: ${id}\n`);
    }
  });

  test.each(hooks.map(({ id }) => id))("%s has nothing to say of other files", async (id) => {
    const cwd = makeProject({ [MODULE]: final, "src/main.valk": "(def {n} 1)\n" });
    stage(cwd, { "notes.txt": "(test/define", "a.valk.orig": oldFile("one") });
    expect(await runHook(id, cwd)).toBe(undefined);
    stage(cwd, { "a b.valk": newFile("one"), "-w.valk": "(fun {f x} {x})\n" });
    expect(await runHook(id, cwd)).toMatchObject({ status: 0 });
  });

  test.each(hooks.map(({ id }) => id))("%s lets files be that are left out", async (id) => {
    const cwd = makeProject({
      [MODULE]: OLD_MODULE,
      "valk-codemod.config.json": '{"exclude": ["old/"]}\n',
    });
    stage(cwd, { "old/a.valk": oldFile("one") });
    expect(await runHook(id, cwd)).toMatchObject({ status: 0 });
  });

  test("check stops what is new, and lets through what the baseline has", async () => {
    const cwd = makeProject({ [MODULE]: OLD_MODULE, "a.valk": oldFile("one") });
    await run(["check", "--update-baseline"], { cwd });
    stage(cwd, { "a.valk": `; moved\n${oldFile("one")}` });
    expect(await runHook("valk-codemod-check", cwd)).toMatchObject({ status: 0 });
    stage(cwd, { "b c.valk": oldFile("two") });
    const stopped = await runHook("valk-codemod-check", cwd);
    expect(stopped?.status).toBe(1);
    expect(stopped?.stdout).toContain('b c.valk:2:1  new  old-test  "two"');
    expect(stopped?.stdout).toContain("valk-codemod migrate 'b c.valk' --write");
  });

  test("lint stops a finding in a staged file alone", async () => {
    const racy = `(def {count} 0)
(aio/interval (aio/start) 10 (\\ {_} {(def {count} (+ count 1))}))
(print count)
`;
    const cwd = makeProject({ "src/a.valk": racy });
    stage(cwd, { "src/b.valk": "(fun {f x} {x})\n" });
    expect(await runHook("valk-codemod-lint", cwd)).toMatchObject({ status: 0 });
    stage(cwd, { "src/a.valk": `; staged\n${racy}` });
    const stopped = await runHook("valk-codemod-lint", cwd);
    expect(stopped?.status).toBe(1);
    expect(stopped?.stdout).toContain("src/a.valk:3:");
  });

  test("prune-suppressions takes out what excuses nothing, in staged files alone", async () => {
    const unused = "; valk-codemod-disable-next-line several-runs there were two\n";
    const cwd = makeProject({ [MODULE]: final, "left.valk": `${unused}${newFile("left")}` });
    stage(cwd, { "a b.valk": `${unused}${newFile("one")}` });
    expect(await runHook("valk-codemod-prune-suppressions", cwd)).toMatchObject({ status: 0 });
    expect(readFileSync(join(cwd, "a b.valk"), "utf8")).toBe(newFile("one"));
    expect(git(cwd, "status", "--porcelain")).toContain('AM "a b.valk"\n');
    expect(readFileSync(join(cwd, "left.valk"), "utf8")).toContain(unused);
  });

  test("migrate shows what would change and writes nothing, unless told to", async () => {
    const cwd = makeProject({ [MODULE]: OLD_MODULE, "other.valk": oldFile("left") });
    const path = "a b.valk";
    const old = `(load "${MODULE}")\n${oldFile("one")}`;
    stage(cwd, { [path]: old });
    const shown = await runHook("valk-codemod-migrate", cwd);
    expect(shown?.status).toBe(1);
    expect(shown?.stdout).toContain('+    (test/add "one"');
    expect(readFileSync(join(cwd, path), "utf8")).toBe(old);
    const write = ["--write", "--allow-dirty", "--"];
    expect(await runHook("valk-codemod-migrate", cwd, write)).toMatchObject({ status: 1 });
    expect(readFileSync(join(cwd, path), "utf8")).toBe(`(load "${MODULE}")\n${newFile("one")}`);
    expect(readFileSync(join(cwd, "other.valk"), "utf8")).toBe(oldFile("left"));
    git(cwd, "add", "--all");
    expect(await runHook("valk-codemod-migrate", cwd, write)).toMatchObject({ status: 0 });
  });

  test("format does the same with what is staged", async () => {
    const cwd = makeProject({ "other.valk": "(f  a)\n" });
    stage(cwd, { "a b.valk": "(g  1)\n" });
    const shown = await runHook("valk-codemod-format", cwd);
    expect(shown?.status).toBe(1);
    expect(shown?.stdout).toContain("(g 1)");
    const write = ["--write", "--allow-dirty", "--"];
    expect(await runHook("valk-codemod-format", cwd, write)).toMatchObject({ status: 1 });
    expect(readFileSync(join(cwd, "a b.valk"), "utf8")).toBe("(g 1)\n");
    expect(readFileSync(join(cwd, "other.valk"), "utf8")).toBe("(f  a)\n");
    git(cwd, "add", "--all");
    expect(await runHook("valk-codemod-format", cwd, write)).toMatchObject({ status: 0 });
  });
});
