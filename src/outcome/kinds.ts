// Every kind of finding and problem there is, in one place: `explain`, suppression comments, the
// configuration, the check and the rules of SARIF take them from here. Invariant: a code that anything
// reports stands here. A new kind is added to what its transform, the linter or the run says that it
// finds, and comes in by that.

import { type AnyTransform, transforms } from "../../transforms/all-transforms.js";
import { patternKinds } from "../../transforms/pattern-rewrite/pattern-kinds.js";
import { renameKinds } from "../../transforms/rename/rename-kinds.js";
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

const REMARKS = {
  unused: suppressionUnused,
  unreasoned: suppressionNoReason,
  unknown: suppressionUnknown,
};

/** All kinds by code, in alphabetical order. */
export const allKinds: Kinds = byCode<FindingKind>(
  ...[...transforms.values()].flatMap(({ findings }) => findings),
  // Of transforms that are made for one run.
  ...patternKinds,
  ...renameKinds,
  ...Object.values(REMARKS),
  ...runFindingKinds.values(),
  ...lintKinds.values(),
  ...problemKinds.values(),
  ...[oldTest, staleEntry],
);

/** Those that a configuration may say something of. */
export const configurableKinds: Kinds = new Map(
  [...allKinds].filter(([, kind]) => severitiesFor(kind).length > 0),
);

/** The pass over what a check finds in addition. */
export const checkScope: PolicyScope = { ...REMARKS, own: byCode(oldTest) };

/**
 * The pass over what a run of the transform finds. A run that is about tests looks at every comment; any
 * other only at those that name what it reports itself.
 */
export function scopeOf(transform: AnyTransform): PolicyScope {
  const scope = scopes.get(transform) ?? makeScope(transform);
  scopes.set(transform, scope);
  return scope;
}

// Asked for with every file.
const scopes = new WeakMap<AnyTransform, PolicyScope>();

function makeScope({ findings, concerns }: AnyTransform): PolicyScope {
  return concerns === "code"
    ? { ...REMARKS, own: byCode(...findings) }
    : {
        ...REMARKS,
        own: byCode(...findings, ...Object.values(REMARKS), ...runFindingKinds.values()),
        all: allKinds,
      };
}

/** Everything that a run of the transform may report, by code, in alphabetical order. */
export function kindsOf(transform: AnyTransform): Kinds {
  return byCode<FindingKind>(
    ...scopeOf(transform).own.values(),
    ...runFindingKinds.values(),
    ...problemKinds.values(),
  );
}

/** Whether the linter reports under this code, and the check does not. */
export function isLintCode(code: string): boolean {
  return lintKinds.has(code);
}

/** The severity in the words of whoever reports the kind. */
export function shownSeverity({ code, severity }: FindingKind): string {
  return isLintCode(code) || problemKinds.has(code) ? levelOf(severity) : severity;
}
