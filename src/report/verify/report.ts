// What a report of a verification is: something that hears of every file once, then of the end.
// Reports write as they go and keep no runs.

import type { FileBehaviour } from "../../behaviour/file-behaviour.js";
import type { BehaviourTotals } from "../../behaviour/totals.js";
import type { Unseen } from "../../project/unseen.js";
import type { TextOptions } from "../document-text.js";

export interface BehaviourInfo {
  readonly toolVersion: string;
  /** Absolute; all paths are relative to it. */
  readonly root: string;
  /** What ran the scripts. */
  readonly engine: "evaluator" | "interpreter";
  /** The transform that makes the other side. */
  readonly transform: string;
  readonly target: string;
  /** The framework after the plan, in a few words. */
  readonly framework: string;
  /** How many files the plan changes, modules among them; with none, both sides are the same text. */
  readonly changes: number;
  /** How many files the plan leaves as they are, though they have something to migrate. */
  readonly blocked: number;
  /** Files that were looked at and run nothing of their own: modules, those without tests, those that others run. */
  readonly notRun: number;
  /** What was passed over. */
  readonly unseen?: Unseen;
}

export interface BehaviourReportOptions extends TextOptions {
  /** Whether only what differs is shown, and one line of totals. */
  readonly isQuiet: boolean;
}

export interface BehaviourReport {
  file(file: FileBehaviour): void;
  /** Called once, after the last file. */
  finish(totals: BehaviourTotals): void;
}

export type CreateBehaviourReport = (
  write: (text: string) => void,
  info: BehaviourInfo,
  options: BehaviourReportOptions,
) => BehaviourReport;
