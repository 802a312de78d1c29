// Every kind of finding that only the way between the two new forms has.

import { byCode, type FindingKind } from "../../../src/finding/finding.js";
import { listShape } from "./list-shape.js";
import { optionConflict } from "./option-conflict.js";
import { optionIgnored } from "./option-ignored.js";
import { optionValue } from "./option-value.js";
import { stageNotATest } from "./stage-not-a-test.js";
import { unknownOption } from "./unknown-option.js";
import { unknownRunner } from "./unknown-runner.js";

/** By code. */
export const listKinds: ReadonlyMap<string, FindingKind> = byCode(
  listShape,
  optionConflict,
  optionIgnored,
  optionValue,
  stageNotATest,
  unknownOption,
  unknownRunner,
);
