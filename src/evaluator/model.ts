// The data of the evaluator: values, scopes, and the machine with everything that it keeps.
// Numbers are plain JavaScript numbers, or bigints where they are not safe integers; everything
// else is an object with a `kind`. Strings hold bytes, one UTF-16 unit a byte, as the reference
// counts and cuts them. Values never change; what changes lives in a `Store`. Types only, so that
// the files of this layer need not import each other in circles.

import type { Dialect } from "../dialect/dialect.js";

export type Value =
  | number
  | bigint
  | Sym
  | Str
  | Nil
  | Cons
  | Lambda
  | Builtin
  | Err
  | Ref
  | Handle
  | Opaque;

export interface Sym {
  readonly kind: "symbol";
  readonly name: string;
  /** `:key` symbols evaluate to themselves. */
  readonly keyword: boolean;
}

export interface Str {
  readonly kind: "string";
  readonly bytes: string;
}

export interface Nil {
  readonly kind: "nil";
}

export interface Cons {
  readonly kind: "cons";
  /** `{…}` rather than `(…)`: evaluates to itself. */
  readonly quoted: boolean;
  readonly head: Value;
  readonly tail: Value;
  /** The file that the list was read from; its first cons alone tells. */
  readonly source: Source | undefined;
  /** The same list as code; filled at the first evaluation. */
  code: Cons | undefined;
}

/** A file as it was read. Files of one text may be one source. */
export interface Source {
  readonly bytes: string;
  /** Its forms in order; one that does not read is an error value and the last. */
  readonly forms: readonly Value[];
  /** Where the forms begin, in bytes; fewer than forms where the last does not read. */
  readonly starts: readonly number[];
}

export interface Lambda {
  readonly kind: "lambda";
  readonly formals: Value;
  readonly body: Value;
  readonly env: Env;
}

/** What a builtin answers: a value, or `undefined` after it told the machine what comes next. */
export type Answer = Value | undefined;

export interface Builtin {
  readonly kind: "builtin";
  readonly name: string;
  /** Whether it only computes, so that it can be asked once for each world. */
  readonly computes: boolean;
  /** Whether it prints what it is given, so that it matters which file calls it. */
  readonly prints: boolean;
  readonly run: (machine: Machine, args: readonly Value[], env: Env) => Answer;
}

export interface Err {
  readonly kind: "error";
  readonly bytes: string;
}

/** A reference to something outside the language: an atom, an event loop, a response. */
export interface Ref {
  readonly kind: "ref";
  readonly type: string;
  readonly store: Store;
}

/** An asynchronous operation (handles.ts). */
export interface Handle {
  readonly kind: "handle";
  /** Its status, a symbol, and its result or error. */
  readonly store: Store;
  /** Its waiters, and the function to call when it is cancelled. */
  readonly pending: Store;
}

/** A value that this evaluator cannot know. */
export interface Opaque {
  readonly kind: "opaque";
  /** The builtin, or what else, that made it unknown. */
  readonly reason: string;
  /** What it may be: a sum of `Kind` bits. */
  readonly may: number;
  /** Whether evaluating or calling it can do nothing to the program's state. */
  readonly inert: boolean;
  /** What it is in each world of a fork, where that is known. */
  readonly facets?: Facets;
}

/** The values that a fork's worlds gave, in the order of the worlds. */
export interface Facets {
  /** Number of the fork. */
  readonly id: number;
  readonly values: readonly Value[];
  /** How many values there are in all, those inside each other included. */
  readonly weight: number;
}

/** Bits for the kinds of values that an opaque value may stand for. */
export const Kind = {
  Number: 1,
  Symbol: 2,
  String: 4,
  Function: 8,
  Reference: 16,
  Nil: 32,
  List: 64,
  Error: 128,
  Handle: 256,
  Any: 511,
} as const;

/** A fixed object with changing slots; changes go through `write` (state.ts). */
export interface Store {
  readonly values: unknown[];
  /** Whether a slot on which two worlds disagree may become an opaque value. */
  readonly blurs: boolean;
}

export interface Change {
  readonly store: Store;
  readonly slot: number;
  readonly old: unknown;
}

/** The changes since the innermost open fork; undefined while there is none. */
export interface Journal {
  changes: Change[] | undefined;
}

