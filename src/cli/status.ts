// `status [PATH…]`: reads the options, then says how far the migration is.

import { createRequire } from "node:module";
import { statusFormats } from "../report/status/registry.js";
import type { CommandModule } from "./command.js";
import { defineConfigOptions, printSettings, readSettings } from "./settings.js";
import type { StatusRequest } from "./status-request.js";
import { COLOR_CHOICES } from "./terminal.js";

export const statusCommand: CommandModule = {
  define(command) {
    const { Option }: typeof import("commander") = createRequire(import.meta.url)("commander");
    const collect = (value: string, before: readonly string[] = []): readonly string[] => [
      ...before,
      value,
    ];
    command
      .argument(
        "[PATH...]",
        "files and folders; if none, the configuration's roots or the current folder",
      )
      .option("--since <REF>", "say too what changed since that commit")
      .option("--include <PATTERN>", "take only files that match; repeatable", collect)
      .option("--exclude <PATTERN>", "leave out files that match; repeatable", collect)
      .option("--no-ignore", "take ignored files and node_modules too")
      .option("--root <FOLDER>", "what load paths are relative to; default: the repository")
      .addOption(
        new Option("-f, --format <FORMAT>", "what the report looks like")
          .choices([...statusFormats.keys()])
          .default("text"),
      )
      .option("-o, --output <FILE>", "write the report to a file")
      .addOption(
        new Option("--color <WHEN>", "colours in the report")
          .choices(COLOR_CHOICES)
          .default("auto"),
      );
    defineConfigOptions(command);
    command.addHelpText(
      "after",
      `
Each file is one of: new (done), old (to be migrated), mixed (tests of both
APIs), blocked (by a finding), unreadable (the interpreter stops in it, so
that its tests do not run), or without tests. Per cent are those of tests.
Nothing is written.

Exit status: 0, however far the migration is; 2 wrong usage, or a file could
not be read or proven; 130 interrupted.

Examples:
  valk-codemod status
  valk-codemod status test/http --format markdown
  valk-codemod status --since v1.4              what the last weeks came to`,
    );
  },

  async run(paths, options, io) {
    const request = options as unknown as StatusRequest;
    const { include, exclude, root, config } = request;
    const settings = await readSettings({ paths, include, exclude, root, config }, io);
    if (request.printConfig) {
      return printSettings(settings, io);
    }
    const { showStatus } = await import("./status-files.js");
    return showStatus(settings, request, io);
  },
};
