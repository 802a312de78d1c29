// The steps of a file, and that splitting them loses nothing.

import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/finding/finding.js";
import { migrateFile } from "../../src/kit/migrate-file.js";
import { CHANGE_CLASSES, type ChangeClass } from "../../src/review/change-class.js";
import { reviewFile } from "../../src/review/file-review.js";
import type { Step } from "../../src/review/session.js";
import { splitStep, splitSteps, stepsOf } from "../../src/review/steps.js";
import { defineToSuite } from "../../transforms/define-to-suite.js";
import { fc } from "../properties.js";
import { projectOf } from "../transforms/define-to-suite/fixtures.js";
import { generatedFile } from "../valk-generator.js";

const SOURCE = `(load "src/modules/test.valk")
(test/suite "Steps")

; first
(test/define "one" {== 1 1})

(test/define "two"
  {do

    (== 2 2)})
(test/define "three" {== 3 3})

(test/define "three" {== 4 4})
(test/run)
`;

function review(source: string) {
  const result = migrateFile(defineToSuite, source, {
    path: "t.valk",
    project: projectOf(),
    options: { target: "builder" },
  });
  if (result.status !== "changed") throw new Error(result.status);
  return { review: reviewFile(result), findings: result.findings };
}

const ALL = { context: 3, hidden: new Set<ChangeClass>() };
const { review: CLEAN } = review(SOURCE.replace('"three" {== 4 4}', '"four" {== 4 4}'));

describe("the steps of a file", () => {
  test("are its hunks, with a mark on those that have a finding", () => {
    const { review: file, findings } = review(SOURCE);
    const steps = stepsOf(file, findings, ALL);
    expect(steps.map(({ needsEyes }) => needsEyes)).toEqual([true]);
    expect(stepsOf(CLEAN, [], ALL).map(({ needsEyes }) => needsEyes)).toEqual([false]);
  });

  test("are all hunks where every change is hidden", () => {
    const hidden = new Set<ChangeClass>(CHANGE_CLASSES);
    expect(stepsOf(CLEAN, [], { context: 3, hidden })).toEqual(stepsOf(CLEAN, [], ALL));
  });

  test("are not marked for what is only information", () => {
    const information: Finding = {
      code: "quoted-call",
      severity: "info",
      message: "",
      hint: "",
      span: { start: 40, end: 50 },
    };
    expect(stepsOf(CLEAN, [information], ALL)[0]?.needsEyes).toBe(false);
  });
});

describe("splitting a step", () => {
  test("starts a piece at each stage below a blank line", () => {
    const { review: file, findings } = review(SOURCE);
    const [step] = stepsOf(file, findings, ALL);
    if (step === undefined) throw new Error("no step");
    const pieces = splitStep(file, step, findings);
    const firstLines = pieces.map(({ hunk }) => file.newLines.at(hunk.newStart).trim());
    expect(firstLines).toEqual([
      '(load "src/modules/test.valk")',
      "; first",
      '(test/add "two"',
      '(test/add "three" {== 4 4})',
    ]);
    expect(pieces.map(({ needsEyes }) => needsEyes)).toEqual([false, false, false, true]);
    expect(pieces.every((piece) => splitStep(file, piece, findings).length === 1)).toBe(true);
  });

  test("can be done again by the numbers of the steps", () => {
    const { review: file, findings } = review(SOURCE);
    const steps = stepsOf(file, findings, ALL);
    const pieces = splitStep(file, steps[0] as Step, findings);
    expect(splitSteps(file, steps, [], findings)).toEqual(steps);
    expect(splitSteps(file, steps, [0], findings)).toEqual(pieces);
    expect(splitSteps(file, steps, [0, 2, 99], findings)).toEqual(pieces);
    expect(splitSteps(file, [...steps, ...steps], [1, 0], findings)).toEqual([
      ...pieces,
      ...pieces,
    ]);
  });

  test("loses no row and leaves no line out", () => {
    fc.assert(
      fc.property(generatedFile, ({ source }) => {
        const { review: file, findings } = review(source);
        for (const step of stepsOf(file, findings, ALL)) {
          const pieces = splitStep(file, step, findings).map(({ hunk }) => hunk);
          expect(pieces.flatMap(({ rows }) => rows)).toEqual(step.hunk.rows);
          expect(pieces.at(0)).toMatchObject({
            oldStart: step.hunk.oldStart,
            newStart: step.hunk.newStart,
          });
          expect(pieces.at(-1)).toMatchObject({
            oldEnd: step.hunk.oldEnd,
            newEnd: step.hunk.newEnd,
          });
        }
      }),
    );
  });
});
