import { execFileSync } from "node:child_process";
import { linkSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
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

  const latin = new Uint8Array([0x28, 0xff, 0x29]);
  test("names a file that is not UTF-8, and lints the others", async () => {
    const { status, stdout, stderr } = await lint(
      makeFolder({ "a.valk": latin, "b.valk": leaking }),
    );
    expect(status).toBe(2);
    expect(stderr).toBe(`error: a.valk: not-utf8: byte 1 (0xff) is not UTF-8
hint: save it as UTF-8, or leave it out with --exclude
`);
    expect(stdout).toContain("leak");
  });

  test("passes over what is no file, and does not fail for it", async () => {
    const cwd = makeFolder({ "a.valk": "(def {x} 1)\n" });
    symlinkSync("nowhere.valk", join(cwd, "broken.valk"));
    const { status, stdout, stderr } = await lint(cwd, "--format", "json");
    expect(stderr).toBe("note: broken.valk: broken-link: the file is a symbolic link to nothing\n");
    expect(status).toBe(0);
    const { hint, ...skipped } = JSON.parse(stdout).skipped[0];
    expect(skipped).toEqual({
      path: "broken.valk",
      code: "broken-link",
      message: "the file is a symbolic link to nothing",
    });
  });

  test("fails for a link that leaves the root, whose target nobody looked at", async () => {
    const cwd = makeFolder({ "a.valk": "(def {x} 1)\n" });
    symlinkSync(join(makeFolder({ "b.valk": leaking }), "b.valk"), join(cwd, "out.valk"));
    const { status, stdout, stderr } = await lint(cwd);
    expect(status).toBe(2);
    expect(stderr).toContain("error: out.valk: link-outside-root: ");
    expect(stdout).toBe("no findings in 1 file\n");
  });

  test.each(["json", "sarif", "markdown", "github", "gitlab", "rdjson"])(
    "%s names what could not be read",
    async (format) => {
      const { stdout } = await lint(makeFolder({ "a.valk": latin }), "--format", format);
      expect(stdout).toContain("not-utf8");
      expect(stdout).toMatch(/byte 1/);
    },
  );

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
    [
      "no JSON",
      { "k.json": "{" },
      ["--baseline", "k.json"],
      /k\.json:1:2: the baseline is no JSON/,
    ],
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
    ["a repair that was not asked for", {}, ["--write"], /--write needs --fix/],
    ["a repair as a whole", {}, ["--atomic"], /--atomic is about what --fix repairs/],
    ["a repair that fails", {}, ["--exit-nonzero-on-change"], /is about what --fix repairs/],
    ["a repair of dirty files", {}, ["--allow-dirty"], /is about what --fix repairs/],
    ["a repair outside git", {}, ["--allow-no-vcs"], /is about what --fix repairs/],
    ["a form for a repair", {}, ["--fix", "--format", "json"], /--fix shows its changes as text/],
    ["a place for a repair", {}, ["--fix", "--output", "x"], /--fix shows its changes as text/],
    ["a baseline for a repair", {}, ["--fix", "--baseline", "x"], /looks at no baseline/],
    ["rules for a repair", {}, ["--fix", "--transform", "x.json"], /no file of rules/],
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

describe("lint, as the rest of the house", () => {
  const twice = "(def {x} 1)\n(def {x} 2)";

  test.each<[string, string, number, RegExp]>([
    ["behind code", `${twice} ; valk-codemod-disable-line redefinition shown\n`, 0, /no findings/],
    [
      "behind code, as of old",
      `${twice} ; valk-codemod-disable-next-line redefinition shown\n`,
      0,
      /no/,
    ],
    [
      "with a misspelled word",
      `${twice} ; valk-codemod-disable-lin redefinition x\n`,
      1,
      /there is no comment/,
    ],
    [
      "with a misspelled code",
      `${twice} ; valk-codemod-disable-line redefinitin x\n`,
      1,
      /did you mean redef/,
    ],
    [
      "with a code of the migration",
      "; valk-codemod-disable-file no-run x\n(def {x} 1)\n",
      0,
      /no findings/,
    ],
    [
      "with a code of the check",
      "; valk-codemod-disable-file old-test x\n(def {x} 1)\n",
      0,
      /no findings/,
    ],
    [
      "with a code that no comment accepts",
      "; valk-codemod-disable-file write-failed x\n",
      1,
      /error of a run/,
    ],
    [
      "in a file that does not read",
      '; valk-codemod-disable-file leak needed\n(def {x} "open)\n',
      0,
      /unreadable-file 1$/m,
    ],
  ])("reads a comment %s", async (_, source, status, message) => {
    const result = await lint(makeFolder({ "a.valk": source }));
    expect(result.stdout).toMatch(message);
    expect(result.status).toBe(status);
  });

  test("heeds the severities of the configuration, in either words", async () => {
    const configured = (severity: string, folder = "") =>
      makeFolder({
        "sub/a.valk": racing,
        [`${folder}valk-codemod.config.json`]: JSON.stringify({ severities: { race: severity } }),
      });
    expect((await lint(configured("off"))).stdout).toContain("no findings in 1 file");
    expect((await lint(configured("info"))).status).toBe(0);
    expect((await lint(configured("warning"), "--fail-on", "error")).status).toBe(0);
    expect((await lint(configured("error"), "--fail-on", "error")).status).toBe(1);
    expect((await lint(configured("off", "sub/"))).stdout).toContain("no findings in 1 file");
  });

  test("prints its settings, and lints nothing", async () => {
    const { status, stdout } = await lint(makeFolder({ "a.valk": racing }), "--print-config");
    expect(status).toBe(0);
    expect(JSON.parse(stdout).settings.severities.from).toBe("default");
  });

  test("explains a code in the words of whoever reports it", async () => {
    const headOf = async (code: string) => (await run(["explain", code])).stdout.split("\n")[0];
    expect(await headOf("race")).toBe("race (error)");
    expect(await headOf("several-runs")).toBe("several-runs (refuse)");
    expect(await headOf("write-failed")).toBe("write-failed (error)");
  });

  test("a comment accepts what a repair would leave", async () => {
    const kept = "(fun {remember n} {do\n  (def {last} n)\n  n})\n(println last)\n";
    const comment = "  ; valk-codemod-disable-next-line kept-def it is told of elsewhere\n";
    const plain = await lint(makeFolder({ "a.valk": kept }), "--fix");
    expect(plain.stdout).toContain("kept-def");
    const excused = kept.replace("  (def", `${comment}  (def`);
    const { stdout } = await lint(makeFolder({ "a.valk": excused }), "--fix");
    expect(stdout).not.toContain("stays global");
  });
});

describe("one baseline for all", () => {
  // As lint wrote it before.
  const counted = `{
  "version": 1,
  "known": {
    "b.valk leak m": 1
  }
}
`;
  const upgraded = `{
  "version": 1,
  "entries": [
    ["b.valk", "leak", "m"],

    []
  ]
}
`;

  test("what lint wrote is read as it is, and upgraded when it is written", async () => {
    const cwd = makeFolder({ "b.valk": leaking, "k.json": counted });
    const text = () => readFileSync(join(cwd, "k.json"), "utf8");
    expect((await lint(cwd, "--baseline", "k.json")).status).toBe(0);
    expect(text()).toBe(counted);
    expect((await lint(cwd, "--baseline", "k.json", "--update-baseline")).status).toBe(0);
    expect(text()).toBe(upgraded);
    expect((await lint(cwd, "--baseline", "k.json")).status).toBe(0);
    writeFileSync(join(cwd, "k.json"), counted);
    await run(["check", "--baseline", "k.json", "--prune-baseline"], { cwd });
    expect(text()).toBe(upgraded);
  });

  test("check and lint share a file, and neither forgets what the other put there", async () => {
    const old = '(test/suite "S")\n(test/define "one" {== 1 1})\n(test/run)\n';
    const cwd = makeFolder({ "a.valk": old, "b.valk": leaking, "c.valk": leaking });
    const shared = ["--baseline", "k.json", "--update-baseline"];
    const codes = () =>
      JSON.parse(readFileSync(join(cwd, "k.json"), "utf8")).entries.map(
        ([path, code]: readonly string[]) => path && `${path} ${code}`,
      );
    const all = ["a.valk old-test", "b.valk leak", "c.valk leak", undefined];
    await run(["check", ...shared], { cwd });
    await lint(cwd, ...shared);
    expect(codes()).toEqual(expect.arrayContaining(all));
    expect((await run(["check", "--baseline", "k.json"], { cwd })).status).toBe(0);
    expect((await lint(cwd, "--baseline", "k.json")).status).toBe(0);
    const both = codes();
    await run(["check", ...shared], { cwd });
    await lint(cwd, "b.valk", ...shared);
    expect(codes()).toEqual(both);
    writeFileSync(join(cwd, "b.valk"), clean);
    rmSync(join(cwd, "c.valk"));
    await lint(cwd, ...shared);
    expect(codes()).toEqual(both.filter((each?: string) => !each?.endsWith("leak")));
  });
});

test("a file alone has the findings that it has among all files", async () => {
  const cwd = makeFolder({
    "a.valk": "(fun {count x} {do (def {total} x) total})\n",
    "b.valk": '(load "a.valk")\n(count 1)\n(print total)\n',
    ".git/HEAD": "",
  });
  const all = await run(["lint", "--format", "json"], { cwd });
  const alone = await run(["lint", "a.valk", "--format", "json"], { cwd });
  const codesOf = (text: string): readonly string[] =>
    JSON.parse(text)
      .findings.filter(({ path }: { path: string }) => path === "a.valk")
      .map(({ code, message }: { code: string; message: string }) => `${code} ${message}`);
  expect(codesOf(alone.stdout)).toEqual(codesOf(all.stdout));
  expect(codesOf(alone.stdout)).not.toEqual([]);
  expect(alone.stdout).toContain('"files": 1');
});

describe("the summary of repairs", () => {
  test("names files that were blocked, and files that could not be written", async () => {
    const cwd = makeFolder({
      "a.valk": leaking,
      "b.valk": leaking,
      "c.valk": new Uint8Array([0xff]),
    });
    linkSync(join(cwd, "b.valk"), join(cwd, "other"));
    const { status, stdout } = await run(["lint", "--fix", "--write", "--color", "never"], { cwd });
    expect(status).toBe(2);
    expect(stdout).toMatch(/\n {2}localize-def {2}1 edit in 1 file, 1 blocked, 1 failed\n/);
    expect(stdout.endsWith("\nWritten.\n")).toBe(true);
  });

  test("is none of a run that was interrupted", async () => {
    const cwd = makeFolder({ "a.valk": leaking });
    const { status, stdout } = await run(["lint", "--fix"], { cwd, signal: AbortSignal.abort() });
    expect({ status, stdout }).toEqual({ status: 130, stdout: "" });
  });
});
