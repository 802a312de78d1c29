import { chmodSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type DiscoveryOptions, discover } from "../../src/project/discovery.js";
import { createReach, type Reach } from "../../src/project/reach.js";
import { commitAll, git, makeProject } from "../cli/git-project.js";
import { makePipe } from "../programs.js";
import { makeFolder, writeFiles } from "../temporary-folder.js";

/** How a run in the folder reaches these paths. */
function reach(
  cwd: string,
  paths: readonly string[],
  options: Partial<DiscoveryOptions> = {},
): readonly Reach[] {
  const request = { paths: [], ...options };
  const discovery = discover({ cwd, wholeRoot: true, env: process.env, ...request });
  return paths.map(createReach(discovery, request));
}

/** A repository with a submodule at `vendor/sub`. */
function withSubmodule(): string {
  const other = makeProject({ "src/modules/test.valk": "" });
  const folder = makeProject({ "a.valk": "" });
  const allow = ["-c", "protocol.file.allow=always"];
  git(folder, ...allow, "submodule", "--quiet", "add", other, "vendor/sub");
  commitAll(folder);
  return folder;
}

describe("a file that the run looks at", () => {
  const files = { "src/modules/test.valk": "", "test/a.valk": "", "odd.txt": "" };

  test("is listed, however its path is written", () => {
    const folder = makeProject(files);
    expect(reach(folder, ["src/modules/test.valk", "./src//modules/../modules/test.valk"])).toEqual(
      ["listed", "listed"],
    );
  });

  test("is listed when the run is about other files, and even when it lists those alone", () => {
    const folder = makeProject(files);
    const about = { paths: ["test"] };
    expect(reach(folder, ["src/modules/test.valk"], about)).toEqual(["listed"]);
    expect(reach(folder, ["src/modules/test.valk"], { ...about, wholeRoot: false })).toEqual([
      "listed",
    ]);
  });

  test("is listed behind a link that stays inside", () => {
    const folder = makeProject(files);
    symlinkSync("src/modules", join(folder, "lib"));
    symlinkSync("src/modules/test.valk", join(folder, "one.valk"));
    expect(reach(folder, ["lib/test.valk", "one.valk"])).toEqual(["listed", "listed"]);
  });

  test("is listed when it was named against the rules", () => {
    const folder = makeProject({ ".gitignore": "a.valk\n", "a.valk": "" });
    expect(reach(folder, ["a.valk"], { paths: ["a.valk"] })).toEqual(["listed"]);
  });

  test("is excluded by patterns, or by a name that no walk takes", () => {
    const folder = makeProject(files);
    expect(reach(folder, ["src/modules/test.valk"], { exclude: ["src/"] })).toEqual(["excluded"]);
    // Named patterns say what the run is about, and not what it must not write.
    expect(reach(folder, ["src/modules/test.valk"], { include: ["test/"] })).toEqual(["listed"]);
    expect(reach(folder, ["odd.txt"])).toEqual(["excluded"]);
    expect(reach(folder, ["odd.txt"], { paths: ["odd.txt"] })).toEqual(["listed"]);
  });

  test("is read-only where the file or its folder may not be written", () => {
    const folder = makeProject({ "a/x.valk": "", "b/y.valk": "" });
    chmodSync(join(folder, "a/x.valk"), 0o444);
    chmodSync(join(folder, "b"), 0o555);
    const found = reach(folder, ["a/x.valk", "b/y.valk"]);
    chmodSync(join(folder, "b"), 0o755);
    expect(found).toEqual(["read-only", "read-only"]);
  });
});

describe("a file that git ignores", () => {
  test("is ignored by any file of rules", () => {
    const folder = makeProject({
      ".gitignore": "build/\n*.tmp.valk\nlogs/\n",
      "a/.gitignore": "local.valk\n!logs/\n",
    });
    writeFiles(folder, {
      ".git/info/exclude": "mine.valk\n",
      "build/deep/x.valk": "",
      "x.tmp.valk": "",
      "a/local.valk": "",
      "a/logs/y.valk": "",
      "local.valk": "",
      "mine.valk": "",
      "node_modules/p/x.valk": "",
      ".valk-codemod/x.valk": "",
    });
    const ignored = ["build/deep/x.valk", "x.tmp.valk", "a/local.valk", "mine.valk"];
    const named = ["node_modules/p/x.valk", ".valk-codemod/x.valk"];
    expect(reach(folder, [...ignored, ...named])).toEqual(Array(6).fill("ignored"));
    expect(reach(folder, ["local.valk", "a/logs/y.valk"])).toEqual(["listed", "listed"]);
    expect(reach(folder, [...ignored, ...named], { useIgnoreFiles: false })).toEqual([
      ...Array(5).fill("listed"),
      "ignored",
    ]);
  });

  test("is ignored by a file of rules above the root", () => {
    const folder = makeProject({ ".gitignore": "gen.valk\n", "p/a.valk": "" });
    writeFiles(folder, { "p/gen.valk": "" });
    expect(reach(join(folder, "p"), ["gen.valk", "a.valk"], { root: "." })).toEqual([
      "ignored",
      "listed",
    ]);
  });

  test("is listed where the root itself is ignored, as a walk that starts there does", () => {
    const folder = makeProject({ ".gitignore": "p/\n" });
    writeFiles(folder, { "p/a.valk": "" });
    expect(reach(join(folder, "p"), ["a.valk"], { root: ".", wholeRoot: false })).toEqual([
      "listed",
    ]);
    const discovery = { ...discover({ cwd: join(folder, "p"), root: ".", paths: [] }), files: [] };
    expect(createReach(discovery)("a.valk")).toBe("listed");
  });

  test("that is not there is missing", () => {
    expect(reach(makeProject({ ".gitignore": "build/\n" }), ["build/x.valk"])).toEqual(["missing"]);
  });
});

