// Makes the tags of a release, at which action.yml finds the built program: a commit on top of the present one
// that holds `dist`, too, and lies on no branch. Working tree and index stay as they are. The tags are
// `v1.2.3`, by the version in package.json, and `v1`, which moves along; the workflow of the release pushes them.

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runAsScript } from "./host.mjs";

/**
 * @param {readonly string[]} _argv
 * @param {import("./host.mjs").Host} host
 */
export function main(_argv, { root, env, run, log, complain }) {
  if (!existsSync(join(root, "dist/cli/bin.cjs"))) {
    complain("there is no dist/cli/bin.cjs: run npm run build first");
    return 1;
  }
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const release = `v${version}`;
  const line = `v${version.split(".")[0]}`;
  const folder = mkdtempSync(join(tmpdir(), "valk-codemod-"));
  /** @param {readonly string[]} args */
  const git = (...args) => {
    const index = { ...env, GIT_INDEX_FILE: join(folder, "index") };
    const { status, stdout, stderr } = run("git", args, { cwd: root, env: index });
    if (status !== 0) {
      throw new Error(`git ${args[0]}: ${stderr.trim()}`);
    }
    return stdout.trim();
  };
  try {
    if (git("tag", "--list", release) !== "") {
      complain(`the tag ${release} exists: count the version up`);
      return 1;
    }
    git("read-tree", "HEAD");
    git("add", "--force", "--", "dist");
    const tree = git("write-tree");
    const commit = git("commit-tree", tree, "-p", "HEAD", "-m", `Release ${version}, built`);
    git("tag", release, commit);
    git("tag", "--force", line, commit);
    log(`${release} and ${line}: ${commit}`);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await runAsScript(import.meta.url, main);
