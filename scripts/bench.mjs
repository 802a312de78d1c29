// Measures this tool beside its peers, in one run on one machine: start-up, previews of a
// small and of a large repository, and how cost grows. Ratios count, times do not travel.
//
//   npm run bench                      a generated corpus
//   VALK_REPO=DIR npm run bench        a checkout of Valkyria instead, its tests a hundred times
//
// jscodeshift runs a regular expression over the same files, so that only its runner is
// measured; ast-grep renames one call. It is the one on the path where SGCONFIG names its
// configuration, and else installed with a grammar of another Lisp, which a C compiler builds.
// Runs take what earlier ones kept, as they do at the keyboard, unless they say --no-cache: the answer where
// nothing has changed, and what was found of the other files where one was edited just before.

import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { prepareAstGrep } from "./ast-grep.mjs";
import { multiplyCheckout, seededRandom, testFile, writeCorpus } from "./corpus.mjs";
import { runAsScript } from "./host.mjs";

/**
 * @typedef {import("./host.mjs").Host} Host
 * @typedef {{ name: string, command: string, args: readonly string[], cwd: string, most?: number, edits?: string }} Contender
 *   `most`: how many times what the first one takes; `edits`: a file of Valk that is changed before each run
 * @typedef {{ milliseconds: number, cpu: number, megabytes: number }} Cost wall time, time of all processors, peak memory
 */

const DEFAULTS = {
  BENCH_ROUNDS: "7",
  BENCH_MB: "0.005,1,10",
  BENCH_FILES: "97,9700",
  // Milliseconds, after which the engine has compiled what is measured.
  BENCH_WARM_UP: "2000",
};

/**
 * Runs a command to its end.
 * @param {Contender} contender
 * @param {Host} host
 * @returns {Cost}
 */
