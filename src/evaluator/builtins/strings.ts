// Strings: `str`, `make-string`, `str/split`, `str/replace`. All counts are bytes. `str` cuts
// what is no string at the space that the reference sets aside, 256 bytes a value
// (src/parser.c, commit 755536a, `valk_builtin_str`).

import { BIGGEST_STRING } from "../limits.js";
import { type Answer, type Builtin, Kind, type Machine, type Value } from "../model.js";
import { printUser } from "../printer.js";
import { spend, stepsOfBytes } from "../registers.js";
import { error, isNumber, isStr, list, opaque, string } from "../values.js";
import { builtin, computing, mismatch, pure, raise, wrongCount } from "./check.js";

export const STRINGS: readonly Builtin[] = computing([
  builtin("str", (machine, args) => str(machine, args)),
  pure("make-string", Kind.String | Kind.Error, makeString),
  pure("str/split", Kind.List | Kind.Error, split),
  pure("str/replace", Kind.String | Kind.Error, replace),
]);

/** What 2026-02 adds. */
export const SLICES: readonly Builtin[] = computing([
  pure("str/slice", Kind.String | Kind.Error, slice),
]);

/** Counts the bytes that a function writes, and how many they are, before it writes them. */
function affords(machine: Machine, bytes: number, parts = 1): boolean {
  return spend(machine, stepsOfBytes(bytes) + parts);
}

const SPACE_PER_VALUE = 256;

/** The values printed one after the other, as one string. */
export function str(machine: Machine, args: readonly Value[]): Value {
  let space = 1;
  for (const value of args) {
    space += isStr(value) ? value.bytes.length : SPACE_PER_VALUE;
  }
  if (space > BIGGEST_STRING) {
    return opaque("a string longer than the limit", Kind.String);
  }
  let bytes = "";
  for (const value of args) {
    const left = space - 1 - bytes.length;
    const printed = isStr(value) ? value.bytes : printUser(value, left);
    if (typeof printed !== "string") {
      return opaque(printed.reason, Kind.String);
    }
    if (isStr(value) && printed.length > left) {
      return opaque("str, which overflows its buffer in the interpreter", Kind.String);
    }
    bytes += string(printed.slice(0, left)).bytes;
  }
  affords(machine, bytes.length);
  return string(bytes);
}

function makeString(args: readonly Value[], machine: Machine): Answer {
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
  if (size > BIGGEST_STRING) {
    return error(`make-string: requested size ${size} exceeds 100MB limit`);
  }
  return affords(machine, Number(size)) ? string(piece.repeat(Number(times))) : undefined;
}

function pieceOf(pattern: Value): string | undefined {
  if (isNumber(pattern)) {
    return String.fromCharCode(Number(BigInt.asUintN(8, BigInt(pattern))));
  }
  return isStr(pattern) ? pattern.bytes : undefined;
}

function split(args: readonly Value[], machine: Machine): Answer {
  const [text, delimiter] = args;
  const wrong = mismatch(args, "3580:valk_builtin_str_split", [
    ["3585:valk_builtin_str_split", Kind.String],
    ["3586:valk_builtin_str_split", Kind.String],
  ]);
  const [bytes, by] = texts(text, delimiter);
  if (wrong !== undefined || bytes === undefined || by === undefined) {
    return wrong as Value;
  }
  if (by === "") {
    return error("str/split: delimiter cannot be empty");
  }
  return affords(machine, bytes.length, occurrences(bytes, by) + 1)
    ? list(bytes.split(by).map(string))
    : undefined;
}

function replace(args: readonly Value[], machine: Machine): Answer {
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
  const times = occurrences(bytes, old);
  const most = bytes.length + times * next.length;
  if (most > BIGGEST_STRING) {
    return opaque("a string longer than the limit", Kind.String);
  }
  return affords(machine, most, times) ? string(bytes.replaceAll(old, () => next)) : undefined;
}

function slice(args: readonly Value[], machine: Machine): Answer {
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
  affords(machine, Math.max(0, end - start));
  return end < 0
    ? opaque("str/slice, which reads outside the string in the interpreter", Kind.String)
    : string(bytes.slice(Math.min(start, end), end));
}

function occurrences(bytes: string, piece: string): number {
  let times = 0;
  for (let at = bytes.indexOf(piece); at !== -1; at = bytes.indexOf(piece, at + piece.length)) {
    times++;
  }
  return times;
}

function texts(...values: (Value | undefined)[]): (string | undefined)[] {
  return values.map((value) => (value !== undefined && isStr(value) ? value.bytes : undefined));
}
