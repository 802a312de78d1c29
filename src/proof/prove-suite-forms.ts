// The proof of the ways between the two new styles: from an independent reading of both texts, each
// suite holds the same tests, flags and comments and is run the same, all around it is the same bytes,
// and the way back gives the same again. Called by the two transforms.

import { checkEdits, checkFileEnd, checkLineEnds, layoutFailure } from "./check-text.js";
import { firstCrooked, type Line } from "./compare-layout.js";
import { checkAgain } from "./default-proof.js";
import { findForeignCharacters } from "./foreign-characters.js";
import { hashText } from "./hashes.js";
import { plainProof } from "./plain-proof.js";
import {
  type ChangeClaim,
  type FileProof,
  type ProofFailure,
  type ProofFailureCode,
  type ProofResult,
  proofFailure,
} from "./proof.js";
import { readSuiteForms, type SuiteEntry, type SuiteForm } from "./read-suite-forms.js";
import { COMMENT, readValk, type ValkText } from "./reader.js";
import {
  beginsLine,
  endOf,
  gapBefore,
  gapStart,
  indentOf,
  isCloser,
  kindAt,
  lastOf,
  lineFeedsAfter,
  startOf,
  tokenText,
} from "./tokens.js";

/** What the proof is given beside the claim. */
export interface SuiteFormsClaim extends ChangeClaim {
  /** What suites become. */
  readonly style: SuiteForm["style"];
  /** The new text as the way back makes it again; undefined where there is none. */
  readonly back: (newText: string) => string | undefined;
}

/** One text with its suites. */
interface Side {
  readonly text: ValkText;
  readonly suites: readonly SuiteForm[];
}

/** Proves one file's change, or says why it is not proven. Linear, but for the second runs. */
export function proveSuiteForms(claim: SuiteFormsClaim): ProofResult {
  const { oldText, newText, edits, style } = claim;
  const old = readSide(oldText);
  const now = readSide(newText);
  if (typeof old === "string" || typeof now === "string") {
    const code = typeof old === "string" ? old : (now as ProofFailureCode);
    const which = typeof old === "string" ? "old" : "new";
    const failure = proofFailure(code, `the ${which} text cannot be read as suites`);
    return { ok: false, failures: [failure] };
  }
  const failures = [
    ...checkEdits(oldText, newText, edits),
    ...checkLineEnds(old.text, now.text),
    ...checkFileEnd(old.text, now.text),
    ...compareSides(old, now, claim.hasFreeLayout),
    ...(claim.hasFreeLayout ? [] : compareLines(old, now)),
    ...now.suites.flatMap(({ style: is, token }) =>
      is === style
        ? []
        : [
            proofFailure(
              "proof-new-not-understood",
              "a suite is still in the old style",
              place(now, token),
            ),
          ],
    ),
    ...checkAgain(claim),
    ...findForeignCharacters(claim),
    ...checkBack(claim, old),
  ];
  return failures.length > 0
    ? { ok: false, failures }
    : { ok: true, proof: proofOf(claim, old, now) };
}

function readSide(source: string): Side | ProofFailureCode {
  const read = readValk(source);
  if (!read.ok) {
    return "proof-read-error";
  }
  const suites = readSuiteForms(read.text);
  return suites === undefined ? "proof-old-not-understood" : { text: read.text, suites };
}

function place({ text }: Side, token: number): { readonly newOffset?: number } {
  return token < 0 ? {} : { newOffset: startOf(text, token) };
}

/** Compares suite by suite, and what stands around them byte by byte, or token by token if layout is free. */
function compareSides(old: Side, now: Side, isFree = false): readonly ProofFailure[] {
  if (old.suites.length !== now.suites.length) {
    return [proofFailure("proof-suite", "the number of suites is not what it was")];
  }
  const [before, after] = [around(old, isFree), around(now, isFree)];
  const altered = before.findIndex((part, at) => part !== after[at]);
  const outside =
    altered === -1
      ? []
      : [proofFailure("proof-form-changed", "something around the suites is not as it was")];
  return [
    ...outside,
    ...old.suites.flatMap((suite, at) =>
      compareSuite(suite, now.suites[at] as SuiteForm, { old, now, isFree }),
    ),
  ];
}

function around({ text, suites }: Side, isFree: boolean): readonly string[] {
  const starts = [...suites.map(({ token }) => token), text.count];
  const ends = [0, ...suites.map(({ token }) => lastOf(text, token) + 1)];
  return starts.map((start, at) => contentOf(text, ends[at] as number, start, isFree));
}

/**
 * What the tokens from `from` up to, not including, `to` have to be the same in, with the gaps around
 * them; where the layout is free, whether a comment has a line of its own, and no other gaps.
 */
