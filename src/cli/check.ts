// `check [PATH…]`: fails on old tests and findings that the baseline does not know, and on entries
// of the baseline that no longer apply.

import { CHECK_OPTIONS } from "./check-options.js";
import { makeCommand } from "./command.js";
import { exitHelp } from "./exit-help.js";
import { reportsElsewhere } from "./only-looks.js";
import { printSettings, readSettings } from "./settings.js";
import { PATHS } from "./shared-options.js";
import { UsageError } from "./usage-error.js";

export const checkCommand = makeCommand({
  operands: [PATHS],
  options: CHECK_OPTIONS,
  help: `
A line "; valk-codemod-disable-next-line CODE reason" excuses a finding on the
line below it, and "; valk-codemod-disable-line CODE reason" behind code one on
its own line. Findings of the severity info never fail a check.

${exitHelp({
  0: "as the baseline says",
  1: "something is new or gone",
  2: "wrong usage, a file that could not be read, or a baseline that is broken",
})}

Examples:
  valk-codemod check                            the whole repository
  valk-codemod check test/test_cart.valk        one file
  valk-codemod check --update-baseline          put up with what is there now
  valk-codemod check --prune-baseline           forget what is gone, add nothing
  valk-codemod check --prune-suppressions -w    take out comments without effect`,

  async run(paths, values, io) {
    if (values.updateBaseline && values.pruneBaseline) {
      throw new UsageError(
        "--update-baseline and --prune-baseline exclude each other",
        "--update-baseline forgets what is gone, too",
      );
    }
    const isWriting = values.updateBaseline || values.pruneBaseline || values.pruneSuppressions;
    if (values.changedLines !== undefined && isWriting) {
      throw new UsageError(
        "--changed-lines is about what is shown",
        "leave out --update-baseline, --prune-baseline and --prune-suppressions",
      );
    }
    if (values.staged && (values.updateBaseline || values.pruneBaseline)) {
      throw new UsageError(
        "a baseline is about the whole working tree, --staged is about the next commit",
        "leave out --update-baseline and --prune-baseline",
      );
    }
    const prunesComments = values.pruneSuppressions === true;
    if (prunesComments && (values.updateBaseline || values.pruneBaseline)) {
      throw new UsageError(
        "--prune-suppressions leaves the baseline alone",
        "run check a second time for the baseline",
      );
    }
    if (prunesComments && reportsElsewhere(values)) {
      throw new UsageError(
        "--prune-suppressions shows its changes as text, on the output",
        "leave out --format and --output",
      );
    }
    if (values.write && !prunesComments) {
      throw new UsageError("--write needs --prune-suppressions", "a check writes nothing else");
    }
    const settings = await readSettings({ ...values, paths }, io);
    if (values.printConfig) {
      return printSettings(settings, io);
    }
    const { checkFiles, pruneComments } = await import("./check-files.js");
    return prunesComments ? pruneComments(settings, values, io) : checkFiles(settings, values, io);
  },
});
