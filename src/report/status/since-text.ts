// What changed since a commit, for people: a line for each kind of change, tests that were added in
// the old style by name of their files, for those undo the work.

import { escapeControls } from "../../text/escape.js";
import { countOf, someOf } from "../../text/wording.js";
import { type Block, facts, group, line } from "../document-text.js";
import type { Since, StatusOptions } from "./report.js";

/** The section; nothing is told of kinds of change that there were none of. */
export function formatSince(
  { ref, commit, history }: Since,
  { style }: StatusOptions,
): readonly Block[] {
  const { tests, files, grownOld } = history;
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
  const grown = grownOld.slice(0, SHOWN).map(({ path, tests: count }) => {
    const what = `${escapeControls(path)}: ${countOf(count, "test")} added in the old style`;
    return line(`  ${what}`, 6);
  });
  const rest = grownOld.length - SHOWN;
  const more = rest > 0 ? [`  and ${countOf(rest, "more file")} with such tests`] : [];
  const table = facts(
    shown.map((row) => ({ label: row[0], isBad: BAD.has(row[0]), text: describe(row) })),
  );
  return [group(head, [table, ...grown, ...more])];
}

type Row = readonly [label: string, tests: number | undefined, paths: readonly string[]];

/** What makes the migration longer, or loses tests. */
const BAD: ReadonlySet<string> = new Set(["added, old", "new to old", "unreadable"]);

/** Files with added old tests that are named. */
const SHOWN = 10;

function describe([, tests, paths]: Row): string {
  const counted = tests === undefined ? [] : [countOf(tests, "test")];
  const names = paths.length === 0 ? "" : `: ${someOf(paths.map(escapeControls))}`;
  return `${[...counted, countOf(paths.length, "file")].join(", ")}${names}`;
}
