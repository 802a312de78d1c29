// Says what became of comments that are not where they belong: lost, added, or only moved. Works on
// whole texts as multisets, and only after a comparison has failed. Called by the proof.

import { type ProofFailure, proofFailure } from "./proof.js";
import { COMMENT, type ValkText } from "./reader.js";
import { surplusIndices } from "./sequences.js";
import type { SuiteReading } from "./suite-reading.js";
import { kindAt, lastOf, nodeText, startOf, tokenText } from "./tokens.js";

/**
 * Says which comments of the old text are not in the new one and the other way round, wherever they
 * stand. Empty when both have the same comments, so that a failure can only mean a wrong place.
 */
export function explainComments(old: SuiteReading, now: SuiteReading): ProofFailure[] {
  const before = keptComments(old);
  const after = commentsIn(now.text, 0, now.text.count);
  const texts = [...before.map((at) => tokenText(old.text, at)), ...addedComments(old)];
  const newTexts = after.map((at) => tokenText(now.text, at));
  const lost = surplusIndices(texts, newTexts).map((index) => {
    const comment = before[index];
    const offsets = comment === undefined ? {} : { oldOffset: startOf(old.text, comment) };
    return proofFailure("proof-comment-lost", `lost: ${texts[index]}`, offsets);
  });
  const gained = surplusIndices(newTexts, texts).map((index) => {
    const newOffset = startOf(now.text, after[index] as number);
    return proofFailure("proof-comment-added", `not in the old text: ${newTexts[index]}`, {
      newOffset,
    });
  });
  return [...lost, ...gained];
}

/** The old comments but those inside overruled suites, which become part of a longer one. */
function keptComments({ text, droppedSuites }: SuiteReading): number[] {
  let from = 0;
  const stretches = droppedSuites.map(({ form }) => {
    const comments = commentsIn(text, from, form);
    from = lastOf(text, form) + 1;
    return comments;
  });
  return [...stretches.flat(), ...commentsIn(text, from, text.count)];
}

function commentsIn(text: ValkText, from: number, to: number): number[] {
  const comments: number[] = [];
  for (let at = from; at < to; at += 1) if (kindAt(text, at) === COMMENT) comments.push(at);
  return comments;
}

function addedComments({ text, droppedSuites }: SuiteReading): string[] {
  return droppedSuites.flatMap(({ form }) =>
    nodeText(text, form)
      .split("\n")
      .map((line) => `; ${line.replace(/\r$/, "")}`),
  );
}
