import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeFolder } from "../temporary-folder.js";
import { run } from "./run-main.js";

const racing = "(def {n} 0)\n(aio/interval aio 1 (\\ {} {def {n} (+ n 1)}))\n(println n)\n";
const leaking = "(fun {twice x} {do (def {m} 2) (* x m)})\n(println (twice 1))\n";
const clean = "(def {limit} 10)\n";

const lint = (cwd: string, ...args: readonly string[]) => run(["lint", ...args], { cwd });

describe("lint", () => {
  test("is content with constants", async () => {
    const cwd = makeFolder({ "a.valk": clean });
    const { status, stdout } = await lint(cwd);
    expect(status).toBe(0);
    expect(stdout).toContain("1 file");
  });

  test("finds what changes after loading, and says where", async () => {
    const cwd = makeFolder({ "a.valk": racing, "b.valk": leaking });
    const { status, stdout } = await lint(cwd);
    expect(status).toBe(1);
    expect(stdout).toMatch(/a\.valk:2:\d+ {2}error {2}race/);
    expect(stdout).toMatch(/b\.valk:1:\d+ {2}warning {2}leak/);
  });

  test("fails only from a severity on", async () => {
    const cwd = makeFolder({ "b.valk": leaking });
    expect((await lint(cwd)).status).toBe(1);
    expect((await lint(cwd, "--fail-on", "error")).status).toBe(0);
  });

  test("takes paths and patterns", async () => {
    const cwd = makeFolder({ "a.valk": racing, "sub/b.valk": leaking });
    expect((await lint(cwd, "sub")).stdout).not.toContain("race");
    expect((await lint(cwd, "--exclude", "a.valk")).stdout).not.toContain("race");
    expect((await lint(cwd, "--include", "a.valk")).stdout).not.toContain("leak");
  });

  test.each(["json", "sarif"])("writes %s into a file", async (format) => {
    const cwd = makeFolder({ "a.valk": racing });
    const { status, stdout } = await lint(cwd, "--format", format, "-o", "lint.out");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(() => JSON.parse(readFileSync(join(cwd, "lint.out"), "utf8"))).not.toThrow();
  });

  test("names a file that is not UTF-8, and lints the others", async () => {
    const cwd = makeFolder({ "a.valk": new Uint8Array([0xff, 0x28]), "b.valk": leaking });
    const { status, stdout, stderr } = await lint(cwd);
    expect(status).toBe(2);
    expect(stderr).toContain("a.valk could not be read as UTF-8");
    expect(stdout).toContain("leak");
  });

  test("excuses what a comment excuses with a reason", async () => {
    const comment = "; valk-codemod-disable-next-line leak the caller reads it\n";
    const cwd = makeFolder({ "b.valk": comment + leaking });
    expect((await lint(cwd)).status).toBe(0);
  });
});

