// Builds dist/ from src/ and transforms/: TypeScript compiled, Valk modules and the sources
// of the review page copied, the command line bundled and executable, manual pages written.
// With --if-needed it does nothing when no source is newer than the last complete build.

import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runAsScript } from "./host.mjs";

const sources = ["src", "transforms", "package.json", "tsconfig.json", "tsconfig.build.json"];

/**
 * The latest change under `path`. Folders count too, so that a deleted file is noticed.
 * @param {string} path
 * @returns {number}
 */
function latestChange(path) {
  const stats = statSync(path);
  const entries = stats.isDirectory() ? readdirSync(path) : [];
  return Math.max(stats.mtimeMs, ...entries.map((entry) => latestChange(join(path, entry))));
}

/**
 * Whether the last build was complete, and no source is newer.
 * @param {string} root
 */
export function isCurrent(root) {
  const stamp = join(root, "dist/.complete");
  if (!existsSync(stamp)) return false;
  const builtAt = statSync(stamp).mtimeMs;
  return sources.every((source) => latestChange(join(root, source)) <= builtAt);
}

/**
 * Answers the compiler's exit status; what it left is only complete where that is 0.
 * @param {import("./host.mjs").Host} host
 */
async function build({ root, run }) {
  rmSync(join(root, "dist"), { recursive: true, force: true });
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const args = [compiler, "-p", "tsconfig.build.json"];
  const { status } = run(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) return status;
  copyFramework(root);
  const page = "src/review-page";
  cpSync(join(root, page), join(root, "dist", page), {
    recursive: true,
    filter: (path) => !path.endsWith("tsconfig.json"),
  });
  await bundle(root);
  await writeManualPages(join(root, "dist"));
  chmodSync(join(root, "dist/cli/bin.cjs"), 0o755);
  writeFileSync(join(root, "dist/.complete"), "");
  return 0;
}

/**
 * Writes only what the command line needs to migrate: no declarations, library or manual, and no compiler
 * is wanted for it. The next build takes it for none.
 * @param {string} root
 */
export async function buildProgram(root) {
  rmSync(join(root, "dist"), { recursive: true, force: true });
  copyFramework(root);
  await bundle(root);
}

/** @param {string} root */
function copyFramework(root) {
  for (const file of readdirSync(join(root, "src/framework"))) {
    if (!file.endsWith(".valk")) continue;
    cpSync(join(root, "src/framework", file), join(root, "dist/src/framework", file));
  }
}

/** Loads the bundler only now: a script may ask for the state of the build before it is installed. @param {string} root */
async function bundle(root) {
  const { bundleProgram } = await import("./bundle.mjs");
  await bundleProgram(root, join(root, "dist/cli"));
}

/**
 * Writes the pages for `man`, which are made of the compiled tables of options.
 * @param {string} dist
 */
async function writeManualPages(dist) {
  const load = (/** @type {string} */ file) => import(pathToFileURL(join(dist, file)).href);
  const { writeManual } = await load("src/cli/manual.js");
  const { commands } = await load("src/cli/commands.js");
  const { readVersion } = await load("src/cli/version.js");
  mkdirSync(join(dist, "man"));
  for (const [name, page] of await writeManual(commands, readVersion())) {
    writeFileSync(join(dist, "man", name), page);
  }
}

/**
 * @param {readonly string[]} argv
 * @param {import("./host.mjs").Host} host
 */
export function main(argv, host) {
  return argv.includes("--if-needed") && isCurrent(host.root) ? 0 : build(host);
}

await runAsScript(import.meta.url, main);
