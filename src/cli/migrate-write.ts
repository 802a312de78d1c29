// The writing half of `migrate`: what the plan amounts to on disk, whether it may be written, and
// what to tell of a run that did not get through. Used by the run over files.

import type { PlannedChange } from "../outcome/planned-file.js";
import { RunError } from "../outcome/problems.js";
import type { FrameworkDecision } from "../plan/framework.js";
import { isIndivisible, isInstalled, type ModuleStep, moduleSteps } from "../plan/pieces.js";
import type { PlanEnd } from "../plan/plan-input.js";
import { countFile, type Totals } from "../plan/totals.js";
import type { Discovery } from "../project/discovery.js";
import { rootInRepository } from "../project/discovery-root.js";
import { diskFileSystem } from "../project/file-system.js";
import type { RunEnd } from "../report/migrate/report.js";
import { escapeControls } from "../text/escape.js";
import { countOf } from "../text/wording.js";
import { type ApplyResult, type FileChange, hashOf } from "../write/apply.js";
import { applyRun, hasUnfinishedRun } from "../write/apply-run.js";
import { findObstacle } from "../write/guard.js";
import { noteIdle } from "../write/idle.js";
import type { Manifest } from "../write/journal-format.js";
import { settleTotals } from "../write/settle-totals.js";
import { openStaging } from "../write/staging.js";
import { type CommittingRequest, type CommittingStages, createCommitting } from "./committing.js";
import type { Io } from "./io.js";
import type { MigrateRequest } from "./migrate-request.js";
import { createPacer } from "./pacer.js";
import type { Progress } from "./progress.js";
import type { RunDiscovery } from "./staged-working.js";
import { undoCommandFor } from "./undo-command.js";

/** Keeps of each change what writing needs: bytes and a hash, but no texts. */
export interface Writer {
  add(file: PlannedChange): void;
  /** Why the plan must not be written. */
  obstacle(end: PlanEnd): RunError | undefined;
  /** For a run that ends before it writes: `undo` alone must not reach for the run before it. */
  abandon(): void;
  /** Throws RunError, with nothing written, when the lock or the journal cannot be had. */
  write(end: PlanEnd, progress: Progress | undefined): Promise<RunEnd>;
}

/** What a run may write over, and as what it goes into the journal; `migrate` if missing. */
export interface WriterRequest
  extends Pick<MigrateRequest, "allowDirty" | "allowNoVcs" | "continuesNewest" | "isAtomic"> {
  readonly command?: Manifest["command"];
  /** Made where the run commits what it writes. */
  readonly committing?: CommittingRequest | undefined;
}

/** Where a run writes, and what it does to the working tree where it is about what is staged. */
type WriterPlace = Discovery & Pick<RunDiscovery, "working">;

/** A writer for one run. */
export function createWriter(request: WriterRequest, discovery: WriterPlace, io: Io): Writer {
  const { root, top, working } = discovery;
  const changes: FileChange[] = [];
  const counted = new Map<string, Totals>();
  const prefix = rootInRepository(discovery);
  const fileSystem = io.fileSystem ?? diskFileSystem;
  const change = working?.changeTo ?? changeTo;
  const command = request.command ?? "migrate";
  const noteNothing = (): void => {
    if (!request.continuesNewest) {
      noteIdle(top, command, fileSystem);
    }
  };
  const committing =
    request.committing && createCommitting(request.committing, discovery, prefix, fileSystem, io);
  return {
    add(file) {
      const { path, source, newText, group } = file;
      committing?.note(file);
      changes.push({ ...change(path, source, newText), ...(group && { group }) });
      counted.set(file.path, countFile(file));
    },
    obstacle({ frameworks = [], unanswered }) {
      if (unanswered !== undefined) {
        const { kind, message, details } = unanswered;
        return new RunError(kind, message, undefined, details);
      }
      if (working !== undefined) {
        // What is not staged stays, and what is staged is in git.
        return undefined;
      }
      const { allowDirty, allowNoVcs, continuesNewest } = request;
      const { before, files, after } = stagesOf(changes, frameworks, change);
      const paths = new Set([...before, ...files, ...after].map(pathOf));
      const modules = frameworks.filter(isInstalled).map(({ module }) => module.path);
      // What a commit rests on has to be in one, too.
      const restsOn = committing ? frameworks.map(({ module }) => module.path) : [];
      const obstacle = findObstacle({
        place: discovery,
        prefix,
        paths: paths.size === 0 ? [] : [...new Set([...paths, ...restsOn])],
        modules,
        mustBeCommitted: committing !== undefined,
        continuesNewest,
        allowDirty,
        allowNoVcs,
        env: io.env,
      });
      return obstacle ?? (paths.size > 0 ? committing?.obstacle() : undefined);
    },
    abandon() {
      if (!hasUnfinishedRun(top, fileSystem)) {
        noteNothing();
      }
    },
    async write({ totals, frameworks }, progress) {
      const decisions = frameworks ?? [];
      const { before, files, after } = stagesOf(changes, decisions, change);
      const isNothing = before.length + files.length + after.length === 0;
      // What a killed run left beside the files is tidied up all the same.
      const goesOn = isNothing && hasUnfinishedRun(top, fileSystem);
      if (isNothing && !goesOn) {
        noteNothing();
      }
      if (isNothing && (committing !== undefined || !goesOn)) {
        const applied = { written: [], failed: [], skipped: [], interrupted: false };
        return { totals, frameworks, applied };
      }
      // Between a module of the user's own and the old one nothing runs both kinds of files.
      const isAtomic = request.isAtomic || committing !== undefined || isIndivisible(decisions);
      const apply = (stages: readonly (readonly FileChange[])[]): Promise<ApplyResult> =>
        applyRun(
          {
            base: top,
            plan: { root, stages },
            prefix,
            command,
            isAtomic,
            purpose: files.map(pathOf),
            staging: working && openStaging(top, io.env, fileSystem),
          },
          fileSystem,
          writeEvents(io, progress, top),
        );
      const applied = committing
        ? await committing.write({ before, files, after, apply }, decisions, progress)
        : await apply([before, files, after]);
      return { totals: settleTotals(totals, counted, applied), frameworks, applied };
    },
  };
}

