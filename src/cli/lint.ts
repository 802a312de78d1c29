// `lint [PATH…]`: finds globals that change after loading; with --fix, repairs what can be shown
// safe, through the same preview, proof and writing as a migration.

import { makeCommand } from "./command.js";
import { exitHelp } from "./exit-help.js";
import { refuseConflicts } from "./lint-conflicts.js";
import { LINT_OPTIONS } from "./lint-options.js";
import { printSettings, readSettings, type Settings } from "./settings.js";
import { PATHS } from "./shared-options.js";

export const lintCommand = makeCommand({
  operands: [PATHS],
  options: LINT_OPTIONS,
  help: `
A line "; valk-codemod-disable-next-line CODE reason" excuses the line below it.

${exitHelp({
  0: "nothing found at or above --fail-on",
  1: "something found, or left by --fix",
  2: "wrong usage, or a file could not be read, proven or written",
})}

Examples:
  valk-codemod lint
  valk-codemod lint src --fail-on error
  valk-codemod lint --baseline lint-baseline.json --update-baseline
  valk-codemod lint --fix --write`,

  async run(paths, values, io) {
    refuseConflicts(values);
    const { include, exclude, root, config, dialect } = values;
    const read = (): Promise<Settings> =>
      readSettings({ paths, include, exclude, root, config, dialect }, io);
    const settings = await read();
    if (values.printConfig) {
      return printSettings(settings, io);
    }
    if (values.watch) {
      return (await import("./watch-lint.js")).watchLint(read, values, io);
    }
    if (!values.fix) {
      return (await import("./lint-files.js")).lintFiles(settings, values, io);
    }
    const { transforms } = await import("../../transforms/all-transforms.js");
    const repairs = ["localize-def", "def-to-atom"].flatMap((name) => transforms.get(name) ?? []);
    const { repairFiles } = await import("./repair.js");
    return repairFiles("lint", repairs, settings, settings.severities, values, io);
  },
});
