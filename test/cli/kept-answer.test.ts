// Answers that are kept from run to run, and what is answered anew.

import fs, { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ExitStatus } from "../../src/cli/exit-status.js";
import type { Io, Output } from "../../src/cli/io.js";
import { keepAnswer } from "../../src/cli/keep-answer.js";
import { giveAgain, openAnswer } from "../../src/cli/kept-answer.js";
import { makeFolder } from "../temporary-folder.js";
import { keptFolder } from "./kept-folder.js";

/** Later than any time on which a disk could not tell another change from the last. */
const LATER = 10_000;

const readFile = fs.readFileSync;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + LATER });
});
afterEach(() => {
  vi.useRealTimers();
  expect(fs.readFileSync).toBe(readFile);
});

function setUp() {
  const cwd = makeFolder({ "a.valk": "(a)" });
  const home = makeFolder();
  const path = join(cwd, "a.valk");
  /** A command that shows a file. */
  const show = async (io: Io): Promise<ExitStatus> => {
    io.stderr.write("note: this is it\n");
    io.stdout.write(fs.readFileSync(path, "utf8"));
    io.onRepeatable?.();
    return 1;
  };
  /** What a command line is answered, and whether a command had to be run for it. */
  const ask = async (
    run: typeof show = show,
    some: Partial<Io> & { args?: readonly string[]; output?: Partial<Output> } = {},
  ) => {
    const written: string[] = [];
    let hasRun = false;
    const output = (name: string): Output => ({
      write: (data) => written.push(`${name}: ${data}`),
      ...some.output,
    });
    const io: Io = {
      stdout: output("out"),
      stderr: output("err"),
      stdin: (async function* () {})(),
      env: { XDG_CACHE_HOME: home },
      cwd,
      build: "build",
      observable: { fs, process: { getBuiltinModule: () => undefined }, program: "/own/bin.cjs" },
      now: () => 0,
      signal: new AbortController().signal,
      ...some,
    };
    const kept = openAnswer(some.args ?? ["show"], io);
    const runs = (given: Io): Promise<ExitStatus> => {
      hasRun = true;
      return run(given);
    };
    const given = kept && giveAgain(kept, io);
    const status = given ?? (await (kept ? keepAnswer(kept, io, runs) : runs(io)));
    return { status, written, hasRun };
  };
  return { cwd, home, path, show, ask, kept: keptFolder(home, "answers") };
}

const SHOWN = { status: 1, written: ["err: note: this is it\n", "out: (a)"] };

describe.runIf(process.getuid !== undefined)("an answer", () => {
  test("is given again, in a file for the user alone", async () => {
    const { ask, kept } = setUp();
    expect(await ask()).toEqual({ ...SHOWN, hasRun: true });
    expect(await ask()).toEqual({ ...SHOWN, hasRun: false });
    expect(kept.paths()).toHaveLength(1);
    expect(fs.statSync(kept.paths()[0] as string).mode & 0o777).toBe(0o600);
  });

  test("is made anew where what was read is another, and is kept then", async () => {
    const { ask, path } = setUp();
    await ask();
    appendFileSync(path, "(b)");
    vi.setSystemTime(Date.now() + LATER);
    const anew = { status: 1, written: [SHOWN.written[0], "out: (a)(b)"] };
    expect(await ask()).toEqual({ ...anew, hasRun: true });
    expect(await ask()).toEqual({ ...anew, hasRun: false });
  });

  test.each<[what: string, some: Parameters<ReturnType<typeof setUp>["ask"]>[1]]>([
    ["other arguments", { args: ["show", "more"] }],
    ["another folder", { cwd: "/" }],
    ["another build", { build: "another" }],
    ["a terminal", { output: { isTTY: true, columns: 80, rows: 24 } }],
    ["nobody to listen to", { observable: undefined }],
    ["no build", { build: undefined }],
    ["the wish for it", { args: ["show", "--no-cache"] }],
  ])("is made anew with %s", async (_what, some) => {
    const { ask, show } = setUp();
    await ask();
    expect(await ask(show, some)).toMatchObject({ hasRun: true });
  });

  test("is made anew in the folder of what is kept", async () => {
    const { ask, show, home, kept } = setUp();
    await ask(show, { cwd: join(home, "valk-codemod", "project") });
    expect(kept.paths()).toEqual([]);
  });

  test("leaves nothing behind where it cannot be kept", async () => {
    const { ask, kept } = setUp();
    await ask();
    const [path] = kept.paths() as [string];
    fs.rmSync(path);
    fs.mkdirSync(path);
    await ask();
    expect(kept.paths()).toEqual([path]);
  });

  test("counts for a terminal of the same size", async () => {
    const { ask, show } = setUp();
    const on = (columns: number) => ({ output: { isTTY: true, columns, rows: 24 } });
    await ask(show, on(80));
    expect(await ask(show, on(80))).toMatchObject({ hasRun: false });
    expect(await ask(show, on(79))).toMatchObject({ hasRun: true });
  });

  test.each<[what: string, act: (io: Io, cwd: string) => unknown, output?: Partial<Output>]>([
    ["wrote a file", (_io, cwd) => fs.writeFileSync(join(cwd, "b.valk"), "")],
    ["asked for standard input", (io) => io.stdin],
    ["asked for keys", (io) => io.keyboard],
    ["wrote bytes", (io) => io.stdout.write(new Uint8Array(1))],
    ["wrote very much", (io) => io.stdout.write(" ".repeat(10_000_001))],
    ["lost its reader", () => {}, { isLeft: true }],
  ])("is not kept of a command that %s", async (_what, act, output) => {
    const { ask, show, cwd, kept } = setUp();
    const acting: typeof show = async (io) => {
      act(io, cwd);
      return show(io);
    };
    await ask(acting, output && { output });
    expect(kept.paths()).toEqual([]);
    expect(await ask()).toMatchObject({ hasRun: true });
  });

  test("is not kept of a command that does not say that it would be the same", async () => {
    const { ask, kept } = setUp();
    await ask(async (io) => {
      io.stdout.write("12:30");
      return 0;
    });
    expect(kept.paths()).toEqual([]);
  });

  test("is not kept of a command that breaks", async () => {
    const { ask, kept } = setUp();
    const breaking = ask(async (io) => {
      io.onRepeatable?.();
      throw new Error("no");
    });
    await expect(breaking).rejects.toThrow("no");
    expect(kept.paths()).toEqual([]);
  });

  test("is not taken where it is not what was kept", async () => {
    const { ask, kept } = setUp();
    await ask();
    for (const path of kept.paths()) {
      writeFileSync(path, kept.text().replace("(a)", "(z)"));
    }
    expect(await ask()).toEqual({ ...SHOWN, hasRun: true });
  });

  test("gives way to later ones where there are many", async () => {
    const { ask, show, kept } = setUp();
    for (let count = 0; count < 52; count++) {
      vi.setSystemTime(Date.now() + LATER);
      await ask(show, { args: [`${count}`] });
    }
    expect(kept.paths().length).toBeLessThanOrEqual(51);
    expect(await ask(show, { args: ["51"] })).toMatchObject({ hasRun: false });
  });
});