describe("lint, configured", () => {
  const configured = (config: unknown): string =>
    makeFolder({
      "a.valk": "(def {n} 0)\n(my/every 5 (\\ {} {def {n} (+ n 1)}))\n(println n)\n",
      "valk-codemod.config.json": typeof config === "string" ? config : JSON.stringify(config),
    });

  test("knows further calls that reach the event loop", async () => {
    const plain = await lint(configured({}));
    const told = await lint(configured({ lint: { entryPoints: { "my/every": [1] } } }));
    expect(plain.stdout).not.toContain(" race ");
    expect(told.stdout).toContain(" race ");
  });

  test("puts up with names that are listed with a reason", async () => {
    const exceptions = [{ name: "n", path: "a.valk", reason: "counts, for now" }];
    expect((await lint(configured({ lint: { exceptions } }))).status).toBe(0);
    const elsewhere = [{ name: "n", path: "b.valk", reason: "counts, for now" }];
    expect((await lint(configured({ lint: { exceptions: elsewhere } }))).status).toBe(1);
    const everywhere = [{ name: "n", reason: "counts, for now" }];
    expect((await lint(configured({ lint: { exceptions: everywhere } }))).status).toBe(0);
  });

  test.each<[unknown, RegExp]>([
    ["{", /is no JSON/],
    [5, /:1:1: the configuration: must be an object/],
    [{ lnt: {} }, /lnt/],
    [{ lint: { entryPoints: { f: ["1"] } } }, /lint\.entryPoints\.f\.0/],
    [{ lint: { exceptions: [{ name: "n" }] } }, /lint\.exceptions\.0\.reason/],
    [{ lint: { exceptions: [{ name: "n", reason: "" }] } }, /must not be empty/],
  ])("%j is an error that says where", async (config, message) => {
    const { status, stderr } = await lint(configured(config));
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe("lint --baseline", () => {
  test("puts up with what was there when it was made", async () => {
    const cwd = makeFolder({ "b.valk": leaking });
    const made = await lint(cwd, "--baseline", "known.json", "--update-baseline");
    expect(made.status).toBe(0);
    expect((await lint(cwd, "--baseline", "known.json")).status).toBe(0);
    expect(JSON.parse(readFileSync(join(cwd, "known.json"), "utf8"))).toMatchObject({ version: 1 });
  });

  test.each<[string, Readonly<Record<string, string>>, readonly string[], RegExp]>([
    ["a missing file", {}, ["--baseline", "no.json"], /cannot read .*no\.json/],
    ["no JSON", { "k.json": "{" }, ["--baseline", "k.json"], /is no baseline/],
    [
      "other JSON",
      { "k.json": '{"version":2,"known":{}}' },
      ["--baseline", "k.json"],
      /is no baseline/,
    ],
    ["a list", { "k.json": "[]" }, ["--baseline", "k.json"], /is no baseline/],
    [
      "wrong counts",
      { "k.json": '{"version":1,"known":{"a":"b"}}' },
      ["--baseline", "k.json"],
      /is no baseline/,
    ],
    ["no name", {}, ["--update-baseline"], /--update-baseline needs a file/],
  ])("refuses %s", async (_, files, args, message) => {
    const cwd = makeFolder({ "a.valk": clean, ...files });
    const { status, stderr } = await lint(cwd, ...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).toContain("hint: ");
  });
});

describe("lint --fix", () => {
  test("shows the repair, and writes nothing", async () => {
    const cwd = makeFolder({ "b.valk": leaking });
    const { status, stdout } = await lint(cwd, "--fix");
    expect(status).toBe(0);
    expect(stdout).toContain("+(fun {twice x} {do (= {m} 2) (* x m)})");
    expect(readFileSync(join(cwd, "b.valk"), "utf8")).toBe(leaking);
  });

  test("writes both repairs, after which nothing is left to find", async () => {
    const cwd = makeFolder({ "a.valk": racing, "b.valk": leaking });
    expect((await lint(cwd, "--fix", "--write")).status).toBe(0);
    expect(readFileSync(join(cwd, "b.valk"), "utf8")).toContain("(= {m} 2)");
    expect(readFileSync(join(cwd, "a.valk"), "utf8")).toContain("(atom/add! n 1)");
    expect((await lint(cwd)).status).toBe(0);
  });

  test("writes nothing where the guard forbids it", async () => {
    const cwd = makeFolder({ "b.valk": leaking });
    const { status } = await run(["lint", "--fix", "--write"], { cwd, guarded: true });
    expect(status).toBe(2);
    expect(readFileSync(join(cwd, "b.valk"), "utf8")).toBe(leaking);
  });

  test("the second repair goes on from the first, but not over anybody's own changes", async () => {
    const both = leaking + racing;
    const cwd = makeFolder({ "a.valk": racing, "b.valk": both });
    const git = (...args: readonly string[]) =>
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
        cwd,
      });
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "start");
    const edited = `; mine\n${racing}`;
    writeFileSync(join(cwd, "a.valk"), edited);
    const fix = () => run(["lint", "--fix", "--write"], { cwd, guarded: true });
    expect((await fix()).status).toBe(2);
    expect(readFileSync(join(cwd, "a.valk"), "utf8")).toBe(edited);
    git("checkout", "-q", ".");
    expect((await fix()).status).toBe(0);
    expect(readFileSync(join(cwd, "b.valk"), "utf8")).toContain("(= {m} 2)");
    expect(readFileSync(join(cwd, "b.valk"), "utf8")).toContain("(atom/add! n 1)");
  });
});
