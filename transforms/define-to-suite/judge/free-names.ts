// What evaluating a form may read and bind besides its own locals. Names are looked up where a
// function was written (valk-language.md, "Evaluation"), so that parameters and what `=` binds in a
// function are nobody else's; quoted data may be evaluated anywhere, so that all its names count.
// One walk in document order, linear in the form's size. Called by `dependencies.ts`.

import { REGISTRATIONS } from "../../../src/framework/framework-api.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import { isSymbol, type SyntaxNode, type SyntaxTree } from "../../../src/syntax/tree.js";

/** Stands for what nobody can tell: a computed load, a computed list of names to bind. */
export const ANYTHING = "<anything>";

/** What a form, or a call of the function that it defines, may read and bind. */
export interface Footprint {
  /** Names of others that it may read, call or pass on. */
  readonly names: ReadonlySet<string>;
  /** Those of them that may be called, here or by whom they are passed to. */
  readonly calls: ReadonlySet<string>;
  /** Globals that it binds. */
  readonly binds: ReadonlySet<string>;
  /** The forms in it, itself included, that bind globals. */
  readonly binders: readonly SyntaxNode[];
  /** Whether it binds a global to something that it was given. */
  readonly keepsArguments: boolean;
}

export const EMPTY_FOOTPRINT: Footprint = {
  names: new Set(),
  calls: new Set(),
  binds: new Set(),
  binders: [],
  keepsArguments: false,
};

/** Positions of arguments, by function, that it only hands over as the body of a test. */
export type BodyPositions = ReadonlyMap<string, ReadonlySet<number>>;

/**
 * Reads the footprint of evaluating the node where `locals` are known. `isBody` says that it is all of
 * a function's body, so that `=` in it binds a local.
 */
export function footprintOf(
  node: SyntaxNode,
  locals: readonly string[],
  bodies: BodyPositions,
  isBody = false,
): Footprint {
  return new FootprintReader(node.tree, bodies, locals).read(node, isBody);
}

/** Names that are known below some form, up to its last element. */
interface Scope {
  readonly end: number;
  readonly names: Set<string>;
}

/** Names that a scope knows from an element on: behind the `=` that binds them. */
interface Assignment {
  readonly from: number;
  readonly scope: Scope;
  readonly names: readonly string[];
}

class FootprintReader {
  readonly #names = new Set<string>();
  readonly #calls = new Set<string>();
  readonly #binds = new Set<string>();
  readonly #binders: SyntaxNode[] = [];
  readonly #scopes: Scope[] = [];
  /** First elements of code in braces, and of what is not evaluated here at all. */
  readonly #code = new Set<number>();
  readonly #skipped = new Set<number>();
  /** The symbols that stand first in some brackets. */
  readonly #heads = new Set<number>();
  /** Bodies of functions and what their value is made of without a condition. */
  readonly #certain = new Set<number>();
  readonly #assignments: Assignment[] = [];
  #dataEnd = -1;
  #keepsArguments = false;
  /** Up to where the value of a global is made. */
  #valueEnd = -1;

  constructor(
    private readonly tree: SyntaxTree,
    private readonly bodies: BodyPositions,
    locals: readonly string[],
  ) {
    this.#scopes.push({ end: Number.POSITIVE_INFINITY, names: new Set(locals) });
  }

  read(node: SyntaxNode, isBody: boolean): Footprint {
    const { tree } = this;
    const { index } = node;
    if (isBody) {
      this.#openScope(node, []);
      this.#openBody(node);
    } else if (node.kind !== SyntaxKind.QExpr) {
      this.#code.add(index);
    }
    for (let at = index; at < tree.after(index); ) {
      this.#arriveAt(at);
      at = this.#skipped.has(at) ? tree.after(at) : this.#enter(at);
    }
    return {
      names: this.#names,
      calls: this.#calls,
      binds: this.#binds,
      binders: this.#binders,
      keepsArguments: this.#keepsArguments,
    };
  }

  #arriveAt(at: number): void {
    while ((this.#scopes.at(-1) as Scope).end <= at) {
      this.#scopes.pop();
    }
    for (let next = this.#assignments.at(-1); next !== undefined && next.from <= at; ) {
      for (const name of next.names) {
        next.scope.names.add(name);
      }
      this.#assignments.pop();
      next = this.#assignments.at(-1);
    }
  }

