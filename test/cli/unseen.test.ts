// Repositories of which a run does not see everything: nested ones, submodules, sparse and partial
// checkouts.

import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readFrameworkTexts } from "../../src/cli/framework-texts.js";
import { expectValid } from "../report/published-schemas.js";
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

const { compat, final } = readFrameworkTexts();
const LOAD = `(load "${MODULE}")\n`;
const project = {
  [MODULE]: compat,
  "test/a.valk": LOAD + newFile("a"),
  "apart/b.valk": LOAD + oldFile("b"),
  "apart/c.valk": LOAD + newFile("c"),
};

const moduleIn = (folder: string): string => readFileSync(join(folder, MODULE), "utf8");
const call = (cwd: string, line: string) => run(line.split(" "), { cwd });

/** The project with nothing but `src` and `test` checked out. */
function makeSparse(files: Readonly<Record<string, string>> = project): string {
  const folder = makeProject(files);
  git(folder, "sparse-checkout", "set", "src", "test");
  return folder;
}

/** A clone of it that has the contents of what is checked out only. */
function makePartial(files: Readonly<Record<string, string>> = project): string {
  const origin = makeProject(files);
  git(origin, "config", "uploadpack.allowFilter", "true");
  const folder = join(makeFolder(), "clone");
  git(origin, "clone", "-q", "--filter=blob:none", "--sparse", `file://${origin}`, folder);
  git(folder, "sparse-checkout", "set", "src", "test");
  return folder;
}

/** The project with two nested repositories, a submodule, and one that is not checked out. */
function makeNested(): string {
  const other = makeProject({ "test/x.valk": oldFile("x") });
  const folder = makeProject(project);
  for (const path of ["sub/here", "sub/gone"]) {
    git(folder, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other, path);
  }
  commitAll(folder);
  git(folder, "submodule", "--quiet", "deinit", "--force", "sub/gone");
  for (const path of ["vendor/one", "vendor/two"]) {
    writeFiles(folder, { [`${path}/test/y.valk`]: oldFile("y"), [`${path}/.git/HEAD`]: "" });
  }
  return folder;
}

const NESTED = `note: 3 nested repositories were passed over: sub/here, vendor/one, vendor/two (run valk-codemod there)
note: 1 submodule is not checked out and was passed over: sub/gone
`;
const READ =
  "note: 1 tracked Valk file lies outside the sparse checkout: read from git, and left as it is\n";

const COMMANDS = [
  "migrate",
  "migrate --check",
  "check",
  "status",
  "verify",
  "framework status",
  "framework install --compat",
];

describe("other repositories", () => {
  test.each([...COMMANDS, "lint"])("%s says which ones it passes over", async (line) => {
    expect((await call(makeNested(), line)).stderr).toContain(NESTED);
  });

  test("are said of one alone, too, and not where patterns leave them out", async () => {
    const folder = makeProject(project);
    writeFiles(folder, { "vendor/one/.git/HEAD": "" });
    const { stderr } = await call(folder, "status");
    expect(stderr).toBe(
      "note: 1 nested repository was passed over: vendor/one (run valk-codemod there)\n",
    );
    expect((await call(folder, "status --exclude vendor/")).stderr).toBe("");
    expect((await call(folder, "lint test")).stderr).toBe("");
    writeFiles(folder, { ".gitignore": "vendor/\n" });
    expect((await call(folder, "status")).stderr).toBe("");
  });

  test("are nothing to say where only totals are wanted", async () => {
    const { stderr } = await call(makeNested(), "migrate --quiet");
    expect(stderr).toBe("");
  });

  test("stand in the reports for programs", async () => {
    const folder = makeNested();
    const unseen = {
      repositories: ["sub/here", "vendor/one", "vendor/two"],
      submodules: ["sub/gone"],
      outsideCheckout: [],
      isUnknown: false,
    };
    for (const line of ["migrate", "check", "status", "framework status", "verify", "lint"]) {
      const { stdout } = await call(folder, `${line} --format json`);
      expect(JSON.parse(stdout)).toMatchObject({ unseen });
    }
    const { stdout } = await call(folder, "migrate --format jsonl");
    const start: unknown = JSON.parse(stdout.split("\n")[0] as string);
    expect(start).toMatchObject({ event: "start", unseen });
    const plain = await call(makeProject(project), "migrate --format json");
    expect(JSON.parse(plain.stdout)).not.toHaveProperty("unseen");
    expectValid("events.schema.json", start);
    const report = await call(folder, "migrate --format json");
    expectValid("report.schema.json", JSON.parse(report.stdout));
  });
});

describe("reports for people and services", () => {
  const said = "3 nested repositories were passed over: sub/here, vendor/one, vendor/two";
  test.each([
    "migrate --format markdown",
    "migrate --format sarif",
    "migrate --format html",
    "migrate --format html --split-by folder --output pages",
    "status --format markdown",
    "verify --format markdown",
    "verify --format junit",
    "lint --format markdown",
    "lint --format sarif",
  ])("%s says what was passed over", async (line) => {
    const folder = makeNested();
    const { stdout } = await call(folder, line);
    const index = join(folder, "pages/index.html");
    expect(existsSync(index) ? readFileSync(index, "utf8") : stdout).toContain(said);
    const whole = await call(makeProject(project), line);
    expect(whole.stdout).not.toContain("passed over");
  });
});

