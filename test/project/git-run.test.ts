import { expect, test } from "vitest";
import { createGitHistory } from "../../src/project/git-history.js";
import { createGitRunner } from "../../src/project/git-run.js";
import { commitAll, git, makeProject } from "../cli/git-project.js";
import { makeFolder, writeFiles } from "../temporary-folder.js";

test("git is taken from the system's folders only", () => {
  const folder = makeFolder();
  expect(() => createGitRunner(folder, { PATH: "/usr/bin" }, [folder])).toThrow(
    `there is no git in ${folder}`,
  );
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
