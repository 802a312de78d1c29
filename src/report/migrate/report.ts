// What a report is: something that hears of every file once, then of the end. Reports write as
// they go and keep no texts, so that memory does not grow with the number of files.

import type { BehaviourTotals } from "../../behaviour/totals.js";
import type { FindingKind } from "../../finding/finding.js";
import type { PlannedFile } from "../../outcome/planned-file.js";
import type { FrameworkDecision } from "../../plan/framework.js";
import type { Unanswered } from "../../plan/plan-input.js";
import type { Totals } from "../../plan/totals.js";
import type { Unseen } from "../../project/unseen.js";
import type { ChangeClass } from "../../review/change-class.js";
import type { KeptTexts } from "../../text/kept-texts.js";
import type { ApplyResult } from "../../write/apply.js";
import type { TextOptions } from "../document-text.js";
import type { Phase } from "../statistics.js";
import type { CreateView } from "../views/view.js";

/** What a run does with its plan. */
export type RunMode = "preview" | "check" | "write";

/** `quiet` leaves out what needs no attention, `verbose` adds the files that do not change. */
export type Verbosity = "quiet" | "normal" | "verbose";

export interface RunInfo {
  readonly toolVersion: string;
  /** Absolute; all paths are relative to it. */
  readonly root: string;
  /** Path of the root within its repository with a `/` behind it, or "": what patches start at. */
  readonly rootInRepository: string;
  readonly transform: string;
  /** Whether nothing is changed, since places are only looked for. */
  readonly isSearch?: boolean;
  /** Everything that the run may report. */
  readonly kinds: readonly FindingKind[];
  /** What registrations become; missing where the run is not about tests. */
  readonly target?: string;
  readonly mode: RunMode;
  /** What the run passed over. */
  readonly unseen?: Unseen;
}

export interface ReportOptions extends TextOptions {
  readonly verbosity: Verbosity;
  /** Whether changes are shown line by line; only the text report can do without. */
  readonly showDiff: boolean;
  /** Lines around a change. */
  readonly context: number;
  /** How the text report shows changes. */
  readonly view: CreateView;
  /** Whether the text report ends with a summary; default true. */
  readonly showSummary?: boolean;
  /** The files that the reports of the run go into, as the user named them, for the text that is on the screen. */
  readonly reportPaths?: readonly string[];
  /** Whether the text report ends with statistics. */
  readonly showStatistics: boolean;
  /** Classes of changes that the text report shows as context. */
  readonly hidden: ReadonlySet<ChangeClass>;
  /** What the text reports of earlier runs showed of changes, and the name of this one's view. */
  readonly previews?: { readonly texts: KeptTexts; readonly view: string } | undefined;
}

export interface RunEnd {
  /** How long the parts of the run took, where that is shown. */
  readonly phases?: readonly Phase[];
  /** What evaluating the changes came to, where that was asked for. */
  readonly behaviour?: BehaviourTotals;
  /** After writing, where anything was written. */
  readonly totals: Totals;
  /** What becomes of the framework modules; missing for a run that has nothing to do with them. */
  readonly frameworks?: readonly FrameworkDecision[] | undefined;
  /** Why nothing of it may be written. */
  readonly unanswered?: Unanswered;
  /** Missing where nothing was to be written. */
  readonly applied?: ApplyResult;
}

export interface Report {
  /** Called once a file, in the order of the plan. */
  file(file: PlannedFile): void;
  /** Called once, after the last file. */
  finish(end: RunEnd): void;
}

export type CreateReport = (
  write: (text: string) => void,
  run: RunInfo,
  options: ReportOptions,
) => Report;

/** How a report is divided into several files. */
export interface SplitOptions {
  /** The name of a path's piece; the path is relative to the root. */
  readonly nameOf: (path: string) => string;
  /** Adds to the file of this name in the folder of the report, which need not be there yet. */
  readonly append: (name: string, text: string) => void;
}

/** Makes a report that is a folder of files. */
export type CreateSplitReport = (options: SplitOptions) => CreateReport;
