// Which files share a global: those that loads connect, in whichever direction. And who may share it without being
// seen to, so that a rename would leave it with a name that nothing defines. A project is looked through once.

import { pathOf, scanPaths } from "../../src/program/load-text.js";
import { nameUses } from "../../src/program/name-uses.js";
import { dialectOf, isListed, type Project } from "../../src/program/project.js";
import { treeOf } from "../../src/syntax/tree-of.js";

export interface Names {
  readonly from: string;
  readonly to: string;
}

/** A file that loads connect with others, and what it does with the names. */
export interface SharingFile {
  readonly path: string;
  readonly usesGlobal: boolean;
  readonly defines: boolean;
  /** `line:column` of the new name, where it stands. */
  readonly takenAt: string | undefined;
}

export interface Sharing {
  /** The files that loads connect with the one that was asked for, itself included, sorted. */
  readonly files: readonly SharingFile[];
  /** What is to be said of a file that no load is seen to connect with these, and that may use their global. */
  readonly stray: string | undefined;
}

/** The files that loads connect. */
interface Program {
  readonly files: readonly SharingFile[];
  /** Whether one of them may load what is not seen: by a path that is computed, absolute or that of a link. */
  readonly isOpen: boolean;
  /** A file that uses the global, which none of the project's own files among these defines. */
  readonly lost: string | undefined;
}

interface Programs {
  readonly ofPath: ReadonlyMap<string, Program>;
  readonly all: readonly Program[];
  /** A file that cannot be read and may hold the name. */
  readonly unread: string | undefined;
}

/** Makes a reader of what is shared. It looks through a project once. */
export function sharingReader(names: Names): (path: string, project: Project) => Sharing {
  const known = new WeakMap<Project, Programs>();
  return (path, project) => {
    let programs = known.get(project);
    // A text of its own is none of the files.
    if (programs?.ofPath.has(path) !== true) {
      const paths = isListed(project) ? project.paths() : [];
      programs = readPrograms(new Set([...paths, path]), project, names);
      known.set(project, programs);
    }
    const own = programs.ofPath.get(path) as Program;
    // What files use that is a name of the language need not be what one of them makes of it.
    const isNative = dialectOf(project).names.has(names.from);
    return { files: own.files, stray: strayBeside(own, programs, names, isNative) };
  };
}

function strayBeside(
  own: Program,
  { all, unread }: Programs,
  { from }: Names,
  isNative: boolean,
): string | undefined {
  if (unread !== undefined) {
    return `${unread} cannot be read, and may use ${from}, too`;
  }
  const stray = all.find(
    (other) => other !== own && other.lost !== undefined && (other.isOpen || own.isOpen),
  );
  return stray === undefined || isNative
    ? undefined
    : `${stray.lost} uses ${from}, too, and may have it by a load that is not followed`;
}

function readPrograms(paths: ReadonlySet<string>, project: Project, names: Names): Programs {
  const graph = readLoads(paths, project);
  const ofPath = new Map<string, Program>();
  for (const path of paths) {
    if (!ofPath.has(path)) {
      const connected = connectedWith(path, graph.neighbours);
      const files = [...connected].sort().flatMap((each) => {
        const text = project.read(each);
        return text === undefined ? [] : [readFile(each, text, names)];
      });
      const isDefined = files.some((file) => file.defines && paths.has(file.path));
      const lost = isDefined ? undefined : files.find(({ usesGlobal }) => usesGlobal);
      const isOpen = [...connected].some((each) => graph.open.has(each));
      const program = { files, isOpen, lost: lost?.path };
      for (const each of connected) {
        ofPath.set(each, program);
      }
    }
  }
  const unread = graph.empty.find((path) => project.mayHold?.(path, names.from));
  return { ofPath, all: [...new Set(ofPath.values())], unread };
}

/** What the files say of each other. */
interface LoadGraph {
  /** The files that a file loads and those that load it. */
  readonly neighbours: ReadonlyMap<string, ReadonlySet<string>>;
  /** Files that may load what is none of them. */
  readonly open: ReadonlySet<string>;
  /** Files that nothing can be read of. */
  readonly empty: readonly string[];
}

function readLoads(paths: ReadonlySet<string>, project: Project): LoadGraph {
  const neighbours = new Map<string, Set<string>>();
  const connect = (a: string, b: string): void => {
    neighbours.set(a, (neighbours.get(a) ?? new Set()).add(b));
  };
  const open = new Set<string>();
  const empty: string[] = [];
  for (const path of paths) {
    const text = project.read(path) ?? "";
    if (text === "") {
      empty.push(path);
    }
    const { literals, mayCompute } = scanPaths(text);
    const targets = [...literals].map(pathOf);
    for (const target of targets.filter((target) => target !== undefined)) {
      connect(path, target);
      connect(target, path);
    }
    if (mayCompute || targets.some((target) => target === undefined || !paths.has(target))) {
      open.add(path);
    }
  }
  return { neighbours, open, empty };
}

function connectedWith(path: string, neighbours: LoadGraph["neighbours"]): ReadonlySet<string> {
  const found = new Set([path]);
  for (const each of found) {
    for (const next of neighbours.get(each) ?? []) {
      found.add(next);
    }
  }
  return found;
}

function readFile(path: string, text: string, { from, to }: Names): SharingFile {
  const mentions = text.includes(from) || text.includes(to);
  const uses = mentions ? nameUses(treeOf(text), from) : [];
  const [taken] = mentions ? nameUses(treeOf(text), to) : [];
  const place = taken && treeOf(text).lines.position(taken.node.start);
  return {
    path,
    usesGlobal: uses.some(({ role }) => role !== "local"),
    defines: uses.some(({ role }) => role === "definition"),
    takenAt: place && `${place.line}:${place.column}`,
  };
}
