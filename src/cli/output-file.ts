// A report that goes into a file. Invariant: the file appears whole or not at all, unless it is a
// device, a pipe, a log that is followed or open already, which can only be written through.

import {
  closeSync,
  existsSync,
  openSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { resolve } from "node:path";
import { reasonOf } from "../outcome/problems.js";
import type { Io, Output } from "./io.js";
import { descriptorOf, outputFileOf } from "./report-targets.js";
import { UsageError } from "./usage-error.js";

export interface OutputFile {
  write(text: string): void;
  /** Puts the file in place. */
  commit(): void;
  /** Leaves no trace; does nothing after `commit`. */
  discard(): void;
}

const BUFFERED = 1 << 16;

/**
 * Writes a text that `render` makes for where it goes: the file, which is relative to `io.cwd`, or
 * standard output where none is named. Throws UsageError on failure.
 */
export function writeOutput(
  render: (output: Output) => string,
  name: string | undefined,
  io: Pick<Io, "stdout" | "cwd">,
): void {
  const path = outputFileOf(name);
  if (path === undefined) {
    io.stdout.write(render(io.stdout));
    return;
  }
  writeOutputFile(resolve(io.cwd, path), render({ write() {} }));
}

/** Writes a whole file; `path` is absolute. Throws UsageError on failure. */
export function writeOutputFile(path: string, text: string): void {
  const file = createOutputFile(path);
  file.write(text);
  file.commit();
}

/**
 * Opens a file for a report; `path` is absolute. Every function throws UsageError on failure. A
 * live file can be followed: it holds every text as soon as that is written, whatever comes later.
 */
export function createOutputFile(path: string, isLive = false): OutputFile {
  const attempt = <T>(action: () => T): T => {
    try {
      return action();
    } catch (error) {
      throw new UsageError(
        `cannot write ${path}: ${reasonOf(error)}`,
        "name a file in a folder that exists and that you may write to",
      );
    }
  };
  const open = descriptorOf(path);
  const exists = existsSync(path);
  const isFile = !exists || attempt(() => statSync(path)).isFile();
  const isReplaced = isFile && !isLive && open === undefined;
  const target = isReplaced && exists ? attempt(() => realpathSync.native(path)) : path;
  const written = isReplaced ? `${target}.${process.pid}.tmp` : target;
  const file = open ?? attempt(() => openSync(written, isReplaced ? "wx" : "w"));
  let parts: string[] = [];
  let length = 0;
  let isOpen = true;

  const flush = (): void => {
    const bytes = Buffer.from(parts.join(""));
    parts = [];
    length = 0;
    for (let offset = 0; offset < bytes.length; ) {
      offset += attempt(() => writeSome(file, bytes, offset));
    }
  };
  const close = (): void => {
    if (open === undefined) {
      attempt(() => closeSync(file));
    }
  };
  return {
    write(text) {
      parts.push(text);
      length += text.length;
      if (isLive || length >= BUFFERED) {
        flush();
      }
    },
    commit() {
      flush();
      isOpen = false;
      close();
      if (isReplaced) {
        attempt(() => renameSync(written, target));
      }
    },
    discard() {
      if (!isOpen) {
        return;
      }
      isOpen = false;
      close();
      if (isReplaced) {
        unlinkSync(written);
      }
    },
  };
}

/** Answers how many bytes were written: none where whoever reads them has not come so far yet. */
function writeSome(file: number, bytes: Buffer, offset: number): number {
  try {
    return writeSync(file, bytes, offset);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") {
      throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    return 0;
  }
}
