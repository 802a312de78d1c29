// A repository whose files use all three APIs, half-way between them: the module that answers them all
// is there as long as it is needed, and every test file does what it did, at every step.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compareRuns } from "../../src/behaviour/compare-runs.js";
import { runInEvaluator } from "../../src/behaviour/run-in-evaluator.js";
import type { RunReport } from "../../src/behaviour/run-report.js";
import { makeFormCache } from "../../src/evaluator/script.js";
import { hasLayer, withLayer } from "../../src/framework/layers.js";
import { MODULES, PRELUDES, SHIPPED } from "../projects/modules.js";
import { fc } from "../properties.js";
import { writeFiles } from "../temporary-folder.js";
import { commitAll, MODULE, makeProject } from "./git-project.js";
import { run } from "./run-main.js";

const PRELUDE = "src/prelude.valk";
const NAMES = ["a", "b", "c", "d", "e", "f"].map((name) => `test/${name}.valk`);
const loading = (text: string): string => `(load "${PRELUDE}")\n(load "${MODULE}")\n${text}`;
const oldFile = (path: string): string =>
  loading(
    `(test/suite "${path}")\n(test/define "right" {== 1 1})\n(test/define "wrong" {== 1 2})\n(test/expect-exit 1)\n(test/run {})\n`,
  );
const listFile = (path: string): string =>
  loading(
    `(test/run (list\n  (test "right" {== 1 1})\n  (test "wrong" {== 1 2}))\n  {:suite-name "${path}" :expected-exit 1})\n`,
  );
const filesOf = (paths: readonly string[], make: (path: string) => string) =>
  Object.fromEntries(paths.map((path) => [path, make(path)]));
const project = (module: string, files: Readonly<Record<string, string>>): string =>
  makeProject({ [PRELUDE]: PRELUDES.rich, [MODULE]: module, ...files });

const textIn = (folder: string, path: string): string => readFileSync(join(folder, path), "utf8");
const moduleOf = (folder: string): string => textIn(folder, MODULE);

const cache = makeFormCache();

function runAll(folder: string): readonly RunReport[] {
  const reader = { read: (path: string): string => textIn(folder, path) };
  return NAMES.map((path) => runInEvaluator(path, reader, cache));
}

/** Writes, commits, and compares each file's run with what it was. */
async function step(
  folder: string,
  before: readonly RunReport[],
  ...args: readonly string[]
): Promise<string> {
  const { stdout, stderr } = await run([...args, "--write"], { cwd: folder });
  commitAll(folder);
  const told = `${args.join(" ")}\n${stdout}${stderr}`;
  runAll(folder).forEach((after, at) => {
    expect(compareRuns(before[at] as RunReport, after).result, `${NAMES[at]}: ${told}`).toBe(
      "equal",
    );
  });
  return stdout;
}

const framework = (cwd: string, ...args: readonly string[]) =>
  run(["framework", ...args, "--color", "never"], { cwd, guarded: true });

const anyOrder = fc.shuffledSubarray(NAMES, { minLength: NAMES.length });

