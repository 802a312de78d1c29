// Runs one script with the real interpreter, in a process group of its own. Invariants: a run ends,
// by itself or by a limit, and nothing that it started goes on behind it. Standard error is not
// read: test results stand on standard output.

import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { messageOf, reasonOf } from "../outcome/problems.js";
import { endProcessTree } from "./end-process-tree.js";
import { makeRunMark } from "./left-behind.js";
import { type RunExit, type RunReport, readRun, unknownRun } from "./run-report.js";

export interface ProcessInput {
  /** Absolute. */
  readonly valk: string;
  /** Relative to `cwd`. */
  readonly path: string;
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeoutSeconds: number;
  /** Ends the run when aborted. */
  readonly signal: AbortSignal;
}

/** A request that cannot be met: a usage error. */
class InterpreterError extends Error {
  override readonly name = "InterpreterError";
  readonly hint = "--valk takes the path of the interpreter's executable";
}

/** Bytes that a run may print. */
const OUTPUT_LIMIT = 16 * 1024 * 1024;

/** Answers the path if it can be run. Throws an error with a hint otherwise. */
export function checkInterpreter(path: string): string {
  try {
    accessSync(path, constants.X_OK);
  } catch (error) {
    throw new InterpreterError(`cannot run ${path}: ${reasonOf(error)}`);
  }
  if (!statSync(path).isFile()) {
    throw new InterpreterError(`cannot run ${path}: it is not a file`);
  }
  return path;
}

/** Runs the script to its end or to a limit. Never rejects. */
export function runInInterpreter(input: ProcessInput): Promise<RunReport> {
  const { valk, path, cwd, env, timeoutSeconds, signal } = input;
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve(unknownRun("interrupted"));
      return;
    }
    const mark = makeRunMark();
    const child = spawn(valk, [path.startsWith("-") ? `./${path}` : path], {
      cwd,
      env: { ...env, ...mark.env },
      stdio: ["ignore", "pipe", "ignore"],
      // A group of its own; on Windows that would be a window of its own.
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    const live: LiveRun = {
      end: () => {
        endProcessTree(child.pid);
        mark.end();
      },
    };
    let stopped: RunExit | undefined;
    const stop = (exit: RunExit): void => {
      stopped ??= exit;
      live.end();
    };
    const interrupt = (): void => stop({ kind: "unknown", reason: "interrupted" });
    const timer = setTimeout(
      () => stop({ kind: "stopped", limit: `time limit (${timeoutSeconds} s)` }),
      timeoutSeconds * 1000,
    );
    const output = collect(child, () => stop({ kind: "stopped", limit: "output limit (16 MiB)" }));
    signal.addEventListener("abort", interrupt, { once: true });
    addLive(live);
    const finish = (report: RunReport): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", interrupt);
      removeLive(live);
      resolve(report);
    };
    child.once("error", (error) => finish(unknownRun(messageOf(error))));
    // What it started may hold its output open and would be waited for.
    child.once("exit", live.end);
    child.once("close", (status, killedBy) => {
      const exit = stopped ?? exitOf(status, killedBy);
      finish(readRun(output().replaceAll(cwd, "(tree)"), exit, true));
    });
  });
}

function exitOf(status: number | null, signal: NodeJS.Signals | null): RunExit {
  return status === null
    ? { kind: "signal", signal: signal ?? "unknown signal" }
    : { kind: "status", status };
}

/** The output so far, at any time; `onLimit` is called when it gets too long. */
function collect({ stdout }: ChildProcess, onLimit: () => void): () => string {
  const chunks: Buffer[] = [];
  let length = 0;
  stdout?.on("data", (chunk: Buffer) => {
    const kept = chunk.subarray(0, OUTPUT_LIMIT - length);
    chunks.push(kept);
    length += kept.length;
    if (length >= OUTPUT_LIMIT) {
      onLimit();
    }
  });
  return () => Buffer.concat(chunks).toString("utf8");
}

/** A run, and how it and all that it started is ended. */
interface LiveRun {
  readonly end: () => void;
}

/** What runs at present: it must not outlive this process. */
const liveRuns = new Set<LiveRun>();

function addLive(run: LiveRun): void {
  if (liveRuns.size === 0) {
    process.once("exit", endLive);
  }
  liveRuns.add(run);
}

function removeLive(run: LiveRun): void {
  liveRuns.delete(run);
  if (liveRuns.size === 0) {
    process.removeListener("exit", endLive);
  }
}

function endLive(): void {
  for (const { end } of liveRuns) {
    end();
  }
}
