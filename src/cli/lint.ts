// `lint [PATH…]`: finds globals that change after loading; with --fix, repairs what can be shown
// safe, through the same preview, proof and writing as a migration.

import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { defToAtom } from "../../transforms/def-to-atom.js";
import { localizeDef } from "../../transforms/localize-def.js";
import { type Baseline, makeBaseline, readBaseline } from "../lint/baseline.js";
import { FRAMEWORK_EXCEPTIONS } from "../lint/framework-exceptions.js";
import { LINT_SEVERITIES } from "../lint/lint-finding.js";
import type { SourceFile } from "../mutation/program.js";
import type { Discovery } from "../project/discovery.js";
import { createByteReader, createProject } from "../project/discovery-files.js";
import { decodeUtf8 } from "../project/read.js";
import { escapeControls } from "../text/escape.js";
import { makeCommand } from "./command.js";
import { discoverFiles, type FolderDiscovery } from "./discover-files.js";
import { type ExitStatus, endsRun, exitStatus, graver } from "./exit-status.js";
import type { Io } from "./io.js";
import { LINT_FORMATS, runLint } from "./lint-command.js";
import type { OptionRow, ValuesOf } from "./option-table.js";
import { writeOutputFile } from "./output-file.js";
import { sayUnseen } from "./say-unseen.js";
import { printSettings, readSettings, type Settings } from "./settings.js";
import {
  ATOMIC,
  CONFIG_OPTIONS,
  format,
  guards,
  NO_IGNORE,
  OUTPUT,
  PATHS,
  PATTERNS,
  ROOT,
} from "./shared-options.js";
import { UsageError } from "./usage-error.js";
import { readVersion } from "./version.js";

const OPTIONS = [
  {
    flags: "--fail-on <SEVERITY>",
    text: "the mildest severity that makes the exit status 1",
    choices: LINT_SEVERITIES,
    default: "warning",
  },
  format(LINT_FORMATS),
  OUTPUT,
  { flags: "--baseline <FILE>", text: "put up with the findings that the file lists" },
  {
    flags: "--update-baseline",
    text: "write the present findings into the baseline file",
  },
  { flags: "--fix", text: "repair what can be shown safe; previews unless told to --write" },
  { flags: "-w, --write", text: "with --fix: write the repairs" },
  ATOMIC,
  ...guards("with --write: files"),
  ...PATTERNS,
  NO_IGNORE,
  ROOT,
  ...CONFIG_OPTIONS,
] as const satisfies readonly OptionRow[];

/** The options as commander reads them. */
type Values = ValuesOf<typeof OPTIONS>;

export const lintCommand = makeCommand({
  operand: PATHS,
  options: OPTIONS,
  help: `
A line "; valk-codemod-disable-next-line CODE reason" excuses the line below it.

Exit status: 0 nothing found at or above --fail-on; 1 something found, or left
by --fix; 2 wrong usage, or a file could not be read, proven or written.

Examples:
  valk-codemod lint
  valk-codemod lint src --fail-on error
  valk-codemod lint --baseline lint-baseline.json --update-baseline
  valk-codemod lint --fix --write`,

  async run(paths, values, io) {
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
});

function discoverFor(settings: Settings, values: Values, io: Io): Promise<FolderDiscovery> {
  const { paths, include, exclude, openFolders } = settings;
  const options = {
    paths,
    cwd: io.cwd,
    env: io.env,
    include,
    exclude,
    useIgnoreFiles: values.ignore !== false,
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
  const { output, isFailing, findings } = runLint(sources, {
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
  return exitStatus({
    failed: unreadable.length,
    found: isFailing && !values.updateBaseline,
  });
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
  let worst = exitStatus();
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
        useIgnoreFiles: values.ignore !== false,
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
    worst = graver(worst, status);
    if (endsRun(status)) {
      break;
    }
  }
  return worst;
}
