// The ratchet: what a repository still has of the old style and of findings, held against its
// baseline. Pure. Invariant: everything found is new, known, accepted by a comment, or for
// information only, and every entry of the baseline is in use, out of sight, or stale.

import { unreadableCodes } from "../../transforms/define-to-suite/findings/all-rules.js";
import { frameworkModule } from "../../transforms/define-to-suite/findings/framework-module.js";
import { testInBoth } from "../../transforms/define-to-suite/findings/test-in-both.js";
import type { BaselineEntry } from "../finding/baseline.js";
import { finding, type LocatedFinding } from "../finding/finding.js";
import { type Settled, type Severities, settleFindings } from "../finding/policy.js";
import { suppressionUnused } from "../finding/suppression-kinds.js";
import { readSuppressions } from "../finding/suppressions.js";
import { oldTest } from "../outcome/check-kinds.js";
import { checkScope } from "../outcome/kinds.js";
import { type JudgedFile, locateFindings } from "../outcome/planned-file.js";
import { isUnreadable } from "../outcome/unreadable.js";
import { readLedger, type TestEntry, tokensOf } from "../program/ledger.js";
import { type Script, scriptOf } from "../program/script.js";
import { hashText } from "../proof/hashes.js";
import type { Span } from "../syntax/span.js";
import { detach } from "../text/detach.js";

/** Something that a check found, and what a baseline would know it by. */
export type CheckItem = BaselineEntry &
  Pick<LocatedFinding, "severity" | "message" | "hint" | "line" | "column" | "excerpt">;

/** What one file has. */
export interface CheckedFile {
  readonly path: string;
  /** In document order, all with the ordinal 1: see `numberEntries`. */
  readonly items: readonly CheckItem[];
  /** Refusing findings that a comment accepts. */
  readonly accepted: number;
  /** Findings that comments and the configuration hold back. */
  readonly suppressed: number;
  /** Findings that are for information only. */
  readonly informed: number;
  /** How many tests it has that nobody can rely on; missing for a file that reads. */
  readonly unreadable?: number;
  /** Whether tests are computed that it runs as a list. */
  readonly computesTests: boolean;
  /** Suppression comments that hold nothing back; none in a file that does not read. */
  readonly unused: readonly Span[];
  /** Empty for a file that does not read. */
  readonly ledger: readonly LocatedTest[];
}

/** A test of the ledger without its text: there may be a hundred thousand of them. */
export interface LocatedTest extends Pick<TestEntry, "style" | "label"> {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** A hash, equal for tests with equal suite, name and body; undefined where one of them is computed. */
  readonly identity: string | undefined;
  /** Why a comment accepts that it stands in another file, too. */
  readonly accepted?: string | undefined;
}

/** What a planned file has; `source` is its text, empty where it could not be read. */
export function checkFile(
  file: JudgedFile,
  source: string,
  severities: Severities = {},
): CheckedFile {
  const { path, suppressed = 0 } = file;
  const script = scriptOf(source);
  const ledger = ledgerOf(script);
  const settled = settleOldTests(source, ledger, severities);
  const findings = [...settled.findings, ...file.findings];
  const placeOf = placesIn(script, ledger);
  const items = findings
    .filter(({ severity, accepted }) => severity !== "info" && accepted === undefined)
    .toSorted((a, b) => a.span.start - b.span.start)
    .map((found) => itemOf(path, found, placeOf(found)));
  const isBroken = isUnreadable(findings);
  return {
    path,
    items,
    accepted: findings.filter(({ accepted }) => accepted !== undefined).length,
    suppressed: suppressed + settled.suppressed.length,
    informed: findings.filter(isInformation).length,
    ...(isBroken && { unreadable: file.tests.old + file.tests.new }),
    computesTests: (file.tests.computed ?? 0) > 0,
    unused: isBroken
      ? []
      : findings.filter(({ code }) => code === suppressionUnused.code).map(({ span }) => span),
    ledger: isBroken ? [] : locateLedger(path, script, ledger),
  };
}

/** The tests of a text, for files that are only compared with others. */
export function readTests(path: string, source: string): readonly LocatedTest[] {
  const script = scriptOf(source);
  return locateLedger(path, script, ledgerOf(script));
}

function ledgerOf(script: Script): readonly TestEntry[] {
  return readLedger(script).map((test) => ({ ...test, label: detach(test.label) }));
}

/** The old tests of a text, as its comments and the configuration want them seen. */
export function findOldTests(source: string, severities: Severities = {}): Settled {
  return settleOldTests(source, readLedger(scriptOf(source)), severities);
}

