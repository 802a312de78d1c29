// Makes a repository of Valk files to measure with: test files of the old API in many layouts,
// the same for the same seed. Or multiplies a checkout that is there already.

import { cpSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * A small generator of numbers, so that a corpus is the same everywhere.
 * @param {number} seed
 * @returns {() => number} numbers from 0 up to 1
 */
export function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * One test file of about `bytes` bytes: comments, helpers and values between tests, strings
 * that hold brackets and span lines.
 * @param {() => number} random
 * @param {number} bytes
 */
export function testFile(random, bytes) {
  const parts = [
    '(load "src/prelude.valk")\n(load "src/modules/test.valk")\n(test/suite "Generated")\n',
  ];
  let size = 0;
  for (let number = 1; size < bytes; number++) {
    const part = oneOf(random, FORMS)(number);
    parts.push(part);
    size += part.length;
  }
  parts.push("\n; everything\n(test/run {})\n");
  return parts.join("");
}

/** @type {readonly ((number: number) => string)[]} */
const FORMS = [
  (n) => `\n(test/define "adds ${n}" {== (+ ${n} 1) ${n + 1}})\n`,
  (n) =>
    `\n; what ${n} is for\n(test/define "takes ${n} apart"\n  ; the list first\n  {do\n    (= {items} (list ${n} 2 3))\n    (= {first} (head items))\n    (and (== first ${n})\n         (== (len items) 3))})\n`,
  (n) => `\n; ==== section ${n} ====\n\n(def {value-${n}} {a b "c ; (" ${n}})\n`,
  (n) => `(fun {helper-${n} x} {\n  if (> x ${n})\n    {x}\n    {helper-${n} (+ x 1)}\n})\n`,
  (n) =>
    `\n(test/define "keeps text ${n}"\n  {== (len "line one\n  line two ) ${n}") 20}) ; counted\n`,
];

/**
 * @template T
 * @param {() => number} random
 * @param {readonly T[]} items
 * @returns {T}
 */
function oneOf(random, items) {
  return /** @type {T} */ (items[Math.floor(random() * items.length)]);
}

/**
 * Writes `count` files of about `bytes` bytes each into a new folder, a hundred to a folder.
 * @param {string} folder
 * @param {number} count
 * @param {number} bytes
 * @returns {number} bytes written
 */
export function writeCorpus(folder, count, bytes) {
  const random = seededRandom(count + bytes);
  let total = 0;
  for (let index = 0; index < count; index++) {
    const file = join(folder, `part-${Math.floor(index / 100)}`, `test_${index}.valk`);
    mkdirSync(dirname(file), { recursive: true });
    const text = testFile(random, bytes);
    writeFileSync(file, text);
    total += text.length;
  }
  return total;
}

/**
 * Copies the Valk files of a checkout as one project: its test files `times` times, each copy in a
 * folder of its own beside them, and once what they load.
 * @param {string} checkout
 * @param {string} folder
 * @param {number} times
 * @returns {{ files: number, bytes: number }} of the copies
 */
export function multiplyCheckout(checkout, folder, times) {
  const files = readdirSync(checkout, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".valk"))
    .filter((file) => statSync(join(checkout, file)).isFile());
  const copies = files.flatMap((file) =>
    basename(file).startsWith("test_")
      ? Array.from({ length: times }, (_, copy) => ({
          file,
          target: copy === 0 ? file : join(dirname(file), `copy-${copy}`, basename(file)),
        }))
      : [{ file, target: file }],
  );
  let bytes = 0;
  for (const { file, target } of copies) {
    mkdirSync(dirname(join(folder, target)), { recursive: true });
    cpSync(join(checkout, file), join(folder, target));
    bytes += statSync(join(folder, target)).size;
  }
  return { files: copies.length, bytes };
}
