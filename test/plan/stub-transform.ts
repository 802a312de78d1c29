// A transform of the smallest kind, so that the runner is tested apart from any real one. It
// renames `old-call` to `new-call`, and does on demand whatever else a transform may do.

import type { Edit } from "../../src/edit/edit.js";
import { rewriteOfEdits } from "../../src/edit/rewrite.js";
import { type Finding, finding } from "../../src/finding/finding.js";
import { defineTransform, type Verdict } from "../../src/kit/transform.js";
import type { SuiteFacts } from "../../src/program/suite-facts.js";
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
export const stubTransform = defineTransform<StubPlan>({
  name: "stub",
  documentation: {
    summary: "renames test/old to test/new",
    before: "(test/old)\n",
    after: "(test/new)\n",
  },
  needs: "file",
  concerns: "framework",
  findings: [],
  judge,
  change: ({ source, edits }) => rewriteOfEdits(source, edits),
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
});

interface StubPlan {
  readonly source: string;
  readonly edits: readonly Edit[];
}

/** What a plan with the stub is told of the tests in a text. */
export const readStubSuite = (source: string): SuiteFacts => ({
  tests: {
    old: source.split("test/old").length - 1,
    new: source.split("test/new").length - 1,
  },
  loads: undefined,
  speaksBuilder: false,
  readsOld: false,
});

function judge(source: string): Verdict<StubPlan> {
  if (source.includes("THROW")) {
    throw new Error("the stub was told to throw\nsecond line");
  }
  const findings = kinds.flatMap((found) => {
    const start = source.indexOf(found.code.toUpperCase());
    return start === -1 ? [] : [finding(found, { start, end: start + found.code.length })];
  });
  const calls = [...source.matchAll(/test\/old/g)];
  if (source.includes("REFUSE")) {
    return { status: "blocked", findings };
  }
  if (calls.length === 0) {
    return { status: "unchanged", findings };
  }
  const edits = calls.map(({ index }) => ({
    span: { start: index, end: index + "test/old".length },
    newText: "test/new",
  }));
  return { status: "changed", findings, plan: { source, edits } };
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
    edits: 1,
    comments: { old: comments, new: comments },
    forms: 0,
    registeringForms: 0,
  };
}
