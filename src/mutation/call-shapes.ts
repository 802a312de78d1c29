// What the calls of the language and of its libraries do with their arguments: which are code of
// the caller, which make functions, which run on the event loop, which are evaluated elsewhere.
// One table, read by the walk in `read-file.ts`; a configuration may add calls that take callbacks.

import { CONTINUATIONS, ENTRY_POINTS, type EntryPoints } from "./event-loop.js";

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
  /** Whether callbacks may also run at once, on the thread of the caller. */
  readonly mayRunNow: boolean;
}

const shape = (roles: readonly ArgumentRole[], rest: ArgumentRole = "code"): CallShape => ({
  roles,
  rest,
  mayRunNow: false,
});

/** What a call does that nothing is known about. */
export const PLAIN_CALL: CallShape = shape([]);

/** A call that does nothing with functions but call them at once. */
export const RUNS_NOW: CallShape = shape([]);

const FORMS: Readonly<Record<string, CallShape>> = {
  if: shape(["code", "branch", "branch"]),
  select: shape([], "clause"),
  eval: shape(["branch"]),
  let: shape(["scope"]),
  "aio/let": shape(["chain", "chain"]),
  "aio/do": shape(["chain"]),
  "test/define": shape(["code", "body"]),
  "test/add": shape(["code", "body"]),
  test: shape(["code", "body"]),
};

/** The shapes of all known calls; `extra` adds calls that hand functions to the event loop. */
export function callShapes(extra: EntryPoints = {}): ReadonlyMap<string, CallShape> {
  const shapes = new Map(Object.entries(FORMS));
  const add = (points: EntryPoints, mayRunNow: boolean): void => {
    for (const [name, positions] of Object.entries(points)) {
      shapes.set(name, { ...shape(rolesAt(positions)), mayRunNow });
    }
  };
  add(CONTINUATIONS, true);
  add(ENTRY_POINTS, false);
  add(extra, false);
  return shapes;
}

function rolesAt(positions: readonly number[]): readonly ArgumentRole[] {
  const length = Math.max(-1, ...positions) + 1;
  return Array.from({ length }, (_, at) => (positions.includes(at) ? "callback" : "code"));
}

/** The role of the argument at `position`. */
export function roleAt({ roles, rest }: CallShape, position: number): ArgumentRole {
  return roles[position] ?? rest;
}

/** Names of the language itself: recorded only where they are bound, never where they are called. */
export const CORE_NAMES: ReadonlySet<string> = new Set(
  `def = fun \\ do if select eval let + - * / == != < > <= >= list head tail join len nil true false
  print println printf str error error? not and or quote quasiquote otherwise map filter foldl`.split(
    /\s+/,
  ),
);
