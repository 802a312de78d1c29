// What is noted of what a run reads, and what makes it another.

import fs, {
  appendFileSync,
  chmodSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { areSame, type Inputs } from "../../src/cli/inputs.js";
import { type Observation, observe } from "../../src/cli/observe.js";
import { makeFolder } from "../temporary-folder.js";

/** Later than any time on which a disk could not tell another change from the last. */
const LATER = 10_000;

const started = { execFileSync: vi.fn(() => "answer"), spawn: vi.fn() };
const getBuiltinModule = (id: string): unknown =>
  id === "node:child_process" ? started : undefined;
const host = { fs, process: { getBuiltinModule }, program: "/program" };

/** The part that starts programs, as a process gives it. */
function startedBy({ process }: typeof host) {
  return process.getBuiltinModule("node:child_process") as {
    execFileSync(...args: unknown[]): string;
  };
}

let observation: Observation | undefined;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + LATER });
});
afterEach(() => {
  observation?.end();
  vi.useRealTimers();
});

function start(env: Readonly<Record<string, string>> = {}, own = "/nowhere"): Observation {
  observation = observe(host, env, (_call, path) => path.startsWith(own));
  return observation;
}

/** What is noted of `read`, as it comes out of a file. */
function inputsOf(read: (observation: Observation) => unknown): Inputs | undefined {
  const begun = start();
  read(begun);
  const inputs = begun.inputs();
  begun.end();
  return inputs && (JSON.parse(JSON.stringify(inputs)) as Inputs);
}

const FILES = { "a.valk": "(a)", "folder/b.valk": "(b)" };

