// Where the reports of a run go: standard output, standard error, files. Invariant: whatever the
// formats, findings and totals reach the user, and a machine-readable output holds nothing else.

import { resolve } from "node:path";
import type { PlannedFile } from "../outcome/planned-file.js";
import type {
  CreateReport,
  CreateSplitReport,
  Report,
  ReportOptions,
  RunInfo,
  SplitOptions,
} from "../report/migrate/report.js";
import { reportFormats, splitFormats } from "../report/migrate/report-formats.js";
import type { CreateView } from "../report/views/view.js";
import { SPLIT_MINIMUM, views } from "../report/views/views.js";
import { escapeControls } from "../text/escape.js";
import type { KeptTexts } from "../text/kept-texts.js";
import type { IsChanged } from "./changed-lines.js";
import type { Io, Output } from "./io.js";
import type { MigrateRequest } from "./migrate-request.js";
import { createOutputFile, type OutputFile } from "./output-file.js";
import { formatOnOutput } from "./report-targets.js";
import { openStepSummary, type StepSummary } from "./step-summary.js";
import { textOptionsFor, widthOf } from "./terminal.js";

export interface ReportSinks {
  readonly reports: readonly Report[];
  /** Whether text appears on a terminal while the run goes on: nothing else may draw there. */
  readonly streamsToTerminal: boolean;
  /** Whether nobody will see any of it: all goes to standard output, and its reader has left. */
  isUnheard(): boolean;
  /** Puts the files in place. Throws UsageError when that fails. */
  commit(): void;
  /** Removes what was not committed. */
  discard(): void;
}

/** Formats that are followed while the run goes on, so that their files are written at once. */
const LIVE: ReadonlySet<string> = new Set(["jsonl"]);

/** A report that will be made once everything has been opened. */
interface Opening {
  readonly create: CreateReport;
  readonly write: (text: string) => void;
  readonly options: ReportOptions;
}

/** What reports show of a run, where it is not all in one. */
export interface SinkOptions {
  /** The name of the piece that a path belongs to: splits the patch, or the page, into a folder of several. */
  readonly nameOf?: SplitOptions["nameOf"] | undefined;
  /** Whether formats that show findings alone show one of this place. */
  readonly isShown?: IsChanged | undefined;
  /** What earlier runs showed, for the text report. */
  readonly previews?: KeptTexts | undefined;
}

/** Formats that show findings alone, at their lines. */
const ANNOTATIONS: ReadonlySet<string> = new Set(["github", "gitlab", "rdjson", "sarif"]);

/** Opens everything that the request names, before any work is done. Throws UsageError. */
export async function openSinks(
  request: MigrateRequest,
  run: RunInfo,
  io: Io,
  { nameOf, isShown, previews }: SinkOptions = {},
): Promise<ReportSinks> {
  const files: Pick<OutputFile, "commit" | "discard">[] = [];
  const name = viewFor(request, io);
  const view = await loadView(name);
  try {
    const split = nameOf && (await openSplit(nameOf, request, io, view));
    const reports = split
      ? request.reports.filter(({ path }) => path !== split.path)
      : request.reports;
    const open = (path: string, isLive?: boolean): OutputFile => {
      const file = createOutputFile(resolve(io.cwd, path), isLive);
      files.push(file);
      return file;
    };
    const all = await openAll({ ...request, reports }, io, view, isShown, open);
    const openings = all.map(
      (opening): Opening => ({
        ...opening,
        options: { ...opening.options, previews: previews && { texts: previews, view: name } },
      }),
    );
    if (split !== undefined) {
      files.push(split.folder);
      openings.push(split.opening);
    }
    const summary = hasFormat(request, "github") ? openStepSummary(io) : undefined;
    if (summary !== undefined) {
      files.push(summary);
      openings.push(await openSummary(summary, request, io, view));
    }
    const onOutput = formatOnOutput(request.reports);
    return {
      reports: openings.map(({ create, write, options }) => create(write, run, options)),
      streamsToTerminal:
        io.stdout.isTTY === true &&
        onOutput !== undefined &&
        // A preview is written at its end, a search as it goes.
        (onOutput !== "text" || request.isSearch === true),
      isUnheard: () => files.length === 0 && io.stdout.isLeft === true,
      commit() {
        for (const file of files) {
          file.commit();
        }
      },
      discard: () => discardAll(files),
    };
  } catch (error) {
    discardAll(files);
    throw error;
  }
}

