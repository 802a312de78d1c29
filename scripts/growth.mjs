// Measures how time and memory grow with the size of a file and with the number of files:
// `npm run bench:growth`. Each figure is a process of its own, so that peak memory means that
// run alone. What is told are ratios per unit; linear growth keeps them at 1 or below.
//
// Then what has once cost more than its size, at one size and at twice that: fails where that costs
// more than 2.6 times as much.
//
//   npm run bench:growth                 1, 10 and 100 MB; 100 and 10,000 files
//   GROWTH_MB=1,10 GROWTH_FILES=100,1000 GROWTH_CASES=0.5 npm run bench:growth

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seededRandom, testFile, writeCorpus } from "./corpus.mjs";
import { GROWTH_CASES } from "./growth-cases.mjs";
import { runAsScript } from "./host.mjs";

/**
 * @typedef {import("./host.mjs").Host} Host
 * @typedef {{ unit: string, size: number, milliseconds: number, megabytes: number }} Row
 */

const DEFAULTS = { GROWTH_MB: "1,10,100", GROWTH_FILES: "100,10000", GROWTH_CASES: "1" };

/** What twice the size may cost, in units of processor time. */
const MOST = 2.6;

/**
 * What a process of its own measures.
 * @param {Host} host
 * @param {readonly string[]} args as `growth-child.mjs` takes them
 * @returns {{ milliseconds: number, megabytes: number, cpu: number }}
 */
function measure({ root, run }, args) {
  const script = join(root, "scripts/growth-child.mjs");
  const { stdout, stderr, status } = run(process.execPath, [
    "--max-old-space-size=16000",
    script,
    ...args,
  ]);
  if (status !== 0) {
    throw new Error(stderr.slice(-2000));
  }
  return JSON.parse(stdout);
}

/**
 * The rows as a table; ratios are against the row above.
 * @param {string} title
 * @param {readonly Row[]} rows
 */
export function growthTable(title, rows) {
  const lines = rows.map((row, index) => {
    const { unit, size, milliseconds, megabytes } = row;
    const before = rows[index - 1] ?? row;
    const factor = size / before.size;
    const time = milliseconds / before.milliseconds / factor;
    const memory = megabytes / before.megabytes / factor;
    return `  ${`${size} ${unit}`.padStart(12)}  ${milliseconds.toFixed(0).padStart(7)} ms  ${time.toFixed(2).padStart(5)}x a unit   ${megabytes.toFixed(0).padStart(6)} MB peak  ${memory.toFixed(2).padStart(5)}x a unit`;
  });
  return [`\n${title}`, ...lines].join("\n");
}

/**
 * Measures each case at its size times `scale` and at twice that; answers the names of those that grow
 * too fast.
 * @param {string} folder
 * @param {number} scale
 * @param {Host} host
 * @returns {readonly string[]}
 */
function doubleCases(folder, scale, host) {
  host.log(`\ntwice the size, in processor time; more than ${MOST}x fails`);
  return GROWTH_CASES.filter(({ name, size, files, args }) => {
    const [once, twice] = [1, 2].map((factor) => {
      const place = join(folder, "case");
      mkdirSync(place);
      for (const [path, text] of Object.entries(files(Math.ceil(size * scale) * factor))) {
        writeFileSync(join(place, path), text);
      }
      // The fastest of three: what else the machine does only adds to it.
      const costs = [1, 2, 3].map(() => measure(host, ["run", place, ...args]).cpu);
      rmSync(place, { recursive: true });
      return Math.min(...costs);
    });
    const ratio = Number(twice) / Number(once);
    const isTooMuch = ratio > MOST;
    host.log(
      `  ${name.padEnd(40)} ${Number(once).toFixed(0).padStart(6)} ms ${Number(twice).toFixed(0).padStart(6)} ms  ${ratio.toFixed(2)}x${isTooMuch ? "  too much" : ""}`,
    );
    return isTooMuch;
  }).map(({ name }) => name);
}

/**
 * @param {readonly string[]} _argv
 * @param {Host} host
 */
export function main(_argv, host) {
  const { env, log } = host;
  const { GROWTH_MB, GROWTH_FILES, GROWTH_CASES: scale } = { ...DEFAULTS, ...env };
  const sizes = GROWTH_MB.split(",").map(Number);
  const counts = GROWTH_FILES.split(",").map(Number);
  const folder = mkdtempSync(join(tmpdir(), "valk-codemod-growth-"));
  try {
    log("x a unit: against the row above, divided by the growth in size; 1 or less is linear");
    for (const name of ["parse", "migrate"]) {
      const rows = sizes.map((size) => {
        const [file, warmUp] = [join(folder, "one.valk"), join(folder, "small.valk")];
        writeFileSync(file, testFile(seededRandom(1), size * 1e6));
        writeFileSync(warmUp, testFile(seededRandom(1), 1e5));
        return { unit: "MB", size, ...measure(host, [name, file, warmUp]) };
      });
      log(growthTable(`${name}, one file`, rows));
    }
    for (const [title, args] of /** @type {const} */ ([
      ["preview", ["migrate", "--quiet"]],
      ["write", ["migrate", "--write", "--allow-no-vcs"]],
    ])) {
      const rows = counts.map((size) => {
        const corpus = join(folder, `${title}-${size}`);
        writeCorpus(corpus, size, 5000);
        const cost = measure(host, ["run", corpus, ...args]);
        rmSync(corpus, { recursive: true });
        return { unit: "files", size, ...cost };
      });
      log(growthTable(`${title}, files of 5 KB`, rows));
    }
    return doubleCases(folder, Number(scale), host).length > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await runAsScript(import.meta.url, main);
