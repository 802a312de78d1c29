// The module of a file decides: whole runs of the real migration over projects whose module the run
// must not write, that run lists, that bring a module of their own, or that hold several projects.

import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readFrameworkTexts } from "../../src/cli/framework-texts.js";
import { exampleFiles } from "../behaviour/projects.js";
import { LIST_RUNNER } from "../list-runner.js";
import { makeFolder, writeFiles } from "../temporary-folder.js";
import {
  commitAll,
  git,
  MODULE,
  makeProject,
  newFile,
  OLD_MODULE,
  oldFile,
} from "./git-project.js";
import { run } from "./run-main.js";

const { final, compat } = readFrameworkTexts();
const loading = (text: string, module = MODULE): string => `(load "${module}")\n${text}`;
const LATE = '(test/define "late" {1})\n';
const old = loading(oldFile("a", "b"));
const lists = loading('(test/run (list\n  (test "a" {== 1 1})))\n');

const textIn = (folder: string, path: string): string => readFileSync(join(folder, path), "utf8");

/** `status path codes` of each file, those without findings that are unchanged aside. */
async function about(folder: string, ...args: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await run(["migrate", "--format", "json", ...args], { cwd: folder });
  const { files }: { files: { path: string; status: string; findings: { code: string }[] }[] } =
    JSON.parse(stdout);
  return files
    .filter(({ status, findings }) => status !== "unchanged" || findings.length > 0)
    .map(({ path, status, findings }) =>
      [status, path, ...findings.map(({ code }) => code)].join(" "),
    );
}

describe("a module that the run must not write", () => {
  test.each<[string, string, string, (folder: string) => void, readonly string[]]>([
    [
      "is ignored",
      MODULE,
      "git ignores it",
      (folder) => writeFiles(folder, { ".gitignore": "/src/modules/\n" }),
      [],
    ],
    [
      "is ignored in another folder",
      "vendor/test.valk",
      "git ignores it",
      (folder) => writeFiles(folder, { ".gitignore": "vendor\n" }),
      [],
    ],
    [
      "lies in another repository",
      "vendor/test.valk",
      "it lies in another repository",
      (folder) => git(folder, "init", "-q", "vendor"),
      [],
    ],
    ["is excluded", MODULE, "it is excluded from the run", () => {}, ["--exclude", "src"]],
    [
      "is read-only",
      MODULE,
      "it is read-only",
      (folder) => chmodSync(join(folder, MODULE), 0o444),
      [],
    ],
    ["is kept as asked", MODULE, "--framework keep", () => {}, ["--framework", "keep"]],
  ])("leaves its files old where it %s", async (_, module, reason, prepare, args) => {
    const files = { [module]: OLD_MODULE, "test/a.valk": loading(oldFile("a", "b"), module) };
    const folder = makeProject({ ...files, "README.md": "" });
    prepare(folder);
    const options = { cwd: folder };
    const { status, stdout } = await run(["--write", "--allow-dirty", ...args], options);
    expect(status).toBe(1);
    expect(stdout).toContain(
      `refuse  new-on-old  ${module} does not answer test/add, ->, and it stays as it is: ${reason}`,
    );
    for (const [path, text] of Object.entries(files)) {
      expect(textIn(folder, path)).toBe(text);
    }
  });

  test("is enough if it answers already", async () => {
    const files = { [MODULE]: compat, "test/a.valk": old };
    const folder = makeProject(files);
    expect(await about(folder, "--framework", "keep")).toEqual(["changed test/a.valk"]);
    chmodSync(join(folder, MODULE), 0o444);
    expect(await about(folder)).toEqual(["changed test/a.valk"]);
  });

  test("says so itself only where it was asked for", async () => {
    const folder = makeProject({ [MODULE]: OLD_MODULE, "test/a.valk": old });
    chmodSync(join(folder, MODULE), 0o444);
    expect(await about(folder)).toEqual(["blocked test/a.valk new-on-old"]);
    expect(await about(folder, "--framework", "compat")).toEqual([
      "blocked test/a.valk new-on-old",
      `blocked ${MODULE} framework-kept`,
    ]);
  });

  test("is looked at by check, too, as it stands", async () => {
    const folder = makeProject({ [MODULE]: OLD_MODULE, "test/a.valk": loading(newFile("a")) });
    const { status, stdout } = await run(["check"], { cwd: folder });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^test\/a\.valk:1:1 {2}new {2}new-on-old /);
    writeFiles(folder, { [MODULE]: final });
    expect((await run(["check"], { cwd: folder })).status).toBe(0);
  });
});