async function openAll(
  request: MigrateRequest,
  io: Io,
  view: CreateView,
  isShown: IsChanged | undefined,
  open: (path: string, isLive?: boolean) => OutputFile,
): Promise<Opening[]> {
  const openings: Opening[] = [];
  for (const { format, path } of request.reports) {
    const loaded = await loadFormat(format);
    const create = isShown && ANNOTATIONS.has(format) ? narrowed(loaded, isShown) : loaded;
    const output = path === undefined ? io.stdout : open(path, LIVE.has(format));
    const write = format === "text" ? writerTo(output) : safeWriterTo(output);
    openings.push({
      create,
      write,
      options: optionsFor(output, request, io, view, showsDiff(request)),
    });
  }
  const beside = placeForText(request, io);
  if (beside !== undefined) {
    const options = optionsFor(beside, request, io, view);
    openings.push({ create: await loadFormat("text"), write: writerTo(beside), options });
  }
  if (request.proof !== undefined) {
    const { createProofReport } = await import("../report/migrate/proof.js");
    const { write } = open(request.proof);
    openings.push({
      create: createProofReport,
      write,
      options: optionsFor({ write }, request, io, view),
    });
  }
  return openings;
}

/** The report without the findings that are not shown. */
function narrowed(create: CreateReport, isShown: IsChanged): CreateReport {
  return (write, run, options) => {
    const report = create(write, run, options);
    const inChanged = (file: PlannedFile): PlannedFile => ({
      ...file,
      findings: file.findings.filter(({ line, end }) =>
        isShown({ path: file.path, line, ...(end && { end }) }),
      ),
    });
    return { ...report, file: (file) => report.file(inChanged(file)) };
  };
}

/** A folder in the place of the one report that can be split; what asks for it makes sure that there is one. */
async function openSplit(
  nameOf: SplitOptions["nameOf"],
  request: MigrateRequest,
  io: Io,
  view: CreateView,
) {
  const target = request.reports.find(({ format }) => splitFormats.has(format));
  const { format, path } = target as { format: string; path: string };
  const load = splitFormats.get(format) as () => Promise<CreateSplitReport>;
  const { createOutputFolder } = await import("./output-folder.js");
  const createSplit = await load();
  const folder = createOutputFolder(resolve(io.cwd, path));
  const write = (): void => {};
  const opening: Opening = {
    create: createSplit({ nameOf, append: folder.append }),
    write,
    options: optionsFor({ write }, request, io, view),
  };
  return { path, folder, opening };
}

/** The comment of a pull request, on the page of the workflow. */
async function openSummary(
  { room, write }: StepSummary,
  request: MigrateRequest,
  io: Io,
  view: CreateView,
): Promise<Opening> {
  const { createMarkdownWithin } = await import("../report/migrate/markdown.js");
  return {
    create: (text, run, options) => createMarkdownWithin(room, text, run, options),
    write,
    options: optionsFor({ write }, request, io, view),
  };
}

function hasFormat({ reports }: MigrateRequest, name: string): boolean {
  return reports.some(({ format }) => format === name);
}

/** Where findings and totals go that standard output does not show; undefined if it does. */
function placeForText({ reports }: MigrateRequest, io: Io): Output | undefined {
  const format = formatOnOutput(reports);
  if (format === undefined) {
    return io.stdout;
  }
  return format === "patch" ? io.stderr : undefined;
}

function showsDiff({ mode, verbosity }: MigrateRequest): boolean {
  return mode === "preview" && verbosity !== "quiet";
}

function discardAll(files: readonly Pick<OutputFile, "discard">[]): void {
  for (const file of files) {
    file.discard();
  }
}

async function loadFormat(format: string): Promise<CreateReport> {
  const load = reportFormats.get(format) as () => Promise<CreateReport>;
  return load();
}

/** The view of that name. */
export async function loadView(name: string): Promise<CreateView> {
  const load = views.get(name) as () => Promise<CreateView>;
  return load();
}

/** The view asked for, where there is room for it. */
export function viewFor({ view, reports }: MigrateRequest, { stdout }: Io): string {
  const columns = formatOnOutput(reports) === "text" ? widthOf(stdout) : undefined;
  return view === "split" && columns !== undefined && columns < SPLIT_MINIMUM ? "unified" : view;
}

function optionsFor(
  output: Output,
  {
    color,
    verbosity,
    context,
    hidden,
    unfolds = false,
    showStatistics = false,
    onEnd,
    reports,
    proof,
  }: MigrateRequest,
  { env, stdout, stderr }: Io,
  view: CreateView,
  showDiff = false,
): ReportOptions {
  const paths = [...reports.map(({ path }) => path), proof].filter((path) => path !== undefined);
  return {
    ...textOptionsFor(output, color, env),
    reportPaths: output === stdout || output === stderr ? paths : [],
    verbosity,
    showDiff,
    context,
    view,
    hidden: unfolds ? hidden : new Set([...hidden, "reindented"]),
    showStatistics,
    showSummary: onEnd === undefined,
  };
}

function writerTo(output: Output): (text: string) => void {
  return (text) => {
    output.write(text);
  };
}

/** For exact formats: a terminal is shown their control characters, everything else gets them. */
function safeWriterTo(output: Output): (text: string) => void {
  const write = writerTo(output);
  return output.isTTY === true
    ? (text) => write(text.split("\n").map(escapeControls).join("\n"))
    : write;
}
