// What changed since a commit, for people: a line for each kind of change, tests that were added in
// the old style by name of their files, for those undo the work.

import { escapeControls } from "../../text/escape.js";
import { countOf, someOf } from "../../text/wording.js";
import { wrapColumns } from "./columns.js";
import type { Since, StatusOptions } from "./report.js";

/** The section's lines. */
export function formatSince({ ref, commit, history }: Since, options: StatusOptions): string[] {
  const { style, columns } = options;
  const { tests, files } = history;
  const rows: readonly Row[] = [
    ["old to new", tests.moved, files.moved],
    ["begun", undefined, files.begun],
    ["added, new", tests.addedNew, files.addedNew],
    ["added, old", tests.addedOld, files.addedOld],
    ["new to old", tests.movedBack, files.movedBack],
    ["unreadable", tests.broken + tests.addedUnreadable, files.broken],
    ["mended", tests.mended, files.mended],
    ["removed", tests.removed, files.removed],
  ];
  const shown = rows.filter(([, count = 0, paths]) => count + paths.length > 0);
  const head = `${style.bold("Since")} ${escapeControls(ref)} (${commit.slice(0, 10)})`;
  if (shown.length === 0) {
    return [`${head}: no test moved, came or went.`];
  }
  const indent = " ".repeat(LABEL + 4);
  return [
    head,
    ...shown.map((row) => {
      const isBad = BAD.has(row[0]);
      const label = row[0].padEnd(LABEL);
      return wrapColumns(
        `  ${isBad ? style.red(label) : label}  ${describe(row)}`,
        columns,
        indent,
      );
    }),
    ...history.grownOld.slice(0, SHOWN).map(({ path, tests: count }) => {
      const what = `${escapeControls(path)}: ${countOf(count, "test")} added in the old style`;
      return wrapColumns(`    ${what}`, columns, "      ");
    }),
    ...(history.grownOld.length > SHOWN
      ? [`    and ${countOf(history.grownOld.length - SHOWN, "more file")} with such tests`]
      : []),
  ];
}

type Row = readonly [label: string, tests: number | undefined, paths: readonly string[]];

/** What makes the migration longer, or loses tests. */
const BAD: ReadonlySet<string> = new Set(["added, old", "new to old", "unreadable"]);

const LABEL = "old to new".length;
/** Files with added old tests that are named. */
const SHOWN = 10;

function describe([, tests, paths]: Row): string {
  const counted = tests === undefined ? [] : [countOf(tests, "test")];
  const names = paths.length === 0 ? "" : `: ${someOf(paths.map(escapeControls))}`;
  return `${[...counted, countOf(paths.length, "file")].join(", ")}${names}`;
}
