// `verify [PATH…]`: reads the options, then compares what files do before and after the migration.

import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import type { Command, Option as CommanderOption } from "commander";
import type { SuiteOptions } from "../../transforms/define-to-suite/suite-options.js";
import { behaviourFormats } from "../report/verify/registry.js";
import type { CommandModule } from "./command.js";
import { frameworkOption, readFrameworkOption } from "./framework-option.js";
import type { Io } from "./io.js";
import {
  type ConfigValues,
  defineConfigOptions,
  printSettings,
  readSettings,
  type Settings,
} from "./settings.js";
import { UsageError } from "./usage-error.js";
import type { VerifyRequest } from "./verify-request.js";

const TARGETS: readonly SuiteOptions["target"][] = ["builder", "list"];
const DEFAULT_TIMEOUT = 60;

export const verifyCommand: CommandModule = {
  define(command) {
    defineOptions(command);
    command.addHelpText(
      "after",
      `
Nothing is written. Each file that the migration is about runs twice: its old
text on the old framework, its new text on the new one. Suites, tests in order,
verdicts, everything printed and the exit status must be the same.

Without --valk the embedded evaluator runs the scripts; what it cannot know
(sockets, metrics, …) it says is unknown. With --valk the real interpreter runs
them in two scratch copies of the tree, never in the tree itself.

Exit status: 0 nothing differs; 1 something differs, or with --strict is
unknown; 2 wrong usage, or a file could not be read or proven; 130 interrupted.

Examples:
  valk-codemod verify                           evaluate the whole repository
  valk-codemod verify test/test_cart.valk       one file
  valk-codemod verify --valk build/valk         run the real interpreter
  valk-codemod verify --format junit -o v.xml   for a CI server`,
    );
  },

  async run(operands, values, io) {
    const settings = await readSettings({ ...(values as unknown as Values), paths: operands }, io);
    if (values.printConfig === true) {
      return printSettings(settings, io);
    }
    const request = readRequest(settings, operands, values as unknown as Values, io);
    const { verifyFiles } = await import("./verify-files.js");
    return verifyFiles(request, io);
  },
};

/** The options as commander reads them. */
interface Values extends ConfigValues {
  readonly valk?: string;
  readonly target?: SuiteOptions["target"];
  readonly framework?: string;
  readonly timeout?: number;
  readonly jobs?: number;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly root?: string;
  readonly format: string;
  readonly output?: string;
  readonly quiet?: true;
  readonly strict?: true;
}

function defineOptions(command: Command): void {
  const { InvalidArgumentError, Option }: typeof import("commander") = createRequire(
    import.meta.url,
  )("commander");
  const choice = (flags: string, text: string, choices: readonly string[]): CommanderOption =>
    new Option(flags, text).choices(choices);
  const collect = (value: string, before: readonly string[] = []): readonly string[] => [
    ...before,
    value,
  ];
  const readPositive = (value: string): number => {
    if (!/^[1-9]\d{0,5}$/.test(value)) {
      throw new InvalidArgumentError("It takes a number, 1 or more.");
    }
    return Number(value);
  };
  command
    .argument(
      "[PATH...]",
      "files and folders; if none, the configuration's roots or the current folder",
    )
    .option("--valk <FILE>", "run the scripts with this interpreter")
    .addOption(choice("--target <API>", "what registrations become; default: builder", TARGETS))
    .addOption(frameworkOption())
    .option("--timeout <SECONDS>", "limit for one run, with --valk; default: 60", readPositive)
    .option("--jobs <NUMBER>", "runs at a time, with --valk; default: one a core", readPositive)
    .option("--include <PATTERN>", "take only files that match; repeatable", collect)
    .option("--exclude <PATTERN>", "leave out files that match; repeatable", collect)
    .option("--root <FOLDER>", "what load paths are relative to; default: the repository")
    .addOption(
      choice("-f, --format <FORMAT>", "what the report looks like", [
        ...behaviourFormats.keys(),
      ]).default("text"),
    )
    .option("-o, --output <FILE>", "write the report to a file")
    .option("--strict", "fail on what is unknown, too")
    .option("-q, --quiet", "show only what differs, and one line of totals");
  defineConfigOptions(command);
}

function readRequest(
  settings: Settings,
  operands: readonly string[],
  values: Values,
  { cwd }: Io,
): VerifyRequest {
  const { valk, timeout, jobs, framework } = values;
  const { paths, include, exclude, target, indent, severities } = settings;
  if (valk === undefined && (timeout !== undefined || jobs !== undefined)) {
    throw new UsageError(
      "--timeout and --jobs make sense with --valk only",
      "the embedded evaluator has a fixed limit of steps",
    );
  }
  if (operands.includes("-")) {
    throw new UsageError("verify does not read standard input", "name files or folders");
  }
  return {
    paths,
    target,
    indent,
    severities,
    frameworkPath: settings.framework,
    // The list target runs on upstream's own module, which is not ours to replace unless asked.
    ...readFrameworkOption(framework, cwd),
    valk,
    timeoutSeconds: timeout ?? DEFAULT_TIMEOUT,
    jobs: jobs ?? availableParallelism(),
    include,
    exclude,
    openFolders: settings.openFolders,
    root: values.root,
    format: values.format,
    output: values.output,
    isQuiet: values.quiet === true,
    isStrict: values.strict === true,
  };
}
