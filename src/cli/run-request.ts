// What every run over files shares, whatever changes them: the request that is made of the options, and
// the way from there to files, standard input or a dialogue. Called by `migrate`, `rewrite` and the like.

import type { AnyTransform } from "../../transforms/all-transforms.js";
import type { RunMode, Verbosity } from "../report/migrate/report.js";
import { readChangeRequest } from "./changed-files.js";
import type { ExitStatus } from "./exit-status.js";
import type { Io } from "./io.js";
import type { RunValues } from "./migrate-options.js";
import type { MigrateRequest } from "./migrate-request.js";
import { readTargets } from "./report-targets.js";
import type { Settings } from "./settings.js";
import { UsageError } from "./usage-error.js";

/** The request of a run that has nothing to do with the test framework. Throws UsageError. */
export function readRunRequest(
  settings: Settings,
  values: RunValues,
  transform: AnyTransform,
): MigrateRequest {
  if (values.write && values.check) {
    throw new UsageError("--write and --check exclude each other", "choose one of them");
  }
  const { paths, include, exclude, target, indent, severities } = settings;
  const reports = readTargets(values.format);
  if (values.interactive && (values.check || paths.includes("-"))) {
    throw new UsageError("--interactive writes files", "leave out --check and -");
  }
  const isPlain = reports.every(({ format, path }) => format === "text" && path === undefined);
  if (values.interactive && (!isPlain || values.quiet)) {
    throw new UsageError(
      "--interactive shows its own text",
      "leave out --format, --output and --quiet",
    );
  }
  if (values.quiet && values.verbose) {
    throw new UsageError("--quiet and --verbose exclude each other", "choose one of them");
  }
  return {
    paths,
    mode: readMode(values),
    transform,
    options: { target, indent },
    framework: undefined,
    frameworkPath: settings.framework,
    severities,
    changes: readChangeRequest(values),
    include,
    exclude,
    openFolders: settings.openFolders,
    useIgnoreFiles: values.ignore !== false,
    failsOnChange: values.exitNonzeroOnChange === true,
    mustFind: values.check === true && !values.allowEmpty,
    root: values.root,
    findDialect: settings.findDialect,
    changedLines: values.changedLines,
    reports,
    proof: values.proof,
    context: values.context,
    view: readView(values),
    usesPager: values.pager !== false,
    showStatistics: values.stats === true,
    hidden: new Set(values.hide),
    unfolds: values.unfold === true,
    color: values.color,
    verbosity: readVerbosity(values),
    allowDirty: values.allowDirty === true,
    allowNoVcs: values.allowNoVcs === true,
    isAtomic: values.atomic === true,
  };
}

/** Runs over files, over standard input, or in a dialogue. */
export async function runRequest(
  request: MigrateRequest,
  { interactive }: Pick<RunValues, "interactive">,
  io: Io,
): Promise<ExitStatus> {
  if (request.paths.includes("-")) {
    const { migrateStandardInput } = await import("./migrate-standard-input.js");
    return migrateStandardInput(request, io);
  }
  if (interactive) {
    const { migrateInteractively } = await import("./migrate-interactive.js");
    return migrateInteractively(request, io);
  }
  const { migrateFiles } = await import("./migrate-files.js");
  return migrateFiles(request, io);
}

function readView({ view, wordDiff }: RunValues): string {
  if (wordDiff && view === "split") {
    throw new UsageError("--word-diff and --view split exclude each other", "choose one of them");
  }
  return wordDiff ? "word-diff" : view;
}

function readMode({ write, check }: RunValues): RunMode {
  if (write) {
    return "write";
  }
  return check ? "check" : "preview";
}

function readVerbosity({ quiet, verbose }: RunValues): Verbosity {
  if (quiet) {
    return "quiet";
  }
  return verbose ? "verbose" : "normal";
}
