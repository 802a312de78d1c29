// What a report of `status` is: a function from the data to text, one file for each format.

import type { ModuleKind } from "../../plan/framework-state.js";
import type { Goal } from "../../plan/goal.js";
import type { FoundDialect } from "../../program/detect-dialect.js";
import type { Unseen } from "../../project/unseen.js";
import type { History } from "../../status/history.js";
import type { Status } from "../../status/status.js";
import type { TextOptions } from "../document-text.js";

/** The framework module, where there is exactly one. */
export interface ModuleStatus {
  readonly path: string;
  readonly kind: ModuleKind;
  readonly isShipped: boolean;
}

export interface Since {
  /** As the user named it. */
  readonly ref: string;
  /** The object id of the commit. */
  readonly commit: string;
  readonly history: History;
}

/** Everything that `status` has to say. */
export interface StatusData {
  readonly toolVersion: string;
  /** Absolute; all paths are relative to it. */
  readonly root: string;
  readonly status: Status;
  readonly module: ModuleStatus | undefined;
  /** The paths of the framework modules where there are several, and so no one of them is `module`. */
  readonly severalModules?: readonly string[];
  /** Where tests are to go; missing where neither settings nor the module tell. */
  readonly goal?: Goal | undefined;
  /** What the files are written in, and why it is taken to be that. */
  readonly dialect: FoundDialect;
  readonly since: Since | undefined;
  /** What was passed over. */
  readonly unseen?: Unseen;
  /** Files that the status is not about and that use the old API, or might. */
  readonly oldElsewhere?: readonly string[];
  /** Those of the run that need the old API; where nothing is to do, for a text that becomes code, or to look inside. */
  readonly oldHere?: readonly string[];
}

export interface StatusOptions extends TextOptions {
  /** Whether colours are on; without them bars are drawn with plain characters. */
  readonly isPlain: boolean;
  /** Whether the report for people is one line. */
  readonly isQuiet?: boolean;
  /** The path as the user has to type it, as a word for a shell. */
  readonly wordFor: (path: string) => string;
}

export type FormatStatus = (data: StatusData, options: StatusOptions) => string;
