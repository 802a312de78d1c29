// What `runs` calls a run: the command that wrote it.

import { expect, test } from "vitest";
import { makeProject } from "./git-project.js";
import { run } from "./run-main.js";

test.each([
  [["migrate", "a.valk"], "migrate", '(test/define "a" {true})\n(test/run)\n'],
  [["rewrite", "(f $a)", "(g $a)"], "rewrite", "(f 1)\n"],
  [["rename", "f", "g"], "rename", "(def {f} 1)\n"],
  [["format"], "format", "( f)\n"],
  [["lint", "--fix"], "lint", '(test/define "sums" {do (def {x} 1) (== x 1)})\n(test/run)\n'],
  [
    ["check", "--prune-suppressions"],
    "check",
    '; valk-codemod-disable-next-line no-run why\n(test/define "a" {true})\n(test/run)\n',
  ],
])("%j is listed under its own name", async (words, name, text) => {
  const cwd = makeProject({ "a.valk": text });
  expect((await run([...words, "--write"], { cwd })).status).toBe(0);
  expect((await run(["runs"], { cwd })).stdout).toMatch(new RegExp(`^\\S+  .*1 file +${name}\\n$`));
});
