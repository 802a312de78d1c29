// The evaluator proper: an expression register, a value register and a stack of what is to be
// done with the value, so that no depth of the program uses the JavaScript stack. Follows
// src/parser.c, commit 755536a, `valk_lval_eval_iterative`. Builtins drive it through `answer`,
// `evaluate`, `apply` and `push`.

import { bind, lookUp, makeEnv } from "./environment.js";
import { continueUnlessError, fork } from "./fork.js";
import { mergeValues } from "./merge.js";
import type {
  Builtin,
  Cons,
  Env,
  Facets,
  Lambda,
  Machine,
  Opaque,
  Source,
  Sym,
  Value,
} from "./model.js";
import { Kind } from "./model.js";
import { abort, answer, evaluate, spend } from "./registers.js";
import {
  asCode,
  count,
  elements,
  error,
  isCons,
  isFunction,
  isOpaque,
  isSym,
  kindName,
  kindOf,
  list,
  mayBeError,
  NIL,
  opaque,
  resolve,
  symbol,
} from "./values.js";

/** Evaluates to the end; undefined when the machine halted. */
export function run(machine: Machine, expression: Value, env: Env): Value | undefined {
  evaluate(machine, expression, env);
  const { stack } = machine;
  while (machine.halt === undefined) {
    if (machine.expression !== undefined) {
      step(machine, machine.expression, machine.env);
    } else {
      const frame = stack.pop();
      if (frame === undefined) {
        return machine.value;
      }
      frame(machine, machine.value);
    }
  }
  return undefined;
}

function step(machine: Machine, expression: Value, env: Env): void {
  if (!spend(machine, 1)) {
    return;
  }
  if (machine.stack.length > machine.limits.frames) {
    abort(machine, "calls nested deeper than the limit");
    return;
  }
  const value = simpleValue(expression, env);
  if (value !== undefined) {
    answer(machine, value);
  } else if (isCons(expression)) {
    evaluateList(machine, expression, env);
  } else {
    evaluateOpaque(machine, expression as Opaque);
  }
}

/** The value of an expression that needs no call; undefined for one that does. */
function simpleValue(expression: Value, env: Env): Value | undefined {
  if (typeof expression !== "object") {
    return expression;
  }
  switch (expression.kind) {
    case "symbol":
      return expression.keyword ? expression : symbolValue(expression, env);
    case "cons":
      return expression.quoted ? expression : undefined;
    case "opaque":
      return (expression.may & (Kind.Symbol | Kind.List)) === 0 ? expression : undefined;
    default:
      return expression;
  }
}

/** What a symbol evaluates to: its value, or the error that it has none. */
export function symbolValue(name: Sym, env: Env): Value {
  return lookUp(env, name) ?? error(`LEnv: Symbol \`${name.name}\` is not bound`);
}

function evaluateOpaque(machine: Machine, unresolved: Opaque): void {
  const value = resolve(machine, unresolved);
  if (!isOpaque(value)) {
    evaluate(machine, value, machine.env);
  } else if (value.inert) {
    answer(machine, opaque(value.reason));
  } else {
    abort(machine, value.reason);
  }
}

function evaluateList(machine: Machine, { head, tail, source }: Cons, env: Env): void {
  if (!isCons(tail)) {
    const only = simpleValue(head, env);
    if (only !== undefined) {
      callAlone(machine, attributed(only, source), env);
    } else {
      machine.stack.push((m, value) => callAlone(m, attributed(value, source), env));
      evaluate(machine, head, env);
    }
    return;
  }
  const special = isSym(head) ? machine.specialForms.get(head) : undefined;
  if (special !== undefined) {
    const form = [head, ...elements(tail)];
    spend(machine, form.length >> 3);
    special(machine, form, env);
    return;
  }
  const func = simpleValue(head, env);
  if (func !== undefined) {
    callWith(machine, attributed(func, source), tail, env);
  } else {
    machine.stack.push((m, value) => callWith(m, attributed(value, source), tail, env));
    evaluate(machine, head, env);
  }
}

/** A builtin that prints, called from this file; any other value as it is. */
function attributed(func: Value, source: Source | undefined): Value {
  if (typeof func !== "object" || func.kind !== "builtin" || !func.prints) {
    return func;
  }
  return {
    ...func,
    run: (machine, args, env) => {
      machine.printer = source;
      const value = func.run(machine, args, env);
      machine.printer = undefined;
      return value;
    },
  };
}

/** `(x)`: calls a function without arguments; anything else is itself. */
function callAlone(machine: Machine, unresolved: Value, env: Env): void {
  const value = resolve(machine, unresolved);
  if (isFunction(value)) {
    apply(machine, value, [], env);
  } else if (isOpaque(value) && !value.inert && value.may & Kind.Function) {
    abort(machine, value.reason);
  } else {
    answer(machine, value);
  }
}

