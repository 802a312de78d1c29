// `migrate [PATH…]`: reads the options, then runs over files or over standard input.

import { createRequire } from "node:module";
import type { Command, Option as CommanderOption } from "commander";
import type { SuiteOptions } from "../../transforms/define-to-suite/suite-options.js";
import { transforms } from "../../transforms/registry.js";
import { reportFormats } from "../report/migrate/registry.js";
import type { RunMode, Verbosity } from "../report/migrate/report.js";
import { CHANGE_CLASSES, type ChangeClass } from "../review/change-class.js";
import { type ChangeValues, readChangeRequest } from "./changed-files.js";
import type { CommandModule } from "./command.js";
import { frameworkOption, readFrameworkOption } from "./framework-option.js";
import type { Io } from "./io.js";
import type { MigrateRequest } from "./migrate-request.js";
import { addReportOptions, type ReportWord, readTargets } from "./report-targets.js";
import {
  type ConfigValues,
  defineConfigOptions,
  printSettings,
  readSettings,
  type Settings,
} from "./settings.js";
import { COLOR_CHOICES, type ColorChoice } from "./terminal.js";
import { UsageError } from "./usage-error.js";

const DEFAULT_TRANSFORM = "define-to-suite";
const VIEWS: readonly string[] = ["unified", "split"];
const HIDE_TEXT = "leave out classes of changes, such as reindented,renamed; repeatable";
const TARGETS: readonly SuiteOptions["target"][] = ["builder", "list"];

