// The proof for a half-migrated file that was finished: the new text must hold exactly the tokens of
// the old one, comments included, but for old registrations, which are renamed where they stand in the
// pipeline, and moved behind its head from above it. Which tokens these are is worked out here, with
// the proof's own reader. Called by the proof for files that have a pipeline already.

import { compareLayout } from "./compare-layout.js";
import { findDoubtfulName, watchNames } from "./evaluated-names.js";
import {
  BUILDER_LANGUAGE,
  BUILDER_NAMES,
  BUILDER_TESTS,
  LIST,
  LIST_LANGUAGE,
  LIST_NAMES,
  LIST_TESTS,
  OLD_CALLS,
  OLD_TESTS,
  PIPELINE,
  RUNNERS,
  SUITE,
  type TestMode,
} from "./framework-names.js";
import { type ProofFailure, proofFailure } from "./proof.js";
import { readBuilder } from "./read-builder.js";
import { readList } from "./read-list.js";
import { COMMENT, STRING, type ValkText } from "./reader.js";
import type { SuiteReading } from "./suite-reading.js";
import {
  beginsLine,
  childrenOf,
  headName,
  headOf,
  isSameToken,
  kindAt,
  lastOf,
  lineFeedsAfter,
  NONE,
  startOf,
  tokenText,
} from "./tokens.js";

/** Where the pipeline of an old text stands, and what it is made of. */
export interface PipelineForm {
  readonly style: "builder" | "list";
  /** First token of the form. */
  readonly form: number;
  /** First token of what stands in front of the tests: the suite's name, or `list`. */
  readonly head: number;
  /** First tokens of everything behind it. */
  readonly parts: readonly number[];
}

/** The only pipeline at the top level of a text; undefined where there is none, or another one. */
export function findPipeline(text: ValkText): PipelineForm | undefined {
  let found: PipelineForm | undefined;
  for (let form = 0; form < text.count; form = lastOf(text, form) + 1) {
    const pipeline = readPipelineForm(text, form);
    if (pipeline !== undefined && found !== undefined) return undefined;
    found ??= pipeline;
  }
  return found;
}

function readPipelineForm(text: ValkText, form: number): PipelineForm | undefined {
  const name = headName(text, form);
  if (name !== PIPELINE && !RUNNERS.has(name)) return undefined;
  const children = childrenOf(text, form);
  if (name === PIPELINE) {
    const head = children[1] ?? NONE;
    const isSuite = head !== NONE && headName(text, head) === SUITE;
    return isSuite ? { style: "builder", form, head, parts: children.slice(2) } : undefined;
  }
  const list = children[name === "test/run-async" ? 2 : 1] ?? NONE;
  if (list === NONE || headName(text, list) !== LIST) return undefined;
  const head = headOf(text, list);
  return { style: "list", form, head, parts: childrenOf(text, list).slice(1) };
}

export type FinishedResult =
  | { readonly ok: true; readonly now: SuiteReading }
  | { readonly ok: false; readonly failures: readonly ProofFailure[] };

/** Compares a half-migrated text with the finished one, the layout too unless it is free. Linear in both. */
export function compareFinished(
  old: ValkText,
  now: ValkText,
  pipeline: PipelineForm,
  hasFreeLayout = false,
): FinishedResult {
  const above = registrationsAbove(old, pipeline);
  if (typeof above === "number")
    return notUnderstood("a framework call beside the pipeline", old, above);
  const inside = pipeline.parts.filter((part) => OLD_TESTS.has(headName(old, part)));
  const heads = new Set([...above, ...inside].map((form) => headOf(old, form)));
  const doubtful = findStray(old, pipeline, heads);
  if (doubtful !== NONE)
    return notUnderstood("a framework name in a doubtful place", old, doubtful);
  const expected = expectedTokens(old, pipeline, above);
  const different = firstUnexpected(old, now, expected, heads, pipeline);
  if (different !== undefined) return { ok: false, failures: [different] };
  const read = pipeline.style === "builder" ? readBuilder(now) : readList(now);
  if (read.ok) {
    const failures = hasFreeLayout ? [] : compareLayout(old, read.reading, expected);
    return failures.length > 0 ? { ok: false, failures } : { ok: true, now: read.reading };
  }
  const newOffset = startOf(now, read.failure.token);
  return {
    ok: false,
    failures: [proofFailure("proof-new-not-understood", read.failure.message, { newOffset })],
  };
}

function notUnderstood(message: string, old: ValkText, token: number): FinishedResult {
  const oldOffset = startOf(old, token);
  return {
    ok: false,
    failures: [proofFailure("proof-old-not-understood", message, { oldOffset })],
  };
}

