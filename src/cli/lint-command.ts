// The command `lint` without its disk and terminal: what it finds and whether it fails, for files that
// somebody else has read. The command line reads files and options and calls this.

import {
  noticesIn,
  type PatternNotice,
} from "../../transforms/pattern-rewrite/pattern-transform.js";
import {
  type BaselineEntry,
  compareWithBaseline,
  numberEntries,
  type WrittenEntry,
} from "../finding/baseline.js";
import { followMoves } from "../finding/baseline-moves.js";
import type { FileFinding, Level } from "../finding/finding.js";
import { isFailing, type LintOptions, lint } from "../lint/lint.js";
import { lintKinds } from "../lint/rules/lint-rules.js";
import { filesOf, type Sources } from "../mutation/survey.js";
import { allKinds, isLintCode } from "../outcome/kinds.js";
import { locateFindings } from "../outcome/planned-file.js";
import type { LintReport } from "../report/lint/report.js";

export interface LintCommandOptions extends LintOptions {
  /** The mildest severity that fails; default warning. */
  readonly failOn?: Level;
  /** What rules of the user's own say of places. */
  readonly notices?: readonly PatternNotice[];
  /** Whether a finding is told of; all are where it is missing. */
  readonly isShown?: (found: FileFinding) => boolean;
  /** What is known and put up with. */
  readonly baseline?: readonly WrittenEntry[];
  /** Whether there is no such file any more: what is known of it may have another path now. */
  readonly isGone?: (path: string) => boolean;
}

export interface LintCommandResult extends Pick<LintReport, "files" | "kinds"> {
  /** Whether any finding is at or above `failOn`. */
  readonly isFailing: boolean;
  /** What is left after the baseline. */
  readonly findings: readonly LintItem[];
}

/** A finding, and what a baseline would know it by: the global, wherever in the file it stands. */
export type LintItem = FileFinding & BaselineEntry;

/** Lints files, and leaves out what the baseline knows. */
export function runLint(sources: Sources, options: LintCommandOptions): LintCommandResult {
  const { failOn = "warning", baseline = [], notices = [] } = options;
  const { findings: found, files } = lint(sources, { ...options, kinds: allKinds });
  const all = notices.length === 0 ? found : [...found, ...noticed(sources, notices, options)];
  const findings = options.isShown ? all.filter(options.isShown) : all;
  const items = findings.map((found) => ({ ...found, place: found.name ?? "", ordinal: 1 }));
  const numbered = numberEntries(items);
  const { entries } = followMoves(baseline, numbered, options.isGone ?? (() => false), ({ code }) =>
    isLintCode(code),
  );
  const { fresh } = compareWithBaseline(numbered, entries, () => false);
  return {
    isFailing: isFailing(fresh, failOn),
    findings: fresh,
    files,
    kinds: [...lintKinds.values()],
  };
}

/** What rules of a file say of texts, which may be said of many places of each. */
function noticed(
  sources: Sources,
  notices: readonly PatternNotice[],
  { isSelected = () => true }: LintOptions,
): readonly FileFinding[] {
  const found: FileFinding[] = [];
  for (const { path, source } of filesOf(sources, isSelected)) {
    const findings = noticesIn(source, notices);
    found.push(...locateFindings(source, findings).map((each) => ({ ...each, path })));
  }
  return found;
}
