// Asynchronous handles: settling them, and telling those that wait. Settled handles answer at
// once; pending ones tell their waiters when a timer settles them (src/aio, commit 755536a,
// `valk_async_propagate_single`). Cancelling from the main thread is a race, so the status after
// it is opaque.

import { apply } from "./machine.js";
import { type Env, type Handle, Kind, type Machine, type Sym, type Value } from "./model.js";
import { abort, answer, enterNested, push, spend } from "./registers.js";
import { write } from "./state.js";
import { isOnLoop } from "./timers.js";
import { isErr, isOpaque, NIL, opaque, symbol } from "./values.js";

export const RUNNING = symbol(":running");
export const COMPLETED = symbol(":completed");
export const FAILED = symbol(":failed");
export const CANCELLED = symbol(":cancelled");

/** Who waits for a handle: what to do once it is settled, and which handle hangs on it. */
export interface Waiter {
  readonly child: Handle;
  /** Whether cancelling the source cancels the child. */
  readonly hangs: boolean;
  readonly tell: (machine: Machine, source: Handle) => void;
}

const STATUS = 0;
const OUTCOME = 1;
const WAITERS = 0;
const ON_CANCEL = 1;
const MEMBERS = 2;

/** A new handle; cancelling it cancels its members. */
export function makeHandle(
  status: Value,
  outcome: Value = NIL,
  members: readonly Handle[] = [],
): Handle {
  return {
    kind: "handle",
    store: { values: [status, outcome], blurs: true },
    pending: { values: [[], undefined, members], blurs: false },
  };
}

/** One of the status symbols, or an opaque value. */
export function statusOf({ store }: Handle): Value {
  return store.values[STATUS] as Value;
}

/** The result of a completed handle, the error of a failed one. */
export function outcomeOf({ store }: Handle): Value {
  return store.values[OUTCOME] as Value;
}

function waitersOf({ pending }: Handle): readonly Waiter[] {
  return pending.values[WAITERS] as readonly Waiter[];
}

/** Adds a waiter to a pending handle. */
export function wait(machine: Machine, source: Handle, waiter: Waiter): void {
  spend(machine, waitersOf(source).length);
  write(machine.journal, source.pending, WAITERS, [...waitersOf(source), waiter]);
}

export function setOnCancel(machine: Machine, handle: Handle, func: Value): void {
  write(machine.journal, handle.pending, ON_CANCEL, func);
}

/** Settles a handle that runs; any other stays as it is. Waiters are told before the answer. */
export function settle(machine: Machine, handle: Handle, status: Sym, outcome: Value): void {
  if (statusOf(handle) !== RUNNING) {
    answer(machine, NIL);
    return;
  }
  write(machine.journal, handle.store, STATUS, status);
  write(machine.journal, handle.store, OUTCOME, outcome);
  tellFrom(machine, handle, waitersOf(handle), 0);
}

function tellFrom(
  machine: Machine,
  source: Handle,
  waiters: readonly Waiter[],
  from: number,
): void {
  const waiter = waiters[from];
  if (waiter === undefined) {
    answer(machine, NIL);
    return;
  }
  push(machine, (m) => tellFrom(m, source, waiters, from + 1));
  answer(machine, NIL);
  if (statusOf(waiter.child) === RUNNING) {
    waiter.tell(machine, source);
  }
}

/** Settles a handle as another one is: both run to the same end. */
export function settleLike(machine: Machine, handle: Handle, source: Handle): void {
  settle(machine, handle, statusOf(source) as Sym, outcomeOf(source));
}

/** Settles a handle with what a callback answered; a handle among the answers passes through. */
export function settleWith(machine: Machine, handle: Handle, value: Value): void {
  if (isErr(value)) {
    settle(machine, handle, FAILED, value);
  } else if (typeof value === "object" && value.kind === "handle") {
    follow(machine, handle, value);
  } else if (isOpaque(value) && (value.may & (Kind.Error | Kind.Handle)) !== 0) {
    abort(machine, value.reason);
  } else {
    settle(machine, handle, COMPLETED, value);
  }
}

function follow(machine: Machine, handle: Handle, inner: Handle): void {
  const status = statusOf(inner);
  if (isOpaque(status)) {
    abort(machine, status.reason);
  } else if (status === RUNNING) {
    wait(machine, inner, {
      child: handle,
      hangs: true,
      tell: (m, source) => settleLike(m, handle, source),
    });
    answer(machine, NIL);
  } else {
    settleLike(machine, handle, inner);
  }
}

/** Calls a function as the reference's C code does; its value goes to `then`. */
export function callBack(
  machine: Machine,
  func: Value,
  args: readonly Value[],
  env: Env,
  then: (machine: Machine, value: Value) => void,
): void {
  push(machine, then);
  enterNested(machine);
  apply(machine, func, args, env);
}

/** Asks a handle that runs to stop, and later all that hang on it; does nothing to a settled one. */
export function cancel(machine: Machine, handle: Handle, isAtOnce = isOnLoop(machine)): void {
  if (statusOf(handle) !== RUNNING) {
    return;
  }
  if (handle.pending.values[ON_CANCEL] !== undefined) {
    // When the other thread calls it, and what it sees then, nobody knows.
    abort(machine, "aio/cancel with a callback");
  }
  // Since 2026-02 a handle is cancelled for whoever asks as soon as it is asked to stop.
  const isToldAtOnce = machine.dialect.rules.asyncTests === "handle";
  const after = isAtOnce || isToldAtOnce ? CANCELLED : opaque("aio/cancel", Kind.Symbol);
  write(machine.journal, handle.store, STATUS, after);
  for (const { child, hangs } of waitersOf(handle)) {
    if (hangs) {
      cancel(machine, child, false);
    } else if (isToldAtOnce && statusOf(child) === RUNNING) {
      abort(machine, "aio/cancel of a member of a group");
    }
  }
  for (const member of handle.pending.values[MEMBERS] as readonly Handle[]) {
    cancel(machine, member, false);
  }
}
