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

const seconds = Number(process.env.FUZZ_SECONDS ?? 3600);
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
/** @param {string} path */
const load = (path) => import(join(import.meta.dirname, "../dist", path));
const program = {
  ...(await load("src/syntax/parser.js")),
  ...(await load("src/kit/migrate-file.js")),
  ...(await load("transforms/registry.js")),
};
const folder = mkdtempSync(join(tmpdir(), "valk-codemod-fuzz-"));

/** What a finding is about, without what differs from text to text. @param {string} wrong */
const kindOf = (wrong) =>
  wrong
    .replace(/\d+/g, "N")
    .replace(/"[^"]*"/g, "…")
    .slice(0, 120);

/**
 * Drops ever smaller parts as long as the finding stays.
 * @param {string} text
 * @param {string} kind
 */
function shrink(text, kind) {
  let small = text;
  const deadline = performance.now() + 20_000;
  for (let size = small.length >> 1; size > 0; size >>= 1) {
    for (let at = 0; at < small.length && performance.now() < deadline; ) {
      const candidate = small.slice(0, at) + small.slice(at + size);
      if (checkText(program, candidate).some((wrong) => kindOf(wrong) === kind)) {
        small = candidate;
      } else {
        at += size;
      }
    }
  }
  return small;
}

console.log(`seed ${seed}, ${seconds} seconds, findings go into ${folder}`);
/** @type {Map<string, number>} */
const found = new Map();
const end = performance.now() + seconds * 1000;
let count = 0;
for (const { kind, text } of fuzzInputs(seed)) {
  if (performance.now() > end) {
    break;
  }
  count += 1;
  for (const wrong of checkText(program, text)) {
    const key = kindOf(wrong);
    const times = (found.get(key) ?? 0) + 1;
    found.set(key, times);
    if (times === 1) {
      const file = join(folder, `finding-${found.size}.valk`);
      writeFileSync(file, key.startsWith("slow") ? text : shrink(text, key));
      console.log(`${file}: ${kind}: ${wrong}`);
    }
  }
}
for (const [key, times] of found) {
  console.log(`${times} times: ${key}`);
}
console.log(`${count} texts, ${found.size} kinds of findings`);
process.exitCode = found.size > 0 ? 1 : 0;
