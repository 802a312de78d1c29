// The first look: previews the example project. On a fresh checkout it installs only the packages that the
// program itself is made of, and bundles them; checking and testing need four times as many. What it is
// doing goes to standard error, so that the preview stands alone on standard output.

import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { main as build, buildProgram, isCurrent } from "./build.mjs";
import { installLocked, isInstalled, readLockfile } from "./ensure-installed.mjs";
import { runAsScript } from "./host.mjs";

/** @typedef {import("./ensure-installed.mjs").Lockfile} Lockfile */

/** The command line of the preview. */
export const PREVIEW = ["migrate", "examples/valk-project"];

/** What makes one program of the sources. */
const BUNDLER = "rolldown";

/**
 * The part of a lockfile that the program is made of: the bundler, what the sources import, and what those
 * need in turn. Packages are resolved as Node does, from the inside out.
 * @param {Lockfile} lockfile
 * @param {ReadonlySet<string>} imported names of packages, among others
 * @returns {Lockfile}
 */
export function programPart(lockfile, imported) {
  const { packages } = lockfile;
  const { dependencies, devDependencies } = packages[""] ?? {};
  const direct = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([name]) => name === BUNDLER || imported.has(name),
  );
  /** @type {Lockfile["packages"]} */
  const part = { "": { dependencies: Object.fromEntries(direct) } };
  /** @param {string} from @param {string} name */
  const add = (from, name) => {
    const path = resolve(packages, from, name);
    const found = path === undefined ? undefined : packages[path];
    if (path === undefined || found === undefined || path in part) return;
    part[path] = found;
    for (const needed of Object.keys({ ...found.dependencies, ...found.optionalDependencies })) {
      add(path, needed);
    }
  };
  for (const [name] of direct) add("", name);
  return { ...lockfile, packages: part };
}

/**
 * @param {Lockfile["packages"]} packages
 * @param {string} from
 * @param {string} name
 * @returns {string | undefined}
 */
function resolve(packages, from, name) {
  const path = `${from && `${from}/`}node_modules/${name}`;
  if (path in packages) return path;
  const above = from.lastIndexOf("/node_modules/");
  return from === "" ? undefined : resolve(packages, above < 0 ? "" : from.slice(0, above), name);
}

/**
 * Whether an earlier demo installed the part, as the lockfile still has it. Packages for other platforms are
 * not there, nor what only those need; a part is installed whole or not at all.
 * @param {Lockfile} part
 * @param {Lockfile | undefined} installed
 */
export function isPartInstalled(part, installed) {
  if (!installed) return false;
  const direct = Object.keys(part.packages[""]?.dependencies ?? {});
  return (
    direct.every((name) => `node_modules/${name}` in installed.packages) &&
    Object.entries(installed.packages).every(
      ([path, { integrity }]) => integrity === part.packages[path]?.integrity,
    )
  );
}

/**
 * The names of packages that the sources import, and whatever else looks like one.
 * @param {string} root
 */
function importedNames(root) {
  const files = ["src", "transforms"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(root, folder, file), "utf8")),
  );
  const imports = files.flatMap((text) => [
    ...text.matchAll(/(?:from|import\() ?"((?:@[^/"]+\/)?[^./"][^/"]*)/g),
  ]);
  return new Set(imports.map(([, name = ""]) => name));
}

/**
 * Answers the exit status of npm; nothing is half installed.
 * @param {Lockfile} part
 * @param {import("./host.mjs").Host} host
 */
function installPart(part, { root, run }) {
  const folder = mkdtempSync(join(root, ".demo-"));
  try {
    const { dependencies } = part.packages[""] ?? {};
    const manifest = { name: "demo", version: "0.0.0", private: true, dependencies };
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
    writeFileSync(join(folder, "package-lock.json"), JSON.stringify(part));
    const status = installLocked(folder, run);
    if (status === 0) {
      renameSync(join(folder, "node_modules"), join(root, "node_modules"));
    }
    return status;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Makes the program, with as little as is needed. Answers an exit status.
 * @param {import("./host.mjs").Host} host
 */
async function prepare(host) {
  const { root, complain } = host;
  if (isCurrent(root)) return 0;
  const wanted = readLockfile(join(root, "package-lock.json")) ?? { packages: {} };
  const installed = readLockfile(join(root, "node_modules/.package-lock.json"));
  const isWhole = isInstalled(wanted, installed);
  const part = programPart(wanted, importedNames(root));
  if (!isWhole && !existsSync(join(root, "node_modules"))) {
    complain("Installing what the program is made of, into node_modules …");
    const status = installPart(part, host);
    if (status !== 0) return status;
  } else if (!isWhole && !isPartInstalled(part, installed)) {
    complain("Installing what has changed, into node_modules …");
    const status = installLocked(root, host.run);
    if (status !== 0) return status;
    return build([], host);
  }
  complain("Building …");
  if (isWhole) return build([], host);
  await buildProgram(root);
  return 0;
}

/**
 * @param {readonly string[]} argv options of the preview
 * @param {import("./host.mjs").Host} host
 */
export async function main(argv, host) {
  const status = await prepare(host);
  if (status !== 0) return status;
  const program = join(host.root, "dist/cli/bin.cjs");
  const words = [program, ...PREVIEW, ...argv];
  return host.run(process.execPath, words, { cwd: host.root, stdio: "inherit" }).status;
}

await runAsScript(import.meta.url, main);
