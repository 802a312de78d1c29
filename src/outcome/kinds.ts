// Every kind of finding and problem there is, in one place: `explain`, suppression comments, the
// configuration, the check and the rules of SARIF take them from here. Invariant: a code that anything
// reports stands here. A new kind is added to the list of whoever finds it, and comes in by that.

import { keptMutation } from "../../transforms/def-to-atom/kept-mutation.js";
import { findingKinds } from "../../transforms/define-to-suite/findings/all-rules.js";
import { listKinds } from "../../transforms/list-to-suite/findings/list-kinds.js";
import { keptDef } from "../../transforms/localize-def/kept-def.js";
import { patternKinds } from "../../transforms/pattern-rewrite/pattern-kinds.js";
import { byCode, type FindingKind, levelOf } from "../finding/finding.js";
import { type PolicyScope, severitiesFor } from "../finding/policy.js";
import {
  suppressionNoReason,
  suppressionUnknown,
  suppressionUnused,
} from "../finding/suppression-kinds.js";
import { lintKinds } from "../lint/rules/lint-rules.js";
import { oldTest, staleEntry } from "./check-kinds.js";
import { problemKinds } from "./problems.js";
import { runFindingKinds } from "./run-findings.js";

type Kinds = ReadonlyMap<string, FindingKind>;

/** What a migration of tests can find. */
export const migrationKinds: Kinds = byCode(
  ...findingKinds.values(),
  ...listKinds.values(),
  ...runFindingKinds.values(),
);

/** All kinds by code, in alphabetical order. */
export const allKinds: Kinds = byCode(
  ...migrationKinds.values(),
  ...lintKinds.values(),
  ...problemKinds.values(),
  ...patternKinds.values(),
  ...[oldTest, staleEntry, keptDef, keptMutation],
);

/** Those that a configuration may say something of. */
export const configurableKinds: Kinds = new Map(
  [...allKinds].filter(([, kind]) => severitiesFor(kind).length > 0),
);

const REMARKS = {
  unused: suppressionUnused,
  unreasoned: suppressionNoReason,
  unknown: suppressionUnknown,
};

/** The pass over what a check finds in addition. */
export const checkScope: PolicyScope = { ...REMARKS, own: byCode(oldTest) };

/** What a repairing transform leaves as it is. */
const KEPT_BY: Readonly<Record<string, FindingKind>> = {
  "localize-def": keptDef,
  "def-to-atom": keptMutation,
};

/** The pass over what the transform of this name finds. */
export function scopeOf(transform: string): PolicyScope {
  const kept = KEPT_BY[transform];
  return kept === undefined
    ? { ...REMARKS, own: migrationKinds, all: allKinds }
    : { ...REMARKS, own: byCode(kept) };
}

/** Whether the linter reports under this code, and the check does not. */
export function isLintCode(code: string): boolean {
  return lintKinds.has(code);
}

/** The severity in the words of whoever reports the kind. */
export function shownSeverity({ code, severity }: FindingKind): string {
  return isLintCode(code) || problemKinds.has(code) ? levelOf(severity) : severity;
}
