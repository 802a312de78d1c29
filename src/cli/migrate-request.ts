// What `migrate` was asked to do: made of the options in `migrate.ts`, read by both kinds of run.

import type { Severities } from "../finding/policy.js";
import type { Unit } from "../plan/pieces.js";
import type { PlanOptions } from "../plan/plan-options.js";
import type { RunEnd, RunMode, Verbosity } from "../report/migrate/report.js";
import type { ChangeClass } from "../review/change-class.js";
import type { Manifest } from "../write/journal-format.js";
import type { ChangeRequest } from "./changed-files.js";
import type { RootKey } from "./folder-settings.js";
import type { ReportTarget } from "./report-targets.js";
import type { Settings } from "./settings.js";
import type { ColorChoice } from "./terminal.js";
import type { ChosenTransform } from "./transform-option.js";

/** What the user asked for, checked. */
export interface MigrateRequest extends Omit<ChosenTransform, "target"> {
  readonly paths: readonly string[];
  readonly mode: RunMode;
  /** What the journal calls the run; a migration by itself. */
  readonly command?: Manifest["command"];
  /** The key that counts only in the configuration of the root, where a run has one of it. */
  readonly rootKey?: RootKey;
  /** Whether nothing else matters than what may share a process with one of the files. */
  readonly readsCompany?: boolean;
  /** Whether places are only looked for. */
  readonly isSearch?: boolean;
  /** Takes the place of the summary in the text report: told how the run ended. */
  readonly onEnd?: (end: RunEnd) => void;
  /** Without a target each file goes to the API that its module speaks. */
  readonly options: PlanOptions;
  /** Path of the module to replace, relative to the root, where the configuration names it. */
  readonly frameworkPath?: string | undefined;
  /** What the configuration makes of findings; without it comments hold nothing back either. */
  readonly severities?: Severities | undefined;
  /** Whether verdicts of earlier runs are taken, and those of this one kept. */
  readonly keepsVerdicts?: boolean;
  /** Whether files are evaluated before and after, and refused where they differ. */
  readonly isVerified?: boolean;
  /** Whether code blocks of Markdown files are migrated, too, or only searched for. */
  readonly migratesMarkdown?: boolean;
  /** Whether these are all code blocks, and not only those that show tests. */
  readonly wantsAllCode?: boolean;
  /** The changes that the run is about; undefined for all files. */
  readonly changes?: ChangeRequest | undefined;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Reads what folders below the root say; missing where nothing of it counts. */
  readonly openFolders?: Settings["openFolders"] | undefined;
  readonly useIgnoreFiles: boolean;
  /** Whether a change, made or shown, makes the exit status 1. */
  readonly failsOnChange?: boolean;
  /** Whether a run about nothing is an error. */
  readonly mustFind?: boolean;
  readonly root: string | undefined;
  readonly findDialect?: Settings["findDialect"] | undefined;
  /** The commit since which lines have to have changed for a report of findings alone to show them. */
  readonly changedLines?: string | undefined;
  /** At least one. */
  readonly reports: readonly ReportTarget[];
  readonly proof: string | undefined;
  readonly context: number;
  /** One of the views of the text report. */
  readonly view: string;
  /** Whether the text report ends with statistics. */
  readonly showStatistics?: boolean;
  /** Whether a preview on a terminal may go through a pager. */
  readonly usesPager?: boolean;
  /** Classes of changes that the text report does not show. */
  readonly hidden: ReadonlySet<ChangeClass>;
  /** Whether the text report shows lines that were only re-indented; `hidden` holds all the same. */
  readonly unfolds?: boolean;
  readonly color: ColorChoice;
  readonly verbosity: Verbosity;
  /** Whether files with uncommitted changes may be written. */
  readonly allowDirty: boolean;
  /** Whether the newest run's own changes may be written over: this run goes on from there. */
  readonly continuesNewest?: boolean;
  /** Whether files outside version control may be written. */
  readonly allowNoVcs: boolean;
  /** What each commit of the run is about; missing where it makes none. */
  readonly commitPer?: Unit | undefined;
  /** What each patch is about; missing where there is one for all. */
  readonly splitBy?: Unit | undefined;
  /** Whether the first failure takes back what was written. */
  readonly isAtomic: boolean;
}
