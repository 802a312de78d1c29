import { describe, expect, test } from "vitest";
import { makeFolder } from "../temporary-folder.js";
import { run } from "./run-main.js";

const TYPES = "(def {fun} (\\ {f b} {def (head f) (\\ (tail f) b)}))\n(type {T} {Leaf})\n";
const CONFIG = "valk-codemod.config.json";
const BAR = "(def {a|b} 1)\n";

function project(files: Readonly<Record<string, string>> = {}) {
  return makeFolder({ "src/modules/test.valk": "(fun {f} {1})\n", "a.valk": BAR, ...files });
}

describe("the dialect of a run", () => {
  const settingOf = async (files: Readonly<Record<string, string>>, ...more: readonly string[]) => {
    const { stdout } = await run(["lint", "--print-config", ...more], { cwd: project(files) });
    return JSON.parse(stdout).settings.dialect;
  };

  test("is what the files show", async () => {
    expect(await settingOf({ "src/prelude.valk": TYPES })).toEqual({
      value: "2026-02",
      from: "files",
      reason: "src/prelude.valk uses type",
    });
    expect(await settingOf({})).toMatchObject({ value: "2026-01", from: "files" });
    expect(await settingOf({ "b.valk": "(json/parse s)" })).toMatchObject({
      value: "2026-02",
      reason: "1 file uses json/parse",
    });
  });

  test("or what the configuration says, or the command line", async () => {
    const files = { [CONFIG]: '{ "dialect": "2026-02" }' };
    expect(await settingOf(files)).toEqual({
      value: "2026-02",
      from: "file",
      reason: "the configuration says so",
    });
    expect(await settingOf(files, "--dialect", "2026-01")).toEqual({
      value: "2026-01",
      from: "command line",
      reason: "the command line says so",
    });
  });

  test("has to be one that there is", async () => {
    const cwd = project({ [CONFIG]: '{\n "dialect": "2025" }' });
    const { status, stderr } = await run(["lint"], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain(`${CONFIG}:2:2: dialect: must be "2026-01" or "2026-02"`);
    expect((await run(["lint", "--dialect", "2025"], { cwd: project() })).stderr).toContain(
      "2026-01, 2026-02",
    );
  });

  test("is what status shows, and why", async () => {
    const cwd = project({ "src/prelude.valk": TYPES });
    expect((await run(["status"], { cwd })).stdout).toContain(
      "dialect 2026-02: src/prelude.valk uses type\n",
    );
    const { stdout } = await run(["status", "--format", "json", "--dialect", "2026-01"], { cwd });
    expect(JSON.parse(stdout.replaceAll("\n", "")).dialect).toEqual({
      name: "2026-01",
      reason: "the command line says so",
    });
  });
});

describe("a bar in a symbol", () => {
  test.each([
    ["2026-01", "unreadable-file"],
    ["2026-02", ""],
  ])("to lint in %s", async (dialect, code) => {
    const { stdout } = await run(["lint", "--dialect", dialect], { cwd: project() });
    expect(stdout.includes("unreadable-file")).toBe(code !== "");
  });

  test.each(["migrate", "check", "status", "verify", "framework"])("to %s", async (command) => {
    const suite = '(load "src/modules/test.valk")\n(test/run (list (test "a|b" {a|b})))\n';
    const cwd = project({ "test/t.valk": suite, "src/prelude.valk": TYPES });
    const words = command === "framework" ? [command, "status"] : [command];
    const read = await run(words, { cwd });
    expect(read.stdout + read.stderr).not.toMatch(/read-error|does not read|cannot be read/);
    if (command !== "framework") {
      const old = await run([...words, "--dialect", "2026-01"], { cwd });
      expect(old.stdout + old.stderr).toMatch(/read-error|unknown|does not know/);
    }
  });

  test("to parse", async () => {
    const cwd = project();
    expect((await run(["parse", "a.valk"], { cwd })).stderr).toContain("a.valk:1:8  error");
    expect((await run(["parse", "a.valk", "--dialect", "2026-02"], { cwd })).stderr).toBe("");
    const { stdout } = await run(["parse", "a.valk", "--json"], { cwd });
    expect(JSON.parse(stdout).diagnostics).toEqual([
      {
        code: "read-unexpected-character",
        message: "the grammar does not know such a character here",
        span: { start: 7, end: 8 },
      },
    ]);
  });
});
