// Installs the dependencies when node_modules is missing or differs from package-lock.json.
// It runs before anything is installed, so it imports only what comes with Node.
// npm records what it installed in node_modules/.package-lock.json; that record is the evidence.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage
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
 * @param {URL} file
 * @returns {Lockfile | undefined} undefined where the file is missing or not JSON
 */
function readLockfile(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function main() {
  const root = new URL("../", import.meta.url);
  const wanted = readLockfile(new URL("package-lock.json", root));
  const installed = readLockfile(new URL("node_modules/.package-lock.json", root));
  if (wanted && isInstalled(wanted, installed)) return 0;
  const { status } = spawnSync(
    "npm",
    ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: root,
      stdio: "inherit",
      shell: process.platform === "win32",
    },
  );
  return status ?? 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) process.exitCode = main();
