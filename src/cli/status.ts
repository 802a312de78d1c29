// `status [PATH…]`: reads the options, then says how far the migration is.

import { makeCommand } from "./command.js";
import { exitHelp } from "./exit-help.js";
import { printSettings, readSettings } from "./settings.js";
import { PATHS } from "./shared-options.js";
import { STATUS_OPTIONS } from "./status-options.js";

export const statusCommand = makeCommand({
  operands: [PATHS],
  options: STATUS_OPTIONS,
  help: `
Each file is one of: new (done), old (to be migrated), mixed (tests of both
APIs), blocked (by a finding), unreadable (the interpreter stops in it, so
that its tests do not run), or without tests. Per cent are those of tests.
Nothing is written.

${exitHelp({
  0: "done, however far the migration is",
  2: "wrong usage, or a file could not be read or proven",
})}

Examples:
  valk-codemod status
  valk-codemod status test/http --format markdown
  valk-codemod status --since v1.4              what the last weeks came to`,

  async run(paths, request, io) {
    const { include, exclude, root, config, dialect } = request;
    const settings = await readSettings({ paths, include, exclude, root, config, dialect }, io);
    if (request.printConfig) {
      return printSettings(settings, io);
    }
    const { showStatus } = await import("./status-files.js");
    return showStatus(settings, request, io);
  },
});
