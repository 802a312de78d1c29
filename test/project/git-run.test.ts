import { chmodSync, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { createGitHistory } from "../../src/project/git-history.js";
import { createGitRunner, findGit } from "../../src/project/git-run.js";
import { commitAll, git, makeProject } from "../cli/git-project.js";
import { makeFolder, writeFiles } from "../temporary-folder.js";

test("git is taken from the system's folders and the PATH, and never from the repository", () => {
  const top = makeProject({ "bin/git": "#!/bin/sh\ntouch hit\n", "packages/a/x": "" });
  chmodSync(join(top, "bin/git"), 0o755);
  const folder = join(top, "packages/a");
  const none = [join(top, "nowhere")];
  const inside = [join(top, "bin"), "bin", ".", "", top].join(delimiter);
  expect(() => createGitRunner(folder, { PATH: inside }, none)).toThrow(
    `there is no git in ${none[0]}, nor on the PATH`,
  );
  const run = createGitRunner(folder, { PATH: `${inside}${delimiter}/usr/bin` }, none);
  expect(run("rev-parse", "--show-prefix").trim()).toBe("packages/a/");
  expect(existsSync(join(folder, "hit"))).toBe(false);
});

test("of Windows the git is found where it was installed, with all that it needs to run others", () => {
  const installed = "D:\\Tools\\Git\\cmd\\git.exe";
  const env = { Path: "C:\\repo\\bin;D:\\Tools\\Git\\cmd", PathExt: ".COM;.EXE;.BAT" };
  const exists = (path: string): boolean => path === installed || path.startsWith("C:\\repo");
  expect(findGit("C:\\repo", env, undefined, { platform: "win32", exists })).toEqual({
    program: installed,
    path: [
      ...["C:\\Program Files\\Git\\cmd", "C:\\Program Files (x86)\\Git\\cmd"],
      "D:\\Tools\\Git\\cmd",
    ].join(";"),
  });
});

test("what git complains of is told in one line", () => {
  const run = createGitRunner(makeFolder(), {});
  expect(() => run("rev-parse", "HEAD")).toThrow(/^fatal: not a git repository[^\n]*$/);
});

test("a history answers commits, files and texts, and nothing for what there is not", () => {
  const folder = makeProject({ "a b/ü\n.valk": "one\n", "c.valk": "two" });
  const first = git(folder, "rev-parse", "HEAD").trim();
  writeFiles(folder, { "c.valk": "" });
  commitAll(folder);
  const history = createGitHistory(createGitRunner(folder, { HOME: folder }));
  expect(history.commitOf("HEAD~1")).toBe(first);
  expect(history.commitOf("HEAD~9")).toBeUndefined();
  expect(history.commitOf("-h")).toBeUndefined();
  expect(history.mergeBase("HEAD", first)).toBe(first);
  const files = history.filesAt("HEAD");
  expect([...files.keys()].sort()).toEqual(["a b/ü\n.valk", "c.valk"]);
  const texts = [...history.read([...files.values()])].map((bytes) => bytes.toString());
  expect(texts).toEqual(["one\n", ""]);
  expect([...history.read([])]).toEqual([]);
});
