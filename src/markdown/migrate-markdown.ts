// One Markdown text through a transform: each of its blocks by itself, like a file, with the same
// proof, and then a proof of the whole. Invariant: a block is migrated whole or left as it is, and
// one that is left is reported. The run loads this only when Markdown is to be migrated.

import type { AnyTransform } from "../../transforms/all-transforms.js";
import { unreadableCodes } from "../../transforms/define-to-suite/findings/all-rules.js";
import { causeOf } from "../../transforms/define-to-suite/judge/reading-stop.js";
import type { SuiteOptions } from "../../transforms/define-to-suite/suite-options.js";
import type { Edit } from "../edit/edit.js";
import { editsOf, newTextOf, type Rewrite, RewriteBuilder } from "../edit/rewrite.js";
import { type Finding, finding } from "../finding/finding.js";
import { EFFECT_NAMES } from "../framework/framework-api.js";
import type { ChangedFile, FileResult } from "../kit/file-result.js";
import { migrateFile } from "../kit/migrate-file.js";
import type { TransformContext } from "../kit/transform.js";
import { readSuiteFacts } from "../program/suite-facts.js";
import type { ProofFailure } from "../proof/proof.js";
import { type MarkdownProof, proveMarkdown } from "../proof/prove-markdown.js";
import type { Span } from "../syntax/span.js";
import { markdownBlock } from "./markdown-block.js";
import { type MarkdownBlock, placeInMarkdown, readBlocks } from "./read-blocks.js";
import { writeBlock } from "./write-block.js";

/** How many blocks of a file were migrated, and how many still show the old API. */
export interface BlockCounts {
  readonly migrated: number;
  readonly left: number;
}

/** What is said of every Markdown text. */
interface ReadMarkdown {
  /** Sorted by place; offsets are those of the Markdown text. */
  readonly findings: readonly Finding[];
  readonly blocks: BlockCounts;
}

/** What became of one Markdown text. */
export type MarkdownResult =
  | (ReadMarkdown & { readonly status: "unchanged" })
  | (ReadMarkdown & {
      readonly status: "changed";
      readonly newText: string;
      readonly rewrite: Rewrite;
      readonly edits: readonly Edit[];
      readonly proof: MarkdownProof;
      /** Where the code of the migrated blocks stands in the source, line by line, in order. */
      readonly code: readonly Span[];
    })
  /** A change did not stand its proof: an error of this tool. */
  | (ReadMarkdown & { readonly status: "failed"; readonly failures: readonly ProofFailure[] });

/**
 * Migrates what can be migrated: blocks that show the old API, or with `wantsAll` blocks of any code. Pure;
 * parses the Markdown two or three times when it changes.
 */
export function migrateMarkdown(
  transform: AnyTransform,
  source: string,
  context: TransformContext<SuiteOptions>,
  wantsAll = false,
): MarkdownResult {
  const all = readBlocks(source);
  const tried = all
    .filter(({ text }) => wantsAll || mayShowOldApi(text))
    .map((block) => ({ block, result: migrateFile(transform, block.text, context) }))
    .filter(({ result }) => !isSketchOfNew(result));
  const failures = tried.flatMap(failuresOf);
  const chosen = chooseSafe(source, all, tried.filter(isMigratable));
  const isChosen = new Set<Tried>(chosen);
  const findings = tried.flatMap((one) => findingsOf(one, isChosen.has(one)));
  const left = findings.filter(({ code }) => code === markdownBlock.code).length;
  if (failures.length > 0) {
    return { status: "failed", findings, failures, blocks: { migrated: 0, left } };
  }
  return chosen.length === 0
    ? { status: "unchanged", findings, blocks: { migrated: 0, left } }
    : change(source, context.path, chosen, findings, left);
}

interface Tried {
  readonly block: MarkdownBlock;
  readonly result: FileResult;
}

interface Migrated extends Tried {
  readonly result: ChangedFile;
}

function mayShowOldApi(text: string): boolean {
  return [...EFFECT_NAMES].some((name) => text.includes(name));
}

/** A block in the new style with an ellipsis or the like, which a page may have: nobody runs it. */
function isSketchOfNew({ source, findings, status }: FileResult): boolean {
  const isSketch = status === "blocked" && findings.every(({ code }) => unreadableCodes.has(code));
  const { tests } = readSuiteFacts(source);
  return isSketch && tests.old === 0 && tests.new > 0;
}

function isMigratable(tried: Tried): tried is Migrated {
  return tried.result.status === "changed" && tried.block.obstacle === undefined;
}

