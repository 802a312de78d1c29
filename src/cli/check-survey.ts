// What a check looks at: every file judged as a migration would judge it, and all tests of the
// repository, so that none stands in two files unnoticed. Used by the run of `check`.

import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import { defineToSuite } from "../../transforms/define-to-suite.js";
import {
  type CheckedFile,
  type CheckItem,
  checkFile,
  findInBoth,
  type LocatedTest,
  readTests,
  twinSearch,
} from "../check/check.js";
import { compareEntries, numberEntries } from "../finding/baseline.js";
import type { JudgedFile } from "../outcome/planned-file.js";
import { identifyOnly } from "../plan/framework-state.js";
import { type Goal, goalOf } from "../plan/goal.js";
import { judgeFiles } from "../plan/plan.js";
import type { PlanInput } from "../plan/plan-input.js";
import { withModules } from "../plan/plan-modules.js";
import { pathsOf } from "../project/discovery.js";
import { createByteReader, createProject } from "../project/discovery-files.js";
import { createLocator } from "../project/discovery-locate.js";
import { posixRelative } from "../project/discovery-root.js";
import { createReach } from "../project/reach.js";
import { decodeUtf8, TEST_MARKS } from "../project/read.js";
import type { CheckReport } from "../report/check/check-report.js";
import type { CheckValues } from "./check-options.js";
import { discoverFiles } from "./discover-files.js";
import { readFrameworkTexts } from "./framework-texts.js";
import type { Io } from "./io.js";
import { openLooks } from "./looks-file.js";
import { onlyLooks } from "./only-looks.js";
import { createPacer } from "./pacer.js";
import type { Settings } from "./settings.js";
import { asStaged, type StagedDiscovery } from "./staged-files.js";

export interface Survey {
  readonly discovery: StagedDiscovery;
  readonly files: readonly CheckedFile[];
  readonly failed: CheckReport["failed"];
  /** Numbered, in the order of the files. */
  readonly items: readonly CheckItem[];
  /** Missing where neither settings nor the module tell. */
  readonly goal?: Goal | undefined;
  /** Tests that stand in two files, which a comment accepts. */
  readonly acceptedInBoth: number;
}

/** Judges every file as the migration would; undefined after an interrupt. */
export async function surveyFiles(
  settings: Settings,
  values: CheckValues,
  mustFind: boolean,
  io: Io,
): Promise<Survey | undefined> {
  const { paths, include, exclude, target, indent, severities } = settings;
  const options = {
    paths,
    include,
    exclude,
    cwd: io.cwd,
    useIgnoreFiles: values.ignore !== false,
    root: values.root,
    wholeRoot: true,
    // Where nothing of it is staged, there is nothing to say.
    mustFind: mustFind && !values.staged,
    env: io.env,
    onlyLooks: onlyLooks(values),
  };
  const found = await discoverFiles(options, settings.openFolders, io);
  const discovery = values.staged ? asStaged(found, options, io) : found;
  const { outside } = discovery.unseen;
  const readBytes = createByteReader(discovery.root, outside);
  const selected = discovery.files.filter((file) => file.selected);
  const looks = onlyLooks(values) ? openLooks(discovery.root, io) : undefined;
  const files: CheckedFile[] = [];
  const failed: CheckReport["failed"][number][] = [];
  const shouldStop = createPacer(io);
  const input: PlanInput = {
    files: discovery.files,
    readBytes,
    project: createProject(discovery.root, {
      listPaths: () => pathsOf(discovery.files),
      outside,
      findDialect: settings.findDialect,
      looks,
    }),
    wholeGroups: true,
    transform: defineToSuite,
    options: { target, indent },
    marks: TEST_MARKS,
    severities,
    folders: discovery.folders,
    judgesPresent: true,
    reach: createReach(discovery),
    locate: createLocator(discovery.root),
  };
  // Modules are looked at for what files call of them, but nothing is decided on them.
  const { modulePlan } = withModules({
    ...input,
    framework: { choice: "auto", path: settings.framework, texts: readFrameworkTexts },
  });
  const steps = judgeFiles({ ...input, files: selected, ...(modulePlan && { modulePlan }) });
  for (const planned of steps) {
    for (const file of planned) {
      const own = discovery.folders?.severitiesOf(file.path) ?? severities;
      files.push(checkFile(file, sourceOf(file, readBytes), own));
      failed.push(...problemsOf(file));
    }
    if (await shouldStop()) {
      return undefined;
    }
  }
  const tests = files.flatMap(({ ledger }) => ledger);
  const inBoth = findInBoth([...tests, ...otherTests(tests, input)]);
  looks?.save();
  const own = new Set(selected.map(({ path }) => path));
  const doubled = inBoth.filter(({ path }) => own.has(path));
  const items = [
    ...files.flatMap((file) => file.items),
    ...doubled.filter(({ accepted }) => accepted === undefined),
  ];
  const acceptedInBoth = doubled.filter(({ accepted }) => accepted !== undefined).length;
  const numbered = numberEntries(sortByPath(items));
  const modules = [...(modulePlan?.modules.values() ?? [])];
  const goal = goalOf(settings.origins.target, identifyOnly(modules, readFrameworkTexts()));
  return { discovery, files, failed, items: numbered, goal, acceptedInBoth };
}

