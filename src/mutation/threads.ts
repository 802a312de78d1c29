// On which thread each scope may run: the main thread runs files and test bodies, the event loop
// whatever is handed to it. Follows names from call to call, across files, and remembers the way,
// so that a finding can show how the event loop gets to a place.

import type { WhenCalled } from "../dialect/dialect.js";
import { lowerBound } from "../syntax/lower-bound.js";
import type { Span } from "../syntax/span.js";
import { append } from "../text/group-by.js";
import type { Company } from "./companies.js";
import {
  type Entry,
  type FileModel,
  isGlobalWrite,
  type Read,
  resolve,
  type Scope,
} from "./file-model.js";
import type { Program } from "./program.js";

export type Thread = "main" | "loop";

/** One step of the way from an entry point to a scope: where it is taken, and what it is. */
export interface Step {
  readonly file: FileModel;
  readonly span: Span;
  readonly what: string;
}

export interface Threads {
  /** Whether code of the scope may run on the thread. */
  readonly runsOn: (scope: Scope, thread: Thread) => boolean;
  /** The way on which the event loop gets to the scope, its entry point first. */
  readonly pathTo: (scope: Scope) => readonly Step[];
  /** All that code of the scope may call; the scope itself only where it may call itself. */
  readonly calledFrom: (file: FileModel, scope: Scope) => { has(scope: Scope): boolean };
  /** The globals that code of the file means where it runs on the thread. */
  readonly asked: (file: FileModel, thread: Thread) => Asked;
}

/** Names of globals. */
export interface Asked {
  readonly called: ReadonlySet<string>;
  readonly mentioned: ReadonlySet<string>;
}

/** A scope on the way, with the step to it and the scope that the step is taken from. */
interface Reached {
  readonly step: Step;
  readonly from: Scope | undefined;
  /** The file whose entry point the way begins at. */
  readonly origin: FileModel;
}

/** Follows all calls. Linear in the number of scopes and of names that files mention. */
export function findThreads(program: Program): Threads {
  const index = new Map(program.all.map((file) => [file, indexScopes(file)]));
  const main = new Walk(program, index, "main");
  const loop = new Walk(program, index, "loop");
  // Libraries first: what a library's own entry points reach holds for every script that loads it.
  const { libraries } = program;
  for (const file of [...libraries, ...program.all.filter((each) => !libraries.has(each))]) {
    startMain(main, file);
    startLoop(loop, file);
  }
  main.run();
  loop.run();
  const handedOn = new Map<Company, ReadonlyMap<Scope, Reached>>();
  return {
    runsOn: (scope, thread) => (thread === "main" ? main : loop).reached.has(scope),
    pathTo: (scope) => pathFrom(loop.reached, scope),
    calledFrom: (file, scope) => {
      const walk = new Walk(program, index, "main");
      walk.start(file, scope);
      walk.run();
      const { reached } = walk;
      if (!walk.callsUnknown) {
        return reached;
      }
      const company = program.company(file);
      const others = handedOn.get(company) ?? reachedByUnknown(company, program, index);
      handedOn.set(company, others);
      return { has: (called) => reached.has(called) || others.has(called) };
    },
    asked: (file, thread) => (thread === "main" ? main : loop).asked(file),
  };
}

/** What a call of an unknown function may reach: all functions that are handed on as values, and what these call. */
function reachedByUnknown(
  company: Company,
  program: Program,
  index: ReadonlyMap<FileModel, ScopeIndex>,
): ReadonlyMap<Scope, Reached> {
  const handed = new Set(
    [...company].flatMap(({ reads }) =>
      reads.flatMap(({ name, role }) => (role === "head" ? [] : [name])),
    ),
  );
  const walk = new Walk(program, index, "main");
  for (const file of company) {
    for (const scope of file.scopes) {
      const isValue = scope.globalName === undefined || handed.has(scope.globalName);
      if (scope.kind === "function" && isValue) {
        walk.reach(file, scope, { file, span: scope.span, what: scope.label }, undefined);
      }
    }
  }
  walk.run();
  return walk.reached;
}

function startMain(walk: Walk, file: FileModel): void {
  for (const scope of file.scopes) {
    if (scope.kind !== "function") {
      walk.reach(file, scope, { file, span: scope.span, what: scope.label }, undefined);
    }
  }
}

