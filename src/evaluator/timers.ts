// The event loops, on virtual time: a list of timers for all of them, fired in the order of their
// time. The reference runs callbacks on a thread of their own; here they run while the main
// program waits, in `aio/run` and `sleep`, which is where programs wait for them too.

import { LONGEST_TIME } from "./limits.js";
import { type Frame, type Machine, type Ref, Slot, type World } from "./model.js";
import { abort, answer, push, spend } from "./registers.js";
import { write } from "./state.js";
import { NIL } from "./values.js";

/** Something that a loop will do. */
interface Timer {
  /** Virtual microseconds. */
  readonly due: number;
  /** The loop that fires it; undefined for one that does not matter, since all go on together. */
  readonly loop: Ref | undefined;
  /** Sets what the machine does; the value is lost. */
  readonly fire: World;
}

/** Where the virtual clock begins, in microseconds. */
export const START = 1_000_000_000;

const RUNNING = 1;
const STOPPED = 0;

/** A new loop. Its only slot tells whether it still runs. */
export function makeLoop(machine: Machine): Ref {
  const loop: Ref = { kind: "ref", type: "aio_system", store: { values: [RUNNING], blurs: false } };
  write(machine.journal, machine.state, Slot.Loops, [...loops(machine), loop]);
  return loop;
}

function loops(machine: Machine): readonly Ref[] {
  return machine.state.values[Slot.Loops] as readonly Ref[];
}

/** Stops all loops there are. */
export function stopLoops(machine: Machine): void {
  for (const loop of loops(machine)) {
    stop(machine, loop);
  }
}

function isRunning(loop: Ref): boolean {
  return loop.store.values[0] === RUNNING;
}

export function stop(machine: Machine, loop: Ref): void {
  write(machine.journal, loop.store, 0, STOPPED);
}

export function clock(machine: Machine): number {
  return machine.state.values[Slot.Clock] as number;
}

function setClock(machine: Machine, time: number): void {
  write(machine.journal, machine.state, Slot.Clock, time);
}

export function isOnLoop(machine: Machine): boolean {
  return machine.state.values[Slot.OnLoop] === true;
}

/** The timers that are still to fire, in no order. */
function timers(machine: Machine): readonly Timer[] {
  return (machine.state.values[Slot.Timers] as readonly Timer[]).filter(
    ({ loop }) => loop === undefined || isRunning(loop),
  );
}

/** Adds a timer, in virtual milliseconds from now. */
export function after(
  machine: Machine,
  milliseconds: number,
  loop: Ref | undefined,
  fire: World,
): void {
  const timer = { due: clock(machine) + milliseconds * 1000, loop, fire };
  spend(machine, timers(machine).length);
  write(machine.journal, machine.state, Slot.Timers, [...timers(machine), timer]);
}

/** Takes the next timer, the first added of those of one time. */
function takeNext(machine: Machine): Timer | undefined {
  const all = timers(machine);
  spend(machine, all.length);
  let next = all[0];
  for (const timer of all) {
    if (next === undefined || timer.due < next.due) {
      next = timer;
    }
  }
  write(
    machine.journal,
    machine.state,
    Slot.Timers,
    all.filter((timer) => timer !== next),
  );
  return next;
}

/** Runs loops until this one stops; one that nothing will ever stop ends the evaluation. */
export function runUntilStopped(machine: Machine, loop: Ref): void {
  if (!isRunning(loop)) {
    answer(machine, NIL);
    return;
  }
  const next = takeNext(machine);
  if (next === undefined) {
    abort(machine, "an event loop that nothing stops");
    return;
  }
  fire(machine, next, (m) => runUntilStopped(m, loop));
}

/** Runs loops until something holds; where nothing will ever make it hold, that is unknown. */
export function runUntil(machine: Machine, holds: () => boolean, then: World): void {
  if (holds()) {
    then(machine);
    return;
  }
  const next = isOnLoop(machine) ? undefined : takeNext(machine);
  if (next === undefined) {
    abort(machine, "a wait for what nothing settles");
    return;
  }
  fire(machine, next, (m) => runUntil(m, holds, then));
}

/** Lets time pass, and with it whatever loops do meanwhile. */
export function pass(machine: Machine, until: number): void {
  const isDue = timers(machine).some(({ due }) => due <= until);
  if (isOnLoop(machine) || !isDue) {
    setClock(machine, Math.max(until, clock(machine)));
    answer(machine, NIL);
    return;
  }
  const next = takeNext(machine) as Timer;
  fire(machine, next, (m) => pass(m, until));
}

function fire(machine: Machine, timer: Timer, then: Frame): void {
  if (timer.due > START + LONGEST_TIME) {
    abort(machine, "more virtual time than the limit");
    return;
  }
  setClock(machine, Math.max(timer.due, clock(machine)));
  write(machine.journal, machine.state, Slot.OnLoop, true);
  push(machine, (m, value) => {
    write(m.journal, m.state, Slot.OnLoop, false);
    then(m, value);
  });
  answer(machine, NIL);
  timer.fire(machine);
}
