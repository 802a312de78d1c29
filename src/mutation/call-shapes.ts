// What the calls of the language and of the test frameworks do with their arguments: which are code
// of the caller, which make functions, which run on the event loop, which are evaluated elsewhere.
// The language's own come from its dialect. Read by the walk in `read-file.ts`; a configuration may
// add calls that take callbacks.

import {
  type ArgumentRole,
  type CallShape,
  callShape,
  type Dialect,
  type EntryPoints,
  type WhenCalled,
} from "../dialect/dialect.js";

/** What a call does that nothing is known about. */
export const PLAIN_CALL: CallShape = callShape([]);

/** A call that does nothing with functions but call them at once. */
export const RUNS_NOW: CallShape = callShape([]);

/** Calls whose body a runner of tests evaluates. */
export const TEST_BODIES: ReadonlySet<string> = new Set(["test/define", "test/add", "test"]);

/** Functions that the event loop calls, or the main thread where it awaits what they answer. */
const ASYNC_TESTS: EntryPoints = { "test/async": [1], "test/add-async": [1], "test-async": [1] };

/** The shapes of all known calls; `extra` adds calls that hand functions to the event loop. */
export function callShapes(
  { calls, continuations, entryPoints, callingOnce, rules }: Dialect,
  extra: EntryPoints = {},
): ReadonlyMap<string, CallShape> {
  const shapes = new Map(calls);
  for (const name of TEST_BODIES) {
    shapes.set(name, callShape(["code", "body"]));
  }
  const add = (points: EntryPoints, runs: WhenCalled): void => {
    for (const [name, positions] of Object.entries(points)) {
      shapes.set(name, { ...callShape(rolesAt(positions)), runs, isOnce: name in ASYNC_TESTS });
    }
  };
  add(continuations, "either");
  add(entryPoints, "later");
  // A runner that awaits handles calls the tests themselves on the main thread.
  add(ASYNC_TESTS, rules.asyncTests === "handle" ? "now" : "later");
  add(extra, "later");
  for (const name of callingOnce) {
    shapes.set(name, { ...(shapes.get(name) ?? PLAIN_CALL), isOnce: true });
  }
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

/**
 * Whether the call hands a function to the handle before it, which calls it at once where it is
 * complete. Of several functions the later ones may have to wait for what the first answers.
 */
export function continuesHandle({ runs, roles: [handle, callback, ...more] }: CallShape): boolean {
  return runs === "either" && handle === "code" && callback === "callback" && more.length === 0;
}

/** Whether a read of the name may not be recorded: it means the language, or itself. */
export function isUnrecorded(name: string): boolean {
  return CORE_NAMES.has(name) || name.startsWith(":");
}

/** Names of the language itself: recorded only where they are bound, never where they are called. */
export const CORE_NAMES: ReadonlySet<string> = new Set(
  `def = fun \\ do if select eval let + - * / == != < > <= >= list head tail join len nil true false
  print println printf str error error? not and or quote quasiquote otherwise map filter foldl`.split(
    /\s+/,
  ),
);
