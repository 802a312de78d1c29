// The real runs, with stand-ins for the interpreter: shell scripts that the system runs.

import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { type FileBehaviour, judgeRuns } from "../../src/behaviour/file-behaviour.js";
import { type InterpreterInput, interpretFiles, retry } from "../../src/behaviour/interpreter.js";
import { checkInterpreter, runInInterpreter } from "../../src/behaviour/process.js";
import { makeScratch } from "../../src/behaviour/scratch.js";
import { NO_TESTS } from "../../src/outcome/planned-file.js";
import { makePipe } from "../programs.js";
import { makeFolder } from "../temporary-folder.js";
import { fail, head, pass, run } from "./outputs.js";

const NEVER = new AbortController().signal;
const env = { PATH: process.env.PATH };

/** A program that does this instead of running Valk; "$1" is the script. */
function interpreter(commands: string): string {
  const valk = join(makeFolder({ valk: `#!/bin/sh\n${commands}\n` }), "valk");
  chmodSync(valk, 0o755);
  return valk;
}

const change = (path: string, source: string, newText: string) =>
  ({ status: "changed", path, source, newText, edits: [], findings: [], tests: NO_TESTS }) as const;

/** Scripts are printed, so each file holds what running it shows. */
const CAT = 'cat "$1"';
const shown = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;

async function interpret(
  commands: string,
  files: Readonly<Record<string, readonly [before: string, after: string]>>,
  more: Partial<InterpreterInput> = {},
): Promise<readonly FileBehaviour[]> {
  const sources = Object.entries(files).map(([path, [before]]) => [path, before] as const);
  const root = makeFolder(Object.fromEntries(sources));
  const results = await interpretFiles({
    valk: interpreter(commands),
    root,
    changes: Object.entries(files).map(([path, [before, after]]) => change(path, before, after)),
    subjects: Object.keys(files).map((path) => ({ path, registered: 0, isChanged: true })),
    obstacle: undefined,
    jobs: 2,
    timeoutSeconds: 20,
    env,
    signal: NEVER,
    onProgress: () => {},
    ...more,
  });
  for (const [path, before] of sources) {
    expect(readFileSync(join(root, path), "utf8")).toBe(before);
  }
  return results;
}

// A temporary folder of its own: others may make scratch copies at the same time.
let temporary = "";
beforeAll(() => {
  temporary = mkdtempSync(join(tmpdir(), "valk-codemod-"));
  vi.stubEnv("TMPDIR", temporary);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true, force: true });
});

const scratchFolders = (): readonly string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith("valk-codemod-verify-"));

