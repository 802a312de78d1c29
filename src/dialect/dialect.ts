// What a dialect of Valk is: everything that differs between the interpreters that programs are
// written for, as one value. Each dialect is a file beside this one, listed in `dialects.ts`; the
// reader, the linter, the transforms, the evaluator and the texts of findings take their rules from
// it. Imports nothing, so that everything may ask it.

/**
 * What becomes of one argument.
 * `code`: evaluated by the caller. `branch`: a q-expression that may be evaluated in the caller's
 * scope. `clause`: a condition and its branch. `callback`: a function that the event loop may call.
 * `body`: a q-expression that is evaluated once, later, in the scope of whoever runs it.
 * `scope`: a q-expression evaluated at once, in a scope that sees only globals.
 * `chain`: a q-expression that is taken apart and run in callbacks of the caller's scope.
 */
export type ArgumentRole = "code" | "branch" | "clause" | "callback" | "body" | "scope" | "chain";

/** Roles by position, the first argument at 0; positions beyond the list have the role `rest`. */
export interface CallShape {
  readonly roles: readonly ArgumentRole[];
  readonly rest: ArgumentRole;
  readonly runs: WhenCalled;
  /** Whether it calls what it is handed once at most, whatever happens; without it it may do so again. */
  readonly isOnce?: boolean;
}

/**
 * When callbacks of a call run: `now`, on the thread of the caller; `later`, on the event loop; or
 * `either`.
 */
export type WhenCalled = "now" | "later" | "either";

/** Positions of callbacks by name of the call: `{ "aio/schedule": [2] }`. */
export type EntryPoints = Readonly<Record<string, readonly number[]>>;

/** What an interpreter does, where interpreters differ. */
export interface DialectRules {
  /** Whether `shutdown`, and with it the end of a run of tests, ends the script at once. */
  readonly shutdownEndsScript: boolean;
  /**
   * Whether `load` looks through the whole file before it runs any of it, and stops the loading script
   * where the file does not read or calls what is not defined.
   */
  readonly loadChecksFirst: boolean;
  /** Whether async tests are given `done` to call, or answer a handle that the runner awaits. */
  readonly asyncTests: "done" | "handle";
  /** Whether there are atoms, the state that threads may share. */
  readonly hasAtoms: boolean;
}

/** What differs between interpreters of Valk. */
export interface Dialect {
  /** What configurations and options call it: "2026-01". */
  readonly name: string;
  /** What people call it: "Valk of January 2026". */
  readonly title: string;
  /** The characters of symbols and numbers. */
  readonly symbolCharacters: string;
  /** Heads that the evaluator knows itself: they are no values. */
  readonly specialForms: ReadonlySet<string>;
  /** Heads that the reader rewrites wherever they stand, in data as well. */
  readonly rewrittenForms: ReadonlySet<string>;
  /** Constructors that the prelude declares: calls of these names never reach a function of the program. */
  readonly constructors: ReadonlySet<string>;
  /** What a program may call without defining it: builtins and functions of the prelude. */
  readonly names: ReadonlySet<string>;
  /** Names that an earlier dialect had: the way out, a sentence. */
  readonly removedNames: ReadonlyMap<string, string>;
  /** Files of the runtime that an earlier dialect had, by path: what to write in their place. */
  readonly removedFiles: ReadonlyMap<string, string>;
  /** Calls of the language that do more with an argument than evaluate it. */
  readonly calls: ReadonlyMap<string, CallShape>;
  /** Calls whose functions the event loop calls, and only the event loop. */
  readonly entryPoints: EntryPoints;
  /** Calls that run a function at once when their handle is complete already, else on the event loop. */
  readonly continuations: EntryPoints;
  /**
   * Calls that call what they are handed once at most, whatever happens; all others may do it again, as
   * a timer or a server does.
   */
  readonly callingOnce: ReadonlySet<string>;
  /** Calls that call their first argument, at once, with what is in a list. */
  readonly callingFirst: ReadonlySet<string>;
  readonly rules: DialectRules;
}

/** A call without callbacks. */
export function callShape(roles: readonly ArgumentRole[], rest: ArgumentRole = "code"): CallShape {
  return { roles, rest, runs: "later" };
}

/** The words of a text that is laid out for people. */
export function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
