// Event loops: `aio/start`, `aio/run`, `aio/stop`, `aio/schedule`, `aio/interval`,
// `aio/on-loop-thread?`, and `sleep`, during which loops go on (timers.ts).

import { apply } from "../machine.js";
import { type Builtin, type Env, Kind, type Machine, type Ref, type Value } from "../model.js";
import { abort, answer, enterNested, push } from "../registers.js";
import { after, clock, isOnLoop, makeLoop, pass, runUntilStopped, stop } from "../timers.js";
import { error, isNumber, isOpaque, isSym, kindOf, NIL, opaque } from "../values.js";
import {
  builtin,
  hasUnknown,
  mismatch,
  pure,
  raise,
  type Site,
  wrongCount,
  wrongKind,
} from "./check.js";

export const EVENT_LOOP: readonly Builtin[] = [
  builtin("aio/start", (machine, args) =>
    args.length > 1
      ? raise("4325:valk_builtin_aio_start", "Expected 0 or 1 arguments")
      : makeLoop(machine),
  ),
  pure("aio/run", Kind.Nil | Kind.Error, (args, machine) => run(machine, args)),
  pure("aio/stop", Kind.Nil | Kind.Error, (args, machine) => {
    const loop = onlyLoop(args, "4416:valk_builtin_aio_stop", "4417:valk_builtin_aio_stop", () =>
      error("aio/stop: argument must be an aio_system"),
    );
    return isLoop(loop) ? stopped(machine, loop) : loop;
  }),
  pure("aio/on-loop-thread?", Kind.Number | Kind.Error, (args, machine) => {
    const loop = onlyLoop(
      args,
      "4431:valk_builtin_aio_on_loop_thread",
      "4432:valk_builtin_aio_on_loop_thread",
      () => error("aio/on-loop-thread?: argument must be an aio_system"),
    );
    return isLoop(loop) ? Number(isOnLoop(machine)) : loop;
  }),
  builtin("aio/schedule", (machine, args, env) =>
    onLoop(machine, "aio/schedule", SCHEDULE, args, (loop, delay, callback) => {
      after(machine, delay, loop, (m) => {
        enterNested(m);
        apply(m, callback, [], env);
      });
      return NIL;
    }),
  ),
  builtin("aio/interval", (machine, args, env) =>
    onLoop(machine, "aio/interval", INTERVAL, args, (loop, delay, callback) => {
      again(machine, loop, delay, callback, env);
      return opaque("aio/interval", Kind.Number);
    }),
  ),
  pure("sleep", Kind.Nil | Kind.Error, (args, machine) => sleep(machine, args)),
];

/** Whether the value refers to an event loop. */
export function isLoop(value: Value | undefined): value is Ref {
  return typeof value === "object" && value.kind === "ref" && value.type === "aio_system";
}

function onlyLoop(args: readonly Value[], count: Site, kind: Site, other: () => Value): Value {
  const [only] = args;
  const wrong = wrongCount(args, 1, count) ?? wrongKind(only, [Kind.Reference], kind);
  return wrong ?? (isLoop(only) ? only : other());
}

function stopped(machine: Machine, loop: Ref): Value {
  stop(machine, loop);
  return NIL;
}

function run(machine: Machine, args: readonly Value[]): Value | undefined {
  const loop = onlyLoop(args, "4389:valk_builtin_aio_run", "4390:valk_builtin_aio_run", () =>
    raise("4394:valk_builtin_aio_run", "Argument must be aio_system"),
  );
  if (!isLoop(loop)) {
    return loop;
  }
  return runLoop(machine, loop);
}

/** Runs a loop until something stops it. */
export function runLoop(machine: Machine, loop: Ref): undefined {
  if (isOnLoop(machine)) {
    abort(machine, "aio/run inside a callback, which waits for itself");
  } else {
    runUntilStopped(machine, loop);
  }
}

interface TimerSites {
  readonly count: Site;
  readonly kinds: readonly [Site, Site, Site];
}

const SCHEDULE: TimerSites = {
  count: "4965:valk_builtin_aio_schedule",
  kinds: [
    "4970:valk_builtin_aio_schedule",
    "4971:valk_builtin_aio_schedule",
    "4972:valk_builtin_aio_schedule",
  ],
};

const INTERVAL: TimerSites = {
  count: "4988:valk_builtin_aio_interval",
  kinds: [
    "4993:valk_builtin_aio_interval",
    "4994:valk_builtin_aio_interval",
    "4995:valk_builtin_aio_interval",
  ],
};

function onLoop(
  machine: Machine,
  name: string,
  { count, kinds }: TimerSites,
  args: readonly Value[],
  start: (loop: Ref, delay: number, callback: Value) => Value,
): Value | undefined {
  if (hasUnknown(machine, args)) {
    return undefined;
  }
  const [loop, delay, callback] = args;
  const wrong = mismatch(args, count, [
    [kinds[0], Kind.Reference],
    [kinds[1], Kind.Number],
    [kinds[2], Kind.Function],
  ]);
  if (wrong !== undefined || delay === undefined || callback === undefined || !isNumber(delay)) {
    return wrong;
  }
  return isLoop(loop)
    ? start(loop, Number(BigInt.asUintN(64, BigInt(delay))), callback)
    : error(`${name}: first argument must be an AIO system`);
}

function again(machine: Machine, loop: Ref, delay: number, callback: Value, env: Env): void {
  after(machine, delay, loop, (m) => {
    push(m, (next, value) => {
      if (isOpaque(value) && (kindOf(value) & Kind.Symbol) !== 0) {
        abort(next, value.reason);
      } else if (!(isSym(value) && value.name === ":stop")) {
        again(next, loop, Math.max(delay, 1), callback, env);
      }
      answer(next, NIL);
    });
    enterNested(m);
    apply(m, callback, [], env);
  });
}

function sleep(machine: Machine, args: readonly Value[]): Value | undefined {
  const [time] = args;
  const wrong = mismatch(args, "3706:valk_builtin_sleep", [
    ["3708:valk_builtin_sleep", Kind.Number],
  ]);
  if (wrong !== undefined || time === undefined || !isNumber(time)) {
    return wrong;
  }
  pass(machine, clock(machine) + Math.max(0, Number(time)) * 1000);
  return undefined;
}
