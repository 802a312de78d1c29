// A check of files: discovers, judges each as a migration would, compares with the baseline, and
// writes nothing but the report and, if told to, the baseline.

import { existsSync, readFileSync, realpathSync } from "node:fs";
import { relative, resolve } from "node:path";
import { transforms } from "../../transforms/registry.js";
import {
  BaselineError,
  compareEntries,
  formatBaseline,
  keyOf,
  pruneBaseline,
  readBaseline,
  type WrittenEntry,
} from "../run/baseline.js";
import {
  type CheckedFile,
  type CheckItem,
  checkFile,
  compareWithBaseline,
  findInBoth,
  type LocatedTest,
  numberItems,
} from "../run/check.js";
import { type CheckReport, isFailing } from "../run/check-reports/check-report.js";
import { type Discovery, discover } from "../run/discovery.js";
import { createByteReader, createProject } from "../run/discovery-files.js";
import { posixRelative } from "../run/discovery-root.js";
import { planFiles } from "../run/plan.js";
import type { PlannedFile } from "../run/planned-file.js";
import { decodeUtf8, TEST_MARKS } from "../run/read.js";
import { createStyle } from "../run/style.js";
import type { Transform } from "../transform/transform.js";
import type { CheckValues } from "./check.js";
import { ExitStatus, type Io } from "./io.js";
import { createOutputFile } from "./output-file.js";
import { createPacer } from "./pacer.js";
import type { Settings } from "./settings.js";
import { usesColor, widthOf } from "./terminal.js";
import { UsageError } from "./usage-error.js";

/** Checks and answers the exit status. Throws errors with a hint for what the user can mend. */
export async function checkFiles(
  settings: Settings,
  values: CheckValues,
  io: Io,
): Promise<ExitStatus> {
  const survey = await surveyFiles(settings, values, io);
  if (survey === undefined) {
    io.stderr.write("Interrupted; nothing was written.\n");
    return ExitStatus.Interrupted;
  }
  const baseline = openBaseline(settings.baseline, values, io);
  const isInScope = scopeOf(foldersOf(settings, io), values, survey);
  const result = compareWithBaseline(survey.items, baseline.entries, isInScope);
  const report: CheckReport = {
    ...result,
    ...summarize(survey),
    baseline: baseline.shown,
    hasBaseline: baseline.text !== undefined,
  };
  const end = report.failed.length > 0 ? report : updateBaseline(report, baseline, values);
  await writeReport(end, values, io);
  if (end.failed.length > 0) {
    return ExitStatus.Error;
  }
  return isFailing(end) ? ExitStatus.WorkRemains : ExitStatus.Done;
}

interface Survey {
  readonly discovery: Discovery;
  readonly files: readonly CheckedFile[];
  readonly failed: CheckReport["failed"];
  /** Numbered, in the order of the files. */
  readonly items: readonly CheckItem[];
}

/** Judges every file as the migration would; undefined after an interrupt. */
async function surveyFiles(
  settings: Settings,
  values: CheckValues,
  io: Io,
): Promise<Survey | undefined> {
  const { paths, include, exclude, target, indent, severities } = settings;
  const discovery = discover({
    paths,
    include,
    exclude,
    cwd: io.cwd,
    useIgnoreFiles: values.ignore,
    root: values.root,
    wholeRoot: true,
  });
  const readBytes = createByteReader(discovery.root);
  const selected = discovery.files.filter((file) => file.selected);
  const files: CheckedFile[] = [];
  const failed: CheckReport["failed"][number][] = [];
  const shouldStop = createPacer(io);
  const steps = planFiles({
    files: selected,
    readBytes,
    project: createProject(discovery.root),
    transform: judgingOnly(transforms.get("define-to-suite") as Transform),
    options: { target, indent },
    marks: TEST_MARKS,
    severities,
  });
  for (const planned of steps) {
    for (const file of planned) {
      files.push(checkFile(file, sourceOf(file, readBytes)));
      failed.push(...problemsOf(file));
    }
    if (await shouldStop()) {
      return undefined;
    }
  }
  const others = otherTests(discovery, readBytes);
  const inBoth = findInBoth([...files.flatMap(({ ledger }) => ledger), ...others]);
  const own = new Set(selected.map(({ path }) => path));
  const items = [
    ...files.flatMap((file) => file.items),
    ...inBoth.filter(({ path }) => own.has(path)),
  ];
  return { discovery, files, failed, items: numberItems(sortByPath(items)) };
}

/** The transform's verdict without the work of laying out and proving a change. */
function judgingOnly(transform: Transform): Transform {
  return {
    ...transform,
    run(source, context) {
      const { status, findings, tests } = transform.run(source, context);
      return { status: status === "changed" ? "unchanged" : status, findings, tests };
    },
  };
}

/** The text of a file that has anything to report; empty for all others. */
function sourceOf(file: PlannedFile, readBytes: (path: string) => Uint8Array): string {
  const { findings, tests } = file;
  const hasPlaces = findings.some(({ span }) => span.start < span.end);
  const isWorthIt = tests.old > 0 || tests.new > 0 || hasPlaces;
  return isWorthIt ? (decodeUtf8(readBytes(file.path)) ?? "") : "";
}

function problemsOf(file: PlannedFile): CheckReport["failed"] {
  const { path } = file;
  return file.status === "failed" ? file.problems.map((problem) => ({ path, problem })) : [];
}

