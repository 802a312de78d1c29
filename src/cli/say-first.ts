// What a reader of a report has to know before it begins, on standard error: where its paths start,
// what was passed over, and which options have no effect on it.

import { resolve } from "node:path";
import { SPLIT_MINIMUM } from "../report/views/views.js";
import { escapeControls } from "../text/escape.js";
import { countOf, someOf } from "../text/wording.js";
import { describeNothing, type FolderDiscovery } from "./discover-files.js";
import type { Io } from "./io.js";
import type { MigrateRequest } from "./migrate-request.js";
import { formatOnOutput } from "./report-targets.js";
import { sayLeftAside } from "./say-left-aside.js";
import { sayUnseen } from "./say-unseen.js";
import type { RunDiscovery } from "./staged-working.js";
import { widthOf } from "./terminal.js";

/** How many files one page shows with ease. */
const MANY_FILES = 2000;

/** Formats from which the root can be read, or that have no use for it. */
const SAYS_ROOT: ReadonlySet<string> = new Set(["json", "jsonl", "sarif", "github"]);

/** Says all of it, a line each; nothing where there is nothing to say. */
export function sayFirst(request: MigrateRequest, discovery: RunDiscovery, io: Io): void {
  const { root } = discovery;
  const { stdout, stderr, cwd } = io;
  const { reports, verbosity, view, showStatistics, hidden } = request;
  const formats = reports.map(({ format }) => format);
  const shown = formatOnOutput(reports);
  if (
    formats.some((format) => !SAYS_ROOT.has(format)) &&
    verbosity !== "quiet" &&
    resolve(cwd) !== root
  ) {
    stderr.write(`Paths are relative to ${escapeControls(root)}\n`);
  }
  const { framework } = request;
  const decides = framework !== undefined && framework !== "keep";
  if (verbosity !== "quiet" || decides) {
    sayUnseen(discovery, io, { looks: decides, isQuiet: verbosity === "quiet" });
  }
  if (verbosity !== "quiet") {
    sayNothing(request, discovery, io);
    sayStaged(request, discovery, io);
  }
  const rootKey = decides ? "framework" : request.rootKey;
  if (verbosity !== "quiet" && rootKey !== undefined) {
    sayLeftAside(discovery.folders, rootKey, io);
  }
  const columns = widthOf(stdout) ?? SPLIT_MINIMUM;
  if (view === "split" && shown === "text" && columns < SPLIT_MINIMUM) {
    const has = `this terminal has ${columns}, so the view is unified`;
    stderr.write(`note: --view split needs ${SPLIT_MINIMUM} columns; ${has}\n`);
  }
  const page = reports.find(({ format, path }) => format === "html" && path !== undefined);
  const count = discovery.files.filter(({ selected }) => selected).length;
  if (page !== undefined && count > MANY_FILES && request.splitBy === undefined) {
    stderr.write(
      `note: ${countOf(count, "file")} in one page are slow to open; --split-by folder --output FOLDER makes a page for each folder\n`,
    );
  }
  const others = formats.filter((format) => format !== "text").join(" and ");
  // Beside a patch, and beside reports in files, findings and totals are shown as text.
  const hasText = shown === undefined || shown === "patch" || formats.includes("text");
  if (showStatistics && !hasText) {
    stderr.write(`note: --stats shows nothing in the format ${others}\n`);
  }
  if (hidden.size > 0 && others !== "") {
    stderr.write(`note: --hide hides nothing in the format ${others}\n`);
  }
}

/** Says of which files only a part is looked at, and what becomes of the rest. */
function sayStaged(
  { mode, isSearch }: MigrateRequest,
  { files, documents, working }: RunDiscovery,
  { stderr }: Io,
): void {
  const parts = [...files, ...documents].filter(
    ({ path, selected, outcome }) =>
      selected && outcome === undefined && working?.isEdited(path) === true,
  );
  if (parts.length === 0) {
    return;
  }
  const one = parts.length === 1;
  const rest = mode === "write" ? "what is not staged stays" : "--write leaves the rest as it is";
  const what = `${countOf(parts.length, "file")} ${one ? "is" : "are"} staged in parts, of which only what is staged is read`;
  const names = someOf(parts.map(({ path }) => escapeControls(path)));
  stderr.write(`note: ${what}${isSearch ? "" : `; ${rest}`}: ${names}\n`);
}

/** Says that the paths that were named hold nothing: a preview, or a write, of nothing is no error. */
function sayNothing(
  { paths, changes }: MigrateRequest,
  discovery: FolderDiscovery,
  { stderr }: Io,
): void {
  const nothing =
    paths.length > 0 && changes === undefined ? describeNothing(discovery, { paths }) : undefined;
  if (nothing !== undefined) {
    stderr.write(`note: ${escapeControls(nothing.message)}\n`);
  }
}
