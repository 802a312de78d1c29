// Installs the dependencies when node_modules is missing or differs from package-lock.json.
// It runs before anything is installed, so it imports only what comes with Node.
// npm records what it installed in node_modules/.package-lock.json; that record is the evidence.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runAsScript } from "./host.mjs";

/**
 * @typedef {{
 *   version?: string,
 *   integrity?: string,
 *   optional?: boolean,
 *   dependencies?: Record<string, string>,
 *   devDependencies?: Record<string, string>,
 *   optionalDependencies?: Record<string, string>,
 * }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lockfile
 */

/**
 * Whether `installed` holds exactly the packages of `wanted`. A missing optional package is fine:
 * npm leaves out what another platform needs. The root package, "", is not installed.
 * @param {Lockfile} wanted
 * @param {Lockfile | undefined} installed
 */
export function isInstalled(wanted, installed) {
  if (!installed) return false;
  const isCurrent = Object.entries(wanted.packages).every(([path, expected]) => {
    const actual = installed.packages[path];
    if (path === "") return true;
    if (!actual) return expected.optional === true;
    return actual.version === expected.version && actual.integrity === expected.integrity;
  });
  return isCurrent && Object.keys(installed.packages).every((path) => path in wanted.packages);
}

/**
 * @param {string} file
 * @returns {Lockfile | undefined} undefined where the file is missing or not JSON
 */
export function readLockfile(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * @param {readonly string[]} _argv
 * @param {import("./host.mjs").Host} host
 */
export function main(_argv, { root, run }) {
  const wanted = readLockfile(join(root, "package-lock.json"));
  const installed = readLockfile(join(root, "node_modules/.package-lock.json"));
  return wanted && isInstalled(wanted, installed) ? 0 : installLocked(root, run);
}

/**
 * Installs what the lockfile in the folder says. Answers npm's exit status.
 * @param {string} folder
 * @param {import("./host.mjs").Host["run"]} run
 */
export function installLocked(folder, run) {
  // No package needs a script of its own, and this repository's would call this again. A global install of
  // the repository, as pre-commit makes one, hands its --global on to what it runs.
  const place = ["--include=dev", "--ignore-scripts", "--no-global"];
  const args = ["ci", ...place, "--no-audit", "--no-fund", "--loglevel=error"];
  const shell = process.platform === "win32";
  return run("npm", args, { cwd: folder, stdio: "inherit", shell }).status;
}

await runAsScript(import.meta.url, main);