describe("what was read", () => {
  const write = (path: string) => (folder: string) => appendFileSync(join(folder, path), "()");
  const make = (path: string) => (folder: string) => writeFileSync(join(folder, path), "");
  const remove = (path: string) => (folder: string) => rmSync(join(folder, path));

  test.each<[what: string, read: (folder: string) => unknown, change: (folder: string) => unknown]>(
    [
      ["a text", (at) => fs.readFileSync(join(at, "a.valk"), "utf8"), write("a.valk")],
      [
        "a text by a relative path",
        (at) => fs.readFileSync(relative(process.cwd(), join(at, "a.valk"))),
        write("a.valk"),
      ],
      [
        "a text by an address",
        (at) => fs.readFileSync(pathToFileURL(join(at, "a.valk"))),
        write("a.valk"),
      ],
      ["a text that is removed", (at) => fs.readFileSync(join(at, "a.valk")), remove("a.valk")],
      [
        "a text that gives way to another",
        (at) => fs.readFileSync(join(at, "a.valk")),
        (at) => renameSync(join(at, "folder/b.valk"), join(at, "a.valk")),
      ],
      [
        "what is opened",
        (at) =>
          fs.closeSync(
            fs.openSync(join(at, "a.valk"), fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW),
          ),
        write("a.valk"),
      ],
      [
        "what is opened by a letter",
        (at) => fs.closeSync(fs.openSync(join(at, "a.valk"), "r")),
        write("a.valk"),
      ],
      [
        "the size",
        (at) => fs.lstatSync(join(at, "a.valk"), { throwIfNoEntry: false }),
        write("a.valk"),
      ],
      [
        "the size, exactly",
        (at) => fs.lstatSync(join(at, "a.valk"), { bigint: true }),
        write("a.valk"),
      ],
      ["the size behind links", (at) => fs.statSync(join(at, "link")), write("a.valk")],
      [
        "a link's own size",
        (at) => fs.lstatSync(join(at, "link"), { throwIfNoEntry: false }),
        write("a.valk"),
      ],
      ["a text behind a link", (at) => fs.readFileSync(join(at, "link")), write("a.valk")],
      [
        "a link to something else",
        (at) => fs.readlinkSync(join(at, "link")),
        (at) => {
          rmSync(join(at, "link"));
          symlinkSync("folder/b.valk", join(at, "link"));
        },
      ],
      ["a link to nothing", (at) => fs.existsSync(join(at, "dangling")), make("gone")],
      [
        "the right to read",
        (at) => fs.accessSync(join(at, "a.valk")),
        (at) => chmodSync(join(at, "a.valk"), 0o600),
      ],
      ["names in a folder", (at) => fs.readdirSync(join(at, "folder")), make("folder/c.valk")],
      ["what was not there", (at) => fs.existsSync(join(at, "config.json")), make("config.json")],
      [
        "what was not below a file",
        (at) => fs.existsSync(join(at, "a.valk/.git")),
        (at) => {
          rmSync(join(at, "a.valk"));
          mkdirSync(join(at, "a.valk/.git"), { recursive: true });
        },
      ],
      [
        "where a link leads",
        (at) => fs.realpathSync(join(at, "way/b.valk")),
        (at) => {
          renameSync(join(at, "folder"), join(at, "moved"));
          rmSync(join(at, "way"));
          symlinkSync("moved", join(at, "way"));
        },
      ],
      [
        "where a link leads, by the system",
        (at) => fs.realpathSync.native(join(at, "way")),
        (at) => rmSync(join(at, "way")),
      ],
    ],
  )("is another after a change: %s", (_what, read, change) => {
    const folder = makeFolder(FILES);
    symlinkSync("a.valk", join(folder, "link"));
    symlinkSync("gone", join(folder, "dangling"));
    symlinkSync("folder", join(folder, "way"));
    const inputs = inputsOf(() => read(folder)) as Inputs;
    expect(areSame(inputs, {})).toBe(true);
    change(folder);
    expect(areSame(inputs, {})).toBe(false);
  });

  test("is what it was before it was read", () => {
    const folder = makeFolder(FILES);
    const inputs = inputsOf(() => {
      fs.readFileSync(join(folder, "a.valk"));
      // By somebody else, in the meantime.
      observation?.end();
      appendFileSync(join(folder, "a.valk"), "()");
    }) as Inputs;
    expect(areSame(inputs, {})).toBe(false);
  });

  test("is the same when something else changes", () => {
    const folder = makeFolder(FILES);
    const inputs = inputsOf(() => fs.readFileSync(join(folder, "a.valk"))) as Inputs;
    writeFileSync(join(folder, "folder/b.valk"), "another");
    expect(areSame(inputs, {})).toBe(true);
  });

  test("has names that objects have, too", () => {
    const folder = makeFolder();
    writeFileSync(join(folder, "__proto__"), "1");
    const inputs = inputsOf(() => fs.readFileSync(join(folder, "__proto__"))) as Inputs;
    appendFileSync(join(folder, "__proto__"), "2");
    expect(areSame(inputs, {})).toBe(false);
  });
});

describe("variables", () => {
  test("count where they were asked for", () => {
    const { env, inputs, end } = start({ TERM: "xterm", HOME: "/root" });
    expect([env.TERM, env.NO_COLOR, "CI" in env]).toEqual(["xterm", undefined, false]);
    const noted = inputs() as Inputs;
    end();
    const same = { TERM: "xterm" };
    expect(areSame(noted, same)).toBe(true);
    expect(areSame(noted, { ...same, HOME: "/elsewhere" })).toBe(true);
    for (const other of [{}, { TERM: "dumb" }, { ...same, NO_COLOR: "1" }, { ...same, CI: "1" }]) {
      expect(areSame(noted, other)).toBe(false);
    }
  });
});

