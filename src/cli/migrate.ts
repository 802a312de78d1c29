// `migrate [PATH…]`: reads the options, then runs over files or over standard input.

import { splitFormats } from "../report/migrate/report-formats.js";
import { makeCommand } from "./command.js";
import { exitHelp } from "./exit-help.js";
import type { Io } from "./io.js";
import { MIGRATE_OPTIONS, type MigrateValues } from "./migrate-options.js";
import type { MigrateRequest } from "./migrate-request.js";
import { readRunRequest, runRequest } from "./run-request.js";
import { printSettings, readSettings, type Settings } from "./settings.js";
import { PATHS } from "./shared-options.js";
import { chooseTransform, DEFAULT_TRANSFORM } from "./transform-option.js";
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
    if (values.watch) {
      const { watchMigration } = await import("./watch-migrate.js");
      const read = async (): Promise<MigrateRequest> =>
        readRequest(await readSettings({ ...values, paths: operands }, io), values, io);
      return watchMigration(read, values, io);
    }
    return runRequest(await readRequest(settings, values, io), values, io);
  },
});

async function readRequest(
  settings: Settings,
  values: MigrateValues,
  { cwd }: Io,
): Promise<MigrateRequest> {
  const { transform, target, marks, framework, givenModule, layer } = await chooseTransform(
    values,
    settings.target,
    cwd,
  );
  if (values.markdown && (values.to || values.transform !== DEFAULT_TRANSFORM)) {
    const way = values.to ? "--to" : `the transform ${values.transform}`;
    throw new UsageError(
      `--markdown makes no sense with ${way}`,
      `code blocks are migrated by ${DEFAULT_TRANSFORM} alone`,
    );
  }
  refuseCommits(settings, values);
  const request = readRunRequest({ ...settings, target }, values, transform);
  refuseSplit(request, values);
  return {
    ...request,
    framework,
    givenModule,
    layer,
    ...(marks !== undefined && { marks }),
    keepsVerdicts: values.cache !== false,
    isVerified: values.verify === true,
    migratesMarkdown: values.markdown === true,
    commitPer: values.commitPer,
    splitBy: values.splitBy,
  };
}

/** Throws UsageError where commits are asked for together with what they cannot go with. */
function refuseCommits({ paths }: Settings, values: MigrateValues): void {
  if (values.commitPer === undefined) {
    return;
  }
  if (values.write !== true || values.interactive || paths.includes("-")) {
    throw new UsageError("--commit-per commits what --write writes", "give it with --write alone");
  }
  const other = ALONE.find((name) => values[name] === true);
  if (other !== undefined) {
    const flag = `--${other.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw new UsageError(
      `--commit-per and ${flag} exclude each other`,
      `${WHY_NOT[other]}; leave one of them out`,
    );
  }
}

/** Throws UsageError where a report is to be split and there is no folder for it. */
function refuseSplit({ reports, paths }: MigrateRequest, { splitBy, interactive }: MigrateValues) {
  const split = reports.filter(({ format }) => splitFormats.has(format));
  const isPossible = split.length === 1 && split[0]?.path !== undefined;
  if (splitBy !== undefined && (!isPossible || interactive || paths.includes("-"))) {
    throw new UsageError(
      "--split-by writes several patches, or pages, into a folder",
      `name it: --format ${split[0]?.format ?? "patch"} --output FOLDER`,
    );
  }
}

const ALONE = ["atomic", "allowDirty", "allowNoVcs", "staged", "changed"] as const;

const WHY_NOT: Readonly<Record<(typeof ALONE)[number], string>> = {
  atomic: "a commit that was made stands whatever comes later",
  allowDirty: "your own changes would be committed, too",
  allowNoVcs: "commits need a repository",
  staged: "your own changes would be committed, too",
  changed: "your own changes would be committed, too",
};
