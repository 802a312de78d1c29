// Builtins that evaluate: `do`, `select`, `eval`, `repeat`, and `if` as a function. Since they are
// functions, their arguments have been evaluated once already, and `do` evaluates what it got
// once more (src/parser.c, commit 755536a). Every one of them nests in the reference's C stack.

import { chooseBranch } from "../branch.js";
import { continueUnlessError, fork } from "../fork.js";
import { apply } from "../machine.js";
import { type Builtin, type Env, Kind, type Machine, type Value, type World } from "../model.js";
import { abort, answer, enterNested, evaluateNested, push } from "../registers.js";
import {
  asCode,
  elements,
  error,
  isNumber,
  isOpaque,
  kindOf,
  list,
  NIL,
  opaque,
  resolve,
} from "../values.js";
import { builtin, hasUnknown, mismatch, raise, wrongCount, wrongKind } from "./check.js";

export const CONTROL: readonly Builtin[] = [
  builtin("do", inOrder),
  builtin("select", (machine, args, env) => select(machine, args, 0, env)),
  builtin("eval", evaluateOne),
  builtin("repeat", repeat),
  builtin("if", branch),
];

function inOrder(machine: Machine, args: readonly Value[], env: Env): Value | undefined {
  return args.length === 0 ? NIL : evaluateFrom(machine, args, 0, env);
}

function evaluateFrom(
  machine: Machine,
  args: readonly Value[],
  from: number,
  env: Env,
): Value | undefined {
  const last = args.length - 1;
  // Most arguments are values by now; only symbols and code do anything.
  let at = from;
  while (at < last && isSettled(args[at] as Value)) {
    at++;
  }
  if (at === last && isSettled(args[last] as Value)) {
    answer(machine, args[last] as Value);
    return undefined;
  }
  if (at < last) {
    push(machine, (m) => {
      evaluateFrom(m, args, at + 1, env);
    });
  }
  evaluateNested(machine, args[at] as Value, env);
  return undefined;
}

/** Whether evaluating the value gives the value. */
function isSettled(value: Value): boolean {
  if (typeof value !== "object") {
    return true;
  }
  switch (value.kind) {
    case "symbol":
      return value.keyword;
    case "cons":
      return value.quoted;
    case "opaque":
      return (value.may & (Kind.Symbol | Kind.List)) === 0;
    default:
      return true;
  }
}

function select(
  machine: Machine,
  clauses: readonly Value[],
  from: number,
  env: Env,
): Value | undefined {
  const clause = clauses[from];
  if (clause === undefined) {
    answer(machine, error("No selection found"));
    return undefined;
  }
  if (isOpaque(clause)) {
    abort(machine, clause.reason);
    return undefined;
  }
  const [condition, result, ...more] = elements(clause);
  const wrong =
    wrongKind(clause, [Kind.List, Kind.List], "3198:valk_builtin_select") ??
    (condition === undefined || result === undefined || more.length > 0
      ? raise("3210:valk_builtin_select", "Select clause must have condition and result")
      : undefined);
  if (wrong !== undefined || condition === undefined || result === undefined) {
    answer(machine, wrong ?? NIL);
    return undefined;
  }
  push(machine, (m, value) => {
    continueUnlessError(m, value, (next) => {
      decide(next, value, result, clauses, from, env);
    });
  });
  evaluateNested(machine, condition, env);
  return undefined;
}

function decide(
  machine: Machine,
  unresolved: Value,
  result: Value,
  clauses: readonly Value[],
  from: number,
  env: Env,
): void {
  const condition = resolve(machine, unresolved);
  const chosen = (m: Machine): void => evaluateNested(m, asCode(result), env);
  const other = (m: Machine): void => {
    select(m, clauses, from + 1, env);
  };
  if (isOpaque(condition)) {
    const { reason, may, facets } = condition;
    if (facets !== undefined) {
      const each = facets.values.map(
        (value): World =>
          (m) =>
            decide(m, value, result, clauses, from, env),
      );
      fork(machine, reason, each, facets.id);
      return;
    }
    const worlds = (may & Kind.Number) !== 0 ? [chosen, other] : [];
    if ((may & ~Kind.Number & ~Kind.Error) !== 0) {
      worlds.push((m) => answer(m, opaque(reason, Kind.Error)));
    }
    fork(machine, reason, worlds);
    return;
  }
  const wrong = wrongKind(condition, [Kind.Number], "3219:valk_builtin_select");
  if (wrong !== undefined) {
    answer(machine, wrong);
  } else if (condition !== 0) {
    chosen(machine);
  } else {
    other(machine);
  }
}

function evaluateOne(machine: Machine, args: readonly Value[], env: Env): Value | undefined {
  const [code] = args;
  if (code === undefined || args.length !== 1) {
    return wrongCount(args, 1, "2596:valk_builtin_eval");
  }
  if (isOpaque(code) && !code.inert) {
    abort(machine, code.reason);
    return undefined;
  }
  evaluateNested(machine, asCode(code), env);
  return undefined;
}

function repeat(machine: Machine, args: readonly Value[], env: Env): Value | undefined {
  const [func, times] = args;
  if (hasUnknown(machine, args)) {
    return undefined;
  }
  const wrong = mismatch(args, "2546:valk_builtin_repeat", [
    ["2546:valk_builtin_repeat"],
    ["2547:valk_builtin_repeat", Kind.Number],
  ]);
  if (wrong !== undefined || func === undefined || times === undefined || !isNumber(times)) {
    return wrong;
  }
  if (times < 0) {
    abort(machine, "repeat with a negative count, which crashes the interpreter");
    return undefined;
  }
  return callAgain(machine, func, Number(times), [], env);
}

function callAgain(
  machine: Machine,
  func: Value,
  times: number,
  results: Value[],
  env: Env,
): Value | undefined {
  if (results.length >= times) {
    return list(results);
  }
  push(machine, (m, value) => {
    results.push(value);
    const all = callAgain(m, func, times, results, env);
    if (all !== undefined) {
      answer(m, all);
    }
  });
  enterNested(machine);
  if ((kindOf(func) & Kind.Function) === 0) {
    // `repeat` checks its function at the first call only, with another message.
    answer(machine, wrongKind(func, [Kind.Function], "1554:valk_lval_eval_call") as Value);
  } else {
    apply(machine, func, [results.length], env);
  }
  return undefined;
}

/** The function `if`, reached as a value or without arguments; stricter than the form. */
function branch(machine: Machine, args: readonly Value[], env: Env): Value | undefined {
  const [condition, yes, no] = args;
  if (hasUnknown(machine, args.slice(1))) {
    return undefined;
  }
  const isUnknown = condition !== undefined && isOpaque(condition);
  const wrong = mismatch(args, "3144:valk_builtin_if", [
    isUnknown ? ["3146:valk_builtin_if"] : ["3146:valk_builtin_if", Kind.Number],
    ["3149:valk_builtin_if", Kind.List, Kind.List, Kind.Nil],
    ["3150:valk_builtin_if", Kind.List, Kind.List, Kind.Nil],
  ]);
  if (wrong !== undefined || condition === undefined || yes === undefined || no === undefined) {
    return wrong;
  }
  enterNested(machine);
  chooseBranch(machine, condition, yes, no, env);
  return undefined;
}
