import { describe, expect, test } from "vitest";
import { proveByDefault } from "../../src/proof/default-proof.js";
import type { ChangeClaim } from "../../src/proof/proof.js";

/** The codes of the failures of a change written as `«old|new»`; none for one that is proven. */
function failuresOf(marked: string, more: Partial<ChangeClaim> = {}): readonly string[] {
  const edits: { span: { start: number; end: number }; newText: string }[] = [];
  let oldText = "";
  let newText = "";
  for (const part of marked.split(/(«[^»]*»)/)) {
    const [, old = part, now = part] = /^«([^|]*)\|([^»]*)»$/s.exec(part) ?? [];
    if (old !== part || now !== part) {
      const span = { start: oldText.length, end: oldText.length + old.length };
      edits.push({ span, newText: now });
    }
    oldText += old;
    newText += now;
  }
  const migrateAgain = () => ({ changed: false, findings: [] });
  const claim = { path: "a.valk", oldText, newText, edits, migrateAgain, knownFindings: [] };
  const result = proveByDefault({ ...claim, ...more });
  return result.ok ? [] : result.failures.map(({ code }) => code);
}

describe("a change that only exchanges code is proven", () => {
  test.each([
    ["a name", '(«old|new» "a" {1}) ; why\n(other)\n'],
    ["a form that is wrapped", "(a)\n«|(await »(aio/start)«|)»\n(b)"],
    ["a form that is added, and one that is taken out", "«|(load 1)\n»(a)\n«(b)\n|»(c)\n"],
    ["no change at all", "; nothing\n"],
  ])("%s", (_name, marked) => {
    expect(failuresOf(marked)).toEqual([]);
  });

  test("with what its report tells", () => {
    const result = proveByDefault({
      path: "a.valk",
      oldText: "(a) ; b\n",
      newText: "(c) ; b\n",
      edits: [{ span: { start: 1, end: 2 }, newText: "c" }],
      migrateAgain: () => ({ changed: false, findings: [] }),
      knownFindings: [],
    });
    expect(result).toMatchObject({ ok: true, proof: { comments: { old: 1, new: 1 }, forms: 1 } });
  });
});

describe("what else a change may do is refused", () => {
  test.each([
    ["a string that is altered", '(f "«a|b»")', "proof-string-altered"],
    ["a string that is lost", '(f «"a"|1»)', "proof-string-altered"],
    ["a string that is added", '(f «|"a"»)', "proof-string-altered"],
    ["strings that change places", '(f «"a"|"b"» «"b"|"a"»)', "proof-string-altered"],
    ["a comment that is reworded", "(f) ; «why|what»\n", "proof-comment-lost"],
    ["a comment that is lost", "(f)« ; why|»\n", "proof-comment-lost"],
    ["a comment that is added", "(f)«| ; why»\n", "proof-comment-lost"],
    ["other line ends", "(f)«\n|\r\n»(g)\n", "proof-line-ends"],
    ["another end of the file", "(f)«|\n»", "proof-file-end"],
    ["a form that swallows the next one", "(f«)|»\n(g)\n«|)»\n", "proof-form-changed"],
    ["a text that does not read", "(f«)|»", "proof-read-error"],
  ])("%s", (_name, marked, code) => {
    expect(failuresOf(marked)).toContain(code);
  });

  test("edits that do not give the new text", () => {
    expect(failuresOf("(«a|b»)", { newText: "(c)" })).toEqual(["proof-bytes-outside-edits"]);
  });

  test("an old text that does not read", () => {
    expect(failuresOf("(«a|b»", { newText: "(b" })).toEqual(["proof-read-error"]);
  });

  test("a second run that changes more, or that fails", () => {
    const again = { changed: true, findings: [] };
    expect(failuresOf("(«a|b»)", { migrateAgain: () => again })).toEqual(["proof-not-idempotent"]);
    const failing = (): never => {
      throw new Error("no");
    };
    expect(failuresOf("(«a|b»)", { migrateAgain: failing })).toEqual(["proof-not-idempotent"]);
  });
});
