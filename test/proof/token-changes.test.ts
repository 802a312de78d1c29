// What an author allows, and every corruption that goes beyond it; and the proof of a rename.

import { expect, test } from "vitest";
import { proveByDefault } from "../../src/proof/default-proof.js";
import type { ChangeClaim, ProofResult } from "../../src/proof/proof.js";
import { proveRename } from "../../src/proof/prove-rename.js";
import type { TokenChanges } from "../../src/proof/token-changes.js";

function claimOf(oldText: string, newText: string, changesAgain = false): ChangeClaim {
  const edits = oldText === newText ? [] : [{ span: { start: 0, end: oldText.length }, newText }];
  const migrateAgain = () => ({ changed: changesAgain, findings: [] });
  return { path: "a.valk", oldText, newText, edits, migrateAgain, knownFindings: [] };
}

function codesOf(result: ProofResult): string {
  return result.ok ? "" : result.failures.map(({ code }) => code).join();
}

test.each<[string, string, TokenChanges, string]>([
  ["(f a)", "(g a)", { removes: ["f"], adds: ["g"] }, ""],
  ["(f a)", "(g a)", { removes: ["f"] }, "proof-form-changed"],
  ["(f a)", "(g a)", { adds: ["g"] }, "proof-form-changed"],
  ["(f a b)", "(f b)", { removes: "any" }, ""],
  ["(f a b)", "(f c)", { removes: "any" }, "proof-form-changed"],
  ["(f a b)", "(f b a)", { removes: "any" }, "proof-form-changed"],
  ["(f a)", "(f x a y)", { adds: "any" }, ""],
  ["(f a b)", "(f b x a)", { adds: "any" }, "proof-form-changed"],
  ["(f a)", "(h x)", { removes: "any", adds: "any" }, ""],
  ["(f a b)", "(f b a)", { moves: true }, ""],
  ["(f a b)", "(f b a)", {}, "proof-form-changed"],
  ["(f a b)", "(f b a)", { removes: ["f"], adds: ["f"] }, "proof-form-changed"],
  ['(f "a" 1)', '(f "b" 1)', { removes: ["1"] }, "proof-form-changed"],
  ["(f) ; why\n", "(f)\n", { removes: "any", adds: "any" }, "proof-comment-lost"],
  ["(f) ; why\n", "(f) ; so\n", { moves: true }, "proof-comment-lost"],
  ["(f)\n", "(f) ; why\n", { adds: "any" }, "proof-comment-added"],
  ["(f ; a\n)\n", "(f ; a\n (f ; a\n))\n", { adds: "any" }, ""],
])("%j to %j with %j", (before, after, changes, codes) => {
  expect(codesOf(proveByDefault(claimOf(before, after), changes))).toBe(codes);
});

test.each([
  ["(a (b a))", "(c (b c))", ""],
  ["(a a)", "(a c)", ""],
  ["(a)", "(a a)", "proof-form-changed"],
  ["(a b)", "(c  b)", "proof-layout"],
  ["(a b)", "(c d)", "proof-form-changed"],
  ["(a c)", "(c c)", "proof-form-changed"],
  ['(a "a")', '(c "c")', "proof-form-changed"],
  ["(a ; a\n)", "(c ; c\n)", "proof-form-changed"],
  ["(a", "(c", "proof-read-error"],
])("a rename of %j to %j", (before, after, codes) => {
  expect(codesOf(proveRename(claimOf(before, after), "a", "c"))).toBe(codes);
});

test("a rename that goes on is not proven", () => {
  expect(codesOf(proveRename(claimOf("(a)", "(c)", true), "a", "c"))).toBe("proof-not-idempotent");
});
