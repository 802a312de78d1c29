// Which old files are told of as running no tests where the module for both APIs comes.

import { expect, test } from "vitest";
import { emptyRunFindings } from "../../src/plan/empty-runs.js";
import type { InstalledModule } from "../../src/plan/framework.js";
import { MODULES, SHIPPED } from "../projects/modules.js";

const MODULE = "src/modules/test.valk";
const LOAD = `(load "${MODULE}")\n`;
const LIB = "test/lib.valk";

function found(
  files: Readonly<Record<string, string>>,
  { text = MODULES.old, newText = SHIPPED.compat, isList = false } = {},
): readonly string[] {
  const texts: Readonly<Record<string, string>> = { [MODULE]: text, ...files };
  const module = { path: MODULE, text, selected: true, isList, isLayered: false, isJoint: false };
  const decision: InstalledModule = {
    action: "installed",
    module: { ...module, obstacle: undefined },
    variant: "compat",
    newText,
    compatText: newText,
    oldUsers: Object.keys(files),
    knowsAllUsers: true,
  };
  return emptyRunFindings(decision, { read: (path) => texts[path] }).map(
    ({ code, message }) => `${code}: ${message}`,
  );
}

const OF_A =
  "empty-suite: 1 file (test/a.valk) runs no tests: that is no failure on this module, and exits with status 0";

test.each([
  ["a bare run", `${LOAD}(test/suite "A")\n(test/run)\n`],
  ["a bare async run", `${LOAD}(def {aio} (aio/start))\n(test/run-async aio)\n`],
])("%s is told of", (_what, text) => {
  expect(found({ "test/a.valk": text })).toEqual([OF_A]);
});

test.each([
  ["a run of nothing, which stays a failure", { "test/a.valk": `${LOAD}(test/run {})\n` }],
  ["a run of a test", { "test/a.valk": `${LOAD}(test/define "a" {1})\n(test/run)\n` }],
  [
    "a run of what a function registers",
    { "test/a.valk": `${LOAD}(fun {f n} {test/define n {1}})\n(f "a")\n(test/run)\n` },
  ],
  [
    "a run of what another file registers",
    { "test/a.valk": `${LOAD}(load "${LIB}")\n(test/run)\n`, [LIB]: '(test/define "l" {1})\n' },
  ],
  ["a run of what is not there", { "test/a.valk": `${LOAD}(load "${LIB}")\n(test/run)\n` }],
  ["a file without a run", { "test/a.valk": `${LOAD}(test/suite "A")\n` }],
])("%s is not", (_what, files) => {
  expect(found(files)).toEqual([]);
});

test.each([
  ["ran pipelines before", { text: SHIPPED.compat }],
  ["runs old files alone", { newText: MODULES.example }],
  ["is a runner of lists", { isList: true }],
])("nothing is told of where the module %s", (_what, module) => {
  expect(found({ "test/a.valk": `${LOAD}(test/run)\n` }, module)).toEqual([]);
});
