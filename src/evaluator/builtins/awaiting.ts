// Handles as 2026-02 has them: loops and timers answer handles, `aio/await` waits for one, and there
// are further ways to make and join them (src/aio/aio_comb_*.c, commit 1efe40c).

import {
  CANCELLED,
  COMPLETED,
  callBack,
  cancel,
  FAILED,
  makeHandle,
  outcomeOf,
  RUNNING,
  settle,
  settleLike,
  statusOf,
  wait,
} from "../handles.js";
import {
  type Builtin,
  type Env,
  type Handle,
  Kind,
  type Machine,
  type Ref,
  type Value,
} from "../model.js";
import { abort, answer, evaluateNested } from "../registers.js";
import { after, isOnLoop, makeLoop, runUntil, stop } from "../timers.js";
import {
  elements,
  error,
  isCons,
  isErr,
  isFunction,
  isNumber,
  isOpaque,
  isSym,
  list,
  NIL,
  symbol,
} from "../values.js";
import { builtin, hasUnknown, raise, type Site, wrongCount, wrongKind } from "./check.js";
import { isLoop, runLoop } from "./event-loop.js";
import { isHandle, settledGroup } from "./handle-groups.js";

export const AWAITING: readonly Builtin[] = [
  builtin("aio/start", (machine, args) =>
    args.length > 1
      ? raise("builtins_aio.c:18:valk_builtin_aio_start", "Expected 0 or 1 arguments")
      : makeHandle(COMPLETED, makeLoop(machine)),
  ),
  ofLoop("aio/run", 85, "valk_builtin_aio_run", runLoop),
  ofLoop("aio/stop", 107, "valk_builtin_aio_stop", (machine, loop) => {
    stop(machine, loop);
    return NIL;
  }),
  ofLoop("aio/on-loop-thread?", 119, "valk_builtin_aio_on_loop_thread", (machine) =>
    Number(isOnLoop(machine)),
  ),
  ofHandle("aio/await", "aio/await: argument must be a handle", "1 argument (handle)", awaitOne),
  ofHandle("aio/result", "aio/result: expected handle argument", "1 argument", (machine, handle) =>
    outcomeIf(machine, handle, COMPLETED, "aio/result: handle not completed"),
  ),
  ofHandle("aio/error", "aio/error: expected handle argument", "1 argument", (machine, handle) =>
    outcomeIf(machine, handle, FAILED, "aio/error: handle not failed"),
  ),
  builtin("aio/never", (machine, args) => {
    const [loop] = args;
    if (loop === undefined || args.length !== 1) {
      return error("aio/never: expected 1 argument (aio system)");
    }
    if (hasUnknown(machine, args)) {
      return undefined;
    }
    return isLoop(loop)
      ? makeHandle(RUNNING)
      : noLoop("aio_comb_handle.c:167:valk_builtin_aio_never");
  }),
  builtin("aio/schedule", (machine, args, env) =>
    onLoop(machine, args, 260, "valk_builtin_aio_schedule", (loop, delay, callback) => {
      const handle = makeHandle(RUNNING);
      after(machine, delay, loop, (m) => {
        if (statusOf(handle) === RUNNING) {
          callBack(m, callback, [], env, (next, value) => settle(next, handle, COMPLETED, value));
        }
      });
      return handle;
    }),
  ),
  builtin("aio/interval", (machine, args, env) =>
    onLoop(machine, args, 278, "valk_builtin_aio_interval", (loop, delay, callback) => {
      const handle = makeHandle(RUNNING);
      again(machine, handle, loop, delay, callback, env);
      return handle;
    }),
  ),
  builtin("aio/within", within),
  builtin("aio/retry", retry),
  builtin("aio/traverse", traverse),
  settledGroup("aio/all-settled"),
];

function noLoop(site: Site): Value {
  return raise(site, "Expected AIO system reference");
}

/** A builtin of one handle. */
function ofHandle(
  name: string,
  noHandle: string,
  expected: string,
  run: (machine: Machine, handle: Handle) => Value | undefined,
): Builtin {
  return builtin(name, (machine, args) => {
    const [handle] = args;
    if (handle === undefined || args.length !== 1) {
      return error(`${name}: expected ${expected}`);
    }
    if (hasUnknown(machine, args)) {
      return undefined;
    }
    return isHandle(handle) ? run(machine, handle) : error(noHandle);
  });
}

