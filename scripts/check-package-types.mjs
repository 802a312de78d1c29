// Whether the types of what would be published are found by those who import it: packs the package as it is
// built, and lets arethetypeswrong look, at every transform by itself, too. Needs no network.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runAsScript } from "./host.mjs";

/**
 * Answers an exit status; what a step has to say is shown where it fails.
 * @param {readonly string[]} _argv
 * @param {import("./host.mjs").Host} host
 */
export function main(_argv, { root, run, log }) {
  const folder = mkdtempSync(join(tmpdir(), "valk-codemod-"));
  const step = (/** @type {string} */ command, /** @type {readonly string[]} */ args) => {
    const shell = command === "npm" && process.platform === "win32";
    const { status, stdout, stderr } = run(command, args, { cwd: root, shell });
    if (status !== 0) log(`${[command, ...args].join(" ")}\n${stdout}${stderr}`);
    return status;
  };
  try {
    // What npm runs before packing would build again.
    const packed = step("npm", ["pack", "--ignore-scripts", "--pack-destination", folder]);
    if (packed !== 0) return packed;
    const [tarball = ""] = readdirSync(folder).map((name) => join(folder, name));
    // A pattern among the exports says nothing of the files behind it.
    const transforms = readdirSync(join(root, "transforms"))
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `transforms/${name.slice(0, -".ts".length)}`);
    const options = ["--profile", "esm-only", "--include-entrypoints", ...transforms];
    return step(process.execPath, [checkerPath(), tarball, ...options]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function checkerPath() {
  const manifest = createRequire(import.meta.url).resolve("@arethetypeswrong/cli/package.json");
  return join(dirname(manifest), JSON.parse(readFileSync(manifest, "utf8")).bin.attw);
}

await runAsScript(import.meta.url, main);
