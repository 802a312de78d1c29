// Every kind of finding there is: a new one is one file beside this and one line below.

import type { FindingKind } from "../../../src/finding/finding.js";
import { graphBlocked } from "../../../src/kit/graph-blocked.js";
import type { FindingRule } from "../judge/reading.js";
import { capturedName } from "./captured-name.js";
import { computedArgument } from "./computed-argument.js";
import { computedOrder } from "./computed-order.js";
import { conflictMarkers } from "./conflict-markers.js";
import { duplicateTest } from "./duplicate-test.js";
import { dynamicLoad } from "./dynamic-load.js";
import { effectInBody } from "./effect-in-body.js";
import { emptySuite } from "./empty-suite.js";
import { formsAfterRun } from "./forms-after-run.js";
import { frameworkAmbiguous } from "./framework-ambiguous.js";
import { frameworkModule } from "./framework-module.js";
import { frameworkReloaded } from "./framework-reloaded.js";
import { graphNotSelected } from "./graph-not-selected.js";
import { halfMigrated } from "./half-migrated.js";
import { helperNotLoaded } from "./helper-not-loaded.js";
import { helperRedefined } from "./helper-redefined.js";
import { loadCycle } from "./load-cycle.js";
import { loadsMigrated } from "./loads-migrated.js";
import { loadsRun } from "./loads-run.js";
import { lostRegistration } from "./lost-registration.js";
import { mayBeError } from "./may-be-error.js";
import { mixedModes } from "./mixed-modes.js";
import { mixedStyles } from "./mixed-styles.js";
import { moduleMissing } from "./module-missing.js";
import { nestedCall } from "./nested-call.js";
import { newOnOld } from "./new-on-old.js";
import { noRun } from "./no-run.js";
import { notUtf8 } from "./not-utf8.js";
import { nulByte } from "./nul-byte.js";
import { oldCallers } from "./old-callers.js";
import { oldInternals } from "./old-internals.js";
import { oldLocals } from "./old-locals.js";
import { oldOnFinal } from "./old-on-final.js";
import { partBindsName } from "./part-binds-name.js";
import { partNameTaken } from "./part-name-taken.js";
import { partSetsSuite } from "./part-sets-suite.js";
import { quotedCall } from "./quoted-call.js";
import { readError } from "./read-error.js";
import { registrationAfterRun } from "./registration-after-run.js";
import { runArgument } from "./run-argument.js";
import { runnerRebound } from "./runner-rebound.js";
import { severalRuns } from "./several-runs.js";
import { severalSuites } from "./several-suites.js";
import { shadowsFramework } from "./shadows-framework.js";
import { suiteWithoutRun } from "./suite-without-run.js";
import { testInBoth } from "./test-in-both.js";
import { wrongArity } from "./wrong-arity.js";
import { wrongProtocol } from "./wrong-protocol.js";
import { wrongRunner } from "./wrong-runner.js";

/** What makes any further reading of a file pointless. */
export const readingRules: readonly FindingRule[] = [readError, nulByte, conflictMarkers];

/** Codes of files that nobody can read to their end: such a file's tests are not to be relied on. */
export const unreadableCodes: ReadonlySet<string> = new Set(
  [...readingRules, notUtf8].map(({ code }) => code),
);

/** What is looked for in a file that uses the old API. */
export const migrationRules: readonly FindingRule[] = [
  wrongArity,
  shadowsFramework,
  runnerRebound,
  capturedName,
  oldInternals,
  oldLocals,
  effectInBody,
  nestedCall,
  lostRegistration,
  frameworkReloaded,
  loadsRun,
  loadsMigrated,
  loadCycle,
  dynamicLoad,
  partSetsSuite,
  partBindsName,
  partNameTaken,
  helperRedefined,
  helperNotLoaded,
  graphNotSelected,
  mixedStyles,
  halfMigrated,
  testInBoth,
  oldOnFinal,
  newOnOld,
  wrongProtocol,
  frameworkAmbiguous,
  moduleMissing,
  mixedModes,
  wrongRunner,
  severalRuns,
  runArgument,
  registrationAfterRun,
  noRun,
  computedOrder,
  computedArgument,
  mayBeError,
  severalSuites,
  duplicateTest,
  emptySuite,
  suiteWithoutRun,
  formsAfterRun,
  quotedCall,
];

/** What is looked for in a file that has nothing to migrate but calls the new API. */
export const standingRules: readonly FindingRule[] = [newOnOld, moduleMissing, quotedCall];

/** Everything that the transform reports. */
export const findingKinds: readonly FindingKind[] = [
  ...readingRules,
  ...migrationRules,
  frameworkModule,
  graphBlocked,
  oldCallers,
  notUtf8,
];