/** A builtin of one loop; `line` is where its arguments are counted. */
function ofLoop(
  name: string,
  line: number,
  func: string,
  run: (machine: Machine, loop: Ref) => Value | undefined,
): Builtin {
  return builtin(name, (machine, args) => {
    const [loop] = args;
    const counted = wrongCount(args, 1, `builtins_aio.c:${line}:${func}`);
    if (counted !== undefined || hasUnknown(machine, args)) {
      return counted;
    }
    return isLoop(loop) ? run(machine, loop) : noLoop(`builtins_aio.c:${line + 2}:${func}`);
  });
}

function outcomeIf(machine: Machine, handle: Handle, wanted: Value, otherwise: string) {
  const status = statusOf(handle);
  if (isOpaque(status)) {
    return abort(machine, status.reason);
  }
  return status === wanted ? outcomeOf(handle) : error(otherwise);
}

/** Lets loops go on until the handle is settled. */
function awaitOne(machine: Machine, handle: Handle): undefined {
  runUntil(
    machine,
    () => statusOf(handle) !== RUNNING,
    (m) => {
      const status = statusOf(handle);
      if (isOpaque(status)) {
        abort(m, status.reason);
      } else {
        answer(m, settledValue(handle));
      }
    },
  );
  return undefined;
}

function settledValue(handle: Handle): Value {
  const status = statusOf(handle);
  return status === COMPLETED || status === FAILED
    ? outcomeOf(handle)
    : error("async operation cancelled");
}

/** A call with a loop, a time and a callback; `line` is where its arguments are counted. */
function onLoop(
  machine: Machine,
  args: readonly Value[],
  line: number,
  func: string,
  start: (loop: Ref, delay: number, callback: Value) => Value,
): Value | undefined {
  const site = (below: number): Site => `builtins_aio.c:${line + below}:${func}`;
  const [loop, delay, callback] = args;
  const counted = wrongCount(args, 3, site(0));
  if (counted !== undefined || delay === undefined || callback === undefined) {
    return counted;
  }
  if (hasUnknown(machine, args)) {
    return undefined;
  }
  if (!isLoop(loop)) {
    return noLoop(site(5));
  }
  const wrong =
    wrongKind(delay, [Kind.Number], site(6)) ?? wrongKind(callback, [Kind.Function], site(7));
  return wrong ?? start(loop, toDelay(delay), callback);
}

function toDelay(value: Value): number {
  return isNumber(value) ? Number(BigInt.asUintN(64, BigInt(value))) : 0;
}

function again(
  machine: Machine,
  handle: Handle,
  loop: Ref,
  delay: number,
  callback: Value,
  env: Env,
): void {
  after(machine, delay, loop, (m) => {
    if (statusOf(handle) !== RUNNING) {
      return;
    }
    callBack(m, callback, [], env, (next, value) => {
      if (isOpaque(value) && (value.may & Kind.Symbol) !== 0) {
        abort(next, value.reason);
      } else if (isSym(value) && value.name === ":stop") {
        settle(next, handle, COMPLETED, NIL);
      } else {
        again(next, handle, loop, Math.max(delay, 1), callback, env);
        answer(next, NIL);
      }
    });
  });
}

function within(machine: Machine, args: readonly Value[]): Value | undefined {
  const [source, time] = args;
  if (source === undefined || time === undefined || args.length !== 2) {
    return error("aio/within: expected 2 arguments (handle timeout-ms)");
  }
  if (hasUnknown(machine, args)) {
    return undefined;
  }
  if (!isHandle(source)) {
    return error("aio/within: first argument must be a handle");
  }
  if (!isNumber(time)) {
    return error("aio/within: second argument must be a number (timeout in ms)");
  }
  const status = statusOf(source);
  if (isOpaque(status)) {
    return abort(machine, status.reason);
  }
  if (status !== RUNNING) {
    return { ...source };
  }
  const whole = makeHandle(RUNNING, NIL, [source]);
  wait(machine, source, {
    child: whole,
    hangs: false,
    tell: (m) => {
      if (statusOf(source) === CANCELLED) {
        answer(m, NIL);
      } else {
        settleLike(m, whole, source);
      }
    },
  });
  after(machine, toDelay(time), undefined, (m) => {
    if (statusOf(whole) === RUNNING) {
      settle(m, whole, FAILED, error(":timeout"));
      cancel(m, source);
    }
  });
  return whole;
}

const SLOWEST = 30_000;

