// The check for people: what is new and what is gone, a line each that tools can take apart, then
// the totals and the commands that help.

import type { CheckItem } from "../../check/check.js";
import { oldTest } from "../../outcome/check-kinds.js";
import { describeGoal, describeStyles } from "../../plan/goal.js";
import { escapeControls } from "../../text/escape.js";
import { shellWord } from "../../text/shell-word.js";
import { countOf } from "../../text/wording.js";
import { type Block, line, remark, type TextOptions, writeText } from "../document-text.js";
import { type CheckReport, isFailing } from "./check-report.js";

/** Where a file has more that is new, the rest is only counted: of many files, all but the first. */
const mostShown = (all: number): number => (all > 100 ? 1 : 10);

/** What the format for people takes. */
export interface CheckTextOptions extends TextOptions {
  /** Whether only what is new or gone is told, and the verdict. */
  readonly isQuiet?: boolean;
}

/** The report as text, each line with a line feed behind it. */
export function formatCheckText(report: CheckReport, options: CheckTextOptions): string {
  const { fresh, stale, failed, written, baseline } = report;
  const found = [
    ...failed.map(({ path, problem: { hint: _, ...problem } }) =>
      remark({ path, severity: "refuse", word: "failed", ...problem }),
    ),
    ...(written !== undefined && fresh.length === 0 ? [] : formatFresh(fresh)),
    ...stale.map(({ line: at, code, path, place, file = baseline }) => {
      const message = `${path} no longer has "${place}"`;
      return remark({ path: file, line: at, severity: "review", word: "gone", code, message });
    }),
  ];
  return writeText([found, formatEnd(report, options)], options);
}

function formatFresh(fresh: readonly CheckItem[]): readonly Block[] {
  const most = mostShown(fresh.length);
  const shown = new Map<string, number>();
  const blocks: Block[] = [];
  for (const [index, item] of fresh.entries()) {
    const { path, line: at, column, code, message, hint, excerpt } = item;
    const count = (shown.get(path) ?? 0) + 1;
    shown.set(path, count);
    if (count <= most) {
      const place = { path, line: at, column, ...(excerpt && { excerpt }) };
      const way = code === oldTest.code ? {} : { hint };
      blocks.push(remark({ ...place, severity: "refuse", word: "new", code, message, ...way }));
    }
    if (fresh[index + 1]?.path !== path && count > most) {
      blocks.push(`${escapeControls(path)}  and ${count - most} more; --format json lists all`);
    }
  }
  return blocks;
}

function formatEnd(report: CheckReport, { style, isQuiet }: CheckTextOptions): readonly Block[] {
  const { fresh, stale, known, files, oldTests, newTests, listTests, goal, written } = report;
  const { computedTests, unreadableTests, unreadableFiles } = report;
  const baseline = escapeControls(report.baseline);
  const styles = { done: newTests, lists: listTests, computed: computedTests };
  const said = describeStyles(styles);
  const aim = describeGoal(goal, styles);
  const counts = [
    `${countOf(files, "file")}: ${newTests} new-style${said === undefined ? "" : ` (${said})`} and ${oldTests} old-style tests`,
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
  const aims = aim === undefined ? [] : [`  ${escapeControls(aim)}`];
  const moved = report.moves.map(
    ({ from, to }) => `${escapeControls(from)} is ${escapeControls(to)} now; its entries follow.`,
  );
  const hints = ways(report).map((way) => `  hint: ${way}`);
  const more = isQuiet ? [] : [`  ${counts}`, ...aims, ...hints];
  const lines = [...moved, ...change, verdict, ...more];
  return lines.map((text) => line(text, 4));
}

/** The commands that help with what makes the check fail. */
function ways(report: CheckReport): readonly string[] {
  const { fresh, known, stale, moves, hasBaseline, written } = report;
  const isOld = ({ code }: CheckItem): boolean => code === oldTest.code;
  // What refuses a file has to be seen to by hand first.
  const refused = new Set(
    [...fresh, ...known].filter((item) => !isOld(item)).map(({ path }) => path),
  );
  const old = [...new Set(fresh.filter(isOld).map(({ path }) => path))].filter(
    (path) => !refused.has(path),
  );
  const named = old.length > 3 ? "FILE…" : old.map(shellWord).join(" ");
  return [
    ...(old.length > 0 ? [`valk-codemod migrate ${named} --write migrates them`] : []),
    ...(fresh.length > 0 && written === undefined
      ? [
          hasBaseline
            ? "valk-codemod check --update-baseline puts up with them"
            : "valk-codemod check --update-baseline makes a baseline, to start from here",
        ]
      : []),
    ...(stale.length > 0 ? ["valk-codemod check --prune-baseline forgets what is gone"] : []),
    ...(moves.length > 0 && written === undefined
      ? ["valk-codemod check --prune-baseline writes down what was renamed"]
      : []),
  ];
}
