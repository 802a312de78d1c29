// Numbers: `+ - * /`, the orderings, `str->num`. Sums wrap at 64 bits; division truncates and
// refuses divisors that are not positive (src/parser.c, commit 755536a, `valk_builtin_math`).

import { add, divide, type Int, multiply, parseInteger, subtract } from "../integers.js";
import { type Builtin, Kind, type Value } from "../model.js";
import { error, isNumber, isOpaque, isStr, kindName, kindOf, opaque } from "../values.js";
import { builtin, computing, mismatch, pure, raise } from "./check.js";

export const ARITHMETIC: readonly Builtin[] = computing([
  math("+", add),
  math("-", subtract),
  math("*", multiply),
  math("/", (a, b) => (b > 0 ? divide(a, b) : undefined)),
  ordering(">", (a, b) => a > b),
  ordering("<", (a, b) => a < b),
  ordering(">=", (a, b) => a >= b),
  ordering("<=", (a, b) => a <= b),
  builtin("ord", (_machine, args) => orderBy(args)),
  pure("str->num", Kind.Number | Kind.Error, parse),
]);

/** `ord` of 2026-02: how two numbers or two strings compare. */
export const LATER_ARITHMETIC: readonly Builtin[] = computing([
  pure("ord", Kind.Number | Kind.Error, compareTwo),
]);

function compareTwo(args: readonly Value[]): Value {
  const [a, b] = args;
  if (a === undefined || b === undefined || args.length !== 2) {
    return raise(
      "builtins_math.c:88:valk_builtin_ord",
      `Invalid argument count, Actual[${args.length}] == Expected[2]`,
    );
  }
  if (isNumber(a) && isNumber(b)) {
    const difference = subtract(a, b);
    return difference < 0 ? -1 : difference > 0 ? 1 : 0;
  }
  if (isStr(a) && isStr(b)) {
    // Beyond its sign the C library may answer what it likes.
    return a.bytes === b.bytes ? 0 : opaque("ord of strings", Kind.Number);
  }
  const [left, right] = [kindName(kindOf(a)), kindName(kindOf(b))];
  return raise(
    "builtins_math.c:99:valk_builtin_ord",
    `ord requires two Numbers or two Strings, got ${left} and ${right}`,
  );
}

function math(name: string, combine: (a: Int, b: Int) => Int | undefined): Builtin {
  return builtin(name, (_machine, args) => {
    const unknown = args.find(isOpaque);
    if (unknown !== undefined) {
      const isSafe = name !== "/" && args.every((value) => kindOf(value) === Kind.Number);
      return opaque(unknown.reason, isSafe ? Kind.Number : Kind.Number | Kind.Error);
    }
    return calculate(name, combine, args);
  });
}

function calculate(
  name: string,
  combine: (a: Int, b: Int) => Int | undefined,
  args: readonly Value[],
): Value {
  const other = args.find((value) => !isNumber(value));
  if (other !== undefined) {
    const kind = kindName(kindOf(other));
    return raise("2367:valk_builtin_math", `This function only supports Numbers : ${kind}`);
  }
  const [first, ...rest] = args as readonly Int[];
  if (first === undefined) {
    // The reference reads memory that nobody wrote.
    return opaque(`${name} without arguments`, Kind.Number);
  }
  if (name === "-" && rest.length === 0) {
    return subtract(0, first);
  }
  let result = first;
  for (const next of rest) {
    const combined = combine(result, next);
    if (combined === undefined) {
      return error("Division By Zero");
    }
    result = combined;
  }
  return result;
}

const ORDERS: Readonly<Record<string, (a: Int, b: Int) => boolean>> = {
  ">": (a, b) => a > b,
  "<": (a, b) => a < b,
  ">=": (a, b) => a >= b,
  "<=": (a, b) => a <= b,
};

function ordering(name: string, holds: (a: Int, b: Int) => boolean): Builtin {
  return builtin(name, (_machine, args) => order(args, holds));
}

/** `(ord op a b)`; the operators pass themselves, so their messages count one argument more. */
function orderBy(args: readonly Value[]): Value {
  const [op, ...rest] = args;
  if (op !== undefined && args.length === 3) {
    const wrong = mismatch([op], "2742:valk_builtin_ord", [["2743:valk_builtin_ord", Kind.Symbol]]);
    if (wrong !== undefined) {
      return isOpaque(op) ? opaque(op.reason, Kind.Number | Kind.Error) : wrong;
    }
  }
  const name = typeof op === "object" && op.kind === "symbol" ? op.name : "";
  return order(rest, ORDERS[name] ?? (() => false), args.length);
}

function order(
  args: readonly Value[],
  holds: (a: Int, b: Int) => boolean,
  given = args.length + 1,
): Value {
  if (given !== 3) {
    const message = `Invalid argument count, Actual[${given}] == Expected[3]`;
    return raise("2742:valk_builtin_ord", message);
  }
  const unknown = args.find(isOpaque);
  if (unknown !== undefined) {
    const isSafe = args.every((value) => kindOf(value) === Kind.Number);
    return opaque(unknown.reason, isSafe ? Kind.Number : Kind.Number | Kind.Error);
  }
  const wrong = mismatch(args, "2742:valk_builtin_ord", [
    ["2744:valk_builtin_ord", Kind.Number],
    ["2745:valk_builtin_ord", Kind.Number],
  ]);
  const [a, b] = args as readonly Int[];
  return wrong ?? (a !== undefined && b !== undefined && holds(a, b) ? 1 : 0);
}

function parse(args: readonly Value[]): Value {
  const [text] = args;
  const wrong = mismatch(args, "2806:valk_builtin_str_to_num", [
    ["2807:valk_builtin_str_to_num", Kind.String],
  ]);
  if (wrong !== undefined || text === undefined || !isStr(text)) {
    return wrong ?? 0;
  }
  // As `strtol` reads: blanks, sign, digits; without digits it reads nothing.
  const match = /^[ \t\n\v\f\r]*([+-]?[0-9]+)/.exec(text.bytes);
  const digits = match?.[1];
  const number = digits === undefined ? 0 : parseInteger(digits);
  if (number === undefined) {
    return error(`Number out of range: ${text.bytes}`);
  }
  return text.bytes.length > (match?.[0].length ?? 0)
    ? error(`Invalid number: ${text.bytes}`)
    : number;
}
