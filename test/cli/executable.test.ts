// The program as a process of its own: what only the operating system can show.

import { execFileSync, spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeFolder } from "../temporary-folder.js";
import { useBuiltProgram } from "./built-program.js";

const builtProgram = useBuiltProgram();

/** 600 files, each with so many tests. */
function makeLargeFolder(testsEach = 10): string {
  const text = `(test/suite "s")\n${'(test/define "n" {== 1 1})\n'.repeat(testsEach)}(test/run)\n`;
  return makeFolder(
    Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`f${index}.valk`, text])),
  );
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs to the end; `onStart` gets the process when it has written something. */
function start(
  args: readonly string[],
  cwd: string,
  onStart: (child: ReturnType<typeof spawn>) => void = () => {},
): Promise<Ended> {
  const child = spawn(process.execPath, [builtProgram(), ...args], { cwd });
  const written = { stdout: "", stderr: "" };
  child.stdout.once("data", () => onStart(child));
  child.stdout.on("data", (data) => {
    written.stdout += data;
  });
  child.stderr.on("data", (data) => {
    written.stderr += data;
  });
  return new Promise((resolve) => {
    child.on("close", (status) => resolve({ status, ...written }));
  });
}

test.runIf(process.getuid !== undefined)(
  "compiled code of a run over many files is taken by the next",
  { timeout: 30_000 },
  () => {
    const cwd = makeFolder(
      Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`f${index}.valk`, "(a)"])),
    );
    const home = makeFolder();
    const run = (): void => {
      execFileSync(process.execPath, [builtProgram(), "check", "--no-cache"], {
        cwd,
        env: { PATH: process.env.PATH, XDG_CACHE_HOME: home },
      });
    };
    const codes = (): readonly string[] => {
      const [folder = ""] = readdirSync(join(home, "valk-codemod/code"));
      const path = join(home, "valk-codemod/code", folder);
      return readdirSync(path).map((name) => `${name} ${statSync(join(path, name)).ino}`);
    };
    run();
    const first = codes();
    expect(first).not.toEqual([]);
    run();
    expect(codes()).toEqual(first);
  },
);

describe("a module of one's own, as Node loads it", { timeout: 30_000 }, () => {
  const definition = `defineTransform({
  name: "own",
  documentation: { summary: "s", before: "(f)\\n", after: "(g)\\n" },
  needs: "file",
  ...rewriting("(f)", "(g)"),
})`;
  const tried = (files: Readonly<Record<string, string>>): Promise<Ended> =>
    start(["try", Object.keys(files)[0] as string], makeFolder(files));

  test("finds the package without a project that has it", async () => {
    const text = `import { defineTransform, rewriting } from "valk-codemod";\nexport default ${definition};`;
    expect(await tried({ "own.mjs": text })).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("passed  its example"),
    });
  });

  test.each([
    ["that does not parse", "\n\nconst x = ;\n", "own.mjs:3)"],
    ["that throws", "\nthrow new Error('no');\n", "no (at own.mjs:2:7)"],
  ])("%s: the place is said", async (_what, text, place) => {
    const { status, stderr } = await tried({ "own.mjs": text });
    expect([status, stderr]).toEqual([2, expect.stringContaining(place)]);
  });

  test("that Node takes for CommonJS: the way out is said", async () => {
    const { stderr } = await tried({
      "own.js": `import { defineTransform, rewriting } from "valk-codemod";\nexport default ${definition};`,
      "package.json": '{ "type": "commonjs" }',
    });
    expect(stderr).toContain('call it .mjs or .mts, or set "type": "module"');
  });

  test("that a compiler has made CommonJS of", async () => {
    const text = `exports.__esModule = true;
const judge = () => ({ status: "unchanged", findings: [] });
const documentation = { summary: "s", before: "(f)\\n", after: "(f)\\n" };
exports.default = { name: "own", documentation, judge, judgeAgain: judge, prove: judge, findings: [] };`;
    const { stdout } = await tried({ "own.cjs": text });
    expect(stdout).toContain("1 case, ");
  });
});

