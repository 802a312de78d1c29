// What programs can ask of the request context: `ctx/…` and `trace/…` (src/aio, commit 755536a,
// aio_ctx_builtins.c). Trace numbers come from clocks and counters, so they are opaque.

import { equals } from "../equality.js";
import { type Builtin, Kind, type Machine, Slot, type Value } from "../model.js";
import { currentContext } from "../request-context.js";
import { cons, error, isOpaque, kindOf, list, NIL, opaque, symbol } from "../values.js";
import { builtin } from "./check.js";

export const CONTEXT: readonly Builtin[] = [
  withoutArguments("ctx/deadline", deadline),
  withoutArguments("ctx/deadline-exceeded?", exceeded),
  withoutArguments("ctx/locals", (machine) =>
    list((currentContext(machine)?.locals ?? []).map(([key, value]) => cons(key, value))),
  ),
  builtin("ctx/get", (machine, args) => getLocal(machine, args)),
  withoutArguments("trace/id", traced("trace/id")),
  withoutArguments("trace/span", traced("trace/span")),
  withoutArguments("trace/parent-span", () => NIL),
];

function withoutArguments(name: string, run: (machine: Machine) => Value): Builtin {
  return builtin(name, (machine, args) =>
    args.length === 0 ? run(machine) : error(`${name}: expected 0 arguments`),
  );
}

function deadline(machine: Machine): Value {
  return currentContext(machine)?.deadline === undefined
    ? NIL
    : opaque("ctx/deadline", Kind.Number);
}

function exceeded(machine: Machine): Value {
  const end = currentContext(machine)?.deadline;
  if (end === undefined) {
    return NIL;
  }
  // Close to the deadline the real clock decides.
  const left = Number(end) - (machine.state.values[Slot.Clock] as number);
  return left > 1_000_000
    ? NIL
    : left < 0
      ? symbol(":true")
      : opaque("ctx/deadline-exceeded?", Kind.Nil | Kind.Symbol);
}

function traced(name: string): (machine: Machine) => Value {
  return (machine) => (currentContext(machine) === undefined ? NIL : opaque(name, Kind.Number));
}

const KEYS = Kind.Symbol | Kind.String | Kind.Number;

function getLocal(machine: Machine, args: readonly Value[]): Value {
  const [key] = args;
  if (key === undefined || args.length !== 1) {
    return error("ctx/get: expected 1 argument (key)");
  }
  for (const [name, value] of currentContext(machine)?.locals ?? []) {
    const equal =
      (kindOf(name) & KEYS) === 0 && !isOpaque(name) ? false : equals(machine, name, key);
    if (equal !== false) {
      return equal === true ? value : opaque(equal.reason, Kind.Any, false);
    }
  }
  return NIL;
}
