// Ends a process and what it started, which each system has its own way for: a group that is sent a signal, or
// on Windows, which has neither, a program.

import { spawnSync } from "node:child_process";

/** How processes are ended; a test brings its own. */
export interface Ending {
  readonly platform: NodeJS.Platform;
  readonly kill: (pid: number, signal: NodeJS.Signals) => void;
  readonly run: (program: string, args: readonly string[]) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const OWN: Ending = {
  platform: process.platform,
  kill: (pid, signal) => void process.kill(pid, signal),
  run: (program, args) => void spawnSync(program, args, { stdio: "ignore", windowsHide: true }),
  env: process.env,
};

/** Never throws: what is gone already has nothing to be ended. Undefined is a process that did not start. */
export function endProcessTree(
  pid: number | undefined,
  { platform, kill, run, env }: Ending = OWN,
): void {
  if (pid === undefined) {
    return;
  }
  try {
    if (platform === "win32") {
      const system = env.SystemRoot ?? "C:\\Windows";
      run(`${system}\\System32\\taskkill.exe`, ["/pid", `${pid}`, "/t", "/f"]);
    } else {
      kill(-pid, "SIGKILL");
    }
  } catch {
    // The group is gone already.
  }
}