function measure({ command, args, cwd, edits }, { run, env }) {
  if (edits !== undefined) {
    appendFileSync(edits, "; a word more\n");
  }
  const start = performance.now();
  const { stderr, status } = run("/usr/bin/time", ["-f", "%U %S %M", command, ...args], {
    cwd,
    env: { ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const milliseconds = performance.now() - start;
  // A word that is misspelled is refused with 2, on purpose.
  if (status > 1 && !args.includes("migrat")) {
    throw new Error(`${command} ${args.join(" ")}: ${stderr}`);
  }
  const figures = stderr.trim().split("\n").at(-1)?.split(" ").map(Number);
  const [user = 0, system = 0, kilobytes = 0] = figures ?? [];
  return { milliseconds, cpu: (user + system) * 1000, megabytes: kilobytes / 1024 };
}

/** @param {readonly number[]} numbers */
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

/**
 * Runs all contenders in turn, so that what else the machine does falls on all alike; once before that,
 * for what they keep from run to run.
 * @param {string} title
 * @param {readonly Contender[]} contenders
 * @param {Host} host
 */
function compare(title, contenders, host) {
  const rounds = Number({ ...DEFAULTS, ...host.env }.BENCH_ROUNDS);
  for (const contender of contenders) {
    measure(contender, host);
  }
  const turns = Array.from({ length: rounds }, () =>
    contenders.map((contender) => ({ ...measure(contender, host), name: contender.name })),
  );
  const costs = contenders.map(({ name, most }) => {
    const own = turns.flat().filter((turn) => turn.name === name);
    const milliseconds = median(own.map((cost) => cost.milliseconds));
    const cpu = median(own.map((cost) => cost.cpu));
    return { name, most, milliseconds, cpu, megabytes: median(own.map((cost) => cost.megabytes)) };
  });
  host.log(`\n${title} (median of ${rounds})\n${costTable(costs)}`);
}

/**
 * A line for each contender; ratios are against the first.
 * @param {readonly ({ name: string, most?: number | undefined, milliseconds: number } & Partial<Cost>)[]} costs
 */
export function costTable(costs) {
  return costs
    .map(({ name, most, milliseconds, cpu, megabytes }) => {
      const times = milliseconds / (costs[0]?.milliseconds || 1);
      const ratio = times.toFixed(2);
      const goal = most === undefined ? "" : `  goal ${most}x: ${times <= most ? "met" : "missed"}`;
      const used = cpu === undefined ? "" : `  cpu ${cpu.toFixed(0).padStart(6)} ms`;
      const taken = megabytes === undefined ? "" : `  ${megabytes.toFixed(0).padStart(5)} MB`;
      return `  ${name.padEnd(42)} ${milliseconds.toFixed(0).padStart(7)} ms  ${ratio.padStart(6)}x${used}${taken}${goal}`;
    })
    .join("\n");
}

/**
 * What an editor waits for, beside a start of Node: the findings after a keystroke, and the edit that migrates
 * the file.
 * @param {string} cwd
 * @param {string} file
 * @param {Host} host
 */
function compareEditor(cwd, file, { root, run, env, log }) {
  const { BENCH_ROUNDS } = { ...DEFAULTS, ...env };
  const starts = Array.from({ length: Number(BENCH_ROUNDS) }, () => {
    const start = performance.now();
    run(process.execPath, ["-e", "0"], { cwd });
    return performance.now() - start;
  });
  const [script, program] = ["scripts/editor-child.mjs", "dist/cli/bin.cjs"].map((path) =>
    join(root, path),
  );
  const { status, stdout, stderr } = run(
    process.execPath,
    [/** @type {string} */ (script), /** @type {string} */ (program), cwd, file],
    { env: { ...env } },
  );
  if (status !== 0) {
    throw new Error(`the editor: ${stderr}`);
  }
  const [key = 0, change = 0] = stdout.split(" ").map(Number);
  const rows = [
    { name: "node -e 0", milliseconds: median(starts) },
    { name: "findings after a keystroke", milliseconds: key, most: 2 },
    { name: "migrate the file", milliseconds: change, most: 2 },
  ];
  log(`\none file of the large repository, in an editor\n${costTable(rows)}`);
}

/**
 * Runs of this program in a folder, after what they are compared with.
 * @param {string} cwd
 * @param {Host} host
 * @param {readonly (readonly [args: string, most?: number])[]} runs
 * @returns {Contender[]}
 */
function own(cwd, { root }, runs) {
  const bin = join(root, "dist/cli/bin.cjs");
  return runs.map(([args, most]) => ({
    name: `valk-codemod ${args}`,
    command: process.execPath,
    args: [bin, ...args.split(" ")],
    cwd,
    ...(most !== undefined && { most }),
  }));
}

/**
 * Runs in a folder, of which a file is changed before each.
 * @param {string} title
 * @param {string} cwd
 * @param {string} file
 * @param {Host} host
 * @param {readonly (readonly [args: string, most: number])[]} runs
 */
function compareEdited(title, cwd, file, host, runs) {
  const edits = join(cwd, file);
  compare(
    `${title}, edited before each run`,
    [emptyScript(cwd), ...own(cwd, host, runs).map((run) => ({ ...run, edits }))],
    host,
  );
}

/**
 * The path of a file with tests, relative to the folder.
 * @param {string} folder
 */
function aTestFile(folder) {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return paths.find((path) => basename(path).startsWith("test_")) ?? ".";
}

/** @param {string} cwd @returns {Contender} */
const emptyScript = (cwd) => ({
  name: "node -e 0",
  command: process.execPath,
  args: ["-e", "0"],
  cwd,
});

/**
 * @typedef {{ readonly folder: string, readonly astGrep: ReturnType<typeof prepareAstGrep> }} Peers
 *   `folder`: where the regular expression's file may stand
 */

/**
 * @param {string} cwd
 * @param {Peers} peers
 * @param {Host} host
 * @returns {Contender[]}
 */
function peers(cwd, { folder, astGrep }, { root }) {
  const regex = join(folder, "rename.cjs");
  writeFileSync(
    regex,
    "module.exports = (file) => file.source.replace(/\\(test\\/define\\b/g, '(test/add');\n",
  );
  const jscodeshift = join(root, "node_modules/jscodeshift/bin/jscodeshift.js");
  /** @type {Contender[]} */
  const contenders = [
    {
      name: "jscodeshift, a regex",
      command: process.execPath,
      args: [jscodeshift, "--dry", "--extensions=valk", "--no-babel", "-t", regex, "."],
      cwd,
    },
  ];
  if ("command" in astGrep) {
    contenders.unshift({ name: "ast-grep, a rename", ...astGrep, cwd });
  }
  return contenders;
}

/**
 * What there is to wait for at the keyboard: starts, and a small repository or one file of a large one.
 * @param {string} small
 * @param {string} large
 * @param {Peers} all
 * @param {Host} host
 */
function compareStarts(small, large, all, host) {
  compare(
    "starts",
    [
      emptyScript(small),
      ...own(small, host, [
        ["--version", 1.5],
        ["--help", 1.5],
        ["explain", 1.5],
        ["migrat", 1.5],
      ]),
    ],
    host,
  );
  compare(
    "small repository",
    [
      emptyScript(small),
      ...own(small, host, [
        ["migrate --check -q", 3],
        ["migrate", 3.5],
        ["migrate --check -q --no-cache", 3],
        ["migrate --no-cache", 3.5],
      ]),
      ...peers(small, all, host),
    ],
    host,
  );
  compareEdited("small repository", small, aTestFile(small), host, [
    ["migrate --check -q", 3],
    ["migrate", 3.5],
  ]);
  const file = aTestFile(large);
  /** @type {readonly (readonly [args: string, most: number])[]} */
  const runs = [
    [`migrate --check -q ${file}`, 2],
    [`check -q ${file}`, 2],
    [`lint -q ${file}`, 2],
  ];
  compare(
    "one file of the large repository",
    [emptyScript(large), ...own(large, host, runs)],
    host,
  );
  compareEdited("one file of the large repository", large, file, host, runs);
  compareEditor(large, file, host);
}

/**
 * The large repository: against ast-grep where there is one, or by itself.
 * @param {string} large
 * @param {Peers} all
 * @param {Host} host
 */
function compareLarge(large, all, host) {
  const { astGrep } = all;
  const [first, ...others] = peers(large, all, host);
  /** @type {readonly (readonly [args: string, most: number])[]} */
  const goals = [
    ["migrate --check -q", 1],
    ["migrate", 1.5],
    ["migrate --check -q --no-cache", 1],
    ["migrate --no-cache", 1.5],
  ];
  const runs = own(large, host, "missing" in astGrep ? goals.map(([args]) => [args]) : goals);
  if ("missing" in astGrep) {
    host.log(`\nast-grep is left out: ${astGrep.missing}; SGCONFIG can name a configuration`);
  }
  compare("large repository", [/** @type {Contender} */ (first), ...runs, ...others], host);
  compare(
    "other commands, large repository",
    own(large, host, [
      ["migrate --check -q --no-cache"],
      ["check --no-cache", 1.5],
      ["status --no-cache", 1.5],
      ["lint --no-cache", 1.5],
      ["check", 1.5],
      ["status", 1.5],
      ["lint", 1.5],
    ]),
    host,
  );
}

/**
 * Megabytes a second, the median of some turns after a warm-up.
 * @param {() => void} work
 * @param {number} bytes what it goes through
 * @param {number} warmUp milliseconds
 */
function speedOf(work, bytes, warmUp) {
  /** @param {number} least milliseconds */
  const turn = (least) => {
    const start = performance.now();
    let count = 0;
    do {
      work();
      count += 1;
    } while (performance.now() - start < least);
    return (bytes * count) / 1e3 / (performance.now() - start);
  };
  turn(warmUp);
  return median(Array.from({ length: 7 }, () => turn(warmUp / 8)))
    .toFixed(0)
    .padStart(4);
}

/** @param {Host} host */
async function measureThroughput({ env, load, log }) {
  const { BENCH_MB, BENCH_WARM_UP } = { ...DEFAULTS, ...env };
  const sizes = BENCH_MB.split(",").map(Number);
  const warmUp = Number(BENCH_WARM_UP);
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
    const parsing = speedOf(() => parse(text), text.length, warmUp);
    const migrating = speedOf(() => migrateFile(transform, text, context), text.length, warmUp);
    log(
      `  ${String(megabytes).padStart(6)} MB a file: parse ${parsing} MB/s (goal 100), migrate with proof ${migrating} MB/s (goal 30)`,
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
    ["valk-codemod, preview", "migrate", "--no-cache", "."],
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
  const grammar = join(folder, "ast-grep");
  const all = { folder, astGrep: prepareAstGrep(grammar, host) };
  compareStarts(small, large, all, host);
  compareLarge(large, all, host);
  compareVerification(checkout ?? join(root, "examples/valk-project"), folder, host);
}

/**
 * @param {readonly string[]} _argv
 * @param {Host} host
 */
export async function main(_argv, host) {
  const folder = mkdtempSync(join(tmpdir(), "valk-codemod-bench-"));
  const env = { ...host.env, XDG_CACHE_HOME: join(folder, "caches") };
  try {
    await measureThroughput(host);
    measureRepositories(folder, { ...host, env });
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await runAsScript(import.meta.url, main);
