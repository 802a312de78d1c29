// A run over files: discovers, plans, reports and, if told to, writes. The one place where the
// parts of a run meet; what each of them does stands in `src/run`.

import type { SuiteOptions } from "../../transforms/define-to-suite/suite-options.js";
import { RunError } from "../outcome/problems.js";
import type { DocumentsInput } from "../plan/documents.js";
import { planFiles } from "../plan/plan.js";
import type { PlanEnd } from "../plan/plan-input.js";
import { withModules } from "../plan/plan-modules.js";
import { withTarget } from "../plan/plan-options.js";
import { companyOf } from "../program/company.js";
import { type Glance, isListed, type ListedProject } from "../program/project.js";
import { readNoSuite, readSuiteFacts } from "../program/suite-facts.js";
import { discover, pathsOf } from "../project/discovery.js";
import { createByteReader, createProject } from "../project/discovery-files.js";
import { createLocator } from "../project/discovery-locate.js";
import type { KeptByFile, KeptByFileStore } from "../project/file-identity.js";
import { createReach } from "../project/reach.js";
import { TEST_MARKS } from "../project/read.js";
import type { RunEnd } from "../report/migrate/report.js";
import { once, withParts } from "../text/once.js";
import { countOf } from "../text/wording.js";
import { narrowToChanges } from "./changed-files.js";
import { discoverFiles } from "./discover-files.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import { readFrameworkTexts } from "./framework-texts.js";
import type { Io } from "./io.js";
import type { KeptFile } from "./kept-file.js";
import type { MigrateRequest } from "./migrate-request.js";
import { createPacer } from "./pacer.js";
import type { PagedOutput } from "./pager.js";
import { createProgress, type Progress } from "./progress.js";
import { refuseToOverwrite } from "./report-places.js";
import { openSinks, type ReportSinks } from "./report-sinks.js";
import { formatOnOutput } from "./report-targets.js";
import { describeRun } from "./run-info.js";
import { sayFirst } from "./say-first.js";
import { openSilentPages } from "./silent-pages.js";
import type { StagedDiscovery } from "./staged-files.js";
import type { RunDiscovery } from "./staged-working.js";
import { createStopwatch, type Stopwatch } from "./stopwatch.js";
import { readBeforeTorn } from "./torn-groups.js";
import { namerOf } from "./unit-option.js";

/** Runs and answers the exit status. Throws errors with a hint for what the user can mend. */
export async function migrateFiles(request: MigrateRequest, io: Io): Promise<ExitStatus> {
  const stopwatch = createStopwatch(io);
  stopwatch.enter("finding files");
  const discovery = await discoverFor(request, io);
  refuseToOverwrite(request, discovery, io.cwd);
  const pager = await openPagerFor(request, io);
  // Not a copy, which would open standard input.
  const shown: Io =
    pager === undefined ? io : Object.create(io, { stdout: { value: pager.output } });
  const { splitBy, changedLines } = request;
  const kept = await openAllKept(request, discovery, io);
  const sinks = await openSinks(request, describeRun(request, discovery), shown, {
    nameOf: splitBy && namerOf(splitBy, "--split-by", discovery),
    isShown: changedLines
      ? (await import("./changed-lines.js")).readChangedLines(discovery, changedLines, io)
      : undefined,
    previews: kept?.previews,
  });
  const progress = sinks.streamsToTerminal ? undefined : createProgress(request.color, io);
  try {
    sayFirst(request, discovery, io);
    return await run({ request, discovery, sinks, kept, progress, stopwatch, io });
  } finally {
    progress?.stop();
    sinks.discard();
    kept?.verdicts?.discard();
    kept?.previews?.discard();
    await pager?.close();
  }
}

/** Only previews for people are paged, and none that go into a file. */
async function openPagerFor(
  { usesPager, mode, reports }: MigrateRequest,
  io: Io,
): Promise<PagedOutput | undefined> {
  const isPreview = mode === "preview" && formatOnOutput(reports) === "text";
  return usesPager && isPreview && io.stdout.isTTY
    ? (await import("./pager.js")).openPager(io)
    : undefined;
}

/** What is kept of earlier runs; each may be missing. */
interface Kept {
  readonly looks: KeptByFileStore<Glance> | undefined;
  readonly pages: ReturnType<typeof openSilentPages>;
  readonly verdicts: KeptFile | undefined;
  /** Missing where changes are not shown. */
  readonly previews: KeptFile | undefined;
}

/**
 * Opens what is kept of earlier runs, for a run that people look at. What is written, applied or put on
 * record is judged anew, and few files are judged before all verdicts are read.
 */
