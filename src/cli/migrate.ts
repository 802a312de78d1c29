// `migrate [PATH…]`: reads the options, then runs over files or over standard input.

import { createRequire } from "node:module";
import type { Command, Option as CommanderOption } from "commander";
import { transforms } from "../../transforms/registry.js";
import { FRAMEWORK_CHOICES, type FrameworkChoice } from "../run/framework.js";
import { reportFormats } from "../run/reports/registry.js";
import type { RunMode, Verbosity } from "../run/reports/report.js";
import type { TransformOptions } from "../transform/transform.js";
import type { CommandModule } from "./command.js";
import type { MigrateRequest } from "./migrate-request.js";
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
const TARGETS: readonly TransformOptions["target"][] = ["builder", "list"];

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
  valk-codemod migrate - < old.valk > new.valk  one file, as a filter`,
    );
  },

  async run(operands, values, io) {
    const settings = await readSettings({ ...(values as unknown as Values), paths: operands }, io);
    if (values.printConfig === true) {
      return printSettings(settings, io);
    }
    const request = readRequest(settings, values as unknown as Values);
    if (operands.includes("-")) {
      const { migrateStandardInput } = await import("./migrate-standard-input.js");
      return migrateStandardInput(request, io);
    }
    const { migrateFiles } = await import("./migrate-files.js");
    return migrateFiles(request, io);
  },
};

/** The options as commander reads them. */
interface Values extends ConfigValues {
  readonly write?: true;
  readonly check?: true;
  readonly allowDirty?: true;
  readonly allowNoVcs?: true;
  readonly atomic?: true;
  readonly transform: string;
  readonly target?: TransformOptions["target"];
  readonly framework?: FrameworkChoice;
  readonly verify?: true;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly ignore: boolean;
  readonly root?: string;
  readonly format: string;
  readonly output?: string;
  readonly proof?: string;
  readonly context: number;
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
  command
    .argument(
      "[PATH...]",
      "files and folders; if none, the configuration's roots or the current folder; - reads standard input",
    )
    .option("-w, --write", "write the changes")
    .option("--atomic", "with --write: all files or, after a failure, none")
    .option("--allow-dirty", "write files with uncommitted changes, too")
    .option("--allow-no-vcs", "write files that lie in no git repository, too")
    .option("-c, --check", "only tell, by the exit status too, whether anything is left to do")
    .option("-t, --transform <NAME>", "see: valk-codemod transforms", DEFAULT_TRANSFORM)
    .addOption(choice("--target <API>", "what registrations become; default: builder", TARGETS))
    .addOption(
      choice("--framework <MODULE>", "the framework module to leave behind", FRAMEWORK_CHOICES),
    )
    .option("--verify", "evaluate files before and after, and refuse what differs")
    .option("--include <PATTERN>", "take only files that match; repeatable", collect)
    .option("--exclude <PATTERN>", "leave out files that match; repeatable", collect)
    .option("--no-ignore", "take ignored files and node_modules too")
    .option("--root <FOLDER>", "what load paths are relative to; default: the repository")
    .addOption(
      choice(
        "-f, --format <FORMAT>",
        "what the report looks like",
        [...reportFormats.keys()],
        "text",
      ),
    )
    .option("-o, --output <FILE>", "write the report to a file")
    .option("--proof <FILE>", "write the proof of every change to a file, as JSON")
    .option("-U, --context <LINES>", "lines around each change", readCount, 3)
    .option("--diff-ignore-space", "hide lines of the preview that are only re-indented")
    .addOption(choice("--color <WHEN>", "colours in the report", COLOR_CHOICES, "auto"))
    .option("-q, --quiet", "show only what is blocked or failed, and one line of totals")
    .option("-v, --verbose", "list files that do not change, too");
  defineConfigOptions(command);
}

function readRequest(settings: Settings, values: Values): MigrateRequest {
  const transform = transforms.get(values.transform);
  if (transform === undefined) {
    const names = [...transforms.keys()].join(", ");
    throw new UsageError(`there is no transform ${values.transform}`, `there are: ${names}`);
  }
  if (values.write && values.check) {
    throw new UsageError("--write and --check exclude each other", "choose one of them");
  }
  if (values.output !== undefined && values.output === values.proof) {
    throw new UsageError("--output and --proof name one file", "give each a file of its own");
  }
  if (values.quiet && values.verbose) {
    throw new UsageError("--quiet and --verbose exclude each other", "choose one of them");
  }
  const { paths, include, exclude, target, indent, severities } = settings;
  return {
    paths,
    mode: readMode(values),
    transform,
    options: { target, indent },
    framework: readFramework(values, target),
    frameworkPath: settings.framework,
    severities,
    isVerified: values.verify === true,
    include,
    exclude,
    useIgnoreFiles: values.ignore,
    root: values.root,
    format: values.format,
    output: values.output,
    proof: values.proof,
    context: values.context,
    ignoreIndentation: values.diffIgnoreSpace === true,
    color: values.color,
    verbosity: readVerbosity(values),
    allowDirty: values.allowDirty === true,
    allowNoVcs: values.allowNoVcs === true,
    isAtomic: values.atomic === true,
  };
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

/** The list target runs on upstream's own module, which is not ours to replace unless asked. */
function readFramework(
  { framework, transform }: Values,
  target: TransformOptions["target"],
): FrameworkChoice | undefined {
  if (transform !== DEFAULT_TRANSFORM) {
    return undefined;
  }
  return framework ?? (target === "list" ? "keep" : "auto");
}
