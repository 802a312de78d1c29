// A change as several patches: which files are in each, what each says of the others, and that git applies
// them in the order that they say.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeFolder } from "../temporary-folder.js";
import { git, MODULE, makeProject, newFile, OLD_MODULE, oldFile } from "./git-project.js";
import { type RunResult, run } from "./run-main.js";

const project = {
  [MODULE]: OLD_MODULE,
  "test/a.valk": oldFile("a"),
  "test/b.valk": oldFile("b"),
  "unit/c d.valk": oldFile("c"),
};

function split(cwd: string, unit: string, ...more: readonly string[]): Promise<RunResult> {
  const args = ["--format", "patch", "--output", "out", "--split-by", unit];
  return run(["migrate", ...args, ...more], { cwd });
}

const patchesIn = (folder: string): readonly string[] => readdirSync(join(folder, "out")).sort();
const patchOf = (folder: string, name: string): string =>
  readFileSync(join(folder, "out", name), "utf8");

describe("migrate --split-by", () => {
  test("folder: a patch each, the framework module apart, in the order of their numbers", async () => {
    const folder = makeProject(project);
    const { status, stdout, stderr } = await split(folder, "folder");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("4 changed");
    const names = ["1-src-modules-test-valk", "2-test", "2-unit", "3-src-modules-test-valk"];
    expect(patchesIn(folder)).toEqual(names.map((name) => `${name}.patch`));
    const [before, tests, unit, after] = names.map((name) => `${name}.patch`) as [
      string,
      string,
      string,
      string,
    ];
    const headOf = (name: string): readonly string[] =>
      patchOf(folder, name).split("\n\n")[0]?.split("\n").slice(1) ?? [];
    expect(headOf(before)).toEqual([
      `Holds: 1 file, ${MODULE}`,
      "Needs: nothing",
      "Needed by: every patch whose name begins with 2-",
    ]);
    expect(headOf(tests)).toEqual([
      "Holds: 2 files, test/",
      `Needs: ${before}`,
      "Order: free, among the patches whose names begin with 2-",
      "Needed by: every patch whose name begins with 3-",
    ]);
    expect(headOf(after)).toEqual([
      `Holds: 1 file, ${MODULE}`,
      "Needs: every patch whose name begins with 2-",
    ]);
    for (const name of [before, unit, tests, after]) {
      git(folder, "apply", "--whitespace=nowarn", `out/${name}`);
    }
    expect(readFileSync(join(folder, "test/a.valk"), "utf8")).toBe(newFile("a"));
    expect(readFileSync(join(folder, "unit/c d.valk"), "utf8")).toBe(newFile("c"));
    const rest = await run(["migrate", "--check", "--quiet"], { cwd: folder });
    expect(rest).toMatchObject({
      status: 0,
      stdout: "4 files: 0 changed, 4 unchanged, 0 blocked, 0 failed\n",
    });
  });

  test("html: a page each, and an index that leads to them", async () => {
    const folder = makeProject({ ...project, "unit/<b>.valk": "(test/define 1)\n" });
    const args = ["--format", "html", "--output", "out", "--split-by", "folder"];
    const { status, stdout } = await run(["migrate", ...args], { cwd: folder });
    expect(status).toBe(0);
    expect(stdout).toContain("4 changed, 0 unchanged, 1 blocked");
    expect(patchesIn(folder)).toEqual(["index.html", "src-modules.html", "test.html", "unit.html"]);
    const index = patchOf(folder, "index.html");
    expect(index).toContain('<a href="unit.html">unit/<wbr></a></th><td class="count">2</td>');
    expect(index).toContain("unit/<wbr>&lt;b&gt;.valk</a>");
    expect(patchOf(folder, "unit.html")).toContain('"part":{"title":"unit/","index":"index.html"}');
    // A second run does not mix with the first.
    const again = await run(["migrate", ...args], { cwd: folder });
    expect(again.status).toBe(2);
    expect(again.stderr).toContain("is not empty");
  });

  test("is proposed where one page would hold very many files", async () => {
    const many = Array.from({ length: 2001 }, (_, at) => [`many/${at}.valk`, "(f)\n"]);
    const folder = makeFolder(Object.fromEntries(many));
    const page = ["migrate", "--format", "html", "--output", "page.html"];
    const { stderr } = await run(page, { cwd: folder });
    expect(stderr).toContain("note: 2001 files in one page are slow to open; --split-by folder ");
    const split = await run([...page.slice(0, 4), "out", "--split-by", "folder"], { cwd: folder });
    expect(split.stderr).not.toContain("slow to open");
    expect(patchesIn(folder)).toEqual(["index.html"]);
  });

  test("owner: as CODEOWNERS has them, from below the top too", async () => {
    const files = Object.fromEntries(
      Object.entries(project).map(([path, text]) => [`p/${path}`, text]),
    );
    const top = makeProject({ ...files, CODEOWNERS: "/p/test/ @org/x @b\n/p/test/b.valk @c\n" });
    const folder = join(top, "p");
    await split(folder, "owner");
    expect(patchesIn(folder).slice(1, -1)).toEqual([
      "2-b-org-x.patch",
      "2-c.patch",
      "2-nobody.patch",
    ]);
    expect(patchOf(folder, "2-c.patch")).toContain("diff --git a/p/test/b.valk b/p/test/b.valk\n");
  });

  test("file: names that would be the same are numbered", async () => {
    const folder = makeProject({
      [MODULE]: OLD_MODULE,
      "a-b.valk": oldFile("a"),
      "a/b.valk": oldFile("b"),
    });
    await split(folder, "file");
    expect(patchesIn(folder).slice(1, -1)).toEqual(["2-a-b-valk-2.patch", "2-a-b-valk.patch"]);
  });

  test("a module of the user's own leaves one patch", async () => {
    const folder = makeProject(project);
    const own = makeFolder({ "own.valk": readFileSync("src/framework/test.valk", "utf8") });
    await split(folder, "folder", "--framework", join(own, "own.valk"));
    expect(patchesIn(folder)).toEqual(["1-all.patch"]);
    git(folder, "apply", "--whitespace=nowarn", "out/1-all.patch");
  });

  test("without files to migrate there is nothing in the folder", async () => {
    const folder = makeProject({ "a.valk": "(print 1)\n" });
    expect(await split(folder, "folder")).toMatchObject({ status: 0 });
    expect(patchesIn(folder)).toEqual([]);
  });

  test("beside it other reports go where they are told to", async () => {
    const folder = makeProject(project);
    const { stdout } = await split(folder, "folder", "--format", "json");
    expect(JSON.parse(stdout).totals.changed).toBe(4);
  });

  test("never overwrites, and says what it needs", async () => {
    const folder = makeProject({ ...project, "out/mine.txt": "x", "file.txt": "x" });
    const full = await split(folder, "folder");
    expect(full.status).toBe(2);
    expect(full.stderr).toContain("out is not empty\nhint: name a folder that is new or empty\n");
    expect(readdirSync(join(folder, "out"))).toEqual(["mine.txt"]);
    const atFile = ["--split-by", "folder", "--format", "patch", "--output"];
    expect(await run(["migrate", ...atFile, "file.txt"], { cwd: folder })).toMatchObject({
      status: 2,
    });
    expect(await run(["migrate", ...atFile, "file.txt/x"], { cwd: folder })).toMatchObject({
      status: 2,
    });
    for (const args of [[], ["--format", "patch"], ["--format", "json", "--output", "o"]]) {
      const { status, stderr } = await run(["migrate", "--split-by", "folder", ...args], {
        cwd: folder,
      });
      expect(status).toBe(2);
      expect(stderr).toContain("hint: name it: --format patch --output FOLDER");
    }
    expect(existsSync(join(folder, "o"))).toBe(false);
  });

  test("a CODEOWNERS file that cannot be read is an error with its place", async () => {
    const folder = makeProject({ ...project, ".github/CODEOWNERS": "\n[Docs]\n" });
    const { status, stderr } = await split(folder, "owner");
    expect(status).toBe(2);
    expect(stderr).toContain("error: .github/CODEOWNERS:2:1: a section has no meaning");
    expect(existsSync(join(folder, "out"))).toBe(false);
  });
});
