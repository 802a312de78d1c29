// The proof that comes with every migrated file: from its own reading of the old and the new text it
// decides whether they say the same, and fails on anything doubtful. Nothing is written without it.

import { alignReadings } from "./align-tokens.js";
import { checkEdits, checkFileEnd, checkLineEnds } from "./check-text.js";
import { compareComments } from "./compare-comments.js";
import { compareForms } from "./compare-forms.js";
import { compareLayout, findAddedComments } from "./compare-layout.js";
import { compareTests } from "./compare-tests.js";
import { describeProof } from "./describe-proof.js";
import { watchNames } from "./evaluated-names.js";
import { describeLateEvaluation, findLateIn } from "./evaluation-order.js";
import { explainComments } from "./explain-comments.js";
import { compareFinished, type FinishedResult, findPipeline } from "./finished-pipeline.js";
import { BUILDER_LANGUAGE, BUILDER_NAMES, LIST_LANGUAGE, LIST_NAMES } from "./framework-names.js";
import type { GraphView } from "./graph-view.js";
import { findLostErrors } from "./lost-errors.js";
import {
  type FileProof,
  type ProofFailure,
  type ProofInput,
  type ProofResult,
  proofFailure,
  type SecondMigration,
} from "./proof.js";
import { readBuilder } from "./read-builder.js";
import { textWithHandles } from "./read-handles.js";
import { readList } from "./read-list.js";
import { readOldStyle } from "./read-old-style.js";
import { readValk, type ValkText } from "./reader.js";
import { surplusIndices } from "./sequences.js";
import type { SuiteReading } from "./suite-reading.js";
import { startOf } from "./tokens.js";
import { viewGraph } from "./view-graph.js";

export type {
  ProofFailureCode,
  ProofInput,
  ProofResult,
} from "./proof.js";

/**
 * Proves one file's migration, or says why it is not proven. Never throws, unless `graph.read` does: a
 * second migration that throws is a failure too. A member of a group is only proven together with
 * the others: each needs its proof, and the group needs `proveGroup`. Linear in the length of both texts, apart from that second migration.
 */
export function proveMigration(input: ProofInput): ProofResult {
  const result = proveReading(input);
  return result.ok ? provenAgain(input, result.proof) : result;
}

// Apart from the second migration: readings of a large file take much memory, and are no longer held by
// the time that it begins.
function proveReading(input: ProofInput): ProofResult {
  const edits = checkEdits(input.oldText, input.newText, input.edits);
  const texts = readTexts(input);
  if (!texts.ok) return failed([...edits, ...texts.failures]);
  const { now } = texts;
  const old = input.answersHandles ? readWithHandles(texts.old) : texts.old;
  if (old === undefined) return failed([...edits, NO_HANDLES]);
  const inText = [...edits, ...checkLineEnds(old, now), ...checkFileEnd(old, now)];
  const pipeline = input.graph === undefined ? findPipeline(old) : undefined;
  if (pipeline !== undefined) {
    const inOrder = [...inText, ...checkEvaluation(old, [])];
    const finished = compareFinished(old, now, pipeline, input.hasFreeLayout);
    return proveFinished(input, inOrder, finished);
  }
  const graph = input.graph === undefined ? ALONE : viewGraph(input, input.graph, old, now);
  if (!graph.ok) return failed([...inText, ...graph.failures]);
  const readings = readSuites(old, now, input.target, graph.view);
  if (!readings.ok) return failed([...inText, ...readings.failures]);
  const stages = readings.old.stages.map(({ form }) => form);
  const failures = [
    ...inText,
    ...compareReadings(readings.old, readings.now, input),
    // The runs of a group were followed through all its files.
    ...(input.graph === undefined ? checkEvaluation(old, stages) : []),
    ...findLostErrors(readings.old),
  ];
  if (failures.length > 0) return failed(failures);
  return { ok: true, proof: describeProof(input, readings.old, readings.now, graph.view) };
}

// A file that is wrong already need not be migrated again to be refused.
function provenAgain(input: ProofInput, proof: FileProof): ProofResult {
  const again = checkSecondMigration(input);
  return again.length > 0 ? failed(again) : { ok: true, proof };
}

/** What the registering forms evaluate, they evaluate later now. */
function checkEvaluation(old: ValkText, stages: readonly number[]): readonly ProofFailure[] {
  const found = findLateIn(old, stages);
  return found === undefined
    ? []
    : [proofFailure("proof-evaluated-later", describeLateEvaluation(found))];
}

/** A file that has a pipeline already, whose leftovers of the old API became stages of it. */
function proveFinished(
  input: ProofInput,
  inText: readonly ProofFailure[],
  finished: FinishedResult,
): ProofResult {
  const failures = finished.ok ? inText : [...inText, ...finished.failures];
  if (!finished.ok || failures.length > 0) return failed(failures);
  return { ok: true, proof: describeProof(input, finished.now, finished.now) };
}

