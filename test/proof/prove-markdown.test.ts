import { describe, expect, test } from "vitest";
import { hashText } from "../../src/proof/hashes.js";
import { proveMigration } from "../../src/proof/prove.js";
import { type ClaimedBlock, proveMarkdown } from "../../src/proof/prove-markdown.js";
import { editBetween, inputFor } from "./migration-pair.js";

const oldCode = '(test/suite "A")\n(test/define "a" {true})\n\n(test/run)\n';
const newCode = '(-> (test/suite "A")\n    (test/add "a" {true})\n\n    (test/run))\n';

function proofOf(old: string, now: string): ClaimedBlock["proof"] {
  const result = proveMigration(inputFor({ name: "", target: "builder", old, new: now }));
  if (!result.ok) {
    throw new Error(JSON.stringify(result.failures));
  }
  return result.proof;
}

const quote = (code: string): string => code.replace(/^/gm, "> ").replace(/> $/, "");

/** A page with two blocks; the first one is migrated, the second one shows another language. */
const page = (code: string): string =>
  `# Page\n\n> \`\`\`lisp title\n${quote(code)}> \`\`\`\n\nText\n\n~~~c\nint x;\n~~~\n`;

const oldText = page(oldCode);
const newText = page(newCode);
const claim: ClaimedBlock = {
  start: oldText.indexOf("```"),
  oldText: oldCode,
  newText: newCode,
  proof: proofOf(oldCode, newCode),
};

function prove(now: string, changes: { old?: string; blocks?: readonly ClaimedBlock[] } = {}) {
  const { old = oldText, blocks = [claim] } = changes;
  return proveMarkdown({
    path: "docs/page.md",
    oldText: old,
    newText: now,
    edits: editBetween(old, now),
    blocks,
  });
}

function codesOf(result: ReturnType<typeof proveMarkdown>): readonly string[] {
  return result.ok ? [] : result.failures.map(({ code }) => code);
}

test("proves a page, with the hashes of the page and the proofs of its blocks", () => {
  expect(prove(newText)).toEqual({
    ok: true,
    proof: {
      oldHash: hashText(oldText),
      newHash: hashText(newText),
      blocks: [{ line: 3, proof: claim.proof }],
    },
  });
});

test("proves a page with a byte order mark and CRLF", () => {
  const foreign = (text: string): string => `\ufeff${text.replaceAll("\n", "\r\n")}`;
  const [old, now] = [oldCode, newCode].map((code) => code.replaceAll("\n", "\r\n"));
  const block = {
    start: foreign(oldText).indexOf("```"),
    oldText: old as string,
    newText: now as string,
    proof: proofOf(old as string, now as string),
  };
  expect(codesOf(prove(foreign(newText), { old: foreign(oldText), blocks: [block] }))).toEqual([]);
});

describe("a wrong page is rejected", () => {
  const outside = "proof-bytes-outside-edits";
  const blocks = "proof-markdown-blocks";
  const replace = (from: string, to: string): string => {
    expect(newText).toContain(from);
    return newText.replace(from, to);
  };
  const corruptions: [string, () => string, string][] = [
    ["prose that changed", () => replace("Text", "text"), outside],
    ["a blank behind the fence", () => replace("title\n", "title \n"), outside],
    ["a longer closing fence", () => replace("> ```\n", "> ````\n"), outside],
    ["a mark that changed", () => replace("title", "tittle"), blocks],
    ["a language that changed", () => replace("~~~c", "~~~d"), blocks],
    ["another block that changed", () => replace("int x", "int y"), blocks],
    ["a block that is gone", () => replace("~~~c\nint x;\n~~~\n", ""), blocks],
    ["a block that is new", () => `${newText}\n~~~c\n~~~\n`, blocks],
    ["code that was not proven", () => replace('"a" {true}', '"a" {false}'), blocks],
    ["a line that lost its quotation mark", () => replace(">     (test/a", "    (test/a"), blocks],
    ["a tab in place of a blank", () => replace(">     (test/run", ">\t    (test/run"), blocks],
  ];

  test.each(corruptions)("%s", (_name, corrupt, code) => {
    expect(codesOf(prove(corrupt()))).toContain(code);
  });

  test("a line that starts otherwise, though it reads the same", () => {
    const now = newText.replace(">     (test/run", " >     (test/run");
    expect(codesOf(prove(now))).toEqual([blocks]);
  });

  test("edits that give another text", () => {
    const input = { path: "", oldText, newText, edits: [], blocks: [claim] };
    expect(codesOf(proveMarkdown(input))).toEqual([outside]);
  });

  test("a claim about a block that is not there", () => {
    const stray = { ...claim, start: claim.start + 1 };
    expect(codesOf(prove(newText, { blocks: [claim, stray] }))).toEqual([blocks]);
    expect(codesOf(prove(newText, { blocks: [] }))).toContain(blocks);
  });

  test("a claim whose proof is about another text", () => {
    const foreign = { ...claim.proof, newHash: hashText("") };
    expect(codesOf(prove(newText, { blocks: [{ ...claim, proof: foreign }] }))).toEqual([blocks]);
  });
});