  /** Reads one element; the next to look at. */
  #enter(at: number): number {
    const { tree } = this;
    const kind = tree.kind(at);
    if (kind === SyntaxKind.Symbol) {
      this.#read(tree.text(at), at);
    } else if (kind === SyntaxKind.QExpr || kind === SyntaxKind.List) {
      if (kind === SyntaxKind.QExpr && !this.#code.has(at)) {
        this.#dataEnd = Math.max(this.#dataEnd, tree.after(at));
      }
      this.#enterForm(tree.node(at));
    } else if (kind === SyntaxKind.Prefixed && tree.kind(at + 1) === SyntaxKind.QuoteMark) {
      this.#dataEnd = Math.max(this.#dataEnd, tree.after(at));
    }
    return at + 1;
  }

  #read(name: string, at: number): void {
    if (name.startsWith(":")) {
      return;
    }
    if (BINDERS.has(name)) {
      this.#names.add(ANYTHING);
    }
    const isLocal = this.#isLocal(name);
    if (isLocal && at < this.#valueEnd) {
      this.#keepsArguments = true;
    }
    if (!isLocal || at < this.#dataEnd) {
      this.#names.add(name);
      if (at >= this.#dataEnd || this.#heads.has(at)) {
        this.#calls.add(name);
      }
    }
  }

  #isLocal(name: string): boolean {
    return this.#scopes.some(({ names }) => names.has(name));
  }

  #enterForm(node: SyntaxNode): void {
    const head = node.firstElement;
    if (head?.kind !== SyntaxKind.Symbol) {
      this.#passCertainty(node, head);
      return;
    }
    const name = head.text;
    this.#heads.add(head.index);
    if (BINDERS.has(name)) {
      this.#skipped.add(head.index);
    }
    switch (name) {
      case "def":
        this.#enterGlobal(node, head.nextElement);
        break;
      case "fun":
        this.#enterFunction(node, head.nextElement, true);
        break;
      case "\\":
        this.#enterFunction(node, head.nextElement, false);
        break;
      case "=":
        this.#enterAssignment(node, head.nextElement);
        break;
      case "let":
        this.#enterLet(node, head.nextElement);
        break;
      case "load":
        this.#names.add(ANYTHING);
        break;
      default:
        this.#enterCall(node, head, name);
    }
  }

  /** `{(a) (b) c}` and `((f x))`: what is in a function's body without a condition. */
  #passCertainty(node: SyntaxNode, first: SyntaxNode | undefined): void {
    if (this.#certain.has(node.index)) {
      for (let part = first; part !== undefined; part = part.nextElement) {
        this.#certain.add(part.index);
      }
    }
  }

  #enterCall(node: SyntaxNode, head: SyntaxNode, name: string): void {
    if (name === "do") {
      this.#passCertainty(node, head.nextElement);
      return;
    }
    const from = CODE_FROM.get(name);
    const bodies = this.bodies.get(name);
    const isRegistration = name in REGISTRATIONS;
    if (from === undefined && bodies === undefined && !isRegistration) {
      return;
    }
    let position = 1;
    for (let part = head.nextElement; part !== undefined; part = part.nextElement) {
      if (from !== undefined && position >= from) {
        this.#code.add(part.index);
      }
      if ((isRegistration && position === 2) || bodies?.has(position) === true) {
        this.#skipLiteral(part);
      }
      position++;
    }
  }

  /** The body of a test is evaluated when the tests are run, before the migration and after it. */
  #skipLiteral(part: SyntaxNode): void {
    const isLambda = isSymbol(part.firstElement, "\\") && part.kind === SyntaxKind.List;
    if (part.kind === SyntaxKind.QExpr || isLambda) {
      this.#skipped.add(part.index);
    }
  }

  #enterGlobal(node: SyntaxNode, list: SyntaxNode | undefined): void {
    if (list?.kind !== SyntaxKind.QExpr) {
      this.#names.add(ANYTHING);
      return;
    }
    this.#bindGlobals(node, list, symbolsOf(list));
  }

  #bindGlobals(node: SyntaxNode, list: SyntaxNode, names: readonly string[]): void {
    for (const name of names) {
      this.#binds.add(name);
    }
    this.#binders.push(node);
    this.#skipped.add(list.index);
    this.#valueEnd = Math.max(this.#valueEnd, this.tree.after(node.index));
  }

  #enterFunction(node: SyntaxNode, list: SyntaxNode | undefined, isNamed: boolean): void {
    if (list?.kind !== SyntaxKind.QExpr) {
      if (isNamed) {
        this.#names.add(ANYTHING);
      }
      return;
    }
    const [first, ...others] = symbolsOf(list);
    if (isNamed && first !== undefined) {
      this.#bindGlobals(node, list, [first]);
    }
    this.#skipped.add(list.index);
    const parameters = isNamed ? others : symbolsOf(list);
    this.#openScope(node, parameters);
    this.#openBody(list.nextElement);
  }

  #openScope(node: SyntaxNode, names: readonly string[]): void {
    this.#scopes.push({ end: this.tree.after(node.index), names: new Set(names) });
  }

  #openBody(body: SyntaxNode | undefined): void {
    if (body !== undefined) {
      this.#code.add(body.index);
      this.#certain.add(body.index);
    }
  }

  #enterLet(node: SyntaxNode, body: SyntaxNode | undefined): void {
    this.#openScope(node, []);
    this.#openBody(body);
  }

  /**
   * In a function `=` binds for the rest of it; where that depends on a condition, or on whoever
   * evaluates the data that it stands in, a later reader may still mean the global.
   */
  #enterAssignment(node: SyntaxNode, list: SyntaxNode | undefined): void {
    if (list?.kind !== SyntaxKind.QExpr) {
      this.#names.add(ANYTHING);
      return;
    }
    const scope = this.#scopes.at(-1) as Scope;
    if (scope.end === Number.POSITIVE_INFINITY) {
      this.#bindGlobals(node, list, symbolsOf(list));
      return;
    }
    this.#skipped.add(list.index);
    if (this.#certain.has(node.index)) {
      const from = this.tree.after(node.index);
      this.#assignments.push({ from, scope, names: symbolsOf(list) });
    }
  }
}

/** Names that mean nothing that can be told in any other place than at the head of a form. */
const BINDERS: ReadonlySet<string> = new Set(["def", "fun", "=", "load"]);

/** Calls whose arguments in braces are code that sees the locals, from this argument on. */
const CODE_FROM: ReadonlyMap<string, number> = new Map([
  ["if", 2],
  ["eval", 1],
  ["select", 1],
]);

function symbolsOf(list: SyntaxNode): readonly string[] {
  return list.elements
    .filter(({ kind }) => kind === SyntaxKind.Symbol)
    .map(({ text }) => text)
    .filter((name) => name !== "&");
}