describe("runInInterpreter", () => {
  const start = (commands: string, more: object = {}) =>
    runInInterpreter({
      valk: interpreter(commands),
      path: "a.valk",
      cwd: makeFolder({ "a.valk": "(+ 1 2)" }),
      env,
      timeoutSeconds: 20,
      signal: NEVER,
      ...more,
    });

  test("reads what was printed between log lines, and the exit status", async () => {
    const log = "[INFO] aio.c:12:start | x";
    const report = await start(
      `cat <<'END'\n${head(1)}\n${log}\nhello\n${pass("a")}\nEND\necho noise >&2\nexit 3`,
    );
    expect(report.suites).toMatchObject([{ suite: "S", tests: [{ name: "a", verdict: "pass" }] }]);
    expect(report.printed).toEqual([{ text: "hello", testsBefore: 0 }]);
    expect(report.exit).toEqual({ kind: "status", status: 3 });
  });

  test("runs in the folder, whose place does not show", async () => {
    const { printed } = await start('cat "$1"; echo; pwd -P');
    expect(printed.map(({ text }) => text)).toEqual(["(+ 1 2)", "(tree)"]);
  });

  test("passes a name that looks like an option as a file", async () => {
    const { printed } = await start('echo "$1"', { path: "-a.valk" });
    expect(printed[0]?.text).toBe("./-a.valk");
  });

  test("ends at the time limit, with everything that was started", async () => {
    const { exit, printed } = await start("echo begun; sleep 30 & sleep 30", {
      timeoutSeconds: 0.2,
    });
    expect(exit).toEqual({ kind: "stopped", limit: "time limit (0.2 s)" });
    expect(printed.map(({ text }) => text)).toEqual(["begun"]);
  });

  test.runIf(existsSync("/proc/self/environ"))("ends what left its session", async () => {
    const path = join(makeFolder(), "pid");
    const { exit } = await start(`setsid sh -c 'echo $$ > ${path}; exec sleep 30' &\nsleep 0.5`);
    expect(exit).toEqual({ kind: "status", status: 0 });
    const pid = readFileSync(path, "utf8").trim();
    const state = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, "utf8") : "Z";
    // A process that nobody has waited for yet is a zombie.
    expect(state).toMatch(/^Z$|\) Z /);
  });

  test("does not wait for what a script leaves behind", async () => {
    expect((await start("sleep 30 &\necho done")).exit).toEqual({ kind: "status", status: 0 });
  });

  test("ends at the output limit", async () => {
    const { exit } = await start("yes 'a long line of output, again and again and again'");
    expect(exit).toEqual({ kind: "stopped", limit: "output limit (16 MiB)" });
  });

  test("tells a crash", async () => {
    expect((await start("kill -SEGV $$")).exit).toEqual({ kind: "signal", signal: "SIGSEGV" });
  });

  test("tells that nothing could be started", async () => {
    const { exit } = await start("", { valk: "/no/such/valk" });
    expect(exit).toMatchObject({ kind: "unknown", reason: expect.stringContaining("ENOENT") });
  });

  test("ends on an interrupt, before or during a run", async () => {
    const controller = new AbortController();
    const running = start("sleep 30", { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    expect((await running).exit).toEqual({ kind: "unknown", reason: "interrupted" });
    const later = await start("echo", { signal: controller.signal });
    expect(later.exit).toEqual({ kind: "unknown", reason: "interrupted" });
  });
});

test("checkInterpreter takes only what can be run", () => {
  const valk = interpreter("");
  expect(checkInterpreter(valk)).toBe(valk);
  expect(() => checkInterpreter(`${valk}2`)).toThrow(/cannot run .*valk2/);
  expect(() => checkInterpreter(tmpdir())).toThrow("it is not a file");
});

describe("makeScratch", () => {
  test("copies what runs need, and nothing that leads out", async () => {
    const outside = makeFolder({ "secret.txt": "s" });
    const root = makeFolder({
      "src/a.valk": "old",
      "build/key": "k",
      ".git/config": "g",
      "node_modules/x": "x",
    });
    makePipe(join(root, "pipe"));
    symlinkSync("../src/a.valk", join(root, "build/relative"));
    symlinkSync(join(root, "src"), join(root, "absolute"));
    symlinkSync(".", join(root, "self"));
    symlinkSync(outside, join(root, "out"));
    symlinkSync(join(root, "out/secret.txt"), join(root, "through"));
    const scratch = await makeScratch(root, [change("src/a.valk", "old", "new")], NEVER);
    const read = (side: "before" | "after", path: string): string =>
      readFileSync(join(scratch[side], path), "utf8");
    for (const path of ["src/a.valk", "build/relative", "absolute/a.valk", "self/src/a.valk"]) {
      expect([read("before", path), read("after", path)]).toEqual(["old", "new"]);
    }
    expect(read("after", "build/key")).toBe("k");
    expect(readdirSync(scratch.before).sort()).toEqual(["absolute", "build", "self", "src"]);
    scratch.remove();
    expect(existsSync(scratch.before)).toBe(false);
    expect(readFileSync(join(root, "src/a.valk"), "utf8")).toBe("old");
  });

  test("leaves nothing behind when it fails or is interrupted", async () => {
    const before = scratchFolders();
    const root = makeFolder({ "a.valk": "" });
    await expect(makeScratch(root, [change("no/a.valk", "", "x")], NEVER)).rejects.toThrow(
      "ENOENT",
    );
    await makeScratch(root, [], AbortSignal.abort());
    const [file, gone] = [join(root, "a.valk"), join(root, "gone")];
    await expect(makeScratch(file, [], NEVER)).rejects.toThrow("ENOTDIR");
    (await makeScratch(gone, [], NEVER)).remove();
    expect(scratchFolders()).toEqual(before);
  });

  test("is removed by the end of this process", async () => {
    const scratch = await makeScratch(makeFolder({ "a.valk": "" }), [], NEVER);
    const exit = vi.spyOn(process, "exit").mockImplementation((status) => {
      throw new Error(`exit ${status}`);
    });
    onTestFinished(() => exit.mockRestore());
    expect(() => (process as NodeJS.EventEmitter).emit("SIGTERM", "SIGTERM", 15)).toThrow(
      "exit 143",
    );
    expect(existsSync(scratch.before)).toBe(true);
    const listeners = process.listeners("exit");
    (listeners.at(-1) as () => void)();
    expect(existsSync(scratch.before)).toBe(false);
    expect(process.listenerCount("SIGHUP")).toBe(0);
  });
});