function contentOf(text: ValkText, from: number, to: number, isFree: boolean): string {
  if (!isFree) {
    return text.source.slice(gapStart(text, from), startOf(text, to));
  }
  let content = "";
  for (let at = from; at < to; at += 1) {
    const isOwnLine = kindAt(text, at) === COMMENT && beginsLine(text, at);
    content += `${isOwnLine ? "\n" : "\0"}${tokenText(text, at)}`;
  }
  return content;
}

function compareSuite(
  was: SuiteForm,
  is: SuiteForm,
  { old, now, isFree }: { readonly old: Side; readonly now: Side; readonly isFree: boolean },
): readonly ProofFailure[] {
  const at = { oldOffset: startOf(old.text, was.token), ...place(now, is.token) };
  const failures: ProofFailure[] = [];
  const expect = (holds: boolean, code: ProofFailureCode, message: string): void => {
    if (!holds) {
      failures.push(proofFailure(code, message, at));
    }
  };
  expect(was.name === is.name, "proof-suite", "the suite has another name");
  expect(
    was.runner === is.runner && was.aio === is.aio,
    "proof-runner",
    "the suite is run otherwise",
  );
  expect(isSameMap(was.flags, is.flags), "proof-flags", "the flags are not the same");
  if (was.style === is.style) {
    const [before, after] = [sourceOf(was, old, isFree), sourceOf(is, now, isFree)];
    expect(before === after, "proof-form-changed", "a suite changes that was in the new style");
  }
  return [...failures, ...compareEntries(was, is, old, now)];
}

function sourceOf({ token }: SuiteForm, { text }: Side, isFree: boolean): string {
  return contentOf(text, token, lastOf(text, token) + 1, isFree);
}

function isSameMap(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
}

function compareEntries(
  was: SuiteForm,
  is: SuiteForm,
  old: Side,
  now: Side,
): readonly ProofFailure[] {
  const length = Math.max(was.entries.length, is.entries.length);
  for (let at = 0; at < length; at += 1) {
    const [before, after] = [was.entries[at], is.entries[at]];
    const isSame = before?.kind === after?.kind && before?.key === after?.key;
    const isBehind = isSame && isBehindTest(was, at, old) === isBehindTest(is, at, now);
    if (!isSame || !isBehind) {
      const isComment = before?.kind === "comment" || after?.kind === "comment";
      const code = isComment ? "proof-comment-moved" : "proof-tests-differ";
      const message = "a test or a comment is lost, added, altered or moved";
      const oldOffset =
        before === undefined || before.token < 0
          ? {}
          : { oldOffset: startOf(old.text, before.token) };
      return [proofFailure(code, message, { ...oldOffset, ...place(now, after?.token ?? -1) })];
    }
  }
  return [];
}

/**
 * Whether the entry is a comment that stands on the last line of the test before it, the brackets of
 * the stage that adds the test set aside.
 */
function isBehindTest({ entries }: SuiteForm, at: number, { text }: Side): boolean {
  const [above, own] = [entries[at - 1], entries[at]];
  if (own?.kind !== "comment" || above === undefined || above.kind === "comment") {
    return false;
  }
  let last = above.last;
  while (last < above.end && lineFeedsAfter(text, last) === 0 && isCloser(kindAt(text, last + 1))) {
    last += 1;
  }
  return last + 1 === own.token && lineFeedsAfter(text, last) === 0;
}

/** Tests are shifted rigidly, as one or to one margin, and are parted as they were. */
function compareLines(old: Side, now: Side): readonly ProofFailure[] {
  for (const [at, suite] of old.suites.entries()) {
    const is = now.suites[at];
    const crooked =
      is === undefined || suite.style === is.style ? undefined : findCrooked(suite, is, old, now);
    if (crooked !== undefined) {
      return [layoutFailure({ newOffset: startOf(now.text, crooked) })];
    }
  }
  return [];
}

function findCrooked(was: SuiteForm, is: SuiteForm, old: Side, now: Side): number | undefined {
  const lines: Line[] = [];
  const moved: Line[] = [];
  let head: Line | undefined;
  for (const [at, entry] of is.entries.entries()) {
    const before = was.entries[at];
    if (
      before === undefined ||
      before.token < 0 ||
      entry.last - entry.from !== before.last - before.from
    ) {
      continue;
    }
    if (entry.kind !== "comment" && entry.kind !== "value" && beginsLine(now.text, entry.token)) {
      const line = lineOf(before.token, entry.token, old, now);
      lines.push(line);
      moved.push(...(beginsLine(old.text, before.token) ? [line] : []));
    }
    // What begins on the line of another test moves with that line.
    head = sharesLine(is.entries[at - 1], entry, now) ? head : frontsOf(before, entry, old, now);
    const crooked =
      crookedIn(before, entry, old, now, head) ?? partedOtherwise(at, was, is, old, now);
    if (crooked !== undefined) {
      return crooked;
    }
  }
  const hasMargin = lines.every(({ after }) => after === lines[0]?.after);
  return hasMargin ? undefined : firstCrooked(moved);
}

