// `migrate [PATH…]`: reads the options, then runs over files or over standard input.

import { type AnyTransform, transforms } from "../../transforms/all-transforms.js";
import { makeCommand } from "./command.js";
import { exitHelp } from "./exit-help.js";
import { readFrameworkOption } from "./framework-option.js";
import type { Io } from "./io.js";
import { DEFAULT_TRANSFORM, MIGRATE_OPTIONS, type MigrateValues } from "./migrate-options.js";
import type { MigrateRequest } from "./migrate-request.js";
import { readRunRequest, runRequest } from "./run-request.js";
import { printSettings, readSettings, type Settings } from "./settings.js";
import { PATHS } from "./shared-options.js";
import { UsageError } from "./usage-error.js";

export const migrateCommand = makeCommand({
  operands: [{ ...PATHS, text: `${PATHS.text}; - reads standard input` }],
  options: MIGRATE_OPTIONS,
  help: `
Patterns are those of .gitignore files. Paths that are given by name are taken
even when they are ignored.

Before anything is written, the originals go into .valk-codemod/ at the top of
the repository: valk-codemod undo restores them, after a crash, too. Files with
uncommitted changes are not written, nor files outside git, unless allowed.

${exitHelp({
  0: "done or nothing to do",
  1: "something is left to do (--check, or --write with blocked files)",
  2: "wrong usage, a run that is not allowed to write, or a file could not be read, proven or written",
})}

Examples:
  valk-codemod migrate                          preview the whole repository
  valk-codemod migrate test --write             migrate what is below test/
  valk-codemod migrate --format patch > p.diff  then: git apply p.diff
  valk-codemod migrate --format text --format sarif --output migrate.sarif
  valk-codemod migrate - < old.valk > new.valk  one file, as a filter`,

  async run(operands, values, io) {
    const settings = await readSettings({ ...values, paths: operands }, io);
    if (values.printConfig) {
      return printSettings(settings, io);
    }
    return runRequest(readRequest(settings, values, io), values, io);
  },
});

function readRequest(settings: Settings, values: MigrateValues, { cwd }: Io): MigrateRequest {
  const transform = transforms.get(values.transform);
  if (transform === undefined) {
    const names = [...transforms.keys()].join(", ");
    throw new UsageError(`there is no transform ${values.transform}`, `there are: ${names}`);
  }
  if (values.markdown && values.transform !== DEFAULT_TRANSFORM) {
    throw new UsageError(
      `--markdown makes no sense with the transform ${values.transform}`,
      `code blocks are migrated by ${DEFAULT_TRANSFORM} alone`,
    );
  }
  return {
    ...readRunRequest(settings, values, transform),
    ...readFramework(values.framework, transform, cwd),
    isVerified: values.verify === true,
    migratesMarkdown: values.markdown === true,
  };
}

/** Only some transforms have to do with the test framework. */
function readFramework(
  framework: MigrateValues["framework"],
  { concerns }: AnyTransform,
  cwd: string,
): Pick<MigrateRequest, "framework" | "givenModule"> {
  return concerns === "framework" ? readFrameworkOption(framework, cwd) : { framework: undefined };
}
