// Makes the io of a real process: interrupts become an abort signal, and a reader that goes away
// (`valk-codemod | head`) only ends the output, never a write that is under way.

import fs, { fstatSync, realpathSync } from "node:fs";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import type { Io, Output } from "./io.js";
import { UsageError } from "./usage-error.js";

/** What is needed of `process`; a test brings its own. */
export type ProcessLike = Pick<
  NodeJS.Process,
  "stdout" | "stderr" | "stdin" | "env" | "cwd" | "argv"
> & {
  getBuiltinModule(id: string): unknown;
  on(event: "SIGINT", listener: () => void): unknown;
  exit(status: number): void;
  exitCode?: NodeJS.Process["exitCode"];
};

export interface ProcessIo {
  readonly io: Io;
  /** Leaves the process with this status once everything is written. */
  finish(status: ExitStatus): void;
}

/**
 * To be called once, before anything is written. A second interrupt ends the process at once. `build` and
 * `saveMemory` are as in {@link Io}.
 */
export function createProcessIo(
  host: ProcessLike,
  { build, saveMemory }: Pick<Io, "build" | "saveMemory"> = {},
): ProcessIo {
  const controller = new AbortController();
  let hasFailed = false;
  host.on("SIGINT", () => {
    if (controller.signal.aborted) {
      host.exit(exitStatus({ interrupted: true }));
    }
    controller.abort();
  });
  const fail = (error: Error): void => {
    hasFailed = true;
    host.exitCode = exitStatus({ failed: true });
    host.stderr.write(`error: cannot write the output: ${error.message}\n`);
  };
  return {
    io: {
      stdout: guardOutput(host.stdout, fail),
      // Where nobody can be told of a failure, it is not one.
      stderr: guardOutput(host.stderr, () => {}),
      // Asked for only where it is read: opening it has effects.
      get stdin() {
        refuseFolder(host.stdin);
        return host.stdin;
      },
      get keyboard() {
        return host.stdin.isTTY ? host.stdin : undefined;
      },
      env: host.env,
      cwd: currentFolder(host),
      build,
      observable: observableOf(host),
      now: () => Number(process.hrtime.bigint()) / 1e6,
      ...(saveMemory && { saveMemory }),
      signal: controller.signal,
    },
    finish(status) {
      if (status === exitStatus({ interrupted: true })) {
        // Standard input may still be open and would keep the process.
        host.exit(status);
      }
      host.exitCode = hasFailed ? exitStatus({ failed: true }) : status;
    },
  };
}

/** Undefined where nobody knows what was started. */
function observableOf(host: ProcessLike): Io["observable"] {
  try {
    return { fs, process: host, program: realpathSync(host.argv[1] as string) };
  } catch {
    return undefined;
  }
}

/** Where the process was started; a shell may stand in a folder that was deleted, of which nothing can be said. */
function currentFolder(host: ProcessLike): string {
  try {
    return host.cwd();
  } catch (error) {
    host.stderr.write("error: the current folder is gone\nhint: change into one that is there\n");
    host.exit(exitStatus({ failed: true }));
    throw error;
  }
}

/** The stream, silent once its reader is gone; any other failure to write is an error. */
function guardOutput(stream: NodeJS.WriteStream, fail: (error: Error) => void): Output {
  let isOpen = true;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    isOpen = false;
    if (error.code !== "EPIPE") {
      fail(error);
    }
  });
  return {
    write: (data) => isOpen && stream.write(data),
    get isLeft() {
      return !isOpen;
    },
    isTTY: stream.isTTY,
    // Asked for anew each time, since windows change their size.
    get columns() {
      return stream.columns;
    },
    get rows() {
      return stream.rows;
    },
    stream,
  };
}

/**
 * Node reads nothing from a folder, as from an empty file; what is made of that might replace a file. Asked in big
 * numbers: after a look at a pipe in plain ones, Node no longer follows links to what is loaded next, and loads it twice.
 */
function refuseFolder({ fd }: Partial<ProcessLike["stdin"]>): void {
  let isFolder = false;
  try {
    isFolder = fd !== undefined && fstatSync(fd, { bigint: true }).isDirectory();
  } catch {
    // A closed one is empty.
  }
  if (isFolder) {
    throw new UsageError("standard input is a folder", "name it as a path, without -");
  }
}
