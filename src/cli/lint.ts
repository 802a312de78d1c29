// `lint [PATH…]`: finds globals that change after loading; with --fix, repairs what can be shown
// safe, through the same preview, proof and writing as a migration.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { defToAtom } from "../../transforms/def-to-atom.js";
import { localizeDef } from "../../transforms/localize-def.js";
import { type Baseline, makeBaseline, readBaseline } from "../lint/baseline.js";
import { FRAMEWORK_EXCEPTIONS } from "../lint/framework-exceptions.js";
import { LINT_SEVERITIES, type LintSeverity } from "../lint/lint-finding.js";
import type { SourceFile } from "../mutation/program.js";
import type { Discovery } from "../project/discovery.js";
import { createByteReader, createProject } from "../project/discovery-files.js";
import { decodeUtf8 } from "../project/read.js";
import { escapeControls } from "../text/escape.js";
import type { CommandModule } from "./command.js";
import { discoverFiles, type FolderDiscovery } from "./discover-files.js";
import { ExitStatus, type Io } from "./io.js";
import { LINT_FORMATS, type LintFormat, runLint } from "./lint-command.js";
import { writeOutputFile } from "./output-file.js";
import { sayUnseen } from "./say-unseen.js";
import {
  type ConfigValues,
  defineConfigOptions,
  printSettings,
  readSettings,
  type Settings,
} from "./settings.js";
import { UsageError } from "./usage-error.js";
import { readVersion } from "./version.js";

/** The options as commander reads them. */
interface Values extends ConfigValues {
  readonly failOn: LintSeverity;
  readonly format: LintFormat;
  readonly output?: string;
  readonly baseline?: string;
  readonly updateBaseline?: true;
  readonly fix?: true;
  readonly write?: true;
  readonly atomic?: true;
  readonly allowDirty?: true;
  readonly allowNoVcs?: true;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly ignore: boolean;
  readonly root?: string;
}

export const lintCommand: CommandModule = {
  define(command) {
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
      .addOption(
        new Option("--fail-on <SEVERITY>", "the mildest severity that makes the exit status 1")
          .choices(LINT_SEVERITIES)
          .default("warning"),
      )
      .addOption(
        new Option("-f, --format <FORMAT>", "what the report looks like")
          .choices(LINT_FORMATS)
          .default("text"),
      )
      .option("-o, --output <FILE>", "write the report to a file")
      .option("--baseline <FILE>", "put up with the findings that the file lists")
      .option("--update-baseline", "write the present findings into the baseline file")
      .option("--fix", "repair what can be shown safe; previews unless told to --write")
      .option("-w, --write", "with --fix: write the repairs")
      .option("--atomic", "with --write: all files or, after a failure, none")
      .option("--allow-dirty", "with --write: files with uncommitted changes, too")
      .option("--allow-no-vcs", "with --write: files that lie in no git repository, too")
      .option("--include <PATTERN>", "take only files that match; repeatable", collect)
      .option("--exclude <PATTERN>", "leave out files that match; repeatable", collect)
      .option("--no-ignore", "take ignored files and node_modules too")
      .option("--root <FOLDER>", "what load paths are relative to; default: the repository");
    defineConfigOptions(command);
    command.addHelpText(
      "after",
      `
A line "; valk-codemod-disable-next-line CODE reason" excuses the line below it.

Exit status: 0 nothing found at or above --fail-on; 1 something found, or left
by --fix; 2 wrong usage, or a file could not be read, proven or written.

Examples:
  valk-codemod lint
  valk-codemod lint src --fail-on error
  valk-codemod lint --baseline lint-baseline.json --update-baseline
  valk-codemod lint --fix --write`,
    );
  },

  async run(paths, options, io) {
    const values = options as unknown as Values;
    if (values.updateBaseline && values.baseline === undefined) {
      throw new UsageError("--update-baseline needs a file", "name it with --baseline FILE");
    }
    const { include, exclude, root, config } = values;
    const settings = await readSettings({ paths, include, exclude, root, config }, io);
    if (values.printConfig) {
      return printSettings(settings, io);
    }
    return values.fix ? fixFiles(settings, values, io) : lintFiles(settings, values, io);
  },
};