function retry(machine: Machine, args: readonly Value[], env: Env): Value | undefined {
  const [loop, func, options] = args;
  if (loop === undefined || func === undefined || options === undefined || args.length !== 3) {
    return error("aio/retry: expected 3 arguments (sys fn opts)");
  }
  if (hasUnknown(machine, args)) {
    return undefined;
  }
  if (!isLoop(loop)) {
    return noLoop("aio_comb_timeout.c:288:valk_builtin_aio_retry");
  }
  if (!isFunction(func)) {
    return error("aio/retry: second argument must be a function");
  }
  if (!isCons(options)) {
    return error("aio/retry: third argument must be a qexpr (options dict)");
  }
  const plan = planOf(elements(options));
  const whole = makeHandle(RUNNING);
  machine.stack.push((m) => answer(m, whole));
  answer(machine, NIL);
  attempt(machine, whole, loop, func, plan, 0, env);
  return undefined;
}

interface Plan {
  readonly attempts: number;
  readonly delay: number;
  readonly factor: number;
}

function planOf(options: readonly Value[]): Plan {
  let plan: Plan = { attempts: 3, delay: 100, factor: 2 };
  for (let at = 0; at + 1 < options.length; at += 2) {
    const [key, value] = [options[at] as Value, options[at + 1] as Value];
    const name = isSym(key) ? key.name : "";
    if (name === ":max-attempts" && isNumber(value)) {
      plan = { ...plan, attempts: Math.max(1, toDelay(value)) };
    } else if (name === ":base-ms" && isNumber(value)) {
      plan = { ...plan, delay: toDelay(value) };
    } else if (name === ":backoff" && isSym(value)) {
      const isFlat = value.name === ":linear" || value.name === ":none";
      const isKnown = isFlat || value.name === ":exponential";
      plan = { ...plan, factor: isKnown ? (isFlat ? 1 : 2) : plan.factor };
    }
  }
  return plan;
}

function attempt(
  machine: Machine,
  whole: Handle,
  loop: Ref,
  func: Value,
  plan: Plan,
  failures: number,
  env: Env,
): void {
  callBack(machine, func, [], env, (m, tried) => {
    if (isOpaque(tried) || (isHandle(tried) && isOpaque(statusOf(tried)))) {
      abort(m, isOpaque(tried) ? tried.reason : "aio/retry");
      return;
    }
    if (!isHandle(tried)) {
      settle(m, whole, FAILED, error("aio/retry: fn must return a handle"));
      return;
    }
    const goOn = (next: Machine): void => {
      if (statusOf(tried) === COMPLETED) {
        settleLike(next, whole, tried);
      } else if (statusOf(tried) === CANCELLED) {
        abort(next, "aio/retry of a cancelled handle");
      } else if (failures + 1 >= plan.attempts) {
        settle(next, whole, FAILED, outcomeOf(tried));
      } else {
        const delay = Math.min(plan.delay * plan.factor ** failures, SLOWEST);
        after(next, Math.trunc(delay), loop, (later) => {
          attempt(later, whole, loop, func, plan, failures + 1, env);
        });
        answer(next, NIL);
      }
    };
    if (statusOf(tried) === RUNNING) {
      wait(m, tried, { child: whole, hangs: false, tell: goOn });
      answer(m, NIL);
    } else {
      goOn(m);
    }
  });
}

function traverse(machine: Machine, args: readonly Value[], env: Env): Value | undefined {
  const [items, func] = args;
  if (items === undefined || func === undefined || args.length !== 2) {
    return error("aio/traverse: expected 2 arguments (list fn)");
  }
  if (hasUnknown(machine, args)) {
    return undefined;
  }
  if (!isFunction(func)) {
    return error("aio/traverse: second argument must be a function");
  }
  if (!isCons(items) && items !== NIL) {
    return error("aio/traverse: first argument must be a list");
  }
  traverseFrom(machine, elements(items), func, [], env);
  return undefined;
}

function traverseFrom(
  machine: Machine,
  items: readonly Value[],
  func: Value,
  done: readonly Value[],
  env: Env,
): void {
  const item = items[done.length];
  if (item === undefined) {
    evaluateNested(machine, list([symbol("aio/all"), list(done, true)]), env);
    return;
  }
  callBack(machine, func, [item], env, (m, value) => {
    if (isOpaque(value)) {
      abort(m, value.reason);
    } else if (isErr(value)) {
      answer(m, value);
    } else if (!isHandle(value)) {
      abort(m, "aio/traverse of a function that answers no handle");
    } else {
      traverseFrom(m, items, func, [...done, value], env);
    }
  });
}
