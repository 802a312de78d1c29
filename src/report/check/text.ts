// The check for people: what is new and what is gone, a line each that tools can take apart, then
// the totals and the commands that help.

import type { CheckItem } from "../../check/check.js";
import { oldTest } from "../../outcome/check-kinds.js";
import { escapeControls } from "../../text/escape.js";
import type { Style } from "../../text/style.js";
import { countOf, wrap } from "../../text/wording.js";
import { formatPlace } from "../finding-text.js";
import { type CheckReport, isFailing } from "./check-report.js";

export interface CheckTextOptions {
  readonly style: Style;
  /** Width to wrap at; undefined keeps each item on its line. */
  readonly columns: number | undefined;
}

/** Where a file has more that is new, the rest is only counted: of many files, all but the first. */
const mostShown = (all: number): number => (all > 100 ? 1 : 10);

/** The report as text, each line with a line feed behind it. */
export function formatCheckText(report: CheckReport, options: CheckTextOptions): string {
  const { style } = options;
  const isWritten = report.written !== undefined;
  const lines = [
    ...report.failed.map(({ path, problem }) =>
      formatLine([path, style.red("failed"), problem.code, problem.message], options),
    ),
    ...(isWritten && report.fresh.length === 0 ? [] : formatFresh(report.fresh, options)),
    ...report.stale.map((entry) =>
      formatLine(
        [
          `${report.baseline}:${entry.line}`,
          style.yellow("gone"),
          entry.code,
          `${entry.path} no longer has "${entry.place}"`,
        ],
        options,
      ),
    ),
  ];
  const gap = lines.length > 0 ? [""] : [];
  return `${[...lines, ...gap, ...formatEnd(report, options)].join("\n")}\n`;
}

function formatFresh(fresh: readonly CheckItem[], options: CheckTextOptions): readonly string[] {
  const { style } = options;
  const most = mostShown(fresh.length);
  const shown = new Map<string, number>();
  const lines: string[] = [];
  for (const [index, item] of fresh.entries()) {
    const { path, line, column, code, message, hint, excerpt } = item;
    const count = (shown.get(path) ?? 0) + 1;
    shown.set(path, count);
    if (count <= most) {
      const place = `${path}:${line}:${column}`;
      lines.push(formatLine([place, style.red("new"), code, message], options));
      lines.push(...formatPlace(excerpt, "    ", options));
      if (code !== oldTest.code) {
        const shownHint = wrap(`  hint: ${escapeControls(hint)}`, options.columns, "        ");
        lines.push(style.dim(shownHint));
      }
    }
    if (fresh[index + 1]?.path !== path && count > most) {
      lines.push(`${escapeControls(path)}  and ${count - most} more; --format json lists all`);
    }
  }
  return lines;
}

function formatLine(
  [place, what, code, message]: readonly [string, string, string, string],
  { columns }: CheckTextOptions,
): string {
  const line = `${escapeControls(place)}  ${what}  ${code}  ${escapeControls(message)}`;
  return wrap(line, columns, "    ");
}

function formatEnd(report: CheckReport, { style, columns }: CheckTextOptions): readonly string[] {
  const { fresh, stale, known, files, oldTests, newTests, written } = report;
  const { unreadableTests, unreadableFiles } = report;
  const baseline = escapeControls(report.baseline);
  const counts = [
    `${countOf(files, "file")}: ${newTests} new-style and ${oldTests} old-style tests`,
    ...(unreadableFiles > 0
      ? [`${unreadableTests} more in ${countOf(unreadableFiles, "file")} that cannot be read`]
      : []),
    `${known.length} in the baseline`,
    ...(report.accepted > 0 ? [`${report.accepted} accepted by comments`] : []),
    ...(report.suppressed > 0 ? [`${report.suppressed} suppressed`] : []),
    ...(report.informed > 0 ? [`${report.informed} for information`] : []),
  ].join(", ");
  const verdict = isFailing(report)
    ? style.red(`Check failed: ${fresh.length} new, ${stale.length} gone.`)
    : style.bold("Check passed.");
  const change =
    written === undefined
      ? []
      : [`${baseline}: ${written.added} added, ${written.removed} removed.`];
  return [...change, verdict, `  ${counts}`, ...ways(report)].map((line) =>
    wrap(line, columns, "    "),
  );
}

/** The commands that help with what makes the check fail. */
function ways({ fresh, stale, hasBaseline, written }: CheckReport): readonly string[] {
  const old = [
    ...new Set(fresh.flatMap((item) => (item.code === oldTest.code ? [item.path] : []))),
  ];
  const named = old.length > 3 ? "FILE…" : old.map(escapeControls).join(" ");
  return [
    ...(old.length > 0 ? [`  to migrate them: valk-codemod migrate ${named} --write`] : []),
    ...(fresh.length > 0 && written === undefined
      ? [
          hasBaseline
            ? "  to put up with them: valk-codemod check --update-baseline"
            : "  to start from here, without a baseline yet: valk-codemod check --update-baseline",
        ]
      : []),
    ...(stale.length > 0 ? ["  to forget what is gone: valk-codemod check --prune-baseline"] : []),
  ];
}
