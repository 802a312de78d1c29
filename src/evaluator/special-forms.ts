// The forms that are not calls, by name. A form without arguments is none: `(if)` calls the
// builtin `if` (src/parser.c, commit 755536a, `valk_lval_eval_iterative`).

import { chooseBranch } from "./branch.js";
import type { Env, Machine, SpecialForm, Value } from "./model.js";
import { evaluateQuasiquote } from "./quasiquote.js";
import { answer, evaluate, push } from "./registers.js";
import { withDeadline, withLocal } from "./request-context.js";
import { error, NIL, symbol } from "./values.js";

/** The special forms; looked up for lists of two elements and more. */
export const SPECIAL_FORMS: ReadonlyMap<Value, SpecialForm> = new Map<Value, SpecialForm>([
  [symbol("if"), evaluateIf],
  [symbol("quote"), evaluateQuote],
  [symbol("quasiquote"), evaluateQuasiquote],
  [symbol("ctx/with-deadline"), withDeadline],
  [symbol("ctx/with"), withLocal],
]);

function evaluateQuote(machine: Machine, form: readonly Value[]): void {
  answer(
    machine,
    form.length === 2
      ? (form[1] as Value)
      : error(`quote expects exactly 1 argument, got ${form.length - 1}`),
  );
}

function evaluateIf(machine: Machine, form: readonly Value[], env: Env): void {
  const [, condition, yes, no] = form;
  if (form.length < 3 || form.length > 4 || condition === undefined || yes === undefined) {
    answer(machine, error(`if requires 2-3 arguments, got ${form.length - 1}`));
    return;
  }
  const choose = (m: Machine, value: Value): void => {
    chooseBranch(m, value, yes, no ?? NIL, env);
  };
  push(machine, choose);
  evaluate(machine, condition, env);
}