/**
 * First tokens of the registrations above the pipeline; a number is a call that has no place. The run of
 * a registry may be given any list, but none with entries, which nothing answers there.
 */
function registrationsAbove(
  old: ValkText,
  { form, style, parts }: PipelineForm,
): number[] | number {
  const above: number[] = [];
  const mayBeOld = style === "list" && !parts.some((part) => LIST_TESTS.has(headName(old, part)));
  for (let token = 0; token < old.count; token = lastOf(old, token) + 1) {
    const name = headName(old, token);
    if (token === form || !OLD_CALLS.has(name)) continue;
    if (mayBeOld || token > form || !OLD_TESTS.has(name)) return token;
    if (childrenOf(old, token).length !== 3) return token;
    above.push(token);
  }
  return above;
}

/** A name of the old API that is neither one of `heads` nor a call that a pipeline is made of. */
function findStray(old: ValkText, pipeline: PipelineForm, heads: ReadonlySet<number>): number {
  const known = new Set(heads);
  for (const part of [pipeline.head, ...pipeline.parts]) {
    const name = headName(old, part);
    if (OLD_CALLS.has(name) && !OLD_TESTS.has(name)) known.add(headOf(old, part));
  }
  const watched =
    pipeline.style === "builder"
      ? watchNames(BUILDER_NAMES, BUILDER_LANGUAGE)
      : watchNames(LIST_NAMES, LIST_LANGUAGE);
  // No count of calls is right for a file of both styles: everything is searched.
  return findDoubtfulName(old, watched, -1, known);
}

/** The old tokens in the order in which the new text must have them. */
function expectedTokens(old: ValkText, pipeline: PipelineForm, above: readonly number[]): number[] {
  const moved: number[] = [];
  const rest: number[] = [];
  let copied = 0;
  for (const form of above) {
    const [from, to] = withOwnComments(old, form);
    for (let at = copied; at < from; at += 1) rest.push(at);
    for (let at = from; at <= to; at += 1) moved.push(at);
    copied = to + 1;
  }
  const insertion = withTrailingComment(old, lastOf(old, pipeline.head));
  for (let at = copied; at <= insertion; at += 1) rest.push(at);
  for (const at of moved) rest.push(at);
  for (let at = insertion + 1; at < old.count; at += 1) rest.push(at);
  return rest;
}

/** A form's tokens with the comment lines directly above it and the comment on its last line. */
function withOwnComments(old: ValkText, form: number): readonly [number, number] {
  let from = form;
  while (from > 0 && isOwnLineAbove(old, from - 1)) from -= 1;
  return [from, withTrailingComment(old, lastOf(old, form))];
}

function isOwnLineAbove(old: ValkText, token: number): boolean {
  return (
    kindAt(old, token) === COMMENT && beginsLine(old, token) && lineFeedsAfter(old, token) === 1
  );
}

function withTrailingComment(old: ValkText, last: number): number {
  const isTrailing = kindAt(old, last + 1) === COMMENT && lineFeedsAfter(old, last) === 0;
  return isTrailing ? last + 1 : last;
}

function firstUnexpected(
  old: ValkText,
  now: ValkText,
  expected: readonly number[],
  heads: ReadonlySet<number>,
  { style }: PipelineForm,
): ProofFailure | undefined {
  const names = style === "builder" ? BUILDER_TESTS : LIST_TESTS;
  const at = expected.findIndex((token, index) =>
    heads.has(token)
      ? names.get(tokenText(now, index)) !== modeOf(old, token)
      : !isSameComment(old, token, now, index),
  );
  if (at === -1 && expected.length === now.count) return undefined;
  const token = expected[at] ?? old.count;
  const offsets = {
    oldOffset: startOf(old, token),
    newOffset: startOf(now, at === -1 ? Math.min(expected.length, now.count) : at),
  };
  const kind = kindAt(old, token);
  if (kind === COMMENT)
    return proofFailure("proof-comment-moved", "a comment is not where it was", offsets);
  return kind === STRING
    ? proofFailure("proof-string-altered", "a string is altered", offsets)
    : proofFailure("proof-tests-differ", "the finished file has other tokens", offsets);
}

function modeOf(old: ValkText, head: number): TestMode | undefined {
  return OLD_TESTS.get(tokenText(old, head));
}

/** The same token and, for a comment, on a line of its own exactly if it was before. */
function isSameComment(old: ValkText, token: number, now: ValkText, index: number): boolean {
  if (!isSameToken(old, token, now, index)) return false;
  return kindAt(old, token) !== COMMENT || beginsLine(old, token) === beginsLine(now, index);
}
