// Every kind of finding that the way between the two new forms has, in both directions.

import type { FindingKind } from "../../../src/finding/finding.js";
import { readingRules } from "../../define-to-suite/findings/all-rules.js";
import { computedArgument } from "../../define-to-suite/findings/computed-argument.js";
import { duplicateTest } from "../../define-to-suite/findings/duplicate-test.js";
import { emptySuite } from "../../define-to-suite/findings/empty-suite.js";
import { formsAfterRun } from "../../define-to-suite/findings/forms-after-run.js";
import { mixedStyles } from "../../define-to-suite/findings/mixed-styles.js";
import { moduleMissing } from "../../define-to-suite/findings/module-missing.js";
import { nestedCall } from "../../define-to-suite/findings/nested-call.js";
import { newOnOld } from "../../define-to-suite/findings/new-on-old.js";
import { notUtf8 } from "../../define-to-suite/findings/not-utf8.js";
import { severalRuns } from "../../define-to-suite/findings/several-runs.js";
import { shadowsFramework } from "../../define-to-suite/findings/shadows-framework.js";
import { wrongArity } from "../../define-to-suite/findings/wrong-arity.js";
import { wrongRunner } from "../../define-to-suite/findings/wrong-runner.js";
import { listShape } from "./list-shape.js";
import { optionConflict } from "./option-conflict.js";
import { optionIgnored } from "./option-ignored.js";
import { optionValue } from "./option-value.js";
import { stageNotATest } from "./stage-not-a-test.js";
import { unknownOption } from "./unknown-option.js";
import { unknownRunner } from "./unknown-runner.js";

/** Those of the migration of registrations among them. */
export const listKinds: readonly FindingKind[] = [
  ...readingRules,
  computedArgument,
  duplicateTest,
  emptySuite,
  formsAfterRun,
  mixedStyles,
  moduleMissing,
  nestedCall,
  newOnOld,
  notUtf8,
  severalRuns,
  shadowsFramework,
  wrongArity,
  wrongRunner,
  listShape,
  optionConflict,
  optionIgnored,
  optionValue,
  stageNotATest,
  unknownOption,
  unknownRunner,
];
