// Every kind of finding of the linter: a new one is one file beside this and one line below.

import { byCode, type FindingKind } from "../../finding/finding.js";
import { unreasonedSuppression, unusedSuppression } from "../../finding/suppression-kinds.js";
import type { FileRule, LintRule } from "../lint-rule.js";
import { capturedFunction } from "./captured-function.js";
import { earmuffedGlobal } from "./earmuffed-global.js";
import { leak } from "./leak.js";
import { mutation } from "./mutation.js";
import { race } from "./race.js";
import { redefinition } from "./redefinition.js";
import { removedName } from "./removed-name.js";
import { unreadableFile } from "./unreadable-file.js";

/** What is looked for in every global. */
export const lintRules: readonly LintRule[] = [race, mutation, leak, redefinition, earmuffedGlobal];

/** What is looked for in every file. */
export const fileRules: readonly FileRule[] = [removedName, capturedFunction];

/** All kinds by code, in alphabetical order. */
export const lintKinds: ReadonlyMap<string, FindingKind> = byCode<FindingKind>(
  ...lintRules,
  ...fileRules,
  unreadableFile,
  unreasonedSuppression,
  unusedSuppression,
);
