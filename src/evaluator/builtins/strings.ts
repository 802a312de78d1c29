// Strings: `str`, `make-string`, `str/split`, `str/replace`. All counts are bytes. `str` cuts
// what is no string at the space that the reference sets aside, 256 bytes a value
// (src/parser.c, commit 755536a, `valk_builtin_str`).

import { BIGGEST_STRING } from "../limits.js";
import { type Builtin, Kind, type Value } from "../model.js";
import { printUser } from "../printer.js";
import { error, isNumber, isStr, list, opaque, string } from "../values.js";
import { builtin, computing, mismatch, pure, raise, wrongCount } from "./check.js";

export const STRINGS: readonly Builtin[] = computing([
  builtin("str", (_machine, args) => str(args)),
  pure("make-string", Kind.String | Kind.Error, makeString),
  pure("str/split", Kind.List | Kind.Error, split),
  pure("str/replace", Kind.String | Kind.Error, replace),
]);

/** What 2026-02 adds. */
export const SLICES: readonly Builtin[] = computing([
  pure("str/slice", Kind.String | Kind.Error, slice),
]);

const SPACE_PER_VALUE = 256;

/** The values printed one after the other, as one string. */
export function str(args: readonly Value[]): Value {
  let space = 1;
  for (const value of args) {
    space += isStr(value) ? value.bytes.length : SPACE_PER_VALUE;
  }
  if (space > BIGGEST_STRING) {
    return opaque("a string longer than the limit", Kind.String);
  }
  let bytes = "";
  for (const value of args) {
    const printed = printUser(value);
    if (typeof printed !== "string") {
      return opaque(printed.reason, Kind.String);
    }
    const left = space - 1 - bytes.length;
    if (isStr(value) && printed.length > left) {
      return opaque("str, which overflows its buffer in the interpreter", Kind.String);
    }
    bytes += string(printed.slice(0, left)).bytes;
  }
  return string(bytes);
}

function makeString(args: readonly Value[]): Value {
  const [times, pattern] = args;
  if (times === undefined || pattern === undefined || args.length !== 2) {
    return wrongCount(args, 2, "3509:valk_builtin_make_string") as Value;
  }
  if (!isNumber(times)) {
    const message = "make-string: first argument must be a number";
    return raise("3515:valk_builtin_make_string", message);
  }
  if (times < 0) {
    return error("make-string: count must be non-negative");
  }
  if (times === 0) {
    return string("");
  }
  const piece = pieceOf(pattern);
  if (piece === undefined) {
    return error("make-string: second argument must be string or number (char code)");
  }
  const size = BigInt.asUintN(64, BigInt(times) * BigInt(piece.length));
  return size > BIGGEST_STRING
    ? error(`make-string: requested size ${size} exceeds 100MB limit`)
    : string(piece.repeat(Number(times)));
}

function pieceOf(pattern: Value): string | undefined {
  if (isNumber(pattern)) {
    return String.fromCharCode(Number(BigInt.asUintN(8, BigInt(pattern))));
  }
  return isStr(pattern) ? pattern.bytes : undefined;
}

function split(args: readonly Value[]): Value {
  const [text, delimiter] = args;
  const wrong = mismatch(args, "3580:valk_builtin_str_split", [
    ["3585:valk_builtin_str_split", Kind.String],
    ["3586:valk_builtin_str_split", Kind.String],
  ]);
  const [bytes, by] = texts(text, delimiter);
  if (wrong !== undefined || bytes === undefined || by === undefined) {
    return wrong as Value;
  }
  return by === ""
    ? error("str/split: delimiter cannot be empty")
    : list(bytes.split(by).map(string));
}

function replace(args: readonly Value[]): Value {
  const [text, from, to] = args;
  const wrong = mismatch(args, "3633:valk_builtin_str_replace", [
    ["3639:valk_builtin_str_replace", Kind.String],
    ["3640:valk_builtin_str_replace", Kind.String],
    ["3641:valk_builtin_str_replace", Kind.String],
  ]);
  const [bytes, old, next] = texts(text, from, to);
  if (wrong !== undefined || bytes === undefined || old === undefined || next === undefined) {
    return wrong as Value;
  }
  if (old === "") {
    return error("str/replace: search string cannot be empty");
  }
  const parts = bytes.split(old);
  return bytes.length + parts.length * next.length > BIGGEST_STRING
    ? opaque("a string longer than the limit", Kind.String)
    : string(parts.join(next));
}

function slice(args: readonly Value[]): Value {
  const [text, from, to] = args;
  const wrong = mismatch(args, "builtins_string.c:411:valk_builtin_str_slice", [
    ["builtins_string.c:417:valk_builtin_str_slice", Kind.String],
    ["builtins_string.c:418:valk_builtin_str_slice", Kind.Number],
    ["builtins_string.c:419:valk_builtin_str_slice", Kind.Number],
  ]);
  if (wrong !== undefined || text === undefined || from === undefined || to === undefined) {
    return wrong as Value;
  }
  const [bytes = ""] = texts(text);
  const start = Math.max(0, Number(from));
  const end = Math.min(bytes.length, Number(to));
  return end < 0
    ? opaque("str/slice, which reads outside the string in the interpreter", Kind.String)
    : string(bytes.slice(Math.min(start, end), end));
}

function texts(...values: (Value | undefined)[]): (string | undefined)[] {
  return values.map((value) => (value !== undefined && isStr(value) ? value.bytes : undefined));
}
