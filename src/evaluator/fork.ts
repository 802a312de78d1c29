// Unknown decisions. Each world that a decision may lead to is run to the end of the deciding
// expression, its changes are undone, and then what all worlds agree on is kept: changes, output,
// value. What they disagree on becomes opaque. So nothing known ever depends on a guess; a
// process that ends in some worlds only, or state that cannot be opaque, ends the evaluation.

import { mergeValues } from "./merge.js";
import {
  type End,
  type Fork,
  type Frame,
  Kind,
  type Machine,
  type Opaque,
  type Outcome,
  type Store,
  type Value,
  type World,
} from "./model.js";
import { appendWorlds } from "./output.js";
import { abort, answer, spend } from "./registers.js";
import { undo, write } from "./state.js";
import { isOpaque, kindOf, mayBeError, opaque, resolve } from "./values.js";

/**
 * Tries all worlds in order; the value of the whole goes to the frame below. A decision on a value
 * with facets gives the number of their fork.
 */
export function fork(
  machine: Machine,
  reason: string,
  worlds: readonly World[],
  id = machine.forkCount++,
): void {
  if (machine.forks.length >= machine.limits.forks) {
    abort(machine, reason);
    return;
  }
  const [only] = worlds;
  if (worlds.length === 1 && only !== undefined) {
    only(machine);
    return;
  }
  machine.forks.push({
    id,
    reason,
    worlds,
    outcomes: [],
    height: machine.stack.length,
    callDepth: machine.callDepth,
    nested: machine.nested,
    outerChanges: machine.journal.changes,
    outerOutput: machine.output,
  });
  startNext(machine);
}

/** Ends the process of the script, or the world that the innermost fork is trying. */
export function exit(machine: Machine, status: number | Opaque): void {
  if (machine.forks.length > 0) {
    finishWorld(machine, { status });
  } else {
    machine.halt = typeof status === "number" ? { status } : { unknown: status.reason };
  }
}

/** Goes on after a value that is no error; an error is the answer; unknown forks. */
export function continueUnlessError(
  machine: Machine,
  unresolved: Value,
  next: (machine: Machine) => void,
): void {
  const value = resolve(machine, unresolved);
  if (kindOf(value) === Kind.Error) {
    answer(machine, value);
  } else if (isOpaque(value) && mayBeError(value)) {
    const { reason } = value;
    fork(machine, reason, [(m) => answer(m, opaque(reason, Kind.Error)), next]);
  } else {
    next(machine);
  }
}

const valueReached: Frame = (machine, value) => {
  finishWorld(machine, { value });
};

function startNext(machine: Machine): void {
  const fork = machine.forks.at(-1) as Fork;
  machine.stack.length = fork.height;
  machine.callDepth = fork.callDepth;
  machine.nested = fork.nested;
  machine.journal.changes = [];
  machine.output = [];
  machine.assumed.set(fork.id, fork.outcomes.length);
  machine.stack.push(valueReached);
  machine.expression = undefined;
  fork.worlds[fork.outcomes.length]?.(machine);
}

function finishWorld(machine: Machine, end: End): void {
  const fork = machine.forks.at(-1) as Fork;
  const footprint = undo(machine.journal.changes ?? []);
  fork.outcomes.push({ end, footprint, output: machine.output });
  if (fork.outcomes.length < fork.worlds.length) {
    startNext(machine);
    return;
  }
  machine.forks.pop();
  machine.assumed.delete(fork.id);
  machine.stack.length = fork.height;
  machine.callDepth = fork.callDepth;
  machine.nested = fork.nested;
  machine.journal.changes = fork.outerChanges;
  machine.output = fork.outerOutput;
  merge(machine, fork);
}

function merge(machine: Machine, { id, reason, outcomes }: Fork): void {
  const values: Value[] = [];
  const statuses: (number | Opaque)[] = [];
  for (const { end } of outcomes) {
    if ("value" in end) {
      values.push(end.value);
    } else {
      statuses.push(end.status);
    }
  }
  if (values.length > 0 && statuses.length > 0) {
    abort(machine, reason);
    return;
  }
  appendWorlds(
    machine.output,
    reason,
    outcomes.map(({ output }) => output),
  );
  mergeState(machine, reason, outcomes, id);
  if (values.length > 0) {
    answer(machine, mergeValues(machine, values, reason, id));
  } else {
    exit(machine, mergeStatuses(statuses, reason));
  }
}

function mergeStatuses(statuses: readonly (number | Opaque)[], reason: string): number | Opaque {
  const [first] = statuses;
  return typeof first === "number" && statuses.every((status) => status === first)
    ? first
    : opaque(reason);
}

function mergeState(
  machine: Machine,
  reason: string,
  outcomes: readonly Outcome[],
  id: number,
): void {
  const done = new Map<Store, Set<number>>();
  for (const { footprint } of outcomes) {
    for (const [store, slots] of footprint) {
      const finished = done.get(store) ?? new Set();
      done.set(store, finished);
      for (const slot of slots.keys()) {
        if (!finished.has(slot)) {
          finished.add(slot);
          mergeSlot(machine, reason, outcomes, id, store, slot);
        }
      }
    }
  }
}

/** Steps that it takes to merge what the worlds left in one slot. */
const MERGING = 10;

function mergeSlot(
  machine: Machine,
  reason: string,
  outcomes: readonly Outcome[],
  id: number,
  store: Store,
  slot: number,
): void {
  spend(machine, MERGING);
  const old = store.values[slot];
  const results = outcomes.map(({ footprint }) => {
    const changed = footprint.get(store);
    return changed?.has(slot) ? changed.get(slot) : old;
  });
  const [first] = results;
  if (results.every((result) => result === first)) {
    write(machine.journal, store, slot, first);
  } else if (store.blurs) {
    const values = results as (Value | undefined)[];
    write(machine.journal, store, slot, mergeValues(machine, values, reason, id));
  } else {
    abort(machine, reason);
  }
}
