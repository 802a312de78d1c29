// What `if` does with its condition: an error is the answer, 0 and nil choose the second
// branch, all else the first (valk-language.md, "Evaluation"). An unknown condition tries every
// side that it may choose.

import { fork } from "./fork.js";
import { type Env, Kind, type Machine, type Opaque, type Value, type World } from "./model.js";
import { answer, evaluate } from "./registers.js";
import { asCode, isErr, isOpaque, opaque, resolve } from "./values.js";

/** Evaluates the branch that the condition chooses; quoted branches are code. */
export function chooseBranch(
  machine: Machine,
  unresolved: Value,
  yes: Value,
  no: Value,
  env: Env,
): void {
  const condition = resolve(machine, unresolved);
  if (isErr(condition)) {
    answer(machine, condition);
    return;
  }
  if (isOpaque(condition)) {
    chooseUnknown(machine, condition, yes, no, env);
    return;
  }
  evaluate(machine, asCode(isTrue(condition) ? yes : no), env);
}

function isTrue(value: Value): boolean {
  return typeof value === "object" ? value.kind !== "nil" : value !== 0;
}

function chooseUnknown(machine: Machine, by: Opaque, yes: Value, no: Value, env: Env): void {
  const worlds: World[] = [];
  const { may, reason, facets } = by;
  if (facets !== undefined) {
    const each = facets.values.map(
      (value): World =>
        (m) =>
          chooseBranch(m, value, yes, no, env),
    );
    fork(machine, reason, each, facets.id);
    return;
  }
  if (may & ~(Kind.Nil | Kind.Error)) {
    worlds.push((m) => evaluate(m, asCode(yes), env));
  }
  if (may & (Kind.Number | Kind.Nil)) {
    worlds.push((m) => evaluate(m, asCode(no), env));
  }
  if (may & Kind.Error) {
    worlds.push((m) => answer(m, opaque(reason, Kind.Error)));
  }
  fork(machine, reason, worlds);
}
