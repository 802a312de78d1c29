import { describe, expect, test } from "vitest";
import { readSuppressions } from "../../../src/finding/suppressions.js";
import { migrateFile } from "../../../src/kit/migrate-file.js";
import { provePruned } from "../../../src/proof/prove-pruned.js";
import { pruneSuppressions } from "../../../transforms/prune-suppressions/prune-suppressions.js";

const LINE = "; valk-codemod-disable-line leak why";
const NEXT = "; valk-codemod-disable-next-line leak why";

function prune(source: string, isUnused: (index: number) => boolean = () => true) {
  const spans = readSuppressions(source).flatMap(({ span }, index) =>
    isUnused(index) ? [span] : [],
  );
  const transform = pruneSuppressions(new Map([["a.valk", spans]]));
  const context = { path: "a.valk", project: { read: () => undefined }, options: undefined };
  return migrateFile(transform, source, context);
}

const pruned = (source: string, isUnused?: (index: number) => boolean): string => {
  const result = prune(source, isUnused);
  return result.status === "changed" ? result.newText : result.status;
};

describe("what goes with a comment", () => {
  test.each<[string, string, string]>([
    ["its line", `(f)\n${NEXT}\n(g)\n`, "(f)\n(g)\n"],
    ["its line, indented, with CRLF", `(f\r\n\t ${NEXT} \r\n g)\r\n`, "(f\r\n g)\r\n"],
    ["the first line", `${NEXT}\n(g)`, "(g)"],
    ["the last line", `(g)\n${NEXT}`, "(g)\n"],
    ["nothing else of its line", `(f) ${LINE}\n(g)\n`, "(f) \n(g)\n"],
    ["nothing behind it", `(f) ${LINE} \r\n(g)`, "(f)  \r\n(g)"],
    ["nothing in a form", `(f "a\n" ${LINE}\n  x)\n`, '(f "a\n" \n  x)\n'],
    ["no blank line around it", `(f)\n\n${NEXT}\n\n(g)\n`, "(f)\n\n\n(g)\n"],
  ])("%s", (_, source, expected) => {
    expect(pruned(source)).toBe(expected);
  });

  test("and none that is needed, nor any other comment", () => {
    const source = `${NEXT}\n${NEXT}\n; valk-codemod-disable-next-line leak other\n; text\n(f) ${LINE}\n`;
    const expected = source.replace(`${NEXT}\n`, "").replace(LINE, "");
    expect(pruned(source, (index) => index === 1 || index === 3)).toBe(expected);
  });

  test("none where another text stands than the one that was judged", () => {
    const transform = pruneSuppressions(new Map([["a.valk", [{ start: 0, end: NEXT.length }]]]));
    const judged = transform.judge(`(f)\n${NEXT}\n`, {
      path: "a.valk",
      project: { read: () => undefined },
      options: undefined,
    });
    expect(judged.status).toBe("unchanged");
    expect(pruned("(f)\n")).toBe("unchanged");
  });

  test("its documentation is true", () => {
    const { before, after } = pruneSuppressions(new Map()).documentation;
    expect(pruned(before)).toBe(after);
  });
});

describe("the proof", () => {
  const source = `(f) ; text\n${NEXT}\n  (g "a") ${LINE}\n`;
  const prove = (edits: readonly (readonly [string, string])[], newText?: string) => {
    const claimed = edits.map(([removed, added]) => {
      const start = source.indexOf(removed);
      return { span: { start, end: start + removed.length }, newText: added };
    });
    const applied = edits.reduce((text, [removed, added]) => text.replace(removed, added), source);
    return provePruned({
      path: "a.valk",
      oldText: source,
      newText: newText ?? applied,
      edits: claimed,
      migrateAgain: () => ({ changed: false, findings: [] }),
      knownFindings: [],
    });
  };

  test("holds for comments, and lines of comments", () => {
    const result = prove([
      [`${NEXT}\n`, ""],
      [LINE, ""],
    ]);
    expect(result).toMatchObject({ ok: true, proof: { comments: { old: 3, new: 1 }, forms: 2 } });
  });

  test.each<[string, readonly (readonly [string, string])[], string | undefined, string]>([
    ["a comment of another kind", [["; text", ""]], undefined, "proof-comment-lost"],
    ["a form", [['(g "a")', ""]], undefined, "proof-form-changed"],
    ["a form with its line", [[`  (g "a") ${LINE}\n`, ""]], undefined, "proof-form-changed"],
    ["the blank before a comment", [[` ${LINE}`, ""]], undefined, "proof-form-changed"],
    ["the line end behind code", [[`${LINE}\n`, ""]], undefined, "proof-form-changed"],
    ["more than one line", [[`${NEXT}\n  `, ""]], undefined, "proof-form-changed"],
    ["what is exchanged", [[LINE, "; other"]], undefined, "proof-form-changed"],
    ["what the edits do not say", [[LINE, ""]], source, "proof-bytes-outside-edits"],
    ["what is added", [], `${source}(h)`, "proof-form-added"],
    ["a text that does not read", [[LINE, ")"]], undefined, "proof-read-error"],
  ])("does not hold for %s", (_, edits, newText, code) => {
    const result = prove(edits, newText);
    expect(result.ok ? [] : result.failures.map((failure) => failure.code)).toContain(code);
  });
});
