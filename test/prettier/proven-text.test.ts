import { expect, test } from "vitest";
import { rewriteOfEdits } from "../../src/edit/rewrite.js";
import { provenText } from "../../src/prettier/proven-text.js";

/** Puts a text in place of the first occurrence of another, wherever there is one. */
const replacing = (old: string, newText: string) => (source: string) => {
  const start = source.indexOf(old);
  const edits = start === -1 ? [] : [{ span: { start, end: start + old.length }, newText }];
  return rewriteOfEdits(source, edits);
};

test("blanks may change", () => {
  expect(provenText("(f  a)", replacing("  ", " "))).toBe("(f a)");
});

test.each([
  ["a token", replacing("a", "b"), "proof-form-changed: a token is lost, altered or moved"],
  ["what is changed again", replacing(" ", "  "), "proof-not-idempotent: a second run changes"],
])("%s may not", (_, format, message) => {
  expect(() => provenText("(f a)", format)).toThrow(`not proven, and left as it is: ${message}`);
});
