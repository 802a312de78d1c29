// The writing half of `migrate`: what the plan amounts to on disk, whether it may be written, and
// what to tell of a run that did not get through. Used by the run over files.

import type { PlannedChange } from "../outcome/planned-file.js";
import { RunError } from "../outcome/problems.js";
import type { FrameworkDecision, InstalledModule } from "../plan/framework.js";
import type { PlanEnd } from "../plan/plan-input.js";
import { countFile, type Totals } from "../plan/totals.js";
import type { Discovery } from "../project/discovery.js";
import { posixRelative } from "../project/discovery-root.js";
import { diskFileSystem } from "../project/file-system.js";
import type { RunEnd } from "../report/migrate/report.js";
import { escapeControls } from "../text/escape.js";
import { countOf } from "../text/wording.js";
import { type ApplyResult, type FileChange, hashOf } from "../write/apply.js";
import { applyRun } from "../write/apply-run.js";
import { findObstacle } from "../write/guard.js";
import { settleTotals } from "../write/settle-totals.js";
import type { Io } from "./io.js";
import type { MigrateRequest } from "./migrate-request.js";
import { createPacer } from "./pacer.js";
import type { Progress } from "./progress.js";
import { undoCommandFor } from "./undo-command.js";

/** Keeps of each change what writing needs: bytes and a hash, but no texts. */
export interface Writer {
  add(file: PlannedChange): void;
  /** Why the plan must not be written. */
  obstacle(end: PlanEnd): RunError | undefined;
  /** Throws RunError, with nothing written, when the lock or the journal cannot be had. */
  write(end: PlanEnd, progress: Progress | undefined): Promise<RunEnd>;
}

/** What a run may write over, and as what it goes into the journal; `migrate` if missing. */
export interface WriterRequest
  extends Pick<
    MigrateRequest,
    "allowDirty" | "allowNoVcs" | "continuesNewest" | "isAtomic" | "changes"
  > {
  readonly command?: "migrate" | "framework";
}

/** A writer for one run. */
export function createWriter(request: WriterRequest, discovery: Discovery, io: Io): Writer {
  const { root, top } = discovery;
  const changes: FileChange[] = [];
  const counted = new Map<string, Totals>();
  const below = posixRelative(top, root);
  const prefix = below === "" ? "" : `${below}/`;
  const fileSystem = io.fileSystem ?? diskFileSystem;
  return {
    add(file) {
      const { path, source, newText, group } = file;
      changes.push({ ...changeTo(path, source, newText), ...(group && { group }) });
      counted.set(file.path, countFile(file));
    },
    obstacle({ frameworks = [], unanswered }) {
      if (unanswered !== undefined) {
        const { kind, message, details } = unanswered;
        return new RunError(kind, message, undefined, details);
      }
      const { allowDirty, allowNoVcs, continuesNewest } = request;
      const paths = new Set(stagesOf(changes, frameworks).flatMap((stage) => stage.map(pathOf)));
      const modules = frameworks.filter(isInstalled).map(({ module }) => module.path);
      return findObstacle({
        place: discovery,
        prefix,
        paths: [...paths],
        modules,
        continuesNewest,
        acceptsStaged: request.changes?.kind === "staged",
        allowDirty,
        allowNoVcs,
        env: io.env,
      });
    },
    async write({ totals, frameworks = [] }, progress) {
      const stages = stagesOf(changes, frameworks);
      if (changes.length === 0 && stages.every((stage) => stage.length === 0)) {
        const applied = { written: [], failed: [], skipped: [], interrupted: false };
        return { totals, frameworks, applied };
      }
      const applied = await applyRun(
        {
          base: top,
          plan: { root, stages },
          prefix,
          command: request.command ?? "migrate",
          // Between a module of the user's own and the old one nothing runs both kinds of files.
          isAtomic: request.isAtomic || frameworks.some(isGiven),
        },
        fileSystem,
        writeEvents(io, progress, top),
      );
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

/**
 * The modules that speak both APIs stand while files are written, so that the tree works at any
 * moment; the final ones follow when everything else is in place.
 */
function stagesOf(
  changes: readonly FileChange[],
  frameworks: readonly FrameworkDecision[],
): readonly (readonly FileChange[])[] {
  const installed = frameworks.filter(isInstalled);
  if (installed.length === 0) {
    return [changes];
  }
  const modules = new Set(installed.map(({ module }) => module.path));
  const files = changes.filter(({ path }) => !modules.has(path));
  const stage = (
    textsOf: (one: InstalledModule) => readonly [string, string],
  ): readonly FileChange[] =>
    installed.flatMap((one) => {
      const [from, to] = textsOf(one);
      return from === to ? [] : [changeTo(one.module.path, from, to)];
    });
  return files.length === 0
    ? [stage(({ module, newText }) => [module.text, newText])]
    : [
        stage(({ module, compatText }) => [module.text, compatText]),
        files,
        stage(({ compatText, newText }) => [compatText, newText]),
      ];
}

function isInstalled(decision: FrameworkDecision): decision is InstalledModule {
  return decision.action === "installed";
}

function isGiven(decision: FrameworkDecision): boolean {
  return isInstalled(decision) && decision.variant === "given";
}

function changeTo(path: string, oldText: string, newText: string): FileChange {
  return { path, oldHash: hashOf(oldText), newBytes: Buffer.from(newText) };
}

function pathOf({ path }: { readonly path: string }): string {
  return path;
}