export const migrateCommand: CommandModule = {
  define(command) {
    defineOptions(command);
    command.addHelpText(
      "after",
      `
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
    );
  },

  async run(operands, values, io) {
    const settings = await readSettings({ ...(values as unknown as Values), paths: operands }, io);
    if (values.printConfig === true) {
      return printSettings(settings, io);
    }
    const request = readRequest(settings, values as unknown as Values, io);
    if (operands.includes("-")) {
      const { migrateStandardInput } = await import("./migrate-standard-input.js");
      return migrateStandardInput(request, io);
    }
    if ((values as unknown as Values).interactive) {
      const { migrateInteractively } = await import("./migrate-interactive.js");
      return migrateInteractively(request, io);
    }
    const { migrateFiles } = await import("./migrate-files.js");
    return migrateFiles(request, io);
  },
};

/** The options as commander reads them. */
interface Values extends ChangeValues, ConfigValues {
  readonly write?: true;
  readonly interactive?: true;
  readonly check?: true;
  readonly allowDirty?: true;
  readonly allowNoVcs?: true;
  readonly atomic?: true;
  readonly transform: string;
  readonly target?: SuiteOptions["target"];
  readonly framework?: string;
  readonly verify?: true;
  readonly markdown?: true;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly ignore: boolean;
  readonly root?: string;
  /** Both --format and --output, in their order. */
  readonly format: readonly ReportWord[];
  readonly proof?: string;
  readonly context: number;
  readonly view: string;
  readonly wordDiff?: true;
  readonly stats?: true;
  readonly pager: boolean;
  readonly hide?: readonly ChangeClass[];
  readonly diffIgnoreSpace?: true;
  readonly color: ColorChoice;
  readonly quiet?: true;
  readonly verbose?: true;
}

function defineOptions(command: Command): void {
  const { InvalidArgumentError, Option }: typeof import("commander") = createRequire(
    import.meta.url,
  )("commander");
  const choice = (
    flags: string,
    text: string,
    choices: readonly string[],
    fallback?: string,
  ): CommanderOption => new Option(flags, text).choices(choices).default(fallback);
  const collect = (value: string, before: readonly string[] = []): readonly string[] => [
    ...before,
    value,
  ];
  const readCount = (value: string): number => {
    if (!/^\d{1,6}$/.test(value)) {
      throw new InvalidArgumentError("It takes a number, 0 or more.");
    }
    return Number(value);
  };
  const readClasses = (
    value: string,
    before: readonly ChangeClass[] = [],
  ): readonly ChangeClass[] => [
    ...before,
    ...value.split(",").map((name) => {
      const found = CHANGE_CLASSES.find((known) => known === name.trim());
      if (found === undefined) {
        throw new InvalidArgumentError(`It takes any of ${CHANGE_CLASSES.join(", ")}.`);
      }
      return found;
    }),
  ];
  command
    .argument(
      "[PATH...]",
      "files and folders; if none, the configuration's roots or the current folder; - reads standard input",
    )
    .option("-w, --write", "write the changes")
    .option("-i, --interactive", "choose file by file, change by change; writes what is accepted")
    .option("--atomic", "with --write: all files or, after a failure, none")
    .option("--allow-dirty", "write files with uncommitted changes, too")
    .option("--allow-no-vcs", "write files that lie in no git repository, too")
    .option("-c, --check", "only tell, by the exit status too, whether anything is left to do")
    .option("-t, --transform <NAME>", "see: valk-codemod transforms", DEFAULT_TRANSFORM)
    .addOption(
      choice("--target <API>", "what registrations become; default: what the module runs", TARGETS),
    )
    .addOption(frameworkOption())
    .option("--verify", "evaluate files before and after, and refuse what differs")
    .option("--markdown", "migrate code blocks of Markdown files, too")
    .option("--since <REF>", "only files that changed since the branch left REF")
    .option("--staged", "only files that are staged, as they are staged")
    .option("--changed", "only files with uncommitted changes, new ones included")
    .option("--include <PATTERN>", "take only files that match; repeatable", collect)
    .option("--exclude <PATTERN>", "leave out files that match; repeatable", collect)
    .option("--no-ignore", "take ignored files and node_modules too")
    .option("--root <FOLDER>", "what load paths are relative to; default: the repository");
  addReportOptions(command, Option, [...reportFormats.keys()]);
  command
    .option("--proof <FILE>", "write the proof of every change to a file, as JSON")
    .option("-U, --context <LINES>", "lines around each change", readCount, 3)
    .addOption(choice("--view <VIEW>", "how the preview shows changes", VIEWS, "unified"))
    .option("--word-diff", "show each changed line once, with [-old-]{+new+} words")
    .option("--hide <CLASSES>", HIDE_TEXT, readClasses)
    .option("--diff-ignore-space", "the same as --hide reindented")
    .option("--stats", "changes by class, findings by code and times, behind the summary")
    .option("--no-pager", "show a long preview without $PAGER")
    .addOption(choice("--color <WHEN>", "colours in the report", COLOR_CHOICES, "auto"))
    .option("-q, --quiet", "show only what is blocked or failed, and one line of totals")
    .option("-v, --verbose", "list files that do not change, too");
  defineConfigOptions(command);
}

function readRequest(settings: Settings, values: Values, { cwd }: Io): MigrateRequest {
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
  const { hide = [] } = values;
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
    useIgnoreFiles: values.ignore,
    root: values.root,
    reports,
    proof: values.proof,
    context: values.context,
    view: readView(values),
    usesPager: values.pager,
    showStatistics: values.stats === true,
    hidden: new Set(values.diffIgnoreSpace ? [...hide, "reindented"] : hide),
    color: values.color,
    verbosity: readVerbosity(values),
    allowDirty: values.allowDirty === true,
    allowNoVcs: values.allowNoVcs === true,
    isAtomic: values.atomic === true,
  };
}

function readView({ view, wordDiff }: Values): string {
  if (wordDiff && view === "split") {
    throw new UsageError("--word-diff and --view split exclude each other", "choose one of them");
  }
  return wordDiff ? "word-diff" : view;
}

function readMode({ write, check }: Values): RunMode {
  if (write) {
    return "write";
  }
  return check ? "check" : "preview";
}

function readVerbosity({ quiet, verbose }: Values): Verbosity {
  if (quiet) {
    return "quiet";
  }
  return verbose ? "verbose" : "normal";
}

/** Other transforms have nothing to do with the test framework. */
function readFramework(
  { framework, transform }: Values,
  cwd: string,
): Pick<MigrateRequest, "framework" | "givenModule"> {
  return transform === DEFAULT_TRANSFORM
    ? readFrameworkOption(framework, cwd)
    : { framework: undefined };
}