/** In a file that stands alone; the runner of a group is followed through all that it loads. */
function failed(failures: readonly ProofFailure[]): Failed {
  return { ok: false, failures: failures.slice(0, REPORTED_FAILURES) };
}

const BUILDER_WATCH = watchNames(BUILDER_NAMES, BUILDER_LANGUAGE);
const LIST_WATCH = watchNames(LIST_NAMES, LIST_LANGUAGE);

/** More of them would say nothing new. */
const REPORTED_FAILURES = 20;

const ALONE = { ok: true, view: undefined } as const;

type Failed = { readonly ok: false; readonly failures: readonly ProofFailure[] };
type Both<T> = { readonly ok: true; readonly old: T; readonly now: T };

function readTexts({ oldText, newText }: ProofInput): Both<ValkText> | Failed {
  const old = readValk(oldText);
  const now = readValk(newText);
  if (old.ok && now.ok) return { ok: true, old: old.text, now: now.text };
  const failures: ProofFailure[] = [];
  if (!old.ok) {
    const message = `the old text cannot be read: ${old.error.message}`;
    failures.push(proofFailure("proof-read-error", message, { oldOffset: old.error.offset }));
  }
  if (!now.ok) {
    const message = `the new text cannot be read: ${now.error.message}`;
    failures.push(proofFailure("proof-read-error", message, { newOffset: now.error.offset }));
  }
  return { ok: false, failures };
}

/** The old text with its async tests as the runner wants them, which is what the new one has to say. */
function readWithHandles(old: ValkText): ValkText | undefined {
  const source = textWithHandles(old);
  const read = source === undefined ? undefined : readValk(source);
  return read?.ok ? read.text : undefined;
}

const NO_HANDLES = proofFailure(
  "proof-old-not-understood",
  "an async test does not end in done on every way",
);

function readSuites(
  oldText: ValkText,
  newText: ValkText,
  target: ProofInput["target"],
  graph: GraphView | undefined,
): Both<SuiteReading> | Failed {
  const isBuilder = target === "builder";
  const old = readOldStyle(oldText, isBuilder ? BUILDER_WATCH : LIST_WATCH, graph);
  const now = isBuilder ? readBuilder(newText, graph) : readList(newText, graph);
  if (old.ok && now.ok) return { ok: true, old: old.reading, now: now.reading };
  const failures: ProofFailure[] = [];
  if (!old.ok) {
    const oldOffset = startOf(oldText, old.failure.token);
    failures.push(proofFailure("proof-old-not-understood", old.failure.message, { oldOffset }));
  }
  if (!now.ok) {
    const newOffset = startOf(newText, now.failure.token);
    failures.push(proofFailure("proof-new-not-understood", now.failure.message, { newOffset }));
  }
  return { ok: false, failures };
}

/** Everything that two readings can be compared for. */
function compareReadings(
  old: SuiteReading,
  now: SuiteReading,
  { target, hasFreeLayout = false }: ProofInput,
): readonly ProofFailure[] {
  const inside = [...compareTests(old, now, target), ...compareForms(old, now)];
  // Where tests or forms differ, nobody can tell at which of them a comment should stand.
  const failures = inside.length > 0 ? inside : compareComments(old, now, target);
  if (failures.length === 0) {
    const counterparts = alignReadings(old, now, target);
    const added = findAddedComments(now, counterparts);
    if (added.length > 0 || hasFreeLayout) return added;
    return compareLayout(old.text, now, counterparts);
  }
  if (failures.every(({ code }) => code !== "proof-comment-moved")) return failures;
  const explained = explainComments(old, now);
  if (explained.length === 0) return failures;
  return [...failures.filter(({ code }) => code !== "proof-comment-moved"), ...explained];
}

/** Point 5: no finding that the old text did not have, and nothing left to migrate. */
function checkSecondMigration(input: ProofInput): ProofFailure[] {
  const second = migrateOnceMore(input);
  if (second === undefined) {
    return [proofFailure("proof-not-idempotent", "migrating the new text again fails")];
  }
  const failures = surplusIndices(second.findings, input.knownFindings).map((index) =>
    proofFailure("proof-new-finding", `new finding: ${second.findings[index]}`),
  );
  if (second.changed) {
    failures.push(proofFailure("proof-not-idempotent", "migrating the new text changes it again"));
  }
  return failures;
}

/** A second migration that throws proves nothing, but it must not stop the report either. */
function migrateOnceMore(input: ProofInput): SecondMigration | undefined {
  try {
    return input.migrateAgain(input.newText);
  } catch {
    return undefined;
  }
}
