// The pager for what is longer than the screen, run as git runs its own. Invariants: nothing is
// paged but what goes to a terminal; what the pager never showed, because it could not be run, is
// written all the same; a reader who leaves early is no error.

import { type ChildProcess, spawn } from "node:child_process";
import type { Io, Output } from "./io.js";

/** Quits where the text fits after all, passes colours through, leaves the screen as it is. */
const DEFAULT_PAGER = process.platform === "win32" ? "more" : "less -FRX";

export interface PagedOutput {
  /** Takes the place of standard output. */
  readonly output: Output;
  /** Writes what is left and waits until the reader is done. */
  close(): Promise<void>;
}

/** What shells answer for commands that do not exist or cannot be run. */
const NOT_RUN: ReadonlySet<number | null> = new Set([126, 127]);

/**
 * Standard output through a pager; undefined where there is no terminal with a known height, or
 * the user's `PAGER` is empty or `cat`, which means none.
 */
export function openPager({
  stdout,
  env,
  cwd,
}: Pick<Io, "stdout" | "env" | "cwd">): PagedOutput | undefined {
  const { rows } = stdout;
  const command = env.PAGER ?? DEFAULT_PAGER;
  if (stdout.isTTY !== true || !rows || env.TERM === "dumb" || /^(cat)?$/.test(command.trim())) {
    return undefined;
  }
  const texts: (string | Uint8Array)[] = [];
  let lines = 0;
  let pager: Pager | undefined;
  const write = (data: string | Uint8Array): void => {
    texts.push(data);
    lines += countLines(data);
    if (pager !== undefined) {
      pager.write(data);
    } else if (lines >= rows) {
      pager = startPager(command, env, cwd);
      texts.forEach(pager.write);
    }
  };
  const close = async (): Promise<void> => {
    if (pager === undefined || NOT_RUN.has(await pager.finish())) {
      for (const text of texts) {
        stdout.write(text);
      }
    }
  };
  const output: Output = {
    write,
    isTTY: true,
    get isLeft() {
      return pager?.isLeft();
    },
    get columns() {
      return stdout.columns;
    },
  };
  return { output, close };
}

function countLines(data: string | Uint8Array): number {
  return `${data}`.split("\n").length - 1;
}

interface Pager {
  readonly write: (data: string | Uint8Array) => void;
  /** Whether it has ended, and was not only missing: then its reader has seen enough. */
  isLeft(): boolean;
  /** Resolves to the exit status once the reader is done. */
  finish(): Promise<number | null>;
}

/** By the shell, since `PAGER` may hold options. */
function startPager(command: string, env: Io["env"], cwd: string): Pager {
  const child: ChildProcess = spawn(command, {
    cwd,
    shell: true,
    stdio: ["pipe", "inherit", "inherit"],
    env: { LESS: "FRX", LV: "-c", ...env },
  });
  let isLeft = false;
  const done = new Promise<number | null>((resolve) => {
    child.on("error", () => resolve(127));
    child.on("close", (status) => {
      isLeft = !NOT_RUN.has(status);
      resolve(status);
    });
  });
  // A reader who quits closes the pipe; what is still to come is nobody's.
  child.stdin?.on("error", () => {});
  return {
    write: (data) => child.stdin?.write(data),
    isLeft: () => isLeft,
    finish: () => {
      child.stdin?.end();
      return done;
    },
  };
}
