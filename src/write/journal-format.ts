// The journal's files on disk: what a run has in its folder, written by the journal
// and read by undo. Invariant: nothing that is read here is trusted; a path that leaves the
// repository, or leads into git's folder or this one, makes a manifest useless.

import { sep } from "node:path";
import * as v from "valibot";
import { damagedJournal, messageOf, newerJournal, RunError } from "../outcome/problems.js";
import { JOURNAL_FOLDER } from "../project/discovery-root.js";

/** The files in the folder of a run. */
export const MANIFEST = "manifest.json";
/** The manifest until it is whole. */
export const MANIFEST_DRAFT = "manifest.json.tmp";
/** The originals of all files, one behind the other. */
export const ORIGINALS = "originals";
/** What happened, a line a step. */
export const LOG = "log";

/** What is written. Every version up to it is read; a change to the manifest counts it up. */
export const JOURNAL_VERSION = 3;

const RUN_ID = /^\d{8}-\d{6}-\d{3}-[0-9a-f]{6}$/;

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const time = v.pipe(v.number(), v.safeInteger());
const objectId = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/));

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
  /** The number that entries share whose files change together or not at all; since version 2. */
  group: v.optional(count),
  /** What was staged of the file, where the run has staged another text; since version 3. */
  staged: v.optional(
    v.object({
      /** The object that was staged. */
      before: objectId,
      /** The objects that the run may have staged. */
      after: v.pipe(v.array(objectId), v.minLength(1)),
      /** Where the text of the first stands among the originals, in bytes, and its hash. */
      hash,
      offset: count,
      length: count,
    }),
  ),
});

/** The commands that write; `runs` tells by them what a run was. Since version 2 there are more than three. */
const COMMANDS = [
  "migrate",
  "rewrite",
  "rename",
  "format",
  "lint",
  "check",
  "framework",
  "undo",
] as const;

const manifest = v.object({
  version: v.pipe(count, v.minValue(1), v.maxValue(JOURNAL_VERSION)),
  id: v.pipe(v.string(), v.check(isRunId, "not a run id")),
  startedAt: v.pipe(v.string(), v.isoTimestamp()),
  command: v.picklist(COMMANDS),
  /** The run that an undo took back. */
  of: v.optional(v.pipe(v.string(), v.check(isRunId, "not a run id"))),
  files: v.array(entry),
});

const versioned = v.object({ version: count });

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

/** The manifest in these bytes. Throws RunError when it is newer, or anything in it is out of place. */
export function parseManifest(bytes: Uint8Array, id: string): Manifest {
  let found: Manifest;
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    refuseNewer(value, id);
    found = v.parse(manifest, value);
  } catch (error) {
    if (error instanceof RunError) throw error;
    throw new RunError(damagedJournal, `the manifest of ${id}: ${messageOf(error)}`);
  }
  const paths = new Set(found.files.map(({ path }) => path));
  if (found.id !== id || paths.size !== found.files.length) {
    throw new RunError(damagedJournal, `the manifest of ${id} contradicts itself`);
  }
  return found;
}

/** Before anything else of it is looked at: the rest of a newer manifest may have any shape. */
function refuseNewer(value: unknown, id: string): void {
  const { version } = v.is(versioned, value) ? value : { version: 0 };
  if (version <= JOURNAL_VERSION) return;
  const known = `this valk-codemod knows versions up to ${JOURNAL_VERSION}`;
  throw new RunError(newerJournal, `the journal of ${id} has version ${version}, and ${known}`);
}

/** The state that the lines of a log amount to; a last line that was cut off says nothing. */
export function stateOf(log: Uint8Array): RunState {
  const lines = Buffer.from(log).toString("utf8").split("\n").slice(0, -1);
  const end = lines.findLast((line) => line.startsWith("end "))?.slice("end ".length) ?? "";
  return STATES.includes(end) ? (end as RunState) : "unfinished";
}

/** How many files a log names as written; a file of two stages counts once. */
export function writtenIn(log: Uint8Array): number {
  const lines = Buffer.from(log).toString("utf8").split("\n").slice(0, -1);
  return new Set(lines.filter((line) => line.startsWith("written "))).size;
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
