// The demo's own decisions: what is installed, what is built, what is run.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isPartInstalled, main, PREVIEW, programPart } from "../../scripts/demo.mjs";
import type { Lockfile } from "../../scripts/ensure-installed.mjs";
import { makeFolder } from "../temporary-folder.js";
import { createTestHost, type TestHost } from "./test-host.js";

const lock: Lockfile = {
  packages: {
    "": {
      dependencies: { used: "1.0.0" },
      devDependencies: { rolldown: "1.0.0", tester: "1.0.0" },
    },
    "node_modules/used": {
      version: "1.0.0",
      integrity: "u",
      dependencies: { inner: "2", top: "1" },
    },
    "node_modules/used/node_modules/inner": { version: "2.0.0", integrity: "i2" },
    "node_modules/inner": { version: "1.0.0", integrity: "i1" },
    "node_modules/top": {
      version: "1.0.0",
      integrity: "t",
      dependencies: { used: "1", gone: "1" },
    },
    "node_modules/rolldown": {
      version: "1.0.0",
      integrity: "r",
      optionalDependencies: { other: "1" },
    },
    "node_modules/other": { version: "1.0.0", integrity: "o", optional: true },
    "node_modules/tester": { version: "1.0.0", integrity: "x" },
  },
};
const part = programPart(lock, new Set(["used", "elsewhere"]));

describe("the part of the lockfile", () => {
  test("is what the sources import and the bundler, with what those need, as Node finds it", () => {
    expect(Object.keys(part.packages)).toEqual([
      "",
      "node_modules/used",
      "node_modules/used/node_modules/inner",
      "node_modules/top",
      "node_modules/rolldown",
      "node_modules/other",
    ]);
    expect(part.packages[""]).toEqual({ dependencies: { used: "1.0.0", rolldown: "1.0.0" } });
  });

  test("of a lockfile without packages of its own is empty", () => {
    expect(programPart({ packages: {} }, new Set()).packages).toEqual({ "": { dependencies: {} } });
  });

  const { "node_modules/other": _other, ...here } = part.packages;
  test.each<[string, Lockfile | undefined, boolean]>([
    ["nothing", undefined, false],
    ["all but what is for other platforms", { packages: here }, true],
    ["not all that is imported", { packages: { "node_modules/used": { integrity: "u" } } }, false],
    ["something else", { packages: { ...here, "node_modules/used": { integrity: "v" } } }, false],
    ["more", { packages: { ...here, "node_modules/tester": { integrity: "x" } } }, false],
  ])("is there where this is installed: %s", (_name, installed, expected) => {
    expect(isPartInstalled(part, installed)).toBe(expected);
  });
});

const FILES = {
  "package.json": '{ "type": "module" }',
  "tsconfig.json": "{}",
  "tsconfig.build.json": "{}",
  "package-lock.json": JSON.stringify(lock),
  "src/cli/bin.ts": 'const use = () => import("used");\nconsole.log(typeof use);\n',
  "src/framework/test.valk": "(def {a} 1)",
  "transforms/all-transforms.ts": "export const all = [];\n",
};

/** A host whose npm installs what the lockfile of the folder says, as far as a test needs it. */
function hostIn(root: string, npmStatus = 0): TestHost {
  return createTestHost({
    root,
    run([command], options) {
      if (command !== "npm") {
        return {};
      }
      const folder = `${options?.cwd}`;
      const text = readFileSync(join(folder, "package-lock.json"), "utf8");
      mkdirSync(join(folder, "node_modules/used"), { recursive: true });
      writeFileSync(join(folder, "node_modules/.package-lock.json"), text);
      writeFileSync(join(folder, "node_modules/used/index.js"), "module.exports = 1;\n");
      writeFileSync(
        join(folder, "node_modules/used/package.json"),
        '{ "name": "used", "version": "1.0.0", "license": "MIT" }',
      );
      writeFileSync(join(folder, "node_modules/used/LICENSE"), "text");
      return { status: npmStatus };
    },
  });
}

const npmRuns = ({ ran }: TestHost): readonly string[] =>
  ran.flatMap(({ words, options }) => (words[0] === "npm" ? [`${options?.cwd}`] : []));
const lastRun = ({ ran }: TestHost): readonly string[] | undefined => ran.at(-1)?.words.slice(1);

describe("the demo", () => {
  test("of a fresh checkout installs the part, bundles it, and leaves nothing else behind", async () => {
    const root = makeFolder(FILES);
    const host = hostIn(root);
    expect(await main([], host)).toBe(0);
    expect(npmRuns(host)).toEqual([expect.stringContaining(join(root, ".demo-"))]);
    const installed = JSON.parse(
      readFileSync(join(root, "node_modules/.package-lock.json"), "utf8"),
    );
    expect(Object.keys(installed.packages)).not.toContain("node_modules/tester");
    expect(host.said).toEqual([
      "Installing what the program is made of, into node_modules …",
      "Building …",
    ]);
    expect(lastRun(host)).toEqual([join(root, "dist/cli/bin.cjs"), ...PREVIEW]);
    expect(existsSync(join(root, "dist/cli/bin.cjs"))).toBe(true);
    expect(readFileSync(join(root, "dist/src/framework/test.valk"), "utf8")).toBe("(def {a} 1)");
    expect(readdirSync(root).filter((name) => name.startsWith(".demo-"))).toEqual([]);
    // The next one installs nothing.
    const again = hostIn(root);
    expect(await main(["--stats"], again)).toBe(0);
    expect(npmRuns(again)).toEqual([]);
    expect(lastRun(again)?.at(-1)).toBe("--stats");
  });

  test("says with npm's status that nothing could be installed, and leaves nothing", async () => {
    const root = makeFolder(FILES);
    const host = hostIn(root, 7);
    expect(await main([], host)).toBe(7);
    expect(readdirSync(root).sort()).toEqual(
      [...new Set(Object.keys(FILES).map((path) => path.split("/")[0]))].sort(),
    );
    expect(lastRun(host)?.[0]).toBe("ci");
  });

  test("brings what is installed up to date as a whole", async () => {
    const root = makeFolder({ ...FILES, "node_modules/.package-lock.json": '{"packages":{}}' });
    const host = hostIn(root, 7);
    expect(await main([], host)).toBe(7);
    expect(npmRuns(host)).toEqual([root]);
    expect(host.said).toEqual(["Installing what has changed, into node_modules …"]);
  });

  test("runs what is built as it is", async () => {
    const root = makeFolder(FILES);
    mkdirSync(join(root, "dist"));
    writeFileSync(join(root, "dist/.complete"), "");
    const host = hostIn(root);
    expect(await main([], host)).toBe(0);
    expect(host.ran).toHaveLength(1);
    expect(host.said).toEqual([]);
  });

  test("of a checkout in which everything is installed builds everything", async () => {
    const whole = { ...FILES, "node_modules/.package-lock.json": JSON.stringify(lock) };
    const root = makeFolder(whole);
    const host = createTestHost({ root, run: () => ({ status: 5 }) });
    expect(await main([], host)).toBe(5);
    expect(host.ran[0]?.words[1]).toMatch(/typescript.bin.tsc$/);
  });
});