describe("a module that runs lists", () => {
  test("leaves nothing to do where everything is a list", async () => {
    const folder = makeProject({ [MODULE]: LIST_RUNNER, "test/a.valk": lists });
    const { status, stdout } = await run(["migrate", "--check"], { cwd: folder });
    expect(status).toBe(0);
    expect(stdout).toContain(`Nothing to migrate: the tests are lists, which ${MODULE} runs.`);
    expect((await run(["check"], { cwd: folder })).status).toBe(0);
  });

  test("makes lists of what is still old, and stays", async () => {
    const folder = makeProject({
      [MODULE]: LIST_RUNNER,
      "test/a.valk": lists,
      "test/b.valk": old,
    });
    expect((await run(["--write"], { cwd: folder })).status).toBe(0);
    expect(textIn(folder, "test/b.valk")).toContain("(test/run (list");
    expect(textIn(folder, MODULE)).toBe(LIST_RUNNER);
    expect((await run(["--check"], { cwd: folder })).status).toBe(0);
  });

  test("makes lists of standard input and of pages, too", async () => {
    const page = `\`\`\`lisp\n${old}\`\`\`\n`;
    const folder = makeProject({ [MODULE]: LIST_RUNNER, "page.md": page });
    const { stdout } = await run(["migrate", "-"], { cwd: folder, input: old });
    expect(stdout).toContain("(test/run (list");
    expect((await run(["--markdown", "--write"], { cwd: folder })).status).toBe(0);
    expect(textIn(folder, "page.md")).toContain("(test/run (list");
  });

  test("gets the builder layer for pipelines, and loses it with the last one", async () => {
    const folder = makeProject({ [MODULE]: LIST_RUNNER, "test/a.valk": old, "test/b.valk": lists });
    expect((await run(["--target", "builder", "--write"], { cwd: folder })).status).toBe(0);
    const layered = textIn(folder, MODULE);
    expect(layered.startsWith(`${LIST_RUNNER}; ==== builder layer`)).toBe(true);
    expect(textIn(folder, "test/a.valk")).toContain("(-> (test/suite");
    expect(textIn(folder, "test/b.valk")).toBe(lists);
    commitAll(folder);
    expect((await run(["--to", "builder", "--write"], { cwd: folder })).status).toBe(0);
    expect(textIn(folder, "test/b.valk")).toContain("(-> (test/suite");
    expect(textIn(folder, MODULE)).toBe(layered);
    commitAll(folder);
    const back = ["--transform", "suite-to-list", "--write"];
    expect((await run([...back, "test/a.valk"], { cwd: folder })).status).toBe(0);
    expect(textIn(folder, MODULE)).toBe(layered);
    commitAll(folder);
    expect((await run(back, { cwd: folder })).status).toBe(0);
    expect(textIn(folder, MODULE)).toBe(LIST_RUNNER);
    commitAll(folder);
    expect((await run(["--to", "list", "--check"], { cwd: folder })).status).toBe(0);
  });

  test("is not replaced, whatever is asked for", async () => {
    const folder = makeProject({ [MODULE]: LIST_RUNNER, "test/a.valk": old });
    expect(await about(folder, "--framework", "compat")).toEqual([
      "changed test/a.valk old-on-final",
      `blocked ${MODULE} framework-kept`,
    ]);
  });

  test("cannot have the layer where somebody else means something by its names", async () => {
    const conflicts = {
      "src/lib.valk": "(fun {-> x} {x})\n",
      "src/more.valk": '(load "src/modules/test.valk")\n(def {test/add-all} 1)\n',
      "test/bare.valk": '(load "src/modules/test.valk")\n(test/run)\n',
    };
    for (const [path, text] of Object.entries(conflicts)) {
      const folder = makeProject({ [MODULE]: LIST_RUNNER, "test/a.valk": lists, [path]: text });
      const told = await about(folder, "--to", "builder");
      expect(told).toContain("blocked test/a.valk new-on-old");
      expect(told).toContain(`blocked ${MODULE} framework-loses-name`);
    }
    const own = makeProject({
      [MODULE]: `${LIST_RUNNER}(def {test/none} 1)\n`,
      "test/a.valk": lists,
    });
    expect(await about(own, "--to", "builder")).toContain("blocked test/a.valk new-on-old");
  });

  test("is all that the ways between lists and pipelines change", async () => {
    const folder = makeProject({ [MODULE]: OLD_MODULE, "test/a.valk": lists });
    expect(await about(folder, "--transform", "list-to-suite")).toEqual([
      "blocked test/a.valk new-on-old",
    ]);
    const { stderr, status } = await run(["--to", "list", "--target", "list"], { cwd: folder });
    expect([status, stderr]).toEqual([2, expect.stringContaining("--to says what files become")]);
  });

  test("that takes old registrations, too, is kept, and what is in use is named", async () => {
    const both = `${LIST_RUNNER}(fun {test/define name body} {name})\n`;
    const files = { [MODULE]: both, "test/a.valk": old, "test/l.valk": lists };
    const { stdout, status } = await run(["--to", "builder"], { cwd: makeProject(files) });
    expect(status).toBe(0);
    expect(stdout).toContain(
      `refuse  framework-loses-name  1 file (test/l.valk) uses test, which its successor does not define; 1 file (test/a.valk) registers with the old API\n    hint: this module runs lists: take the old tests to them with valk-codemod migrate --to list --write\n`,
    );
    const way = await about(makeProject(files), "--to", "list");
    expect(way).toContain("changed test/a.valk");
  });

  test("is not needed where all files go to pipelines at once", async () => {
    const folder = makeProject({
      [MODULE]: OLD_MODULE,
      "test/a.valk": old,
      "test/l.valk": lists,
      "test/p.valk": loading(newFile("p")),
    });
    const standing = await run(["check"], { cwd: folder });
    expect(standing.stdout).toContain(
      "hint: take its lists to pipelines: valk-codemod migrate test/l.valk --to builder --write\n",
    );
    expect(await about(folder, "--to", "builder")).toEqual([
      "changed test/a.valk",
      "changed test/l.valk",
      `changed ${MODULE}`,
    ]);
    const withoutPipelines = { [MODULE]: OLD_MODULE, "test/a.valk": old, "test/l.valk": lists };
    const away = await run(["migrate", "--to", "list"], { cwd: makeProject(withoutPipelines) });
    expect(away.stdout).toContain(
      "hint: no runner of lists is here: go to pipelines, --to builder",
    );
  });

  test("says how pipelines get what they call", async () => {
    const folder = makeProject({ [MODULE]: LIST_RUNNER, "test/p.valk": loading(newFile("p")) });
    const { stdout } = await run(["check"], { cwd: folder });
    expect(stdout).toContain(
      "hint: add what pipelines call to the runner of lists: valk-codemod framework install --layer --write\n",
    );
  });

  test.each([
    ["a list", lists, "list", "finish the file first: valk-codemod migrate test/m.valk --write"],
    [
      "a pipeline",
      loading(newFile("p")),
      "pipeline",
      "finish the file first: valk-codemod migrate test/m.valk --write",
    ],
    [
      "a list that old calls cannot join",
      lists.replace("(test/run", '(test/skip "x")\n(test/run'),
      "list",
      "finish the file by hand: ",
    ],
  ])("names what a merge left in one file: %s", async (_name, text, suite, hint) => {
    const merged = text.replace("\n(", '\n(test/define "old" {1})\n(');
    const folder = makeProject({ [MODULE]: LIST_RUNNER, "test/m.valk": merged });
    const way = suite === "list" ? "list-to-suite" : "suite-to-list";
    const { stdout } = await run(["--transform", way], { cwd: folder });
    expect(stdout).toContain(
      `mixed-styles  1 test of the old API, from line 2 on, beside this ${suite}\n`,
    );
    expect(stdout).toContain(`hint: ${hint}`);
  });

  test("does not take a file to pipelines that a merge left with both", async () => {
    const merged = lists.replace("\n(", '\n(test/define "old" {1})\n(');
    const flagged = lists.replace("\n(", '\n(test/skip "x")\n(');
    const text = merged.replace("== 1 1})))", "== 1 1})) {:debug 1})");
    const folder = makeProject({ [MODULE]: LIST_RUNNER, "test/m.valk": text });
    const told = await run(["--to", "builder"], { cwd: folder });
    expect(told.stdout).toContain("1 test of the old API, from line 2 on, beside this list\n");
    writeFiles(folder, { "test/m.valk": flagged });
    const flags = await run(["--transform", "list-to-suite"], { cwd: folder });
    expect(flags.stdout).toContain("calls of the old API, from line 2 on, beside this list\n");
  });

  test("is not there by asking for lists", async () => {
    const folder = makeProject({ [MODULE]: OLD_MODULE, "test/a.valk": old });
    const { status, stdout } = await run(["--target", "list", "--write"], { cwd: folder });
    expect(status).toBe(1);
    expect(stdout).toContain(`new-on-old  ${MODULE} does not answer test`);
    expect(textIn(folder, "test/a.valk")).toBe(old);
    expect(textIn(folder, MODULE)).toBe(OLD_MODULE);
  });
});

