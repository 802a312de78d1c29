// `verify [PATH…]`: reads the options, then compares what files do before and after the migration.

import { availableParallelism } from "node:os";
import { behaviourFormats } from "../report/verify/behaviour-formats.js";
import { makeCommand } from "./command.js";
import { exitHelp } from "./exit-help.js";
import type { Io } from "./io.js";
import { type OptionRow, readPositive, type ValuesOf } from "./option-table.js";
import { outputFileOf } from "./report-targets.js";
import { printSettings, readSettings, type Settings } from "./settings.js";
import {
  ALLOW_EMPTY,
  CONFIG_OPTIONS,
  color,
  DIALECT,
  FRAMEWORK,
  format,
  OUTPUT,
  PATHS,
  PATTERNS,
  quiet,
  ROOT,
  target,
} from "./shared-options.js";
import { chooseTransform, TO, TRANSFORM } from "./transform-option.js";
import { UsageError } from "./usage-error.js";
import type { VerifyRequest } from "./verify-request.js";

const DEFAULT_TIMEOUT = 60;

const OPTIONS = [
  { flags: "--valk <FILE>", text: "run the scripts with this interpreter" },
  TRANSFORM,
  TO,
  target("builder"),
  FRAMEWORK,
  {
    flags: "--timeout <SECONDS>",
    text: `limit for one run, with --valk; default: ${DEFAULT_TIMEOUT}`,
    read: readPositive,
  },
  {
    flags: "--jobs <NUMBER>",
    text: "runs at a time, with --valk; default: one a core",
    read: readPositive,
  },
  ...PATTERNS,
  ALLOW_EMPTY,
  ROOT,
  DIALECT,
  format([...behaviourFormats.keys()]),
  OUTPUT,
  { flags: "--strict", text: "fail on what is unknown, too" },
  color("report"),
  quiet("what differs, and one line of totals"),
  ...CONFIG_OPTIONS,
] as const satisfies readonly OptionRow[];

export const verifyCommand = makeCommand({
  operands: [PATHS],
  options: OPTIONS,
  help: `
Nothing is written. Each file that the migration is about runs twice: its old
text on the old framework, its new text on the new one. Suites, tests in order,
verdicts, everything printed and the exit status must be the same.

Without --valk the embedded evaluator runs the scripts; what it cannot know
(sockets, metrics, …) it says is unknown. With --valk the real interpreter runs
them in two scratch copies of the tree, never in the tree itself.

${exitHelp({
  0: "nothing differs",
  1: "something differs, or with --strict is unknown",
  2: "wrong usage, or a file could not be read or proven",
})}

Examples:
  valk-codemod verify                           evaluate the whole repository
  valk-codemod verify test/test_cart.valk       one file
  valk-codemod verify --valk build/valk         run the real interpreter
  valk-codemod verify --to builder              lists as pipelines, too
  valk-codemod verify --format junit -o v.xml   for a CI server`,

  async run(operands, values, io) {
    const settings = await readSettings({ ...values, paths: operands }, io);
    if (values.printConfig) {
      return printSettings(settings, io);
    }
    const request = await readRequest(settings, values, io);
    const { verifyFiles } = await import("./verify-files.js");
    return verifyFiles(request, io);
  },
});

async function readRequest(
  settings: Settings,
  values: ValuesOf<typeof OPTIONS>,
  { cwd }: Io,
): Promise<VerifyRequest> {
  const { valk, timeout, jobs } = values;
  const { paths, include, exclude, indent, severities } = settings;
  if (valk === undefined && (timeout !== undefined || jobs !== undefined)) {
    throw new UsageError(
      "--timeout and --jobs make sense with --valk only",
      "the embedded evaluator has a fixed limit of steps",
    );
  }
  return {
    ...(await chooseTransform(values, settings.target, cwd)),
    paths,
    indent,
    severities,
    frameworkPath: settings.framework,
    valk,
    timeoutSeconds: timeout ?? DEFAULT_TIMEOUT,
    jobs: jobs ?? availableParallelism(),
    include,
    exclude,
    openFolders: settings.openFolders,
    mustFind: !values.allowEmpty,
    root: values.root,
    findDialect: settings.findDialect,
    format: values.format,
    output: outputFileOf(values.output),
    color: values.color,
    isQuiet: values.quiet === true,
    isStrict: values.strict === true,
  };
}
