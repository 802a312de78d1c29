// The short ways to write a transform: the parts of its definition that follow from edits, or from a pattern and
// a template. To be spread into `defineTransform`.

import type { Edit } from "../../src/edit/edit.js";
import { type Rewrite, rewriteOfEdits } from "../../src/edit/rewrite.js";
import { type Finding, finding, isRefused } from "../../src/finding/finding.js";
import type { TransformContext, TransformDefinition, Verdict } from "../../src/kit/transform.js";
import type { Guard } from "../../src/pattern/guard.js";
import { type RewriteText, readRewrite } from "../../src/pattern/pattern-rewrite.js";
import type { SyntaxTree } from "../../src/syntax/tree.js";
import { treeOf } from "../../src/syntax/tree-of.js";
import { readError } from "../define-to-suite/findings/read-error.js";
import { judgeRules, tokenChangesOf } from "./pattern-transform.js";

/** The parts of a definition that `editing` makes. */
type Parts = Pick<TransformDefinition<Rewrite, unknown>, "judge" | "change" | "mayChange">;

/** What a function that makes edits answers: the edits, or these with findings. */
export type Edited =
  | readonly Edit[]
  | { readonly edits: readonly Edit[]; readonly findings: readonly Finding[] };

/**
 * A transform that makes edits of each file's tree; they need no order, but must not overlap. A refusing
 * finding leaves the file as it is, and so does a file that does not read.
 */
export function editing(
  edit: (tree: SyntaxTree, context: TransformContext) => Edited,
): Pick<Parts, "judge" | "change"> {
  return {
    judge(source, context) {
      const tree = treeOf(source);
      const edited = edit(tree, context);
      const { edits, findings } = "edits" in edited ? edited : { edits: edited, findings: [] };
      const telling = edits.filter(
        ({ span, newText }) => newText !== source.slice(span.start, span.end),
      );
      return verdictOf(tree, telling, findings);
    },
    change: (rewrite) => rewrite,
  };
}

function verdictOf(
  tree: SyntaxTree,
  edits: readonly Edit[],
  findings: readonly Finding[],
): Verdict<Rewrite> {
  if (isRefused(findings)) {
    return { status: "blocked", findings };
  }
  if (edits.length === 0) {
    return { status: "unchanged", findings };
  }
  const [unreadable] = tree.diagnostics;
  if (unreadable !== undefined) {
    const refusal = finding(readError, unreadable.span, unreadable.message);
    return { status: "blocked", findings: [...findings, refusal] };
  }
  const inOrder = edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return { status: "changed", findings, plan: rewriteOfEdits(tree.source, inOrder) };
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
    judge: (source) => judgeRules(source, rewrites, []),
    change: (rewrite) => rewrite,
    mayChange: tokenChangesOf(rewrites),
  };
}
