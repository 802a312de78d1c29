// The status for people: a bar, what it counts, folder by folder, what stands in the way and what
// comes next. Readable without colours at 60 columns; everything that it prints is safe.

import { describeModuleKind } from "../../plan/framework-state.js";
import type { NextFiles } from "../../status/next-files.js";
import type { UnreadableFile } from "../../status/status.js";
import { percentOf, sumOf, type Tally } from "../../status/tally.js";
import type { Unblocker } from "../../status/unblockers.js";
import { escapeControls } from "../../text/escape.js";
import { countOf, someOf } from "../../text/wording.js";
import { formatPlace } from "../finding-text.js";
import { cellsOf, formatBar } from "./bar.js";
import { widestOf, wrapColumns } from "./columns.js";
import { formatFolders, shownPercent, WIDTH_OF_PIPES } from "./folder-table.js";
import type { FormatStatus, StatusData, StatusOptions } from "./report.js";
import { formatSince } from "./since-text.js";

const WIDEST_BAR = 60;

/** All sections that have something to say, with a blank line between them. */
export const formatStatusText: FormatStatus = (data, options) => {
  const { status } = data;
  const sections = [
    formatTotal(data, options),
    formatCounts(status.total, options.columns),
    formatFolders(status.folders, options),
    formatReasons(data, options),
    formatUnblockers(status.unblockers, options),
    formatUnreadable(status.unreadable, options),
    formatNext(status.next, options),
    data.since === undefined ? [] : formatSince(data.since, options),
    [wrapColumns(closingOf(data), options.columns)],
  ];
  const shown = sections.filter((lines) => lines.length > 0);
  return `${shown.map((lines) => lines.join("\n")).join("\n\n")}\n`;
};

function formatTotal({ status, module }: StatusData, options: StatusOptions): string[] {
  const { style, columns = WIDTH_OF_PIPES } = options;
  const { total } = status;
  const percent = shownPercent(total);
  const cells = Math.min(WIDEST_BAR, columns - 2 - percent.length);
  const what =
    module === undefined
      ? "no framework module, or several"
      : `${escapeControls(module.path)}: ${describeModuleKind(module.kind)}`;
  const { done, left, stuck } = cellsOf(options);
  const head = wrapColumns(
    `${style.bold("Status")}  ${style.dim(what)}`,
    options.columns,
    "        ",
  );
  if (percentOf(total) === undefined) {
    return [head];
  }
  return [
    head,
    "",
    `${formatBar(total, cells, options)}  ${style.bold(percent)}`,
    style.dim(`tests: ${done} done  ${left} to do  ${stuck} blocked`),
  ];
}

const COUNTED = [
  ["all", undefined],
  ["new", "new"],
  ["old", "old"],
  ["mixed", "mixed"],
  ["blocked", "blocked"],
  ["unreadable", "unreadable"],
  ["failed", "failed"],
  ["no tests", "none"],
] as const;

/** Classes that have a column only where there are such files. */
const RARE: ReadonlySet<string> = new Set(["unreadable", "failed"]);

/** Files and tests by class, side by side where there is room, else one below the other. */
function formatCounts({ files, tests }: Tally, width = WIDTH_OF_PIPES): string[] {
  const columns = COUNTED.filter(
    ([, kind]) => kind === undefined || !RARE.has(kind) || files[kind] > 0,
  );
  const countIn = (counts: Tally["files"], kind: (typeof COUNTED)[number][1]): string =>
    `${kind === undefined ? sumOf(counts) : counts[kind]}`;
  const rows = columns.map(([head, kind]): readonly [string, string, string] => [
    head,
    countIn(files, kind),
    kind === "none" ? "" : countIn(tests, kind),
  ]);
  const widths = rows.map(([head]) => Math.max(head.length, 5));
  const lineOf = (label: string, cells: readonly string[]): string =>
    `${label.padEnd(5)}  ${cells.map((cell, at) => cell.padStart(widths[at] as number)).join("  ")}`;
  const wide = [
    lineOf(
      "",
      rows.map(([head]) => head),
    ),
    lineOf(
      "files",
      rows.map(([, count]) => count),
    ),
    lineOf(
      "tests",
      rows.map(([, , count]) => count),
    ).trimEnd(),
  ];
  const widest = Math.max(...widths);
  return wide.every((line) => line.length <= width)
    ? wide
    : [["", "files", "tests"] as const, ...rows].map(([head, ...counts]) =>
        [head.padEnd(widest), ...counts.map((count) => count.padStart(5))].join("  ").trimEnd(),
      );
}