async function openAllKept(
  request: MigrateRequest,
  discovery: RunDiscovery,
  io: Io,
): Promise<Kept | undefined> {
  const { transform, framework, options } = request;
  const { root, files, documents, staged } = discovery;
  if (!restsOnFiles(request)) {
    return undefined;
  }
  const { openLooks } = await import("./looks-file.js");
  const looks = openLooks(root, io);
  const pages = documents.length > 0 ? openSilentPages(discovery, io) : undefined;
  const isAboutMost = 2 * countSelected(files) >= files.length && staged === undefined;
  if (!isAboutMost) {
    return { looks, pages, verdicts: undefined, previews: undefined };
  }
  const { openKept } = await import("./kept-file.js");
  const subject = [root, transform.name, framework ?? "", options.target ?? "auto"];
  const verdicts = openKept("verdicts", subject, io);
  const isShown = verdicts !== undefined && request.verbosity !== "quiet";
  return {
    looks,
    pages,
    verdicts,
    previews: isShown ? openKept("previews", subject, io) : undefined,
  };
}

/** Whether the run says of the same files the same, and may rest on what earlier ones kept. */
function restsOnFiles(request: MigrateRequest): boolean {
  const { transform, framework, keepsVerdicts } = request;
  const isOwn = framework !== undefined && transform.origin === undefined;
  return keepsVerdicts === true && isLookedAt(request) && isOwn;
}

/** Whether the run is for people to look at: nothing is written, applied or put on record. */
function isLookedAt({ mode, reports, proof, isVerified }: MigrateRequest): boolean {
  return (
    mode !== "write" &&
    !isVerified &&
    proof === undefined &&
    reports.every(({ format }) => format === "text")
  );
}

function countSelected(files: RunDiscovery["files"]): number {
  return files.filter(({ selected }) => selected).length;
}

interface Run {
  readonly request: MigrateRequest;
  readonly discovery: RunDiscovery;
  readonly sinks: ReportSinks;
  readonly kept: Kept | undefined;
  readonly progress: Progress | undefined;
  readonly stopwatch: Stopwatch;
  readonly io: Io;
}

async function run(run: Run): Promise<ExitStatus> {
  const { request, discovery, sinks, kept, progress, stopwatch, io } = run;
  const { mode } = request;
  const writer =
    mode === "write"
      ? (await import("./migrate-write.js")).createWriter(
          { ...request, committing: committingOf(request) },
          discovery,
          io,
        )
      : undefined;
  const shouldStop = createPacer(io);
  const fileCount = discovery.files.length;
  const known = withModules(planInput(request, discovery, kept?.looks));
  const documents = {
    ...(await documentsInput(request, discovery, known.modulePlan?.targetFor(""))),
    silent: kept?.pages,
  };
  const input = { ...known, documents, kept: kept?.verdicts };
  if (request.isVerified) {
    stopwatch.enter("evaluating");
  }
  const verified = request.isVerified
    ? await (await import("./migrate-verify.js")).verifyInput(input, discovery.root, shouldStop)
    : { input };
  if (verified === undefined) {
    progress?.stop();
    writer?.abandon();
    io.stderr.write("Interrupted before anything was written.\n");
    return exitStatus({ interrupted: true });
  }
  stopwatch.enter("migrating and proving");
  const steps = planFiles(verified.input);
  let step = steps.next();
  for (let done = 1; !step.done; done++, step = steps.next()) {
    stopwatch.enter("reporting");
    for (const file of step.value) {
      for (const report of sinks.reports) {
        report.file(file);
      }
      if (file.status === "changed") {
        writer?.add(file);
      }
    }
    stopwatch.enter("migrating and proving");
    if (mode === "preview" && sinks.isUnheard()) {
      return exitStatus();
    }
    await progress?.update(`Read ${Math.min(done, fileCount)} of ${countOf(fileCount, "file")}`);
    if (await shouldStop()) {
      progress?.stop();
      writer?.abandon();
      io.stderr.write(
        `Interrupted after ${done} of ${countOf(fileCount, "file")}; nothing was written.\n`,
      );
      return exitStatus({ interrupted: true });
    }
  }
  const isAboutAll = countSelected(discovery.files) === fileCount;
  kept?.looks?.save();
  kept?.pages?.save();
  kept?.verdicts?.save(!isAboutAll);
  kept?.previews?.save(!isAboutAll);
  const obstacle = writer?.obstacle(step.value);
  if (obstacle !== undefined && request.reports.every(({ format }) => format === "text")) {
    throw obstacle;
  }
  const isWriting = writer !== undefined && obstacle === undefined;
  stopwatch.enter(isWriting ? "writing" : "reporting");
  const end = isWriting ? await writer.write(step.value, progress) : step.value;
  progress?.stop();
  const phases = stopwatch.phases();
  for (const report of sinks.reports) {
    report.finish({
      ...end,
      phases,
      ...("behaviour" in verified && { behaviour: verified.behaviour }),
    });
  }
  sinks.commit();
  request.onEnd?.(end);
  if (obstacle !== undefined) {
    throw obstacle;
  }
  refuseUnanswered(step.value);
  // Times are others in each run.
  if (restsOnFiles(request) && !request.showStatistics) {
    io.onRepeatable?.();
  }
  return statusOf(end, run);
}

function committingOf({ commitPer, transform, framework }: MigrateRequest) {
  return (
    commitPer && {
      unit: commitPer,
      transform: transform.name,
      isAboutTests: framework !== undefined,
    }
  );
}

