// A run of the linter over files: what it is told, what it reads, and what it writes. Loaded by `lint`
// when it lints, and by `check` when it takes out comments that hold nothing back.

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { FRAMEWORK_EXCEPTIONS } from "../lint/framework-exceptions.js";
import { type LintOptions, type LintResult, lint } from "../lint/lint.js";
import type { ScriptNote, ScriptNotes } from "../mutation/apart.js";
import type { FileNote, SourceFile, Sources } from "../mutation/survey.js";
import { allKinds, isLintCode } from "../outcome/kinds.js";
import type { Problem } from "../outcome/planned-file.js";
import { messageOf, problemOf, readFailed } from "../outcome/problems.js";
import { dialectOf } from "../program/project.js";
import type { DiscoveredFile, Discovery } from "../project/discovery.js";
import { createByteReader, createProject } from "../project/discovery-files.js";
import {
  type FileIdentity,
  identityOf,
  type KeptByFile,
  type KeptByFileStore,
} from "../project/file-identity.js";
import { decodeUtf8, notUtf8Problem } from "../project/read.js";
import { lintFormats } from "../report/lint/lint-formats.js";
import type { FormatLint, LintReport } from "../report/lint/report.js";
import { escapeControls } from "../text/escape.js";
import { type OpenBaseline, openBaseline } from "./baseline-file.js";
import { readChangedLines } from "./changed-lines.js";
import { discoverFiles, type FolderDiscovery } from "./discover-files.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import type { Io, Output } from "./io.js";
import { openKeptByFile } from "./kept-by-file.js";
import { runLint } from "./lint-command.js";
import type { LintValues } from "./lint-options.js";
import { onlyLooks } from "./only-looks.js";
import { writeOutput } from "./output-file.js";
import { sayUnseen } from "./say-unseen.js";
import type { Settings } from "./settings.js";
import { asStaged, goneFrom, type StagedDiscovery } from "./staged-files.js";
import { textOptionsFor } from "./terminal.js";
import { UsageError } from "./usage-error.js";
import { readVersion } from "./version.js";

/** The files whose findings are wanted, as the working tree has them. */
export function discoverOwn(
  settings: Settings,
  values: LintValues,
  io: Io,
): Promise<FolderDiscovery> {
  // What was passed over is said of the files that are asked about.
  return discoverFiles(
    { ...optionsOf(settings, values, io), env: io.env, onlyLooks: onlyLooks(values) },
    settings.openFolders,
    io,
  );
}

/** All files that share globals with these. */
async function discoverAll(
  settings: Settings,
  values: LintValues,
  io: Io,
): Promise<StagedDiscovery> {
  const options = { ...optionsOf(settings, values, io), wholeRoot: true };
  const discovery = await discoverFiles(options, settings.openFolders, io);
  return values.staged
    ? asStaged(discovery, { ...options, onlyLooks: onlyLooks(values) }, io)
    : discovery;
}

function optionsOf({ paths, include, exclude }: Settings, values: LintValues, { cwd }: Io) {
  return {
    paths,
    cwd,
    include,
    exclude,
    useIgnoreFiles: values.ignore !== false,
    root: values.root,
    mustFind: !values.allowEmpty && !values.staged,
  };
}

/** What is staged of the files, where the run is about that. */
function ofStaged(
  own: FolderDiscovery,
  { staged, files, unseen }: StagedDiscovery,
): FolderDiscovery {
  if (staged === undefined) {
    return own;
  }
  const { outside } = unseen;
  return {
    ...own,
    files: files.filter(({ selected }) => selected),
    unseen: { ...own.unseen, outside },
  };
}

