// Measures how time and memory grow with the size of a file and with the number of files:
// `npm run bench:growth`. Each figure is a process of its own, so that peak memory means that
// run alone. What is told are ratios per unit; linear growth keeps them at 1 or below.
//
//   npm run bench:growth                 1, 10 and 100 MB; 100 and 10,000 files
//   GROWTH_MB=1,10 GROWTH_FILES=100,1000 npm run bench:growth

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { seededRandom, testFile, writeCorpus } from "./corpus.mjs";

const root = join(import.meta.dirname, "..");
const sizes = (process.env.GROWTH_MB ?? "1,10,100").split(",").map(Number);
const counts = (process.env.GROWTH_FILES ?? "100,10000").split(",").map(Number);

/** What a child does with a file, and how long that alone takes. */
const WORK = {
  parse: `
    const { parse } = await load("dist/src/syntax/parser.js");
    work = () => parse(text);`,
  migrate: `
    const { transforms } = await load("dist/transforms/registry.js");
    const { migrateFile } = await load("dist/src/kit/migrate-file.js");
    const transform = transforms.get("define-to-suite");
    const context = { path: "a.valk", project: { read: () => undefined }, options: { target: "builder" } };
    work = () => { if (migrateFile(transform, text, context).status !== "changed") throw new Error("not migrated"); };`,
};

/**
 * Runs a script in a process of its own; it prints `{ milliseconds, megabytes }`.
 * @param {string} script
 * @param {readonly string[]} args
 * @returns {{ milliseconds: number, megabytes: number }}
 */
function measure(script, args) {
  const node = ["--max-old-space-size=16000", "--input-type=module", "-e", script, ...args];
  const { stdout, stderr, status } = spawnSync(process.execPath, node, {
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  if (status !== 0) {
    throw new Error(stderr.slice(-2000));
  }
  return JSON.parse(stdout);
}

/**
 * @param {keyof typeof WORK} name
 * @param {string} file
 * @param {string} warmUp
 */
function measureFile(name, file, warmUp) {
  const base = JSON.stringify(pathToFileURL(`${root}/`).href);
  return measure(
    `import { readFileSync } from "node:fs";
    const load = (path) => import(new URL(path, ${base}).href);
    let text = readFileSync(process.argv[2], "utf8");
    let work;
    ${WORK[name]}
    // Small files alone would show the cold compiler, not the work.
    for (let round = 0; round < 30; round++) {
      work();
    }
    text = readFileSync(process.argv[1], "utf8");
    const times = [];
    for (let round = 0; round < 3; round++) {
      const start = performance.now();
      work();
      times.push(performance.now() - start);
    }
    const megabytes = process.resourceUsage().maxRSS / 1024;
    console.log(JSON.stringify({ milliseconds: Math.min(...times), megabytes }));`,
    [file, warmUp],
  );
}

/**
 * @param {string} folder
 * @param {readonly string[]} args
 */
function measureFolder(folder, args) {
  const base = JSON.stringify(pathToFileURL(`${root}/`).href);
  return measure(
    `const { main } = await import(new URL("dist/src/cli/main.js", ${base}).href);
    const output = { write: () => true };
    const start = performance.now();
    const status = await main(${JSON.stringify(args)}, {
      stdout: output, stderr: output, stdin: (async function* () {})(), env: {}, cwd: process.argv[1],
      now: () => performance.now(), signal: new AbortController().signal,
    });
    if (status !== 0) throw new Error("status " + status);
    const megabytes = process.resourceUsage().maxRSS / 1024;
    console.log(JSON.stringify({ milliseconds: performance.now() - start, megabytes }));`,
    [folder],
  );
}

/**
 * @param {string} title
 * @param {readonly { unit: string, size: number, milliseconds: number, megabytes: number }[]} rows
 */
function show(title, rows) {
  console.log(`\n${title}`);
  for (const [index, { unit, size, milliseconds, megabytes }] of rows.entries()) {
    const before = rows[index - 1];
    const factor = before === undefined ? 1 : size / before.size;
    const time = before === undefined ? 1 : milliseconds / before.milliseconds / factor;
    const memory = before === undefined ? 1 : megabytes / before.megabytes / factor;
    console.log(
      `  ${`${size} ${unit}`.padStart(12)}  ${milliseconds.toFixed(0).padStart(7)} ms  ${time.toFixed(2).padStart(5)}x a unit   ${megabytes.toFixed(0).padStart(6)} MB peak  ${memory.toFixed(2).padStart(5)}x a unit`,
    );
  }
}

const folder = mkdtempSync(join(tmpdir(), "valk-codemod-growth-"));
try {
  console.log(
    "x a unit: against the row above, divided by the growth in size; 1 or less is linear",
  );
  for (const name of /** @type {(keyof typeof WORK)[]} */ (["parse", "migrate"])) {
    const rows = sizes.map((size) => {
      const [file, warmUp] = [join(folder, "one.valk"), join(folder, "small.valk")];
      writeFileSync(file, testFile(seededRandom(1), size * 1e6));
      writeFileSync(warmUp, testFile(seededRandom(1), 1e5));
      return { unit: "MB", size, ...measureFile(name, file, warmUp) };
    });
    show(`${name}, one file`, rows);
  }
  for (const [title, args] of /** @type {const} */ ([
    ["preview", ["migrate", "--quiet"]],
    ["write", ["migrate", "--write", "--allow-no-vcs"]],
  ])) {
    const rows = counts.map((size) => {
      const corpus = join(folder, `${title}-${size}`);
      writeCorpus(corpus, size, 5000);
      const cost = measureFolder(corpus, args);
      rmSync(corpus, { recursive: true });
      return { unit: "files", size, ...cost };
    });
    show(`${title}, files of 5 KB`, rows);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
