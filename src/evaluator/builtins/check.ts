// What builtins share: the checks of their arguments with the reference's messages, and the rule
// for opaque arguments. Messages carry the place in src/parser.c, commit 755536a, that raises
// them, because programs can print and compare them. What 2026-02 added carries its place of commit
// 1efe40c; what it only moved carries that of January still.

import { type Answer, type Builtin, type Err, Kind, type Machine, type Value } from "../model.js";
import { abort } from "../registers.js";
import { error, isInert, isOpaque, kindName, kindOf, opaque } from "../values.js";

/** `line:function` in src/parser.c of January; with its file in front, a place of February. */
export type Site = `${number}:${string}` | `${string}.c:${number}:${string}`;

/** An error as the reference raises it there. */
export function raise(site: Site, message: string): Err {
  return error(`${site.includes(".c:") ? site : `parser.c:${site}`} || ${message}`);
}

/** Whether an argument is opaque; the script is unknown from there on then. */
export function hasUnknown(machine: Machine, args: readonly Value[]): boolean {
  const unknown = args.find(isOpaque);
  if (unknown !== undefined) {
    abort(machine, unknown.reason);
  }
  return unknown !== undefined;
}

/** The error of a call with another number of arguments than this one, if it is one. */
export function wrongCount(args: readonly Value[], expected: number, site: Site): Err | undefined {
  return args.length === expected
    ? undefined
    : raise(site, `Invalid argument count, Actual[${args.length}] == Expected[${expected}]`);
}

/** The error of an argument of another kind than these, in the order of the message. */
export function wrongKind(
  value: Value | undefined,
  expected: readonly number[],
  site: Site,
): Err | undefined {
  const kind = value === undefined ? 0 : kindOf(value);
  if (expected.includes(kind)) {
    return undefined;
  }
  const names = expected.map(kindName).join(", ");
  return raise(site, `Actual: ${kindName(kind)}, Expected(One-Of): [${names}]`);
}

/** What a signature says of one argument: the kinds it may have and where that is checked. */
export type Parameter = readonly [site: Site, ...kinds: number[]];

/** The error of a call that does not fit: first the number, then the kinds, in this order. */
export function mismatch(
  args: readonly Value[],
  site: Site,
  parameters: readonly Parameter[],
): Err | undefined {
  const counted = wrongCount(args, parameters.length, site);
  if (counted !== undefined) {
    return counted;
  }
  for (const [at, [where, ...kinds]] of parameters.entries()) {
    const wrong = kinds.length > 0 ? wrongKind(args[at], kinds, where) : undefined;
    if (wrong !== undefined) {
      return wrong;
    }
  }
  return undefined;
}

/** The unknown result of a function of the arguments; undefined when all are known. */
export function blurred(args: readonly Value[], may: number): Value | undefined {
  const unknown = args.find(isOpaque);
  if (unknown === undefined) {
    return undefined;
  }
  const holdsCode = (may & (Kind.Symbol | Kind.Function | Kind.List)) !== 0;
  return opaque(unknown.reason, may, !holdsCode || args.every(isInert));
}

/** A builtin. */
export function builtin(name: string, run: Builtin["run"]): Builtin {
  return { kind: "builtin", name, computes: false, prints: false, run };
}

/** A builtin that prints what it is given. */
export function printing(name: string, run: Builtin["run"]): Builtin {
  return { ...builtin(name, run), prints: true };
}

/** A builtin that depends on its arguments only; unknown arguments make its result unknown. */
export function pure(
  name: string,
  may: number,
  run: (args: readonly Value[], machine: Machine) => Answer,
): Builtin {
  return builtin(name, (machine, args) => blurred(args, may) ?? run(args, machine));
}

/** The same builtins, known to compute only: no output, no change, no evaluation. */
export function computing(builtins: readonly Builtin[]): readonly Builtin[] {
  return builtins.map((each) => ({ ...each, computes: true }));
}
