// A run over files: discovers, plans, reports and, if told to, writes. The one place where the
// parts of a run meet; what each of them does stands in `src/run`.

import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { type Discovery, discover } from "../run/discovery.js";
import { createByteReader, createProject } from "../run/discovery-files.js";
import { posixRelative } from "../run/discovery-root.js";
import { escapeControls } from "../run/escape.js";
import { planFiles } from "../run/plan.js";
import { TEST_MARKS } from "../run/read.js";
import type { RunEnd, RunInfo } from "../run/reports/report.js";
import { countOf } from "../run/wording.js";
import { readFrameworkTexts } from "./framework-texts.js";
import { ExitStatus, type Io } from "./io.js";
import type { MigrateRequest } from "./migrate-request.js";
import { createPacer } from "./pacer.js";
import { createProgress, type Progress } from "./progress.js";
import { openSinks, type ReportSinks } from "./report-sinks.js";
import { UsageError } from "./usage-error.js";
import { readVersion } from "./version.js";

/** Runs and answers the exit status. Throws errors with a hint for what the user can mend. */
export async function migrateFiles(request: MigrateRequest, io: Io): Promise<ExitStatus> {
  const { framework } = request;
  const discovery = discover({
    ...request,
    cwd: io.cwd,
    wholeRoot: framework !== undefined && framework !== "keep",
  });
  refuseToOverwrite(request, discovery, io);
  const sinks = await openSinks(request, describeRun(request, discovery), io);
  const progress = sinks.streamsToTerminal ? undefined : createProgress(io);
  try {
    sayWhere(request, discovery, io);
    return await run({ request, discovery, sinks, progress, io });
  } finally {
    progress?.stop();
    sinks.discard();
  }
}

interface Run {
  readonly request: MigrateRequest;
  readonly discovery: Discovery;
  readonly sinks: ReportSinks;
  readonly progress: Progress | undefined;
  readonly io: Io;
}

async function run(run: Run): Promise<ExitStatus> {
  const { request, discovery, sinks, progress, io } = run;
  const { mode } = request;
  const writer =
    mode === "write"
      ? (await import("./migrate-write.js")).createWriter(request, discovery, io)
      : undefined;
  const shouldStop = createPacer(io);
  const fileCount = discovery.files.length;
  const input = planInput(request, discovery);
  const verified = request.isVerified
    ? await (await import("./migrate-verify.js")).verifyInput(input, discovery.root, shouldStop)
    : { input };
  if (verified === undefined) {
    progress?.stop();
    io.stderr.write("Interrupted before anything was written.\n");
    return ExitStatus.Interrupted;
  }
  const steps = planFiles(verified.input);
  let step = steps.next();
  for (let done = 1; !step.done; done++, step = steps.next()) {
    for (const file of step.value) {
      for (const report of sinks.reports) {
        report.file(file);
      }
      if (file.status === "changed") {
        writer?.add(file);
      }
    }
    await progress?.update(`Read ${Math.min(done, fileCount)} of ${countOf(fileCount, "file")}`);
    if (await shouldStop()) {
      progress?.stop();
      io.stderr.write(
        `Interrupted after ${done} of ${countOf(fileCount, "file")}; nothing was written.\n`,
      );
      return ExitStatus.Interrupted;
    }
  }
  const obstacle = writer?.obstacle(step.value);
  if (obstacle !== undefined && request.format === "text") {
    // Nothing was shown yet, since a run that writes shows no changes: now they are.
    progress?.stop();
    sinks.discard();
    await migrateFiles({ ...request, mode: "preview" }, io);
    throw obstacle;
  }
  const isWriting = writer !== undefined && obstacle === undefined;
  const end = isWriting ? await writer.write(step.value, progress) : step.value;
  progress?.stop();
  for (const report of sinks.reports) {
    report.finish("behaviour" in verified ? { ...end, behaviour: verified.behaviour } : end);
  }
  sinks.commit();
  if (obstacle !== undefined) {
    throw obstacle;
  }
  return statusOf(end, run);
}

function planInput(
  request: MigrateRequest,
  { root, files }: Discovery,
): Parameters<typeof planFiles>[0] {
  const { transform, options, framework } = request;
  const isTestMigration = framework !== undefined;
  return {
    files,
    readBytes: createByteReader(root),
    project: createProject(root, () =>
      discover({ ...request, cwd: root, paths: [root], include: [], exclude: [] }).files.map(
        ({ path }) => path,
      ),
    ),
    transform,
    options,
    marks: isTestMigration ? TEST_MARKS : [],
    severities: isTestMigration ? (request.severities ?? {}) : undefined,
    framework: isTestMigration
      ? { choice: framework, path: request.frameworkPath, texts: readFrameworkTexts }
      : undefined,
  };
}

async function statusOf({ totals, applied }: RunEnd, run: Run): Promise<ExitStatus> {
  const { mode } = run.request;
  if (applied !== undefined) {
    const { describeShortfall } = await import("./migrate-write.js");
    for (const line of describeShortfall(applied, run.discovery.top, run.io.cwd)) {
      run.io.stderr.write(`${line}\n`);
    }
    if (applied.interrupted) {
      return ExitStatus.Interrupted;
    }
  }
  if (totals.failed > 0 || applied?.stopped !== undefined) {
    return ExitStatus.Error;
  }
  const isLeft = totals.blocked > 0 || (mode === "check" && totals.changed > 0);
  return mode !== "preview" && isLeft ? ExitStatus.WorkRemains : ExitStatus.Done;
}

function describeRun(request: MigrateRequest, { root, top }: Discovery): RunInfo {
  const below = posixRelative(top, root);
  return {
    toolVersion: readVersion(),
    root,
    rootInRepository: below === "" ? "" : `${below}/`,
    transform: request.transform.name,
    target: request.options.target,
    mode: request.mode,
  };
}

/** A report must not take the place of a file that the run reads. */
function refuseToOverwrite(
  { output, proof }: MigrateRequest,
  { root, files }: Discovery,
  io: Io,
): void {
  for (const path of [output, proof]) {
    const absolute = resolve(io.cwd, path ?? "");
    const target = existsSync(absolute) && posixRelative(root, realpathSync.native(absolute));
    if (files.some((file) => file.path === target)) {
      throw new UsageError(`${path} is a file of this run`, "give the report a name of its own");
    }
  }
}

/** What a reader of the report has to know first. */
function sayWhere(request: MigrateRequest, { root }: Discovery, { stderr, cwd }: Io): void {
  if (request.format !== "json" && request.verbosity !== "quiet" && resolve(cwd) !== root) {
    stderr.write(`Paths are relative to ${escapeControls(root)}\n`);
  }
  if (request.ignoreIndentation && request.format !== "text") {
    stderr.write(`note: --diff-ignore-space hides nothing in the format ${request.format}\n`);
  }
}