function formatReasons({ status }: StatusData, { style, columns }: StatusOptions): string[] {
  const { reasons, failed } = status;
  if (reasons.length + failed.length === 0) {
    return [];
  }
  const width = widestOf(reasons.map(({ code }) => code));
  const indent = " ".repeat(width + 4);
  return [
    `${style.bold("Blocked")}, by finding; valk-codemod explain CODE says more`,
    ...reasons.map(({ code, paths }) => {
      const files = countOf(paths.length, "file");
      const names = someOf(paths.map(escapeControls));
      return wrapColumns(`  ${style.red(code.padEnd(width))}  ${files}: ${names}`, columns, indent);
    }),
    ...failed.map(({ path, code, message }) => {
      const what = `${escapeControls(path)}  error  ${code}  ${escapeControls(message)}`;
      return wrapColumns(`  ${what}`, columns, "    ");
    }),
  ];
}

function formatUnblockers(unblockers: readonly Unblocker[], options: StatusOptions): string[] {
  if (unblockers.length === 0) {
    return [];
  }
  const { style, columns, wordFor } = options;
  const shown = unblockers.slice(0, 5);
  return [
    `${style.bold("In the way of others")} that they load, or that load them`,
    ...shown.flatMap(({ path, codes, unblocks }) => {
      const why = codes.length > 0 ? ` (${codes.join(", ")})` : "";
      const names = someOf(unblocks.map(escapeControls));
      const what = `  ${escapeControls(path)}${why}: ${countOf(unblocks.length, "file")} ${unblocks.length === 1 ? "waits" : "wait"}: ${names}`;
      return [wrapColumns(what, columns, "    "), `    valk-codemod migrate ${wordFor(path)}`];
    }),
    ...(unblockers.length > shown.length ? [`  and ${unblockers.length - shown.length} more`] : []),
  ];
}

/** What to mend by hand, with the places; the first ones if there are many. */
function formatUnreadable(unreadable: readonly UnreadableFile[], options: StatusOptions): string[] {
  if (unreadable.length === 0) {
    return [];
  }
  const { style, columns, wordFor } = options;
  const shown = unreadable.slice(0, MOST_UNREADABLE);
  return [
    wrapColumns(
      `${style.bold("Unreadable")}: mend these first; what the interpreter cannot read does not run, and the exit status is 0 all the same`,
      columns,
      "  ",
    ),
    ...shown.flatMap(({ path, line, column, code, tests, excerpt }) => [
      wrapColumns(
        `  ${escapeControls(path)}:${line}:${column}  ${style.red(code)}  ${countOf(tests, "test")}`,
        columns,
        "    ",
      ),
      ...formatPlace(excerpt, "      ", options),
      `    valk-codemod migrate ${wordFor(path)}`,
    ]),
    ...(unreadable.length > shown.length ? [`  and ${unreadable.length - shown.length} more`] : []),
  ];
}

const MOST_UNREADABLE = 10;

function formatNext(
  next: readonly NextFiles[],
  { style, columns, wordFor }: StatusOptions,
): string[] {
  return next.length === 0
    ? []
    : [
        `${style.bold("Next")}, the easiest first`,
        ...next.flatMap(({ paths, tests, lines, reviews }) => {
          const look = reviews > 0 ? [`${countOf(reviews, "finding")} to review`] : [];
          const facts = [countOf(tests, "test"), countOf(lines, "line"), ...look].join(", ");
          const what = wrapColumns(
            `  ${someOf(paths.map(escapeControls))}  ${style.dim(facts)}`,
            columns,
            "    ",
          );
          return [what, `    valk-codemod migrate ${paths.map(wordFor).join(" ")} --write`];
        }),
      ];
}

/** The sentence at the end: where the migration stands as a whole. */
function closingOf({ status, module, oldElsewhere = [] }: StatusData): string {
  const { files } = status.total;
  const stuck = files.mixed + files.blocked + files.unreadable + files.failed;
  const open = files.old + stuck;
  if (open > 0) {
    const byHand = stuck > 0 ? `, ${stuck} only by hand` : "";
    return `${countOf(open, "file")} to go: ${files.old} can be migrated now${byHand}.`;
  }
  if (files.new === 0) {
    return "No file here has tests.";
  }
  if (oldElsewhere.length > 0) {
    const others = `${countOf(oldElsewhere.length, "other file")} still ${oldElsewhere.length === 1 ? "uses" : "use"}`;
    const names = someOf(oldElsewhere.map(escapeControls));
    return `Everything here is migrated; ${others} the old API: ${names}`;
  }
  return module?.kind !== "old" && module?.kind !== "compat"
    ? "Everything is migrated."
    : "Everything is migrated; what remains: valk-codemod framework install --final";
}
