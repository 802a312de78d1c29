// The status for people: a bar, what it counts, folder by folder, what stands in the way and what
// comes next. Readable without colours at 60 columns; everything that it prints is safe.

import { describeModuleKind } from "../../plan/framework-state.js";
import { describeGoal, describeStyles } from "../../plan/goal.js";
import type { NextFiles } from "../../status/next-files.js";
import type { UnreadableFile } from "../../status/status.js";
import { percentOf, sumOf, type Tally } from "../../status/tally.js";
import type { Unblocker } from "../../status/unblockers.js";
import { escapeControls } from "../../text/escape.js";
import { countOf, someOf } from "../../text/wording.js";
import { type Block, facts, group, line, remark, writeText } from "../document-text.js";
import { cellsOf, formatBar } from "./bar.js";
import { formatFolders, shownPercent, WIDTH_OF_PIPES } from "./folder-table.js";
import type { FormatStatus, StatusData, StatusOptions } from "./report.js";
import { formatSince } from "./since-text.js";

const WIDEST_BAR = 60;

/** All sections that have something to say, with a blank line between them; or how far it is alone. */
export const formatStatusText: FormatStatus = (data, options) => {
  const { status } = data;
  if (options.isQuiet) {
    const isCounted = percentOf(status.total) !== undefined;
    const percent = isCounted ? `${shownPercent(status.total).trim()}  ` : "";
    return writeText([[line(`${percent}${closingOf(data)}`)]], options);
  }
  const sections = [
    formatTotal(data, options),
    formatCounts(status.total, options.columns),
    formatFolders(status.folders, options),
    formatReasons(data, options),
    formatUnblockers(status.unblockers, options),
    formatUnreadable(status.unreadable, options),
    formatNext(status.next, options),
    data.since === undefined ? [] : formatSince(data.since, options),
    [line(closingOf(data))],
  ];
  return writeText(sections, options);
};

/** Why no module can be told of. */
function describeNoModule(several: readonly string[]): string {
  return several.length === 0
    ? "no framework module"
    : `${several.length} framework modules: ${someOf(several.map(escapeControls))}`;
}