function discoverFor(settings: Settings, values: Values, io: Io): Promise<FolderDiscovery> {
  const { paths, include, exclude, openFolders } = settings;
  const options = {
    paths,
    cwd: io.cwd,
    env: io.env,
    include,
    exclude,
    useIgnoreFiles: values.ignore,
    root: values.root,
    wholeRoot: false,
  };
  return discoverFiles(options, openFolders);
}

async function lintFiles(settings: Settings, values: Values, io: Io): Promise<ExitStatus> {
  const discovery = await discoverFor(settings, values, io);
  const { root, files, unseen } = discovery;
  sayUnseen(discovery, io, { looks: false });
  const { sources, unreadable } = readSources(root, files);
  for (const path of unreadable) {
    io.stderr.write(`error: ${escapeControls(path)} could not be read as UTF-8\n`);
  }
  const baselinePath = values.baseline === undefined ? undefined : resolve(io.cwd, values.baseline);
  const baseline =
    baselinePath === undefined || values.updateBaseline ? undefined : loadBaseline(baselinePath);
  const { entryPoints, exceptions } = discovery.folders?.lint ?? settings.lint;
  const { output, status, findings } = runLint(sources, {
    format: values.format,
    failOn: values.failOn,
    ...(baseline === undefined ? {} : { baseline }),
    entryPoints,
    exceptions: [...FRAMEWORK_EXCEPTIONS, ...exceptions],
    project: createProject(root, undefined, unseen.outside),
    tool: { name: "valk-codemod", version: readVersion() },
  });
  if (values.updateBaseline && baselinePath !== undefined) {
    writeFileSync(baselinePath, `${JSON.stringify(makeBaseline(findings), null, 2)}\n`);
  }
  writeReport(output, values.output, io);
  if (unreadable.length > 0) {
    return ExitStatus.Error;
  }
  return status === 1 && !values.updateBaseline ? ExitStatus.WorkRemains : ExitStatus.Done;
}

function readSources(
  root: string,
  files: Discovery["files"],
): { readonly sources: readonly SourceFile[]; readonly unreadable: readonly string[] } {
  const readBytes = createByteReader(root);
  const sources: SourceFile[] = [];
  const unreadable: string[] = [];
  for (const { path } of files) {
    const source = readText(path, readBytes);
    if (source === undefined) {
      unreadable.push(path);
    } else {
      sources.push({ path, source });
    }
  }
  return { sources, unreadable };
}

function readText(path: string, readBytes: (path: string) => Uint8Array): string | undefined {
  try {
    return decodeUtf8(readBytes(path));
  } catch {
    return undefined;
  }
}

function loadBaseline(path: string): Baseline {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new UsageError(`cannot read ${path}`, "make it with --update-baseline");
  }
  const baseline = readBaseline(text);
  if (baseline === undefined) {
    throw new UsageError(`${path} is no baseline`, "make it anew with --update-baseline");
  }
  return baseline;
}

function writeReport(text: string, output: string | undefined, io: Io): void {
  if (output === undefined) {
    io.stdout.write(text);
    return;
  }
  writeOutputFile(resolve(io.cwd, output), text);
}

/** Both repairs in turn: what the first has written, the second reads. */
async function fixFiles(settings: Settings, values: Values, io: Io): Promise<ExitStatus> {
  const { paths, include, exclude, openFolders } = settings;
  const { migrateFiles } = await import("./migrate-files.js");
  let worst: ExitStatus = ExitStatus.Done;
  for (const transform of [localizeDef, defToAtom]) {
    const status = await migrateFiles(
      {
        paths,
        mode: values.write ? "write" : "preview",
        transform,
        options: { target: "builder" },
        framework: undefined,
        include,
        exclude,
        openFolders,
        useIgnoreFiles: values.ignore,
        root: values.root,
        reports: [{ format: "text", path: undefined }],
        proof: undefined,
        context: 3,
        view: "unified",
        hidden: new Set(),
        color: "auto",
        verbosity: "normal",
        // The second repair finds the first one's changes uncommitted; no others are let through.
        continuesNewest: transform !== localizeDef,
        allowDirty: values.allowDirty === true,
        allowNoVcs: values.allowNoVcs === true,
        isAtomic: values.atomic === true,
      },
      io,
    );
    worst = status > worst ? status : worst;
    if (status >= ExitStatus.Error) {
      break;
    }
  }
  return worst;
}