describe("track is lost", () => {
  const failing = (call: () => unknown) => expect(call).toThrow();

  test.each<[what: string, act: (folder: string, observation: Observation) => unknown]>([
    ["by writing", (at) => fs.writeFileSync(join(at, "new"), "")],
    ["by opening to write", (at) => fs.closeSync(fs.openSync(join(at, "new"), "a"))],
    [
      "by opening to write, in numbers",
      (at) => fs.closeSync(fs.openSync(join(at, "a.valk"), fs.constants.O_RDWR)),
    ],
    ["by reading folders within folders", (at) => fs.readdirSync(at, { recursive: true })],
    ["by a path of bytes", (at) => fs.readFileSync(Buffer.from(join(at, "a.valk")))],
    [
      "by a stream",
      (at) =>
        fs
          .createReadStream(join(at, "a.valk"))
          .on("error", () => {})
          .destroy(),
    ],
    ["by a promise", (at) => fs.promises.readFile(join(at, "a.valk")).catch(() => {})],
    ["by a part that gives promises", () => host.process.getBuiltinModule("node:fs/promises")],
    ["by a name that no disk takes", () => fs.existsSync("\0")],
    ["by what cannot be read", (at) => failing(() => fs.readFileSync(at))],
    [
      "by what cannot be looked at",
      (at) => failing(() => fs.lstatSync(join(at, "x".repeat(1000)), { throwIfNoEntry: false })),
    ],
    [
      "by a git that does not list its index",
      () => {
        started.execFileSync.mockImplementationOnce(() => {
          throw Object.assign(new Error("dubious ownership"), { status: 128 });
        });
        failing(() => startedBy(host).execFileSync("/usr/bin/git", ["ls-files"]));
      },
    ],
    [
      "by a program",
      () => (host.process.getBuiltinModule("node:child_process") as typeof started).spawn(),
    ],
    [
      "by a program that is not asked for an index",
      () => (host.process.getBuiltinModule("node:child_process") as typeof started).execFileSync(),
    ],
    ["by asking for all variables", (_at, { env }) => ({ ...env })],
    ["where somebody says so", (_at, { loseTrack }) => loseTrack()],
  ])("%s", (_what, act) => {
    const folder = makeFolder(FILES);
    expect(inputsOf((begun) => act(folder, begun))).toBeUndefined();
  });

  test("by a file that may change once more without its times telling", () => {
    vi.setSystemTime(Date.now() - LATER);
    const folder = makeFolder(FILES);
    expect(inputsOf(() => fs.readFileSync(join(folder, "a.valk")))).toBeUndefined();
    symlinkSync("a.valk", join(folder, "link"));
    expect(inputsOf(() => fs.readFileSync(join(folder, "link")))).toBeUndefined();
  });

  test("where nobody can listen", () => {
    const rigid = Object.freeze({ ...fs, promises: fs.promises });
    const { inputs, end } = observe({ ...host, fs: rigid }, {}, () => false);
    expect(inputs()).toBeUndefined();
    end();
  });

  test("once and for all", () => {
    const folder = makeFolder(FILES);
    const { inputs, loseTrack } = start();
    loseTrack();
    fs.readFileSync(join(folder, "a.valk"));
    expect(inputs()).toBeUndefined();
  });
});

describe("nothing is noted", () => {
  test("of the program's own matters, nor of what is open", () => {
    const own = makeFolder(FILES);
    const { inputs } = start({}, own);
    fs.writeFileSync(join(own, "kept"), "");
    const file = fs.openSync(join(own, "kept"), "a");
    fs.writeFileSync(file, "more");
    fs.closeSync(file);
    expect(inputs()).toEqual({ env: [], folders: [], states: "", places: [] });
  });

  test("of a git that lists its index", () => {
    const { inputs } = start();
    expect(startedBy(host).execFileSync("/usr/bin/git", ["-C", "/", "ls-files", "-z"])).toBe(
      "answer",
    );
    host.process.getBuiltinModule("node:child_process");
    expect(inputs()).toEqual({ env: [], folders: [], states: "", places: [] });
  });
});

test("errors come as they came, and the end leaves everything as it was", () => {
  const before = { ...fs };
  const { end } = start();
  expect(fs.readFileSync).not.toBe(before.readFileSync);
  expect(() => fs.readFileSync("/nowhere/at all")).toThrow(/ENOENT/);
  expect(() => fs.lstatSync("/nowhere/at all")).toThrow(/ENOENT/);
  end();
  expect({ ...fs }).toEqual(before);
  expect(host.process.getBuiltinModule).toBe(getBuiltinModule);
});

test("a function says of itself what it said, to who makes one of it that gives a promise", async () => {
  const before = fs.exists;
  const { end } = start();
  const { exists } = fs;
  const promised = promisify(exists)("/");
  end();
  expect(exists).not.toBe(before);
  expect([exists.name, exists.length]).toEqual([before.name, before.length]);
  expect(await promised).toBe(true);
});
