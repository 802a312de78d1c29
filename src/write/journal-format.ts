// The journal's files on disk, version 1: what a run has in its folder, written by the journal
// and read by undo. Invariant: nothing that is read here is trusted; a path that leaves the
// repository, or leads into git's folder or this one, makes a manifest useless.

import { sep } from "node:path";
import * as v from "valibot";
import { damagedJournal, messageOf, RunError } from "../outcome/problems.js";
import { JOURNAL_FOLDER } from "../project/discovery-root.js";

/** The files in the folder of a run. */
export const MANIFEST = "manifest.json";
/** The manifest until it is whole. */
export const MANIFEST_DRAFT = "manifest.json.tmp";
/** The originals of all files, one behind the other. */
export const ORIGINALS = "originals";
/** What happened, a line a step. */
export const LOG = "log";

const RUN_ID = /^\d{8}-\d{6}-\d{3}-[0-9a-f]{6}$/;

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const time = v.pipe(v.number(), v.safeInteger());

const entry = v.object({
  /** Relative to the repository's top, with `/` between folders. */
  path: v.pipe(v.string(), v.check(isSafePath, "a path that may not be written")),
  /** Hash of the original; null where there was no file. */
  before: v.nullable(hash),
  /** Hashes of what the run may have written, in order; null for a removal. */
  after: v.pipe(v.array(v.nullable(hash)), v.minLength(1)),
  mode: v.pipe(count, v.maxValue(0o7777)),
  accessTime: time,
  modifiedTime: time,
  /** Where the original stands among the originals, in bytes. */
  offset: count,
  length: count,
});

const manifest = v.object({
  version: v.literal(1),
  id: v.pipe(v.string(), v.check(isRunId, "not a run id")),
  startedAt: v.pipe(v.string(), v.isoTimestamp()),
  command: v.picklist(["migrate", "framework", "undo"]),
  /** The run that an undo took back. */
  of: v.optional(v.pipe(v.string(), v.check(isRunId, "not a run id"))),
  files: v.array(entry),
});

export type JournalEntry = Readonly<v.InferOutput<typeof entry>>;
export type Manifest = Readonly<v.InferOutput<typeof manifest>> & {
  readonly files: readonly JournalEntry[];
};

/** How a run ended; `unfinished` where it never said: it is running, or was killed. */
export type RunState = "finished" | "failed" | "interrupted" | "rolled-back" | "unfinished";
const STATES: readonly string[] = ["finished", "failed", "interrupted", "rolled-back"];

/** Sortable by time, and unlike any other. `newest` is the newest id so far: clocks go back. */
export function makeRunId(now: Date, random: string, newest = ""): string {
  const stamp = stampOf(now);
  if (stamp > newest.slice(0, stamp.length)) {
    return `${stamp}-${random}`;
  }
  const [year, month, day, hour, minute, second, millisecond] = [
    ...newest.matchAll(/^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-(\d{3})/g),
  ].flatMap((match) => match.slice(1).map(Number)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const next = Date.UTC(year, month - 1, day, hour, minute, second, millisecond + 1);
  return `${stampOf(new Date(next))}-${random}`;
}

/** Whether a name in the folder of runs is that of a run. */
export function isRunId(name: string): boolean {
  return RUN_ID.test(name);
}

/** The manifest in these bytes. Throws RunError when anything in it is out of place. */
export function parseManifest(bytes: Uint8Array, id: string): Manifest {
  let found: Manifest;
  try {
    found = v.parse(manifest, JSON.parse(Buffer.from(bytes).toString("utf8")));
  } catch (error) {
    throw new RunError(damagedJournal, `the manifest of ${id}: ${messageOf(error)}`);
  }
  const paths = new Set(found.files.map(({ path }) => path));
  if (found.id !== id || paths.size !== found.files.length) {
    throw new RunError(damagedJournal, `the manifest of ${id} contradicts itself`);
  }
  return found;
}

/** The state that the lines of a log amount to; a last line that was cut off says nothing. */
export function stateOf(log: Uint8Array): RunState {
  const lines = Buffer.from(log).toString("utf8").split("\n").slice(0, -1);
  const end = lines.findLast((line) => line.startsWith("end "))?.slice("end ".length) ?? "";
  return STATES.includes(end) ? (end as RunState) : "unfinished";
}

/** Whether undo may write there: inside the repository, and not where git or the journal is. */
export function isSafePath(path: string): boolean {
  const names = path.split("/");
  return (
    !path.includes("\0") &&
    !(sep === "\\" && path.includes(sep)) &&
    names.every((name) => name !== "" && name !== "." && name !== ".." && !isReserved(name))
  );
}

/** Some file systems ignore case, trailing dots and blanks, and know short names. */
function isReserved(name: string): boolean {
  const plain = name
    .normalize("NFKC")
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, "")
    .toLowerCase()
    .replace(/:.*$/, "")
    .replace(/[. ]+$/, "");
  return plain === ".git" || /^git~\d+$/.test(plain) || plain === JOURNAL_FOLDER;
}

function stampOf(date: Date): string {
  const digits = date.toISOString().replace(/\D/g, "");
  return `${digits.slice(0, 8)}-${digits.slice(8, 14)}-${digits.slice(14, 17)}`;
}
