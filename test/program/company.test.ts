// Which files may share a process with one of them, and that nothing else matters to a repair.

import { expect, test } from "vitest";
import { companyOf, readLoadIndex } from "../../src/program/company.js";
import { run } from "../cli/run-main.js";
import { makeFolder } from "../temporary-folder.js";

const FILES: Readonly<Record<string, string>> = {
  "runner.valk": '(load "part.valk")\n(load "lib.valk")\n(load "gone.valk")',
  "part.valk": '(load "base.valk")\n(fun {later f} {aio/schedule s 1 f})',
  "lib.valk": "(def {x} 1)",
  "base.valk": "",
  "other.valk": '(load "lib.valk")\n(load "apart.valk")',
  "apart.valk": "",
  "ring.valk": '(load "ring.valk")',
};
const project = { read: (path: string) => FILES[path], paths: () => Object.keys(FILES) };

test.each<[string, readonly string[]]>([
  ["part.valk", ["runner.valk", "part.valk", "lib.valk", "base.valk"]],
  ["lib.valk", ["runner.valk", "part.valk", "lib.valk", "base.valk", "other.valk", "apart.valk"]],
  ["apart.valk", ["lib.valk", "other.valk", "apart.valk"]],
  ["ring.valk", ["ring.valk"]],
  ["unlisted.valk", []],
])("of %s are whoever loads it and all that these load", (path, expected) => {
  expect(companyOf([path], project)).toEqual(expected);
});

test("files that are loaded and not there count for nothing", () => {
  const { loads, loaders } = readLoadIndex(project);
  expect(loads.get("runner.valk")).toEqual(["part.valk", "lib.valk"]);
  expect(loaders.has("gone.valk")).toBe(false);
});

test("a repair of one file knows who calls it, and makes of it what a repair of all does", async () => {
  const files = {
    "lib.valk":
      "(fun {sum x} {do (def {half} 2) (* x half)})\n(fun {own x} {do (def {z} 3) (* x z)})\n",
    "a.valk": '(load "lib.valk")\n(print (sum 2) half)\n',
    "b.valk": "(fun {alone x} {do (def {y} 4) (+ x y)})\n",
    "c.valk": "(print z)\n",
  };
  const cwd = makeFolder({ ...files, ".git/HEAD": "" });
  const all = await run(["lint", "--fix"], { cwd });
  const one = await run(["lint", "--fix", "lib.valk"], { cwd });
  expect(all.stdout).toContain("-(fun {alone x} {do (def {y} 4) (+ x y)})");
  const changes = one.stdout.split("\n").filter((line) => /^![-+]\(fun/.test(line));
  expect(changes).toEqual([
    "!-(fun {own x} {do (def {z} 3) (* x z)})",
    "!+(fun {own x} {do (= {z} 3) (* x z)})",
  ]);
  expect(all.stdout).toContain(changes.join("\n"));
});
