// `migrate [PATH…]`: reads the options, then runs over files or over standard input.

import { transforms } from "../../transforms/all-transforms.js";
import type { RunMode, Verbosity } from "../report/migrate/report.js";
import { readChangeRequest } from "./changed-files.js";
import { makeCommand } from "./command.js";
import { readFrameworkOption } from "./framework-option.js";
import type { Io } from "./io.js";
import { DEFAULT_TRANSFORM, MIGRATE_OPTIONS, type MigrateValues } from "./migrate-options.js";
import type { MigrateRequest } from "./migrate-request.js";
import { readTargets } from "./report-targets.js";
import { printSettings, readSettings, type Settings } from "./settings.js";
import { PATHS } from "./shared-options.js";
import { UsageError } from "./usage-error.js";

export const migrateCommand = makeCommand({
  operand: { ...PATHS, text: `${PATHS.text}; - reads standard input` },
  options: MIGRATE_OPTIONS,
  help: `
Patterns are those of .gitignore files. Paths that are given by name are taken
even when they are ignored.

Before anything is written, the originals go into .valk-codemod/ at the top of
the repository: valk-codemod undo restores them, after a crash, too. Files with
uncommitted changes are not written, nor files outside git, unless allowed.

Exit status: 0 done or nothing to do; 1 something is left to do (--check, or
--write with blocked files); 2 wrong usage, a run that is not allowed to write,
or a file could not be read, proven or written; 130 interrupted.

Examples:
  valk-codemod migrate                          preview the whole repository
  valk-codemod migrate test --write             migrate what is below test/
  valk-codemod migrate --format patch > p.diff  then: git apply p.diff
  valk-codemod migrate --format text --format sarif --output migrate.sarif
  valk-codemod migrate - < old.valk > new.valk  one file, as a filter`,

  async run(operands, values, io) {
    const settings = await readSettings({ ...values, paths: operands }, io);
    if (values.printConfig) {
      return printSettings(settings, io);
    }
    const request = readRequest(settings, values, io);
    if (operands.includes("-")) {
      const { migrateStandardInput } = await import("./migrate-standard-input.js");
      return migrateStandardInput(request, io);
    }
    if (values.interactive) {
      const { migrateInteractively } = await import("./migrate-interactive.js");
      return migrateInteractively(request, io);
    }
    const { migrateFiles } = await import("./migrate-files.js");
    return migrateFiles(request, io);
  },
});

function readRequest(settings: Settings, values: MigrateValues, { cwd }: Io): MigrateRequest {
  const transform = transforms.get(values.transform);
  if (transform === undefined) {
    const names = [...transforms.keys()].join(", ");
    throw new UsageError(`there is no transform ${values.transform}`, `there are: ${names}`);
  }
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
  if (values.markdown && values.transform !== DEFAULT_TRANSFORM) {
    throw new UsageError(
      `--markdown makes no sense with the transform ${values.transform}`,
      `code blocks are migrated by ${DEFAULT_TRANSFORM} alone`,
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
    ...readFramework(values, cwd),
    frameworkPath: settings.framework,
    severities,
    isVerified: values.verify === true,
    migratesMarkdown: values.markdown === true,
    changes: readChangeRequest(values),
    include,
    exclude,
    openFolders: settings.openFolders,
    useIgnoreFiles: values.ignore !== false,
    failsOnChange: values.exitNonzeroOnChange === true,
    mustFind: values.check === true && !values.allowEmpty,
    root: values.root,
    reports,
    proof: values.proof,
    context: values.context,
    view: readView(values),
    usesPager: values.pager !== false,
    showStatistics: values.stats === true,
    hidden: new Set(values.hide),
    color: values.color,
    verbosity: readVerbosity(values),
    allowDirty: values.allowDirty === true,
    allowNoVcs: values.allowNoVcs === true,
    isAtomic: values.atomic === true,
  };
}

function readView({ view, wordDiff }: MigrateValues): string {
  if (wordDiff && view === "split") {
    throw new UsageError("--word-diff and --view split exclude each other", "choose one of them");
  }
  return wordDiff ? "word-diff" : view;
}

function readMode({ write, check }: MigrateValues): RunMode {
  if (write) {
    return "write";
  }
  return check ? "check" : "preview";
}

function readVerbosity({ quiet, verbose }: MigrateValues): Verbosity {
  if (quiet) {
    return "quiet";
  }
  return verbose ? "verbose" : "normal";
}

/** Other transforms have nothing to do with the test framework. */
function readFramework(
  { framework, transform }: MigrateValues,
  cwd: string,
): Pick<MigrateRequest, "framework" | "givenModule"> {
  return transform === DEFAULT_TRANSFORM
    ? readFrameworkOption(framework, cwd)
    : { framework: undefined };
}