function startLoop(walk: Walk, file: FileModel): void {
  for (const scope of file.scopes) {
    if (isForLoop(scope.entry)) {
      const what = `handed to ${scope.entry.call}`;
      walk.reach(file, scope, { file, span: scope.span, what }, undefined);
    }
  }
  for (const read of file.reads) {
    if (isForLoop(read.entry) && read.role === "callback") {
      const what = `${read.name} handed to ${read.entry.call}`;
      walk.follow(file, read, { file, span: read.span, what }, undefined);
    }
  }
}

/**
 * Whether the scope belongs to a test whose handle the runner awaits: a continuation in it runs once,
 * before or after what the test itself does, and never beside another one that runs on the main thread.
 */
function isAwaitedTest(scope: Scope): boolean {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    if (at.entry?.runs === "now") {
      return true;
    }
  }
  return false;
}

function isForLoop(entry: Entry | undefined): entry is Entry {
  return entry !== undefined && entry.runs !== "now";
}

function pathFrom(reached: ReadonlyMap<Scope, Reached>, scope: Scope): readonly Step[] {
  const path: Step[] = [];
  let at: Scope | undefined = scope;
  while (at !== undefined) {
    const found: Reached | undefined = reached.get(at);
    if (found !== undefined && path.at(-1)?.span !== found.step.span) {
      path.push(found.step);
    }
    at = found?.from;
  }
  return path.reverse();
}

/** What a walk asks about a file's scopes. */
interface ScopeIndex {
  readonly inside: ReadonlyMap<Scope, readonly Scope[]>;
  readonly readsIn: ReadonlyMap<Scope, readonly Read[]>;
  /** Functions by the global that they are the value of. */
  readonly functions: ReadonlyMap<string, readonly Scope[]>;
  /** Functions by the local that they are the value of. */
  readonly locals: ReadonlyMap<string, readonly Scope[]>;
  /** Values by the global that they are bound to, as far as these may be anything. */
  readonly computed: ReadonlyMap<string, readonly Span[]>;
}

function indexScopes(file: FileModel): ScopeIndex {
  const index = {
    inside: new Map<Scope, Scope[]>(),
    readsIn: new Map<Scope, Read[]>(),
    functions: new Map<string, Scope[]>(),
    locals: new Map<string, Scope[]>(),
    computed: new Map<string, Span[]>(),
  };
  for (const write of file.writes) {
    if (isGlobalWrite(write) && write.value !== undefined && write.valueKind === "other") {
      append(index.computed, write.name, write.value);
    }
  }
  for (const scope of file.scopes) {
    if (scope.outer !== undefined) {
      append(index.inside, scope.outer, scope);
    }
    if (scope.globalName !== undefined) {
      append(index.functions, scope.globalName, scope);
    } else if (scope.name !== "") {
      append(index.locals, scope.name, scope);
    }
  }
  for (const read of file.reads) {
    if (read.role !== "quoted") {
      append(index.readsIn, read.scope, read);
    }
  }
  return index;
}

class Walk {
  readonly reached = new Map<Scope, Reached>();
  /** Whether some function is called on the way that is not known: one that was given, computed, or evaluated. */
  callsUnknown = false;
  readonly #asked = new Map<FileModel, { called: Set<string>; mentioned: Set<string> }>();
  readonly #waiting: { file: FileModel; scope: Scope }[] = [];

  constructor(
    readonly program: Program,
    readonly index: ReadonlyMap<FileModel, ScopeIndex>,
    readonly thread: Thread,
  ) {}

  /** Every scope that was reached. */
  reach(file: FileModel, scope: Scope, step: Step, from: Scope | undefined): void {
    if (!this.reached.has(scope)) {
      const origin = (from && this.reached.get(from)?.origin) ?? step.file;
      this.reached.set(scope, { step, from, origin });
      this.#waiting.push({ file, scope });
    }
  }

  /** Walks on from a scope without saying that it is reached. */
  start(file: FileModel, scope: Scope): void {
    this.#waiting.push({ file, scope });
  }

  run(): void {
    // First come, first served: the first way found to a scope is one of the shortest.
    for (let at = 0; at < this.#waiting.length; at++) {
      const { file, scope } = this.#waiting[at] as { file: FileModel; scope: Scope };
      this.#leave(file, scope);
    }
  }