/** Evaluates the arguments and calls; an error in head position leaves them alone. */
function callWith(machine: Machine, unresolved: Value, args: Value, env: Env): void {
  const func = resolve(machine, unresolved);
  if (kindOf(func) === Kind.Error) {
    answer(machine, func);
  } else if (isOpaque(func) && mayBeError(func)) {
    fork(machine, func.reason, [
      (m) => answer(m, opaque(func.reason, Kind.Error)),
      (m) => collect(m, { ...func, may: func.may & ~Kind.Error }, args, env, []),
    ]);
  } else {
    collect(machine, func, args, env, []);
  }
}

function collect(machine: Machine, func: Value, remaining: Value, env: Env, args: Value[]): void {
  for (let at = remaining; isCons(at); at = at.tail) {
    const value = simpleValue(at.head, env);
    if (value === undefined) {
      const { tail } = at;
      machine.stack.push((m, evaluated) => {
        args.push(evaluated);
        collect(m, func, tail, env, args);
      });
      evaluate(machine, at.head, env);
      return;
    }
    args.push(value);
  }
  apply(machine, func, args, env);
}

/** Calls a function with evaluated arguments; `env` is where the call stands. */
export function apply(machine: Machine, func: Value, args: readonly Value[], env: Env): void {
  spend(machine, 1 + (args.length >> 3));
  if (typeof func !== "object") {
    answer(machine, error("Cannot call non-function: Number"));
  } else if (func.kind === "builtin") {
    applyBuiltin(machine, func, args, env);
  } else if (func.kind === "lambda") {
    applyLambda(machine, func, args);
  } else if (func.kind !== "opaque") {
    answer(machine, error(`Cannot call non-function: ${kindName(kindOf(func))}`));
  } else if (func.inert || (func.may & Kind.Function) === 0) {
    answer(machine, opaque(func.reason));
  } else {
    abort(machine, func.reason);
  }
}

function applyBuiltin(machine: Machine, func: Builtin, args: readonly Value[], env: Env): void {
  machine.expression = undefined;
  const known = args.some(isFaceted) ? args.map((value) => resolve(machine, value)) : args;
  const value = func.computes ? compute(machine, func, known, env) : func.run(machine, known, env);
  if (value !== undefined) {
    machine.value = value;
  }
}

function isFaceted(value: Value): value is Opaque & { readonly facets: Facets } {
  return isOpaque(value) && value.facets !== undefined;
}

/** The result of a function that only computes: one for each world that its arguments know. */
function compute(
  machine: Machine,
  func: Builtin,
  args: readonly Value[],
  env: Env,
): Value | undefined {
  const faceted = args.find(isFaceted);
  if (faceted === undefined) {
    return func.run(machine, args, env);
  }
  const { reason, facets } = faceted;
  const results: Value[] = [];
  for (const world of facets.values.keys()) {
    machine.assumed.set(facets.id, world);
    const known = args.map((value) => resolve(machine, value));
    const result = compute(machine, func, known, env);
    if (result === undefined) {
      break;
    }
    results.push(result);
  }
  machine.assumed.delete(facets.id);
  return results.length === facets.values.length
    ? mergeValues(machine, results, reason, facets.id)
    : undefined;
}

const AMPERSAND = symbol("&");

/** Binds arguments to parameters: all of them, too many, or too few (currying). */
function applyLambda(machine: Machine, func: Lambda, args: readonly Value[]): void {
  const env = makeEnv(func.env);
  // Names are looked up scope by scope.
  spend(machine, env.depth >> 4);
  const { journal } = machine;
  let formals = func.formals;
  let given = 0;
  let isVariadic = false;
  while (isCons(formals) && (given < args.length || formals.head === AMPERSAND)) {
    if (formals.head === AMPERSAND) {
      const named: Value = formals.tail;
      if (!isCons(named)) {
        answer(machine, error("Invalid function format: & not followed by varargs name"));
        return;
      }
      bind(journal, env, named.head as Sym, list(args.slice(given), true));
      formals = named.tail;
      isVariadic = true;
      break;
    }
    bind(journal, env, formals.head as Sym, args[given] as Value);
    given++;
    formals = formals.tail;
  }
  if (given < args.length && !isVariadic) {
    const expected = count(func.formals);
    answer(
      machine,
      error(
        `More arguments were given than required. Actual: ${args.length}, Expected: ${expected}`,
      ),
    );
  } else if (isCons(formals)) {
    answer(machine, { kind: "lambda", formals, body: func.body, env });
  } else {
    enterBody(machine, func.body, env);
  }
}

function enterBody(machine: Machine, body: Value, env: Env): void {
  machine.callDepth++;
  machine.stack.push(leaveCall);
  const code = asCode(body);
  if (isCons(code) && (isCons(code.head) || code.head === NIL)) {
    evaluateSequence(machine, code.head, code.tail, env);
  } else {
    evaluate(machine, code, env);
  }
}

function leaveCall(machine: Machine, value: Value): void {
  machine.callDepth--;
  answer(machine, value);
}

/** The expressions of a body in order; the first error ends it. */
function evaluateSequence(machine: Machine, first: Value, rest: Value, env: Env): void {
  if (isCons(rest)) {
    const { head, tail } = rest;
    machine.stack.push((m, value) => {
      continueUnlessError(m, value, (next) => evaluateSequence(next, head, tail, env));
    });
  }
  evaluate(machine, first, env);
}
