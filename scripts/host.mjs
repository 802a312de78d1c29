// What a script has of the machine: the repository, the environment, processes, the console, the
// built program. Every script is a function `main(argv, host)`, so that tests call it with another
// host; `runAsScript` calls it with this one. Imports only what comes with Node.

import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const root = join(import.meta.dirname, "..");

/**
 * @typedef {{ readonly status: number, readonly stdout: string, readonly stderr: string }} Ended
 * @typedef {import("node:child_process").SpawnSyncOptions} RunOptions
 * @typedef {typeof host} Host
 */

export const host = {
  root,
  /** @type {Readonly<Record<string, string | undefined>>} */
  env: process.env,
  /** Whether somebody watches; what goes into a file has no colours. */
  isTerminal: process.stdout.isTTY === true,
  /** @param {string} line */
  log: (line) => console.log(line),
  /** @param {string} line */
  complain: (line) => console.error(line),
  run,
  /** A module of the built program. @param {string} path below `dist` */
  load: (path) => import(pathToFileURL(join(root, "dist", path)).href),
};

/**
 * Runs a command to its end, in the repository unless told otherwise. One that a signal ended has
 * the status 1; throws where it cannot be started.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Ended}
 */
function run(command, args, options) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    maxBuffer: 1 << 30,
    ...options,
  });
  if (error !== undefined) {
    throw error;
  }
  return { status: status ?? 1, stdout: `${stdout ?? ""}`, stderr: `${stderr ?? ""}` };
}

/**
 * Calls `main` where the module is what Node was started with, and lets its answer be the exit
 * status; elsewhere the module was only imported.
 * @param {string} moduleUrl
 * @param {(argv: readonly string[], host: Host) => number | Promise<number>} main
 * @param {{ argv: readonly string[], exitCode?: number | string | null | undefined }} [started]
 */
export async function runAsScript(moduleUrl, main, started = process) {
  const [, script, ...argv] = started.argv;
  if (script !== undefined && pathToFileURL(realpathSync(script)).href === moduleUrl) {
    started.exitCode = await main(argv, host);
  }
}