/** A scope. A slot without a value is a binding that a fork took back. */
export interface Env extends Store {
  readonly names: Sym[];
  readonly values: (Value | undefined)[];
  readonly parent: Env | undefined;
  /** How many scopes it is inside of. */
  readonly depth: number;
  /** Slots by name, for scopes with many names. */
  slots: Map<Sym, number> | undefined;
}

/** A piece of output: bytes, or what is there instead of known bytes. */
export type Chunk = string | UnknownChunk;

export interface UnknownChunk {
  readonly reason: string;
  /** What the possible worlds print here; empty when not even that is known. */
  readonly worlds: readonly (readonly Chunk[])[];
}

/** What to do with the value of a finished expression. */
export type Frame = (machine: Machine, value: Value) => void;

/** Starts one of the possible continuations, by setting what the machine does next. */
export type World = (machine: Machine) => void;

/** How a world ended: with a value, or with the end of the process. */
export type End = { readonly value: Value } | { readonly status: number | Opaque };

/** What one side of a fork left in the slots that it changed. */
export type Footprint = ReadonlyMap<Store, ReadonlyMap<number, unknown>>;

export interface Outcome {
  readonly end: End;
  readonly footprint: Footprint;
  readonly output: readonly Chunk[];
}

/** A decision whose worlds are being tried (fork.ts). */
export interface Fork {
  readonly id: number;
  readonly reason: string;
  readonly worlds: readonly World[];
  readonly outcomes: Outcome[];
  /** Height of the stack below the decision. */
  readonly height: number;
  readonly callDepth: number;
  readonly nested: number;
  readonly outerChanges: Change[] | undefined;
  readonly outerOutput: Chunk[];
}

/** How an evaluation ended before its end. */
export type Halt = { readonly status: number } | { readonly unknown: string };

export interface Limits {
  /** Evaluation steps, expressions and calls, before the result counts as unknown. */
  readonly steps: number;
  /** Pending frames: how deep calls that are no tail calls may nest. */
  readonly frames: number;
  /** Nested evaluations by builtins, which in the reference use up the C stack. */
  readonly nested: number;
  /** Unknown decisions inside each other. */
  readonly forks: number;
}

/** A form whose arguments are not evaluated first; gets the whole form. */
export type SpecialForm = (machine: Machine, form: readonly Value[], env: Env) => void;

/** An expression register, a value register, and a stack of what to do with the value. */
export interface Machine {
  readonly journal: Journal;
  readonly stack: Frame[];
  readonly forks: Fork[];
  /** The worlds that are being tried: number of the fork to number of the world. */
  readonly assumed: Map<number, number>;
  readonly limits: Limits;
  readonly globals: Env;
  readonly specialForms: ReadonlyMap<Value, SpecialForm>;
  /** Slots of the evaluator itself: see `Slot`. */
  readonly state: Store;
  readonly dialect: Dialect;
  /** A file of the tree, or undefined when there is no such file. */
  readonly load: (path: string) => Source | undefined;
  /** The bytes of a file of the tree. */
  readonly read: (path: string) => string | undefined;
  output: Chunk[];
  /** The file whose code prints; undefined for code that no file holds. */
  printer: Source | undefined;
  /** What to evaluate next; undefined when `value` waits for the topmost frame. */
  expression: Value | undefined;
  env: Env;
  value: Value;
  halt: Halt | undefined;
  steps: number;
  callDepth: number;
  nested: number;
  /** Forks so far. */
  forkCount: number;
}

/** Slots of `Machine.state`. */
export const Slot = {
  /** Virtual microseconds. */
  Clock: 0,
  /** The request context (request-context.ts). */
  Context: 1,
  /** Pending timers of all event loops (timers.ts). */
  Timers: 2,
  /** Whether the code that runs was called by an event loop. */
  OnLoop: 3,
  /** The declared types (types.ts). */
  Types: 4,
  /** The outputs that are being captured, the innermost last (builtins/capture.ts). */
  Captures: 5,
  /** The state of the random numbers (builtins/random.ts). */
  Random: 6,
  /** All event loops, stopped ones included (timers.ts). */
  Loops: 7,
} as const;
