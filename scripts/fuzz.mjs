// Fuzzes the parser and all transforms for as long as it is let: `npm run fuzz`. Each finding goes
// into a file that is named at once, cut down to as little as still shows it.
//
//   npm run fuzz                              an hour, from a random seed
//   FUZZ_SECONDS=60 FUZZ_SEED=1 npm run fuzz

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkText } from "../test/fuzz/fuzz-check.mjs";
import { fuzzInputs } from "../test/fuzz/fuzz-inputs.mjs";
import { runAsScript } from "./host.mjs";

/** @typedef {(text: string) => readonly string[]} Check what is wrong with a text */

/** What a finding is about, without what differs from text to text. @param {string} wrong */
const kindOf = (wrong) =>
  wrong
    .replace(/\d+/g, "N")
    .replace(/"[^"]*"/g, "…")
    .slice(0, 120);

/**
 * Drops ever smaller parts as long as the finding stays; gives up after 20 seconds.
 * @param {string} text
 * @param {string} kind
 * @param {Check} check
 */
function shrink(text, kind, check) {
  let small = text;
  const deadline = performance.now() + 20_000;
  for (let size = small.length >> 1; size > 0; size >>= 1) {
    for (let at = 0; at < small.length && performance.now() < deadline; ) {
      const candidate = small.slice(0, at) + small.slice(at + size);
      if (check(candidate).some((wrong) => kindOf(wrong) === kind)) {
        small = candidate;
      } else {
        at += size;
      }
    }
  }
  return small;
}

/**
 * Checks text after text until the time is over; answers how many kinds of findings there were.
 * @param {Iterable<{ readonly kind: string, readonly text: string }>} inputs
 * @param {{ check: Check, seconds: number, folder: string, log: (line: string) => void }} options
 */
export function fuzz(inputs, { check, seconds, folder, log }) {
  /** @type {Map<string, number>} */
  const found = new Map();
  const end = performance.now() + seconds * 1000;
  let count = 0;
  for (const { kind, text } of inputs) {
    if (performance.now() > end) {
      break;
    }
    count += 1;
    for (const wrong of check(text)) {
      const key = kindOf(wrong);
      const times = (found.get(key) ?? 0) + 1;
      found.set(key, times);
      if (times === 1) {
        const file = join(folder, `finding-${found.size}.valk`);
        writeFileSync(file, key.startsWith("slow") ? text : shrink(text, key, check));
        log(`${file}: ${kind}: ${wrong}`);
      }
    }
  }
  for (const [key, times] of found) {
    log(`${times} times: ${key}`);
  }
  log(`${count} texts, ${found.size} kinds of findings`);
  return found.size;
}

/**
 * @param {readonly string[]} _argv
 * @param {import("./host.mjs").Host} host
 */
export async function main(_argv, { env, load, log }) {
  const { FUZZ_SECONDS = "3600", FUZZ_SEED = String(Date.now() % 2 ** 31) } = env;
  const program = {
    ...(await load("src/syntax/parser.js")),
    ...(await load("src/kit/migrate-file.js")),
    ...(await load("transforms/all-transforms.js")),
  };
  const folder = mkdtempSync(join(tmpdir(), "valk-codemod-fuzz-"));
  log(`seed ${FUZZ_SEED}, ${FUZZ_SECONDS} seconds, findings go into ${folder}`);
  const check = (/** @type {string} */ text) => checkText(program, text);
  const seconds = Number(FUZZ_SECONDS);
  return fuzz(fuzzInputs(Number(FUZZ_SEED)), { check, seconds, folder, log }) > 0 ? 1 : 0;
}

await runAsScript(import.meta.url, main);