describe("the executable", { timeout: 30_000 }, () => {
  test.runIf(process.getuid !== undefined)("says the same from what it kept", async () => {
    const cwd = makeLargeFolder(1);
    const caches = makeFolder();
    const check = () => {
      const env = { ...process.env, XDG_CACHE_HOME: caches };
      const args = [builtProgram(), "migrate", "--check"];
      return spawnSync(process.execPath, args, { cwd, env, encoding: "utf8" });
    };
    const first = check();
    const kept = readdirSync(join(caches, "valk-codemod"), { recursive: true, encoding: "utf8" });
    expect(kept.filter((path) => /^code.*all-transforms-/.test(path))).toHaveLength(1);
    expect(kept.filter((path) => /^verdicts./.test(path))).toHaveLength(1);
    const { status, stdout, stderr } = check();
    expect([status, stdout, stderr]).toEqual([1, first.stdout, ""]);
    expect(stdout).toContain("600 changed");
  });

  test("passes on arguments, output and status", async () => {
    const cwd = makeFolder({
      "a.valk": '(test/suite "s")\n(test/define "n" {true})\n(test/run)\n',
    });
    const { status, stdout, stderr } = await start(["--check"], cwd);
    expect(stdout).toContain("1 file would change.\n");
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(await start(["--no-such-option"], cwd)).toMatchObject({ status: 2, stdout: "" });
  });

  test.each(["--version", "--help"])("loads hardly anything for %s", (word) => {
    const script = `
      process.argv.splice(1, 0, ${JSON.stringify(builtProgram())});
      require(process.argv[1]);
      process.on("exit", () => {
        const { statSync } = require("node:fs");
        const sizes = Object.keys(require.cache).map((file) => statSync(file).size);
        console.error(sizes.reduce((sum, size) => sum + size, 0));
      });`;
    // Node knows the parts that it has loaded itself.
    const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: "1" };
    const child = spawnSync(process.execPath, ["-e", script, "--", word], {
      encoding: "utf8",
      env,
    });
    expect(child.stdout).not.toBe("");
    expect(Number(child.stderr)).toBeGreaterThan(5000);
    expect(Number(child.stderr)).toBeLessThan(40_000);
  });

  test("survives a reader that goes away", () => {
    const cwd = makeLargeFolder();
    const command = `{ "$0" "$1"; echo "status $?" >&2; } | head -1`;
    const { stdout, stderr } = runShell(command, cwd);
    expect(stdout).toMatch(/^\d+ files to change, .*\n$/);
    expect(stderr).toBe("status 0\n");
  });

  test("writes everything even when the reader goes away", () => {
    const cwd = makeLargeFolder();
    runShell(`"$0" "$1" --write --allow-no-vcs --color always | head -1`, cwd);
    expect(runShell(`"$0" "$1" --quiet`, cwd).stdout).toBe(
      "600 files: 0 changed, 600 unchanged, 0 blocked, 0 failed\n",
    );
  });

  test.runIf(process.platform === "linux")("tells that the output could not be written", () => {
    const cwd = makeFolder({ "a.valk": "" });
    const { stderr } = runShell(`"$0" "$1" > /dev/full; echo "status $?" >&2`, cwd);
    expect(stderr).toMatch(/^error: cannot write the output: .*ENOSPC.*\nstatus 2\n$/);
  });

  test.runIf(process.platform === "linux")("turns a spinner on a terminal, and tidies up", () => {
    // Enough work for a spinner to be worth its while.
    const cwd = makeLargeFolder(60);
    const command = `stty cols 80; env -u CI TERM=xterm "${process.execPath}" "${builtProgram()}" --quiet`;
    const screen = execFileSync("env", ["script", "-qec", command, "/dev/null"], {
      cwd,
      encoding: "utf8",
    });
    expect(screen).toMatch(/Read \d+ of 600 files/);
    expect(screen).toContain("600 files: 600 changed, 0 unchanged, 0 blocked, 0 failed\r\n");
    const [hide, show] = ["?25l", "?25h"].map((mode) => screen.lastIndexOf(`[${mode}`)) as [
      number,
      number,
    ];
    expect(show).toBeGreaterThan(hide);
  });

  test("stops between files when it is interrupted", async () => {
    const { status, stderr } = await start(["--format", "jsonl"], makeLargeFolder(60), (child) =>
      child.kill("SIGINT"),
    );
    expect(status).toBe(130);
    expect(stderr).toMatch(/^Interrupted after \d+ of 600 files; nothing was written\.\n$/);
  });

  test("writes a report to where a shell sends it", () => {
    const cwd = makeFolder({ "a.valk": '(test/suite "s")\n(test/define "n" {== 1 1})\n' });
    const check = '"$0" "$1" check --quiet --format json --output';
    const json = runShell(`"$0" "$1" check --quiet --format json || true`, cwd).stdout;
    expect(JSON.parse(json)).toBeTypeOf("object");
    for (const name of ["-", "/dev/stdout", ">(cat)"]) {
      const { stdout, stderr } = runShell(`${check} ${name} | cat`, cwd);
      expect(stderr.trim()).toBe("");
      expect(stdout).toContain(json);
    }
    runShell(`echo before > log; ${check} /dev/stdout >> log || echo behind >> log`, cwd);
    expect(readFileSync(join(cwd, "log"), "utf8")).toBe(`before\n${json}behind\n`);
    expect(readdirSync(cwd).sort()).toEqual(["a.valk", "log"]);
  });

  test("stops waiting for input when it is interrupted", async () => {
    const child = spawn(process.execPath, [builtProgram(), "-"], { cwd: makeFolder() });
    const ended = new Promise((resolve) => child.on("close", resolve));
    // There is no telling from outside when it began to wait.
    setTimeout(() => child.kill("SIGINT"), 1500);
    expect(await ended).toBe(130);
  });

  function runShell(command: string, cwd: string): { stdout: string; stderr: string } {
    const script = `exec 3>&1; stderr=$( { { ${command}; } >&3; } 2>&1 ); printf '\\0%s\\n' "$stderr"`;
    const output = execFileSync("bash", ["-c", script, process.execPath, builtProgram()], {
      cwd,
      encoding: "utf8",
    });
    const [stdout = "", stderr = ""] = output.split("\0");
    return { stdout, stderr };
  }
});
