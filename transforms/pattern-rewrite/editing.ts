// The short ways to write a transform: the parts of its definition that follow from edits, or from a pattern and
// a template. To be spread into `defineTransform`.

import { composeRewrites } from "../../src/edit/compose.js";
import { doOverlap, type Edit, EditError } from "../../src/edit/edit.js";
import { newTextOf, type Rewrite, rewriteOfEdits } from "../../src/edit/rewrite.js";
import { type Finding, finding, isRefused } from "../../src/finding/finding.js";
import type { TransformContext, TransformDefinition } from "../../src/kit/transform.js";
import type { Guard } from "../../src/pattern/guard.js";
import { type RewriteText, readRewrite } from "../../src/pattern/pattern-rewrite.js";
import { dialectOf } from "../../src/program/project.js";
import { errorsFor } from "../../src/syntax/diagnostic.js";
import type { SyntaxTree } from "../../src/syntax/tree.js";
import { treeOf } from "../../src/syntax/tree-of.js";
import { readError } from "../define-to-suite/findings/read-error.js";
import { endlessRewrite } from "./pattern-kinds.js";
import { judgeRules, tokenChangesOf } from "./pattern-transform.js";

/** The parts of a definition that `editing` makes. */
type Parts = Pick<TransformDefinition<Rewrite, unknown>, "judge" | "change" | "mayChange">;

/** What a function that makes edits answers: the edits, or these with findings. */
export type Edited =
  | readonly Edit[]
  | { readonly edits: readonly Edit[]; readonly findings: readonly Finding[] };

/** What makes the edits of a file. */
type EditTree = (tree: SyntaxTree, context: TransformContext) => Edited;

/**
 * A transform that makes edits of each file's tree; they need no order, but must not overlap. With `repeat`
 * the function is asked again about the text that its edits have made, until it answers none: so it reaches
 * what stood in what it replaced. A refusing finding leaves the file as it is, and so does a file that does
 * not read. Throws EditError for edits that overlap, and TypeError for an answer that is no list of edits.
 */
export function editing(
  edit: EditTree,
  { repeat = false }: { readonly repeat?: boolean } = {},
): Pick<Parts, "judge" | "change"> {
  return {
    judge(source, context) {
      const first = askOnce(edit, treeOf(source), context);
      const { findings } = first;
      const [unreadable] = errorsFor(dialectOf(context.project), treeOf(source).diagnostics);
      if (isRefused(findings)) {
        return { status: "blocked", findings };
      }
      if (first.rewrite === undefined) {
        return { status: "unchanged", findings };
      }
      if (unreadable !== undefined) {
        const refusal = finding(readError, unreadable.span, unreadable.message);
        return { status: "blocked", findings: [...findings, refusal] };
      }
      const plan = repeat ? repeatEdits(edit, first.rewrite, context) : first.rewrite;
      return plan === undefined
        ? { status: "blocked", findings: [finding(endlessRewrite, { start: 0, end: 0 })] }
        : { status: "changed", findings, plan };
    },
    change: (rewrite) => rewrite,
  };
}

/** More rounds than any file is deep are no progress. */
const MOST_ROUNDS = 1000;

/** The rewrite and all that follow from what it makes, as one; undefined where they come to no end. */
function repeatEdits(
  edit: EditTree,
  first: Rewrite,
  context: TransformContext,
): Rewrite | undefined {
  let all = first;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { rewrite } = askOnce(edit, treeOf(newTextOf(all)), context);
    if (rewrite === undefined) {
      return all;
    }
    all = composeRewrites(all, rewrite);
  }
  return undefined;
}

/** The rewrite that the function wants of a tree, undefined for none, and what it has to say. */
function askOnce(
  edit: EditTree,
  tree: SyntaxTree,
  context: TransformContext,
): { readonly rewrite: Rewrite | undefined; readonly findings: readonly Finding[] } {
  const { edits, findings } = readEdited(edit(tree, context));
  const telling = edits.filter(
    ({ span, newText }) => newText !== tree.source.slice(span.start, span.end),
  );
  const inOrder = telling.toSorted(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end,
  );
  refuseOverlap(tree, inOrder);
  const rewrite = inOrder.length > 0 ? rewriteOfEdits(tree.source, inOrder) : undefined;
  return { rewrite, findings };
}

/** The answer as both. Who writes JavaScript is told by no compiler what it has to be. */
function readEdited(edited: Edited | undefined): Exclude<Edited, readonly Edit[]> {
  if (Array.isArray(edited)) {
    return readEdited({ edits: edited, findings: [] });
  }
  if (typeof edited !== "object" || !("edits" in edited) || !edited.edits.every(isEdit)) {
    throw new TypeError(
      "the function given to editing has to answer edits, or { edits, findings }",
    );
  }
  const { edits, findings = [] } = edited as Partial<typeof edited> & { edits: readonly Edit[] };
  return { edits, findings };
}

function isEdit(value: Partial<Edit> | undefined): boolean {
  return typeof value?.span?.start === "number" && typeof value.newText === "string";
}

function refuseOverlap({ lines }: SyntaxTree, inOrder: readonly Edit[]): void {
  for (const [index, { span }] of inOrder.entries()) {
    const next = inOrder[index + 1]?.span;
    if (next !== undefined && doOverlap(span, next)) {
      const at = [span, next].map(({ start }) => {
        const { line, column } = lines.position(start);
        return `${line}:${column}`;
      });
      throw new EditError(
        `the edits at ${at.join(" and ")} overlap; for matches inside of each other, ask findMatches for the outermost and editing to repeat`,
      );
    }
  }
}

/**
 * A transform that replaces what a pattern matches. Its proof lets no other tokens change than those which
 * pattern and template write. Throws PatternError.
 */
export function rewriting(
  pattern: string,
  replacement: string,
  more: { readonly guard?: Guard; readonly matchesBodies?: boolean } = {},
): Parts {
  const text: RewriteText = { pattern, replacement, ...more };
  const rewrites = [readRewrite(text)];
  return {
    judge: (source, { project }) => judgeRules(source, rewrites, [], dialectOf(project)),
    change: (rewrite) => rewrite,
    mayChange: tokenChangesOf(rewrites),
  };
}