  #leave(file: FileModel, scope: Scope): void {
    const index = this.index.get(file) as ScopeIndex;
    this.callsUnknown ||= scope.evaluates || scope.callsNameless;
    for (const inner of index.inside.get(scope) ?? []) {
      if (this.#mayBeCalledHere(inner, scope)) {
        const what = `${inner.label} made in ${scope.label}`;
        this.reach(file, inner, { file, span: inner.span, what }, scope);
      }
    }
    for (const read of index.readsIn.get(scope) ?? []) {
      if (read.role !== "callback" || this.#staysHere(read.entry?.runs ?? "later", scope)) {
        this.follow(file, read, { file, span: read.span, what: read.name }, scope);
      }
    }
  }

  /** A function made in a scope may be called there, unless only the event loop calls it. */
  #mayBeCalledHere({ kind, entry, globalName }: Scope, outer: Scope): boolean {
    if (kind === "body" || globalName !== undefined) {
      return false;
    }
    return entry === undefined || this.#staysHere(entry.runs, outer);
  }

  #staysHere(runs: WhenCalled, outer: Scope): boolean {
    return runs === "now" || (runs === "either" && this.thread === "main" && !isAwaitedTest(outer));
  }

  /** Reaches the functions that a name may mean. */
  follow(file: FileModel, read: Read, step: Step, from: Scope | undefined): void {
    const owner = resolve(read.name, read.scope);
    if (owner === undefined) {
      this.#followGlobal(file, read, step, from);
      return;
    }
    const functions = (this.index.get(file)?.locals.get(read.name) ?? []).filter(
      ({ outer }) => outer !== undefined && resolve(read.name, outer) === owner,
    );
    for (const scope of functions) {
      this.reach(file, scope, step, from);
    }
    this.callsUnknown ||=
      read.role === "evaluated" || (read.role === "head" && functions.length === 0);
  }

  #followGlobal(file: FileModel, read: Read, step: Step, from: Scope | undefined): void {
    const { name } = read;
    this.callsUnknown ||= read.role === "evaluated";
    const isCalled = read.role === "head" || read.role === "callback";
    const { called, mentioned } = this.asked(file);
    const known = isCalled ? called : mentioned;
    if (known.size === known.add(name).size) {
      return;
    }
    const origin = (from && this.reached.get(from)?.origin) ?? file;
    for (const use of this.program.usesAround(file, name)) {
      const other = use.file;
      if (use.writes.length === 0 || !this.#mayMeet(origin, other)) {
        continue;
      }
      for (const scope of this.index.get(other)?.functions.get(name) ?? []) {
        this.reach(other, scope, step, from);
      }
      for (const value of this.index.get(other)?.computed.get(name) ?? []) {
        this.#followAlias(other, value, isCalled, step, from);
      }
    }
  }

  /**
   * Whether a way that began in one file may lead into another: a library calls back into the
   * script that loads it, and not into other scripts. A script with entry points of its own may
   * have come the same way, which was then not walked again.
   */
  #mayMeet(origin: FileModel, file: FileModel): boolean {
    return (
      this.thread === "main" ||
      origin === file ||
      this.program.company(origin).has(file) ||
      file.scopes.some(({ entry }) => isForLoop(entry))
    );
  }

  /** The globals that were followed from a file. */
  asked(file: FileModel): { readonly called: Set<string>; readonly mentioned: Set<string> } {
    const known = this.#asked.get(file) ?? { called: new Set(), mentioned: new Set() };
    this.#asked.set(file, known);
    return known;
  }

  /**
   * `(def {g} f)` makes `g` another name of `f`. After `(def {g} (f x))` a call of `g` may call
   * what the value mentions; a mere mention of `g`, which may be any value, calls nothing.
   */
  #followAlias(
    file: FileModel,
    value: Span,
    isCalled: boolean,
    step: Step,
    from: Scope | undefined,
  ): void {
    const reads = readsWithin(file, value);
    this.callsUnknown ||= isCalled && reads.every(({ span }) => span.end !== value.end);
    for (const read of reads) {
      const isAlias = read.span.end === value.end;
      if ((isCalled || isAlias) && (read.role === "value" || read.role === "head")) {
        this.follow(file, read, step, from);
      }
    }
  }
}

/** The reads in a stretch of a file; reads stand in document order. */
export function readsWithin(file: FileModel, { start, end }: Span): readonly Read[] {
  const { reads } = file;
  const low = lowerBound(reads.length, (at) => (reads[at] as Read).span.start < start);
  const found: Read[] = [];
  for (let at = low; at < reads.length && (reads[at] as Read).span.start < end; at++) {
    found.push(reads[at] as Read);
  }
  return found;
}
