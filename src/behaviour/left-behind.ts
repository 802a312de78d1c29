// Ends what a run left behind outside of its process group: a process in a session of its own. Such
// processes are known by a mark in their environment, which they inherit; it is read from /proc, so
// systems without it keep what leaves the group.

import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

const VARIABLE = "VALK_CODEMOD_RUN";

/** The environment of one run, and what ends everything that still has it. */
export interface RunMark {
  readonly env: Readonly<Record<string, string>>;
  /** Ends all processes of the run that are left. Never throws. */
  end(): void;
}

export function makeRunMark(): RunMark {
  const id = randomUUID();
  const mark = `${VARIABLE}=${id}`;
  return {
    env: { [VARIABLE]: id },
    end() {
      // One that forks meanwhile is found by the next look.
      for (let looks = 0; looks < 10 && killMarked(mark); looks++) {}
    },
  };
}

/** Ends what carries the mark; whether there was anything. */
function killMarked(mark: string): boolean {
  let found = false;
  for (const pid of processes()) {
    if (pid !== process.pid && environmentOf(pid).includes(mark)) {
      found = kill(pid) || found;
    }
  }
  return found;
}

function processes(): readonly number[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

function environmentOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  } catch {
    // It is gone, or another user's.
    return [];
  }
}

function kill(pid: number): boolean {
  try {
    process.kill(pid, "SIGKILL");
    return true;
  } catch {
    return false;
  }
}
