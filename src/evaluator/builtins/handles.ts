// Handles: `aio/pure fail then catch finally bracket scope status cancel cancelled? on-cancel
// sleep`. Quirks kept: `finally` on a pending handle never calls its function; an error value as
// a result is a result (src/aio/aio_combinators.c, commit 755536a).

import {
  CANCELLED,
  COMPLETED,
  callBack,
  cancel,
  FAILED,
  makeHandle,
  outcomeOf,
  RUNNING,
  setOnCancel,
  settle,
  settleLike,
  settleWith,
  statusOf,
  wait,
} from "../handles.js";
import { type Builtin, type Env, type Handle, Kind, type Machine, type Value } from "../model.js";
import { abort, answer } from "../registers.js";
import { after } from "../timers.js";
import { error, isFunction, isNumber, isOpaque, NIL, opaque, symbol } from "../values.js";
import { builtin } from "./check.js";
import { isLoop } from "./event-loop.js";

const FIRST = "first argument must be a handle";
const SECOND = "second argument must be a function";

export const HANDLES: readonly Builtin[] = [
  builtin("aio/pure", (_machine, args) => made("aio/pure", COMPLETED, args)),
  builtin("aio/fail", (_machine, args) => made("aio/fail", FAILED, args)),
  withHandle("aio/status", "expected handle argument", [], (_machine, handle) => statusOf(handle)),
  withHandle("aio/cancelled?", "expected handle argument", [], (_machine, handle) => {
    const status = statusOf(handle);
    return isOpaque(status) ? status : truth(status === CANCELLED);
  }),
  withHandle("aio/cancel", "expected handle argument", [], cancelOne),
  withHandle("aio/on-cancel", FIRST, [SECOND], onCancel),
  withHandle("aio/then", FIRST, [SECOND], then),
  withHandle("aio/catch", FIRST, [SECOND], recover),
  withHandle("aio/finally", FIRST, [SECOND], lastly),
  withHandle("aio/bracket", FIRST, [SECOND, "third argument must be a function"], bracket),
  builtin("aio/scope", scope),
  builtin("aio/sleep", (machine, args) => sleep(machine, args)),
];

function truth(holds: boolean): Value {
  return symbol(holds ? ":true" : ":false");
}

function made(name: string, status: Value, args: readonly Value[]): Value {
  const [value] = args;
  return value === undefined || args.length !== 1
    ? error(`${name}: expected 1 argument`)
    : makeHandle(status, value);
}

type Operation = (
  machine: Machine,
  handle: Handle,
  functions: readonly Value[],
  env: Env,
) => Value | undefined;

const SHAPES: Readonly<Record<number, string>> = {
  0: "1 argument",
  1: "2 arguments (handle fn)",
  2: "3 arguments (acquire release use)",
};

/** A builtin of a handle and functions, each with what it says when it gets anything else. */
function withHandle(
  name: string,
  noHandle: string,
  noFunctions: readonly string[],
  run: Operation,
): Builtin {
  return builtin(name, (machine, args, env) => {
    const [handle, ...functions] = args;
    if (handle === undefined || functions.length !== noFunctions.length) {
      return error(`${name}: expected ${SHAPES[noFunctions.length]}`);
    }
    const unknown = args.find(isOpaque);
    if (unknown !== undefined) {
      return withUnknown(machine, unknown.reason, noFunctions.length);
    }
    if (typeof handle !== "object" || handle.kind !== "handle") {
      return error(`${name}: ${noHandle}`);
    }
    const other = functions.findIndex((func) => !isFunction(func));
    return other === -1
      ? run(machine, handle, functions, env)
      : error(`${name}: ${noFunctions[other]}`);
  });
}

function withUnknown(machine: Machine, reason: string, functions: number): Value | undefined {
  if (functions === 0) {
    return opaque(reason);
  }
  abort(machine, reason);
  return undefined;
}

/** Ends the evaluation when nobody knows whether the handle is settled. */
function isUncertain(machine: Machine, handle: Handle): boolean {
  const status = statusOf(handle);
  if (isOpaque(status)) {
    abort(machine, status.reason);
    return true;
  }
  return false;
}

function cancelOne(machine: Machine, handle: Handle): Value {
  const status = statusOf(handle);
  cancel(machine, handle);
  return isOpaque(status) ? status : truth(status === RUNNING);
}

function onCancel(
  machine: Machine,
  handle: Handle,
  [func]: readonly Value[],
  env: Env,
): Value | undefined {
  if (func === undefined || isUncertain(machine, handle)) {
    return undefined;
  }
  if (statusOf(handle) === CANCELLED) {
    callBack(machine, func, [], env, (m) => answer(m, { ...handle }));
    return undefined;
  }
  setOnCancel(machine, handle, func);
  return { ...handle };
}

/** A handle that runs until what `start` begins has settled it. */
function begin(machine: Machine, start: (result: Handle) => void): undefined {
  const result = makeHandle(RUNNING);
  machine.stack.push((m) => answer(m, result));
  answer(machine, NIL);
  start(result);
  return undefined;
}