function formatTotal(
  { status, module, severalModules = [], dialect, goal }: StatusData,
  options: StatusOptions,
): readonly Block[] {
  const { style, columns = WIDTH_OF_PIPES } = options;
  const { total } = status;
  const percent = shownPercent(total);
  const cells = Math.min(WIDEST_BAR, columns - 2 - percent.length);
  const what =
    module === undefined
      ? describeNoModule(severalModules)
      : `${escapeControls(module.path)}: ${describeModuleKind(module.kind)}`;
  const { done, left, stuck } = cellsOf(options);
  const styles = describeStyles(total);
  const aim = describeGoal(goal, total);
  const head = line(`${style.bold("Status")}  ${style.dim(what)}`, 8);
  const why = escapeControls(`dialect ${dialect.dialect.name}: ${dialect.reason}`);
  const heads = [head, line(`        ${style.dim(why)}`, 8)];
  if (percentOf(total) === undefined) {
    return heads;
  }
  return [
    ...heads,
    "",
    `${formatBar(total, cells, options)}  ${style.bold(percent)}`,
    style.dim(`tests: ${done} done  ${left} to do  ${stuck} blocked`),
    ...(styles === undefined ? [] : [style.dim(`done: ${styles}`)]),
    ...(aim === undefined ? [] : [line(style.dim(escapeControls(aim)), 2)]),
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

function formatReasons({ status }: StatusData, { style }: StatusOptions): readonly Block[] {
  const { reasons, failed } = status;
  if (reasons.length + failed.length === 0) {
    return [];
  }
  const rows = reasons.map(({ code, paths }) => {
    const names = someOf(paths.map(escapeControls));
    return { label: code, isBad: true, text: `${countOf(paths.length, "file")}: ${names}` };
  });
  const problems = failed.map((problem) =>
    remark({ ...problem, severity: "refuse", word: "error" }),
  );
  const title = `${style.bold("Blocked")}, by finding; valk-codemod explain CODE says more`;
  return [group(title, [facts(rows), ...problems])];
}

function formatUnblockers(
  unblockers: readonly Unblocker[],
  { style, wordFor }: StatusOptions,
): readonly Block[] {
  const items = unblockers.slice(0, 5).map(({ path, codes, unblocks }) => {
    const why = codes.length > 0 ? ` (${codes.join(", ")})` : "";
    const names = someOf(unblocks.map(escapeControls));
    const files = `${countOf(unblocks.length, "file")} ${unblocks.length === 1 ? "waits" : "wait"}`;
    const what = line(`${escapeControls(path)}${why}: ${files}: ${names}`, 4);
    return group(what, [`valk-codemod migrate ${wordFor(path)}`]);
  });
  const title = `${style.bold("In the way of others")} that they load, or that load them`;
  return groupOf(title, items, unblockers.length);
}

/** What to mend by hand, with the places; the first ones if there are many. */
function formatUnreadable(
  unreadable: readonly UnreadableFile[],
  { style, wordFor }: StatusOptions,
): readonly Block[] {
  const items = unreadable.slice(0, MOST_UNREADABLE).map(({ tests, ...found }) => {
    const said = { ...found, message: countOf(tests, "test") };
    const place = remark({ ...said, severity: "refuse", word: "" });
    return group(place, [`valk-codemod migrate ${wordFor(found.path)}`]);
  });
  const why =
    "mend these first; what the interpreter cannot read does not run, and the exit status is 0 all the same";
  return groupOf(line(`${style.bold("Unreadable")}: ${why}`, 2), items, unreadable.length);
}

const MOST_UNREADABLE = 10;

/** The items below their title, and how many more there are of `all`; nothing where there are none. */
function groupOf(title: Block, items: readonly Block[], all: number): readonly Block[] {
  const more = all > items.length ? [`and ${all - items.length} more`] : [];
  return items.length === 0 ? [] : [group(title, [...items, ...more])];
}

function formatNext(
  next: readonly NextFiles[],
  { style, wordFor }: StatusOptions,
): readonly Block[] {
  const items = next.map(({ paths, tests, lines, reviews }) => {
    const look = reviews > 0 ? [`${countOf(reviews, "finding")} to review`] : [];
    const size = [countOf(tests, "test"), countOf(lines, "line"), ...look].join(", ");
    const what = line(`${someOf(paths.map(escapeControls))}  ${style.dim(size)}`, 4);
    return group(what, [`valk-codemod migrate ${paths.map(wordFor).join(" ")} --write`]);
  });
  return groupOf(`${style.bold("Next")}, the easiest first`, items, items.length);
}

/** The sentence at the end: where the migration stands as a whole. */
function closingOf({ status, module, oldElsewhere = [], oldHere = [] }: StatusData): string {
  const { files } = status.total;
  const stuck = files.mixed + files.blocked + files.unreadable + files.failed;
  const open = files.old + stuck;
  if (open > 0) {
    const later = stuck > 0 ? `, ${stuck} not yet` : "";
    return `${countOf(open, "file")} to go: ${files.old} can be migrated now${later}.`;
  }
  if (files.new === 0) {
    return "No file here has tests.";
  }
  if (oldElsewhere.length > 0) {
    const others = `${countOf(oldElsewhere.length, "other file")} still ${oldElsewhere.length === 1 ? "uses" : "use"}`;
    const names = someOf(oldElsewhere.map(escapeControls));
    return `Everything here is migrated; ${others} the old API: ${names}`;
  }
  if (oldHere.length > 0) {
    const names = someOf(oldHere.map(escapeControls));
    return `Everything is migrated, but for what still needs the old API: ${names}`;
  }
  const isDue =
    module?.kind === "old" ||
    module?.kind === "compat" ||
    (module?.kind === "compat-lists" && status.total.lists === 0);
  return !isDue
    ? "Everything is migrated."
    : "Everything is migrated. Next: valk-codemod framework install --final --write";
}