describe("another repository", () => {
  test("is nested where it has a .git of its own", () => {
    const folder = makeProject({ "a.valk": "" });
    writeFiles(folder, {
      "vendor/a/.git/HEAD": "",
      "vendor/a/src/modules/test.valk": "",
      "vendor/b/.git": "gitdir: elsewhere\n",
      "vendor/b/x.valk": "",
    });
    expect(
      reach(folder, ["vendor/a/src/modules/test.valk", "vendor/b/x.valk", "vendor/a/no.valk"]),
    ).toEqual(["nested-repository", "nested-repository", "missing"]);
    expect(reach(folder, ["vendor/b/x.valk"], { paths: ["vendor/b"], root: "." })).toEqual([
      "listed",
    ]);
  });

  test("is a submodule where the index says so, checked out or not", () => {
    const folder = withSubmodule();
    const path = "vendor/sub/src/modules/test.valk";
    expect(reach(folder, [path, "vendor/sub/no.valk"])).toEqual(["submodule", "submodule"]);
    git(folder, "submodule", "--quiet", "deinit", "--force", "vendor/sub");
    expect(reach(folder, [path])).toEqual(["submodule"]);
    rmSync(join(folder, "vendor"), { recursive: true });
    expect(reach(folder, [path, "vendor/no.valk"])).toEqual(["submodule", "missing"]);
  });

  test("is a submodule where nothing but an empty folder tells of it", () => {
    const folder = makeProject({ "a.valk": "" });
    const id = git(folder, "rev-parse", "HEAD").trim();
    git(folder, "update-index", "--add", "--cacheinfo", `160000,${id},odd`);
    mkdirSync(join(folder, "odd"));
    expect(reach(folder, ["odd/x.valk"])).toEqual(["submodule"]);
  });

  test("is just nested where there is no index that could be asked", () => {
    const folder = makeFolder({ "vendor/a/.git/HEAD": "", "vendor/a/x.valk": "", "b/.git": "" });
    expect(reach(folder, ["vendor/a/x.valk"])).toEqual(["nested-repository"]);
    // What looks like a repository and is none.
    writeFiles(folder, { "b/vendor/x.valk": "", "b/vendor/.git": "" });
    expect(reach(join(folder, "b"), ["vendor/x.valk"])).toEqual(["nested-repository"]);
  });
});

describe("a path that leads out", () => {
  test("is outside, by its steps or by a link", () => {
    const outside = makeFolder({ "x.valk": "", "d/y.valk": "" });
    const folder = makeProject({ "a.valk": "" });
    symlinkSync(join(outside, "x.valk"), join(folder, "out.valk"));
    symlinkSync(join(outside, "d"), join(folder, "d"));
    const paths = ["../x.valk", "/x.valk", "out.valk", "d/y.valk", "d/missing.valk"];
    expect(reach(folder, paths)).toEqual(Array(5).fill("outside-root"));
  });
});

describe("a path where there is nothing", () => {
  test("is outside the checkout where git tracks a file there", () => {
    const folder = makeProject({ "a/x.valk": "", "b/y.valk": "" });
    git(folder, "sparse-checkout", "set", "a");
    expect(reach(folder, ["b/y.valk", "b/z.valk", "a/x.valk"])).toEqual([
      "outside-checkout",
      "missing",
      "listed",
    ]);
  });

  test("is outside the checkout of a linked worktree, too", () => {
    const folder = makeProject({ "a/x.valk": "", "b/y.valk": "" });
    const linked = join(makeFolder(), "linked");
    git(folder, "worktree", "add", "--quiet", "--detach", linked);
    git(linked, "sparse-checkout", "set", "a");
    expect(reach(linked, ["b/y.valk"])).toEqual(["outside-checkout"]);
    expect(reach(folder, ["b/y.valk"])).toEqual(["listed"]);
  });

  test("is missing; so is a folder, a pipe and a link to nothing", () => {
    const folder = makeProject({ "a/x.valk": "" });
    makePipe(join(folder, "pipe.valk"));
    symlinkSync("nowhere.valk", join(folder, "broken.valk"));
    const paths = ["no/such.valk", "a", "pipe.valk", "broken.valk", "a/x.valk/y.valk"];
    expect(reach(folder, paths)).toEqual(Array(5).fill("missing"));
  });

  test("is missing outside git", () => {
    const folder = makeFolder({ "a.valk": "", ".gitmodules": "" });
    expect(reach(folder, ["b.valk", "a.valk"])).toEqual(["missing", "listed"]);
  });
});
