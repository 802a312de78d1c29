// Refuses to write over work that nobody else has: files with uncommitted changes, and files
// outside version control. Invariant: only the files that would be written count. Asked by
// migrate once the plan is known, before the lock.

import { join } from "node:path";
import {
  gitFailed,
  messageOf,
  noRepository,
  RunError,
  uncommittedChanges,
} from "../outcome/problems.js";
import { isInside, type Place, posixRelative } from "../project/discovery-root.js";
import { diskFileSystem, readRegularFile } from "../project/file-system.js";
import { escapeControls } from "../text/escape.js";
import { countOf, someOf } from "../text/wording.js";
import { hashOf } from "./apply-write.js";
import { createGit, type Git } from "./guard-git.js";
import { readRuns } from "./journal-read.js";

export interface GuardRequest {
  readonly place: Place;
  /** Relative to the root of the place: what would be written. */
  readonly paths: readonly string[];
  /** What stands before a path to make it relative to the top. */
  readonly prefix: string;
  /** The framework modules, which one run after another updates. */
  readonly modules?: readonly string[];
  /** Whether this run goes on from what the newest run wrote, as the second of two repairs does. */
  readonly continuesNewest?: boolean | undefined;
  /** Whether even what an earlier run wrote has to be in a commit, since this run makes some. */
  readonly mustBeCommitted?: boolean | undefined;
  readonly allowDirty: boolean;
  readonly allowNoVcs: boolean;
  /** The environment, of which git is handed only what it needs. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Why nothing may be written, as an error to report; undefined when all is well. */
export function findObstacle(request: GuardRequest): RunError | undefined {
  const { place, paths, allowDirty, allowNoVcs, env } = request;
  if (paths.length === 0 && !request.mustBeCommitted) {
    return undefined;
  }
  if (place.gitFolder === undefined) {
    return allowNoVcs ? undefined : new RunError(noRepository, `${place.root} is in none`);
  }
  if (allowDirty) {
    return undefined;
  }
  try {
    const git = createGit(place.root, env);
    const uncommitted = findUncommitted(place.root, paths, git);
    return request.mustBeCommitted
      ? (refusal("to be written or rested on", uncommitted) ?? refuseLeftovers(place, git))
      : refusal("to be written", withoutOwnWork(uncommitted, request));
  } catch (error) {
    return error instanceof RunError ? error : new RunError(gitFailed, messageOf(error));
  }
}

/** `which` says of the files what they are to the run. */
function refusal(which: string, dirty: readonly string[], hint?: string): RunError | undefined {
  return dirty.length === 0
    ? undefined
    : new RunError(
        uncommittedChanges,
        `${countOf(dirty.length, "file")} ${which} ${dirty.length === 1 ? "holds" : "hold"} changes that are not committed: ${someOf(dirty.map(escapeControls))}`,
        hint,
      );
}

/** Files that hold what an earlier run wrote and nobody committed: a later commit would not work without. */
function refuseLeftovers({ top, root }: Place, git: Git): RunError | undefined {
  const written = readRuns(top, diskFileSystem).flatMap((run) =>
    "manifest" in run ? run.manifest.files : [],
  );
  const own = new Set(written.flatMap(({ path, after }) => after.map((hash) => `${hash} ${path}`)));
  const below = [...new Set(written.map(({ path }) => join(top, path)))].filter((path) =>
    isInside(path, root),
  );
  const left = below.filter((path) => {
    const bytes = readIfThere(path);
    return bytes !== undefined && own.has(`${hashOf(bytes)} ${posixRelative(top, path)}`);
  });
  return refusal(
    "that an earlier run wrote",
    findUncommitted(
      root,
      left.map((path) => posixRelative(root, path)),
      git,
    ),
    "commit them, or take them back with valk-codemod undo; then the same command goes on",
  );
}

/**
 * Without files that hold exactly what an earlier run wrote, so that a migration can go on where
 * it was cut short, and folder by folder: their originals are in the journal, and nobody has
 * worked on them since. Of runs that were finished only the framework module counts, unless the
 * newest is the one that is continued.
 */
function withoutOwnWork(
  paths: readonly string[],
  { place, prefix, modules = [], continuesNewest = false }: GuardRequest,
): readonly string[] {
  if (paths.length === 0) {
    return paths;
  }
  const own = new Set<string>();
  const runs = readRuns(place.top, diskFileSystem);
  for (const run of runs) {
    if ("manifest" in run) {
      const isContinued = continuesNewest && run === runs.at(-1);
      const isOver = !isContinued && (run.state === "finished" || run.state === "rolled-back");
      for (const { path, after } of run.manifest.files) {
        if (!isOver || modules.some((module) => path === prefix + module)) {
          for (const hash of after) {
            own.add(`${hash} ${path}`);
          }
        }
      }
    }
  }
  return paths.filter((path) => {
    const bytes = readIfThere(join(place.root, path));
    return bytes !== undefined && !own.has(`${hashOf(bytes)} ${prefix}${path}`);
  });
}

/** Those of the paths whose content is not that of the last commit, or that are staged otherwise. */
function findUncommitted(root: string, paths: readonly string[], git: Git): readonly string[] {
  const staged = git.staged();
  const committed = git.committed();
  const different: string[] = [];
  const reEnded: string[] = [];
  for (const path of paths) {
    const id = committed.get(path);
    if (id === undefined || staged.get(path) !== id) {
      different.push(path);
      continue;
    }
    const bytes = readIfThere(join(root, path));
    // What is gone by now is told of when its turn to be written comes.
    if (bytes === undefined) {
      continue;
    }
    if (git.idOf(bytes, id) !== id) {
      (git.idOf(withoutCarriageReturns(bytes), id) === id ? reEnded : different).push(path);
    }
  }
  const converts = reEnded.length > 0 ? git.convertedLineEnds() : new Set<string>();
  return [...different, ...reEnded.filter((path) => !converts.has(path))].sort();
}

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readRegularFile(path);
  } catch {
    return undefined;
  }
}

/** As git would store a file whose line ends it converts. */
function withoutCarriageReturns(bytes: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(bytes).toString("latin1").replaceAll("\r\n", "\n"), "latin1");
}