describe("an old module", () => {
  test("takes lists as well, once files use all three, and loses them with the last", async () => {
    await fc.assert(
      fc.asyncProperty(anyOrder, async ([a, b, c, d, ...others]) => {
        const folder = project(MODULES.old, filesOf(NAMES, oldFile));
        const before = runAll(folder);
        await step(folder, before, "migrate", a as string, b as string);
        expect(moduleOf(folder)).toBe(SHIPPED.compat);
        const verified = await run(["verify", c as string, d as string, "--to", "list"], {
          cwd: folder,
        });
        expect(verified.stdout).toContain("2 equal, 0 different");
        const written = await step(
          folder,
          before,
          "migrate",
          c as string,
          d as string,
          "--to",
          "list",
        );
        expect(written).toContain("becomes the module for all three APIs");
        expect(textIn(folder, c as string)).toContain("(test/run (list");
        expect(moduleOf(folder)).toBe(withLayer(SHIPPED.compat, SHIPPED.lists));
        await step(folder, before, "migrate", ...others);
        expect(moduleOf(folder)).toBe(withLayer(SHIPPED.compat, SHIPPED.lists));
        await step(folder, before, "migrate", "--to", "builder");
        expect(moduleOf(folder)).toBe(SHIPPED.final);
      }),
      { numRuns: 3 },
    );
  });

  test("loses lists before old files are gone, and is named throughout", async () => {
    const [a, b, ...others] = NAMES as [string, string, ...string[]];
    const folder = project(MODULES.old, {
      ...filesOf(others, oldFile),
      ...filesOf([a, b], listFile),
    });
    const early = await framework(folder, "status");
    expect(early.stdout).not.toContain("all three");
    await run(["migrate", others[0] as string, "--write"], { cwd: folder });
    commitAll(folder);
    const before = runAll(folder);
    const status = await framework(folder, "status");
    expect(status.stdout).toContain(
      `${MODULE}: the module for both APIs with list layer, as valk-codemod`,
    );
    expect(status.stdout).toContain("goal: pipelines, since");
    expect((await framework(folder, "diff")).stderr).toContain(
      "is the compat module with list layer as shipped",
    );
    expect((await framework(folder, "install", "--compat")).stdout).toContain(
      "is the module for both APIs with list layer of valk-codemod",
    );
    const refused = await framework(folder, "install", "--final", "--write");
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining("module-kept")]);
    await step(folder, before, "migrate", a, b, "--to", "builder");
    expect(moduleOf(folder)).toBe(SHIPPED.compat);
  });

  test("is told what it lacks, and gets it by hand", async () => {
    const [a, b, ...others] = NAMES as [string, string, ...string[]];
    const folder = project(MODULES.old, filesOf(NAMES, oldFile));
    await run(["migrate", a, "--write"], { cwd: folder });
    writeFiles(folder, filesOf([b], listFile));
    commitAll(folder);
    expect((await framework(folder, "status")).stdout).toContain(
      "This module lacks lists, where files use all three styles: valk-codemod framework install --compat --write",
    );
    expect((await framework(folder, "diff")).stdout).toContain("+; ==== list layer");
    await framework(folder, "install", "--compat", "--write");
    commitAll(folder);
    expect(hasLayer(moduleOf(folder), "list")).toBe(true);
    expect((await run(["check", b], { cwd: folder })).stdout).not.toContain("new-on-old");
    writeFiles(folder, filesOf([b], oldFile));
    expect((await framework(folder, "status")).stdout).toContain(
      "No list remains: valk-codemod framework install --compat --write",
    );
    expect((await framework(folder, "diff", "--compat")).stdout).toContain("-; ==== list layer");
    await run(["migrate", b, ...others, "--write", "--framework", "keep", "--allow-dirty"], {
      cwd: folder,
    });
    expect((await framework(folder, "status")).stdout).toContain(
      "Nothing old remains: valk-codemod framework install --final --write",
    );
    expect((await run(["status"], { cwd: folder })).stdout).toContain(
      "Everything is migrated. Next: valk-codemod framework install --final --write",
    );
  });

  test("stays without lists where a file means something else by their names", async () => {
    const [a, b, ...others] = NAMES as [string, string, ...string[]];
    const files = { ...filesOf(others, oldFile), ...filesOf([b], listFile) };
    const own = { "src/own.valk": "(def {test} 1)\n", [a]: oldFile(a) };
    const folder = project(MODULES.old, { ...files, ...own });
    await run(["migrate", a, "--write"], { cwd: folder });
    expect(moduleOf(folder)).toBe(SHIPPED.compat);
  });
});

