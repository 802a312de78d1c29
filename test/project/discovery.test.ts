import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type DiscoveryOptions, discover, pathsOf } from "../../src/project/discovery.js";
import { makePipe } from "../programs.js";
import { fc } from "../properties.js";
import { makeFolder, writeFiles } from "../temporary-folder.js";

function makeRepository(files: Readonly<Record<string, string>>): string {
  const folder = makeFolder(files);
  execFileSync("git", ["init", "-q"], { cwd: folder });
  return folder;
}

/** The selected paths; those with a verdict of their own as `path status code`. */
function find(cwd: string, options: Partial<DiscoveryOptions> = {}): string[] {
  const { files } = discover({ cwd, paths: [], ...options });
  return files
    .filter(({ selected }) => selected)
    .map(({ path, outcome }) => {
      const code =
        outcome?.findings[0]?.code ?? (outcome?.status === "failed" && outcome.problems[0]?.code);
      return outcome === undefined ? path : `${path} ${outcome.status} ${code}`;
    });
}

describe("everything that a discovery of the whole root alone would list", () => {
  const files = {
    ".gitignore": "ignored/\n",
    "a.valk": "",
    "b/c.valk": "",
    "b/readme.md": "",
    "ignored/d.valk": "",
    "node_modules/p/e.valk": "",
  };
  const whole = { wholeRoot: true, withDocuments: true };
  const alone = (cwd: string, options: Partial<DiscoveryOptions> = {}) =>
    pathsOf(discover({ paths: [cwd], cwd, root: cwd, ...options }).files);

  test.each([
    [[]],
    [["."]],
    [["a.valk"]],
    [["b/c.valk", "a.valk"]],
    [["ignored/d.valk"]],
    [["node_modules/p/e.valk", "."]],
    [[".", "a.valk"]],
  ])("is told beside the run: %j", (paths) => {
    const cwd = makeRepository(files);
    symlinkSync("gone", join(cwd, "broken.valk"));
    symlinkSync("c.valk", join(cwd, "b/same.valk"));
    for (const useIgnoreFiles of [true, false]) {
      const { everything } = discover({ ...whole, useIgnoreFiles, cwd, paths });
      expect(everything).toEqual(alone(cwd, { useIgnoreFiles }));
    }
  });

  test("is not told by a walk that began elsewhere, or was led to another kind of file", () => {
    const cwd = makeRepository(files);
    expect(discover({ ...whole, cwd, paths: ["b"] }).everything).toBeUndefined();
    expect(discover({ cwd, paths: [] }).everything).toBeUndefined();
    symlinkSync("readme.md", join(cwd, "b/page.valk"));
    expect(discover({ ...whole, cwd, paths: [] }).everything).toBeUndefined();
    expect(alone(cwd)).toContain("b/readme.md");
  });
});

