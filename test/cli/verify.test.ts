import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { withLayer } from "../../src/framework/layers.js";
import { behaviourDiffers } from "../../src/outcome/run-findings.js";
import { exampleRoot, LOADS, MODULE, modules } from "../behaviour/projects.js";
import { LIST_RUNNER as LISTS_MODULE } from "../list-runner.js";
import { makeFolder, writeFiles } from "../temporary-folder.js";
import { run } from "./run-main.js";

const GOOD = `${LOADS}(test/suite "Good")\n(test/define "a" {== 1 1})\n(test/run {})\n`;
const UNSURE = GOOD.replace("{== 1 1}", "{> (mem/heap/usage) 5}");

/** A module that runs lists, made of the one that runs pipelines. */
const LIST_RUNNER = `${modules.final}
(fun {test name body} {test/add name body})
(fun {test/run tests & options} {
  test/impl/run-suite
    (test/add-all tests (test/suite (test/impl/get (head options) :suite-name)))
})
`;

function project(files: Readonly<Record<string, string>>): string {
  const folder = makeFolder({ ".git/HEAD": "" });
  mkdirSync(join(folder, "src/modules"), { recursive: true });
  cpSync(join(exampleRoot, "src/prelude.valk"), join(folder, "src/prelude.valk"));
  writeFiles(folder, { [MODULE]: modules.old, ...files });
  return folder;
}

