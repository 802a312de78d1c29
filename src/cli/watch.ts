// Runs again when files change, until the user interrupts. Invariants: nothing is written, and what changes
// while a run goes on is seen by the next one. Used by `migrate --watch` and `lint --watch`.

import { existsSync } from "node:fs";
import { isListed } from "../program/project.js";
import { standsAlone } from "../program/registration-graph.js";
import { type Discovery, pathsOf } from "../project/discovery.js";
import { createProject } from "../project/discovery-files.js";
import { posixRelative } from "../project/discovery-root.js";
import { escapeControls } from "../text/escape.js";
import { someOf } from "../text/wording.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import type { Io } from "./io.js";
import { reportError } from "./report-error.js";
import type { WatchFolder } from "./watch-folder.js";

export interface WatchRequest {
  /** Absolute. */
  readonly root: string;
  /** Whether ignored folders count, too. */
  readonly takesIgnored: boolean;
  /** Runs over these files, absolute, or over all that were asked for. */
  readonly run: (paths: readonly string[] | undefined) => Promise<unknown>;
  /** The files that all runs are about, as they are now. */
  readonly discover: () => Promise<Discovery>;
}

/**
 * Runs once, then after every change, and answers 0 when the user interrupts. An error of the first run is
 * thrown; a later one is printed, since the next change may mend it.
 */
export async function watchRuns(request: WatchRequest, io: Io): Promise<ExitStatus> {
  const { root, takesIgnored } = request;
  const watchFolder: WatchFolder =
    io.watchFolder ?? (await import("./watch-folder.js")).watchFolder;
  const changes = createBatches(io.signal);
  const stop = await watchFolder(root, takesIgnored, changes.add);
  try {
    await request.run(undefined);
    while (!io.signal.aborted) {
      io.stderr.write("Watching; Ctrl-C ends this.\n");
      const paths = await changes.next();
      if (paths.length > 0) {
        await runAgain(paths, request, io);
      }
    }
    return exitStatus();
  } finally {
    await stop();
  }
}

async function runAgain(paths: readonly string[], request: WatchRequest, io: Io): Promise<void> {
  const shown = paths.map((path) => escapeControls(posixRelative(request.root, path))).sort();
  io.stderr.write(`\nChanged: ${someOf(shown)}\n`);
  try {
    await request.run(await narrowed(paths, request));
  } catch (error) {
    await reportError(error, io);
  }
}

/** The changed files, where they alone need another look; what others depend on may change all of them. */
async function narrowed(
  paths: readonly string[],
  { root, discover }: WatchRequest,
): Promise<readonly string[] | undefined> {
  const { files, unseen } = await discover();
  const selected = new Set(files.filter((file) => file.selected).map(({ path }) => path));
  const project = createProject(root, {
    listPaths: () => pathsOf(files),
    outside: unseen.outside,
  });
  const isAlone = (path: string): boolean => {
    const own = posixRelative(root, path);
    return selected.has(own) && isListed(project) && standsAlone(own, project) && existsSync(path);
  };
  return paths.every(isAlone) ? paths : undefined;
}

/** Editors write a file in several steps, and branches change many files at once. */
const QUIET = 100;

/** Gathers paths until nothing has come for a moment. */
function createBatches(signal: AbortSignal): {
  readonly add: (path: string) => void;
  /** The paths of the next batch; none where the user interrupts. */
  readonly next: () => Promise<readonly string[]>;
} {
  const paths = new Set<string>();
  const asleep = (): void => {};
  let wake = asleep;
  signal.addEventListener("abort", () => wake());
  return {
    add(path) {
      paths.add(path);
      wake();
    },
    next: () =>
      new Promise((resolve) => {
        let timer: NodeJS.Timeout | undefined;
        const answer = (): void => {
          // What comes from here on belongs to the next batch.
          wake = asleep;
          const batch = signal.aborted ? [] : [...paths];
          paths.clear();
          resolve(batch);
        };
        wake = () => {
          clearTimeout(timer);
          if (signal.aborted) {
            answer();
          } else if (paths.size > 0) {
            timer = setTimeout(answer, QUIET);
          }
        };
        wake();
      }),
  };
}
