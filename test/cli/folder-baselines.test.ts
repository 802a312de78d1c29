// A baseline in each folder: which files it is in, how it is held against them, and how it is written.

import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeFolder, writeFiles } from "../temporary-folder.js";
import { MODULE, OLD_MODULE, oldFile } from "./git-project.js";
import { run } from "./run-main.js";

const NAME = "valk-codemod.baseline.json";
const PER_FOLDER = { "valk-codemod.config.json": '{"baselinePer": "folder"}\n' };
const files = {
  [MODULE]: OLD_MODULE,
  "top.valk": oldFile("top"),
  "test/a.valk": oldFile("one", "two"),
  "test/deep/b.valk": oldFile("three"),
};

const check = (cwd: string, ...args: readonly string[]) => run(["check", ...args], { cwd });

async function ratcheted(): Promise<string> {
  const cwd = makeFolder({ ...files, ...PER_FOLDER });
  const { status, stdout } = await check(cwd, "--update-baseline");
  expect(status).toBe(0);
  expect(stdout).toContain(`${NAME}: 4 added, 0 removed.`);
  return cwd;
}

/** The names and places in the baseline of a folder. */
function entriesIn(cwd: string, folder: string): readonly string[] {
  const { entries } = JSON.parse(readFileSync(join(cwd, folder, NAME), "utf8"));
  return entries.flatMap(([path, , place]: readonly string[]) =>
    path ? [`${path} ${place}`] : [],
  );
}

describe("check with a baseline in each folder", () => {
  test("writes one where there are entries, with names alone", async () => {
    const cwd = await ratcheted();
    expect(entriesIn(cwd, ".")).toEqual(["top.valk top"]);
    expect(entriesIn(cwd, "test")).toEqual(["a.valk one", "a.valk two"]);
    expect(entriesIn(cwd, "test/deep")).toEqual(["b.valk three"]);
    expect(existsSync(join(cwd, "src", NAME))).toBe(false);
    expect(await check(cwd)).toMatchObject({ status: 0 });
    expect(await check(cwd, "test/deep")).toMatchObject({ status: 0 });
  });

  test("says in which one an entry is gone, and prunes only that", async () => {
    const cwd = await ratcheted();
    const before = readFileSync(join(cwd, "test/deep", NAME), "utf8");
    writeFiles(cwd, { "test/a.valk": oldFile("two") });
    const { status, stdout } = await check(cwd);
    expect(status).toBe(1);
    expect(stdout).toContain(`test/${NAME}:4  gone  old-test  test/a.valk no longer has "one"`);
    const { stdout: github } = await check(cwd, "--format", "github");
    expect(github).toContain(`file=test/${NAME},line=4`);
    expect(await check(cwd, "--prune-baseline")).toMatchObject({ status: 0 });
    expect(entriesIn(cwd, "test")).toEqual(["a.valk two"]);
    expect(readFileSync(join(cwd, "test/deep", NAME), "utf8")).toBe(before);
  });

  test("a folder that is moved with its baseline keeps it; a file that leaves takes its entries along", async () => {
    const cwd = await ratcheted();
    renameSync(join(cwd, "test/deep"), join(cwd, "deep"));
    const moved = await check(cwd);
    expect(moved.status).toBe(0);
    expect(moved.stdout).not.toContain("its entries follow");
    renameSync(join(cwd, "top.valk"), join(cwd, "src/low.valk"));
    expect((await check(cwd)).stdout).toContain(
      "top.valk is src/low.valk now; its entries follow.",
    );
    expect(await check(cwd, "--prune-baseline")).toMatchObject({ status: 0 });
    expect(entriesIn(cwd, "src")).toEqual(["low.valk top"]);
    expect(entriesIn(cwd, ".")).toEqual([]);
  });

  test("fails on what is new, and has a way to begin", async () => {
    const cwd = await ratcheted();
    writeFiles(cwd, { "unit/c.valk": oldFile("four") });
    const { status, stdout } = await check(cwd);
    expect(status).toBe(1);
    expect(stdout).toContain("Check failed: 1 new, 0 gone.");
    await check(cwd, "--update-baseline");
    expect(entriesIn(cwd, "unit")).toEqual(["c.valk four"]);
    for (const folder of [".", "test", "test/deep", "unit"]) {
      rmSync(join(cwd, folder, NAME));
    }
    expect((await check(cwd)).stdout).toContain("makes a baseline, to start from here");
  });

  test("the option says it, too, and the name is that of the baseline", async () => {
    const cwd = makeFolder(files);
    const args = ["--baseline-per", "folder", "--baseline", "known.json"];
    expect(await check(cwd, ...args, "--update-baseline")).toMatchObject({ status: 0 });
    expect(existsSync(join(cwd, "test/deep/known.json"))).toBe(true);
    expect(await check(cwd, ...args)).toMatchObject({ status: 0 });
    expect(await check(cwd, "--baseline-per", "owner")).toMatchObject({ status: 2 });
  });

  test("one that is broken is named", async () => {
    const cwd = await ratcheted();
    writeFiles(cwd, { [`test/${NAME}`]: "{" });
    const { status, stderr } = await check(cwd);
    expect(status).toBe(2);
    expect(stderr).toContain(`error: test/${NAME}:1:2: the baseline is no JSON`);
  });
});
