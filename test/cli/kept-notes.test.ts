// `lint` and `check` that take what earlier runs noted of files, or saw in them.

import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { makeFolder, writeFiles } from "../temporary-folder.js";
import { git, makeProject } from "./git-project.js";
import { keptFolder } from "./kept-folder.js";
import { run } from "./run-main.js";

const LIBRARY = `(fun {later f} {aio/then s f})\n(fun {twice x} {* 2 x})\n`;
const SCRIPT = `(load "lib.valk")\n(def {count} 0)\n(later (\\ {x} {def {count} 1}))\n(print count)\n`;
const FILES = {
  "lib.valk": LIBRARY,
  "a.valk": SCRIPT,
  "b.valk": `(load "lib.valk")\n(print (twice 2))\n`,
};

/** Later than any time on which a disk could not tell another change from the last. */
const LATER = 10_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + LATER });
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp(kind = "notes") {
  const cwd = makeFolder(FILES);
  const home = makeFolder();
  const { paths, forge } = keptFolder(home, kind);
  const options = { cwd, env: { XDG_CACHE_HOME: home }, build: "build" };
  return { cwd, kept: paths, forge, call: (...args: string[]) => run(args, options) };
}

const NOTHING = { loads: ["lib.valk"], binds: [], roles: [], flows: [] };

describe.runIf(process.getuid !== undefined)("lint", () => {
  test.each([[["a.valk"]], [["lib.valk"]], [["b.valk", "--quiet"]], [[]]])(
    "with %j finds a second time what it found, and what it finds without",
    async (args) => {
      const { kept, call } = setUp();
      const first = await call("lint", ...args);
      expect(kept()).toHaveLength(1);
      expect(await call("lint", ...args)).toEqual(first);
      expect(await call("lint", ...args, "--no-cache")).toEqual(first);
    },
  );

  test("takes what was noted", async () => {
    const { forge, call } = setUp();
    const first = await call("lint", "a.valk");
    expect(first.stdout).toContain("race");
    // As if nobody knew that the library hands its argument to the event loop.
    forge("lib.valk", { ...NOTHING, loads: [] });
    const second = await call("lint", "a.valk");
    expect(second.stdout).not.toBe(first.stdout);
    expect(await call("lint", "a.valk", "--no-cache")).toEqual(first);
  });

  test("of a library takes what is known of scripts, for as long as the libraries are the same", async () => {
    const { cwd, kept, forge, call } = setUp("callers");
    writeFiles(cwd, {
      "lib.valk": "(def {count} 0)\n(fun {note} {def {count} (+ count 1)})\n",
      "a.valk": '(load "lib.valk")\n(aio/schedule s 1 (\\ {} {note}))\n(print count)\n',
    });
    vi.setSystemTime(Date.now() + LATER);
    const first = await call("lint", "lib.valk");
    expect(first.stdout).toContain("race");
    expect(kept()).toHaveLength(1);
    expect(await call("lint", "lib.valk")).toEqual(first);
    forge("a.valk", { meddles: false, calls: [] });
    expect((await call("lint", "lib.valk")).stdout).not.toContain("race");
    expect(await call("lint", "lib.valk", "--no-cache")).toEqual(first);
    writeFiles(cwd, { "b.valk": '(load "lib.valk")\n(fun {count x} {x})\n(def {note} 1)\n' });
    writeFiles(cwd, {
      "lib.valk": "(def {count} 0)\n(fun {note} {def {count} (+ count 2)})\n(def {new} 1)\n",
    });
    vi.setSystemTime(Date.now() + LATER);
    const later = await call("lint", "lib.valk");
    expect(later.stdout).toContain("race");
    expect(later).toEqual(await call("lint", "lib.valk", "--no-cache"));
    expect(kept()).toHaveLength(2);
  });

  test.each<[string, (cwd: string) => void]>([
    ["is written", (cwd) => writeFiles(cwd, { "lib.valk": "(fun {later f} {f})\n" })],
    ["gives way", (cwd) => renameSync(join(cwd, "b.valk"), join(cwd, "lib.valk"))],
    ["goes", (cwd) => rmSync(join(cwd, "lib.valk"))],
    ["comes", (cwd) => writeFiles(cwd, { "c.valk": '(load "a.valk")\n(def {count} 2)\n' })],
    ["cannot be read any more", (cwd) => writeFiles(cwd, { "b.valk": Buffer.from([0xff]) })],
    [
      "is in another language by the configuration",
      (cwd) =>
        writeFiles(cwd, {
          "valk-codemod.config.json": JSON.stringify({ lint: { entryPoints: { twice: [0] } } }),
        }),
    ],
  ])("reads anew when a file %s", async (_, disturb) => {
    const { cwd, call } = setUp();
    await call("lint");
    disturb(cwd);
    vi.setSystemTime(Date.now() + LATER);
    for (const args of [["a.valk"], []]) {
      expect(await call("lint", ...args)).toEqual(await call("lint", ...args, "--no-cache"));
    }
  });

  test.each([
    [["--format", "json"]],
    [["--output", "found.txt"]],
    [["--baseline", "known.json", "--update-baseline"]],
    [["--no-cache"]],
    [["--fix"]],
  ])("with %j notes nothing", async (args) => {
    const { kept, call } = setUp();
    await call("lint", ...args);
    expect(kept()).toEqual([]);
  });
});

describe.runIf(process.getuid !== undefined)("check", () => {
  test("takes looks, and says what it says without", async () => {
    const { kept, call } = setUp("looks");
    const first = await call("check", "a.valk");
    expect(kept()).toHaveLength(1);
    expect(await call("check", "a.valk")).toEqual(first);
    expect(await call("check", "a.valk", "--no-cache")).toEqual(first);
  });

  test.each([
    [["--format", "json"]],
    [["--update-baseline"]],
    [["--prune-baseline"]],
    [["--no-cache"]],
  ])("with %j keeps none", async (args) => {
    const { kept, call } = setUp("looks");
    await call("check", ...args);
    expect(kept()).toEqual([]);
  });
});

describe.runIf(process.getuid !== undefined)("what is staged", () => {
  const old = (name: string): string => `(test/define "${name}" {== 1 1})\n`;

  test.each([["check"], ["lint"], ["migrate", "--check"]])(
    "is told by %s from what is not, with what is kept and without",
    async (...command) => {
      const home = makeFolder();
      const { paths, forge } = keptFolder(home, "blobs");
      const cwd = makeProject({ "a.valk": "1\n", "b.valk": "2\n" });
      const call = (...args: string[]) =>
        run([...command, "--staged", ...args], {
          cwd,
          env: { ...process.env, XDG_CACHE_HOME: home },
          build: "build",
        });
      writeFiles(cwd, { "a.valk": `${old("staged")}(def {*x*} 1)\n(fun {f} {def {*x*} 2})\n` });
      git(cwd, "add", "a.valk");
      const id = git(cwd, "rev-parse", ":a.valk").trim();
      writeFiles(cwd, { "a.valk": `${old("edited")}(def {*y*} 1)\n(fun {f} {def {*y*} 2})\n` });
      vi.setSystemTime(Date.now() + LATER);
      const first = await call();
      expect(first.stdout).toMatch(/staged|\*x\*/);
      expect(first.stdout).not.toMatch(/edited|\*y\*/);
      expect(paths()).toHaveLength(1);
      expect(await call()).toEqual(first);
      expect(await call("--no-cache")).toEqual(first);
      // As if the working tree held what is staged.
      forge("a.valk", id);
      expect((await call()).stdout).toMatch(/edited|\*y\*/);
      expect(await call("--no-cache")).toEqual(first);
    },
  );
});
