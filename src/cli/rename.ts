// `rename OLD NEW [PATH…]`: gives a global another name, in all files that share it.

import { refusalOfNames } from "../../transforms/rename/rename-names.js";
import { renameTransform } from "../../transforms/rename/rename-transform.js";
import { makeCommand } from "./command.js";
import { exitStatus } from "./exit-status.js";
import { RUN_OPTIONS } from "./migrate-options.js";
import type { MigrateRequest } from "./migrate-request.js";
import { readRunRequest, runRequest } from "./run-request.js";
import { printSettings, readSettings } from "./settings.js";
import { PATHS } from "./shared-options.js";
import { UsageError } from "./usage-error.js";

export const renameCommand = makeCommand({
  operands: [
    { name: "<OLD>", text: "a global" },
    { name: "<NEW>", text: "a name that stands nowhere yet" },
    PATHS,
  ],
  options: RUN_OPTIONS,
  help: `
Files that loads connect are changed together or not at all. Parameters and what
= binds in a function keep their names. Strings and comments are never changed,
but reported where they mention the name.

Exit status: 0 done or nothing to do; 1 something is left to do (--check, or
--write with blocked files); 2 wrong usage, a run that is not allowed to write,
or a file could not be read, proven or written; 130 interrupted.

Examples:
  valk-codemod rename make-test request-test
  valk-codemod rename test-port *test-port* test/test_server.valk --write`,

  async run([from = "", to = "", ...paths], values, io) {
    const refusal = refusalOfNames(from, to);
    if (refusal !== undefined) {
      throw new UsageError(refusal.message, refusal.hint);
    }
    const settings = await readSettings({ ...values, paths }, io);
    if (values.printConfig) {
      return printSettings(settings, io);
    }
    let isThere = false;
    const transform = renameTransform(from, to, () => {
      isThere = true;
    });
    const request: MigrateRequest = {
      ...readRunRequest(settings, values, transform),
      command: "rename",
      marks: [from],
    };
    const status = await runRequest(request, values, io);
    if (!isThere && status === exitStatus() && !values.quiet) {
      io.stderr.write(`note: ${from} stands nowhere as a global in the files of this run\n`);
    }
    return status;
  },
});
