// A run over files: discovers, plans, reports and, if told to, writes. The one place where the
// parts of a run meet; what each of them does stands in `src/run`.

import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import type { ApplyPlan, FileChange } from "../run/apply.js";
import { type Discovery, discover } from "../run/discovery.js";
import { createByteReader, createProject } from "../run/discovery-files.js";
import { posixRelative } from "../run/discovery-root.js";
import { escapeControls } from "../run/escape.js";
import type { FrameworkDecision } from "../run/framework.js";
import { type PlanEnd, planFiles } from "../run/plan.js";
import type { PlannedChange } from "../run/planned-file.js";
import { TEST_MARKS } from "../run/read.js";
import type { RunEnd, RunInfo } from "../run/reports/report.js";
import { countFile, settleTotals, type Totals } from "../run/totals.js";
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
  } catch (error) {
    if (error instanceof Refused && sinks.isSilentUntilEnd) {
      sinks.discard();
      return await showRefused(request, error, io);
    }
    throw error;
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

async function run({ request, discovery, sinks, progress, io }: Run): Promise<ExitStatus> {
  const { mode } = request;
  const writer = mode === "write" ? await createWriter(discovery.root) : undefined;
  const shouldStop = createPacer(io);
  const fileCount = discovery.files.length;
  const steps = planFiles(planInput(request, discovery));
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
  const end = writer === undefined ? step.value : await writer.write(step.value);
  progress?.stop();
  for (const report of sinks.reports) {
    report.finish(end);
  }
  sinks.commit();
  return statusOf(end, request, io);
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
    project: createProject(root),
    transform,
    options,
    marks: isTestMigration ? TEST_MARKS : [],
    framework: isTestMigration ? { choice: framework, texts: readFrameworkTexts } : undefined,
  };
}

function statusOf({ totals, applied }: RunEnd, { mode }: MigrateRequest, io: Io): ExitStatus {
  if (applied?.interrupted) {
    const { written, failed, skipped } = applied;
    const all = new Set([...written, ...failed.map(({ path }) => path), ...skipped]).size;
    io.stderr.write(
      `Interrupted: ${written.length} of ${countOf(all, "file")} written; the same command goes on from there.\n`,
    );
    return ExitStatus.Interrupted;
  }
  if (totals.failed > 0) {
    return ExitStatus.Error;
  }
  const isLeft = totals.blocked > 0 || (mode === "check" && totals.changed > 0);
  return mode !== "preview" && isLeft ? ExitStatus.WorkRemains : ExitStatus.Done;
}

/** Keeps of each change what writing needs: bytes and a hash, but no texts. */
interface Writer {
  add(file: PlannedChange): void;
  write(end: PlanEnd, shouldStop: () => Promise<boolean>): Promise<RunEnd>;
}

async function createWriter(root: string): Promise<Writer> {
  const { applyPlan, hashOf } = await import("../run/apply.js");
  const { diskFileSystem } = await import("../run/apply-file-system.js");
  const changes: FileChange[] = [];
  const counted = new Map<string, Totals>();
  const changeTo = (path: string, oldText: string, newText: string): FileChange => ({
    path,
    oldHash: hashOf(oldText),
    newBytes: Buffer.from(newText),
  });
  return {
    add(file) {
      changes.push(changeTo(file.path, file.source, file.newText));
      counted.set(file.path, countFile(file));
    },
    async write({ totals, framework }, shouldStop) {
      const stages = stagesOf(changes, framework, changeTo);
      const applied: ApplyResult = await applyPlan({ root, stages }, diskFileSystem, {
        shouldStop,
      });
      return { totals: settleTotals(totals, counted, applied), framework, applied };
    },
  };
}

/**
 * The module that speaks both APIs stands while files are written, so that the tree works at any
 * moment; the final one follows when everything else is in place.
 */
function stagesOf(
  changes: readonly FileChange[],
  framework: FrameworkDecision | undefined,
  changeTo: (path: string, oldText: string, newText: string) => FileChange,
): readonly (readonly FileChange[])[] {
  if (framework?.action !== "installed") {
    return [changes];
  }
  const { module, newText, compatText } = framework;
  const files = changes.filter(({ path }) => path !== module.path);
  const step = (from: string, to: string): readonly FileChange[] =>
    from === to ? [] : [changeTo(module.path, from, to)];
  return files.length === 0
    ? [step(module.text, newText)]
    : [step(module.text, compatText), files, step(compatText, newText)];
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