describe("the walk", () => {
  test("finds .valk files, sorted, and nothing else", () => {
    const folder = makeFolder({
      "b.valk": "",
      "a/z.valk": "",
      "a.valk": "",
      "a-b.valk": "",
      "a/readme.md": "",
      "x.valk.orig": "",
      "a/.hidden/h.valk": "",
    });
    expect(find(folder)).toEqual(["a-b.valk", "a.valk", "a/.hidden/h.valk", "a/z.valk", "b.valk"]);
  });

  test("enters a folder that is called like a file", () => {
    expect(find(makeFolder({ "x.valk/y.valk": "" }))).toEqual(["x.valk/y.valk"]);
  });

  test("leaves out .git, node_modules and nested repositories", () => {
    const folder = makeRepository({
      ".git/hooks/x.valk": "",
      "node_modules/p/x.valk": "",
      "vendor/other/x.valk": "",
      "vendor/other/.git/HEAD": "",
      "in.valk": "",
    });
    expect(find(folder)).toEqual(["in.valk"]);
  });

  test("honours ignore files, nested ones and info/exclude", () => {
    const folder = makeRepository({
      ".gitignore": "build/\n*.tmp.valk\n/top.valk\n",
      ".git/info/exclude": "excluded.valk\n",
      "build/x.valk": "",
      "a/build/x.valk": "",
      "x.tmp.valk": "",
      "top.valk": "",
      "a/top.valk": "",
      "excluded.valk": "",
      "a/.gitignore": "!x.tmp.valk\nlocal.valk\n",
      "a/x.tmp.valk": "",
      "a/local.valk": "",
      "local.valk": "",
    });
    expect(find(folder)).toEqual(["a/top.valk", "a/x.tmp.valk", "local.valk"]);
    expect(find(folder, { paths: ["a"] })).toEqual(["a/top.valk", "a/x.tmp.valk"]);
  });

  test("takes everything but .git where ignore files do not count", () => {
    const folder = makeRepository({
      ".gitignore": "*.valk\n",
      "x.valk": "",
      "node_modules/p/x.valk": "",
      ".git/x.valk": "",
    });
    expect(find(folder)).toEqual([]);
    expect(find(folder, { useIgnoreFiles: false })).toEqual(["node_modules/p/x.valk", "x.valk"]);
  });

  test("takes what is named even when it is ignored", () => {
    const folder = makeRepository({
      ".gitignore": "build/\nx.valk\n",
      "build/y.valk": "",
      "x.valk": "",
      "odd.txt": "",
    });
    expect(find(folder, { paths: ["x.valk", "build", "odd.txt"] })).toEqual([
      "build/y.valk",
      "odd.txt",
      "x.valk",
    ]);
  });

  test("enters a folder that a closer ignore file takes back", () => {
    const folder = makeRepository({
      ".gitignore": "logs/\nlogs\n*.tmp.valk\n",
      "logs/x.valk": "",
      "a/.gitignore": "!logs/\n",
      "a/logs/x.valk": "",
      "a/logs/deep/y.valk": "",
      "a/logs/x.tmp.valk": "",
    });
    expect(find(folder)).toEqual(["a/logs/deep/y.valk", "a/logs/x.valk"]);
  });

  test("agrees with git, whatever the ignore files say", () => {
    const name = fc.constantFrom("a", "b", "c.valk", "d.valk");
    const place = fc.constantFrom("", "", "/", "**/");
    const file = fc.constantFrom("c.valk", "*.valk", "?.valk", "[cd].valk");
    const fileOrFolder = fc.oneof(
      file,
      fc.constantFrom("a", "b", "a/b", "a/*", "b/**", "*", "a/", "b/"),
    );
    // Folders that are taken back have a test of their own.
    const pattern = fc.oneof(
      fc.tuple(place, fileOrFolder).map((parts) => parts.join("")),
      fc.tuple(place, file).map((parts) => `!${parts.join("")}`),
    );
    const rules = fc.array(pattern, { maxLength: 4 }).map((lines) => `${lines.join("\n")}\n`);
    const path = fc
      .array(fc.constantFrom("a", "b"), { maxLength: 3 })
      .chain((folders) => name.map((last) => [...folders, last].join("/")));
    // One repository with a folder a run: making a repository takes longer than all the rest.
    const repository = makeRepository({});
    let runs = 0;
    fc.assert(
      fc.property(
        fc.uniqueArray(
          path.filter((found) => found.endsWith(".valk")),
          { maxLength: 12 },
        ),
        fc.array(fc.tuple(fc.constantFrom("", "a/", "b/", "a/b/"), rules), { maxLength: 3 }),
        (paths, ignoreFiles) => {
          const base = `run${runs++}`;
          const folder = join(repository, base);
          mkdirSync(folder);
          writeFiles(folder, Object.fromEntries(paths.map((found) => [found, ""])));
          for (const [place, text] of ignoreFiles) {
            writeFiles(folder, { [`${place}.gitignore`]: text });
          }
          const listed = execFileSync(
            "git",
            ["ls-files", "-z", "--others", "--exclude-standard", "--full-name", "--", "*.valk"],
            { cwd: folder, encoding: "utf8" },
          );
          expect(find(folder)).toEqual(listed.split("\0").filter(Boolean).sort());
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("selection", () => {
  const files = { "test/a.valk": "", "test/deep/b.valk": "", "src/c.valk": "", "d.valk": "" };

  test("is what lies below the paths, each once", () => {
    const folder = makeRepository(files);
    expect(find(folder, { paths: ["test"] })).toEqual(["test/a.valk", "test/deep/b.valk"]);
    expect(find(join(folder, "test"), { paths: ["deep", "../src", "deep/b.valk"] })).toEqual([
      "src/c.valk",
      "test/deep/b.valk",
    ]);
  });

  test("is narrowed by include and exclude", () => {
    const folder = makeRepository(files);
    expect(find(folder, { include: ["test/"] })).toEqual(["test/a.valk", "test/deep/b.valk"]);
    expect(find(folder, { include: ["b.valk", "c.valk"] })).toEqual([
      "src/c.valk",
      "test/deep/b.valk",
    ]);
    expect(find(folder, { exclude: ["/test/*"] })).toEqual(["d.valk", "src/c.valk"]);
    expect(find(folder, { include: ["test/"], exclude: ["deep"] })).toEqual(["test/a.valk"]);
  });

  test("leaves the other files of the root in the list when they are asked for", () => {
    const folder = makeRepository(files);
    const { files: found } = discover({
      cwd: folder,
      paths: ["test"],
      exclude: ["deep"],
      wholeRoot: true,
    });
    expect(found.map(({ path, selected }) => `${path} ${selected}`)).toEqual([
      "d.valk false",
      "src/c.valk false",
      "test/a.valk true",
      "test/deep/b.valk false",
    ]);
  });
});

describe("the root", () => {
  const rootOf = (cwd: string, ...paths: string[]): string => discover({ cwd, paths }).root;

  test("is the top of the repository", () => {
    const folder = makeRepository({ "a/b/x.valk": "" });
    expect(rootOf(join(folder, "a/b"))).toBe(folder);
    expect(rootOf(folder, "a/b/x.valk")).toBe(folder);
  });

  test("is the project with a framework module of its own within the repository", () => {
    const folder = makeRepository({
      ".gitignore": "ignored.valk\n",
      "examples/p/src/modules/test.valk": "",
      "examples/p/test/x.valk": "",
      "examples/p/ignored.valk": "",
    });
    const { root, top, files } = discover({ cwd: folder, paths: ["examples/p/test"] });
    expect([root, top]).toEqual([join(folder, "examples/p"), folder]);
    expect(files.map(({ path }) => path)).toEqual(["test/x.valk"]);
    expect(find(join(folder, "examples/p"))).toEqual(["src/modules/test.valk", "test/x.valk"]);
    expect(rootOf(folder)).toBe(folder);
    // The one around both, where there are two projects.
    writeFiles(folder, { "examples/q/src/modules/test.valk": "" });
    expect(rootOf(folder, "examples/p", "examples/q")).toBe(folder);
  });

  test("outside a repository is the current folder, or the path that lies elsewhere", () => {
    const folder = makeFolder({ "here/a/x.valk": "", "there/y.valk": "" });
    expect(rootOf(join(folder, "here"), "a")).toBe(join(folder, "here"));
    expect(rootOf(join(folder, "here"), "../there")).toBe(join(folder, "there"));
    expect(rootOf(join(folder, "here"), "../there/y.valk")).toBe(join(folder, "there"));
  });

  test("is what the caller says", () => {
    const folder = makeRepository({ "a/b/x.valk": "" });
    expect(discover({ cwd: folder, paths: ["a/b"], root: "a" }).root).toBe(join(folder, "a"));
    expect(discover({ cwd: folder, paths: ["a/b"], root: "a" }).top).toBe(folder);
    expect(() => discover({ cwd: folder, paths: [], root: "a/b/x.valk" })).toThrow("not a folder");
  });

  test("of a linked worktree still has the repository's exclude file", () => {
    const folder = makeRepository({ "x.valk": "" });
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=n", "-c", "user.email=e", ...args], { cwd: folder });
    git("add", ".");
    git("commit", "-qm", "first");
    git("worktree", "add", "-q", "linked");
    writeFiles(folder, { ".git/info/exclude": "y.valk\n", "linked/y.valk": "" });
    expect(find(join(folder, "linked"))).toEqual(["x.valk"]);
  });

  test("survives a .git file that says nothing", () => {
    expect(find(makeFolder({ ".git": "", "x.valk": "" }))).toEqual(["x.valk"]);
  });
});

describe("what cannot be taken", () => {
  test.each([
    ["a path that does not exist", ["x.valk", "missing"], "missing does not exist"],
    ["a path through a file", ["x.valk/y"], "x.valk/y: ENOTDIR"],
    ["a path outside the root", ["x.valk", "/"], "/ lies outside"],
    ["a device", ["/dev/null"], "/dev/null is neither a file nor a folder"],
  ])("%s is an error", (_name, paths, message) => {
    const folder = makeRepository({ "x.valk": "" });
    expect(() => discover({ cwd: folder, paths })).toThrow(message);
  });

  test("a pipe is named, not opened", () => {
    const folder = makeRepository({ "x.valk": "" });
    makePipe(join(folder, "pipe.valk"));
    expect(find(folder)).toEqual(["pipe.valk unchanged not-a-file", "x.valk"]);
    expect(() => discover({ cwd: folder, paths: ["pipe.valk"] })).toThrow("neither a file");
  });
});

describe("symbolic links", () => {
  test("to a file inside the root stand for the file, once", () => {
    const folder = makeRepository({ "a/x.valk": "", "a/y.txt": "" });
    symlinkSync("a/x.valk", join(folder, "one.valk"));
    symlinkSync("x.valk", join(folder, "a/two.valk"));
    symlinkSync("a/y.txt", join(folder, "three.valk"));
    expect(find(folder)).toEqual(["a/x.valk", "a/y.txt"]);
    expect(find(folder, { paths: ["one.valk"] })).toEqual(["a/x.valk"]);
  });

  test("out of the root are refused, not followed", () => {
    const outside = makeFolder({ "x.valk": "", "d/y.valk": "" });
    const folder = makeRepository({ "in.valk": "" });
    symlinkSync(join(outside, "x.valk"), join(folder, "out.valk"));
    symlinkSync(join(outside, "d"), join(folder, "d"));
    expect(find(folder)).toEqual(["in.valk", "out.valk blocked link-outside-root"]);
    expect(() => discover({ cwd: folder, paths: ["in.valk", "out.valk"] })).toThrow("lies outside");
  });

  test("to folders are not followed, so that a circle ends", () => {
    const folder = makeRepository({ "a/x.valk": "" });
    symlinkSync("..", join(folder, "a/up"));
    symlinkSync("a", join(folder, "b.valk"));
    expect(find(folder)).toEqual(["a/x.valk"]);
  });

  test("to nothing, to themselves or to a pipe are named", () => {
    const folder = makeRepository({});
    symlinkSync("missing", join(folder, "broken.valk"));
    symlinkSync("loop.valk", join(folder, "loop.valk"));
    makePipe(join(folder, "pipe"));
    symlinkSync("pipe", join(folder, "piped.valk"));
    expect(find(folder)).toEqual([
      "broken.valk unchanged broken-link",
      "loop.valk unchanged broken-link",
      "piped.valk unchanged not-a-file",
    ]);
  });

  test("on the way to the start are resolved", () => {
    const folder = makeRepository({ "a/x.valk": "" });
    const links = makeFolder();
    mkdirSync(join(links, "l"));
    symlinkSync(folder, join(links, "l/repo"));
    expect(find(join(links, "l/repo"))).toEqual(["a/x.valk"]);
    expect(readdirSync(links)).toEqual(["l"]);
  });
});
