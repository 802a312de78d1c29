import { existsSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { main } from "../../scripts/build.mjs";
import { main as checkNoGlobals } from "../../scripts/check-no-globals.mjs";
import { makeFolder } from "../temporary-folder.js";
import { createTestHost } from "./test-host.js";

let root: string;
beforeEach(() => {
  root = makeFolder({
    "src/cli/bin.ts": "",
    "src/framework/test.valk": "(def {a} 1)",
    "src/framework/read.ts": "",
    "src/review-page/page.html": "<!doctype html>",
    "src/review-page/tsconfig.json": "{}",
    "transforms/all-transforms.ts": "",
    "package.json": "{}",
    "tsconfig.json": "{}",
    "tsconfig.build.json": "{}",
  });
});

/** A host whose compiler does nothing but leave the bin. */
const compiling = (status = 0) =>
  createTestHost({
    root,
    run() {
      mkdirSync(join(root, "dist/src/cli"), { recursive: true });
      mkdirSync(join(root, "dist/src/framework"), { recursive: true });
      writeFileSync(join(root, "dist/src/cli/bin.js"), "");
      return { status };
    },
  });

/** How many builds it takes with `--if-needed`. */
function buildsNeeded(): number {
  const host = compiling();
  expect(main(["--if-needed"], host)).toBe(0);
  return host.ran.length;
}

/** Changes the file, an hour later. */
function change(path: string): void {
  const later = Date.now() / 1000 + 3600;
  utimesSync(join(root, path), later, later);
}

test("a build compiles, copies what is no TypeScript and makes the bin executable", () => {
  writeFileSync(join(root, "stale"), "");
  mkdirSync(join(root, "dist/src"), { recursive: true });
  writeFileSync(join(root, "dist/src/stale.js"), "");
  const host = compiling();
  expect(main([], host)).toBe(0);
  expect(host.ran[0]?.words.slice(1)).toEqual([
    expect.stringMatching(/typescript.bin.tsc$/),
    "-p",
    "tsconfig.build.json",
  ]);
  const isThere = (path: string): boolean => existsSync(join(root, "dist", path));
  expect(isThere("src/framework/test.valk")).toBe(true);
  expect(isThere("src/framework/read.ts")).toBe(false);
  expect(isThere("src/review-page/page.html")).toBe(true);
  expect(isThere("src/review-page/tsconfig.json")).toBe(false);
  expect(isThere("src/stale.js")).toBe(false);
  expect(statSync(join(root, "dist/src/cli/bin.js")).mode & 0o111).toBe(0o111);
});

test("a build is only needed once, until a source changes or goes", () => {
  expect(buildsNeeded()).toBe(1);
  expect(buildsNeeded()).toBe(0);
  change("src/framework/read.ts");
  expect(buildsNeeded()).toBe(1);
  change("dist/.complete");
  expect(buildsNeeded()).toBe(0);
  rmSync(join(root, "src/framework/read.ts"));
  utimesSync(join(root, "src/framework"), Date.now() / 1000 + 7200, Date.now() / 1000 + 7200);
  expect(buildsNeeded()).toBe(1);
});

test("a build that fails is not complete", () => {
  expect(main([], compiling(2))).toBe(2);
  expect(existsSync(join(root, "dist/.complete"))).toBe(false);
  expect(buildsNeeded()).toBe(1);
});

test("globals are looked for in the package's modules or the folders named, once it is built", () => {
  const lint = (argv: readonly string[], statuses: readonly number[]): [number, string[]] => {
    const left = [...statuses];
    const host = createTestHost({ run: () => ({ status: left.shift() ?? 0 }) });
    const status = checkNoGlobals(argv, host);
    return [status, host.ran.map(({ words }) => words.slice(1).join(" "))];
  };
  const build = "scripts/build.mjs --if-needed";
  const bin = "dist/src/cli/bin.js lint";
  expect(lint([], [0, 0])).toEqual([0, [build, `${bin} src/framework`]]);
  expect(lint(["a", "b"], [0, 1])).toEqual([1, [build, `${bin} a b`]]);
  expect(lint([], [2])).toEqual([2, [build]]);
});
