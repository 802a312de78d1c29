// The registers of the machine: what to evaluate, what to do with the value, and how to give up.
// Builtins and special forms drive the machine through these. Nothing here evaluates.

import type { Env, Frame, Machine, Value } from "./model.js";

/** Ends an expression with a value. */
export function answer(machine: Machine, value: Value): void {
  machine.expression = undefined;
  machine.value = value;
}

/** Makes the machine evaluate an expression; its value goes to the topmost frame. */
export function evaluate(machine: Machine, expression: Value, env: Env): void {
  machine.expression = expression;
  machine.env = env;
}

export function push(machine: Machine, frame: Frame): void {
  machine.stack.push(frame);
}

/**
 * Evaluates as a builtin does that calls the evaluator: the same, but it nests in the
 * reference's C stack, which overflows.
 */
export function evaluateNested(machine: Machine, expression: Value, env: Env): void {
  enterNested(machine);
  evaluate(machine, expression, env);
}

/** Counts one more nested evaluation, until the frame that this pushes is reached. */
export function enterNested(machine: Machine): void {
  machine.nested++;
  if (machine.nested > machine.limits.nested) {
    abort(machine, "evaluations nested deeper than the interpreter's stack");
  }
  machine.stack.push(leaveNested);
}

function leaveNested(machine: Machine, value: Value): void {
  machine.nested--;
  answer(machine, value);
}

/**
 * Counts work that is no evaluation as steps: elements that are copied or walked along, bytes that
 * are written. So the limit of steps bounds the memory and the time of a script, whatever it does.
 *
 * @returns whether the steps are within the limit; else the evaluation is over, and the work, if it
 *   is big, should not be done any more
 */
export function spend(machine: Machine, steps: number): boolean {
  machine.steps += steps;
  if (machine.steps > machine.limits.steps) {
    abort(machine, "more steps than the limit");
    return false;
  }
  return true;
}

/** Steps that stand for so many bytes. */
export function stepsOfBytes(bytes: number): number {
  return Math.ceil(bytes / 16);
}

/** Ends everything: what follows is unknown. */
export function abort(machine: Machine, reason: string): undefined {
  machine.halt ??= { unknown: reason };
}
