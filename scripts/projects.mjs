// Generates projects for as long as it is let, migrates them and runs them before and after. Each
// project that shows a defect goes into a file that is named at once, cut down to what shows it.
//
//   npm run projects                                         2,000 projects a target, other ones each time
//   PROJECTS_COUNT=500 PROJECTS_SEED=1 npm run projects       these
//   VALK_BIN=…/valk PROJECTS_SAMPLE=200 npm run projects      and so many on the interpreter, too

import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "valk-codemod-projects-"));
const seed = process.env.PROJECTS_SEED ?? String(Date.now() % 2 ** 31);
const count = process.env.PROJECTS_COUNT ?? "2000";

console.log(`seed ${seed}, ${count} projects a target, findings go into ${folder}`);
const { status } = spawnSync(
  process.execPath,
  [join(root, "node_modules/vitest/vitest.mjs"), "run", "test/projects", "--silent=false"],
  {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      PROJECTS_SEED: seed,
      PROJECTS_COUNT: count,
      PROJECTS_SAMPLE: process.env.PROJECTS_SAMPLE ?? "100",
      PROJECTS_FOLDER: folder,
    },
  },
);
process.exitCode = status ?? 1;
