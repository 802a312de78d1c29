// The baseline of `check` and `lint`: old tests and findings that are put up with until they are gone.
// Its entries name no lines, so that other edits leave them valid. The text merges well: one entry a
// line, sorted, with a blank line between, which stays when its entry goes; so two branches that
// remove neighbours change no neighbouring lines, and git joins them without a conflict. What `lint`
// wrote before it shared the format is read as well, and written anew in this one.

import { byPath, compareStrings } from "../text/compare.js";
import {
  type JsonMember,
  type JsonNode,
  JsonSyntaxError,
  parseJson,
  placeIn,
} from "../text/json-text.js";

/** What a baseline knows a thing by. */
export interface BaselineEntry {
  /** Of the file, relative to the root. */
  readonly path: string;
  /** Of the finding, or `old-test`. */
  readonly code: string;
  /** The name of the test or global, or the tokens of the form; empty for the whole file. */
  readonly place: string;
  /** Which of several equal ones, in the order of the file, from 1. */
  readonly ordinal: number;
}

/** An entry with the line of the file that it stands on, from 1. */
export interface WrittenEntry extends BaselineEntry {
  readonly line: number;
  /** What messages call that file, where there are several. */
  readonly file?: string;
}

/** A text that is no baseline as this tool writes it. */
export class BaselineError extends Error {
  override readonly name = "BaselineError";

  constructor(
    /** `line:column`. */
    readonly at: string,
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

const VERSION = 1;
const HEAD = `{\n  "version": ${VERSION},\n  "entries": [\n`;
// The empty entry at the end keeps every other one on a line that ends in a comma.
const TAIL = "    []\n  ]\n}\n";

/** One text for each entry, by which they are compared. */
export function keyOf({ path, code, place, ordinal }: BaselineEntry): string {
  return JSON.stringify([path, code, place, ordinal]);
}

/** The order of the file. */
export function compareEntries(a: BaselineEntry, b: BaselineEntry): number {
  return (
    byPath(a, b) ||
    compareStrings(a.code, b.code) ||
    compareStrings(a.place, b.place) ||
    a.ordinal - b.ordinal
  );
}

/** The text of a baseline with these entries, in whatever order they come, each once. */
export function formatBaseline(entries: readonly BaselineEntry[]): string {
  const distinct = new Map(entries.map((entry) => [keyOf(entry), entry]));
  const lines = [...distinct.values()].toSorted(compareEntries).map(formatEntry);
  return `${HEAD}${lines.join("")}${TAIL}`;
}

function formatEntry({ path, code, place, ordinal }: BaselineEntry): string {
  const values = ordinal === 1 ? [path, code, place] : [path, code, place, ordinal];
  return `    [${values.map((value) => JSON.stringify(value)).join(", ")}],\n\n`;
}

/**
 * The text without the entries that `isStale` names; every other line stays as it is. A text that
 * a merge left out of order, or with an entry twice, and one of an earlier format, is written anew.
 */
export function pruneBaseline(text: string, isStale: (entry: BaselineEntry) => boolean): string {
  const { entries, isCurrent } = parseBaseline(text);
  const kept = entries.filter((entry) => !isStale(entry));
  const linesOfEntries = new Set(entries.map(({ line }) => line));
  const isInOrder = findDisorder(entries) === undefined && linesOfEntries.size === entries.length;
  if (!isCurrent || !isInOrder) {
    return formatBaseline(kept);
  }
  const stale = new Set(entries.filter(isStale).map(({ line }) => line));
  return text
    .split(/^/m)
    .filter((_, index) => !stale.has(index + 1))
    .join("");
}

/**
 * The entries of a text, in order. Throws BaselineError where a merge or an edit broke it; what is
 * merely out of order is let through for one who is about to write it.
 */
export function readBaseline(text: string, isRewritten = false): readonly WrittenEntry[] {
  const { entries, isCurrent } = parseBaseline(text);
  const disorder = isRewritten || !isCurrent ? undefined : findDisorder(entries);
  if (disorder !== undefined) {
    throw disorder;
  }
  return entries;
}

/** Numbers what would have one key, in the order given. */
export function numberEntries<T extends BaselineEntry>(items: readonly T[]): readonly T[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const key = keyOf({ ...item, ordinal: 1 });
    const ordinal = (seen.get(key) ?? 0) + 1;
    seen.set(key, ordinal);
    return item.ordinal === ordinal ? item : { ...item, ordinal };
  });
}

