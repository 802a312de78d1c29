// The command `lint` without its disk and terminal: what it prints and whether it fails, for files that
// somebody else has read. The command line reads files and options and calls this.

import {
  judgeRules,
  type PatternNotice,
} from "../../transforms/pattern-rewrite/pattern-transform.js";
import {
  type BaselineEntry,
  compareWithBaseline,
  numberEntries,
  type WrittenEntry,
} from "../finding/baseline.js";
import type { FileFinding, Level } from "../finding/finding.js";
import { isFailing, type LintOptions, lint } from "../lint/lint.js";
import { lintKinds } from "../lint/rules/lint-rules.js";
import type { SourceFile } from "../mutation/program.js";
import { allKinds } from "../outcome/kinds.js";
import { locateFindings } from "../outcome/planned-file.js";
import type { Remark } from "../report/document.js";
import type { TextOptions } from "../report/document-text.js";
import { formatGithub } from "../report/github.js";
import { openGitlab } from "../report/gitlab.js";
import { formatLintJson } from "../report/lint/json.js";
import { formatLintText } from "../report/lint/text.js";
import { openRdjson } from "../report/rdjson.js";
import { formatRemarks } from "../report/remark-format.js";
import { formatSarif } from "../report/sarif.js";

export const LINT_FORMATS = ["text", "json", "sarif", "github", "gitlab", "rdjson"] as const;

export type LintFormat = (typeof LINT_FORMATS)[number];

export interface LintCommandOptions extends LintOptions {
  /** Default text. */
  readonly format?: LintFormat;
  /** The mildest severity that fails; default warning. */
  readonly failOn?: Level;
  /** What rules of the user's own say of places. */
  readonly notices?: readonly PatternNotice[];
  /** What is known and put up with. */
  readonly baseline?: readonly WrittenEntry[];
  /** Name and version for reports that carry them. */
  readonly tool: { readonly name: string; readonly version: string };
}

export interface LintCommandResult {
  /** The report; `text` says how the format for people looks. */
  readonly output: (text: TextOptions) => string;
  /** Whether any finding is at or above `failOn`. */
  readonly isFailing: boolean;
  /** What was printed, after the baseline. */
  readonly findings: readonly LintItem[];
}

/** A finding, and what a baseline would know it by: the global, wherever in the file it stands. */
export type LintItem = FileFinding & BaselineEntry;

/** Lints files and formats what was found. */
export function runLint(
  sources: Iterable<SourceFile>,
  options: LintCommandOptions,
): LintCommandResult {
  const { format = "text", failOn = "warning", baseline = [], notices = [], tool } = options;
  const texts = [...sources];
  const { findings: found, files } = lint(texts, { ...options, kinds: allKinds });
  const own = texts.filter(({ path }) => options.isSelected?.(path) !== false);
  const findings = [...found, ...own.flatMap((file) => noticed(file, notices))];
  const items = findings.map((found) => ({ ...found, place: found.name ?? "", ordinal: 1 }));
  const { fresh } = compareWithBaseline(numberEntries(items), baseline, () => false);
  return {
    output: (text) => formatAs(format, fresh, files, tool, text),
    isFailing: isFailing(fresh, failOn),
    findings: fresh,
  };
}

/** What rules of a file say of a text, which may be said of many of its places. */
function noticed(
  { path, source }: SourceFile,
  notices: readonly PatternNotice[],
): readonly FileFinding[] {
  const { findings } = judgeRules(source, [], notices);
  return locateFindings(source, findings).map((each) => ({ ...each, path }));
}

function formatAs(
  format: LintFormat,
  findings: readonly Remark[],
  files: number,
  tool: LintCommandOptions["tool"],
  text: TextOptions,
): string {
  switch (format) {
    case "json":
      return formatLintJson(findings, files);
    case "sarif":
      return formatSarif(findings, [...lintKinds.values()], tool);
    case "github":
      return formatGithub(findings);
    case "gitlab":
      return formatRemarks(openGitlab, findings);
    case "rdjson":
      return formatRemarks(openRdjson, findings);
    default:
      return formatLintText(findings, files, text);
  }
}
