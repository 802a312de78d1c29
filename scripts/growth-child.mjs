// Measures one thing in a process of its own, for `growth.mjs`, so that peak memory means it alone.
// Prints `{ milliseconds, megabytes, cpu }`; `cpu` are milliseconds of all processors.
//
//   node scripts/growth-child.mjs parse|migrate FILE WARM-UP-FILE
//   node scripts/growth-child.mjs run FOLDER ARGUMENT …

import { readFileSync } from "node:fs";
import { runAsScript } from "./host.mjs";

/** @typedef {import("./host.mjs").Host["load"]} Load */

/** What is done with a text, by name. @type {Record<string, (load: Load) => Promise<(text: string) => void>>} */
const WORK = {
  async parse(load) {
    const { parse } = await load("src/syntax/parser.js");
    return (text) => parse(text);
  },
  async migrate(load) {
    const { transforms } = await load("transforms/all-transforms.js");
    const { migrateFile } = await load("src/kit/migrate-file.js");
    const context = {
      path: "a.valk",
      project: { read: () => undefined },
      options: { target: "builder" },
    };
    return (text) => {
      const { status } = migrateFile(transforms.get("define-to-suite"), text, context);
      if (status !== "changed") {
        throw new Error(`not migrated: ${status}`);
      }
    };
  },
};

/**
 * The fastest of three, in milliseconds. A small text first: alone it would show the cold compiler,
 * not the work.
 * @param {(text: string) => void} work
 * @param {string} file
 * @param {string} warmUp
 */
function timeFile(work, file, warmUp) {
  const small = readFileSync(warmUp, "utf8");
  for (let round = 0; round < 30; round++) {
    work(small);
  }
  const text = readFileSync(file, "utf8");
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now();
    work(text);
    return performance.now() - start;
  });
  return Math.min(...times);
}

/**
 * A whole run of the tool, in milliseconds.
 * @param {Load} load
 * @param {string} cwd
 * @param {readonly string[]} args
 */
async function timeRun(load, cwd, args) {
  const cli = await load("src/cli/main.js");
  const output = { write: () => true };
  const start = performance.now();
  const status = await cli.main(args, {
    stdout: output,
    stderr: output,
    stdin: (async function* () {})(),
    env: {},
    cwd,
    now: () => performance.now(),
    signal: new AbortController().signal,
  });
  // A linter that finds something answers 1.
  if (status > 1) {
    throw new Error(`status ${status}`);
  }
  return performance.now() - start;
}

/**
 * @param {readonly string[]} argv
 * @param {import("./host.mjs").Host} host
 */
export async function main([name = "", place = "", ...rest], { load, log, complain }) {
  const prepare = WORK[name];
  if (prepare === undefined && name !== "run") {
    complain(`no such work: ${name}`);
    return 2;
  }
  const milliseconds =
    prepare === undefined
      ? await timeRun(load, place, rest)
      : timeFile(await prepare(load), place, rest[0] ?? place);
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const { user, system } = process.cpuUsage();
  log(JSON.stringify({ milliseconds, megabytes, cpu: (user + system) / 1000 }));
  return 0;
}

await runAsScript(import.meta.url, main);