function lineOf(oldToken: number, token: number, old: Side, now: Side): Line {
  return { token, before: indentOf(old.text, oldToken), after: indentOf(now.text, token) };
}

/** Whether an entry begins on the last line of the one before it. */
function sharesLine(above: SuiteEntry | undefined, own: SuiteEntry, { text }: Side): boolean {
  return (
    above !== undefined &&
    above.last >= 0 &&
    !text.source.slice(endOf(text, above.last), startOf(text, own.token)).includes("\n")
  );
}

/** The line that an entry begins on in both texts, by its blanks. */
function frontsOf(was: SuiteEntry, { token }: SuiteEntry, old: Side, now: Side): Line {
  return { token, before: frontOf(old.text, was.token), after: frontOf(now.text, token) };
}

function crookedIn(
  was: SuiteEntry,
  is: SuiteEntry,
  old: Side,
  now: Side,
  head: Line | undefined,
): number | undefined {
  const lines: Line[] = [];
  for (let at = 0; at <= is.last - is.from; at += 1) {
    const [before, after] = [was.from + at, is.from + at];
    const isInside = at > 0 || is.from > is.token;
    if (!isInside) {
      continue;
    }
    const [gap, newGap] = [gapBefore(old.text, before), gapBefore(now.text, after)];
    if (!gap.includes("\n") || !newGap.includes("\n")) {
      if (gap !== newGap) {
        return after;
      }
      continue;
    }
    if (gap.slice(0, gap.lastIndexOf("\n")) !== newGap.slice(0, newGap.lastIndexOf("\n"))) {
      return after;
    }
    lines.push(lineOf(before, after, old, now));
  }
  if (is.kind !== "value" && beginsLine(old.text, was.token) && beginsLine(now.text, is.token)) {
    lines.push(lineOf(was.token, is.token, old, now));
  }
  return firstCrooked(lines, head === undefined ? [] : [head]);
}

/** Neighbours without anything between them are as many lines apart as before. */
function partedOtherwise(
  at: number,
  was: SuiteForm,
  is: SuiteForm,
  old: Side,
  now: Side,
): number | undefined {
  const [above, own] = [was.entries[at - 1], was.entries[at]];
  const [newAbove, newOwn] = [is.entries[at - 1], is.entries[at]];
  if (above === undefined || own === undefined || newAbove === undefined || newOwn === undefined) {
    return undefined;
  }
  const areNext = above.last + 1 === own.token && newAbove.last + 1 === newOwn.token;
  const lines = areNext ? lineFeedsAfter(old.text, above.last) : 0;
  return areNext && lines !== lineFeedsAfter(now.text, newAbove.last) ? newOwn.token : undefined;
}

/** The blanks that the line begins with on which a token stands, whatever stands between. */
function frontOf(text: ValkText, token: number): string {
  const at = startOf(text, token);
  const line = text.source.slice(text.source.lastIndexOf("\n", at - 1) + 1, at);
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

/** The way back gives the same tests, flags and comments. */
function checkBack({ newText, back }: SuiteFormsClaim, old: Side): readonly ProofFailure[] {
  const returned = back(newText);
  const again = returned === undefined ? undefined : readSide(returned);
  const message = "the way back does not give the same tests, flags and comments";
  if (again === undefined || typeof again === "string") {
    return [proofFailure("proof-not-idempotent", message)];
  }
  const isSame = compareSides(old, again).every(({ code }) => code === "proof-form-changed");
  return isSame ? [] : [proofFailure("proof-not-idempotent", message)];
}

function proofOf(claim: SuiteFormsClaim, old: Side, now: Side): FileProof {
  const [first] = now.suites;
  const entries = now.suites.flatMap((suite) => suite.entries);
  const flags = now.suites.flatMap((suite) => [...suite.flags]);
  return {
    ...plainProof(claim, old.text, now.text),
    suite: first?.name ?? "",
    runner: {
      name: first?.runner === "test/run-async" ? "test/run-async" : "test/run",
      argument: first === undefined || first.aio === "" ? null : first.aio.replaceAll("\0", " "),
    },
    flags: flags.map(([name, argument]) => ({ name, argument: argument.replaceAll("\0", " ") })),
    tests: entries.flatMap(({ kind, key }) => {
      const name = key.split("\0", 1)[0] as string;
      return kind === "sync" || kind === "async"
        ? [{ name, mode: kind, bodyHash: hashText(key) }]
        : [];
    }),
    registeringForms: entries.filter(({ kind }) => kind === "value" || kind === "tests").length,
    forms: plainProof(claim, old.text, now.text).forms - now.suites.length,
  };
}
