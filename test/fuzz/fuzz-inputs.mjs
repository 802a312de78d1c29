// Inputs for the fuzzer: the same for the same seed. Random bytes read as text, files that look
// real with something wrong in them, deep nests, giant tokens. Plain JavaScript, so that both the
// test and the script for hours make them.

import { seededRandom, testFile } from "../../scripts/corpus.mjs";

/** @typedef {{ readonly kind: string, readonly text: string }} FuzzInput */
/** @typedef {() => number} Random */

const PIECES = [
  "(",
  ")",
  "{",
  "}",
  "'",
  "`",
  ",",
  ",@",
  '"',
  "\\",
  ";",
  "\n",
  "\r\n",
  "\r",
  "\t",
  " ",
  "\0",
  "\ufeff",
  "\u2028",
  "\u202e",
  "\ud800",
  "é",
  "😀",
  "test/suite",
  "test/define",
  "test/run",
  "test/skip",
  "test/define-async",
  "-> ",
  "def ",
  "fun ",
  "do ",
  "if ",
  "load ",
  "&",
  "true",
  "nil",
  "0",
  "-1",
  "99999999999999999999",
  ":key",
  "*test-registry*",
  '"a ; b"',
  "; note\n",
  '(test/define "n" {== 1 1})',
  "(test/run {})",
  '(test/suite "s")\n',
  "(= {x} 1)",
  "{do\n",
];

/** @type {Record<string, (random: Random) => string>} */
const MAKERS = {
  bytes: (random) => bytes(random, upTo(random, 400)).toString("utf8"),
  latin: (random) => bytes(random, upTo(random, 400)).toString("latin1"),
  pieces: (random) => repeat(upTo(random, 120), () => oneOf(random, PIECES)),
  mutated: (random) => mutate(random, testFile(random, 200 + upTo(random, 2500))),
  spliced: (random) => {
    const [one, other] = [testFile(random, 800), testFile(random, 800)];
    return one.slice(0, upTo(random, one.length)) + other.slice(upTo(random, other.length));
  },
  nest: (random) => nest(random, upTo(random, 3000)),
  token: (random) => {
    const body = oneOf(random, ["a", "\\", '"', "1", "é", ";", "\n", "(", "\0"]);
    const giant = body.repeat(1 + upTo(random, 100_000));
    return oneOf(random, [
      giant,
      `"${giant}`,
      `; ${giant}\n`,
      `(test/suite "s")\n(test/define "${giant.replaceAll('"', "").replaceAll("\\", "")}" {true})\n(test/run)`,
    ]);
  },
  wide: (random) =>
    `(test/suite "s")\n(test/define "n" {list${" x".repeat(upTo(random, 20_000))}})\n(test/run)\n`,
};

/**
 * Endless inputs.
 * @param {number} seed
 * @returns {Generator<FuzzInput, never, void>}
 */
export function* fuzzInputs(seed) {
  const random = mixed(seededRandom(seed));
  const kinds = Object.keys(MAKERS);
  for (;;) {
    const kind = oneOf(random, kinds);
    const make = /** @type {(random: Random) => string} */ (MAKERS[kind]);
    // As a file has it: half a surrogate pair is no character, and never comes out of UTF-8.
    yield { kind, text: Buffer.from(make(random)).toString("utf8") };
  }
}

/**
 * The low bits of a plain congruence repeat too soon.
 * @param {Random} random
 * @returns {Random}
 */
function mixed(random) {
  return () => (random() + random() * 2 ** -16) % 1;
}

/** @param {Random} random @param {number} limit */
const upTo = (random, limit) => Math.floor(random() * (limit + 1));

/**
 * @template T
 * @param {Random} random
 * @param {readonly T[]} items
 * @returns {T}
 */
const oneOf = (random, items) =>
  /** @type {T} */ (items[Math.min(items.length - 1, Math.floor(random() * items.length))]);

/** @param {number} times @param {() => string} make */
const repeat = (times, make) => Array.from({ length: times }, make).join("");

/** @param {Random} random @param {number} length */
const bytes = (random, length) => Buffer.from(Array.from({ length }, () => upTo(random, 255)));

/**
 * Deletes, doubles, swaps and inserts, a few times.
 * @param {Random} random
 * @param {string} text
 */
function mutate(random, text) {
  let mutated = text;
  for (let left = 1 + upTo(random, 5); left > 0; left--) {
    const at = upTo(random, mutated.length);
    const length = upTo(random, oneOf(random, [1, 1, 5, 60]));
    const [before, part, after] = [
      mutated.slice(0, at),
      mutated.slice(at, at + length),
      mutated.slice(at + length),
    ];
    mutated = oneOf(random, [
      before + after,
      before + part + part + after,
      before + oneOf(random, PIECES) + part + after,
      after + before,
      mutated.replaceAll("\n", oneOf(random, ["\r\n", "\r", "\n\n", ""])),
    ]);
  }
  return mutated;
}

/** @param {Random} random @param {number} depth */
function nest(random, depth) {
  const open = oneOf(random, ["(", "{", "'", '(test/define "n" {', "{do (if true {"]);
  const close = oneOf(random, [")", "}", "})", "})})", ""]);
  const head = oneOf(random, ["", '(test/suite "s")\n']);
  return `${head}${open.repeat(depth)}x${close.repeat(depth)}\n(test/run)`;
}
