// Compares the forms that are not the framework's: the same tokens, in the same order, on the same
// side of the pipeline. Only a difference is explained. Called by the proof.

import { differenceFailure } from "./compare-tests.js";
import { canonicalRun } from "./effects.js";
import { type ProofFailure, proofFailure } from "./proof.js";
import type { ValkText } from "./reader.js";
import { isPermutation } from "./sequences.js";
import type { SuiteReading } from "./suite-reading.js";
import { type Difference, firstDifference, nodeKey, nodeRun, nodeText } from "./tokens.js";

/** Compares the other forms of two readings; no failure means equal. */
export function compareForms(old: SuiteReading, now: SuiteReading): ProofFailure[] {
  const before = [...old.above, ...old.below];
  const after = [...now.above, ...now.below];
  if (before.length !== after.length) return [countFailure(before.length, after.length)];
  const differing = before.flatMap((form, index) => {
    const difference = nodeDifference(old, form, now, after[index] ?? form);
    return difference === undefined ? [] : [difference];
  });
  if (old.above.length !== now.above.length) {
    return [proofFailure("proof-form-position", "a form stands on the pipeline's other side")];
  }
  const isReordered =
    differing.some(({ kind }) => kind !== "comment") &&
    isPermutation(keysOf(old.text, before), keysOf(now.text, after));
  if (isReordered) {
    return [proofFailure("proof-form-order", "forms beside the tests stand in another order")];
  }
  return differing.map((difference) => formFailure(old.text, now.text, difference));
}

function nodeDifference(
  old: SuiteReading,
  form: number,
  now: SuiteReading,
  counterpart: number,
): Difference | undefined {
  // Such forms are not shifted as a rule, so that comparing their source settles nearly all of them.
  const difference =
    nodeText(old.text, form) === nodeText(now.text, counterpart)
      ? undefined
      : firstDifference(nodeRun(old.text, form), nodeRun(now.text, counterpart));
  // What registers in the same words as before may still answer no stage, such as `{}` in a branch.
  const hasEffects = old.canonical.size + now.canonical.size > 0;
  if (difference === undefined && !hasEffects) return undefined;
  // A function that registers tests answers them now: the same but for what effects are written as.
  if (isSameEffect(old, form, now, counterpart)) return undefined;
  return difference ?? { old: form, new: counterpart, kind: "token" };
}

function isSameEffect(
  old: SuiteReading,
  form: number,
  now: SuiteReading,
  counterpart: number,
): boolean {
  const before = canonicalRun(old.text, form, old.canonical);
  const after = canonicalRun(now.text, counterpart, now.canonical);
  return before.join("\0") === after.join("\0");
}

function keysOf(text: ValkText, forms: readonly number[]): string[] {
  return forms.map((form) => nodeKey(text, form));
}

function countFailure(before: number, after: number): ProofFailure {
  const message = `${before} forms beside the tests before, ${after} after`;
  return proofFailure(after < before ? "proof-form-lost" : "proof-form-added", message);
}

function formFailure(old: ValkText, now: ValkText, difference: Difference): ProofFailure {
  return difference.kind === "string"
    ? differenceFailure(old, now, difference, "proof-string-altered", "a string is altered")
    : differenceFailure(old, now, difference, "proof-form-changed", "a form is altered");
}
