// The programs of the operating system that tests of the runner need.

import { execFileSync } from "node:child_process";

/** Makes a named pipe, which blocks whoever opens it. */
export function makePipe(path: string): void {
  execFileSync("env", ["mkfifo", path]);
}

/** Applies a patch with `patch`. Throws when it does not fit. */
export function runPatch(cwd: string, patch: string): void {
  execFileSync("env", ["patch", "-p1", "--silent"], { cwd, input: patch, stdio: "pipe" });
}

/** Applies a patch with `git apply`. Throws when it does not fit. */
export function runGitApply(cwd: string, patch: string): void {
  const args = ["apply", "--unidiff-zero", "--whitespace=nowarn"];
  execFileSync("git", args, { cwd, input: patch, stdio: "pipe" });
}
