// Two scratch copies of a tree, one as it is and one as a plan will leave it. Invariants: the tree
// itself is only read; no link leads from a copy back into it or out of the copy; the copies go
// when they are no longer needed, also when this process is told to end.

import { constants, rmSync } from "node:fs";
import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readlink,
  realpath,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import type { PlannedChange } from "../outcome/planned-file.js";
import { isInside } from "../project/discovery-root.js";

export interface Scratch {
  /** Absolute, and as long as the other one. */
  readonly before: string;
  readonly after: string;
  /** Removes both. */
  remove(): void;
}

/** Names that no run needs and that may be large. */
const LEFT_OUT: ReadonlySet<string> = new Set([".git", "node_modules"]);

/**
 * Makes the copies. Files that git ignores are copied too, since a build may be needed; what cannot
 * be read, links that lead out of the tree, and anything but files and folders are not. Stops early
 * when the signal is aborted. Throws what the disk says when it is full.
 */
export async function makeScratch(
  root: string,
  changes: readonly PlannedChange[],
  signal: AbortSignal,
): Promise<Scratch> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "valk-codemod-verify-")));
  const remove = (): void => {
    process.removeListener("exit", remove);
    for (const name of ENDING_SIGNALS) {
      process.removeListener(name, onSignal);
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  process.once("exit", remove);
  for (const name of ENDING_SIGNALS) {
    process.once(name, onSignal);
  }
  const scratch = { before: join(folder, "1"), after: join(folder, "2"), remove };
  try {
    for (const [copy, side] of [
      [scratch.before, "source"],
      [scratch.after, "newText"],
    ] as const) {
      await copyFolder({ root, copy, signal }, "");
      for (const change of changes) {
        await writeFile(join(copy, change.path), change[side]);
      }
    }
  } catch (error) {
    remove();
    if (!signal.aborted) {
      throw error;
    }
  }
  return scratch;
}

const ENDING_SIGNALS = ["SIGTERM", "SIGHUP"] as const;

/** Leaves by `exit`, whose listeners clean up. */
function onSignal(_name: NodeJS.Signals, number: number): void {
  process.exit(128 + number);
}

interface Copying {
  readonly root: string;
  readonly copy: string;
  readonly signal: AbortSignal;
}

async function copyFolder(copying: Copying, path: string): Promise<void> {
  const { root, copy, signal } = copying;
  signal.throwIfAborted();
  await mkdir(join(copy, path), { recursive: true });
  const entries = await ifReadable(readdir(join(root, path), { withFileTypes: true }));
  for (const entry of entries ?? []) {
    const inner = join(path, entry.name);
    if (LEFT_OUT.has(entry.name)) {
      continue;
    }
    if (entry.isDirectory()) {
      await copyFolder(copying, inner);
    } else if (entry.isSymbolicLink()) {
      await copyLink(copying, inner);
    } else if (entry.isFile()) {
      const mode = constants.COPYFILE_FICLONE;
      await ifReadable(copyFile(join(root, inner), join(copy, inner), mode));
    }
  }
}

/** A link inside the tree becomes the same link inside the copy. */
async function copyLink({ root, copy }: Copying, path: string): Promise<void> {
  const from = join(root, path);
  const target = resolve(dirname(from), await readlink(from));
  const real = await realpath(target).catch(() => target);
  if (isInside(target, root) && isInside(real, root)) {
    await symlink(relative(dirname(from), target) || ".", join(copy, path));
  }
}

const EXCUSED: ReadonlySet<unknown> = new Set(["EACCES", "EPERM", "ENOENT"]);

/** The result; undefined where permission is missing, or what was listed is gone. */
async function ifReadable<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && "code" in error && EXCUSED.has(error.code)) {
      return undefined;
    }
    throw error;
  }
}
