import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { main } from "../../scripts/action-tag.mjs";
import { host } from "../../scripts/host.mjs";
import { commitAll, git, makeProject } from "../cli/git-project.js";
import { createTestHost } from "./test-host.js";

const env = {
  ...process.env,
  GIT_AUTHOR_NAME: "y",
  GIT_AUTHOR_EMAIL: "y@example.org",
  GIT_COMMITTER_NAME: "y",
  GIT_COMMITTER_EMAIL: "y@example.org",
};

function makeHost(root: string) {
  return { ...createTestHost(), root, env, run: host.run };
}

test("the tags hold the built program on top of the sources; the branch does not", () => {
  const root = makeProject({
    "package.json": '{"version": "2.3.4"}',
    ".gitignore": "dist\n",
    "a.txt": "committed",
  });
  expect(main([], makeHost(root))).toBe(1);
  execFileSync("mkdir", ["-p", join(root, "dist/cli")]);
  execFileSync("cp", [join(root, "a.txt"), join(root, "dist/cli/bin.cjs")]);
  execFileSync("sh", ["-c", "echo mine > a.txt; git add a.txt"], { cwd: root });
  const branch = git(root, "rev-parse", "HEAD");
  expect(main([], makeHost(root))).toBe(0);
  expect(git(root, "rev-parse", "HEAD")).toBe(branch);
  expect(git(root, "rev-parse", "v2.3.4^")).toBe(branch);
  expect(git(root, "rev-parse", "v2")).toBe(git(root, "rev-parse", "v2.3.4"));
  expect(git(root, "show", "v2.3.4:dist/cli/bin.cjs")).toBe("committed");
  expect(git(root, "show", "v2.3.4:a.txt")).toBe("committed");
  expect(git(root, "status", "--porcelain")).toBe("M  a.txt\n");
});

test("a version is tagged once; the main one moves along", () => {
  const files = { "package.json": '{"version": "1.0.0"}', "dist/cli/bin.cjs": "x" };
  const root = makeProject(files);
  expect(main([], makeHost(root))).toBe(0);
  const again = { ...makeHost(root), said: [] as string[] };
  expect(main([], { ...again, complain: (line: string) => void again.said.push(line) })).toBe(1);
  expect(again.said).toEqual(["the tag v1.0.0 exists: count the version up"]);
  execFileSync("sh", ["-c", "sed -i.old s/1.0.0/1.1.0/ package.json"], { cwd: root });
  commitAll(root);
  expect(main([], makeHost(root))).toBe(0);
  expect(git(root, "show", "v1:package.json")).toBe(
    readFileSync(join(root, "package.json"), "utf8"),
  );
});

test("what git complains of is said", () => {
  const root = makeProject({ "package.json": '{"version": "1.0.0"}', "dist/cli/bin.cjs": "x" });
  const broken = {
    ...makeHost(root),
    run: () => ({ status: 128, stdout: "", stderr: "fatal: no\n" }),
  };
  expect(() => main([], broken)).toThrow("git tag: fatal: no");
});
