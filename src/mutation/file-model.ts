// What one file binds and reads, and in which scope: the vocabulary of the linter. Models hold
// offsets, not nodes, so that the trees of ten thousand files need not stay in memory.
// Made by `read-file.ts`.

import type { WhenCalled } from "../dialect/dialect.js";
import type { LineIndex } from "../syntax/line-index.js";
import type { Span } from "../syntax/span.js";

/** How a function comes to be called that is handed to a call. */
export interface Entry {
  /** The call that hands it over: `aio/schedule`. */
  readonly call: string;
  readonly runs: WhenCalled;
  /** Whether that call calls it once at most. */
  readonly isOnce: boolean;
}

/**
 * A stretch of code with an environment of its own. `global` is the file itself; `function` is
 * the body of a `\` or `fun`; `body` is a test's, evaluated once by the framework.
 */
export interface Scope {
  /** Position in `FileModel.scopes`; the global scope is 0, the others come in no useful order. */
  readonly id: number;
  readonly kind: "global" | "function" | "body";
  /** Where names that it does not bind are looked up: the scope that a closure closes over. */
  readonly parent: Scope | undefined;
  /** The scope around it in the text; differs from `parent` where nothing is closed over. */
  readonly outer: Scope | undefined;
  readonly span: Span;
  /** For messages: `function f`, `test body`, `callback of aio/then`. */
  readonly label: string;
  readonly parameters: readonly string[];
  /** Whether the last parameter collects the rest. */
  readonly isVariadic: boolean;
  /** Whether the body ends in a `\`, so that a full call gives a function. */
  readonly returnsFunction: boolean;
  /** The name that a function is the value of, local or global; empty for a nameless one. */
  readonly name: string;
  /** The global that the function is the value of. */
  readonly globalName: string | undefined;
  /** Names bound here: parameters, and what `=` binds. Empty for the global scope. */
  readonly binds: ReadonlySet<string>;
  /** The function of the files that a body is given to; undefined for what a runner of tests evaluates. */
  readonly evaluatedBy: string | undefined;
  /** Set where the function stands in a callback's place. */
  readonly entry: Entry | undefined;
  /** Whether the text is taken apart before it runs, so that its scopes are not what they seem. */
  readonly isTakenApart: boolean;
  /** Whether it evaluates what cannot be read off: `(eval x)`, `(read …)`. */
  readonly evaluates: boolean;
  /** Whether it calls what no name says: `((pick x) y)`, or `(map given l)`. */
  readonly callsNameless: boolean;
}

/** One name bound by `def`, `fun` or `=`. */
export interface Write {
  readonly name: string;
  readonly how: "def" | "fun" | "=";
  readonly scope: Scope;
  /** The name in the form's list. */
  readonly span: Span;
  readonly form: Span;
  /** The form's head symbol. */
  readonly head: Span;
  /** How many names the form binds. */
  readonly count: number;
  readonly value: Span | undefined;
  readonly valueKind: ValueKind;
  /** The branch, or the scope's body, that the form stands in: what runs whenever the form does. */
  readonly branch: Span;
  /** What is asked of the form's own value: in a sequence, only whether it is an error, which ends it. */
  readonly asked: "value" | "error" | "nothing";
}

/** What can be read off a value: a function, a number or truth value, an atom, data, anything. */
export type ValueKind = "function" | "number" | "atom" | "data" | "other";

/** One place that mentions a name and does not bind it. */
export interface Read {
  readonly name: string;
  readonly scope: Scope;
  readonly span: Span;
  /**
   * `head`: called; `quoted`: part of data; `callback`: handed to the event loop; `evaluated`:
   * its value is evaluated as code.
   */
  readonly role: "head" | "value" | "quoted" | "callback" | "evaluated";
  /** The call that a callback is handed to. */
  readonly entry: Entry | undefined;
  /** Where the call ends that the name is the head of; the end of the name for anything else. */
  readonly callEnd: number;
}

/** An argument of a call that is not in the table, where it may matter what the callee does. */
export interface Argument {
  readonly callee: string;
  readonly position: number;
  readonly scope: Scope;
  readonly span: Span;
  readonly kind: "symbol" | "function" | "quoted";
  /** The symbol's name; empty for the other kinds. */
  readonly name: string;
}

export interface FileModel {
  readonly path: string;
  readonly source: string;
  /** Lines and columns of the source. */
  readonly lines: LineIndex;
  readonly scopes: readonly Scope[];
  /** In document order, as are all lists below. */
  readonly writes: readonly Write[];
  readonly reads: readonly Read[];
  readonly arguments: readonly Argument[];
  /** Paths of literal top-level loads, normalised. */
  readonly loads: readonly string[];
  /** Whether some load is computed or leaves the repository. */
  readonly hasUnknownLoad: boolean;
  /** Whether it runs tests or ends the process at top level, so that no other file loads it. */
  readonly isScript: boolean;
  /** Whether it can be read at all; a file with a read error has no further content here. */
  readonly isReadable: boolean;
}

/** The scope that binds the name for code in `scope`; undefined where it means the global. */
export function resolve(name: string, scope: Scope): Scope | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    if (at.binds.has(name)) {
      return at;
    }
  }
  return undefined;
}

/** Whether the write binds a global: `def` and `fun` always, `=` only at top level. */
export function isGlobalWrite({ how, scope }: Write): boolean {
  return how !== "=" || scope.kind === "global";
}

/** The outermost scope around `scope` that is not the file; undefined at top level. */
export function regionOf(scope: Scope): Scope | undefined {
  let region: Scope | undefined;
  for (let at: Scope | undefined = scope; at?.outer !== undefined; at = at.outer) {
    region = at;
  }
  return region;
}

/** Whether `outer` covers every offset of `inner`. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/**
 * Whether whenever the read runs, the write has run before it in the same run of the same body:
 * it stands in front of it, and in the same branch or around it. A function that is the value of
 * the binding may read its own name, since it runs after it is bound.
 */
export function comesBefore(write: Write, read: { readonly span: Span }): boolean {
  const isBehind = write.form.end <= read.span.start;
  const isOwnFunction =
    write.value !== undefined && write.valueKind === "function" && contains(write.value, read.span);
  return (isBehind || isOwnFunction) && contains(write.branch, read.span);
}