describe("verify", () => {
  test("the example project does the same, and is left as it is", async () => {
    const folder = makeFolder();
    cpSync(exampleRoot, folder, { recursive: true });
    const { status, stdout } = await run(["verify"], { cwd: folder });
    expect(status).toBe(0);
    expect(stdout).toContain(", 0 different, ");
    expect(stdout).toContain("compat module");
    expect(readFileSync(join(folder, MODULE), "utf8")).toBe(modules.old);
  });

  test("a difference is shown, and is status 1", async () => {
    const cwd = project({
      "test/good.valk": GOOD,
      "test/bad.valk": behaviourDiffers.example as string,
    });
    const { status, stdout } = await run(["verify"], { cwd });
    expect(status).toBe(1);
    expect(stdout).toContain("test/bad.valk: different\n  verdict of ");
    expect(stdout).toContain("  before  pass\n  after   fail\n");
    expect((await run(["verify", "test/good.valk", "-q"], { cwd })).status).toBe(0);
  });

  test("unknown fails only when strict", async () => {
    const cwd = project({ "test/unsure.valk": UNSURE });
    const { status, stdout } = await run(["verify"], { cwd });
    expect(status).toBe(0);
    expect(stdout).toContain("test/unsure.valk: unknown\n  because of: mem/heap/usage\n");
    expect((await run(["verify", "--strict"], { cwd })).status).toBe(1);
  });

  test("lists are evaluated on the module that runs them, and on no other", async () => {
    const cwd = project({ "test/good.valk": GOOD, "lists.txt": LIST_RUNNER });
    const kept = await run(["verify", "--target", "list"], { cwd });
    expect(kept.status).toBe(0);
    expect(kept.stdout).toContain(`${MODULE}, kept`);
    const plan = await run(["migrate", "--target", "list"], { cwd });
    expect(plan.stdout).toContain("new-on-old");
    const given = ["verify", "--target", "list", "--framework", "lists.txt", "--strict"];
    const { status, stdout } = await run(given, { cwd });
    expect(status).toBe(0);
    expect(stdout).toContain("files      1 equal, 0 different, 0 unknown\n");
    expect(stdout).toContain(`${MODULE}, given module`);
    const broken = LIST_RUNNER.replace("test/add-all tests", "test/add-all {}");
    writeFiles(cwd, { "lists.txt": broken });
    expect((await run(given, { cwd })).status).toBe(1);
  });

  test("a project without a module, or with several that the file does not load", async () => {
    const none = project({ "test/good.valk": GOOD });
    rmSync(join(none, MODULE));
    const missing = await run(["verify"], { cwd: none });
    expect(missing.stdout).toContain("no framework module was found");
    writeFiles(none, { "a/test.valk": modules.old, "b/test.valk": modules.old });
    const several = await run(["verify"], { cwd: none });
    expect(several.stdout).toContain("a/test.valk, kept; b/test.valk, kept");
    expect(several.stdout).toContain("unknown    because of none of its tests was reported (1)");
  });

  test("a file that cannot be read is status 2", async () => {
    const cwd = project({ "test/good.valk": GOOD });
    mkdirSync(join(cwd, "test/locked"));
    const isRoot = process.getuid?.() === 0;
    chmodSync(join(cwd, "test/locked"), 0o000);
    const { status } = await run(["verify"], { cwd });
    chmodSync(join(cwd, "test/locked"), 0o755);
    expect(status).toBe(isRoot ? 0 : 2);
  });

  test("a report goes to a file, and the text beside it", async () => {
    const cwd = project({ "test/good.valk": GOOD });
    const { status, stdout } = await run(
      ["verify", "--format", "junit", "-o", "v.xml", "--include", "good*", "--exclude", "x"],
      { cwd },
    );
    expect(status).toBe(0);
    expect(stdout).toContain("Everything does the same.");
    expect(readFileSync(join(cwd, "v.xml"), "utf8")).toMatch(/^<\?xml .*<\/testsuites>\n$/s);
    const json = await run(["verify", "--format", "json"], { cwd });
    expect(JSON.parse(json.stdout)).toMatchObject({ version: 1, totals: { equal: 1 } });
  });

  test("after the migration there is nothing to compare with, which it says", async () => {
    const cwd = project({ "test/good.valk": GOOD });
    const before = await run(["verify"], { cwd });
    expect(before.stdout).toContain("Everything does the same.");
    await run(["migrate", "--write", "--allow-dirty", "--allow-no-vcs"], { cwd });
    const { status, stdout } = await run(["verify"], { cwd });
    expect(status).toBe(0);
    expect(stdout).toContain("1 equal, 0 different, 0 unknown");
    expect(stdout).toContain("Nothing is left to migrate here: each file was compared with itself");
    expect(stdout).not.toContain("Everything does the same.");
  });

  test.each([
    [["--timeout", "5"], "--timeout and --jobs make sense with --valk only"],
    [["--jobs", "0"], "it takes a number, 1 or more"],
    [["-"], "this command does not read standard input"],
    [["--valk", "no-such-valk"], "cannot run "],
    [["-o", "test/good.valk"], "test/good.valk is a file of this run"],
    [["no-such-path"], "no-such-path does not exist"],
  ])("wrong usage: %s", async (args, message) => {
    const cwd = project({ "test/good.valk": GOOD });
    const { status, stderr } = await run(["verify", ...args], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(readFileSync(join(cwd, "test/good.valk"), "utf8")).toBe(GOOD);
  });

  test("an interrupt while planning", async () => {
    const cwd = project({ "test/good.valk": GOOD });
    const early = await run(["verify"], { cwd, signal: AbortSignal.abort() });
    expect(early).toMatchObject({ status: 130, stderr: expect.stringContaining("Interrupted") });
  });

  test("an interrupt while the interpreter runs", async () => {
    const cwd = project({ "test/good.valk": GOOD });
    writeFiles(cwd, { valk: "#!/bin/sh\nsleep 30\n" });
    chmodSync(join(cwd, "valk"), 0o755);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 300);
    const { status, stdout } = await run(["verify", "--valk", "valk"], {
      cwd,
      env: { PATH: process.env.PATH ?? "" },
      signal: controller.signal,
    });
    expect([status, stdout]).toEqual([130, ""]);
  });

  test("an interrupt between files", async () => {
    const cwd = project({
      "test/good.valk": GOOD,
      "test/bad.valk": behaviourDiffers.example as string,
    });
    const controller = new AbortController();
    const onOutput = () => controller.abort();
    const { signal } = controller;
    const { status, stderr } = await run(["verify"], { cwd, signal, onOutput });
    expect(status).toBe(130);
    expect(stderr).toBe("Interrupted after 1 file; nothing was written.\n");
  });

  test("runs an interpreter in copies", async () => {
    const cwd = project({ "test/good.valk": GOOD });
    writeFiles(cwd, { valk: '#!/bin/sh\ngrep -c define "$1"\necho > written\n' });
    chmodSync(join(cwd, "valk"), 0o755);
    const args = ["verify", "--valk", "./valk", "--timeout", "20", "--jobs", "2"];
    const { status, stdout } = await run(args, { cwd, env: { PATH: process.env.PATH ?? "" } });
    expect(status).toBe(1);
    expect(stdout).toContain('line 1\n  before  "1"\n  after   "0"\n');
    expect(stdout).toContain("the real interpreter");
    expect(() => readFileSync(join(cwd, "written"))).toThrow();
  });
});

