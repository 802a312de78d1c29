// Lints the Valk modules that this package installs: no global of theirs may change after
// loading, but for those that the module for both APIs declares (src/lint/framework-exceptions.ts).
// Further folders may be named: `node scripts/check-no-globals.mjs examples/valk-project/src`.

import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const [paths, node] = [process.argv.slice(2), process.execPath];

/** @param {readonly string[]} args */
const run = (args) => spawnSync(node, args, { cwd: root, stdio: "inherit" }).status ?? 1;

const built = run(["scripts/build.mjs", "--if-needed"]);
const bin = "dist/src/cli/bin.js";
const folders = paths.length > 0 ? paths : ["src/framework"];
process.exitCode = built === 0 ? run([bin, "lint", ...folders]) : built;
