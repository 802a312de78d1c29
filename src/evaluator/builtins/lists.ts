// Lists: `list cons head tail init join len range`. Rests share structure; a result is quoted
// as its first part was (src/parser.c, commit 755536a). `len` of a string counts bytes.

import { BIGGEST_RANGE } from "../limits.js";
import { type Builtin, Kind, type Machine, type Value } from "../model.js";
import { abort, spend } from "../registers.js";
import { cons, count, elements, isCons, isNumber, kindName, kindOf, list, NIL } from "../values.js";
import {
  builtin,
  computing,
  mismatch,
  pure,
  raise,
  type Site,
  wrongCount,
  wrongKind,
} from "./check.js";

export const LISTS: readonly Builtin[] = computing([
  builtin("list", (_machine, args) => list(args, true)),
  pureButHead("cons", consOf),
  pure("head", Kind.Any, head),
  pure("tail", Kind.List | Kind.Nil | Kind.Error, tail),
  pure(
    "init",
    Kind.List | Kind.Nil | Kind.Error,
    copying(init, (args) => args.slice(0, 1)),
  ),
  pure(
    "join",
    Kind.List | Kind.Nil | Kind.Error,
    copying(join, (args) => args.slice(0, -1)),
  ),
  pure(
    "len",
    Kind.Number | Kind.Error,
    copying(len, (args) => args.slice(0, 1)),
  ),
  pure("range", Kind.List | Kind.Nil | Kind.Error, range),
]);

/** Counts the elements of the lists that a function walks along. */
function copying(
  run: (args: readonly Value[], machine: Machine) => Value | undefined,
  walked: (args: readonly Value[]) => readonly Value[],
): typeof run {
  return (args, machine) => {
    for (const each of walked(args)) {
      spend(machine, count(each));
    }
    return run(args, machine);
  };
}

/** A first argument that is only stored may be opaque. */
function pureButHead(name: string, run: (args: readonly Value[]) => Value): Builtin {
  const checked = pure(name, Kind.List | Kind.Error, (args) => run(args));
  return builtin(name, (machine, args, env) =>
    args.length === 2 && kindOf(args[1] as Value) !== 0 && !isUnknown(args[1] as Value)
      ? run(args)
      : checked.run(machine, args, env),
  );
}

function isUnknown(value: Value): boolean {
  return typeof value === "object" && value.kind === "opaque";
}

function consOf(args: readonly Value[]): Value {
  const [first, rest] = args;
  const wrong = mismatch(args, "2408:valk_builtin_cons", [
    ["2410:valk_builtin_cons"],
    ["2410:valk_builtin_cons", Kind.List, Kind.Nil],
  ]);
  return wrong ?? cons(first as Value, rest as Value);
}

/** The list that is the only argument of `head` and `tail`, or the error that it is none. */
function onlyList(args: readonly Value[], name: string, count: Site, kind: Site): Value {
  const [only] = args;
  if (only === undefined || args.length !== 1) {
    return raise(count, `Builtin \`${name}\` passed too many arguments`);
  }
  return wrongKind(only, [Kind.List, Kind.List], kind) ?? only;
}

function head(args: readonly Value[]): Value {
  const only = onlyList(args, "head", "2442:valk_builtin_head", "2444:valk_builtin_head");
  return isCons(only) ? only.head : only;
}

function tail(args: readonly Value[]): Value {
  const only = onlyList(args, "tail", "2453:valk_builtin_tail", "2455:valk_builtin_tail");
  return isCons(only) ? only.tail : only;
}

function init(args: readonly Value[]): Value {
  const [only] = args;
  const wrong = mismatch(args, "2489:valk_builtin_init", [["2491:valk_builtin_init", Kind.List]]);
  if (wrong !== undefined || only === undefined || !isCons(only)) {
    return wrong ?? NIL;
  }
  return list(elements(only).slice(0, -1), only.quoted);
}

/** Joins from the left; what is no list counts as a list of one. */
function join(args: readonly Value[], machine: Machine): Value | undefined {
  const [first, ...rest] = args;
  if (first === undefined) {
    abort(machine, "join without arguments, which crashes the interpreter");
    return undefined;
  }
  const wrong = wrongKind(first, [Kind.List, Kind.List, Kind.Nil], "2502:valk_builtin_join");
  if (wrong !== undefined) {
    return wrong;
  }
  let joined = first;
  for (const next of rest) {
    // Copying counts as work, so that lists that double end at the limit of steps.
    machine.steps += count(joined);
    joined = joinTwo(joined, next);
  }
  return joined;
}

function joinTwo(left: Value, right: Value): Value {
  const quoted = isCons(left) && left.quoted;
  const isList = (kindOf(right) & (Kind.List | Kind.Nil)) !== 0;
  const end = isList ? right : cons(right, NIL, quoted);
  return isCons(left) ? list(elements(left), quoted, end) : end;
}

function len(args: readonly Value[]): Value {
  const [only] = args;
  const site: Site = "2434:valk_builtin_len";
  if (only === undefined || args.length !== 1) {
    return wrongCount(args, 1, "2422:valk_builtin_len") as Value;
  }
  if (typeof only === "object" && only.kind === "string") {
    return only.bytes.length;
  }
  return (kindOf(only) & (Kind.List | Kind.Nil)) !== 0
    ? count(only)
    : raise(site, `Actual: ${kindName(kindOf(only))}, Expected(One-Of): [List, Nil, String]`);
}

function range(args: readonly Value[], machine: Machine): Value | undefined {
  const [start, end] = args;
  const wrong = mismatch(args, "2521:valk_builtin_range", [
    ["2522:valk_builtin_range", Kind.Number],
    ["2523:valk_builtin_range", Kind.Number],
  ]);
  if (wrong !== undefined || start === undefined || end === undefined) {
    return wrong;
  }
  if (!isNumber(start) || !isNumber(end) || start >= end) {
    return NIL;
  }
  if (BigInt(end) - BigInt(start) > BIGGEST_RANGE) {
    abort(machine, "a range longer than the limit");
    return undefined;
  }
  if (!spend(machine, Number(end) - Number(start))) {
    return undefined;
  }
  let result: Value = NIL;
  for (let at = Number(end) - 1; at >= Number(start); at--) {
    result = cons(at, result);
  }
  return result;
}