describe("interpretFiles", () => {
  test("judges every file, in order, and cleans up", async () => {
    const before = scratchFolders();
    const files = await interpret(CAT, {
      "b.valk": [shown(head(1), pass("a")), shown(head(1), pass("a", 99))],
      "a.valk": [shown(head(1), pass("a")), shown(head(1), fail("a"))],
    });
    expect(files.map(({ path, comparison }) => [path, comparison.result])).toEqual([
      ["b.valk", "equal"],
      ["a.valk", "different"],
    ]);
    expect(scratchFolders()).toEqual(before);
  });

  test("a difference that does not come again is flaky", async () => {
    const state = join(makeFolder(), "count");
    const commands = `${CAT}\necho >> ${state}\n[ $(wc -l < ${state}) -gt 1 ] || exit 1`;
    const text = shown(head(1), pass("a"));
    const [file] = await interpret(commands, { "a.valk": [text, text] }, { jobs: 1 });
    expect(file).toMatchObject({
      comparison: { result: "equal" },
      warnings: ["flaky: a first attempt differed, a second one did not"],
    });
  });

  test("what does not end well beside others is run again alone", async () => {
    const state = join(makeFolder(), "count");
    const text = shown(head(1), fail("a"));
    await interpret(`${CAT}\necho >> ${state}\nexit 1`, {
      "a.valk": [text, text],
      "b.valk": [text, text],
    });
    expect(readFileSync(state, "utf8").length).toBe(8);
  });

  test("does not run changed files that cannot run", async () => {
    const [file] = await interpret(
      CAT,
      { "a.valk": [shown(pass("a")), shown(pass("a"))] },
      { obstacle: "no module" },
    );
    expect(file?.comparison).toEqual({ result: "unknown", reasons: ["no module"] });
  });

  test("an interrupt leaves no results and no folders", async () => {
    const before = scratchFolders();
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    const files = await interpret(
      "sleep 30",
      { "a.valk": ["a", "b"] },
      { signal: controller.signal },
    );
    expect(files).toEqual([]);
    expect(scratchFolders()).toEqual(before);
  });
});

describe("retry", () => {
  const judge = (before: readonly string[], after: readonly string[]) =>
    judgeRuns("a.valk", 0, run(before), run(after));
  const result = (first: FileBehaviour, second: FileBehaviour): string => {
    const { comparison } = retry(first, second);
    return comparison.result === "unknown"
      ? comparison.reasons.join()
      : comparison.result === "different"
        ? comparison.difference.what
        : comparison.result;
  };
  const both = [head(1), pass("a")];
  const bad = [head(1), fail("a")];

  test("a steady difference is one", () => {
    expect(result(judge(both, bad), judge(both, bad))).toBe('verdict of "a" (test 1 of 1)');
  });
  test("a steady difference is one beside unsteady output, too", () => {
    expect(result(judge(["1", ...both], bad), judge(["2", ...both], bad))).toBe(
      'verdict of "a" (test 1 of 1)',
    );
  });
  test("output that is new each time is unknown", () => {
    expect(
      result(judge(["1", ...both], ["2", ...both]), judge(["3", ...both], ["4", ...both])),
    ).toBe('even before it does not do the same twice (printed up to "a", line 1)');
  });
  test("verdicts that change each time are unknown", () => {
    expect(result(judge(both, bad), judge(bad, both))).toContain("does not do the same twice");
  });
});