describe("a module of one's own", () => {
  const given = (text: string): string => join(makeFolder({ "mine.valk": text }), "mine.valk");

  test("comes with the files that it answers", async () => {
    const folder = makeProject({ [MODULE]: OLD_MODULE, "test/a.valk": old });
    const args = ["--target", "list", "--framework", given(LIST_RUNNER)];
    expect((await run([...args, "--write"], { cwd: folder })).status).toBe(0);
    expect(textIn(folder, MODULE)).toBe(LIST_RUNNER);
    expect(textIn(folder, "test/a.valk")).toContain("(test/run (list");
    expect((await run(["undo"], { cwd: folder })).status).toBe(0);
    expect(textIn(folder, MODULE)).toBe(OLD_MODULE);
    expect(textIn(folder, "test/a.valk")).toBe(old);
  });

  test("has to answer them", async () => {
    const folder = makeProject({ [MODULE]: OLD_MODULE, "test/a.valk": old });
    const lacking = final.replaceAll("(fun {test/add ", "(fun {test/other ");
    expect(lacking).not.toBe(final);
    const { status, stdout } = await run(["--write", "--framework", given(lacking)], {
      cwd: folder,
    });
    expect(status).toBe(1);
    expect(stdout).toContain(`new-on-old  ${MODULE} does not answer `);
    expect(textIn(folder, MODULE)).toBe(OLD_MODULE);
  });

  test("may speak the old API as well, and then nothing is broken", async () => {
    const files = { "test/a.valk": old, "test/late.valk": old + LATE };
    const folder = makeProject({ [MODULE]: OLD_MODULE, ...files });
    const own = `${compat}; mine\n`;
    const { status } = await run(["--write", "--framework", given(own)], { cwd: folder });
    expect(status).toBe(1);
    expect(textIn(folder, MODULE)).toBe(own);
    expect(textIn(folder, "test/a.valk")).toContain("(test/add");
    expect(textIn(folder, "test/late.valk")).toBe(files["test/late.valk"]);
  });
});