function then(
  machine: Machine,
  source: Handle,
  [func]: readonly Value[],
  env: Env,
): Value | undefined {
  if (func === undefined || isUncertain(machine, source)) {
    return undefined;
  }
  const wasPending = statusOf(source) === RUNNING;
  return begin(machine, (result) => {
    const tell = (m: Machine): void => {
      if (statusOf(source) === COMPLETED) {
        callBack(m, func, [outcomeOf(source)], env, (next, value) => {
          const isPending =
            typeof value === "object" && value.kind === "handle" && statusOf(value) === RUNNING;
          if (isPending && !wasPending) {
            // The reference then forgets the new handle's own continuation.
            abort(next, "aio/then at once with a pending answer");
          }
          settleWith(next, result, value);
        });
      } else {
        settleLike(m, result, source);
      }
    };
    now(machine, source, result, tell);
  });
}

/** Goes on at once with a settled source, or when it settles. */
function now(
  machine: Machine,
  source: Handle,
  child: Handle,
  tell: (machine: Machine) => void,
): void {
  if (statusOf(source) === RUNNING) {
    wait(machine, source, { child, hangs: true, tell });
  } else {
    tell(machine);
  }
}

function recover(
  machine: Machine,
  source: Handle,
  [func]: readonly Value[],
  env: Env,
): Value | undefined {
  if (func === undefined || isUncertain(machine, source)) {
    return undefined;
  }
  const wasPending = statusOf(source) === RUNNING;
  return begin(machine, (result) => {
    now(machine, source, result, (m) => {
      if (statusOf(source) !== FAILED) {
        settleLike(m, result, source);
        return;
      }
      callBack(m, func, [outcomeOf(source)], env, (next, value) => {
        const isHandle = typeof value === "object" && value.kind === "handle";
        if (wasPending && isHandle) {
          // Only a recovery at once looks into the handle that it gets.
          settle(next, result, COMPLETED, value);
        } else {
          settleWith(next, result, value);
        }
      });
    });
  });
}

function lastly(
  machine: Machine,
  source: Handle,
  [func]: readonly Value[],
  env: Env,
): Value | undefined {
  if (func === undefined || isUncertain(machine, source)) {
    return undefined;
  }
  return begin(machine, (result) => {
    if (statusOf(source) === RUNNING) {
      setOnCancel(machine, result, func);
      wait(machine, source, {
        child: result,
        hangs: true,
        tell: (m) => settleLike(m, result, source),
      });
    } else {
      callBack(machine, func, [], env, (m) => settleLike(m, result, source));
    }
  });
}

function bracket(
  machine: Machine,
  acquire: Handle,
  [release, use]: readonly Value[],
  env: Env,
): Value | undefined {
  if (release === undefined || use === undefined || isUncertain(machine, acquire)) {
    return undefined;
  }
  if (statusOf(acquire) === RUNNING) {
    abort(machine, "aio/bracket on a pending handle");
    return undefined;
  }
  return begin(machine, (result) => {
    if (statusOf(acquire) !== COMPLETED) {
      settleLike(machine, result, acquire);
      return;
    }
    const resource = outcomeOf(acquire);
    callBack(machine, use, [resource], env, (m, value) => {
      const isHandle = typeof value === "object" && value.kind === "handle";
      if (isHandle && statusOf(value) === RUNNING) {
        setOnCancel(m, result, release);
        settleWith(m, result, value);
        return;
      }
      callBack(m, release, [resource], env, (next) => settleWith(next, result, value));
    });
  });
}

function scope(machine: Machine, args: readonly Value[], env: Env): Value | undefined {
  const [func] = args;
  if (func === undefined || args.length !== 1) {
    return error("aio/scope: expected 1 argument (fn)");
  }
  if (!isFunction(func)) {
    return isOpaque(func)
      ? withUnknown(machine, func.reason, 1)
      : error("aio/scope: argument must be a function");
  }
  return begin(machine, (result) => {
    callBack(machine, func, [result], env, (m, value) => {
      settleWith(m, result, value);
    });
  });
}

function sleep(machine: Machine, args: readonly Value[]): Value | undefined {
  const [loop, time] = args;
  if (loop === undefined || time === undefined || args.length !== 2) {
    return error("aio/sleep: expected 2 arguments (sys ms)");
  }
  if (isOpaque(loop) || isOpaque(time)) {
    const unknown = isOpaque(loop) ? loop : time;
    return opaque(isOpaque(unknown) ? unknown.reason : "aio/sleep", Kind.Handle | Kind.Error);
  }
  if (!isLoop(loop)) {
    return error("aio/sleep: first argument must be an aio_system");
  }
  if (!isNumber(time)) {
    return error("aio/sleep: second argument must be a number");
  }
  const handle = makeHandle(RUNNING);
  after(machine, Number(BigInt.asUintN(64, BigInt(time))), loop, (m) =>
    settle(m, handle, COMPLETED, NIL),
  );
  return handle;
}
