// Where the reports of a run go: standard output, standard error, files. Invariant: whatever the
// format, findings and totals reach the user, and a machine-readable output holds nothing else.

import { resolve } from "node:path";
import { escapeControls } from "../run/escape.js";
import { reportFormats } from "../run/reports/registry.js";
import type { CreateReport, Report, ReportOptions, RunInfo } from "../run/reports/report.js";
import { createStyle } from "../run/style.js";
import { SPLIT_MINIMUM, views } from "../run/views/registry.js";
import type { CreateView } from "../run/views/view.js";
import type { Io, Output } from "./io.js";
import type { MigrateRequest } from "./migrate-request.js";
import { createOutputFile, type OutputFile } from "./output-file.js";
import { usesColor, widthOf } from "./terminal.js";

export interface ReportSinks {
  readonly reports: readonly Report[];
  /** Whether text appears on a terminal while the run goes on: nothing else may draw there. */
  readonly streamsToTerminal: boolean;
  /** Puts the files in place. Throws UsageError when that fails. */
  commit(): void;
  /** Removes what was not committed. */
  discard(): void;
}

/** Opens everything that the request names, before any work is done. Throws UsageError. */
export async function openSinks(
  request: MigrateRequest,
  run: RunInfo,
  io: Io,
): Promise<ReportSinks> {
  const { format, output, proof, mode, verbosity } = request;
  const reports: Report[] = [];
  const files: OutputFile[] = [];
  const open = (path: string): OutputFile => {
    const file = createOutputFile(resolve(io.cwd, path));
    files.push(file);
    return file;
  };
  const showDiff = format === "text" && mode === "preview" && verbosity !== "quiet";
  const createMain = await loadFormat(format);
  const createText = await loadFormat("text");
  const view = await loadView(viewFor(request, io));
  try {
    if (output !== undefined) {
      const file = open(output);
      const plain = optionsFor({ write: file.write }, request, io, view, showDiff);
      reports.push(createMain(file.write, run, plain));
      reports.push(
        createText(writerTo(io.stdout), run, optionsFor(io.stdout, request, io, view, false)),
      );
    } else {
      const write = format === "patch" ? safeWriterTo(io.stdout) : writerTo(io.stdout);
      reports.push(createMain(write, run, optionsFor(io.stdout, request, io, view, showDiff)));
    }
    if (output === undefined && format === "patch") {
      reports.push(
        createText(writerTo(io.stderr), run, optionsFor(io.stderr, request, io, view, false)),
      );
    }
    if (proof !== undefined) {
      const { createProofReport } = await import("../run/reports/proof.js");
      const file = open(proof);
      reports.push(createProofReport(file.write, run));
    }
  } catch (error) {
    discardAll(files);
    throw error;
  }
  return {
    reports,
    streamsToTerminal:
      output === undefined && io.stdout.isTTY === true && (format !== "text" || showDiff),
    commit: () => {
      for (const file of files) {
        file.commit();
      }
    },
    discard: () => discardAll(files),
  };
}

function discardAll(files: readonly OutputFile[]): void {
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
export function viewFor({ view, output }: MigrateRequest, { stdout }: Io): string {
  const columns = output === undefined ? widthOf(stdout) : undefined;
  return view === "split" && columns !== undefined && columns < SPLIT_MINIMUM ? "unified" : view;
}

function optionsFor(
  output: Output,
  { color, verbosity, context, hidden, showStatistics = false }: MigrateRequest,
  { env }: Io,
  view: CreateView,
  showDiff: boolean,
): ReportOptions {
  return {
    style: createStyle(usesColor(color, output, env)),
    columns: widthOf(output),
    verbosity,
    showDiff,
    context,
    view,
    hidden,
    showStatistics,
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
