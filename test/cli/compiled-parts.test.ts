// Parts of a program that run as Node would run them, from compiled code that an earlier run kept.

import { readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { loadCompiled } from "../../src/cli/compiled-parts.js";
import { hashText } from "../../src/proof/hashes.js";
import { makeFolder, writeFiles } from "../temporary-folder.js";

const { extensions } = createRequire(import.meta.url);

afterEach(() => {
  delete extensions[".cjs"];
});

const heap = { asAtStart: <T>(work: () => T): T => work() };

const LONG = `// ${"long ".repeat(800)}\n`;

const PARTS = {
  "program.cjs": 'exports.name = "program"; exports.load = (id) => require(id);\n',
  "a.cjs": `${LONG}exports.early = 1;\nexports.b = require("./b.cjs");\nexports.late = 2;\n`,
  "b.cjs": `const a = require("./a.cjs");
exports.seen = Object.keys(a);
exports.own = [__filename, __dirname, this === exports, module.exports === exports];
exports.program = require("./program.cjs").name;
exports.separator = require("node:path").sep;
`,
  "function.cjs": "module.exports = (x) => x + 1;\n",
  "throws.cjs": 'throw new Error("on purpose");\n',
  "imports.cjs": `${LONG}exports.found = import("./module.mjs");\nexports.b = require("./b.cjs");\n`,
  "module.mjs": "export const answer = 42;\n",
};

function setUp() {
  const folder = makeFolder(PARTS);
  const caches = makeFolder();
  const program = join(folder, "program.cjs");
  /** Loads the program as a new process would, and answers what ends the process. */
  const start = () => {
    const work: (() => void)[] = [];
    delete extensions[".cjs"];
    const require = createRequire(program);
    for (const path of Object.keys(require.cache)) {
      if (path.startsWith(folder)) {
        delete require.cache[path];
      }
    }
    loadCompiled(program, join(caches, "now"), heap, (one) => work.push(one));
    const { load } = require(program) as { load: (id: string) => unknown };
    return { load, end: () => work.map((one) => one()) };
  };
  const kept = (): string[] =>
    readdirSync(caches, { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(".cjs"),
    );
  return { folder, caches, start, kept };
}

describe("a part", () => {
  test("is loaded once, and has all that Node gives it", () => {
    const { folder, start } = setUp();
    const { load } = start();
    const a = load("./a.cjs") as { late: number; b: Record<string, unknown> };
    expect(a.late).toBe(2);
    expect(a.b).toEqual({
      seen: ["early"],
      own: [join(folder, "b.cjs"), folder, true, true],
      program: "program",
      separator: expect.stringMatching(/^[/\\]$/),
    });
    expect(load("./b.cjs")).toBe(a.b);
    expect((load("./function.cjs") as (x: number) => number)(1)).toBe(2);
  });

  test("says where it throws", () => {
    const { folder, start } = setUp();
    const { load } = start();
    const stackOf = (): unknown => {
      try {
        return load("./throws.cjs");
      } catch (error) {
        return (error as Error).stack;
      }
    };
    const place = expect.stringContaining(`${join(folder, "throws.cjs")}:1:7`);
    expect([stackOf(), stackOf()]).toEqual([place, place]);
  });

  test("can import modules", async () => {
    const warn = vi.spyOn(process, "emitWarning");
    const { load, end } = setUp().start();
    const { found, b } = load("./imports.cjs") as {
      found: Promise<{ answer: number }>;
      b: unknown;
    };
    expect((await found).answer).toBe(42);
    expect(b).toBe(load("./b.cjs"));
    end();
    expect(warn).not.toHaveBeenCalled();
  });

  test("elsewhere is Node's business", () => {
    const other = makeFolder({
      "other.cjs": "exports.parent = module.paths.length > 0;\n",
      "package.json": "{}",
      "name.cjs": "exports.is = 'a file';\n",
      "name/index.js": "exports.is = 'a folder';\n",
    });
    const { load } = setUp().start();
    expect(load(join(other, "other.cjs"))).toEqual({ parent: true });
    expect(load(join(other, "name"))).toEqual({ is: "a folder" });
  });
});

describe("compiled code", () => {
  test("is kept of parts that take time to compile, and then taken", () => {
    const { caches, start, kept } = setUp();
    const first = start();
    first.load("./a.cjs");
    first.end();
    expect(kept().map((path) => path.split(/[/\\]/).at(-1))).toEqual(["a.cjs"]);
    const path = join(caches, kept()[0] as string);
    utimesSync(path, new Date(), new Date(Date.now() - 60_000));
    const { mtimeMs } = statSync(path);
    const second = start();
    expect(second.load("./a.cjs")).toMatchObject({ early: 1, late: 2 });
    second.end();
    expect(statSync(path).mtimeMs).toBe(mtimeMs);
  });

  test.each([
    ["is none", "no code"],
    ["is none, though its hash is right", `no code${hashText("no code")}`],
  ])("that %s is made anew", (_, bytes) => {
    const { caches, start } = setUp();
    const path = "now/a.cjs";
    writeFiles(caches, { [path]: bytes });
    const { load, end } = start();
    expect(load("./a.cjs")).toMatchObject({ early: 1, late: 2 });
    end();
    expect(statSync(join(caches, path)).size).toBeGreaterThan(100);
  });

  test("of another text is not taken", () => {
    const { folder, start } = setUp();
    const first = start();
    first.load("./a.cjs");
    first.end();
    writeFileSync(join(folder, "a.cjs"), `${PARTS["a.cjs"]}exports.more = 3;\n`);
    expect(start().load("./a.cjs")).toMatchObject({ late: 2, more: 3 });
  });

  test("that cannot be kept is missed by nobody", () => {
    const { caches, start, kept } = setUp();
    writeFileSync(join(caches, "now"), "in the way");
    const first = start();
    first.load("./a.cjs");
    expect(() => first.end()).not.toThrow();
    expect(kept()).toEqual([]);
  });

  test("is none of a program that is not there", () => {
    expect(() =>
      loadCompiled(join(makeFolder(), "gone/x.cjs"), makeFolder(), heap, () => {}),
    ).not.toThrow();
    expect(() => loadCompiled("", makeFolder(), heap, () => {})).toThrow();
  });
});