/** Lints and answers the exit status. */
export async function lintFiles(
  settings: Settings,
  values: LintValues,
  io: Io,
): Promise<ExitStatus> {
  const own = await discoverOwn(settings, values, io);
  const { root } = own;
  sayUnseen(own, io, { looks: false });
  // What one file does to another's globals is seen only where both are read.
  const whole = await discoverAll(settings, values, io);
  const discovery = ofStaged(own, whole);
  const options = lintOptions(settings, discovery);
  const openKept = createOpener(root, options, values, io);
  const notes = openKept<FileNote>("notes");
  const { sources, unreadable: all, onNote, keptIn } = readSources(whole, notes);
  let callers: KeptByFileStore<ScriptNote> | undefined;
  const notesFor = (knowledge: string): ScriptNotes | undefined => {
    callers = openKept("callers", knowledge);
    return callers && keptIn(callers);
  };
  const selected = new Set(discovery.files.map(({ path }) => path));
  const notices =
    values.transform === undefined
      ? undefined
      : (await import("./rule-file.js")).readRuleFile(values.transform, io.cwd).notices;
  const { changedLines } = values;
  const isShown = changedLines && readChangedLines(discovery, changedLines, io);
  const baseline =
    values.baseline === undefined ? undefined : openKnown(values.baseline, values, io);
  const { isFailing, ...result } = runLint(sources, {
    failOn: values.failOn,
    ...(baseline && !values.updateBaseline && { baseline: baseline.entries }),
    isGone: goneFrom(whole),
    ...options,
    onNote,
    notesFor,
    isSelected: (path) => selected.has(path),
    ...(notices && { notices }),
    ...(isShown && { isShown }),
  });
  notes?.save();
  callers?.save();
  const unread = discovery.files.flatMap((file) => unreadOf(file, all.get(file.path)) ?? []);
  const skipped = unread.filter(({ isHarmless }) => isHarmless).map(leaveVerdict);
  const failed = unread.filter(({ isHarmless }) => !isHarmless).map(leaveVerdict);
  sayUnread({ skipped, failed }, io);
  if (values.updateBaseline && baseline !== undefined) {
    // What another command or another run would find is not this one's to forget.
    const kept = baseline.entries.filter(
      ({ path, code }) =>
        !isLintCode(code) || (!selected.has(path) && existsSync(join(root, path))),
    );
    baseline.save([...kept, ...result.findings]);
  }
  const report: LintReport = {
    ...result,
    ...{ skipped, failed, unseen: own.unseen },
    tool: { name: "valk-codemod", version: readVersion() },
  };
  const format = await (lintFormats.get(values.format) as () => Promise<FormatLint>)();
  const render = (place: Output): string =>
    format(report, {
      ...textOptionsFor(place, values.color, io.env),
      ...(values.quiet && { mildest: values.failOn }),
    });
  writeOutput(render, values.output, io);
  if (onlyLooks(values)) {
    io.onRepeatable?.();
  }
  return exitStatus({
    failed: failed.length,
    found: isFailing && !values.updateBaseline,
  });
}

interface Unread {
  readonly path: string;
  readonly problem: Problem;
  /** Whether there is nothing to read where the file was looked for. */
  readonly isHarmless: boolean;
}

/** What is wrong with a file of which no text was had: what was seen when it was found, or when it was read. */
function unreadOf(
  { path, outcome }: DiscoveredFile,
  atReading: Problem | undefined,
): Unread | undefined {
  const [seen] = outcome?.status === "failed" ? outcome.problems : (outcome?.findings ?? []);
  const problem = seen ?? atReading;
  return problem && { path, problem, isHarmless: outcome?.status === "unchanged" };
}

function leaveVerdict({
  path,
  problem: { code, message, hint },
}: Unread): Omit<Unread, "isHarmless"> {
  return { path, problem: { code, message, hint } };
}

function sayUnread({ skipped, failed }: Pick<LintReport, "skipped" | "failed">, io: Io): void {
  for (const { path, problem } of skipped) {
    io.stderr.write(`note: ${escapeControls(`${path}: ${problem.code}: ${problem.message}`)}\n`);
  }
  for (const { path, problem } of failed) {
    const { code, message, hint } = problem;
    io.stderr.write(`error: ${escapeControls(`${path}: ${code}: ${message}`)}\nhint: ${hint}\n`);
  }
}

/** What the linter is told by the settings. */
function lintOptions(settings: Settings, { root, folders, unseen }: FolderDiscovery): LintOptions {
  const { entryPoints, exceptions } = folders?.lint ?? settings.lint;
  return {
    entryPoints,
    exceptions: [...FRAMEWORK_EXCEPTIONS, ...exceptions],
    severitiesOf: folders?.severitiesOf ?? (() => settings.severities),
    project: createProject(root, {
      outside: unseen.outside,
      findDialect: settings.findDialect,
    }),
  };
}

