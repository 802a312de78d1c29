// Whether a function that a body makes may run when the body has run again. Such a function sees in a
// global what the newer run has bound, and in a local what its own run had: neither repair may turn the
// one into the other. Only what is sure to be called at once, or by its name alone, is taken not to.

import { SyntaxKind } from "../syntax/kinds.js";
import { isSymbol, type SyntaxNode, type SyntaxTree } from "../syntax/tree.js";
import { groupBy } from "../text/group-by.js";
import { type FileModel, type Read, regionOf, resolve, type Scope } from "./file-model.js";
import { nodeAt } from "./node-at.js";
import type { Program } from "./program.js";

/** Whether code of `inner`, a scope in `body`, may run later than the run of `body` that made it. */
export type Outlives = (inner: Scope, body: Scope) => boolean;

/** Functions that call their first argument at once, and forget it; by the arguments that they take. */
const CALLING_AT_ONCE: ReadonlyMap<string, number> = new Map([
  ["map", 2],
  ["filter", 2],
  ["foldl", 3],
]);

/** Functions that are looked at for one question; where more of them call one another, they count as outliving. */
const LOOKED_AT = 64;

/** Reads it off a file; `tree` is its parsed text. A question costs the uses of the names that it comes to. */
export function readOutliving(file: FileModel, tree: SyntaxTree, program: Program): Outlives {
  const readsOf = groupBy(file.reads, ({ name }) => name);
  return (inner, body) => new Question(file, tree, program, readsOf).outlives(inner, body);
}

class Question {
  readonly #asked = new Set<Scope>();
  #left = LOOKED_AT;

  constructor(
    readonly file: FileModel,
    readonly tree: SyntaxTree,
    readonly program: Program,
    readonly reads: ReadonlyMap<string, readonly Read[]>,
  ) {}

  outlives(inner: Scope, body: Scope): boolean {
    for (let at: Scope | undefined = inner; at !== body; at = at.parent) {
      if (at === undefined || !this.#stays(at)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the function ends with the run that makes it; one that calls itself does if all else lets it. */
  #stays(made: Scope): boolean {
    if (this.#asked.has(made)) {
      return true;
    }
    this.#left -= 1;
    this.#asked.add(made);
    const stays = this.#left > 0 && this.#isCalledHere(made);
    this.#asked.delete(made);
    return stays;
  }

  #isCalledHere(made: Scope): boolean {
    const lambda = nodeAt(this.tree, made.span).parent;
    const around = lambda?.parent;
    if (made.entry !== undefined || lambda === undefined || around === undefined) {
      return made.entry?.runs === "now";
    }
    const [head, ...args] = around.elements;
    if (head?.is(lambda)) {
      return isFullCall(args.length, made);
    }
    if (isSymbol(head, "=") || isSymbol(head, "def")) {
      return args[1]?.is(lambda) === true && this.#isOnlyCalled(made);
    }
    return args[0]?.is(lambda) === true && this.#callsAtOnce(head, args.length);
  }

  #callsAtOnce(head: SyntaxNode | undefined, given: number): boolean {
    const name = head?.kind === SyntaxKind.Symbol ? head.text : "";
    const writes = this.program.usesAround(this.file, name).flatMap((use) => use.writes);
    // The prelude binds each of them once; a second binding may do anything with what it is given.
    return given >= (CALLING_AT_ONCE.get(name) ?? Number.POSITIVE_INFINITY) && writes.length <= 1;
  }

  /** Whether nothing is done with the name of a function but calls of it, in functions that stay as well. */
  #isOnlyCalled(made: Scope): boolean {
    return this.#readsOf(made).every(
      (read) =>
        read.role === "head" &&
        regionOf(read.scope) === regionOf(made) &&
        this.#isFullCallOf(read, made) &&
        !this.outlives(read.scope, made.outer as Scope),
    );
  }

  #readsOf({ name, outer, globalName }: Scope): readonly Read[] {
    return globalName === undefined
      ? (this.reads.get(name) ?? []).filter(
          ({ scope }) => resolve(name, scope) === resolve(name, outer as Scope),
        )
      : this.program.usesAround(this.file, name).flatMap(({ reads }) => reads);
  }

  #isFullCallOf({ span }: Read, made: Scope): boolean {
    const given = nodeAt(this.tree, span).parent?.elements.length ?? 0;
    return isFullCall(given - 1, made);
  }
}

/** With too few arguments a call answers a function that waits for more. */
function isFullCall(given: number, { parameters }: Scope): boolean {
  return given >= parameters.length;
}
