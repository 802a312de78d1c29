// A report that goes into a file. Invariant: the file appears whole or not at all, unless it is a
// device, a pipe or a log that is followed, which can only be written through.

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
  path: string | undefined,
  io: Pick<Io, "stdout" | "cwd">,
): void {
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
  const target = existsSync(path) ? attempt(() => realpathSync.native(path)) : path;
  const isReplaced = !isLive && (!existsSync(target) || attempt(() => statSync(target)).isFile());
  const written = isReplaced ? `${target}.${process.pid}.tmp` : target;
  const file = attempt(() => openSync(written, isReplaced ? "wx" : "w"));
  let parts: string[] = [];
  let length = 0;
  let isOpen = true;

  const flush = (): void => {
    const bytes = Buffer.from(parts.join(""));
    parts = [];
    length = 0;
    for (let offset = 0; offset < bytes.length; ) {
      offset += attempt(() => writeSync(file, bytes, offset));
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
      attempt(() => closeSync(file));
      if (isReplaced) {
        attempt(() => renameSync(written, target));
      }
    },
    discard() {
      if (!isOpen) {
        return;
      }
      isOpen = false;
      closeSync(file);
      if (isReplaced) {
        unlinkSync(written);
      }
    },
  };
}
