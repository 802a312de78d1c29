// Every state of the framework module, with test files of every style, under every command that
// writes: a test file does afterwards what it did before, whatever was refused on the way. `check`
// may be content afterwards only where the tests of every file are run.

import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { compareRuns } from "../../src/behaviour/compare-runs.js";
import { runInEvaluator } from "../../src/behaviour/run-in-evaluator.js";
import { countReported, type RunReport } from "../../src/behaviour/run-report.js";
import { makeFormCache } from "../../src/evaluator/script.js";
import { MODULES } from "../projects/modules.js";
import { makeFolder } from "../temporary-folder.js";
import { remember, type Scene, STATES, type Style, type TestFile } from "./module-scenes.js";
import { run } from "./run-main.js";

const STYLES: Readonly<Record<string, readonly Style[]>> = {
  old: ["old"],
  list: ["list"],
  builder: ["builder"],
  mixed: ["old", "list", "builder"],
};

const COMMANDS = [
  "migrate --write",
  "migrate FILE --write",
  "migrate --write --target list",
  "migrate --write --framework keep",
  "migrate --write --framework final",
  "migrate --write --framework compat",
  "migrate --write --framework GIVEN",
  "migrate --write --target list --framework GIVEN",
  "framework install --compat --write",
  "framework install --final --write",
];

const cache = makeFormCache();
const figures = { runs: 0, changing: 0, content: 0 };

/** What each test file does, as the repository stands. */
function runAll({ folder, tests, stored }: Scene): ReadonlyMap<TestFile, RunReport> {
  const readerFrom = (base: string) => ({
    read: (path: string): string | undefined => {
      const own = posix.normalize(base + path);
      try {
        return readFileSync(join(folder, own), "utf8");
      } catch {
        return stored[own];
      }
    },
  });
  return new Map(
    tests.map((file) => [file, runInEvaluator(file.path, readerFrom(file.base), cache)]),
  );
}

/**
 * What a file does that it did not do before. One that ran no test on the module that it had is
 * broken, and may be so in another way on the next one: what it printed was about that module.
 */
function difference(before: RunReport, after: RunReport): string | undefined {
  const compared = compareRuns(before, after);
  if (compared.result === "equal" || countReported(before) === 0) {
    return undefined;
  }
  if (compared.result === "unknown") {
    return `unknown: ${compared.reasons.join(", ")}`;
  }
  const { what, before: old, after: now } = compared.difference;
  return `${what}: ${old}, then ${now}`;
}

async function judgeCommand(
  scene: Scene,
  command: string,
  given: string,
): Promise<readonly string[]> {
  const before = runAll(scene);
  const memory = remember(scene.folder);
  const [first] = scene.tests;
  const file = posix.relative(scene.cwd, (first?.base ?? "") + (first?.path ?? ""));
  const words = command.replace("FILE", file).replace("GIVEN", given).split(" ");
  const cwd = join(scene.folder, scene.cwd);
  try {
    const { status, stdout, stderr } = await run(words, { cwd });
    const changed = memory.changed();
    const after = runAll(scene);
    const troubles = scene.tests.flatMap((one) => {
      const what = difference(before.get(one) as RunReport, after.get(one) as RunReport);
      return what === undefined ? [] : [`${one.base}${one.path}: ${what}`];
    });
    if (/defect of valk-codemod/.test(stdout + stderr)) {
      troubles.push("calls itself defective");
    }
    const checked = await run(["check"], { cwd });
    const idle = scene.tests.filter(
      (one) => one.base.startsWith(scene.cwd) && countReported(after.get(one) as RunReport) === 0,
    );
    if (checked.status === 0 && idle.length > 0) {
      troubles.push(
        `check is content, but runs nothing: ${idle.map(({ path }) => path).join(", ")}`,
      );
    }
    figures.runs += 1;
    figures.changing += changed.length > 0 ? 1 : 0;
    figures.content += checked.status === 0 ? 1 : 0;
    const context = `exit ${status}, changed ${changed.join(" ") || "nothing"}`;
    return troubles.map((trouble) => `${command} (${context}): ${trouble}`);
  } finally {
    memory.reset();
  }
}

afterAll(() => {
  const { runs, changing, content } = figures;
  process.stdout.write(`${runs} runs, ${changing} changed files, ${content} left check content\n`);
});

describe.each(STATES)("module: $name", ({ make }) => {
  test.each(Object.entries(STYLES))("files: %s", async (_, styles) => {
    const scene = make(styles);
    const given = join(makeFolder({ "list.valk": MODULES.list }), "list.valk");
    const troubles: string[] = [];
    for (const command of COMMANDS) {
      troubles.push(...(await judgeCommand(scene, command, given)));
    }
    expect(troubles).toEqual([]);
  });
});
