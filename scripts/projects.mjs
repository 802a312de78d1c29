// Generates projects for as long as it is let, migrates them and runs them before and after. Each
// project that shows a defect goes into a file that is named at once, cut down to what shows it.
//
//   npm run projects                                         2,000 projects a target, other ones each time
//   PROJECTS_COUNT=500 PROJECTS_SEED=1 npm run projects       these
//   VALK_BIN=…/valk PROJECTS_SAMPLE=200 npm run projects      and so many on the interpreter, too

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runAsScript } from "./host.mjs";

/**
 * @param {readonly string[]} _argv
 * @param {import("./host.mjs").Host} host
 */
export function main(_argv, { root, env, run, log }) {
  const folder = mkdtempSync(join(tmpdir(), "valk-codemod-projects-"));
  const {
    PROJECTS_SEED = String(Date.now() % 2 ** 31),
    PROJECTS_COUNT = "2000",
    PROJECTS_SAMPLE = "100",
  } = env;
  log(`seed ${PROJECTS_SEED}, ${PROJECTS_COUNT} projects a target, findings go into ${folder}`);
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  return run(process.execPath, [vitest, "run", "test/projects", "--silent=false"], {
    stdio: "inherit",
    env: { ...env, PROJECTS_SEED, PROJECTS_COUNT, PROJECTS_SAMPLE, PROJECTS_FOLDER: folder },
  }).status;
}

await runAsScript(import.meta.url, main);
