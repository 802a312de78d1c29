// Every kind of finding of the linter: a new one is one file beside this and one line below.

import type { LintKind, LintRule } from "../lint-finding.js";
import { earmuffedGlobal } from "./earmuffed-global.js";
import { leak } from "./leak.js";
import { mutation } from "./mutation.js";
import { race } from "./race.js";
import { redefinition } from "./redefinition.js";
import { unreasonedSuppression, unusedSuppression } from "./suppression-kinds.js";
import { unreadableFile } from "./unreadable-file.js";

/** What is looked for in every global. */
export const lintRules: readonly LintRule[] = [race, mutation, leak, redefinition, earmuffedGlobal];

/** All kinds by code, in alphabetical order; `explain` prints them. */
export const lintKinds: ReadonlyMap<string, LintKind> = new Map(
  [...lintRules, unreadableFile, unreasonedSuppression, unusedSuppression]
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map((kind) => [kind.code, kind]),
);