/**
 * The blocks that read back as they were migrated. Code can look otherwise in its new place: lines
 * that are indented less than their fence gain nothing from blanks that are added to them.
 */
function chooseSafe(
  source: string,
  all: readonly MarkdownBlock[],
  candidates: readonly Migrated[],
): readonly Migrated[] {
  let chosen = candidates;
  while (chosen.length > 0) {
    const byStart = new Map(chosen.map((one) => [one.block.start, one]));
    const now = readBlocks(newTextOf(rewriteOf(source, chosen)));
    const isSame = now.length === all.length;
    const safe = all.flatMap(({ start }, index) => {
      const one = byStart.get(start);
      return isSame && now[index]?.text === one?.result.newText && one !== undefined ? [one] : [];
    });
    if (safe.length === chosen.length) {
      return chosen;
    }
    chosen = safe;
  }
  return chosen;
}

function rewriteOf(source: string, migrated: readonly Migrated[]): Rewrite {
  const builder = new RewriteBuilder(source);
  let at = 0;
  for (const { block, result } of migrated) {
    const [first] = block.lines;
    builder.keep(at, first?.start ?? at);
    writeBlock(block, result.rewrite, builder);
    at = block.end;
  }
  builder.keep(at, source.length);
  return builder.build();
}

function change(
  source: string,
  path: string,
  migrated: readonly Migrated[],
  findings: readonly Finding[],
  left: number,
): MarkdownResult {
  const rewrite = rewriteOf(source, migrated);
  const newText = newTextOf(rewrite);
  const edits = editsOf(rewrite);
  const claims = migrated.map(({ block: { start }, result }) => ({
    start,
    oldText: result.source,
    newText: result.newText,
    proof: result.proof,
  }));
  const result = proveMarkdown({ path, oldText: source, newText, edits, blocks: claims });
  const blocks = { migrated: migrated.length, left };
  const code = migrated.flatMap(({ block }) => codeOf(block));
  return result.ok
    ? { status: "changed", findings, blocks, newText, rewrite, edits, code, proof: result.proof }
    : { status: "failed", findings, blocks, failures: result.failures };
}

/** What is Valk in the block's lines, the marks of lists and quotations left out. */
function codeOf({ lines, end }: MarkdownBlock): readonly Span[] {
  return lines.map(({ contentStart }, index) => ({
    start: contentStart,
    end: lines[index + 1]?.start ?? end,
  }));
}

function failuresOf({ block, result }: Tried): readonly ProofFailure[] {
  return result.status === "failed"
    ? result.failures.map((failure) => ({
        ...failure,
        oldOffset: placeInMarkdown(block, failure.oldOffset ?? 0),
      }))
    : [];
}

/** A migrated block's own findings; of a block that is left, that it is, and why. */
function findingsOf({ block, result }: Tried, isChosen: boolean): readonly Finding[] {
  const reason = isChosen ? undefined : reasonOf(block, result);
  if (reason !== undefined) {
    return [
      finding(markdownBlock, spanOf(block, reason.at), `block left as it is: ${reason.message}`),
    ];
  }
  const own = isChosen || result.status === "unchanged" ? result.findings : [];
  return own.map((found) => ({
    ...found,
    message: withPlace(found.message),
    span: {
      start: placeInMarkdown(block, found.span.start),
      end: placeInMarkdown(block, found.span.end),
    },
  }));
}

/** A transform counts lines from the start of its text, and knows nothing of the page around it. */
function withPlace(message: string): string {
  return /\bline \d/.test(message) ? `${message}, counted from the fence` : message;
}

interface Reason {
  readonly message: string;
  /** The place that speaks for itself: an offset into the block's text. */
  readonly at?: number;
}

function reasonOf({ obstacle }: MarkdownBlock, result: FileResult): Reason | undefined {
  if (result.status === "changed") {
    return { message: obstacle ?? "indented, its lines would not read the same in this place" };
  }
  const isLeft = result.status === "blocked";
  const why = result.findings.find(({ severity }) => severity === (isLeft ? "refuse" : "review"));
  if (why === undefined) {
    return undefined;
  }
  const message = FRAGMENTS.has(why.code) ? "a fragment, not a whole suite" : causeOf(why.message);
  return { message: `${withPlace(message)} (${why.code})`, at: why.span.start };
}

/** What a file must not do and a short example does for good reasons. */
const FRAGMENTS: ReadonlySet<string> = new Set(["no-run", "suite-without-run"]);

function spanOf(block: MarkdownBlock, offset: number | undefined): Finding["span"] {
  const start = offset === undefined ? block.start : placeInMarkdown(block, offset);
  return { start, end: start };
}
