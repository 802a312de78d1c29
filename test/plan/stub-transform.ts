// A transform of the smallest kind, so that the runner is tested apart from any real one. It
// renames `old-call` to `new-call`, and does on demand whatever else a transform may do.

import { rewriteOfEdits } from "../../src/edit/rewrite.js";
import { type Finding, finding } from "../../src/finding/finding.js";
import type { Outcome, Transform } from "../../src/kit/transform.js";
import { type FileProof, proofFailure } from "../../src/proof/proof.js";

const kind = (code: string, severity: Finding["severity"]) => ({
  code,
  severity,
  summary: `the file says ${code.toUpperCase()}`,
  hint: `remove ${code.toUpperCase()}`,
  explanation: "",
  example: "",
});

/** A text that holds the word gets the finding; `refuse` blocks the file. */
const kinds = [kind("refuse", "refuse"), kind("review", "review"), kind("info", "info")];

/**
 * Words in the text decide: REFUSE, REVIEW and INFO are findings, UNPROVEN fails its proof,
 * THROW throws. Every `test/old` counts as an old test and becomes `test/new`.
 */
export const stubTransform: Transform = {
  name: "stub",
  description: "renames test/old to test/new",
  run: (source) => run(source),
  prove: ({ path, oldText, newText }) =>
    oldText.includes("UNPROVEN")
      ? {
          ok: false,
          failures: [
            proofFailure("proof-tests-differ", "UNPROVEN", {
              oldOffset: oldText.indexOf("UNPROVEN"),
            }),
            proofFailure("proof-order", "no place"),
          ],
        }
      : { ok: true, proof: proofOf(path, oldText, newText) },
};

function run(source: string): Outcome {
  if (source.includes("THROW")) {
    throw new Error("the stub was told to throw\nsecond line");
  }
  const findings = kinds.flatMap((found) => {
    const start = source.indexOf(found.code.toUpperCase());
    return start === -1 ? [] : [finding(found, { start, end: start + found.code.length })];
  });
  const calls = [...source.matchAll(/test\/old/g)];
  const tests = { old: calls.length, new: source.split("test/new").length - 1 };
  if (source.includes("REFUSE")) {
    return { status: "blocked", findings, tests };
  }
  if (calls.length === 0) {
    return { status: "unchanged", findings, tests };
  }
  const edits = calls.map(({ index }) => ({
    span: { start: index, end: index + "test/old".length },
    newText: "test/new",
  }));
  return { status: "changed", findings, tests, rewrite: rewriteOfEdits(source, edits) };
}

function proofOf(path: string, oldText: string, newText: string): FileProof {
  const comments = oldText.split(";").length - 1;
  return {
    path,
    oldHash: `hash of ${oldText.length}`,
    newHash: `hash of ${newText.length}`,
    suite: '"stub"',
    runner: { name: "test/run", argument: null },
    flags: [],
    tests: [{ name: '"one"', mode: "sync", bodyHash: "hash" }],
    comments: { old: comments, new: comments },
    forms: 0,
    registeringForms: 0,
  };
}
