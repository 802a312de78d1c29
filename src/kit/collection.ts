// A collection, as users of jscodeshift know it: what a pattern found, to be filtered, replaced, removed, or
// given neighbours. Every change makes a new text of the root, from which the next `find` starts.

import { applyEdits, type Edit } from "../edit/edit.js";
import { insertAfter, insertBefore, removeNode, replaceNode } from "../edit/node-edits.js";
import { newTextOf } from "../edit/rewrite.js";
import { findMatches, type Query } from "../pattern/find-matches.js";
import { textOf } from "../pattern/guard.js";
import { holeName, refuseUnknownHole } from "../pattern/known-hole.js";
import type { Match } from "../pattern/match.js";
import { readHoles, readPattern } from "../pattern/pattern.js";
import { refusalOf } from "../pattern/refusal.js";
import { readTemplate } from "../pattern/template.js";
import { writeRound } from "../pattern/write-round.js";
import type { SyntaxNode } from "../syntax/tree.js";
import { treeOf } from "../syntax/tree-of.js";

/** One of the places that were found. */
export interface Path {
  readonly node: SyntaxNode;
  /** Its text, comments inside it included. */
  readonly text: string;
  /**
   * What a hole of the pattern stands for, as it is written; empty for nothing. Throws PatternError for a hole
   * that the pattern lacks.
   */
  readonly hole: (name: string) => string;
}

/** What a place becomes or is given: text, a template with the holes of the pattern, or made for each place. */
export type NewText = string | ((path: Path) => string);

/** A text to be searched and changed. */
export class Root {
  #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  /** The places that a pattern matches, nested ones included. Throws PatternError. */
  find(pattern: string, options: Omit<Query, "pattern"> = {}): Collection {
    const query = { ...options, pattern: readPattern(pattern) };
    return new Collection(this, pattern, findMatches(query, treeOf(this.#source).root));
  }

  /** The text as it is now. */
  toSource(): string {
    return this.#source;
  }

  /** Puts a new text in place of the one that a collection has found its places in. */
  change(from: string, to: string): void {
    if (from !== this.#source) {
      throw new Error("the text has changed since these places were found: find them again");
    }
    this.#source = to;
  }
}

/** Places of one text. After it was changed, find again: places of an old text are not to be changed. */
export class Collection {
  readonly #root: Root;
  readonly #pattern: string;
  readonly #matches: readonly Match[];

  constructor(root: Root, pattern: string, matches: readonly Match[]) {
    this.#root = root;
    this.#pattern = pattern;
    this.#matches = matches;
  }

  get length(): number {
    return this.#matches.length;
  }

  /** The places themselves, in order. */
  paths(): readonly Path[] {
    return this.#matches.map(pathOf);
  }

  /** The places that are accepted. */
  filter(accepts: (path: Path) => boolean): Collection {
    const kept = this.#matches.filter((match) => accepts(pathOf(match)));
    return new Collection(this.#root, this.#pattern, kept);
  }

  /** Visits every place, in order. */
  forEach(visit: (path: Path) => void): this {
    this.paths().forEach(visit);
    return this;
  }

  /** The places inside these that another pattern matches. */
  find(pattern: string, options: Omit<Query, "pattern"> = {}): Collection {
    const query = { ...options, pattern: readPattern(pattern) };
    const found = new Map(
      this.#matches
        .flatMap(({ node }) => findMatches(query, node))
        .map((match) => [match.node.index, match] as const),
    );
    const inOrder = [...found.values()].sort((a, b) => a.node.index - b.node.index);
    return new Collection(this.#root, pattern, inOrder);
  }

  /**
   * Replaces the places: by a template, whose holes keep their bytes, or by text made for each. A place
   * whose comment a template would lose stays. Of nested places a template replaces all, text the outer.
   */
  replaceWith(text: NewText): Root {
    if (typeof text !== "string") {
      return this.#edit((match) => replaceNode(match.node, text(pathOf(match))));
    }
    const template = readTemplate(text, readHoles(this.#pattern));
    const matches = this.#matches.filter((match) => refusalOf(match, template) === undefined);
    const [first] = matches;
    if (first !== undefined && template.steps.length > 0) {
      const { tree } = first.node;
      this.#root.change(tree.source, newTextOf(writeRound(tree, matches, template)));
    }
    return template.steps.length === 0 ? this.remove() : this.#root;
  }

  /** Puts a form in front of each place, on a line of its own where the place begins one. */
  insertBefore(text: NewText): Root {
    return this.#edit((match) => insertBefore(match.node, made(text, match)));
  }

  /** Puts a form behind each place, on a line of its own where the place begins one. */
  insertAfter(text: NewText): Root {
    return this.#edit((match) => insertAfter(match.node, made(text, match)));
  }

  /** Takes the places out, with the blanks that were there for their sake. */
  remove(): Root {
    return this.#edit((match) => removeNode(match.node));
  }

  /** One edit a place; those inside another one's are left out. */
  #edit(editOf: (match: Match) => Edit): Root {
    const edits: Edit[] = [];
    let end = -1;
    for (const match of this.#matches) {
      if (match.node.start >= end) {
        edits.push(editOf(match));
        end = match.node.end;
      }
    }
    const [first] = this.#matches;
    if (first !== undefined) {
      const { source } = first.node.tree;
      this.#root.change(source, applyEdits(source, edits));
    }
    return this.#root;
  }
}

function made(text: NewText, match: Match): string {
  return typeof text === "string" ? text : text(pathOf(match));
}

function pathOf({ node, bindings }: Match): Path {
  const holes = new Map([...bindings].map(([name]) => [name, false] as const));
  const hole = (written: string): string => {
    refuseUnknownHole(written, holes);
    return textOf(bindings.get(holeName(written)));
  };
  return { node, text: node.text, hole };
}