describe("verify --transform", () => {
  const LISTS = `${LOADS}(test/run (list
  (test "a" {== 1 1})
  (test "b" {== 1 2}))
  {:suite-name "Lists"})
`;
  const PIPELINE = `${LOADS}(-> (test/suite "Lists")
    (test/add "a" {== 1 1})
    (test/add "b" {== 1 2})
    (test/run))
`;
  const LAYER = readFileSync(
    new URL("../../src/framework/builder-layer.valk", import.meta.url),
    "utf8",
  );
  const LAYERED = withLayer(LISTS_MODULE, LAYER);

  test.each<readonly [string, readonly string[], string, string, string]>([
    ["lists", ["--transform", "list-to-suite"], LISTS_MODULE, LISTS, "with builder layer"],
    ["lists", ["--to", "builder"], LISTS_MODULE, LISTS, "with builder layer"],
    ["pipelines", ["--transform", "suite-to-list"], LAYERED, PIPELINE, "without builder layer"],
    ["pipelines", ["--to", "list"], LAYERED, PIPELINE, "without builder layer"],
  ])("%s are the same with %s", async (_name, args, module, source, framework) => {
    const cwd = project({ [MODULE]: module, "test/lists.valk": source });
    const { status, stdout } = await run(["verify", "--strict", ...args], { cwd });
    expect(stdout).toContain(`${MODULE}, list runner ${framework}`);
    expect(stdout).toContain("files      1 equal, 0 different, 0 unknown\n");
    expect(status).toBe(0);
    expect(readFileSync(join(cwd, MODULE), "utf8")).toBe(module);
  });

  test("a layer that runs them otherwise is a difference", async () => {
    const twisted = LAYERED.replace("{test/layer/turn (tail items)", "{test/layer/turn {}");
    expect(twisted).not.toBe(LAYERED);
    const cwd = project({ [MODULE]: twisted, "test/lists.valk": PIPELINE });
    const { status, stdout } = await run(["verify", "--transform", "suite-to-list"], { cwd });
    expect(status).toBe(1);
    expect(stdout).toContain("test/lists.valk: different\n");
  });

  test("the interpreter runs both sides, with the module of each", async () => {
    const cwd = project({ [MODULE]: LISTS_MODULE, "test/lists.valk": LISTS });
    writeFiles(cwd, { valk: `#!/bin/sh\ngrep -c test/layer/ ${MODULE}; exit 0\n` });
    chmodSync(join(cwd, "valk"), 0o755);
    const { status, stdout } = await run(
      ["verify", "--transform", "list-to-suite", "--valk", "./valk"],
      { cwd, env: { PATH: process.env.PATH ?? "" } },
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(/line 1\n {2}before {2}"0"\n {2}after {3}"\d\d+"\n/);
  });

  test("a transform of other code leaves the framework as it is", async () => {
    const source = GOOD.replace("{== 1 1}", "{do (def {x} 1) (== x 1)}");
    const cwd = project({ "test/good.valk": source });
    const args = ["verify", "--transform", "localize-def", "--format", "json"];
    const { status, stdout } = await run(args, { cwd });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      transform: "localize-def",
      framework: "as it is",
      totals: { equal: 1, different: 0 },
    });
  });

  test.each([
    [["--transform", "no-such"], "there is no transform no-such"],
    [["--to", "list", "--target", "list"], "--to says what files become"],
    [["--to", "list", "--transform", "list-to-suite"], "--to says what files become"],
  ])("wrong usage: %s", async (args, message) => {
    const cwd = project({ "test/good.valk": GOOD });
    const { status, stderr } = await run(["verify", ...args], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe("migrate --verify", () => {
  test("refuses what differs, and chooses the framework accordingly", async () => {
    const cwd = project({
      "test/good.valk": GOOD,
      "test/bad.valk": behaviourDiffers.example as string,
    });
    const plain = await run(["migrate", "--format", "json"], { cwd });
    expect(JSON.parse(plain.stdout)).toMatchObject({ framework: { variant: "final" } });
    const { status, stdout } = await run(["migrate", "--verify", "--format", "json"], { cwd });
    expect(status).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      totals: { changed: 2, blocked: 1, failed: 0 },
      framework: { variant: "compat", oldUsers: ["test/bad.valk"] },
      behaviour: { equal: 1, different: 1, unknown: 0, reasons: [] },
    });
    const bad = report.files.find(({ path }: { path: string }) => path === "test/bad.valk");
    expect(bad).toMatchObject({
      status: "blocked",
      findings: [
        {
          code: "behaviour-differs",
          severity: "refuse",
          message: expect.stringContaining("before pass, after fail"),
        },
      ],
    });
  });

  test("says what is unknown, and migrates it", async () => {
    const cwd = project({ "test/unsure.valk": UNSURE });
    const { status, stdout } = await run(["migrate", "--verify", "--check"], { cwd });
    expect(status).toBe(1);
    expect(stdout).toContain("0 the same, 1 unknown, because of mem/heap/usage (1)\n");
    expect(stdout).toContain("2 changed");
  });

  test("stops on an interrupt", async () => {
    const cwd = project({ "test/good.valk": GOOD });
    const result = await run(["migrate", "--verify"], { cwd, signal: AbortSignal.abort() });
    expect(result).toMatchObject({
      status: 130,
      stderr: "Interrupted before anything was written.\n",
    });
  });

  test("makes no sense with standard input", async () => {
    const { status, stderr } = await run(["migrate", "--verify", "-"], { input: GOOD });
    expect(status).toBe(2);
    expect(stderr).toContain("--verify makes no sense with -");
  });
});

const repository = process.env.VALK_REPO;
const binary = process.env.VALK_BIN;
const isThere = repository !== undefined && binary !== undefined;

test.runIf(!isThere)("VALK_REPO and VALK_BIN are not set: nothing real is run", ({ skip }) => {
  skip("set VALK_REPO and VALK_BIN to run a reference interpreter");
});

describe.runIf(isThere)("the repository of the interpreter", () => {
  test("nothing differs in the evaluator", async () => {
    const { status, stdout } = await run(["verify", "-q"], { cwd: repository ?? "" });
    expect([status, stdout]).toEqual([0, expect.stringMatching(/ 0 different/)]);
  });

  test("nothing differs in the interpreter, in files without network", async () => {
    const { status } = await run(
      ["verify", "test/test_prelude.valk", "test/test_do_suite.valk", "--valk", binary ?? ""],
      { cwd: repository ?? "", env: { PATH: process.env.PATH ?? "" } },
    );
    expect(status).toBe(0);
  });
});
