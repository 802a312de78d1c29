// What goes into a plan and what comes out of it. Pure data, but for the functions that answer what a
// file holds.

import type { AnyTransform } from "../../transforms/all-transforms.js";
import type { Severities } from "../finding/policy.js";
import type { Project } from "../kit/transform.js";
import type { PlannedFile } from "../outcome/planned-file.js";
import type { ProblemKind } from "../outcome/problems.js";
import type { SuiteFacts } from "../program/suite-facts.js";
import type { Reach } from "../project/reach.js";
import type { KeptTexts } from "../text/kept-texts.js";
import type { ObstacleTo } from "./block-changes.js";
import type { DocumentsInput } from "./documents.js";
import type { FolderPolicy } from "./folder-policy.js";
import type { FrameworkDecision, FrameworkRequest } from "./framework.js";
import type { ModulePlan } from "./module-plan.js";
import type { PlanOptions } from "./plan-options.js";
import type { Totals } from "./totals.js";

/** All that a plan is made of: files, how to read them, the transform and what it is told. */
export interface PlanInput {
  readonly files: readonly PlanFile[];
  /** The bytes of a file, by its path. Throws when it cannot be read. */
  readonly readBytes: (path: string) => Uint8Array;
  readonly project: Project;
  readonly transform: AnyTransform;
  readonly options: PlanOptions;
  /** Files that hold none of these are unchanged without being decoded; none means all are read. */
  readonly marks?: readonly string[];
  /** What is to be told of the tests in a text: `readSuiteFacts`, unless the run is not about tests. */
  readonly readSuite?: (source: string) => SuiteFacts;
  /** What the repository makes of kinds of findings; without it comments suppress nothing either. */
  readonly severities?: Severities | undefined;
  /** What the settings of folders make of severities and options; the run's own hold without. */
  readonly folders?: FolderPolicy | undefined;
  /** Missing for a transform that has nothing to do with the test framework. */
  readonly framework?: FrameworkRequest | undefined;
  /** The Markdown files, which have nothing to do with the framework that is installed. */
  readonly documents?: DocumentsInput | undefined;
  /**
   * Whether a file's group counts as selected with it: for those who ask what could be migrated,
   * and not for a run that would change a part of the group.
   */
  readonly wholeGroups?: boolean;
  /** Verdicts of earlier runs over the same files; all are made anew where it is missing. */
  readonly kept?: KeptTexts | undefined;
  /** What is known of its modules; looked for where it is missing. */
  readonly modulePlan?: ModulePlan | undefined;
  /** Files that would miss the old API on the module that was asked for, by the path of the module. */
  readonly broken?: ReadonlyMap<string, readonly string[]>;
  /** Whether the module that was asked for is decided on though it breaks files. */
  readonly mayBreak?: boolean;
  /** Texts of the working tree beside those of the run, which its modules are to answer as well. */
  readonly beside?: readonly BesideText[];
  /** How the run can reach a file; missing where every listed file may be written. */
  readonly reach?: (path: string) => Reach;
  /** Why a change that is proven must not be made all the same; missing where any may be. */
  readonly obstacleTo?: ObstacleTo;
  /** What a path stands for, links resolved; missing where there are none. */
  readonly locate?: (path: string) => string;
  /**
   * Whether files that the run is not about are looked at only until it is clear what becomes of the
   * modules, so that not all that stay old are named.
   */
  readonly looksNoFurther?: boolean;
  /** Whether files that stay are judged as the repository stands: for those who only look. */
  readonly judgesPresent?: boolean;
}

/** Another text of a file, or one of a file that the run knows nothing of. */
export interface BesideText {
  readonly path: string;
  readonly text: string;
}

/** A file of a run, before it is read. */
export interface PlanFile {
  readonly path: string;
  /** Whether the run is about this file; others are only looked at, for the framework's sake. */
  readonly selected: boolean;
  /** What is already clear without reading the file. */
  readonly outcome?: PlannedFile;
}

/** What is known when all files are planned. */
export interface PlanEnd {
  readonly totals: Totals;
  /**
   * What becomes of each framework module, by path; undefined for a transform that has nothing to do
   * with them.
   */
  readonly frameworks: readonly FrameworkDecision[] | undefined;
  /** What becomes of the files of these modules; the last step yields them, too. */
  readonly modules: readonly PlannedFile[];
  /** Why nothing of the plan may be written: files would miss what they call. */
  readonly unanswered?: Unanswered;
}

/** Files whose calls nothing would answer after the run. */
export interface Unanswered {
  readonly kind: ProblemKind;
  readonly message: string;
  /** Lines that name them. */
  readonly details: readonly string[];
}

/** All results at once, for callers that have the memory. */
export interface Plan extends PlanEnd {
  /** In the order of the input; framework modules come last. */
  readonly results: readonly PlannedFile[];
}
