// Measures this tool beside its peers, in one run on one machine: start-up, previews of a
// small and of a large repository, and how cost grows. Ratios count, times do not travel.
//
//   npm run bench                      a generated corpus
//   VALK_REPO=DIR npm run bench        a checkout of Valkyria instead, once and a hundred times
//
// jscodeshift runs a regular expression over the same files, so that only its runner is
// measured; ast-grep joins in where it is on the path and SGCONFIG names its configuration.

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { multiplyCheckout, seededRandom, testFile, writeCorpus } from "./corpus.mjs";

const root = join(import.meta.dirname, "..");
const bin = join(root, "dist/src/cli/bin.js");
const rounds = Number(process.env.BENCH_ROUNDS ?? 7);
const folder = mkdtempSync(join(tmpdir(), "valk-codemod-bench-"));

/** @typedef {{ name: string, command: string, args: readonly string[], cwd: string }} Contender */

/**
 * Runs a command to its end.
 * @param {Contender} contender
 * @returns {{ milliseconds: number, megabytes: number }} wall time and peak memory
 */
function run({ command, args, cwd }) {
  const time = ["-f", "%M", command, ...args];
  const start = performance.now();
  const { stderr, status, error } = spawnSync("/usr/bin/time", time, {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 30,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const milliseconds = performance.now() - start;
  if (error !== undefined || status === null || status > 1) {
    throw new Error(`${command} ${args.join(" ")}: ${error?.message ?? stderr}`);
  }
  return { milliseconds, megabytes: Number(stderr.trim().split("\n").at(-1)) / 1024 };
}

/** @param {readonly number[]} numbers */
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

/**
 * Runs all contenders in turn, so that what else the machine does falls on all alike.
 * @param {string} title
 * @param {readonly Contender[]} contenders
 */
function compare(title, contenders) {
  const results = contenders.map(() => /** @type {ReturnType<typeof run>[]} */ ([]));
  for (let round = 0; round < rounds; round++) {
    for (const [index, contender] of contenders.entries()) {
      results[index]?.push(run(contender));
    }
  }
  const times = results.map((all) => median(all.map(({ milliseconds }) => milliseconds)));
  const first = times[0] ?? 1;
  console.log(`\n${title} (median of ${rounds})`);
  for (const [index, { name }] of contenders.entries()) {
    const time = times[index] ?? 0;
    const memory = median((results[index] ?? []).map(({ megabytes }) => megabytes));
    const ratio = (time / first).toFixed(2);
    console.log(
      `  ${name.padEnd(38)} ${time.toFixed(0).padStart(7)} ms  ${ratio.padStart(6)}x  ${memory.toFixed(0).padStart(5)} MB`,
    );
  }
}

/**
 * @param {string} cwd
 * @returns {Contender[]}
 */
function previewers(cwd) {
  const node = process.execPath;
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
  const config = process.env.SGCONFIG;
  if (config !== undefined) {
    const args = ["scan", "--config", config, "."];
    contenders.push({ name: "ast-grep, a rename", command: "ast-grep", args, cwd });
  }
  return contenders;
}

async function measureThroughput() {
  const [{ parse }, { transforms }, { migrateFile }] = await Promise.all([
    import(join(root, "dist/src/syntax/parser.js")),
    import(join(root, "dist/transforms/registry.js")),
    import(join(root, "dist/src/kit/migrate-file.js")),
  ]);
  const transform = transforms.get("define-to-suite");
  const context = {
    path: "test/a.valk",
    project: { read: () => undefined },
    options: { target: "builder" },
  };
  console.log("\nthroughput, one thread, warm");
  for (const megabytes of [0.005, 1, 10]) {
    const text = testFile(seededRandom(1), megabytes * 1e6);
    const repeats = Math.max(1, Math.round(10 / megabytes));
    /** @param {() => void} work */
    const speed = (work) => {
      const times = Array.from({ length: 5 }, () => {
        const start = performance.now();
        for (let repeat = 0; repeat < repeats; repeat++) work();
        return performance.now() - start;
      });
      return ((text.length * repeats) / 1e3 / median(times)).toFixed(0);
    };
    const parsing = speed(() => parse(text));
    const migrating = speed(() => migrateFile(transform, text, context));
    console.log(
      `  ${String(megabytes).padStart(6)} MB a file: parse ${parsing.padStart(4)} MB/s, migrate with proof ${migrating.padStart(4)} MB/s`,
    );
  }
}

/**
 * What running every file twice in the evaluator costs beside the preview alone.
 * @param {string} project a project with tests and a framework module
 */
function compareVerification(project) {
  const cwd = join(folder, "verified");
  cpSync(project, cwd, { recursive: true });
  const [command, ...rest] = [process.execPath, bin];
  compare(`verification of ${project}`, [
    { name: "valk-codemod, preview", command, args: [...rest, "migrate", "."], cwd },
    { name: "valk-codemod verify", command, args: [...rest, "verify", "."], cwd },
    {
      name: "valk-codemod migrate --verify",
      command,
      args: [...rest, "migrate", "--verify", "."],
      cwd,
    },
  ]);
}

function measureRepositories() {
  const checkout = process.env.VALK_REPO;
  const small = join(folder, "small");
  const large = join(folder, "large");
  if (checkout === undefined) {
    const bytes = writeCorpus(small, 97, 5000);
    const all = writeCorpus(large, 9700, 5000);
    console.log(`generated: 97 files, ${bytes} bytes; 9700 files, ${all} bytes`);
  } else {
    const once = multiplyCheckout(checkout, small, 1);
    const many = multiplyCheckout(checkout, large, 100);
    console.log(
      `checkout: ${once.files} files, ${once.bytes} bytes; ${many.files} files, ${many.bytes} bytes`,
    );
  }
  compare("small repository", previewers(small));
  compare("large repository", previewers(large).slice(1));
  compareVerification(checkout ?? join(root, "examples/valk-project"));
}

try {
  await measureThroughput();
  measureRepositories();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