/** How what was found and a baseline fit together. */
export interface Comparison<T> {
  /** Not in the baseline. */
  readonly fresh: readonly T[];
  /** In the baseline. */
  readonly known: readonly T[];
  /** Entries that the run would have met and did not. */
  readonly stale: readonly WrittenEntry[];
}

/** Compares; `isInScope` says whether the run would have found what an entry speaks of. */
export function compareWithBaseline<T extends BaselineEntry>(
  items: readonly T[],
  baseline: readonly WrittenEntry[],
  isInScope: (entry: BaselineEntry) => boolean,
): Comparison<T> {
  if (baseline.length === 0) {
    return { fresh: items, known: [], stale: [] };
  }
  const known = new Set(baseline.map(keyOf));
  const found = new Set(items.map(keyOf));
  return {
    fresh: items.filter((item) => !known.has(keyOf(item))),
    known: items.filter((item) => known.has(keyOf(item))),
    stale: baseline.filter((entry) => isInScope(entry) && !found.has(keyOf(entry))),
  };
}

const PRUNE = "valk-codemod check --prune-baseline puts it in order and adds nothing";

function findDisorder(entries: readonly WrittenEntry[]): BaselineError | undefined {
  for (const [index, entry] of entries.entries()) {
    const before = entries[index - 1];
    const order = before === undefined ? -1 : compareEntries(before, entry);
    if (before !== undefined && order >= 0) {
      const message =
        order === 0
          ? `this entry stands at line ${before.line}, too`
          : `this entry belongs above line ${before.line}: entries are sorted`;
      return new BaselineError(`${entry.line}:5`, message, PRUNE);
    }
  }
  return undefined;
}

interface Parsed {
  readonly entries: readonly WrittenEntry[];
  /** Whether the text is of the present format. */
  readonly isCurrent: boolean;
}

function parseBaseline(text: string): Parsed {
  const marker = /^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?\r?$/m.exec(text);
  if (marker !== null) {
    throw new BaselineError(
      placeIn(text, marker.index),
      "the markers of an unresolved merge stand in the baseline",
      "delete the lines with markers and keep both sides, then: valk-codemod check --prune-baseline",
    );
  }
  const root = parse(text);
  const version = root.members?.get("version")?.value;
  if (version?.value !== VERSION) {
    throw new BaselineError(
      placeIn(text, version?.start ?? root.start),
      `this is no baseline of version ${VERSION}`,
      `use the version of valk-codemod that wrote it, or ${ANEW}`,
    );
  }
  const counts = root.members?.get("known")?.value.members;
  if (counts !== undefined) {
    const entries = [...counts.values()].flatMap((member) => readCount(text, member));
    return { entries, isCurrent: false };
  }
  const elements = root.members?.get("entries")?.value.elements;
  if (elements === undefined) {
    throw new BaselineError(placeIn(text, root.start), "the list of entries is missing", ANEW);
  }
  const entries = elements
    .filter(({ elements: values }) => values?.length !== 0)
    .map((element) => readEntry(text, element));
  return { entries, isCurrent: true };
}

/** What `lint` wrote: how many findings there are by `path code name`; only a path may hold blanks. */
function readCount(text: string, { key, value }: JsonMember): readonly WrittenEntry[] {
  const [, path, code, place] = /^(.*) (\S+) (\S*)$/s.exec(String(key.value)) ?? [];
  const count = value.value;
  const at = placeIn(text, key.start);
  if (path === undefined || code === undefined || place === undefined || !isCount(count)) {
    const message = "this is no baseline: an entry counts the findings of a path, code and name";
    throw new BaselineError(at, message, ANEW);
  }
  const line = Number.parseInt(at, 10);
  return Array.from({ length: count }, (_, index) => ({
    ...{ path, code, place, line },
    ordinal: index + 1,
  }));
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

const ANEW = "delete the file; --update-baseline then makes it anew";

function parse(text: string): JsonNode {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) {
      throw error;
    }
    const at = placeIn(text, error.offset);
    throw new BaselineError(at, `the baseline is no JSON: ${error.message}`, ANEW);
  }
}

function readEntry(text: string, { value, start }: JsonNode): WrittenEntry {
  const at = placeIn(text, start);
  const [path, code, place, ordinal = 1] = Array.isArray(value) ? (value as unknown[]) : [];
  const isEntry =
    typeof path === "string" &&
    typeof code === "string" &&
    typeof place === "string" &&
    Number.isInteger(ordinal);
  if (!isEntry) {
    const message = "an entry is a list of path, code and place, and a number from 2 on";
    throw new BaselineError(at, message, ANEW);
  }
  return { path, code, place, ordinal: ordinal as number, line: Number.parseInt(at, 10) };
}
