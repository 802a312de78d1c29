// `check [PATH…]`: fails on old tests and findings that the baseline does not know, and on entries
// of the baseline that no longer apply.

import { createRequire } from "node:module";
import type { Command } from "commander";
import { CHECK_FORMATS, type CheckValues } from "./check-values.js";
import type { CommandModule } from "./command.js";
import { defineConfigOptions, printSettings, readSettings } from "./settings.js";
import { COLOR_CHOICES } from "./terminal.js";
import { UsageError } from "./usage-error.js";

export const checkCommand: CommandModule = {
  define(command) {
    defineOptions(command);
    command.addHelpText(
      "after",
      `
A line "; valk-codemod-disable-next-line CODE reason" excuses a finding on the
line below it. Findings of the severity info never fail a check.

Exit status: 0 as the baseline says; 1 something is new or gone; 2 wrong usage,
a file that could not be read, or a baseline that is broken; 130 interrupted.

Examples:
  valk-codemod check                            the whole repository
  valk-codemod check test/test_cart.valk        one file
  valk-codemod check --update-baseline          put up with what is there now
  valk-codemod check --prune-baseline           forget what is gone, add nothing`,
    );
  },

  async run(paths, options, io) {
    const values = options as unknown as CheckValues;
    if (values.updateBaseline && values.pruneBaseline) {
      throw new UsageError(
        "--update-baseline and --prune-baseline exclude each other",
        "--update-baseline forgets what is gone, too",
      );
    }
    if (paths.includes("-")) {
      throw new UsageError("check does not read standard input", "name files or folders");
    }
    const settings = await readSettings({ ...values, paths }, io);
    if (values.printConfig) {
      return printSettings(settings, io);
    }
    const { checkFiles } = await import("./check-files.js");
    return checkFiles(settings, values, io);
  },
};

function defineOptions(command: Command): void {
  const { Option }: typeof import("commander") = createRequire(import.meta.url)("commander");
  const collect = (value: string, all: readonly string[] = []): readonly string[] => [
    ...all,
    value,
  ];
  command
    .argument(
      "[PATH...]",
      "files and folders; if none, the configuration's roots or the current folder",
    )
    .option("--baseline <FILE>", "default: valk-codemod.baseline.json beside the configuration")
    .option("--update-baseline", "write what is there now into the baseline")
    .option("--prune-baseline", "take out of the baseline what is gone; add nothing")
    .addOption(
      new Option("--target <API>", "what registrations become; default: builder").choices([
        "builder",
        "list",
      ]),
    )
    .option("--include <PATTERN>", "take only files that match; repeatable", collect)
    .option("--exclude <PATTERN>", "leave out files that match; repeatable", collect)
    .option("--no-ignore", "take ignored files and node_modules too")
    .option("--root <FOLDER>", "what load paths are relative to; default: the repository")
    .addOption(
      new Option("-f, --format <FORMAT>", "what the report looks like")
        .choices(CHECK_FORMATS)
        .default("text"),
    )
    .option("-o, --output <FILE>", "write the report to a file")
    .addOption(
      new Option("--color <WHEN>", "colours in the report").choices(COLOR_CHOICES).default("auto"),
    );
  defineConfigOptions(command);
}