/** The tests of files that the check is not about, which its files are compared with. */
function otherTests(
  { files }: Discovery,
  readBytes: (path: string) => Uint8Array,
): readonly LocatedTest[] {
  return files
    .filter(({ selected, outcome }) => !selected && outcome === undefined)
    .flatMap(({ path }) => {
      const source = decodeUtf8(readBytes(path)) ?? "";
      const mayHoldTests = TEST_MARKS.some((mark) => source.includes(mark));
      const unplanned = { status: "unchanged", path, findings: [], tests: NOT_COUNTED } as const;
      return mayHoldTests ? checkFile(unplanned, source).ledger : [];
    });
}

const NOT_COUNTED = { old: 0, new: 0 };

/** By path, and otherwise in the order given. */
function sortByPath(items: readonly CheckItem[]): readonly CheckItem[] {
  return items.toSorted((a, b) => (a.path === b.path ? a.line - b.line : compareEntries(a, b)));
}

function summarize({
  files,
  failed,
}: Survey): Omit<CheckReport, "fresh" | "known" | "stale" | "baseline" | "hasBaseline"> {
  const sum = (count: (file: CheckedFile) => number): number =>
    files.reduce((total, file) => total + count(file), 0);
  const written = (style: LocatedTest["style"]): number =>
    sum(({ ledger }) => ledger.filter((test) => test.style === style).length);
  return {
    files: files.length,
    failed,
    oldTests: written("old"),
    newTests: written("new"),
    accepted: sum(({ accepted }) => accepted),
    suppressed: sum(({ suppressed }) => suppressed),
    informed: sum(({ informed }) => informed),
  };
}

/**
 * Whether the check would have found what an entry speaks of: in a file that it looked at, or, where
 * no option narrows it down, in one that is gone from below its paths, which are absolute.
 */
function scopeOf(
  paths: readonly string[],
  { include, exclude }: CheckValues,
  { files, discovery }: Survey,
): (path: string) => boolean {
  const checked = new Set(files.map(({ path }) => path));
  const isNarrowed = include !== undefined || exclude !== undefined;
  const below = isNarrowed
    ? []
    : paths.map((path) => posixRelative(discovery.root, realpathSync.native(path)));
  return (path) =>
    checked.has(path) ||
    below.some((folder) => folder === "" || path === folder || path.startsWith(`${folder}/`));
}

/** What the run is about, absolute. */
function foldersOf({ paths }: Settings, { cwd }: Io): readonly string[] {
  return paths.length > 0 ? paths.map((path) => resolve(cwd, path)) : [cwd];
}

interface OpenBaseline {
  /** Absolute. */
  readonly path: string;
  /** What messages call it. */
  readonly shown: string;
  /** Undefined where there is no such file. */
  readonly text: string | undefined;
  readonly entries: readonly WrittenEntry[];
}

function openBaseline(
  path: string,
  { pruneBaseline: prunes }: CheckValues,
  { cwd }: Io,
): OpenBaseline {
  const below = relative(cwd, path);
  const shown = below.startsWith("..") ? path : below;
  if (!existsSync(path)) {
    return { path, shown, text: undefined, entries: [] };
  }
  const text = readFileSync(path, "utf8");
  try {
    return { path, shown, text, entries: readBaseline(text, prunes) };
  } catch (error) {
    if (error instanceof BaselineError) {
      throw new UsageError(`${shown}:${error.at}: ${error.message}`, error.hint);
    }
    throw error;
  }
}

/** Writes the baseline if that was asked for; what is then left to report. */
function updateBaseline(
  report: CheckReport,
  { path, text, entries }: OpenBaseline,
  { updateBaseline: updates, pruneBaseline: prunes }: CheckValues,
): CheckReport {
  const { fresh, known, stale } = report;
  const goes = new Set(stale.map(keyOf));
  if (updates) {
    const kept = entries.filter((entry) => !goes.has(keyOf(entry)));
    writeText(path, formatBaseline([...kept, ...fresh]));
    const written = { added: fresh.length, removed: stale.length };
    return { ...report, fresh: [], stale: [], known: [...known, ...fresh], written };
  }
  if (prunes && text !== undefined) {
    const pruned = pruneBaseline(text, (entry) => goes.has(keyOf(entry)));
    if (pruned !== text) {
      writeText(path, pruned);
    }
    return { ...report, stale: [], written: { added: 0, removed: stale.length } };
  }
  return report;
}

function writeText(path: string, text: string): void {
  const file = createOutputFile(path);
  file.write(text);
  file.commit();
}

async function writeReport(report: CheckReport, values: CheckValues, io: Io): Promise<void> {
  const text = await formatReport(report, values, io);
  if (values.output === undefined) {
    io.stdout.write(text);
  } else {
    writeText(resolve(io.cwd, values.output), text);
  }
}

async function formatReport(report: CheckReport, values: CheckValues, io: Io): Promise<string> {
  switch (values.format) {
    case "json":
      return (await import("../run/check-reports/json.js")).formatCheckJson(report);
    case "github":
      return (await import("../run/check-reports/github.js")).formatCheckGithub(report);
    default: {
      const isFile = values.output !== undefined;
      const style = createStyle(!isFile && usesColor(values.color, io.stdout, io.env));
      const columns = isFile ? undefined : widthOf(io.stdout);
      return (await import("../run/check-reports/text.js")).formatCheckText(report, {
        style,
        columns,
      });
    }
  }
}
