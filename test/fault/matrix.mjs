// Kills a run at every step, with both signals, each in a process of its own, and tears every
// write: `npm run fault`. Takes some minutes. Fails when a file is torn, when undo does not
// restore everything, and when a step is never reached.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { prepareKills } from "./kill-runs.mjs";

const repository = join(import.meta.dirname, "../..");
const text = readFileSync(join(repository, "src/framework/test-compat.valk"));
const compat = createHash("sha256").update(text).digest("hex");
const between = new Set([`${compat} 755`, `${compat} 640`]);
const { steps, kill, remove } = prepareKills(join(repository, "dist"));

/** @type {{ at: number, signal: "SIGKILL" | "SIGINT", kind: "before" | "torn" }[]} */
const points = steps.flatMap(({ name }, at) => [
  { at, signal: "SIGKILL", kind: "before" },
  { at, signal: "SIGINT", kind: "before" },
  ...(name === "write" ? [/** @type {const} */ ({ at, signal: "SIGKILL", kind: "torn" })] : []),
]);
let failures = 0;
for (const { at, signal, kind } of points) {
  for (const message of kill(at, signal, kind, between)) {
    failures += 1;
    process.stdout.write(`step ${at}, ${steps[at]?.name}, ${signal}, ${kind}: ${message}\n`);
  }
}
remove();
process.stdout.write(`${points.length} points at ${steps.length} steps, ${failures} failures\n`);
process.exitCode = failures > 0 || points.length === 0 ? 1 : 0;
