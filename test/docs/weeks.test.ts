// The page about long migrations: its configuration is read, its commands, its hooks and its CI
// recipe are run, by a real build, in a git repository of their own.

import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parseConfig } from "../../src/cli/config.js";
import { compileProgram } from "../cli/built-program.js";
import { makeFolder } from "../temporary-folder.js";
import { repository } from "./commands.js";
import { readFences } from "./markdown.js";
import { render } from "./render.js";

const page = readFileSync(join(repository, "docs/weeks.md"), "utf8");

function fence(language: string, mark: string, value = ""): string {
  const found = readFences(page).filter(
    (each) => each.language === language && each.marks.get(mark) === value,
  );
  expect(found).toHaveLength(1);
  return found[0]?.body as string;
}

test("the configuration is right", () => {
  const { config } = parseConfig(fence("json", "config"), "/c.json", "c.json");
  expect(config.severities).toEqual({ "computed-argument": "refuse", "quoted-call": "off" });
  const ofFolder = parseConfig(fence("json", "config", "folder"), "/c.json", "c.json").config;
  expect(ofFolder.exclude).toEqual(["/generated/"]);
});

test("every key of the configuration is described", () => {
  const schema = JSON.parse(readFileSync(join(repository, "schemas/config.schema.json"), "utf8"));
  for (const key of Object.keys(schema.properties)) {
    expect(page).toContain(`\n| \`${key}\` |`);
  }
});

test("the commands end as they are said to", async () => {
  const { wrongStatuses } = await render(page);
  expect(wrongStatuses).toEqual([]);
}, 60_000);

describe("in a repository", () => {
  let program: string;
  let cwd: string;

  const environment = () => ({
    PATH: [dirname(program), process.env.PATH].join(delimiter),
    HOME: cwd,
    GIT_CONFIG_NOSYSTEM: "1",
    npm_config_offline: "true",
    GIT_AUTHOR_NAME: "t",
    GIT_AUTHOR_EMAIL: "t@example.com",
    GIT_COMMITTER_NAME: "t",
    GIT_COMMITTER_EMAIL: "t@example.com",
  });
  const git = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync("git", args, {
      cwd,
      encoding: "utf8",
      env: environment(),
    });
    return { status, output: stdout + stderr };
  };
  const tool = (...args: readonly string[]) =>
    execFileSync(process.execPath, [program, ...args], { cwd, encoding: "utf8" });
  const write = (path: string, text: string) => writeFileSync(join(cwd, path), text);
  const oldFile = (...names: readonly string[]) =>
    `(test/suite "S")\n${names.map((name) => `(test/define "${name}" {== 1 1})\n`).join("")}(test/run)\n`;

  beforeAll(async () => {
    const built = mkdtempSync(join(tmpdir(), "valk-codemod-"));
    await compileProgram(built);
    program = join(built, "dist/cli/bin.cjs");
    chmodSync(program, 0o755);
    symlinkSync(program, join(dirname(program), "valk-codemod"));
    return () => rmSync(built, { recursive: true, force: true });
  }, 120_000);

  /** A repository whose old tests are in the baseline. */
  function makeRepository(): void {
    cwd = makeFolder({ "a.valk": oldFile("one") });
    git("init", "-q", "-b", "main");
    tool("check", "--update-baseline");
    git("add", ".");
    git("commit", "-qm", "start");
  }

  function installHooks(): void {
    mkdirSync(join(cwd, ".githooks"));
    for (const name of ["pre-commit", "pre-push"]) {
      write(`.githooks/${name}`, fence("sh", "hook", name));
      chmodSync(join(cwd, ".githooks", name), 0o755);
    }
    expect(page).toContain("`git config core.hooksPath .githooks`");
    git("config", "core.hooksPath", ".githooks");
  }

  test("the pre-commit hook lets through what is not new, and stops what is", () => {
    makeRepository();
    installHooks();
    write("notes.txt", "no test\n");
    git("add", "notes.txt");
    expect(git("commit", "-qm", "no test files")).toMatchObject({ status: 0 });
    write("a.valk", `; moved down\n${oldFile("one")}`);
    write("b.valk", oldFile("not staged"));
    git("add", "a.valk");
    expect(git("commit", "-qm", "nothing new")).toMatchObject({ status: 0 });
    write("a b.valk", oldFile("brand new"));
    git("add", "a b.valk");
    const stopped = git("commit", "-qm", "an old test more");
    expect(stopped.status).not.toBe(0);
    expect(stopped.output).toContain('a b.valk:2:1  new  old-test  "brand new"');
    expect(stopped.output).not.toContain("not staged");
  }, 60_000);

  test("the pre-commit hook wants the baseline pruned", () => {
    makeRepository();
    installHooks();
    tool("migrate", "a.valk", "--write");
    git("add", "a.valk");
    const stopped = git("commit", "-qm", "migrated");
    expect(stopped.status).not.toBe(0);
    expect(stopped.output).toContain("valk-codemod check --prune-baseline");
    tool("check", "--prune-baseline");
    git("add", ".");
    expect(git("commit", "-qm", "migrated")).toMatchObject({ status: 0 });
  }, 60_000);

  test("the pre-push hook checks the whole repository", () => {
    makeRepository();
    installHooks();
    const remote = makeFolder();
    spawnSync("git", ["init", "-q", "--bare", remote]);
    git("remote", "add", "origin", remote);
    expect(git("push", "-q", "origin", "main")).toMatchObject({ status: 0 });
    git("rm", "-q", "a.valk");
    expect(git("commit", "-qm", "removed")).toMatchObject({ status: 0 });
    const stopped = git("push", "-q", "origin", "main");
    expect(stopped.status).not.toBe(0);
    expect(stopped.output).toContain('gone  old-test  a.valk no longer has "one"');
  }, 60_000);

  test("the CI recipe checks what was pushed", () => {
    makeRepository();
    const { jobs } = parse(fence("yaml", "ci"));
    const steps: readonly { readonly run?: string }[] = jobs.check.steps;
    const command = steps.at(-1)?.run as string;
    const runStep = () =>
      spawnSync("sh", ["-ec", command], { cwd, encoding: "utf8", env: environment() });
    expect(runStep()).toMatchObject({ status: 0, stdout: "" });
    write("b.valk", oldFile("two"));
    const failed = runStep();
    expect(failed.status).toBe(1);
    expect(failed.stdout).toMatch(/^::error file=b\.valk,line=2,col=1,title=old-test::/);
  }, 60_000);
});
