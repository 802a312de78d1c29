// What findings about a file say in one dialect and not in another: whatever depends on what the
// interpreter does where a run ends, or where a file does not read.

import { expect, test } from "vitest";
import { DIALECTS } from "../../../../src/dialect/dialects.js";
import { analyze } from "../../../../transforms/define-to-suite/judge/analyze.js";

const TEST = '(test/suite "S")\n(test/define "a" {== 1 1})\n';

/** The findings of a text by the name of the dialect that it is read as. */
function findingsIn(source: string, files: Readonly<Record<string, string>> = {}) {
  const read = (path: string) => files[path];
  return DIALECTS.map((dialect) =>
    analyze(source, { read, dialect }, "builder").findings.map(
      ({ code, message }) => `${code}: ${message}`,
    ),
  );
}

test("forms behind the run are spoken of where they never run", () => {
  const [january, february] = findingsIn(`${TEST}(test/run)\n(println "end")\n`);
  expect(january).toEqual([
    "forms-after-run: forms stand after the run, which ends the process: they never ran",
  ]);
  expect(february).toEqual([]);
});

test("a registration behind the run counts in neither", () => {
  const [january, february] = findingsIn(`${TEST}(test/run)\n(test/define "b" {1})\n`);
  expect(january?.[0]).toMatch(/^registration-after-run: .*ends the process/);
  expect(february).toEqual([
    "registration-after-run: this stands after the run, which does not count it",
  ]);
});

test.each([
  ["", "(test/run)", true],
  ['(test/suite "S")\n', "(test/run)", true],
  [TEST, "(test/run)", false],
  ["", "(test/run {})", false],
])("after %j, %s finds no test and would be a stage: %s", (above, call, isStage) => {
  const [january] = findingsIn(`${above}${call}\n(test/define "b" {1})\n`);
  expect(january?.[0]).toMatch(/^registration-after-run: /);
  expect(january?.[0]?.includes("that run does nothing, with status 0")).toBe(isStage);
});

test("a second run is refused in both, and for what it does there", () => {
  const [january, february] = findingsIn(`${TEST}(test/run)\n(test/run)\n`);
  expect(january?.[0]).toMatch(/^several-runs: .*the first run ends the process/);
  expect(february?.[0]).toMatch(/^several-runs: .*the last run decides the exit status/);
});

test("a loaded file that runs tests ends the process in one", () => {
  const files = { "runs.valk": '(test/define "r" {1})\n(test/run)\n' };
  const [january, february] = findingsIn(`${TEST}(load "runs.valk")\n(test/run)\n`, files);
  expect(january).toContain("loads-run: runs.valk runs tests and ends the process");
  expect(february).toContain("loads-run: runs.valk runs tests");
});

test("what stands behind a place that does not read", () => {
  const behindRun = findingsIn(`${TEST}(test/run)\n(test/define "b" {"\\ "})\n`);
  expect(behindRun[0]?.[0]).toContain("never comes here: the run before it ends the process");
  expect(behindRun[1]?.[0]).toContain("a run among them, prints an error and reads no further");
  const library = findingsIn('(test/suite "S")\n(test/define "a" {"\\ "})\n');
  expect(library[0]?.[0]).toContain("whoever loads the file misses what follows");
  expect(library[1]?.[0]).toContain("whoever loads the file stops there, with exit status 0");
  const module = findingsIn('(fun {test/suite n} {n})\n(fun {test/run} {"\\ "})\n');
  expect(module[1]?.[0]).toContain("whoever loads the module stops there");
});

test("the characters that a text must not hold", () => {
  const hintsOf = (source: string) =>
    DIALECTS.map((dialect) => {
      const project = { read: () => undefined, dialect };
      return analyze(source, project, "builder").findings[0]?.hint;
    });
  const [january, february] = hintsOf(`${TEST}(test/run) # no comment\n`);
  expect(january).toMatch(/there is no \[ \] # \. @ % \^ ~ \$ \|;/);
  expect(february).toMatch(/there is no \[ \] # \. @ % \^ ~ \$;/);
  expect(hintsOf(`${TEST}(f a|b)\n(test/run)\n`).map((hint) => hint?.includes("|"))).toEqual([
    true,
    undefined,
  ]);
});
