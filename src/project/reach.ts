// How a run can reach a file, whatever path somebody names: whether it was listed and may be written,
// or what keeps the run from it. Reads names, never contents, and nothing before it is asked; git is
// run at most once. Asked for the few framework modules that files load.

import { accessSync, constants, existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { normalizePath } from "../program/load-graph.js";
import { foldersAround } from "../text/folders.js";
import { type Discovery, isNeverEntered } from "./discovery.js";
import { type IgnoreRules, judge, rulesAround, rulesBelow, rulesIn } from "./discovery-ignore.js";
import { hasSparseCheckout, isInside, posixRelative, rootInRepository } from "./discovery-root.js";
import { isValkPath } from "./valk-path.js";

/** Whether a run may write a file, or else why not. */
export type Reach =
  /** A regular file that the run may write. */
  | "listed"
  /** Left out by --exclude or the configuration, or by its name: it does not end in `.valk`. */
  | "excluded"
  /** Git ignores it, or it lies in a folder that no run enters. */
  | "ignored"
  /** Below a folder that is a repository of its own. */
  | "nested-repository"
  /** Below a submodule of the repository, checked out or not. */
  | "submodule"
  /** The path, or a link on the way, leads out of the root. */
  | "outside-root"
  /** Tracked, but a sparse checkout leaves it out of the working tree. */
  | "outside-checkout"
  /** The file or its folder must not be written. */
  | "read-only"
  /** What is staged is to be changed, and the working tree holds something else. */
  | "edited"
  /** There is no such file. */
  | "missing";

export interface ReachOptions {
  /** Whether git's ignore files counted in the discovery; default true. */
  readonly useIgnoreFiles?: boolean;
}

/** Answers for any path relative to the root. */
export function createReach(
  discovery: Discovery,
  options: ReachOptions = {},
): (path: string) => Reach {
  const subject: Subject = {
    discovery,
    useIgnoreFiles: options.useIgnoreFiles ?? true,
  };
  const answers = new Map<string, Reach>();
  let listed: ReadonlyMap<string, Listed> | undefined;
  return (path) => {
    const normal = normalizePath(path);
    if (normal === undefined) {
      return "outside-root";
    }
    listed ??= new Map(discovery.files.map((file) => [file.path, file]));
    const answer = answers.get(normal) ?? findReach(normal, listed, subject);
    answers.set(normal, answer);
    return answer;
  };
}

type Listed = Discovery["files"][number];

interface Subject {
  readonly discovery: Discovery;
  readonly useIgnoreFiles: boolean;
}

function findReach(path: string, listed: ReadonlyMap<string, Listed>, subject: Subject): Reach {
  const { root } = subject.discovery;
  const real = realPathOf(join(root, path));
  if (real === undefined) {
    return reachOfMissing(path, subject);
  }
  if (!isInside(real, root)) {
    return "outside-root";
  }
  if (!statSync(real).isFile()) {
    return "missing";
  }
  const found = posixRelative(root, real);
  const file = listed.get(found);
  return reachOfFile(found, file?.outcome === undefined ? file : undefined, subject);
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** Of a file that exists, by the path without links that discovery lists files by. */
function reachOfFile(path: string, file: Listed | undefined, subject: Subject): Reach {
  const { root, isExcluded } = subject.discovery;
  // What is selected is wanted, even if it was named against the rules.
  const barrier = file === undefined ? barrierTo(path, subject) : undefined;
  if (barrier !== undefined) {
    return barrier;
  }
  if (isExcluded(path) || (file === undefined && !isValkPath(path))) {
    return "excluded";
  }
  return mayBeWritten(join(root, path)) ? "listed" : "read-only";
}

/** What keeps a walk from the root from coming upon the file. */
function barrierTo(path: string, { discovery, useIgnoreFiles }: Subject): Reach | undefined {
  const { root, top, gitFolder, askIndex } = discovery;
  const fromTop = posixRelative(top, root);
  const prefix = rootInRepository({ root, top });
  let rules: IgnoreRules | undefined = useIgnoreFiles
    ? rulesAround(top, gitFolder, fromTop)
    : undefined;
  rules = fromTop !== "" && judge(rules, prefix) === "ignored" ? undefined : rules;
  let base = "";
  const names = path.split("/");
  for (const name of names.slice(0, -1)) {
    rules = useIgnoreFiles ? rulesIn(top, prefix + base, rules) : undefined;
    const whole = `${prefix}${base}${name}/`;
    const verdict = isNeverEntered(name, useIgnoreFiles) ? "ignored" : judge(rules, whole);
    if (verdict === "ignored") {
      return "ignored";
    }
    base += `${name}/`;
    if (existsSync(join(root, base, ".git"))) {
      return askIndex()?.submodules.has(base.slice(0, -1)) ? "submodule" : "nested-repository";
    }
    rules = verdict === "taken-back" ? rulesBelow(rules, whole) : rules;
  }
  rules = useIgnoreFiles ? rulesIn(top, prefix + base, rules) : undefined;
  return judge(rules, prefix + path) === "ignored" ? "ignored" : undefined;
}

/** Whether the modes allow it: of the file, and of the folder, where a new file takes its place. */
function mayBeWritten(path: string): boolean {
  return [path, dirname(path)].every((at) => {
    try {
      accessSync(at, constants.W_OK);
      // The superuser may do everything, and still is not meant to.
      return (statSync(at).mode & ANY_WRITE) !== 0;
    } catch {
      return false;
    }
  });
}

const ANY_WRITE = 0o222;

/** Of a path where there is nothing, or a link that leads nowhere. */
function reachOfMissing(path: string, { discovery }: Subject): Reach {
  const { root, top, askIndex } = discovery;
  const folder = nearestFolder(dirname(join(root, path)));
  if (!isInside(folder, root)) {
    return "outside-root";
  }
  // Git checks out an empty folder for a submodule that nobody asked for.
  const mayBeKnown =
    isEmptyFolder(folder) || existsSync(join(top, ".gitmodules")) || hasSparseCheckout(discovery);
  const index = mayBeKnown ? askIndex() : undefined;
  if (index?.outside.has(path)) {
    return "outside-checkout";
  }
  return foldersAround(path).some((around) => index?.submodules.has(around))
    ? "submodule"
    : "missing";
}

function isEmptyFolder(path: string): boolean {
  try {
    return readdirSync(path).length === 0;
  } catch {
    return false;
  }
}

/** The closest folder around the path that there is, links resolved. */
function nearestFolder(path: string): string {
  const real = realPathOf(path);
  return real !== undefined && statSync(real).isDirectory() ? real : nearestFolder(dirname(path));
}
