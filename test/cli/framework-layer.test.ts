// The builder layer on a project's own runner of lists, as the command line adds it and takes it out.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeFiles } from "../temporary-folder.js";
import { commitAll, LIST_MODULE, MODULE, makeProject } from "./git-project.js";
import { run } from "./run-main.js";

const LISTS =
  '(load "src/modules/test.valk")\n(test/run (list (test "a" {1})) {:suite-name "L"})\n';
const PIPELINE =
  '(load "src/modules/test.valk")\n(-> (test/suite "L")\n    (test/add "a" {1})\n    (test/run))\n';

const framework = (cwd: string, ...args: readonly string[]) =>
  run(["framework", ...args, "--color", "never"], { cwd, guarded: true });
const moduleOf = (cwd: string): string => readFileSync(join(cwd, MODULE), "utf8");

describe("framework", () => {
  test("adds the layer, names it, and takes out exactly its lines", async () => {
    const cwd = makeProject({ [MODULE]: LIST_MODULE, "test/a.valk": LISTS });
    const preview = await framework(cwd, "install", "--layer");
    expect(preview.stdout).toContain("the builder layer would be added to the list runner");
    expect(moduleOf(cwd)).toBe(LIST_MODULE);
    const added = await framework(cwd, "install", "--layer", "--write");
    expect(added).toMatchObject({ status: 0, stderr: "" });
    expect(added.stdout).toContain(`written  ${MODULE}\n`);
    expect(moduleOf(cwd).startsWith(LIST_MODULE)).toBe(true);
    commitAll(cwd);
    expect((await framework(cwd, "status")).stdout).toContain("list runner with builder layer");
    expect((await framework(cwd, "install", "--layer", "--write")).stdout).toContain("already.");
    const old = moduleOf(cwd).replace("(fun {->", "(fun {test/impl/older x} {x})\n(fun {->");
    writeFiles(cwd, { [MODULE]: old });
    commitAll(cwd);
    expect((await framework(cwd, "install", "--layer", "--write")).stdout).toContain(
      "the builder layer is brought up to date in the list runner",
    );
    commitAll(cwd);
    const removed = await framework(cwd, "install", "--remove-layer", "--write");
    expect(removed.stdout).toContain("the builder layer is taken out of the list runner");
    expect(moduleOf(cwd)).toBe(LIST_MODULE);
  });

  test("tells lists from pipelines, and what the module is made for", async () => {
    const cwd = makeProject({
      [MODULE]: LIST_MODULE,
      "test/a.valk": LISTS,
      "test/p.valk": PIPELINE,
    });
    const { stdout } = await framework(cwd, "status");
    expect(stdout).toContain(
      "new API: 2 tests in 2 files (test/a.valk, test/p.valk): 1 as lists, 1 in pipelines\n",
    );
    expect(stdout).toContain(`goal: lists, since ${MODULE} runs lists; 1 test is in pipelines`);
    const json = JSON.parse((await framework(cwd, "status", "--format", "json")).stdout);
    expect(json.users).toMatchObject([
      { path: "test/a.valk", tests: { old: 0, new: 1, lists: 1 } },
      { path: "test/p.valk", tests: { old: 0, new: 1 } },
    ]);
  });

  test("keeps the layer that pipelines need", async () => {
    const cwd = makeProject({ [MODULE]: LIST_MODULE, "test/a.valk": LISTS });
    await framework(cwd, "install", "--layer", "--write");
    writeFiles(cwd, { "test/p.valk": PIPELINE });
    commitAll(cwd);
    const layered = moduleOf(cwd);
    const { status, stderr } = await framework(cwd, "install", "--remove-layer", "--write");
    expect(status).toBe(2);
    expect(stderr).toContain("error: layer-in-use: 1 file uses pipelines: test/p.valk\n");
    writeFiles(cwd, { "test/q.valk": PIPELINE });
    commitAll(cwd);
    expect((await framework(cwd, "install", "--remove-layer", "--write")).stderr).toContain(
      "2 files use pipelines: test/p.valk, test/q.valk\n",
    );
    expect(moduleOf(cwd)).toBe(layered);
  });

  test("writes nothing when it is interrupted, or the module is not committed", async () => {
    const cwd = makeProject({ [MODULE]: LIST_MODULE, "test/a.valk": LISTS });
    const args = ["framework", "install", "--layer", "--write"];
    const stopped = await run(args, { cwd, guarded: true, signal: AbortSignal.abort() });
    expect(stopped).toMatchObject({ status: 130, stderr: "Interrupted; nothing was written.\n" });
    writeFiles(cwd, { [MODULE]: `${LIST_MODULE}; mine\n` });
    const refused = await run(args, { cwd, guarded: true });
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain("error: uncommitted-changes: ");
    expect(moduleOf(cwd)).toBe(`${LIST_MODULE}; mine\n`);
  });
});
