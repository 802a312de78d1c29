// Whether a pattern matches at a place of a tree, and what its holes stand for there. Trivia is passed
// over; what was between the parts of a match is read off their offsets.

import { isDatumKind, SyntaxKind } from "../syntax/kinds.js";
import type { SyntaxNode, SyntaxTree } from "../syntax/tree.js";
import type { Group, Hole, PatternNode } from "./pattern.js";

/** What a hole stands for: elements `first` up to, not including, `after`, blanks between them included. */
export interface Run {
  readonly tree: SyntaxTree;
  readonly first: number;
  readonly after: number;
}

/** A token that the pattern names, or what one of its holes stands for, in the order of the pattern. */
export interface Part {
  /** Offsets; a run of nothing starts and ends behind the part in front of it. */
  readonly start: number;
  readonly end: number;
  /** Undefined for a token that the pattern names. */
  readonly run?: Run;
}

/** What holes stand for, by their names without `$`. */
export type Bindings = ReadonlyMap<string, Run>;

/** One match. */
export interface Match {
  readonly node: SyntaxNode;
  /** Whether it is the body `{f x}` where the pattern is the call `(f $x)`. */
  readonly isBody: boolean;
  /** Everything that matched but trivia, in order. */
  readonly parts: readonly Part[];
  /** What named holes stand for. */
  readonly bindings: Bindings;
}

/** How a pattern is matched. */
export interface MatchOptions {
  /** Whether a list as pattern matches a body `{f x}`, too: only the outermost, never one below it. */
  readonly matchesBodies?: boolean | undefined;
  /** What holes stand for already. */
  readonly bindings?: Bindings | undefined;
}

/**
 * Matches the pattern at one datum; undefined where it does not. Cost: linear in the data of the lists
 * that the pattern names, with one power more for each further `$$$` in a list.
 */
export function matchAt(
  pattern: PatternNode,
  node: SyntaxNode,
  { matchesBodies = false, bindings = new Map() }: MatchOptions = {},
): Match | undefined {
  const { tree, index } = node;
  if (!mayMatch(pattern, tree, index, matchesBodies)) {
    return undefined;
  }
  const matcher = new Matcher(tree, bindings);
  if (!matcher.matchesRoot(pattern, index)) {
    return undefined;
  }
  const { parts, bindings: bound } = matcher;
  const isBody = pattern.kind === "group" && tree.kind(index) !== pattern.syntax;
  return { node, isBody, parts, bindings: bound };
}

/** A look at the outermost brackets and the head, which rules out nearly all places. */
function mayMatch(
  pattern: PatternNode,
  tree: SyntaxTree,
  index: number,
  matchesBodies: boolean,
): boolean {
  if (pattern.kind !== "group") {
    return pattern.kind === "hole" || tree.kind(index) === pattern.syntax;
  }
  const kind = tree.kind(index);
  const isBody = matchesBodies && pattern.syntax === SyntaxKind.List && kind === SyntaxKind.QExpr;
  if (kind !== pattern.syntax && !isBody) {
    return false;
  }
  const [head] = pattern.items;
  if (head?.kind !== "literal") {
    return true;
  }
  const first = nextDatum(tree, index + 2, tree.after(index));
  return first !== -1 && isToken(tree, first, head.text);
}

function isToken(tree: SyntaxTree, index: number, text: string): boolean {
  return (
    tree.end(index) - tree.start(index) === text.length &&
    tree.source.startsWith(text, tree.start(index))
  );
}

/** The first datum from `from` on among siblings that end before `end`; -1 without. */
function nextDatum(tree: SyntaxTree, from: number, end: number): number {
  let index = from;
  while (index < end && !isDatumKind(tree.kind(index))) {
    index = tree.after(index);
  }
  return index < end ? index : -1;
}

class Matcher {
  readonly parts: Part[] = [];
  bindings: Map<string, Run>;

  constructor(
    private readonly tree: SyntaxTree,
    bindings: Bindings,
  ) {
    this.bindings = new Map(bindings);
  }

  /** The outermost brackets were compared before. */
  matchesRoot(pattern: PatternNode, index: number): boolean {
    return pattern.kind === "group"
      ? this.#matchesInside(pattern, index)
      : this.#matches(pattern, index);
  }

