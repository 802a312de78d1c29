// `aio/let` and `aio/do`: both write code in terms of `aio/then`, `aio/all` and `aio/pure`, in the
// scope of the call, and evaluate it (src/aio/aio_combinators.c, commit 755536a).

import type { Builtin, Env, Machine, Value } from "../model.js";
import { abort, evaluateNested, push } from "../registers.js";
import { cons, count, elements, error, isCons, isSym, list, NIL, symbol } from "../values.js";
import { builtin, hasUnknown } from "./check.js";

export const HANDLE_SYNTAX: readonly Builtin[] = [
  builtin("aio/let", bindAll),
  builtin("aio/do", inSequence),
];

function call(name: string, ...args: Value[]): Value {
  return list([symbol(name), ...args]);
}

function lambda(parameter: Value, body: Value, env: Env): Value {
  return { kind: "lambda", formals: list([parameter], true), body, env };
}

function bindAll(machine: Machine, args: readonly Value[], env: Env): Value | undefined {
  const [bindings, body] = args;
  if (bindings === undefined || body === undefined || args.length !== 2) {
    return error("aio/let: expected 2 arguments (bindings body)");
  }
  if (hasUnknown(machine, args)) {
    return undefined;
  }
  const groups = groupsOf(bindings);
  if (groups.flat().some((binding) => count(binding) < 2)) {
    abort(machine, "aio/let with a binding that is no pair");
    return undefined;
  }
  if (groups.every((group) => group.length === 0)) {
    push(machine, (m, value) => evaluateNested(m, call("aio/pure", value), env));
    evaluateNested(machine, body, env);
    return undefined;
  }
  const isAlone = isCons(body) && body.quoted && body.tail === NIL;
  const last = call("aio/pure", isAlone ? body.head : body);
  evaluateNested(
    machine,
    groups.reduceRight((inner, group) => codeOf(group, inner, env), last),
    env,
  );
  return undefined;
}

/** Bindings between `:then` barriers run together. */
function groupsOf(bindings: Value): Value[][] {
  const isNested = isCons(bindings) && isCons(bindings.head);
  const groups: Value[][] = [[]];
  for (const item of elements(isNested ? (bindings.head as Value) : bindings)) {
    const last = groups.at(-1) as Value[];
    if (!isSym(item) || item.name !== ":then") {
      last.push(item);
    } else if (last.length > 0) {
      groups.push([]);
    }
  }
  return groups;
}

function codeOf(group: readonly Value[], inner: Value, env: Env): Value {
  const pairs = group.map(elements) as [Value, Value][];
  const [only] = pairs;
  if (only === undefined) {
    return inner;
  }
  if (pairs.length === 1) {
    return call("aio/then", only[1], lambda(only[0], inner, env));
  }
  const results = symbol("_results");
  const steps = pairs.map(([name], at) =>
    call("=", list([name], true), call("nth", at + 1, results)),
  );
  const body = call("do", ...steps, inner);
  const together = call("aio/all", call("list", ...pairs.map(([, code]) => code)));
  return call("aio/then", together, lambda(results, body, env));
}

function inSequence(machine: Machine, args: readonly Value[], env: Env): Value | undefined {
  const [statements] = args;
  if (statements === undefined || args.length !== 1) {
    return error("aio/do: expected 1 argument (qexpr of statements)");
  }
  if (hasUnknown(machine, args)) {
    return undefined;
  }
  if (!isCons(statements) || !statements.quoted) {
    return error("aio/do: argument must be a qexpr {stmt1 stmt2 ...}");
  }
  const code = chain(elements(statements), env);
  if (code === undefined) {
    abort(machine, "aio/do with a binding that is no pair");
  } else {
    evaluateNested(machine, code, env);
  }
  return undefined;
}

function isBinding(statement: Value): boolean {
  return isCons(statement) && isSym(statement.head) && statement.head.name === "<-";
}

/** The code of the statements; undefined when a binding lacks its name or its expression. */
function chain(statements: readonly Value[], env: Env): Value | undefined {
  const [first, ...rest] = statements;
  if (first === undefined) {
    return call("aio/pure", NIL);
  }
  if (isBinding(first)) {
    const [, name, code] = elements(first);
    if (name === undefined || code === undefined) {
      return undefined;
    }
    const inner = rest.length === 0 ? undefined : chain(rest, env);
    return rest.length === 0 ? code : inner && call("aio/then", code, lambda(name, inner, env));
  }
  const next = statements.findIndex(isBinding);
  const plain = next === -1 ? statements : statements.slice(0, next);
  const end =
    next === -1 ? call("aio/pure", plain.at(-1) as Value) : chain(statements.slice(next), env);
  if (statements.length === 1) {
    return end;
  }
  const steps = next === -1 ? plain.slice(0, -1) : plain;
  return end && cons(symbol("do"), list([...steps, end]));
}
