// Runs that take first looks of earlier runs, whichever files they are about.

import {
  cpSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { MODULES } from "../projects/modules.js";
import { makeFolder, writeFiles } from "../temporary-folder.js";
import { keptFolder } from "./kept-folder.js";
import { run } from "./run-main.js";

const HEAD = '(load "src/modules/test.valk")\n';
const TEST = `${HEAD}(test/suite "A")\n(test/define "one" {== 1 1})\n(test/run {})\n`;
const OLD_USER = `${HEAD}(eval {test/define "two" {== 1 1}})\n(test/run {})\n`;
/** As long as the old user, and none. */
const NO_USER = `${HEAD}(test/suite "B")\n`.padEnd(OLD_USER.length - 1, ";").concat("\n");

const FILES = {
  "src/modules/test.valk": MODULES.example,
  "test/test_a.valk": TEST,
  "test/test_b.valk": NO_USER,
  "test/test_c.valk": '(print "c")\n',
};

/** Later than any time on which a disk could not tell another change from the last. */
const LATER = 10_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + LATER });
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const cwd = makeFolder(FILES);
  const home = makeFolder();
  const { paths, text, forge } = keptFolder(home, "looks");
  /** Lets what is kept say that nothing was seen in a file, to tell who listens. */
  const blind = (path: string): void => forge(path, [0]);
  const options = { cwd, env: { XDG_CACHE_HOME: home }, build: "build" };
  const migrate = (...args: string[]) => run(["migrate", ...args], options);
  return { cwd, migrate, kept: paths, text, blind };
}

const ONE = ["--check", "test/test_a.valk"];

describe.runIf(process.getuid !== undefined)("a second run", () => {
  test.each([[ONE], [["test/test_a.valk"]], [["--check"]], [[]]])(
    "with %j says what the first said, and one that keeps nothing",
    async (args) => {
      const { migrate, kept } = setUp();
      const first = await migrate(...args);
      expect(kept()).toHaveLength(1);
      expect(await migrate(...args)).toEqual(first);
      expect(await migrate(...args, "--no-cache")).toEqual(first);
    },
  );

  test("takes what was seen", async () => {
    const { migrate, blind } = setUp();
    const first = await migrate(...ONE);
    expect(first.stdout).toContain("src/modules/test.valk");
    blind("src/modules/test.valk");
    expect((await migrate(...ONE)).stdout).toContain("no module found");
    expect(await migrate(...ONE, "--no-cache")).toEqual(first);
  });

  test.each<[string, (cwd: string) => void]>([
    [
      "is written in place, with its size and times kept",
      (cwd) => {
        const path = join(cwd, "test/test_b.valk");
        const { atime, mtime } = statSync(path);
        writeFileSync(path, OLD_USER);
        utimesSync(path, atime, mtime);
      },
    ],
    [
      "gives way to another one",
      (cwd) => {
        writeFiles(cwd, { "test/next": OLD_USER });
        const { atime, mtime } = statSync(join(cwd, "test/test_b.valk"));
        utimesSync(join(cwd, "test/next"), atime, mtime);
        renameSync(join(cwd, "test/next"), join(cwd, "test/test_b.valk"));
      },
    ],
    ["comes", (cwd) => writeFiles(cwd, { "test/test_d.valk": OLD_USER })],
    ["goes", (cwd) => rmSync(join(cwd, "src/modules/test.valk"))],
    [
      "becomes a link",
      (cwd) => {
        writeFiles(cwd, { "other.valk": OLD_USER });
        rmSync(join(cwd, "test/test_b.valk"));
        symlinkSync("../other.valk", join(cwd, "test/test_b.valk"));
      },
    ],
    [
      "is in a folder that becomes a link out of the project",
      (cwd) => {
        const away = makeFolder();
        cpSync(join(cwd, "src"), join(away, "src"), { recursive: true });
        rmSync(join(cwd, "src"), { recursive: true });
        symlinkSync(join(away, "src"), join(cwd, "src"));
      },
    ],
  ])("looks anew when a file %s", async (_, disturb) => {
    const { cwd, migrate } = setUp();
    await migrate(...ONE);
    disturb(cwd);
    expect(await migrate(...ONE)).toEqual(await migrate(...ONE, "--no-cache"));
  });

  test("keeps no look at a file that has just been written", async () => {
    const { migrate, kept, text } = setUp();
    vi.setSystemTime(Date.now() - LATER);
    await migrate(...ONE);
    expect(kept()).toEqual([]);
    vi.setSystemTime(Date.now() + LATER);
    await migrate(...ONE);
    expect(Object.keys(FILES).filter((path) => !text().includes(`"${path}"`))).toEqual([]);
  });

  test("forgets files that are gone", async () => {
    const { cwd, migrate, text } = setUp();
    await migrate(...ONE);
    rmSync(join(cwd, "test/test_c.valk"));
    writeFiles(cwd, { "test/test_d.valk": "(print 1)\n" });
    vi.setSystemTime(Date.now() + LATER);
    await migrate(...ONE);
    expect(text()).toContain('"test/test_d.valk"');
    expect(text()).not.toContain('"test/test_c.valk"');
  });

  test.each([
    [["--format", "json"]],
    [["--format", "patch"]],
    [["--proof", "proof.json"]],
    [["--no-cache"]],
    [["--write"]],
  ])("with %j takes nothing and keeps nothing", async (args) => {
    const { migrate, kept, text } = setUp();
    await migrate(...args);
    expect(kept()).toEqual([]);
    await migrate(...ONE);
    const before = text();
    await migrate(...args);
    expect(text()).toBe(before);
  });
});
