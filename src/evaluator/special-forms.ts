// The forms that are not calls, by name. A form without arguments is none: `(if)` calls the
// builtin `if` (src/parser.c, commit 755536a, `valk_lval_eval_iterative`).

import type { Dialect } from "../dialect/dialect.js";
import { chooseBranch } from "./branch.js";
import type { Env, Machine, SpecialForm, Value } from "./model.js";
import { evaluateQuasiquote } from "./quasiquote.js";
import { answer, evaluate, push } from "./registers.js";
import { withDeadline, withLocal } from "./request-context.js";
import { error, NIL, symbol } from "./values.js";

/** The special forms of a dialect; looked up for lists of two elements and more. */
export function specialFormsOf({ specialForms }: Dialect): ReadonlyMap<Value, SpecialForm> {
  const all: [string, SpecialForm][] = [
    ["quote", evaluateQuote],
    ["quasiquote", evaluateQuasiquote],
    ["ctx/with-deadline", withDeadline],
    ["ctx/with", withLocal],
  ];
  const known = all.filter(([name]) => specialForms.has(name));
  // `if` is one in every dialect, also where it is a value besides.
  return new Map(
    [["if", evaluateIf] as const, ...known].map(([name, form]) => [symbol(name), form]),
  );
}

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
