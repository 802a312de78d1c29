// All matches of one rule in a text, replaced at once: from the outside in, so that what holes of a match stand
// for is rewritten, too. A match that overlaps what another one's pattern names is left to the next round. Works
// from a stack of its own, whatever the depth of nesting.

import { COMMON_SYMBOL_CHARACTERS, SOME_SYMBOL_CHARACTERS } from "../dialect/dialects.js";
import { newTextOf, type Rewrite, RewriteBuilder } from "../edit/rewrite.js";
import { lowerBound } from "../syntax/lower-bound.js";
import type { SyntaxTree } from "../syntax/tree.js";
import type { Match, Run } from "./match.js";
import type { Template } from "./template.js";
import { type Op, opsOf } from "./write-match.js";

/** The text with these matches replaced; they are in document order, and the template is not empty. */
export function writeRound(
  tree: SyntaxTree,
  matches: readonly Match[],
  template: Template,
): Rewrite {
  return newRound(tree, matches, template).write({ tree, first: 0, after: tree.size });
}

interface Round {
  write(run: Run): Rewrite;
}

function newRound(tree: SyntaxTree, matches: readonly Match[], template: Template): Round {
  const { source } = tree;
  const offsetOf = (index: number): number =>
    index < tree.size ? tree.start(index) : source.length;
  const opsFor = ({ first, after }: Run): readonly Op[] => {
    const match = matches[firstFrom(matches, first)];
    if (match === undefined || match.node.index >= after) {
      return [{ kind: "keep", start: offsetOf(first), end: offsetOf(after) }];
    }
    const rest: Run = { tree, first: tree.after(match.node.index), after };
    return [
      { kind: "keep", start: offsetOf(first), end: match.node.start },
      ...opsOf(match, template),
      { kind: "run", run: rest, isCopy: false },
    ];
  };
  const write = (all: Run): Rewrite => {
    const out = new CarefulBuilder(source);
    const stack: Op[] = [{ kind: "run", run: all, isCopy: false }];
    for (let op = stack.pop(); op !== undefined; op = stack.pop()) {
      if (op.kind === "keep") {
        out.keep(op.start, op.end);
      } else if (op.kind === "add") {
        out.add(op.text);
      } else if (op.isCopy) {
        out.add(newTextOf(write(op.run)));
      } else {
        stack.push(...opsFor(op.run).toReversed());
      }
    }
    return out.build();
  };
  return { write };
}

/** The place of the first match at or behind an element. */
function firstFrom(matches: readonly Match[], index: number): number {
  return lowerBound(matches.length, (at) => (matches[at] as Match).node.index < index);
}

const SYMBOL_CHARACTERS = new Set([...COMMON_SYMBOL_CHARACTERS, ...SOME_SYMBOL_CHARACTERS]);

/** Never lets two tokens grow together that were apart. */
class CarefulBuilder {
  readonly #out: RewriteBuilder;
  #last = "";
  #keptTo = -1;

  constructor(private readonly source: string) {
    this.#out = new RewriteBuilder(source);
  }

  keep(start: number, end: number): void {
    if (start < end) {
      this.#part(this.source.charAt(start), start === this.#keptTo);
      this.#out.keep(start, end);
      this.#last = this.source.charAt(end - 1);
      this.#keptTo = end;
    }
  }

  add(text: string): void {
    if (text !== "") {
      this.#part(text.charAt(0), false);
      this.#out.add(text);
      this.#last = text.charAt(text.length - 1);
      this.#keptTo = -1;
    }
  }

  build(): Rewrite {
    return this.#out.build();
  }

  #part(next: string, continues: boolean): void {
    if (!continues && SYMBOL_CHARACTERS.has(this.#last) && SYMBOL_CHARACTERS.has(next)) {
      this.#out.add(" ");
    }
  }
}
