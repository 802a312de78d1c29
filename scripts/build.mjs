// Builds dist/ from src/ and transforms/: TypeScript compiled, Valk modules and the sources
// of the review page copied, the bin executable.
// With --if-needed it does nothing when no source is newer than the last complete build.

import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const stamp = join(root, "dist/.complete");
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

function isCurrent() {
  if (!existsSync(stamp)) return false;
  const builtAt = statSync(stamp).mtimeMs;
  return sources.every((source) => latestChange(join(root, source)) <= builtAt);
}

function build() {
  rmSync(join(root, "dist"), { recursive: true, force: true });
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const { status } = spawnSync(process.execPath, [compiler, "-p", "tsconfig.build.json"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) return status ?? 1;
  for (const file of readdirSync(join(root, "src/framework"))) {
    if (!file.endsWith(".valk")) continue;
    cpSync(join(root, "src/framework", file), join(root, "dist/src/framework", file));
  }
  const page = "src/review-page";
  cpSync(join(root, page), join(root, "dist", page), {
    recursive: true,
    filter: (path) => !path.endsWith("tsconfig.json"),
  });
  chmodSync(join(root, "dist/src/cli/bin.js"), 0o755);
  writeFileSync(stamp, "");
  return 0;
}

process.exitCode = process.argv.includes("--if-needed") && isCurrent() ? 0 : build();