describe("files outside a sparse checkout", () => {
  test.each(COMMANDS)("are read from git by %s, which says so", async (line) => {
    const { stderr } = await call(makeSparse({ ...project, "apart/c.valk": "" }), line);
    expect(stderr).toContain("note: 2 tracked Valk files lie outside the sparse checkout: read");
  });

  test("are not the linter's", async () => {
    expect((await call(makeSparse(), "lint")).stderr).toBe(
      "note: 2 tracked Valk files lie outside the sparse checkout and were not looked at\n",
    );
    expect((await call(makeSparse(), "lint test")).stderr).toBe("");
  });

  test("keep the module that speaks both APIs while they are old", async () => {
    const { "apart/c.valk": _, ...one } = project;
    const folder = makeSparse({ ...one, [MODULE]: OLD_MODULE, "test/a.valk": oldFile("a") });
    const { stdout, stderr, status } = await call(folder, "migrate --write --quiet");
    expect({ status, stderr }).toEqual({ status: 0, stderr: READ });
    expect(stdout).toContain("2 changed");
    expect(moduleIn(folder)).toBe(compat);
  });

  test("let the final module in when they are new", async () => {
    const { "apart/b.valk": _, ...one } = project;
    const folder = makeSparse(one);
    const { stdout } = await call(folder, "migrate --write");
    expect(stdout).toContain("becomes the final module: nothing old remains");
    expect(moduleIn(folder)).toBe(final);
  });

  test("make framework install --final refuse, and are named", async () => {
    const folder = makeSparse();
    const { status, stdout } = await call(folder, "framework install --final --write");
    expect(status).toBe(2);
    expect(stdout).toBe(
      "apart/b.valk:2:1  3 uses of the old API, also at 3:1, 4:1, outside the sparse checkout\n",
    );
    expect(moduleIn(folder)).toBe(compat);
  });

  test("count in a run that is about one folder or started there", async () => {
    const folder = makeSparse();
    await call(folder, "migrate test --write");
    expect(moduleIn(folder)).toBe(compat);
    const { status } = await call(join(folder, "src"), "framework install --final --write");
    expect(status).toBe(2);
  });

  test("are not gone from the baseline of a check", async () => {
    const folder = makeProject(project);
    await call(folder, "check --update-baseline");
    commitAll(folder);
    git(folder, "sparse-checkout", "set", "src", "test");
    expect((await call(folder, "check")).status).toBe(0);
    git(folder, "sparse-checkout", "disable");
    rmSync(join(folder, "apart/b.valk"));
    expect((await call(folder, "check")).stdout).toContain("gone");
  });

  test("keep status from recommending the final module", async () => {
    const { stdout } = await call(makeSparse(), "status");
    expect(stdout).toContain(
      "Everything here is migrated; 1 other file still uses the old API: apart/b.valk",
    );
    const part = await call(makeProject(project), "status test");
    expect(part.stdout).toContain("1 other file still uses the old API: apart/b.valk");
    const framework = await call(makeSparse(), "framework status");
    expect(framework.stdout).toContain("old API: 0 tests in 1 file (apart/b.valk)");
    expect(framework.stdout).not.toContain("install --final");
  });

  test("are not gone since a commit", async () => {
    const { stdout } = await call(makeSparse(), "status --since HEAD");
    expect(stdout).toMatch(/Since HEAD[^\n]*no test moved, came or went/);
  });

  test("answer those that load them", async () => {
    const folder = makeSparse({
      ...project,
      "test/a.valk": `${LOAD}(test/suite "A")\n(load "apart/part.valk")\n(test/run {})\n`,
      "apart/part.valk": '(test/define "p" {== 1 1})\n',
    });
    const { stdout } = await call(folder, "migrate test/a.valk");
    expect(stdout).toContain("graph-not-selected");
    expect(stdout).toContain("apart/part.valk");
  });

  test("are named for programs", async () => {
    const { stdout } = await call(makeSparse(), "status --format json");
    expect(JSON.parse(stdout).unseen.outsideCheckout).toEqual(["apart/b.valk", "apart/c.valk"]);
  });

  test("of which there are many are read a batch at a time, in any order", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 450 }, (_, index) => [`apart/many${index}.valk`, newFile(`t${index}`)]),
    );
    const folder = makeSparse({ ...project, ...many });
    const { stdout } = await call(folder, "framework install --final --write");
    expect(stdout.split("\n")).toHaveLength(2);
    expect(stdout).toContain("apart/b.valk:2:1");
  });
});

describe("a partial clone", () => {
  test("counts what it has no content of as old, and fetches nothing", async () => {
    const { "apart/b.valk": _, ...one } = project;
    const folder = makePartial(one);
    const { stdout, stderr } = await call(folder, "migrate --write");
    expect(stderr).toContain(
      "1 tracked Valk file lies outside the sparse checkout: read from git, but of 1 this clone has no content, and left as it is",
    );
    expect(stdout).toContain("1 file still uses the old one (apart/c.valk)");
    expect(moduleIn(folder)).toBe(compat);
    const install = await call(folder, "framework install --final --write");
    expect(install.status).toBe(2);
    expect(install.stdout).toContain("apart/c.valk:1:1  cannot be read, or may use the old API");
  });
});

describe("an index that git cannot read", () => {
  test("leaves open what lies outside, and the final module out", async () => {
    const { "apart/b.valk": _, ...one } = project;
    const folder = makeSparse(one);
    writeFiles(folder, { ".git/index": "broken" });
    const { stdout, stderr } = await call(folder, "migrate");
    expect(stderr).toContain(
      "This is a sparse checkout, and git could not say which files lie outside it",
    );
    expect(stdout).toContain("is already the module for both APIs: 1 file still uses the old one");
    const report = JSON.parse((await call(folder, "migrate --format json")).stdout);
    expect(report.unseen.isUnknown).toBe(true);
    expect((await call(folder, "check")).stderr).toContain("git could not say");
  });
});
