// test/run ends the process: what is registered behind it never ran.

import { finding } from "../../../src/finding/finding.js";
import { itemsOf } from "../../../src/program/script.js";
import { readForm } from "../../../src/syntax/form.js";
import type { FindingRule } from "../judge/reading.js";

const TAKES_EFFECT: ReadonlySet<string> = new Set(["registration", "suite", "flag", "stage"]);

export const registrationAfterRun: FindingRule = {
  code: "registration-after-run",
  severity: "refuse",
  summary: "this stands after the run, which ends the process: it never took effect",
  hint: "move it above the run if it should count, or remove it",
  explanation: `In 2026-01 (test/run) ends the process, and in 2026-02 it has counted its tests by then, so that a
test registered after it never ran, and a name or flag set after it never counted. Moving it into
the pipeline would add a test that may fail; leaving it out would lose it. Which of the two is
meant is for its author to say. Where nothing is registered above (test/run), the old module printed
that there are no tests and ended with 1; on the module for both APIs such a run is a stage.`,
  example: `(test/suite "Late")
(test/define "adds" {== (+ 1 2) 3})
(test/run)
(test/define "never ran" {== 1 2})
`,
  check: ({ script, dialect }) => {
    const [run] = itemsOf(script, "run");
    if (run === undefined) {
      return [];
    }
    const effects = script.items.filter(
      (item) => TAKES_EFFECT.has(item.kind) || (item.kind === "load" && item.part),
    );
    const isFound = effects.some(
      ({ kind, node }) => !SETS_ONLY.has(kind) && node.start < run.node.start,
    );
    const isStage = !isFound && readForm(run.node)?.args.length === 0;
    const ended = isStage ? NO_TEST : undefined;
    const message = dialect.rules.shutdownEndsScript
      ? ended
      : "this stands after the run, which does not count it";
    return effects
      .filter(({ node }) => node.start > run.node.start)
      .map(({ node }) => finding(registrationAfterRun, node.span, message));
  },
};

const SETS_ONLY: ReadonlySet<string> = new Set(["suite", "flag"]);

/** test-framework.md, "The transition": without tests (test/run) is a stage there, and ends nothing. */
const NO_TEST =
  "this stands after a run that finds no test; on the module for both APIs that run does nothing, with status 0";
