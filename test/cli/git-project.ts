// A small project in a git repository of its own, for tests of commands that ask git.

import { execFileSync } from "node:child_process";
import { makeFolder } from "../temporary-folder.js";

export const MODULE = "src/modules/test.valk";

/** An old module, as far as reading it goes. */
export const OLD_MODULE = `(fun {test/suite name} {name})
(fun {test/define name body} {name})
(fun {test/run & args} {args})
`;

/** A small module that runs lists, as far as reading it goes. */
export const LIST_MODULE = `(fun {test/suite tests & options} {test/run tests})
(fun {test name body} {list name body})
(fun {test-async name fn} {list name fn})
(fun {test/run tests & options} {shutdown 0})
(fun {test/run-async aio tests & options} {shutdown 0})
`;

/** What a module has to define for a pipeline of synchronous tests. */
export const PIPELINE_NAMES = `(fun {-> suite & stages} {suite})
(fun {test/add name body suite} {suite})
`;

/** A test file in the old style with tests of these names. */
export function oldFile(...names: readonly string[]): string {
  const tests = names.map((name) => `(test/define "${name}" {== 1 1})\n`);
  return `(test/suite "S")\n${tests.join("")}(test/run {})\n`;
}

/** The same file migrated. */
export function newFile(...names: readonly string[]): string {
  const tests = names.map((name) => `    (test/add "${name}" {== 1 1})\n`);
  return `(-> (test/suite "S")\n${tests.join("")}    (test/run))\n`;
}

/** Runs git in the folder. */
export function git(folder: string, ...args: readonly string[]): string {
  const identity = ["-c", "user.name=you", "-c", "user.email=you@example.org"];
  return execFileSync("git", [...identity, ...args], { cwd: folder, encoding: "utf8" });
}

/** A repository that holds the files, committed. */
export function makeProject(files: Readonly<Record<string, string>>): string {
  const folder = makeFolder(files);
  git(folder, "init", "-q", "-b", "main");
  commitAll(folder);
  return folder;
}

export function commitAll(folder: string): void {
  git(folder, "add", "--all");
  git(folder, "commit", "-q", "--allow-empty", "-m", "step");
}
