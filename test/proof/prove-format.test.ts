// The proof of formatting: blanks may change, and nothing else may.

import { describe, expect, test } from "vitest";
import { editBetween } from "../../src/edit/edit.js";
import type { ChangeClaim } from "../../src/proof/proof.js";
import { proveFormat } from "../../src/proof/prove-format.js";

const OLD = '(f  "a  b" x)\n; why\n(g)\n';

function prove(newText: string, more: Partial<ChangeClaim> = {}, oldText = OLD) {
  return proveFormat({
    path: "a.valk",
    oldText,
    newText,
    edits: [editBetween(oldText, newText)],
    migrateAgain: () => ({ changed: false, findings: [] }),
    knownFindings: [],
    ...more,
  });
}

/** The codes of the failures, each with its place. */
function failuresOf(...input: Parameters<typeof prove>): readonly string[] {
  const result = prove(...input);
  return result.ok
    ? []
    : result.failures.map(({ code, oldOffset, newOffset }) =>
        `${code} ${oldOffset ?? newOffset ?? ""}`.trim(),
      );
}

test.each([
  ["blanks and line ends", '(f "a  b"\n  x)\r\n; why\n\n(g)'],
  ["nothing at all", OLD],
])("%s may change", (_, newText) => {
  expect(prove(newText)).toMatchObject({
    ok: true,
    proof: { comments: { old: 1, new: 1 }, forms: 2 },
  });
});

describe("nothing else may", () => {
  test.each([
    ["blanks in a string", OLD.replace("a  b", "a b"), "proof-string-altered 4"],
    ["a comment's blanks", OLD.replace("why", "why "), "proof-comment-lost 14"],
    ["a comment that is lost", OLD.replace("; why\n", ""), "proof-comment-lost 14"],
    ["a comment that swallows a form", OLD.replace("why\n", "why "), "proof-comment-lost 14"],
    ["a comment that moves", '(f "a  b" x)\n(g)\n; why\n', "proof-comment-lost 14"],
    ["a token that is renamed", OLD.replace("x", "y"), "proof-form-changed 11"],
    ["a token that is cut in two", OLD.replace("f ", "f f "), "proof-string-altered 4"],
    ["tokens that become one", '(fx  "a  b")\n', "proof-form-changed 1"],
    ["a bracket that moves", OLD.replace(" x)", ") x"), "proof-form-changed 11"],
    ["a form that is lost", OLD.replace("(g)\n", ""), "proof-form-changed 20"],
    ["a form that is added", `${OLD}(h)\n`, "proof-form-added 24"],
    ["a text that does not read", OLD.replace("(g)", "(g"), "proof-read-error"],
  ])("%s", (_, newText, failure) => {
    expect(failuresOf(newText)).toEqual([failure]);
  });

  test("an old text that does not read", () => {
    expect(failuresOf("(f)", {}, "(f")).toEqual(["proof-read-error"]);
  });

  test("edits that do not give the new text", () => {
    expect(failuresOf(OLD.replace("f  ", "f "), { edits: [] })).toEqual([
      "proof-bytes-outside-edits",
    ]);
  });

  test("a text that a second run changes again", () => {
    const again = { migrateAgain: () => ({ changed: true, findings: [] }) };
    expect(failuresOf(OLD, again)).toEqual(["proof-not-idempotent"]);
  });
});