function settleOldTests(
  source: string,
  ledger: readonly TestEntry[],
  severities: Severities,
): Settled {
  const tests = ledger
    .filter(({ style }) => style === "old")
    .map((entry) => finding(oldTest, entry.node.span, describeOld(entry)));
  // The message names the test, and there may be a thousand of them.
  const located = locateFindings(source, tests).map(({ excerpt: _, ...test }) => test);
  return settleFindings(located, source, severities, checkScope);
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
  const { code, severity, hint, line, column, excerpt } = found;
  const message = detach(found.message);
  const item = { path, code, place, ordinal: 1, severity, message, hint, line, column };
  return excerpt === undefined ? item : { ...item, excerpt };
}

/**
 * Answers what a finding is known by: the test that it stands in, or its form's tokens. Asked in the order
 * in which findings start.
 */
function placesIn(script: Script, ledger: readonly TestEntry[]): (found: LocatedFinding) => string {
  const testAt = innermostAt(ledger);
  const formAt = innermostAt(script.items);
  return ({ span, code }) => {
    // In a broken file forms and tests are what they seem to be only until the next edit.
    if (span.start === span.end || unreadableCodes.has(code)) {
      return "";
    }
    const test = testAt(span.start);
    const form = formAt(span.start);
    return shorten(test?.label ?? (form === undefined ? "" : tokensOf(form.node)));
  };
}

/** Answers the innermost of some nested things that holds an offset; asked for ascending ones, all in one pass. */
function innermostAt<T extends Pick<TestEntry, "node">>(
  things: readonly T[],
): (offset: number) => T | undefined {
  const waiting = things.toSorted((a, b) => a.node.start - b.node.start).reverse();
  const open: T[] = [];
  return (offset) => {
    for (let next = waiting.at(-1); next && next.node.start <= offset; next = waiting.at(-1)) {
      waiting.pop();
      open.push(next);
    }
    while (open.length > 0 && (open.at(-1) as T).node.end <= offset) {
      open.pop();
    }
    return open.at(-1);
  };
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

function locateLedger(
  path: string,
  script: Script,
  ledger: readonly TestEntry[],
): readonly LocatedTest[] {
  const accepting = readSuppressions(script.tree.source).filter(
    ({ code, reason }) => code === testInBoth.code && reason !== "",
  );
  return ledger.map(({ style, label, node, suite, name, body }) => {
    const isKnown = suite !== undefined && name !== undefined;
    const identity = isKnown ? hashText(JSON.stringify([suite, name, body])) : undefined;
    const { line, column } = script.tree.lines.position(node.start);
    const accepted = accepting.find((by) => by.line === undefined || by.line === line)?.reason;
    return { path, style, label, identity, line, column, accepted };
  });
}

/** Up to so many names are looked for in a text; more are found sooner by reading it. */
const FEW = 32;

/**
 * Answers whether a text may hold, in the new style, one of the old tests among these; it may rather than not.
 * Undefined where there is none to look for.
 */
export function twinSearch(
  tests: readonly LocatedTest[],
): ((source: string) => boolean) | undefined {
  const old = tests.filter(({ style, identity }) => style === "old" && identity !== undefined);
  // The name of a test whose identity is known.
  const names = new Set(old.map(({ label }) => label));
  const areWritten = names.size <= FEW && [...names].every((name) => ONE_SPELLING.test(name));
  return names.size === 0
    ? undefined
    : (source) => !areWritten || [...names].some((name) => source.includes(name));
}

/** What no literal can write in two ways. */
const ONE_SPELLING = /^[^"'\\\p{Cc}]*$/u;

/** Old tests that stand in the new style in another file. `tests` are those of all files that may hold one of them. */
export function findInBoth(
  tests: readonly LocatedTest[],
): readonly (CheckItem & Pick<LocatedTest, "accepted">)[] {
  const added = new Map<string, LocatedTest>();
  for (const test of tests) {
    if (test.style !== "old" && test.identity !== undefined && !added.has(test.identity)) {
      added.set(test.identity, test);
    }
  }
  return tests.flatMap(({ path, style, label, identity, line, column, accepted }) => {
    const twin = style === "old" && identity !== undefined ? added.get(identity) : undefined;
    if (twin === undefined || twin.path === path) {
      return [];
    }
    const message = `"${label}" stands in ${twin.path}:${twin.line} in the new style, word for word`;
    const { code, severity, hint } = testInBoth;
    const item = { path, code, place: shorten(label), ordinal: 1, severity, message, hint };
    return [{ ...item, line, column, accepted }];
  });
}
