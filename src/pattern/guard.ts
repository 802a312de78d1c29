// What has to hold of a match beside its pattern: where it stands, how many arguments it has, and which
// names its holes leave alone. All conditions of a guard have to hold.

import { isSymbol, type SyntaxNode } from "../syntax/tree.js";
import { holeName, refuseUnknownHole } from "./known-hole.js";
import { type Match, matchAt, type Run, tokensOf } from "./match.js";
import type { Pattern } from "./pattern.js";
import { isInTailPosition } from "./tail-position.js";

/**
 * A hole, `$a` or `a`, that must not use a name; a name that is a hole, `$b`, stands for the symbol which that
 * one holds.
 */
export interface UnusedName {
  readonly hole: string;
  readonly name: string;
}

/** What the text of a hole, `$a` or `a`, has to look like. */
export interface HoleText {
  readonly hole: string;
  readonly text: RegExp;
}

/** Conditions; none of them says nothing. Holes in patterns of a guard are those of the match. */
export interface Guard {
  /** For each of these, some form around the match matches it. */
  readonly inside?: readonly Pattern[] | undefined;
  /** No form around the match matches any of these. */
  readonly notInside?: readonly Pattern[] | undefined;
  /** Whether the match is what the function around it answers. */
  readonly isTail?: boolean | undefined;
  /** The least and the most arguments behind the head of the match. */
  readonly arity?: { readonly least: number; readonly most: number } | undefined;
  /** Names that do not occur in what a hole stands for, not even quoted or as a parameter. */
  readonly unused?: readonly UnusedName[] | undefined;
  /** What texts of holes have to match. */
  readonly where?: readonly HoleText[] | undefined;
}

/** Throws PatternError where a condition names a hole that the pattern lacks. */
export function refuseUnknownHoles({ unused = [], where = [] }: Guard, { holes }: Pattern): void {
  for (const { hole } of [...unused, ...where]) {
    refuseUnknownHole(hole, holes);
  }
  for (const { name } of unused.filter(isHoleOfName)) {
    refuseUnknownHole(name, holes);
  }
}

/** Whether a hole says which symbol is meant. */
function isHoleOfName({ name }: UnusedName): boolean {
  return name.startsWith("$");
}

/** Whether the guard lets the match pass. Cost: the forms around the match, and what its holes hold. */
export function passes(guard: Guard, match: Match): boolean {
  const { inside = [], notInside = [], isTail = false, arity, unused = [], where = [] } = guard;
  const isWithin = (pattern: Pattern): boolean => isInside(match, pattern);
  return (
    (arity === undefined || hasArity(match.node, arity)) &&
    inside.every(isWithin) &&
    !notInside.some(isWithin) &&
    (!isTail || isInTailPosition(match.node)) &&
    unused.every((condition) => !isUsed(match, condition)) &&
    where.every(({ hole, text }) => text.test(textOf(match.bindings.get(holeName(hole)))))
  );
}

function isInside({ node, bindings }: Match, { root }: Pattern): boolean {
  for (let around = node.parent; around !== undefined; around = around.parent) {
    if (matchAt(root, around, { matchesBodies: true, bindings }) !== undefined) {
      return true;
    }
  }
  return false;
}

function hasArity(node: SyntaxNode, { least, most }: NonNullable<Guard["arity"]>): boolean {
  const count = node.elements.length - 1;
  return least <= count && count <= most;
}

function isUsed({ bindings }: Match, condition: UnusedName): boolean {
  const { hole, name } = condition;
  const run = bindings.get(holeName(hole));
  const symbol = isHoleOfName(condition) ? symbolOf(bindings.get(holeName(name))) : name;
  if (run === undefined || symbol === undefined) {
    return false;
  }
  for (const token of tokensOf(run)) {
    if (token === symbol) {
      return true;
    }
  }
  return false;
}

/** What a run stands for, as it is written; empty for nothing. */
export function textOf(run: Run | undefined): string {
  if (run === undefined || run.first === run.after) {
    return "";
  }
  const { tree, first, after } = run;
  const end = after < tree.size ? tree.start(after) : tree.source.length;
  return tree.source.slice(tree.start(first), end);
}

/** The one symbol that a run consists of. */
function symbolOf(run: Run | undefined): string | undefined {
  if (run === undefined || run.first === run.after) {
    return undefined;
  }
  const node = run.tree.node(run.first);
  return isSymbol(node, node.text) && node.tree.after(node.index) === run.after
    ? node.text
    : undefined;
}