describe("a runner of lists", () => {
  test("takes old calls as well, and is the same again without them", async () => {
    await fc.assert(
      fc.asyncProperty(anyOrder, async ([a, b, c, ...others]) => {
        const old = [a, b] as string[];
        const files = { ...filesOf(NAMES, listFile), ...filesOf(old, oldFile) };
        const folder = project(MODULES.list, files);
        const lists = runAll(project(MODULES.list, filesOf(NAMES, listFile)));
        const olds = runAll(project(MODULES.old, filesOf(NAMES, oldFile)));
        const before = NAMES.map(
          (path, at) => (old.includes(path) ? olds : lists)[at] as RunReport,
        );
        const told = await step(folder, before, "migrate", c as string, "--to", "builder");
        expect(told).toContain(
          "becomes the module for all three APIs: files use old registrations",
        );
        const { layer, registry } = SHIPPED;
        const layered = withLayer(MODULES.list, layer);
        expect(moduleOf(folder)).toBe(withLayer(layered, registry));
        expect((await framework(folder, "status")).stdout).toContain(
          "list runner with builder and registry layers, as valk-codemod",
        );
        await step(folder, before, "migrate", a as string);
        expect(hasLayer(moduleOf(folder), "registry")).toBe(true);
        await step(folder, before, "migrate", b as string, "--to", "list");
        expect(moduleOf(folder)).toBe(layered);
        expect(others.length).toBe(3);
        await step(folder, before, "migrate", "--to", "list");
        expect(moduleOf(folder)).toBe(MODULES.list);
      }),
      { numRuns: 3 },
    );
  });

  test("keeps what old files need, and says what it would do", async () => {
    const [a, b, ...others] = NAMES as [string, string, ...string[]];
    const folder = project(MODULES.list, {
      ...filesOf(others, listFile),
      ...filesOf([a], oldFile),
    });
    await run(["framework", "install", "--layer", "--write"], { cwd: folder });
    writeFiles(folder, { [b]: loading('(-> (test/suite "p") (test/add "a" {1}) (test/run))\n') });
    commitAll(folder);
    expect((await framework(folder, "status")).stdout).toContain(
      "This module lacks old calls, where files use all three styles: valk-codemod framework install --layer --write",
    );
    expect((await framework(folder, "diff")).stdout).toContain("+; ==== registry layer");
    expect((await framework(folder, "install", "--layer", "--write")).stdout).toContain(
      "the registry layer is added to the list runner",
    );
    commitAll(folder);
    const kept = await run(["migrate", "--to", "builder", others[0] as string], { cwd: folder });
    expect(kept.stdout).toContain("it answers all three APIs");
    const refused = await framework(folder, "install", "--remove-layer", "--write");
    expect(refused.stderr).toContain(
      `layer-in-use: 2 files use pipelines or the old API: ${a}, ${b}`,
    );
    writeFiles(folder, filesOf([a], listFile));
    commitAll(folder);
    expect((await framework(folder, "status")).stdout).toContain(
      "Nothing old remains: valk-codemod framework install --layer --write",
    );
    expect((await framework(folder, "install", "--layer")).stdout).toContain(
      "the registry layer would be taken out of the list runner",
    );
    writeFiles(folder, filesOf([b], listFile));
    commitAll(folder);
    expect((await framework(folder, "install", "--remove-layer", "--write")).stdout).toContain(
      "the builder and registry layers are taken out of the list runner",
    );
    expect(moduleOf(folder)).toBe(MODULES.list);
  });

  test("does all that it did without a layer, which needs no look", async () => {
    const [a, ...others] = NAMES as [string, ...string[]];
    const files = { ...filesOf(others, listFile), ...filesOf([a], oldFile) };
    const layered = withLayer(withLayer(MODULES.list, SHIPPED.layer), SHIPPED.registry);
    const folder = project(layered, files);
    const { stdout } = await run(["migrate", "--to", "list", "--write"], { cwd: folder });
    expect(moduleOf(folder)).toBe(MODULES.list);
    expect(stdout).not.toContain("framework-edited");
  });

  test("loses the layer that nobody needs, whatever an old file calls that never ran", async () => {
    const [a, b, ...others] = NAMES as [string, string, ...string[]];
    const folder = project(withLayer(MODULES.list, SHIPPED.layer), {
      ...filesOf(others, listFile),
      [a]: loading(`(load "${b}")\n(test/suite "S")\n(case "a")\n(test/run {})\n`),
      [b]: "(fun {case name} {test/define name {1}})\n",
    });
    const { status, stderr } = await run(["migrate", ...others, "--to", "list", "--write"], {
      cwd: folder,
    });
    expect([status, stderr]).toEqual([0, ""]);
    expect(moduleOf(folder)).toBe(MODULES.list);
  });

  test("stays as it is while files use only two of the three", async () => {
    const [a, ...others] = NAMES as [string, ...string[]];
    const folder = project(MODULES.list, {
      ...filesOf(others, listFile),
      ...filesOf([a], oldFile),
    });
    await run(["migrate", others[0] as string, "--write"], { cwd: folder });
    expect(moduleOf(folder)).toBe(MODULES.list);
  });
});

