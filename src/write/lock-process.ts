// Whether a process is running, and when it started: what tells a lock that is held from one
// that a crash left behind, even after its number went to another process.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Whether there is a process of this number on this machine, whoever owns it. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** What a process is asked of; a test brings its own. */
export interface ProcessTable {
  readonly platform: NodeJS.Platform;
  /** The text of a file. Throws where there is none. */
  readonly read: (path: string) => string;
  /** What a program prints. Throws where it fails. */
  readonly run: (program: string, args: readonly string[]) => string;
}

const OWN: ProcessTable = {
  platform: process.platform,
  read: (path) => readFileSync(path, "latin1"),
  run: (program, args) =>
    execFileSync(program, args, {
      encoding: "latin1",
      env: { LC_ALL: "C", TZ: "UTC" },
      stdio: ["ignore", "pipe", "ignore"],
    }),
};

/**
 * When the process started, as its system says: unique across restarts of the machine. "" where nobody says,
 * as on Windows; there a lock whose number went to another process is taken for held.
 */
export function startOf(pid: number, { platform, read, run }: ProcessTable = OWN): string {
  try {
    switch (platform) {
      case "win32":
        return "";
      case "linux":
        return startByProc(pid, read);
      default:
        return run("/bin/ps", ["-o", "lstart=", "-p", `${pid}`]).trim();
    }
  } catch {
    return "";
  }
}

function startByProc(pid: number, read: ProcessTable["read"]): string {
  const boot = read("/proc/sys/kernel/random/boot_id").trim();
  const stat = read(`/proc/${pid}/stat`);
  // The program's name, in brackets, may hold blanks; the start is the 20th field behind it.
  return `${boot} ${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}`;
}
