// The proof of a migrated Markdown file, beside those of its blocks: from a reading of its own it
// decides that only the proven blocks changed, and that each holds what was proven of it.

import { fromMarkdown } from "mdast-util-from-markdown";
import { checkEdits } from "./check-text.js";
import { hashText } from "./hashes.js";
import { type ClaimedEdit, type FileProof, type ProofFailure, proofFailure } from "./proof.js";

export interface MarkdownProofInput {
  readonly path: string;
  readonly oldText: string;
  readonly newText: string;
  /** Sorted, non-overlapping edits on `oldText`. */
  readonly edits: readonly ClaimedEdit[];
  /** The blocks that changed. */
  readonly blocks: readonly ClaimedBlock[];
}

export interface ClaimedBlock {
  /** Offset of its opening fence in the old Markdown text. */
  readonly start: number;
  /** The Valk texts, and what was proven of them. */
  readonly oldText: string;
  readonly newText: string;
  readonly proof: FileProof;
}

/** What a proven Markdown file holds. */
export interface MarkdownProof {
  /** SHA-256 in hexadecimal of the text's UTF-8 bytes. */
  readonly oldHash: string;
  readonly newHash: string;
  /** The blocks that changed, in order, by the line of their fence. */
  readonly blocks: readonly { readonly line: number; readonly proof: FileProof }[];
}

export type MarkdownProofResult =
  | { readonly ok: true; readonly proof: MarkdownProof }
  | { readonly ok: false; readonly failures: readonly ProofFailure[] };

/**
 * Proves that the bytes outside the claimed blocks are identical, that both texts hold the same
 * number of code blocks, in order and under the same marks, that the claimed ones hold what was
 * proven, and that no line lost what the Markdown puts before it. Linear, but for the library.
 */
export function proveMarkdown(input: MarkdownProofInput): MarkdownProofResult {
  const { oldText, newText, edits } = input;
  const old = readCode(oldText);
  const now = readCode(newText);
  const failures = [
    ...checkEdits(oldText, newText, edits),
    ...(old.length === now.length
      ? [...checkBlocks(input, old, now), ...checkOutside(input, old, now)]
      : [differ(`there were ${old.length} code blocks, now there are ${now.length}`, 0)]),
  ];
  if (failures.length > 0) {
    return { ok: false, failures };
  }
  const lines = new Map(old.map(({ start, line }) => [start, line]));
  const blocks = input.blocks.map(({ start, proof }) => ({ line: lines.get(start) ?? 0, proof }));
  return {
    ok: true,
    proof: { oldHash: hashText(oldText), newHash: hashText(newText), blocks },
  };
}

/** A code block as the library reads it. */
interface Code {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  /** What the fence says: the language and all that follows. */
  readonly info: string;
  readonly value: string;
}

function readCode(source: string): readonly Code[] {
  const base = source.startsWith("\ufeff") ? 1 : 0;
  const found: Code[] = [];
  const waiting: ReturnType<typeof fromMarkdown>["children"][number][] = [];
  waiting.push(...fromMarkdown(source.slice(base)).children);
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if ("children" in node) {
      waiting.push(...node.children);
    }
    if (node.type === "code" && node.position !== undefined) {
      const { start, end } = node.position;
      found.push({
        start: base + (start.offset ?? 0),
        end: base + (end.offset ?? 0),
        line: start.line,
        info: JSON.stringify([node.lang, node.meta]),
        value: node.value,
      });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function checkBlocks(
  { oldText, newText, blocks }: MarkdownProofInput,
  old: readonly Code[],
  now: readonly Code[],
): readonly ProofFailure[] {
  const claims = new Map(blocks.map((block) => [block.start, block]));
  const failures = old.flatMap((before, index) => {
    const after = now[index] as Code;
    const claim = claims.get(before.start);
    claims.delete(before.start);
    if (before.info !== after.info) {
      return [differ("a code block is marked otherwise", before.start)];
    }
    if (claim === undefined) {
      return before.value === after.value
        ? []
        : [differ("a code block changed that was not migrated", before.start)];
    }
    const isProven =
      holds(before, claim.oldText, claim.proof.oldHash) &&
      holds(after, claim.newText, claim.proof.newHash);
    if (!isProven) {
      return [differ("a code block does not hold what was proven of it", before.start)];
    }
    return checkPrefixes(linesOf(oldText, before), linesOf(newText, after), before.start);
  });
  return claims.size === 0 ? failures : [...failures, differ("a migrated block is not there", 0)];
}

function holds({ value }: Code, text: string, hash: string): boolean {
  return text.replace(/\r?\n$/, "") === value && hashText(text) === hash;
}

/** No line starts with anything that no line of the old block started with. */
function checkPrefixes(
  old: readonly Line[],
  now: readonly Line[],
  oldOffset: number,
): readonly ProofFailure[] {
  const known = new Set(old.map(({ prefix }) => prefix));
  const short = new Set([...known].map((prefix) => prefix.trimEnd()));
  const isKept = ({ prefix, isBlank }: Line): boolean =>
    known.has(prefix) || (isBlank && short.has(prefix));
  return now.every(isKept) ? [] : [differ("a line starts otherwise than its block", oldOffset)];
}

interface Line {
  readonly prefix: string;
  readonly isBlank: boolean;
}

/** A line that does not end in its code counts as prefix altogether. */
function linesOf(source: string, code: Code): readonly Line[] {
  const values = code.value.split(/\r?\n/);
  const lines = insideOf(source, code).split(/\r?\n/).slice(1, -1);
  return lines.map((line, index) => {
    const value = values[index] ?? "";
    const prefix = line.endsWith(value) ? line.slice(0, line.length - value.length) : line;
    return { prefix, isBlank: value.trim() === "" };
  });
}

/** From the end of the fence's line to the start of the closing fence's line. */
function insideOf(source: string, { start, end }: Code): string {
  return source.slice(source.indexOf("\n", start), source.lastIndexOf("\n", end - 1) + 1);
}

function checkOutside(
  { oldText, newText, blocks }: MarkdownProofInput,
  old: readonly Code[],
  now: readonly Code[],
): readonly ProofFailure[] {
  const starts = new Set(blocks.map(({ start }) => start));
  const isClaimed = (_: Code, index: number): boolean => starts.has((old[index] as Code).start);
  const before = outsideOf(oldText, old.filter(isClaimed));
  const after = outsideOf(newText, now.filter(isClaimed));
  const at = before.findIndex((text, index) => text !== after[index]);
  return at === -1
    ? []
    : [proofFailure("proof-bytes-outside-edits", "text outside the migrated blocks changed")];
}

/** The text around the blocks, fences included. */
function outsideOf(source: string, blocks: readonly Code[]): readonly string[] {
  let at = 0;
  const parts: string[] = [];
  for (const block of blocks) {
    const open = source.indexOf("\n", block.start);
    parts.push(source.slice(at, open));
    at = open + insideOf(source, block).length;
  }
  return [...parts, source.slice(at)];
}

function differ(message: string, oldOffset: number): ProofFailure {
  return proofFailure("proof-markdown-blocks", message, { oldOffset });
}
