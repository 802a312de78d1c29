// Keeps texts from run to run in a file of the user's own: a line a text, then a hash of all lines.
// All of it may be missing, unreadable or of another build: it changes nothing
// but time. Invariant: what is not exactly what was written is not taken.

import { createHash, hash } from "node:crypto";
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { KeptTexts } from "../text/kept-texts.js";
import type { Io } from "./io.js";
import { privateFolder, removeOld } from "./private-folder.js";

export interface KeptFile extends KeptTexts {
  /**
   * Keeps the texts that this run took or made; `keepsOthers` says whether the others stay as well. Never
   * throws.
   */
  save(keepsOthers: boolean): void;
  /** Leaves what was kept before as it is. */
  discard(): void;
}

/**
 * Opens what is kept of what `subject` names, such as the folder of a run and what it is told; `kind`
 * is the folder that it is in. Undefined where nothing is kept: the user's folder is not private, or nobody knows which build of the program this is.
 */
export function openKept(
  kind: string,
  subject: readonly string[],
  { env, program }: Pick<Io, "env" | "program">,
): KeptFile | undefined {
  const build = program === undefined ? undefined : buildOf(program);
  const folder = build && privateFolder({ env, userId: process.getuid?.() });
  if (!build || !folder) {
    return undefined;
  }
  const name = hash("sha256", JSON.stringify([build, process.version, ...subject]), "hex");
  return createKeptFile(join(folder, kind), name.slice(0, 32));
}

/**
 * What tells this build from all others: the program names its parts, and they theirs, by hashes of what
 * is in them. Undefined for a program that is not one bundle.
 */
function buildOf(program: string): string | undefined {
  try {
    return program.endsWith("bin.cjs") ? hash("sha256", readFileSync(program), "hex") : undefined;
  } catch {
    return undefined;
  }
}

/** Where a line is, its end left out. */
interface Line {
  readonly start: number;
  readonly end: number;
}

const LINE_FEED = 10;
/** Of a key, and of the hash of all lines: SHA-256 in hexadecimal. */
const HASH_LENGTH = 64;

function createKeptFile(folder: string, name: string): KeptFile {
  const path = join(folder, name);
  const before = readChecked(path);
  const lines = linesOf(before);
  const used = new Map<string, Line>();
  let fresh: FreshFile | undefined;
  const freshFile = (): FreshFile => {
    fresh ??= createFreshFile(folder, path);
    return fresh;
  };
  return {
    get(key) {
      const line = lines.get(key);
      if (line === undefined) {
        return undefined;
      }
      used.set(key, line);
      return before.toString("utf8", line.start + HASH_LENGTH, line.end);
    },
    set(key, text) {
      freshFile().add(Buffer.from(`${key}${text}\n`));
    },
    save(keepsOthers) {
      const left = keepsOthers ? lines : used;
      if (fresh === undefined && left.size === lines.size) {
        return;
      }
      for (const { start, end } of left.values()) {
        freshFile().add(before.subarray(start, end + 1));
      }
      freshFile().commit();
    },
    discard() {
      fresh?.discard();
    },
  };
}

/** The lines, each with its line feed; none where they are not what was hashed. */
function readChecked(path: string): Buffer {
  try {
    const bytes = readFileSync(path);
    const end = bytes.length - HASH_LENGTH;
    const lines = bytes.subarray(0, end);
    return bytes.toString("latin1", end) === hash("sha256", lines, "hex") ? lines : NOTHING;
  } catch {
    return NOTHING;
  }
}

const NOTHING = Buffer.alloc(0);

function linesOf(bytes: Buffer): ReadonlyMap<string, Line> {
  const lines = new Map<string, Line>();
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(LINE_FEED, start);
    lines.set(bytes.toString("latin1", start, start + HASH_LENGTH), { start, end });
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

function createFreshFile(folder: string, path: string): FreshFile {
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
    file ??= create(folder, fresh);
    writeFileSync(file, bytes);
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
        const end = file as number;
        writeFileSync(end, sum.digest("hex"));
        closeSync(end);
        renameSync(fresh, path);
      });
    },
    discard() {
      if (file !== undefined) {
        const left = file;
        quietly(() => {
          closeSync(left);
          rmSync(fresh);
        });
      }
    },
  };
}

function create(folder: string, path: string): number {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  removeOld(folder);
  return openSync(path, "wx", 0o600);
}

/** Nobody has asked for what is kept: where that fails, the run is as good without. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // The next run does without.
  }
}
