// The ratchet: what a repository still has of the old style and of findings, held against its
// baseline. Pure. Invariant: everything found is new, known, accepted by a comment, or for
// information only, and every entry of the baseline is in use, out of sight, or stale.

import { frameworkModule } from "../../transforms/define-to-suite/findings/framework-module.js";
import { unreadableCodes } from "../../transforms/define-to-suite/findings/registry.js";
import { testInBoth } from "../../transforms/define-to-suite/findings/test-in-both.js";
import { type BaselineEntry, keyOf, type WrittenEntry } from "../finding/baseline.js";
import type { Severity } from "../finding/finding.js";
import { finding } from "../finding/finding.js";
import type { Excerpt } from "../outcome/excerpt.js";
import { type JudgedFile, type LocatedFinding, locateFindings } from "../outcome/planned-file.js";
import { isUnreadable } from "../outcome/unreadable.js";
import { readLedger, type TestEntry, tokensOf } from "../program/ledger.js";
import { type Script, scriptOf } from "../program/script.js";
import { oldTest } from "./check-kinds.js";

/** Something that a check found, and what a baseline would know it by. */
export interface CheckItem extends BaselineEntry {
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  readonly line: number;
  readonly column: number;
  /** The line of the file, for what a look at it explains. */
  readonly excerpt?: Excerpt;
}

/** What one file has. */
export interface CheckedFile {
  readonly path: string;
  /** In document order, all with the ordinal 1: see `numberItems`. */
  readonly items: readonly CheckItem[];
  /** Refusing findings that a comment accepts. */
  readonly accepted: number;
  /** Findings that comments and the configuration hold back. */
  readonly suppressed: number;
  /** Findings that are for information only. */
  readonly informed: number;
  /** How many tests it has that nobody can rely on; missing for a file that reads. */
  readonly unreadable?: number;
  /** Empty for a file that does not read. */
  readonly ledger: readonly LocatedTest[];
}

/** A test of the ledger without its text. */
export interface LocatedTest extends Pick<TestEntry, "style" | "label"> {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** Equal for tests with equal suite, name and body; undefined where one of them is computed. */
  readonly identity: string | undefined;
}

/** What a planned file has; `source` is its text, empty where it could not be read. */
export function checkFile(file: JudgedFile, source: string): CheckedFile {
  const { path, findings, suppressed = 0 } = file;
  const script = scriptOf(source);
  const ledger = readLedger(script);
  const tests = locateFindings(
    source,
    ledger
      .filter(({ style }) => style === "old")
      .map((entry) => finding(oldTest, entry.node.span, describeOld(entry))),
  );
  const counted = findings.filter(
    ({ severity, accepted }) => severity !== "info" && accepted === undefined,
  );
  const items = [...tests, ...counted]
    .toSorted((a, b) => a.span.start - b.span.start)
    .map((found) => itemOf(path, found, placeOf(found, script, ledger)));
  const isBroken = isUnreadable(findings);
  return {
    path,
    items,
    accepted: findings.filter(({ accepted }) => accepted !== undefined).length,
    suppressed,
    informed: findings.filter(isInformation).length,
    ...(isBroken && { unreadable: file.tests.old + file.tests.new }),
    ledger: isBroken ? [] : locateLedger(path, script, ledger),
  };
}

/** That a module is one is no news. */
function isInformation({ severity, code }: LocatedFinding): boolean {
  return severity === "info" && code !== frameworkModule.code;
}

function describeOld({ name, label }: TestEntry): string {
  const shown = name === undefined ? label : `"${name}"`;
  return `${shown} is registered with the old API`;
}

function itemOf(path: string, found: LocatedFinding, place: string): CheckItem {
  const { code, severity, message, hint, line, column, excerpt } = found;
  const item = { path, code, place, ordinal: 1, severity, message, hint, line, column };
  return excerpt === undefined ? item : { ...item, excerpt };
}

/** What a finding is known by: the test that it stands in, or its form's tokens. */
function placeOf(
  { span, code }: LocatedFinding,
  script: Script,
  ledger: readonly TestEntry[],
): string {
  // In a broken file forms and tests are what they seem to be only until the next edit.
  if (span.start === span.end || unreadableCodes.has(code)) {
    return "";
  }
  const isAround = ({ node }: Pick<TestEntry, "node">): boolean =>
    node.start <= span.start && span.start < node.end;
  const test = ledger.findLast(isAround);
  const form = script.items.find(isAround);
  return shorten(test?.label ?? (form === undefined ? "" : tokensOf(form.node)));
}

const LONGEST_PLACE = 60;

/** A long text by its beginning and a number that stands for all of it (FNV-1a, 32 bits). */
function shorten(text: string): string {
  if (text.length <= LONGEST_PLACE) {
    return text;
  }
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return `${text.slice(0, LONGEST_PLACE)}… ${(hash >>> 0).toString(16).padStart(8, "0")}`;
}

/** Tells apart what would have one key, in the order given. */
export function numberItems(items: readonly CheckItem[]): readonly CheckItem[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const key = keyOf(item);
    const ordinal = (seen.get(key) ?? 0) + 1;
    seen.set(key, ordinal);
    return { ...item, ordinal };
  });
}

function locateLedger(
  path: string,
  script: Script,
  ledger: readonly TestEntry[],
): readonly LocatedTest[] {
  return ledger.map(({ style, label, node, suite, name, body }) => {
    const isKnown = suite !== undefined && name !== undefined;
    const identity = isKnown ? JSON.stringify([suite, name, body]) : undefined;
    const { line, column } = script.tree.lines.position(node.start);
    return { path, style, label, identity, line, column };
  });
}

/** Old tests that stand in the new style in another file. `ledgers` are all of the project's. */
export function findInBoth(tests: readonly LocatedTest[]): readonly CheckItem[] {
  const added = new Map<string, LocatedTest>();
  for (const test of tests) {
    if (test.style === "new" && test.identity !== undefined && !added.has(test.identity)) {
      added.set(test.identity, test);
    }
  }
  return tests.flatMap(({ path, style, label, identity, line, column }) => {
    const twin = style === "old" && identity !== undefined ? added.get(identity) : undefined;
    if (twin === undefined || twin.path === path) {
      return [];
    }
    const message = `"${label}" stands in ${twin.path}:${twin.line} in the new style, word for word`;
    const { code, severity, hint } = testInBoth;
    return [
      { path, code, place: shorten(label), ordinal: 1, severity, message, hint, line, column },
    ];
  });
}

/** How the findings of a check and a baseline fit together. */
export interface CheckResult {
  /** Not in the baseline. */
  readonly fresh: readonly CheckItem[];
  /** In the baseline. */
  readonly known: readonly CheckItem[];
  /** Entries that the check would have met and did not. */
  readonly stale: readonly WrittenEntry[];
}

/** Compares; `isInScope` says whether the check has looked where an entry's file is or was. */
export function compareWithBaseline(
  items: readonly CheckItem[],
  baseline: readonly WrittenEntry[],
  isInScope: (path: string) => boolean,
): CheckResult {
  const known = new Set(baseline.map(keyOf));
  const found = new Set(items.map(keyOf));
  return {
    fresh: items.filter((item) => !known.has(keyOf(item))),
    known: items.filter((item) => known.has(keyOf(item))),
    stale: baseline.filter((entry) => isInScope(entry.path) && !found.has(keyOf(entry))),
  };
}