describe("a module that would break what stays old", () => {
  const files = { [MODULE]: OLD_MODULE, "test/a.valk": old, "test/late.valk": old + LATE };
  const args = ["--framework", "final"];

  test("is not written, and neither is anything else", async () => {
    const folder = makeProject(files);
    const { status, stdout, stderr } = await run(["--write", ...args], { cwd: folder });
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout).toContain(
      `${MODULE}:1:1  refuse  framework-breaks  1 file still uses the old API: test/late.valk`,
    );
    expect(stdout).toContain("test/a.valk:1:1  refuse  new-on-old");
    for (const [path, text] of Object.entries(files)) {
      expect(textIn(folder, path)).toBe(text);
    }
  });

  test("is no part of a summary that says what is installed", async () => {
    const { stdout } = await run(args, { cwd: makeProject(files) });
    expect(stdout).not.toContain("becomes the final module");
    expect(stdout).not.toContain("--write does it");
  });

  test("brings no file into a patch that it would have to answer", async () => {
    const { stdout } = await run([...args, "--format", "patch"], { cwd: makeProject(files) });
    expect(stdout).not.toContain("+++ b/test/a.valk");
  });

  test("is no reason to say that files do not do the same", async () => {
    const prelude = '(load "src/prelude.valk")\n';
    const folder = makeProject({
      "src/prelude.valk": exampleFiles["src/prelude.valk"] as string,
      [MODULE]: exampleFiles[MODULE] as string,
      "test/a.valk": prelude + old,
      "test/late.valk": prelude + old + LATE,
    });
    expect((await run(["verify"], { cwd: folder })).stdout).not.toContain(": different\n");
    expect((await run(["verify", ...args], { cwd: folder })).stdout).not.toContain(": different\n");
    const { stdout } = await run([...args, "--verify"], { cwd: folder });
    expect(stdout).not.toContain("behaviour-differs");
  });
});

describe("a repository of several projects", () => {
  const projects = {
    "one/src/modules/test.valk": OLD_MODULE,
    "one/test/a.valk": old,
    "two/src/modules/test.valk": OLD_MODULE,
    "two/test/b.valk": old,
    "two/test/late.valk": old + LATE,
  };

  test("is not guessed at from above", async () => {
    const folder = makeProject(projects);
    const { status, stdout } = await run(["--write"], { cwd: folder });
    expect(status).toBe(1);
    for (const [path, project] of [
      ["one/test/a.valk", "one"],
      ["two/test/b.valk", "two"],
    ]) {
      expect(stdout).toContain(
        `${path}:1:1  refuse  framework-ambiguous  the file lies in the project ${project}, where its loads find a framework module: use --root ${project}`,
      );
    }
    expect(git(folder, "status", "--short")).toBe("");
  });

  test("is migrated by a run for each", async () => {
    const folder = makeProject(projects);
    expect((await run(["--write", "--root", "one", "one"], { cwd: folder })).status).toBe(0);
    expect((await run(["--write", "--root", "two", "two"], { cwd: folder })).status).toBe(1);
    expect(textIn(folder, "one/src/modules/test.valk")).toBe(final);
    expect(textIn(folder, "two/src/modules/test.valk")).toBe(compat);
    expect(textIn(folder, "two/test/b.valk")).toContain("(test/add");
  });
});
