// Random numbers, 2026-02: `rand` and `rand-seed`, as the C library of Linux makes them (glibc's
// additive generator of 31 words). Without a seed the clock is the seed, and nothing is known.

import { type Builtin, Kind, type Machine, Slot, type Value } from "../model.js";
import { write } from "../state.js";
import { error, isNumber, isOpaque, opaque } from "../values.js";
import { builtin, mismatch, raise, type Site, wrongKind } from "./check.js";

export const RANDOM: readonly Builtin[] = [
  builtin("rand", (machine, args) => random(machine, args)),
  builtin("rand-seed", (machine, args) => seed(machine, args)),
];

const WORDS = 31;
const LAG = 3;

function seed(machine: Machine, args: readonly Value[]): Value {
  const [start] = args;
  if (start !== undefined && isOpaque(start)) {
    write(machine.journal, machine.state, Slot.Random, undefined);
    return opaque(start.reason, Kind.Number | Kind.Error);
  }
  const wrong = mismatch(args, "builtins_math.c:194:valk_builtin_rand_seed", [
    ["builtins_math.c:195:valk_builtin_rand_seed", Kind.Number],
  ]);
  if (wrong !== undefined || start === undefined || !isNumber(start)) {
    return wrong ?? 0;
  }
  write(machine.journal, machine.state, Slot.Random, wordsFrom(BigInt(start)));
  return 0;
}

function wordsFrom(start: bigint): readonly number[] {
  let word = Number(BigInt.asIntN(32, start)) || 1;
  const words: number[] = [];
  for (let at = 0; at < WORDS; at++) {
    words.push(word >>> 0);
    word = Number((16807n * BigInt(word)) % 2147483647n);
    word = word < 0 ? word + 2147483647 : word;
  }
  let made: readonly number[] = [...words.slice(LAG), ...words.slice(0, LAG)];
  for (let at = 0; at < 10 * WORDS; at++) {
    made = [...made.slice(1), sumOf(made)];
  }
  return made;
}

function sumOf(words: readonly number[]): number {
  return ((words[0] as number) + (words[WORDS - LAG] as number)) >>> 0;
}

/** The next number; an opaque one where nobody gave a seed. */
function next(machine: Machine): number | undefined {
  const words = machine.state.values[Slot.Random] as readonly number[] | undefined;
  if (words === undefined) {
    return undefined;
  }
  const made = sumOf(words);
  write(machine.journal, machine.state, Slot.Random, [...words.slice(1), made]);
  return made >>> 1;
}

function random(machine: Machine, args: readonly Value[]): Value {
  const [first, second, ...more] = args;
  const unknown = args.find(isOpaque);
  if (unknown !== undefined) {
    write(machine.journal, machine.state, Slot.Random, undefined);
    return opaque(unknown.reason, Kind.Number | Kind.Error);
  }
  if (more.length > 0) {
    return raise(
      "builtins_math.c:189:valk_builtin_rand",
      `rand takes 0-2 arguments, got ${args.length}`,
    );
  }
  const lines = args.length === 1 ? [176] : [182, 183];
  for (const [at, value] of args.entries()) {
    const site: Site = `builtins_math.c:${lines[at] ?? 0}:valk_builtin_rand`;
    const wrong = wrongKind(value, [Kind.Number], site);
    if (wrong !== undefined) {
      return wrong;
    }
  }
  const low = second === undefined ? 0n : toInt(first);
  const high = second === undefined ? toInt(first ?? 2147483648n) : toInt(second);
  if (high <= low) {
    return second === undefined
      ? error(`rand: bound must be positive, got ${high}`)
      : error("rand: high must be > low");
  }
  const made = next(machine);
  return made === undefined
    ? opaque("rand without a seed", Kind.Number)
    : Number(low + (BigInt(made) % (high - low)));
}

function toInt(value: Value | bigint | undefined): bigint {
  return value !== undefined && isNumber(value) ? BigInt(value) : 0n;
}
