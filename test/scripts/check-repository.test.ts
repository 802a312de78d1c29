// What the repository check rejects is spelled in two halves here: it reads this file too.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findProblems } from "../../scripts/check-repository.mjs";

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

const script = join(import.meta.dirname, "../../scripts/check-repository.mjs");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "valk-codemod-"));
  execFileSync("git", ["init", "--quiet"], { cwd: folder });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("passes a clean repository and fails on a file not yet added", () => {
  const check = () => spawnSync(process.execPath, [script], { cwd: folder, encoding: "utf8" });
  writeFileSync(join(folder, "a.ts"), "export const a = 1;\n");
  expect(check()).toMatchObject({ status: 0, stderr: "" });
  writeFileSync(join(folder, "b.ts"), `export const b = 1 as ${"any"};\n`);
  expect(check()).toMatchObject({ status: 1, stderr: "b.ts:1: cast to any\n" });
});