/** What a run tells while it writes, and how it is stopped. */
export function writeEvents(
  io: Io,
  progress: Progress | undefined,
  base: string,
): Parameters<typeof applyRun>[2] {
  const shouldStop = createPacer(io, 0);
  return {
    shouldStop,
    onWait: (holder) => {
      progress?.stop();
      io.stderr.write(`Waiting for another run (${escapeControls(holder)})\n`);
    },
    onUnfinished: ({ id, kept }) => {
      progress?.stop();
      io.stderr.write(
        `note: the run ${id} did not finish; this takes it back: ${undoCommandFor(base, id, io.cwd)}\n`,
      );
      for (const path of kept) {
        io.stderr.write(
          `note: ${escapeControls(path)} holds what was saved while that run wrote; compare it with the file\n`,
        );
      }
    },
  };
}

/** What a run that did not get through has to say, in lines; none for one that did. */
export function describeShortfall(
  result: ApplyResult,
  base: string,
  cwd: string,
): readonly string[] {
  const { written, failed, skipped, interrupted, stopped, rolledBack, runId } = result;
  const all = new Set([...written, ...failed.map(pathOf), ...skipped]).size;
  const isUndone = rolledBack !== undefined;
  const goesOn = !isUndone || result.isPartlyRolledBack === true;
  const lines: string[] = [];
  if (stopped !== undefined) {
    lines.push(
      `error: ${stopped.code}: ${escapeControls(stopped.message)}`,
      `hint: ${stopped.hint}`,
    );
  }
  if (interrupted) {
    const rest = !goesOn ? "" : "; the same command goes on from there";
    lines.push(`Interrupted: ${written.length} of ${countOf(all, "file")} written${rest}.`);
  }
  if (isUndone) {
    const why = result.isPartlyRolledBack
      ? ", which may only change together with a file that was not written"
      : "";
    lines.push(`Rolled back: ${countOf(rolledBack.length, "file")} restored${why}.`);
  }
  const isShort = interrupted || failed.length > 0 || skipped.length > 0 || stopped !== undefined;
  if (isShort && written.length > 0 && runId !== undefined) {
    lines.push(`What was written is taken back by: ${undoCommandFor(base, runId, cwd)}`);
  }
  return lines;
}

/** The modules that speak both APIs first, then all other files, then the modules that remain. */
function stagesOf(
  changes: readonly FileChange[],
  frameworks: readonly FrameworkDecision[],
  change: typeof changeTo,
): Omit<CommittingStages, "apply"> {
  const modules = new Set(frameworks.filter(isInstalled).map(({ module }) => module.path));
  const files = changes.filter(({ path }) => !modules.has(path));
  const { before, after } = moduleSteps(frameworks, files.length > 0);
  const changeOfStep = ({ path, oldText, newText }: ModuleStep): FileChange =>
    change(path, oldText, newText);
  return { before: before.map(changeOfStep), files, after: after.map(changeOfStep) };
}

function changeTo(path: string, oldText: string, newText: string): FileChange {
  return { path, oldHash: hashOf(oldText), newBytes: Buffer.from(newText) };
}

function pathOf({ path }: { readonly path: string }): string {
  return path;
}
