// Keeps texts from run to run in a file of the user's own: a line a text, then a hash of all lines.
// All of it may be missing, unreadable or of another build: it changes nothing but time. Invariant: what
// is not exactly what was written is not taken.

import { createHash, hash } from "node:crypto";
import { closeSync, openSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KeptTexts } from "../text/kept-texts.js";
import { type FileWindow, openWindow, WINDOW } from "./file-window.js";
import type { Io } from "./io.js";
import { HASH_LENGTH, privateFolder, removeOld } from "./private-folder.js";

/** The key of a text that is alone in its file. */
export const ONLY_KEY = "0".repeat(HASH_LENGTH);

export interface KeptFile extends KeptTexts {
  /**
   * Keeps the texts that this run took or made; `keepsOthers` says whether the others stay as well. Never
   * throws.
   */
  save(keepsOthers: boolean): void;
  /** Leaves what was kept before as it is, or has been saved. */
  discard(): void;
  /** To be called, or {@link discard}, when nothing more is taken of it. */
  close(): void;
}

/**
 * Opens what is kept of what `subject` names, such as the folder of a run and what it is told; `kind`
 * is the folder that it is in. Undefined where nothing is kept: the folder is not private, or nobody knows
 * which build of the program this is. Of a kind there are at most `most` such files.
 */
export function openKept(
  kind: string,
  subject: readonly string[],
  { env, build }: Pick<Io, "env" | "build">,
  most?: number,
): KeptFile | undefined {
  const folder = build && privateFolder({ env, userId: process.getuid?.() }, kind);
  if (!folder) {
    return undefined;
  }
  const name = hash("sha256", JSON.stringify([build, process.version, ...subject]), "hex");
  return createKeptFile(folder, name.slice(0, 32), most);
}

/** Where a line is, its end left out. */
interface Line {
  readonly start: number;
  readonly end: number;
}

const LINE_FEED = 10;

function createKeptFile(folder: string, name: string, most?: number): KeptFile {
  const path = join(folder, name);
  const before = openLines(path);
  const lines = before?.lines ?? new Map<string, Line>();
  const bytesOf = (start: number, end: number): Buffer =>
    (before as KeptLines).file.read(start, end);
  const used = new Map<string, Line>();
  let fresh: FreshFile | undefined;
  const freshFile = (): FreshFile => {
    fresh ??= createFreshFile(folder, path, most);
    return fresh;
  };
  const close = (): void => before?.file.close();
  return {
    get(key) {
      const line = lines.get(key);
      if (line === undefined) {
        return undefined;
      }
      used.set(key, line);
      return bytesOf(line.start + HASH_LENGTH, line.end).toString("utf8");
    },
    set(key, text) {
      lines.delete(key);
      used.delete(key);
      freshFile().add(Buffer.from(`${key}${text}\n`));
    },
    save(keepsOthers) {
      const left = keepsOthers ? lines : used;
      if (fresh === undefined && left.size === lines.size) {
        // Somebody still asks for it.
        quietly(() => utimesSync(path, new Date(), new Date()));
        return;
      }
      quietly(() => {
        for (const { start, end } of left.values()) {
          freshFile().add(Buffer.from(bytesOf(start, end + 1)));
        }
      });
      freshFile().commit();
    },
    discard() {
      fresh?.discard();
      close();
    },
    close,
  };
}

/** A kept file whose lines are read when they are asked for: those of a large repository would take much memory. */
interface KeptLines {
  readonly file: FileWindow;
  /** By their keys. */
  readonly lines: Map<string, Line>;
}

/** Undefined where there is no such file, or it is not what was hashed. */
function openLines(path: string): KeptLines | undefined {
  let file: FileWindow | undefined;
  try {
    file = openWindow(path);
    const ends = lineEndsOf(file);
    if (ends !== undefined) {
      return { file, lines: linesOf(file, ends) };
    }
  } catch {
    // It is made anew.
  }
  file?.close();
  return undefined;
}

/** Where lines end; undefined where the hash that ends the file is not that of all lines. */
function lineEndsOf(file: FileWindow): readonly number[] | undefined {
  const end = file.size - HASH_LENGTH;
  const sum = createHash("sha256");
  const ends: number[] = [];
  for (let at = 0; at < end; at += WINDOW) {
    const bytes = file.read(at, Math.min(at + WINDOW, end));
    sum.update(bytes);
    for (let to = bytes.indexOf(LINE_FEED); to !== -1; to = bytes.indexOf(LINE_FEED, to + 1)) {
      ends.push(at + to);
    }
  }
  return file.read(end, file.size).toString("latin1") === sum.digest("hex") ? ends : undefined;
}

function linesOf(file: FileWindow, ends: readonly number[]): Map<string, Line> {
  const lines = new Map<string, Line>();
  let start = 0;
  for (const end of ends) {
    lines.set(file.read(start, start + HASH_LENGTH).toString("latin1"), { start, end });
    start = end + 1;
  }
  return lines;
}

/** The next version of a file, beside it until it is whole: a run at the same time sees one or the other. */
interface FreshFile {
  add(line: Uint8Array): void;
  commit(): void;
  discard(): void;
}

/** Lines are written in pieces of this size, so that they take no memory. */
const PIECE = 1 << 20;

function createFreshFile(folder: string, path: string, most?: number): FreshFile {
  const fresh = `${path}.${process.pid}`;
  const sum = createHash("sha256");
  let file: number | undefined;
  let waiting: Uint8Array[] = [];
  let size = 0;
  const flush = (): void => {
    const bytes = Buffer.concat(waiting);
    sum.update(bytes);
    waiting = [];
    size = 0;
    if (file === undefined) {
      removeOld(folder, most);
      file = openSync(fresh, "wx", 0o600);
    }
    writeFileSync(file, bytes);
  };
  const discard = (): void => {
    const left = file;
    file = undefined;
    if (left !== undefined) {
      quietly(() => rmSync(fresh));
      quietly(() => closeSync(left));
    }
  };
  return {
    add(line) {
      waiting.push(line);
      size += line.length;
      if (size > PIECE) {
        quietly(flush);
      }
    },
    commit() {
      quietly(() => {
        flush();
        writeFileSync(file as number, sum.digest("hex"));
        renameSync(fresh, path);
        closeSync(file as number);
        file = undefined;
      });
      // What did not become whole, as on a full disk, is in the way.
      discard();
    },
    discard,
  };
}

/** Nobody has asked for what is kept: where that fails, the run is as good without. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // The next run does without.
  }
}