describe("tests that are computed in lists", () => {
  const computed = loading('(def {tx} (test "tx" {== 1 1}))\n(test/run (list tx tx))\n');
  const blocked = /a\.valk:2:1 {2}refuse {2}new-on-old.*test\/add-tests/;

  test("stay on the module for all three APIs, which no layer for runners of lists fits", async () => {
    const folder = project(MODULES.old, {
      "test/a.valk": computed,
      "test/b.valk": oldFile("test/b.valk"),
    });
    const migrate = ["migrate", "--to", "builder", "--color", "never"];
    const first = await run([...migrate, "--write"], { cwd: folder });
    expect(first.stdout).toMatch(blocked);
    expect(first.stdout).toContain(
      'hint: write each test out in the list of the run, as (test "name" {body}), and migrate again; as it is, the file runs on this module',
    );
    commitAll(folder);
    const reader = { read: (path: string): string => textIn(folder, path) };
    expect(runInEvaluator("test/a.valk", reader, cache)).toMatchObject({ exit: { status: 0 } });
    for (const command of [["framework", "status"], ["status"]]) {
      const { stdout } = await run(command, { cwd: folder });
      expect(stdout).toContain("; 1 test is in files that compute tests, which go there by hand\n");
      expect(stdout).not.toContain("migrate --to");
    }
    const mixed = loading(
      '(def {tx} (test "tx" {== 1 1}))\n(test/run (list (test "ty" {true}) tx))\n',
    );
    writeFiles(folder, { "test/a.valk": mixed });
    const checked = (await run(["check"], { cwd: folder })).stdout;
    expect(checked).toContain("; 1 test is in files that compute tests, which go there by hand\n");
    const final = await run([...migrate, "--framework", "final"], { cwd: folder });
    expect(final.stdout).toContain("hint: this module runs lists: keep it while there are any;");
    const written = loading('(test/run (list (test "tx" {== 1 1}) (test "ty" {== 1 1})))\n');
    writeFiles(folder, { "test/a.valk": written });
    const last = await run([...migrate, "--write", "--allow-dirty"], { cwd: folder });
    expect(last.status).toBe(0);
    expect(hasLayer(moduleOf(folder), "list")).toBe(false);
  });

  test("are to be written out first where nothing answers them", async () => {
    const folder = project(SHIPPED.final, { "test/a.valk": computed });
    const { stdout } = await run(["migrate", "--to", "builder"], { cwd: folder });
    expect(stdout).toContain(
      'hint: write each test out in the list of the run, as (test "name" {body}), and migrate again\n',
    );
  });

  test("become pipelines on a runner of lists, whose layer adds them", async () => {
    const folder = project(MODULES.list, { "test/a.valk": computed });
    expect((await framework(folder, "install", "--layer", "--write")).status).toBe(0);
    const status = (await framework(folder, "status")).stdout;
    expect(status).toContain("1 test is in lists: valk-codemod migrate --to builder --write");
    commitAll(folder);
    const { stdout } = await run(["migrate", "--to", "builder", "--write"], { cwd: folder });
    expect(stdout).not.toMatch(blocked);
    expect(stdout).toMatch(/^ {2}tests +1 {2}1 migrated$/m);
    expect(textIn(folder, "test/a.valk")).toContain("(test/add-tests (list tx tx))");
    const idle = await run(["migrate", "--to", "builder"], { cwd: folder });
    expect(idle.stdout).toMatch(/^ {2}tests +1 {2}0 migrated, 1 in the new style before$/m);
    commitAll(folder);
    const back = await run(["migrate", "--to", "list", "test/a.valk"], { cwd: folder });
    expect(back.stdout).toMatch(/^ {2}tests +1 {2}1 migrated$/m);
  });
});