/** Opens what earlier runs kept of files of the same language, and with the same knowledge of others. */
function createOpener(
  root: string,
  { project, entryPoints }: LintOptions,
  values: LintValues,
  io: Io,
): <T>(kind: string, knowledge?: string) => KeptByFileStore<T> | undefined {
  const language = JSON.stringify([project && dialectOf(project).name, entryPoints]);
  return (kind, knowledge) =>
    onlyLooks(values)
      ? openKeptByFile(kind, [root, language, ...(knowledge === undefined ? [] : [knowledge])], io)
      : undefined;
}

/** The comments that hold nothing back of what the linter finds, by path; in no file that does not read. */
export function findUnused(settings: Settings, discovery: FolderDiscovery): LintResult["unused"] {
  const { sources } = readSources(discovery);
  return lint(sources, { ...lintOptions(settings, discovery), kinds: allKinds }).unused;
}

/**
 * The files that can be read, each read when its turn comes and not kept; and those that could not be, after
 * that. A file of which something is noted is read only when somebody asks for its text.
 */
function readSources(
  { root, files, unseen: { outside } }: Discovery,
  notes?: KeptByFile<FileNote>,
): {
  readonly sources: Sources;
  readonly unreadable: ReadonlyMap<string, Problem>;
  readonly onNote: (path: string, note: FileNote) => void;
  /** What is kept of the files, as they were when their notes were asked for. */
  readonly keptIn: <T>(store: KeptByFile<T>) => {
    get(path: string): T | undefined;
    set(path: string, value: T): void;
  };
} {
  const readBytes = createByteReader(root, outside);
  const unreadable = new Map<string, Problem>();
  const identities = new Map<string, FileIdentity>();
  const textOf = (path: string): string | undefined => {
    const read = readText(path, readBytes);
    if (typeof read === "string") {
      return read;
    }
    unreadable.set(path, read);
    return undefined;
  };
  const notedOf = (path: string): FileNote | undefined => {
    const identity = notes && !outside.has(path) ? identityOf(join(root, path)) : undefined;
    if (identity !== undefined) {
      identities.set(path, identity);
    }
    return identity && notes?.get(path, identity);
  };
  function* read(wanted: Discovery["files"]): Generator<SourceFile> {
    for (const { path } of wanted) {
      const note = notedOf(path);
      if (note !== undefined) {
        yield {
          path,
          noted: note,
          get source() {
            return textOf(path) ?? "";
          },
        };
        continue;
      }
      const source = textOf(path);
      if (source !== undefined) {
        yield { path, source };
      }
    }
  }
  const keptIn = <T>(store: KeptByFile<T>) => ({
    get: (path: string): T | undefined => {
      const identity = identities.get(path);
      return identity && store.get(path, identity);
    },
    set: (path: string, value: T): void => {
      const identity = identities.get(path);
      if (identity !== undefined) {
        store.set(path, identity, value);
      }
    },
  });
  const noted = notes && keptIn(notes);
  const onNote = (path: string, note: FileNote): void => noted?.set(path, note);
  const sources = {
    only: (isWanted: (path: string) => boolean) => read(files.filter(({ path }) => isWanted(path))),
    [Symbol.iterator]: () => read(files),
  };
  return { sources, unreadable, onNote, keptIn };
}

/** The text, or why there is none. */
function readText(path: string, readBytes: (path: string) => Uint8Array): string | Problem {
  try {
    const bytes = readBytes(path);
    return decodeUtf8(bytes) ?? notUtf8Problem(bytes);
  } catch (error) {
    return problemOf(readFailed, messageOf(error));
  }
}

/** The baseline that was named, which has to be there unless it is about to be made. */
function openKnown(given: string, values: LintValues, io: Io): OpenBaseline {
  const baseline = openBaseline(resolve(io.cwd, given), values, io);
  if (baseline.text === undefined && !values.updateBaseline) {
    throw new UsageError(`cannot read ${baseline.shown}`, "make it with --update-baseline");
  }
  return baseline;
}
