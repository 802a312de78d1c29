// The folders of a status as a table: name, bar, how much is done. Invariant: on a terminal no row is
// wider than it; names are cut at their start before numbers are, and bars go first.

import type { FolderStatus } from "../../status/status.js";
import { percentOf, sumOf, type Tally } from "../../status/tally.js";
import { keepEnd, padColumns, padColumnsLeft, widestOf } from "../../text/columns.js";
import { escapeControls } from "../../text/escape.js";
import { countOf } from "../../text/wording.js";
import { formatBar } from "./bar.js";
import type { StatusOptions } from "./report.js";

/** What lines are laid out for where nobody knows how wide they may be. */
export const WIDTH_OF_PIPES = 80;

/** Per cent as people read them. */
export function shownPercent(tally: Tally): string {
  const percent = percentOf(tally);
  return percent === undefined ? "no tests" : `${percent} %`;
}

interface Row {
  readonly path: string;
  readonly tally: Tally;
  readonly facts: readonly string[];
}

/** Folders with tests; the others in one line. */
export function formatFolders(folders: readonly FolderStatus[], options: StatusOptions): string[] {
  const withTests = folders.filter(({ tally }) => sumOf(tally.files) > tally.files.none);
  if (withTests.length === 0) {
    return [];
  }
  const rows: Row[] = withTests.map(({ path, tally }) => ({
    path: escapeControls(path),
    tally,
    facts: factsOf(tally),
  }));
  const widths = HEADS.map((head, at) =>
    widestOf([head, ...rows.map(({ facts }) => facts[at] as string)]),
  );
  const { folder, cells } = shareWidth(rows, widths, options.columns);
  const others = folders.length - withTests.length;
  return [
    options.style.dim(formatRow("folder", "", HEADS, folder, cells, widths)),
    ...rows.map(({ path, tally, facts }) =>
      formatRow(
        path,
        cells > 0 ? formatBar(tally, cells, options) : "",
        facts,
        folder,
        cells,
        widths,
      ),
    ),
    ...(others > 0 ? [options.style.dim(`and ${countOf(others, "folder")} without tests`)] : []),
  ];
}

const HEADS = ["done", "files", "tests", "blocked"] as const;

function factsOf(tally: Tally): readonly string[] {
  const { files, done, left, stuck } = tally;
  const inWay = files.blocked + files.mixed + files.unreadable + files.failed;
  return [
    shownPercent(tally).replace("no tests", "-"),
    `${files.new}/${sumOf(files) - files.none}`,
    `${done}/${done + left + stuck}`,
    inWay === 0 ? "" : `${inWay}`,
  ];
}

const NARROWEST_FOLDER = 12;
const NARROWEST_BAR = 8;
const WIDEST_ROW_BAR = 30;

/** How wide the folder's column and the bar are; no bar where there is no room for one. */
function shareWidth(
  rows: readonly Row[],
  widths: readonly number[],
  columns: number | undefined,
): { readonly folder: number; readonly cells: number } {
  const wanted = Math.max(widestOf(rows.map(({ path }) => path)), "folder".length);
  const room = (columns ?? WIDTH_OF_PIPES) - widths.reduce((sum, width) => sum + width + 2, 0);
  if (columns === undefined) {
    return { folder: wanted, cells: WIDEST_ROW_BAR };
  }
  const folder = Math.min(wanted, Math.max(NARROWEST_FOLDER, room - 2 - NARROWEST_BAR));
  const cells = Math.min(WIDEST_ROW_BAR, room - 2 - folder);
  return cells < NARROWEST_BAR ? { folder: Math.min(wanted, room), cells: 0 } : { folder, cells };
}

function formatRow(
  path: string,
  bar: string,
  facts: readonly string[],
  folder: number,
  cells: number,
  widths: readonly number[],
): string {
  const first = padColumns(keepEnd(path, folder), folder);
  const shownBar = cells > 0 ? [bar === "" ? " ".repeat(cells) : bar] : [];
  const numbers = facts.map((fact, at) => padColumnsLeft(fact, widths[at] as number));
  return [first, ...shownBar, ...numbers].join("  ").trimEnd();
}