/** The text of a file that has anything to report; empty for all others. */
function sourceOf(file: JudgedFile, readBytes: (path: string) => Uint8Array): string {
  const { findings, tests } = file;
  const hasPlaces = findings.some(({ span }) => span.start < span.end);
  const isWorthIt = tests.old > 0 || tests.new > 0 || hasPlaces;
  return isWorthIt ? readText(file.path, readBytes) : "";
}

/** The text; empty where it cannot be read, which is the plan's to say. */
function readText(path: string, readBytes: (path: string) => Uint8Array): string {
  try {
    return decodeUtf8(readBytes(path)) ?? "";
  } catch {
    return "";
  }
}

function problemsOf(file: JudgedFile): CheckReport["failed"] {
  const { path } = file;
  return file.status === "failed" ? file.problems.map((problem) => ({ path, problem })) : [];
}

/** The tests of files that the check is not about, as far as one of its own may be among them. */
function otherTests(
  tests: readonly LocatedTest[],
  { files, project, readBytes }: PlanInput,
): readonly LocatedTest[] {
  const mayHoldTwin = twinSearch(tests);
  if (mayHoldTwin === undefined) {
    return [];
  }
  return files
    .filter(({ selected, outcome }) => !selected && outcome === undefined)
    .filter(({ path }) => {
      const mayUse = project.glance?.(path)?.mayUse;
      return mayUse === undefined || mayUse.list || mayUse.builder;
    })
    .flatMap(({ path }) => {
      const source = readText(path, readBytes);
      return mayHoldTwin(source) ? readTests(path, source) : [];
    });
}

/** By path, and otherwise in the order given. */
function sortByPath(items: readonly CheckItem[]): readonly CheckItem[] {
  return items.toSorted((a, b) => (a.path === b.path ? a.line - b.line : compareEntries(a, b)));
}

/**
 * Whether the check would have found what an entry speaks of: in a file that it looked at, or, where
 * no option narrows it down, in one that is gone from below its paths, which are absolute. What a
 * sparse checkout leaves out is not gone.
 */
export function scopeOf(
  paths: readonly string[],
  { include, exclude, staged }: CheckValues,
  { files, discovery }: Survey,
): (path: string) => boolean {
  const checked = new Set(files.map(({ path }) => path));
  const { outside, isUnknown } = discovery.unseen;
  const isNarrowed = include !== undefined || exclude !== undefined || staged || isUnknown;
  const below = isNarrowed
    ? []
    : paths.map((path) => posixRelative(discovery.root, realpathSync.native(path)));
  return (path) =>
    checked.has(path) ||
    (!outside.has(path) &&
      below.some((folder) => folder === "" || path === folder || path.startsWith(`${folder}/`)));
}

/** What the run is about, absolute. */
export function foldersOf({ paths }: Settings, { cwd }: Io): readonly string[] {
  return paths.length > 0 ? paths.map((path) => resolve(cwd, path)) : [cwd];
}
