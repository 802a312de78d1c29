// What the repository check rejects is spelled in two halves here: it reads this file too.

import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findProblems, main } from "../../scripts/check-repository.mjs";
import { host } from "../../scripts/host.mjs";
import { makeFolder, writeFiles } from "../temporary-folder.js";
import { createTestHost } from "./test-host.js";

test.each([
  ["src/a.ts", `const a = b as ${"any"};`, "cast to any"],
  ["src/a.ts", `function a(b: ${"any"}) {}`, "typed as any"],
  ["src/a.ts", `const a = new Map<string, ${"any"}>();`, "typed as any"],
  ["scripts/a.mjs", `/** @type {${"any"}} */`, "typed as any"],
  ["src/a.ts", `// @ts-${"ignore"}`, "silenced type check"],
  ["src/a.ts", `// @ts-${"expect-error"}`, "silenced type check"],
  ["src/a.ts", `// biome-${"ignore"} lint: reason`, "silenced lint rule"],
  ["src/a.ts", `/* v8 ${"ignore"} next */`, "hidden from coverage"],
  ["src/a.ts", `/* istanbul ${"ignore"} else */`, "hidden from coverage"],
  ["src/a.ts", `/* c8 ${"ignore"} start */`, "hidden from coverage"],
  ["test/a.test.ts", `test.${"only"}("a", () => {});`, "skipped or focused test"],
  ["test/a.test.ts", `describe.${"skip"}.each([1])("a", () => {});`, "skipped or focused test"],
  [
    "package-lock.json",
    `"resolved": "${"https"}://example.com/a.tgz",`,
    "recorded download address",
  ],
  ["README.md", `see registry.${"example"}.com`, "registry host"],
])("in %s rejects: %s", (path, line, rule) => {
  expect(findProblems(path, `first line\n${line}\n`)).toEqual([
    expect.stringContaining(`${path}:2: ${rule}`),
  ]);
});

test.each([
  ["src/a.ts", "// holds for any string, as any reader sees: any input"],
  ["test/a.test.ts", 'test.skipIf(process.env.CI)("a", () => {});'],
  ["test/a.test.ts", 'const source = "(test/skip reason)";'],
  ["package-lock.json", '"url": "https://example.com/funding"'],
])("in %s accepts: %s", (path, line) => {
  expect(findProblems(path, line)).toEqual([]);
});

/** What the check says of a folder, with its status. */
function checkOf(root: string): [status: number, ...said: string[]] {
  const told = createTestHost({ root });
  const status = main([], { ...told, run: host.run });
  return [status, ...told.said];
}

test("passes a clean repository and fails on a file not yet added; those deleted are no matter", () => {
  const folder = makeFolder({ "a.ts": "export const a = 1;\n", "gone.ts": "" });
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder });
  git("init", "--quiet");
  git("add", "--all");
  rmSync(join(folder, "gone.ts"));
  expect(checkOf(folder)).toEqual([0]);
  writeFiles(folder, { "b.ts": `export const b = 1 as ${"any"};\n` });
  expect(checkOf(folder)).toEqual([1, "b.ts:1: cast to any"]);
});

test("fails where there is no repository", () => {
  expect(checkOf(makeFolder())).toEqual([128, expect.stringContaining("not a git repository")]);
});
