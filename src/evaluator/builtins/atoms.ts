// Atoms: numbers that change in place. Every operation answers the new value (src/parser.c,
// commit 755536a, `valk_builtin_atom_add`).

import { add, type Int, subtract } from "../integers.js";
import { type Builtin, Kind, type Machine, type Ref, type Value } from "../model.js";
import { abort } from "../registers.js";
import { write } from "../state.js";
import { isNumber, isOpaque, kindOf, opaque } from "../values.js";
import {
  blurred,
  builtin,
  type Parameter,
  raise,
  type Site,
  wrongCount,
  wrongKind,
} from "./check.js";

export const ATOMS: readonly Builtin[] = [
  builtin("atom", (_machine, args) => make(args)),
  operation(
    "atom/get",
    "4018:valk_builtin_atom_get",
    "4021:valk_builtin_atom_get",
    [["4019:valk_builtin_atom_get", Kind.Reference]],
    (old) => old,
  ),
  operation(
    "atom/set!",
    "4028:valk_builtin_atom_set",
    "4031:valk_builtin_atom_set",
    [
      ["4029:valk_builtin_atom_set", Kind.Reference],
      ["4032:valk_builtin_atom_set", Kind.Number],
    ],
    (_old, given) => given,
  ),
  operation(
    "atom/add!",
    "4041:valk_builtin_atom_add",
    "4044:valk_builtin_atom_add",
    [
      ["4042:valk_builtin_atom_add", Kind.Reference],
      ["4045:valk_builtin_atom_add", Kind.Number],
    ],
    (old, given) => combine(old, given, add),
  ),
  operation(
    "atom/sub!",
    "4054:valk_builtin_atom_sub",
    "4057:valk_builtin_atom_sub",
    [
      ["4055:valk_builtin_atom_sub", Kind.Reference],
      ["4058:valk_builtin_atom_sub", Kind.Number],
    ],
    (old, given) => combine(old, given, subtract),
  ),
];

function make(args: readonly Value[]): Value {
  const [initial] = args;
  const count = wrongCount(args, 1, "4009:valk_builtin_atom");
  if (count !== undefined || initial === undefined) {
    return count as Value;
  }
  if (!isOpaque(initial) || (initial.may & Kind.Number) === 0) {
    const wrong = wrongKind(initial, [Kind.Number], "4010:valk_builtin_atom");
    if (wrong !== undefined) {
      return wrong;
    }
  } else if (initial.may !== Kind.Number) {
    return opaque(initial.reason, Kind.Reference | Kind.Error);
  }
  return { kind: "ref", type: "atom", store: { values: [initial], blurs: true } };
}

function combine(old: Value, given: Value, by: (a: Int, b: Int) => Int): Value {
  return blurred([old, given], Kind.Number) ?? by(old as Int, given as Int);
}

function operation(
  name: string,
  count: Site,
  type: Site,
  parameters: readonly Parameter[],
  next: (old: Value, given: Value) => Value,
): Builtin {
  return builtin(name, (machine, args) => {
    const counted = wrongCount(args, parameters.length, count);
    const [ref, given = 0] = args;
    if (counted !== undefined || ref === undefined) {
      return counted;
    }
    if (isOpaque(ref) && (ref.may & Kind.Reference) !== 0) {
      return unknownAtom(machine, name, ref.reason);
    }
    const wrong = refuse(ref, given, parameters, type);
    return wrong ?? operate(machine, ref as Ref, next, given, parameters.length > 1);
  });
}

/** Nobody knows which atom that is: reading it tells nothing, changing it may change any. */
function unknownAtom(machine: Machine, name: string, reason: string): Value | undefined {
  if (name === "atom/get") {
    return opaque(reason, Kind.Number | Kind.Error);
  }
  abort(machine, reason);
  return undefined;
}

function refuse(
  ref: Value,
  given: Value,
  [first, second]: readonly Parameter[],
  type: Site,
): Value | undefined {
  const wrongRef =
    first === undefined ? undefined : wrongKind(ref, first.slice(1) as number[], first[0]);
  if (wrongRef !== undefined) {
    return wrongRef;
  }
  const actual = (ref as Ref).type;
  if (actual !== "atom") {
    return raise(type, `Expected atom ref, got ${actual}`);
  }
  const mayFit = isOpaque(given) && (kindOf(given) & Kind.Number) !== 0;
  return second === undefined || mayFit ? undefined : wrongKind(given, [Kind.Number], second[0]);
}

function operate(
  machine: Machine,
  { store }: Ref,
  next: (old: Value, given: Value) => Value,
  given: Value,
  changes: boolean,
): Value {
  const old = store.values[0] as Value;
  if (!changes) {
    return old;
  }
  if (!isNumber(given) && kindOf(given) !== Kind.Number) {
    // It may be no number, and then the atom stays as it is.
    const { reason } = given as Extract<Value, { kind: "opaque" }>;
    write(machine.journal, store, 0, opaque(reason, Kind.Number));
    return opaque(reason, Kind.Number | Kind.Error);
  }
  const value = next(old, given);
  write(machine.journal, store, 0, value);
  return value;
}