  #matches(pattern: PatternNode, index: number): boolean {
    const { tree } = this;
    switch (pattern.kind) {
      case "hole":
        return this.#binds(pattern, index, tree.after(index));
      case "literal":
        if (tree.kind(index) !== pattern.syntax || !isToken(tree, index, pattern.text)) {
          return false;
        }
        this.#token(index);
        return true;
      default:
        return tree.kind(index) === pattern.syntax && this.#matchesInside(pattern, index);
    }
  }

  #matchesInside({ syntax, open, items }: Group, index: number): boolean {
    const { tree } = this;
    const after = tree.after(index);
    const isPrefixed = syntax === SyntaxKind.Prefixed;
    if (isPrefixed && !isToken(tree, index + 1, open)) {
      return false;
    }
    const closer = isPrefixed ? after : after - 1;
    if (!isPrefixed && !isCloser(tree, closer, index)) {
      return false;
    }
    this.#token(index + 1);
    const elements: number[] = [];
    for (let at = nextDatum(tree, index + 2, closer); at !== -1; ) {
      elements.push(at);
      at = nextDatum(tree, tree.after(at), closer);
    }
    if (!this.#matchesAll(items, 0, elements, 0)) {
      return false;
    }
    if (!isPrefixed) {
      this.#token(closer);
    }
    return true;
  }

  /** Recursion is as deep as a list of the pattern is long. */
  #matchesAll(
    items: readonly PatternNode[],
    item: number,
    elements: readonly number[],
    at: number,
  ): boolean {
    const pattern = items[item];
    if (pattern === undefined) {
      return at === elements.length;
    }
    if (pattern.kind !== "hole" || !pattern.isMany) {
      const element = elements[at];
      return (
        element !== undefined &&
        this.#matches(pattern, element) &&
        this.#matchesAll(items, item + 1, elements, at + 1)
      );
    }
    const needed = items.slice(item + 1).filter((next) => next.kind !== "hole" || !next.isMany);
    const most = elements.length - at - needed.length;
    const isLast = needed.length === items.length - item - 1;
    const [parts, bindings] = [this.parts.length, this.bindings];
    // Where no other hole for many follows, how much this one takes is clear.
    for (let count = isLast ? Math.max(most, 0) : 0; count <= most; count++) {
      this.bindings = new Map(bindings);
      const first = count === 0 ? undefined : elements[at];
      const last = elements[at + count - 1];
      const isBound =
        first === undefined || last === undefined
          ? this.#bindsNothing(pattern)
          : this.#binds(pattern, first, this.tree.after(last));
      if (isBound && this.#matchesAll(items, item + 1, elements, at + count)) {
        return true;
      }
      this.parts.length = parts;
    }
    return false;
  }

  #bindsNothing(hole: Hole): boolean {
    const { tree } = this;
    const end = this.parts.at(-1)?.end ?? 0;
    const run = { tree, first: 0, after: 0 };
    this.parts.push({ start: end, end, run });
    return this.#isSame(hole, run);
  }

  #binds(hole: Hole, first: number, after: number): boolean {
    const { tree } = this;
    const end = after < tree.size ? tree.start(after) : tree.source.length;
    const run = { tree, first, after };
    this.parts.push({ start: tree.start(first), end, run });
    return this.#isSame(hole, run);
  }

  #isSame({ name }: Hole, run: Run): boolean {
    if (name === undefined) {
      return true;
    }
    const known = this.bindings.get(name);
    if (known !== undefined) {
      return equalRuns(known, run);
    }
    this.bindings.set(name, run);
    return true;
  }

  #token(index: number): void {
    this.parts.push({ start: this.tree.start(index), end: this.tree.end(index) });
  }
}

/** Whether the element is the bracket that closes the node: one that was never closed has none. */
function isCloser(tree: SyntaxTree, closer: number, node: number): boolean {
  const kind = tree.kind(closer);
  const wanted =
    tree.kind(node) === SyntaxKind.List ? SyntaxKind.CloseParen : SyntaxKind.CloseBrace;
  return kind === wanted && tree.parent(closer) === node;
}

/** Whether both runs hold the same tokens. */
export function equalRuns(a: Run, b: Run): boolean {
  const tokensA = tokensOf(a);
  const tokensB = tokensOf(b);
  for (;;) {
    const [nextA, nextB] = [tokensA.next(), tokensB.next()];
    if (nextA.done || nextB.done) {
      return nextA.done === nextB.done;
    }
    if (nextA.value !== nextB.value) {
      return false;
    }
  }
}

/** The texts of a run's tokens, comments and blanks left out. */
export function* tokensOf({ tree, first, after }: Run): Generator<string, void, void> {
  for (let index = first; index < after; index++) {
    const kind = tree.kind(index);
    if (kind > SyntaxKind.Comment && kind < SyntaxKind.Root) {
      yield tree.text(index);
    }
  }
}
