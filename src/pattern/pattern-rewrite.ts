// A rewrite: a pattern, a template and what has to hold. Run over a text until nothing is left to rewrite, so
// that a second run finds nothing to do. A rewrite whose replacement holds a match again takes that one for done.

import { composeRewrites, sourceOffset } from "../edit/compose.js";
import { newTextOf, type Rewrite, rewriteOfEdits } from "../edit/rewrite.js";
import type { Span } from "../syntax/span.js";
import type { SyntaxNode, SyntaxTree } from "../syntax/tree.js";
import { treeOf } from "../syntax/tree-of.js";
import { findMatches, type Query } from "./find-matches.js";
import { type Guard, refuseUnknownHoles } from "./guard.js";
import { type Match, matchAt } from "./match.js";
import {
  type Group,
  nodeOf,
  type Pattern,
  type PatternNode,
  readHoles,
  readPattern,
} from "./pattern.js";
import { PatternError } from "./pattern-error.js";
import { type Refusal, refusalOf } from "./refusal.js";
import { removeMatches } from "./remove-match.js";
import { readTemplate, type Template } from "./template.js";
import { writeRound } from "./write-round.js";

/** How a rewrite is written. */
export interface RewriteText {
  /** `$name` one datum, `$$$name` any number, `$_` one that nobody asks for. */
  readonly pattern: string;
  /** What it becomes, with the pattern's holes; empty to remove it. */
  readonly replacement: string;
  readonly guard?: Guard | undefined;
  readonly matchesBodies?: boolean | undefined;
}

/** A rewrite that was read. */
export interface PatternRewrite {
  readonly query: Query;
  readonly template: Template;
  /** The template around each place where it matches the pattern again, which is the hole of that name. */
  readonly around: readonly PatternNode[];
}

/** What a rewrite makes of a text. */
export interface Rewritten {
  /** Undefined where nothing changes. */
  readonly rewrite: Rewrite | undefined;
  /** Matches that stay, by places of the text as it was. */
  readonly left: readonly { readonly span: Span; readonly reason: string }[];
  /** Whether nothing is left to rewrite; false for a rewrite that goes on for ever. */
  readonly isSettled: boolean;
}

/** A name that no hole can have. */
const ITSELF = "(itself)";

/**
 * Reads pattern and replacement. Throws PatternError, also where the replacement is a match again, and where a
 * condition names a hole that the pattern lacks.
 */
export function readRewrite({
  pattern: source,
  replacement,
  guard,
  matchesBodies,
}: RewriteText): PatternRewrite {
  const pattern = readPattern(source);
  if (guard !== undefined) {
    refuseUnknownHoles(guard, pattern);
  }
  const template = readTemplate(replacement, readHoles(source));
  const query = { pattern, guard, matchesBodies };
  return { query, template, around: findAround(pattern, template, guard, replacement) };
}

function findAround(
  pattern: Pattern,
  { text }: Template,
  guard: Guard | undefined,
  replacement: string,
): readonly PatternNode[] {
  const [form] = text.tree.root.elements;
  if (form === undefined) {
    return [];
  }
  const around: PatternNode[] = [];
  for (const { node } of findMatches({ pattern }, text.tree.root)) {
    const isHole = text.holes.has(node.start) && node.isToken;
    if (node.is(form) && !isHole && guard === undefined && replacement.trim() !== pattern.source) {
      const hint =
        "make the pattern narrower, or add a condition that the replacement does not meet";
      const message =
        "the replacement matches the pattern again: each run would change it once more";
      throw new PatternError("rewrite-repeats", message, hint, replacement, node.start);
    }
    if (!node.is(form) && !isHole) {
      around.push(withHoleAt(form, node, text));
    }
  }
  return around;
}

/** The form as a pattern with a hole in place of one node below it. */
function withHoleAt(
  form: SyntaxNode,
  node: SyntaxNode,
  text: Parameters<typeof nodeOf>[1],
): PatternNode {
  if (form.is(node)) {
    return { kind: "hole", name: ITSELF, isMany: false };
  }
  const read = nodeOf(form, text);
  const items = form.elements.map((element) =>
    element.start <= node.start && node.end <= element.end
      ? withHoleAt(element, node, text)
      : nodeOf(element, text),
  );
  return { ...(read as Group), items };
}

/** More rounds than any nesting of matches needs that comes to an end. */
const MOST_ROUNDS = 100;

/** Rewrites a text with each of the rules, again and again until none finds anything. */
export function rewriteText(source: string, rules: readonly PatternRewrite[]): Rewritten {
  let rewrite: Rewrite | undefined;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = rewrite;
    let left: readonly Refusal[] = [];
    for (const rule of rules) {
      const text = rewrite === undefined ? source : newTextOf(rewrite);
      const done = rewriteOnce(treeOf(text), rule);
      left = [...left, ...done.left];
      if (newTextOf(done.rewrite) !== text) {
        rewrite = rewrite === undefined ? done.rewrite : composeRewrites(rewrite, done.rewrite);
      }
    }
    if (rewrite === before) {
      return { rewrite, left: left.map((each) => inSource(each, rewrite)), isSettled: true };
    }
  }
  return { rewrite, left: [], isSettled: false };
}

function inSource(
  { span, reason }: Refusal,
  rewrite: Rewrite | undefined,
): Rewritten["left"][number] {
  if (rewrite === undefined) {
    return { span, reason };
  }
  const [start, end] = [sourceOffset(rewrite, span.start), sourceOffset(rewrite, span.end)];
  return { span: { start, end: Math.max(start, end) }, reason };
}

function rewriteOnce(
  tree: SyntaxTree,
  rule: PatternRewrite,
): { readonly rewrite: Rewrite; readonly left: readonly Refusal[] } {
  const { template } = rule;
  const matches: Match[] = [];
  const left: Refusal[] = [];
  for (const match of openMatches(tree, rule)) {
    const refusal = refusalOf(match, template);
    if (refusal === undefined) {
      matches.push(match);
    } else {
      left.push(refusal);
    }
  }
  if (matches.length === 0) {
    return { rewrite: rewriteOfEdits(tree.source, []), left };
  }
  if (template.steps.length > 0) {
    return { rewrite: writeRound(tree, matches, template), left };
  }
  const removed = removeMatches(tree, matches);
  return { rewrite: removed.rewrite, left: [...left, ...removed.left] };
}

/** The matches in a text that are not what the rewrite has made there. */
export function openMatches(tree: SyntaxTree, { query, around }: PatternRewrite): readonly Match[] {
  const matches = findMatches(query, tree.root);
  return matches.filter((match) => !around.some((each) => isWithin(match, each)));
}

function isWithin({ node, bindings }: Match, around: PatternNode): boolean {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    const outer = matchAt(around, at, { matchesBodies: true, bindings });
    const itself = outer?.bindings.get(ITSELF);
    if (itself?.first === node.index) {
      return true;
    }
  }
  return false;
}
