// The request context: `ctx/with-deadline` and `ctx/with`, and what the ctx builtins read. The
// reference reads the value of each body expression but the last as a new deadline; so does
// this (src/parser.c, commit 755536a, `CONT_CTX_DEADLINE`).

import { continueUnlessError } from "./fork.js";
import { add, type Int, multiply } from "./integers.js";
import type { Env } from "./model.js";
import { Kind, type Machine, Slot, type Value } from "./model.js";
import { answer, evaluate, evaluateNested, push, spend } from "./registers.js";
import { write } from "./state.js";
import { error, isNumber, isOpaque, kindName, kindOf, NIL, opaque } from "./values.js";

export interface RequestContext {
  /** Virtual microseconds; undefined for no deadline. */
  readonly deadline: Int | undefined;
  /** Keys and values, the innermost first. */
  readonly locals: readonly (readonly [Value, Value])[];
}

/** The context of the code that runs, if it is in one. */
export function currentContext(machine: Machine): RequestContext | undefined {
  return machine.state.values[Slot.Context] as RequestContext | undefined;
}

function setContext(machine: Machine, context: RequestContext | undefined): void {
  write(machine.journal, machine.state, Slot.Context, context);
}

/** The special form `(ctx/with-deadline ms body…)`. */
export function withDeadline(machine: Machine, form: readonly Value[], env: Env): void {
  const [, timeout, ...body] = form;
  if (timeout === undefined || body.length === 0) {
    const given = form.length - 1;
    answer(machine, error(`ctx/with-deadline requires timeout-ms and body, got ${given} args`));
    return;
  }
  awaitDeadline(machine, body, currentContext(machine), env);
  evaluate(machine, timeout, env);
}

/** The special form `(ctx/with key value body…)`. */
export function withLocal(machine: Machine, form: readonly Value[], env: Env): void {
  const [, key, code, ...body] = form;
  if (key === undefined || code === undefined || body.length === 0) {
    const given = form.length - 1;
    answer(machine, error(`ctx/with requires key, value, and body, got ${given} args`));
    return;
  }
  const outer = currentContext(machine);
  push(machine, (m, name) => {
    continueUnlessError(m, name, (next) => {
      push(next, (after, value) => {
        continueUnlessError(after, value, (inside) => {
          const context = currentContext(inside);
          spend(inside, context?.locals.length ?? 0);
          const locals = [[name, value] as const, ...(context?.locals ?? [])];
          setContext(inside, { deadline: context?.deadline, locals });
          evaluateBody(inside, body, outer, env);
        });
      });
      evaluateNested(next, code, env);
    });
  });
  evaluate(machine, key, env);
}

function evaluateBody(
  machine: Machine,
  body: readonly Value[],
  outer: RequestContext | undefined,
  env: Env,
): void {
  const [first, ...rest] = body;
  if (first === undefined) {
    setContext(machine, outer);
    answer(machine, NIL);
    return;
  }
  awaitDeadline(machine, rest, outer, env);
  evaluate(machine, first, env);
}

function awaitDeadline(
  machine: Machine,
  body: readonly Value[],
  outer: RequestContext | undefined,
  env: Env,
): void {
  push(machine, (m, value) => {
    if (isNumber(value)) {
      setDeadline(m, value);
      evaluateBody(m, body, outer, env);
      return;
    }
    setContext(m, outer);
    const kind = kindOf(value);
    if (isOpaque(value)) {
      answer(m, opaque(value.reason, Kind.Any, false));
    } else if (kind === Kind.Error) {
      answer(m, value);
    } else {
      answer(m, error(`ctx/with-deadline timeout must be a number, got ${kindName(kind)}`));
    }
  });
}

function setDeadline(machine: Machine, milliseconds: Int): void {
  const context = currentContext(machine);
  const clock = machine.state.values[Slot.Clock] as number;
  const deadline = add(clock, multiply(milliseconds, 1000));
  const earlier = context?.deadline;
  setContext(machine, {
    deadline: earlier === undefined || deadline < earlier ? deadline : earlier,
    locals: context?.locals ?? [],
  });
}
