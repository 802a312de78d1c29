import { readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
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

const project = {
  [MODULE]: OLD_MODULE,
  "test/a.valk": oldFile("a"),
  "test/b.valk": oldFile("b"),
  "test/c.valk": oldFile("c"),
  "test/sub/d.valk": oldFile("d"),
};
const AWKWARD = "test/sp ace 'q\" ü\n.valk";

/** `status path` of each file that the run is about, the module aside. */
async function about(folder: string, ...args: readonly string[]): Promise<readonly string[]> {
  const { stdout, stderr } = await run(["migrate", "--format", "json", ...args], { cwd: folder });
  expect(stderr.replace(/^note: .* staged in parts, .*\n/, "")).toBe("");
  const { files }: { files: { path: string; status: string }[] } = JSON.parse(stdout);
  return files.filter(({ path }) => path !== MODULE).map(({ path, status }) => `${status} ${path}`);
}

describe("migrate --changed", () => {
  test("takes what is modified, staged or untracked", async () => {
    const folder = makeProject(project);
    expect(await about(folder, "--changed")).toEqual([]);
    writeFiles(folder, { "test/a.valk": oldFile("a", "a2"), [AWKWARD]: oldFile("n") });
    writeFiles(folder, { "test/b.valk": oldFile("b", "b2") });
    git(folder, "add", "test/b.valk");
    writeFiles(folder, { "test/b.valk": oldFile("b") });
    unlinkSync(join(folder, "test/c.valk"));
    expect(await about(folder, "--changed")).toEqual([
      "changed test/a.valk",
      "changed test/b.valk",
      `changed ${AWKWARD}`,
    ]);
    expect(await about(folder, "--changed", "test/a.valk", "test/sub")).toEqual([
      "changed test/a.valk",
    ]);
  });

  test("takes pages of documentation only where they are modified, too", async () => {
    const page = `# P\n\n\`\`\`valk\n${oldFile("p")}\`\`\`\n`;
    const folder = makeProject({ ...project, "docs/a.md": page, "docs/b.md": page });
    expect(await about(folder, "--changed")).toEqual([]);
    expect(await about(folder, "--since", "HEAD")).toEqual([]);
    expect(await about(folder, "--staged")).toEqual([]);
    writeFiles(folder, { "docs/b.md": `${page}more\n` });
    expect(await about(folder, "--changed")).toEqual(["unchanged docs/b.md"]);
    expect(await about(folder, "--since", "HEAD", "--markdown")).toEqual(["changed docs/b.md"]);
    git(folder, "add", "docs/b.md");
    unlinkSync(join(folder, "docs/b.md"));
    expect(await about(folder, "--staged")).toEqual([]);
  });

  test("takes everything before the first commit", async () => {
    const folder = makeFolder(project);
    git(folder, "init", "-q");
    expect(await about(folder, "--changed", "test/sub")).toEqual(["changed test/sub/d.valk"]);
  });

  test("does not take a file for changed whose line ends git converts", async () => {
    const folder = makeProject({ ...project, ".gitattributes": "*.valk text\n" });
    writeFileSync(join(folder, "test/a.valk"), oldFile("a").replaceAll("\n", "\r\n"));
    expect(await about(folder, "--changed")).toEqual([]);
    writeFiles(folder, { ".gitattributes": "*.valk -text\n" });
    expect(await about(folder, "--changed")).toEqual(["changed test/a.valk"]);
  });
});

describe("migrate --since", () => {
  test("takes what the branch changed, committed or not, and not what others changed", async () => {
    const folder = makeProject(project);
    git(folder, "checkout", "-q", "-b", "mine");
    writeFiles(folder, { "test/a.valk": oldFile("a", "a2") });
    git(folder, "mv", "test/b.valk", AWKWARD);
    commitAll(folder);
    git(folder, "checkout", "-q", "main");
    writeFiles(folder, { "test/c.valk": oldFile("c", "c2") });
    commitAll(folder);
    git(folder, "checkout", "-q", "mine");
    writeFiles(folder, { "test/sub/d.valk": oldFile("d", "d2") });
    expect(await about(folder, "--since", "main")).toEqual([
      "changed test/a.valk",
      `changed ${AWKWARD}`,
      "changed test/sub/d.valk",
    ]);
    expect(await about(folder, "--since", "main", "test/sub")).toEqual(["changed test/sub/d.valk"]);
    expect(await about(folder, "--since", "main", "test/sub", "--framework", "keep")).toEqual([
      "blocked test/sub/d.valk",
    ]);
  });

  test("is refused without a commit in common", async () => {
    const folder = makeProject(project);
    git(folder, "checkout", "-q", "--orphan", "other");
    writeFiles(folder, { "test/a.valk": oldFile("other") });
    commitAll(folder);
    const { status, stderr } = await run(["migrate", "--since", "main"], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toContain("--since main: it has no commit in common with the present branch");
  });
});

describe("migrate --staged", () => {
  test("takes what is staged, as it is staged, and refuses what is gone", async () => {
    const folder = makeProject(project);
    writeFiles(folder, {
      "test/a.valk": oldFile("a", "a2"),
      "test/b.valk": oldFile("b", "b2"),
      "test/gone.valk": oldFile("g"),
      "gone.txt": "",
      [AWKWARD]: oldFile("n"),
    });
    git(folder, "rm", "-q", "test/c.valk");
    git(folder, "add", "--all");
    writeFiles(folder, { "test/b.valk": oldFile("b", "b3"), "test/new.valk": oldFile("x") });
    unlinkSync(join(folder, "test/gone.valk"));
    expect(await about(folder, "--staged")).toEqual([
      "changed test/a.valk",
      "changed test/b.valk",
      "blocked test/gone.valk",
      `changed ${AWKWARD}`,
    ]);
    expect(await about(folder, "--staged", "test/sub")).toEqual([]);
    const { status, stdout } = await run(["--staged", "--write"], { cwd: folder, guarded: true });
    expect(status).toBe(1);
    expect(stdout).toContain("it is staged, and gone from the working tree");
    expect(readFileSync(join(folder, AWKWARD), "utf8")).toBe(newFile("n"));
    expect(readFileSync(join(folder, "test/b.valk"), "utf8")).toBe(newFile("b", "b3"));
    expect(git(folder, "show", ":test/b.valk")).toBe(newFile("b", "b2"));
  });

  test("refuses files with conflicts", async () => {
    const folder = makeProject(project);
    git(folder, "checkout", "-q", "-b", "mine");
    writeFiles(folder, { "test/a.valk": oldFile("mine") });
    commitAll(folder);
    git(folder, "checkout", "-q", "main");
    writeFiles(folder, { "test/a.valk": oldFile("theirs") });
    commitAll(folder);
    expect(() => git(folder, "merge", "-q", "mine")).toThrow();
    const { stdout } = await run(["migrate", "--staged"], { cwd: folder });
    expect(stdout).toContain("it has conflicts that are not resolved");
  });

  test("is no licence to write over what is not staged", async () => {
    const folder = makeProject(project);
    writeFiles(folder, { "test/a.valk": oldFile("a", "a2") });
    const { status, stderr } = await run(["test/a.valk", "--changed", "--write"], {
      cwd: folder,
      guarded: true,
    });
    expect(status).toBe(2);
    expect(stderr).toContain("uncommitted-changes");
  });
});

describe("the flags", () => {
  test.each([
    [["--since", "x", "--staged"], "--since and --staged exclude each other"],
    [["--staged", "--changed"], "--staged and --changed exclude each other"],
    [["-", "--changed"], "--changed makes no sense with -"],
    [["--since", "nope"], "--since nope: there is no such commit"],
  ])("%j are refused", async (args, message) => {
    const { status, stderr } = await run(["migrate", ...args], { cwd: makeProject(project) });
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test.each([["--staged"], ["--changed"], ["--since=main"]])(
    "%s needs a repository",
    async (flag) => {
      const { status, stderr } = await run(["migrate", flag], { cwd: makeFolder(project) });
      expect(status).toBe(2);
      expect(stderr).toContain(`${flag.replace("=main", "")} needs a git repository`);
    },
  );

  test("say so where git cannot answer", async () => {
    const folder = makeProject(project);
    writeFileSync(join(folder, ".git/index"), "no index");
    const { status, stderr } = await run(["migrate", "--changed"], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toContain("git-failed");
  });
});

test("a shallow clone says how the rest of the history is had", async () => {
  const folder = makeProject(project);
  writeFiles(folder, { "test/a.valk": oldFile("other") });
  commitAll(folder);
  const clone = makeFolder();
  git(clone, "clone", "-q", "--depth", "1", `file://${folder}`, "shallow");
  const { status, stderr } = await run(["--since", "HEAD~1"], { cwd: join(clone, "shallow") });
  expect(status).toBe(2);
  expect(stderr).toMatch(
    /there is no such commit\nhint: this is a shallow clone: .*fetch-depth: 0\n$/,
  );
});
