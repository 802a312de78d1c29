// Runs that are killed for real, in a process of their own, at a chosen step: used by the test,
// which tries a sample, and by `npm run fault`, which tries every step with both signals.

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contents, findTorn, writeProject } from "./example-run.mjs";

/** @typedef {import("./failing-file-system.mjs").Step} Step */
/** @typedef {"SIGKILL" | "SIGINT"} Signal */

const WRITE = ["migrate", "--write", "--allow-no-vcs"];

/**
 * Runs the child to its end, whatever that is.
 * @param {string} dist
 * @param {string} folder
 * @param {{ at?: number, signal?: Signal, kind?: "before" | "torn", command: readonly string[] }} options
 */
export function runChild(dist, folder, { at = -1, signal = "SIGKILL", kind = "before", command }) {
  const child = join(import.meta.dirname, "kill-child.mjs");
  return spawnSync(process.execPath, [child, dist, folder, String(at), signal, kind, ...command], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
}

/**
 * Prepares what every kill needs: the project, what it becomes, and the steps on the way.
 * @param {string} dist where the compiled program is
 */
export function prepareKills(dist) {
  const base = realpathSync(mkdtempSync(join(tmpdir(), "valk-kill-")));
  const fresh = join(base, "fresh");
  const finished = join(base, "finished");
  writeProject(fresh);
  cpSync(fresh, finished, { recursive: true, preserveTimestamps: true });
  const { status, stderr } = runChild(dist, finished, { command: WRITE });
  if (status !== 0) {
    throw new Error(`the undisturbed run failed: ${stderr}`);
  }
  /** @type {Step[]} */
  const steps = JSON.parse(/^steps (.*)$/m.exec(stderr)?.[1] ?? "[]");
  const before = contents(fresh);
  const times = contents(fresh, true);
  const after = contents(finished);
  let number = 0;

  /**
   * Kills one run, and answers what is wrong: nothing, or what is to be told.
   * @param {number} at
   * @param {Signal} signal
   * @param {"before" | "torn"} kind
   * @param {ReadonlySet<string>} between
   * @returns {string[]}
   */
  const kill = (at, signal, kind, between) => {
    const folder = join(base, `run-${number++}`);
    cpSync(fresh, folder, { recursive: true, preserveTimestamps: true });
    const ended = runChild(dist, folder, { at, signal, kind, command: WRITE });
    const found = contents(folder);
    const wrong = findTorn(found, before, after, between);
    if (signal === "SIGKILL" && ended.signal !== "SIGKILL") {
      wrong.push(`never reached: ${ended.stderr}`);
    }
    if (signal === "SIGINT") {
      wrong.push(...wrongInterrupt(ended, found, before, after));
    }
    const undone = runChild(dist, folder, { command: ["undo"] });
    const restored = contents(folder, true);
    for (const path of new Set([...Object.keys(times), ...Object.keys(restored)])) {
      if (restored[path] !== times[path]) {
        wrong.push(`${path} after undo: ${undone.stdout}${undone.stderr}`);
      }
    }
    rmSync(folder, { recursive: true });
    return wrong;
  };
  return { steps, kill, remove: () => rmSync(base, { recursive: true }) };
}

/**
 * An interrupted run says so, and how to take it back; one that was done all the same says 0.
 * @param {{ status: number | null, stderr: string }} ended
 * @param {Record<string, string>} found
 * @param {Record<string, string>} before
 * @param {Record<string, string>} after
 * @returns {string[]}
 */
function wrongInterrupt({ status, stderr }, found, before, after) {
  const isSame = (/** @type {Record<string, string>} */ state) =>
    JSON.stringify(found) === JSON.stringify(state);
  if (status === 0) {
    return isSame(after) ? [] : ["status 0, but not everything is written"];
  }
  if (status !== 130) {
    return [`status ${status}: ${stderr}`];
  }
  return isSame(before) || /valk-codemod undo \d{8}-/.test(stderr)
    ? []
    : [`no way back: ${stderr}`];
}
