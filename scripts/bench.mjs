// Measures this tool beside its peers, in one run on one machine: start-up, previews of a
// small and of a large repository, and how cost grows. Ratios count, times do not travel.
//
//   npm run bench                      a generated corpus
//   VALK_REPO=DIR npm run bench        a checkout of Valkyria instead, once and a hundred times
//
// jscodeshift runs a regular expression over the same files, so that only its runner is
// measured; ast-grep joins in where it is on the path and SGCONFIG names its configuration.

import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { multiplyCheckout, seededRandom, testFile, writeCorpus } from "./corpus.mjs";
import { runAsScript } from "./host.mjs";

/**
 * @typedef {import("./host.mjs").Host} Host
 * @typedef {{ name: string, command: string, args: readonly string[], cwd: string }} Contender
 * @typedef {{ milliseconds: number, megabytes: number }} Cost wall time and peak memory
 */

const DEFAULTS = { BENCH_ROUNDS: "7", BENCH_MB: "0.005,1,10", BENCH_FILES: "97,9700" };

/**
 * Runs a command to its end.
 * @param {Contender} contender
 * @param {Host} host
 * @returns {Cost}
 */
function measure({ command, args, cwd }, { run }) {
  const start = performance.now();
  const { stderr, status } = run("/usr/bin/time", ["-f", "%M", command, ...args], {
    cwd,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const milliseconds = performance.now() - start;
  if (status > 1) {
    throw new Error(`${command} ${args.join(" ")}: ${stderr}`);
  }
  return { milliseconds, megabytes: Number(stderr.trim().split("\n").at(-1)) / 1024 };
}

/** @param {readonly number[]} numbers */
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

/**
 * Runs all contenders in turn, so that what else the machine does falls on all alike.
 * @param {string} title
 * @param {readonly Contender[]} contenders
 * @param {Host} host
 */
function compare(title, contenders, host) {
  const rounds = Number({ ...DEFAULTS, ...host.env }.BENCH_ROUNDS);
  const turns = Array.from({ length: rounds }, () =>
    contenders.map((contender) => ({ ...measure(contender, host), name: contender.name })),
  );
  const costs = contenders.map(({ name }) => {
    const own = turns.flat().filter((turn) => turn.name === name);
    const milliseconds = median(own.map((cost) => cost.milliseconds));
    return { name, milliseconds, megabytes: median(own.map((cost) => cost.megabytes)) };
  });
  host.log(`\n${title} (median of ${rounds})\n${costTable(costs)}`);
}

/**
 * A line for each contender; ratios are against the first.
 * @param {readonly (Cost & { name: string })[]} costs
 */
export function costTable(costs) {
  return costs
    .map(({ name, milliseconds, megabytes }) => {
      const ratio = (milliseconds / (costs[0]?.milliseconds || 1)).toFixed(2);
      return `  ${name.padEnd(38)} ${milliseconds.toFixed(0).padStart(7)} ms  ${ratio.padStart(6)}x  ${megabytes.toFixed(0).padStart(5)} MB`;
    })
    .join("\n");
}

/**
 * @param {string} cwd
 * @param {string} folder where the regular expression's file may stand
 * @param {Host} host
 * @returns {Contender[]}
 */
function previewers(cwd, folder, { root, env }) {
  const node = process.execPath;
  const bin = join(root, "dist/cli/bin.cjs");
  const regex = join(folder, "rename.cjs");
  writeFileSync(
    regex,
    "module.exports = (file) => file.source.replace(/\\(test\\/define\\b/g, '(test/add');\n",
  );
  const jscodeshift = join(root, "node_modules/jscodeshift/bin/jscodeshift.js");
  /** @type {Contender[]} */
  const contenders = [
    { name: "node -e 0", command: node, args: ["-e", "0"], cwd },
    { name: "valk-codemod, preview", command: node, args: [bin, "migrate", "."], cwd },
    {
      name: "valk-codemod, JSON",
      command: node,
      args: [bin, "migrate", ".", "--format", "json"],
      cwd,
    },
    {
      name: "jscodeshift, a regex",
      command: node,
      args: [jscodeshift, "--dry", "--extensions=valk", "--no-babel", "-t", regex, "."],
      cwd,
    },
  ];
  if (env.SGCONFIG !== undefined) {
    const args = ["scan", "--config", env.SGCONFIG, "."];
    contenders.push({ name: "ast-grep, a rename", command: "ast-grep", args, cwd });
  }
  return contenders;
}

/** @param {Host} host */
async function measureThroughput({ env, load, log }) {
  const sizes = { ...DEFAULTS, ...env }.BENCH_MB.split(",").map(Number);
  const { parse } = await load("src/syntax/parser.js");
  const { transforms } = await load("transforms/all-transforms.js");
  const { migrateFile } = await load("src/kit/migrate-file.js");
  const transform = transforms.get("define-to-suite");
  const context = {
    path: "test/a.valk",
    project: { read: () => undefined },
    options: { target: "builder" },
  };
  log("\nthroughput, one thread, warm");
  for (const megabytes of sizes) {
    const text = testFile(seededRandom(1), megabytes * 1e6);
    const repeats = Math.max(1, Math.round(Math.max(...sizes) / megabytes));
    /** @param {() => void} work */
    const speed = (work) => {
      const times = Array.from({ length: 5 }, () => {
        const start = performance.now();
        for (let repeat = 0; repeat < repeats; repeat++) work();
        return performance.now() - start;
      });
      return ((text.length * repeats) / 1e3 / median(times)).toFixed(0).padStart(4);
    };
    const parsing = speed(() => parse(text));
    const migrating = speed(() => migrateFile(transform, text, context));
    log(
      `  ${String(megabytes).padStart(6)} MB a file: parse ${parsing} MB/s, migrate with proof ${migrating} MB/s`,
    );
  }
}

/**
 * What running every file twice in the evaluator costs beside the preview alone.
 * @param {string} project a project with tests and a framework module
 * @param {string} folder
 * @param {Host} host
 */
function compareVerification(project, folder, host) {
  const cwd = join(folder, "verified");
  cpSync(project, cwd, { recursive: true });
  const bin = join(host.root, "dist/cli/bin.cjs");
  const contenders = [
    ["valk-codemod, preview", "migrate", "."],
    ["valk-codemod verify", "verify", "."],
    ["valk-codemod migrate --verify", "migrate", "--verify", "."],
  ].map(([name = "", ...args]) => ({ name, command: process.execPath, args: [bin, ...args], cwd }));
  compare(`verification of ${project}`, contenders, host);
}

/**
 * A small and a large repository in the folder, from a checkout or generated.
 * @param {string} folder
 * @param {Host} host
 */
function measureRepositories(folder, host) {
  const { root, env, log } = host;
  const checkout = env.VALK_REPO;
  const small = join(folder, "small");
  const large = join(folder, "large");
  if (checkout === undefined) {
    const [few = 0, many = few] = { ...DEFAULTS, ...env }.BENCH_FILES.split(",").map(Number);
    const bytes = writeCorpus(small, few, 5000);
    const all = writeCorpus(large, many, 5000);
    log(`generated: ${few} files, ${bytes} bytes; ${many} files, ${all} bytes`);
  } else {
    const once = multiplyCheckout(checkout, small, 1);
    const many = multiplyCheckout(checkout, large, 100);
    log(
      `checkout: ${once.files} files, ${once.bytes} bytes; ${many.files} files, ${many.bytes} bytes`,
    );
  }
  compare("small repository", previewers(small, folder, host), host);
  compare("large repository", previewers(large, folder, host).slice(1), host);
  compareVerification(checkout ?? join(root, "examples/valk-project"), folder, host);
}

/**
 * @param {readonly string[]} _argv
 * @param {Host} host
 */
export async function main(_argv, host) {
  const folder = mkdtempSync(join(tmpdir(), "valk-codemod-bench-"));
  try {
    await measureThroughput(host);
    measureRepositories(folder, host);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await runAsScript(import.meta.url, main);