/** The files that a request is about. */
export async function discoverFor(request: MigrateRequest, io: Io): Promise<RunDiscovery> {
  const { framework, changes, migratesMarkdown = false } = request;
  const options = {
    ...request,
    cwd: io.cwd,
    env: io.env,
    wholeRoot: framework !== undefined,
    withDocuments: framework !== undefined || migratesMarkdown,
    onlyLooks: request.keepsVerdicts === true && isLookedAt(request),
  };
  const found = await discoverFiles(options, request.openFolders, io);
  const discovery = narrowToChanges(found, changes, options, io);
  if (discovery.staged === undefined) {
    return readBeforeTorn(discovery, io);
  }
  const { openWorking } = await import("./staged-working.js");
  return openWorking(discovery, discovery.staged, options, io);
}

/** What the plan of a run is made from. */
export function planInput(
  request: MigrateRequest,
  discovery: RunDiscovery,
  looks?: KeptByFile<Glance>,
): Parameters<typeof planFiles>[0] {
  const { root, files, folders, working, staged } = discovery;
  const { outside } = discovery.unseen;
  const { transform, options, framework, useIgnoreFiles, isSearch } = request;
  const reach = createReach(discovery, { useIgnoreFiles });
  const isTestMigration = framework !== undefined;
  const project = createProject(root, {
    listPaths: () => listPaths(request, discovery),
    outside,
    findDialect: request.findDialect,
    looks,
  });
  return {
    files,
    readBytes: createByteReader(root, outside),
    project: request.readsCompany && isListed(project) ? amongCompany(files, project) : project,
    transform,
    readSuite: isTestMigration ? readSuiteFacts : readNoSuite,
    options,
    marks: request.marks ?? (isTestMigration ? TEST_MARKS : []),
    severities: request.severities,
    folders,
    framework: isTestMigration
      ? {
          choice: framework,
          path: request.frameworkPath,
          texts: readFrameworkTexts,
          given: request.givenModule,
          ...request.layer,
        }
      : undefined,
    looksNoFurther: true,
    reach: (path) => (working?.isEdited(path) ? "edited" : reach(path)),
    ...(working && !isSearch && { obstacleTo: working.obstacleTo }),
    locate: createLocator(root),
    ...(staged && isTestMigration && { beside: staged.beside() }),
  };
}

/** The project as those see it who ask for nothing but what may share a process with one of the files. */
function amongCompany(files: RunDiscovery["files"], project: ListedProject): ListedProject {
  const paths = once(() => {
    const own = files.flatMap(({ path, selected }) => (selected ? [path] : []));
    const all = project.paths();
    return 2 * own.length < all.length ? companyOf(own, project) : all;
  });
  return withParts(project, { paths });
}

/** Every file of the root, whatever the run is about. */
function listPaths(
  { useIgnoreFiles }: MigrateRequest,
  { root, everything, unseen, staged }: StagedDiscovery,
): readonly string[] {
  const found =
    everything ?? pathsOf(discover({ useIgnoreFiles, root, cwd: root, paths: [root] }).files);
  return [...(staged?.known(found) ?? found), ...unseen.outside.paths];
}

/** The Markdown files; what migrates them is loaded only when it is wanted. */
async function documentsInput(
  { transform, options, migratesMarkdown, wantsAllCode, findDialect }: MigrateRequest,
  { root, documents, folders, unseen, working }: RunDiscovery,
  usualTarget: SuiteOptions["target"] | undefined,
): Promise<DocumentsInput> {
  const input = {
    files: documents,
    readBytes: createByteReader(root, unseen.outside),
    obstacleTo: working?.obstacleTo,
  };
  if (!migratesMarkdown) {
    return input;
  }
  const { migrateMarkdown } = await import("../markdown/migrate-markdown.js");
  const project = createProject(root, { outside: unseen.outside, findDialect });
  const optionsOf = (path: string): SuiteOptions => {
    const own = folders?.optionsOf(path) ?? options;
    return withTarget({ ...own, target: own.target ?? usualTarget });
  };
  return {
    ...input,
    wantsAll: wantsAllCode,
    migrate: (path, source) =>
      migrateMarkdown(transform, source, { path, project, options: optionsOf(path) }, wantsAllCode),
  };
}

/** A plan that must not be written is an error in a preview, too. */
function refuseUnanswered({ unanswered }: PlanEnd): void {
  if (unanswered !== undefined) {
    const { kind, message, details } = unanswered;
    throw new RunError(kind, message, undefined, details);
  }
}

async function statusOf({ totals, applied }: RunEnd, run: Run): Promise<ExitStatus> {
  const { request } = run;
  if (applied !== undefined) {
    const { describeShortfall } = await import("./migrate-write.js");
    for (const line of describeShortfall(applied, run.discovery.top, run.io.cwd)) {
      run.io.stderr.write(`${line}\n`);
    }
  }
  return exitStatus(
    {
      interrupted: applied?.interrupted ?? false,
      failed: totals.failed > 0 || applied?.stopped !== undefined,
      blocked: totals.blocked,
      changed: totals.changed,
      found: request.failsOnChange === true && totals.changed > 0,
    },
    request.mode,
  );
}
