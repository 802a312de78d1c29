// `==`, `!=` and the questions of kind: `error?`, `list?`, `ref?`. They answer 1 or 0, also
// about opaque values where their possible kinds decide.

import { equals } from "../equality.js";
import { type Builtin, Kind, type Machine, type Value } from "../model.js";
import { isOpaque, kindOf, opaque } from "../values.js";
import { builtin, computing, raise, type Site, wrongCount } from "./check.js";

export const COMPARISON: readonly Builtin[] = computing([
  builtin("==", (machine, args) => compare(machine, args, true)),
  builtin("!=", (machine, args) => compare(machine, args, false)),
  question("error?", Kind.Error, "3983:valk_builtin_error_p"),
  question("list?", Kind.List | Kind.Nil, "3990:valk_builtin_list_p"),
  question("ref?", Kind.Reference, "3998:valk_builtin_ref_p"),
]);

function compare(machine: Machine, args: readonly Value[], wanted: boolean): Value {
  const [left, right] = args;
  if (left === undefined || right === undefined || args.length !== 2) {
    const given = args.length + 1;
    const message = `Invalid argument count, Actual[${given}] == Expected[3]`;
    return raise("2769:valk_builtin_cmp", message);
  }
  const equal = equals(machine, left, right);
  return typeof equal === "boolean" ? Number(equal === wanted) : opaque(equal.reason, Kind.Number);
}

function question(name: string, kinds: number, site: Site): Builtin {
  return builtin(name, (_machine, args) => {
    const [value] = args;
    if (value === undefined || args.length !== 1) {
      return wrongCount(args, 1, site);
    }
    const kind = kindOf(value);
    if (isOpaque(value) && (kind & kinds) !== 0 && (kind & ~kinds) !== 0) {
      return opaque(value.reason, Kind.Number);
    }
    return (kind & kinds) === 0 ? 0 : 1;
  });
}
