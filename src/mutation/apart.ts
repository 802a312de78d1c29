// The files of a program, each with what is known of its globals, a script at a time. A script that no
// other file loads shares a process with what it loads, and with nothing else: where these libraries
// neither know what it binds nor change anything on its event loop, it is looked at by itself and let
// go. Kept of it is which of their functions it calls. Invariant: what is kept at once is bounded by the
// libraries and by the scripts that meddle with them, and not by the number of files.

import type { Project } from "../program/project.js";
import { lowerBound } from "../syntax/lower-bound.js";
import { detach } from "../text/detach.js";
import { append } from "../text/group-by.js";
import { withAll } from "../text/with-all.js";
import {
  contains,
  type FileModel,
  isGlobalWrite,
  type Read,
  type Scope,
  type Write,
} from "./file-model.js";
import { findGlobals, type Globals, runsAtLoad } from "./globals.js";
import { linkFiles } from "./program.js";
import { filesOf, type SourceFile, type Sources, type Survey } from "./survey.js";
import { type Asked, readsWithin } from "./threads.js";

/** A file, and the globals of a program that it is part of. */
export interface FileInProgram {
  readonly file: FileModel;
  readonly globals: Globals;
}

/** What is to be known of a script that nobody asks about; plain data. */
export interface ScriptNote {
  /** Whether it has to be read together with the libraries. */
  readonly meddles: boolean;
  /** The names of libraries that it asks for, where it need not. */
  readonly calls: readonly Call[];
}

/** Notes on scripts by path. */
export interface ScriptNotes {
  /** Undefined where nothing is noted of the script as it is. */
  get(path: string): ScriptNote | undefined;
  /** To be kept for as long as the script is what it is. */
  set(path: string, note: ScriptNote): void;
}

interface ApartOptions {
  readonly isWanted?: (path: string) => boolean;
  /** Notes of earlier runs; beside its text, a note on a script rests on `knowledge` alone. */
  readonly notesFor?: ((knowledge: string) => ScriptNotes | undefined) | undefined;
}

/**
 * Reads files once more, after a survey of the same, and yields those that are wanted: scripts as they are
 * let go, the others together at the end. `judge` says of every global what it says where all files are
 * linked at once, but that no race begins in a script of another process. Scripts that are not wanted are read only
 * where one is that is not let go. Linear in the size of the files.
 */
export function* readApart(
  sources: Sources,
  survey: Survey,
  project: Project,
  { isWanted = () => true, notesFor }: ApartOptions = {},
): Generator<FileInProgram> {
  const libraries = readLibraries(sources, survey, project);
  const known = namesOf([...libraries.values()]);
  const isScript = (path: string): boolean => survey.outlines.has(path) && !libraries.has(path);
  const scripts = filesOf(sources, (path) => isScript(path) && isWanted(path));
  let bound = yield* readScripts(scripts, survey, known);
  if ([...survey.given].some((path) => isScript(path) && !isWanted(path))) {
    if (bound.together.length === 0 && ![...libraries.keys()].some(isWanted)) {
      return;
    }
    // In the order of all, which says which of the callers that are alike is kept.
    const notes = notesFor?.(JSON.stringify([survey.knowledge(), known], plainly));
    bound = runOut(readScripts(filesOf(sources, isScript), survey, known, notes));
  }
  const files = inOrder([...libraries.values(), ...bound.together], survey);
  const globals = findGlobals(linkFiles(inOrder([...files, ...bound.callers], survey), files));
  for (const file of files) {
    if (isWanted(file.path)) {
      yield { file, globals };
    }
  }
}

/** What is kept of scripts. */
interface Bound {
  /** Those that are not let go. */
  readonly together: readonly FileModel[];
  /** What stands for the calls of all others. */
  readonly callers: readonly FileModel[];
}

/** Yields the scripts that are let go, and answers what is kept. */
function* readScripts(
  scripts: Iterable<SourceFile>,
  survey: Survey,
  known: LibraryNames,
  notes?: ScriptNotes,
): Generator<FileInProgram, Bound> {
  const isNew = createNovelty();
  const together: FileModel[] = [];
  const callers: FileModel[] = [];
  const read = (source: SourceFile): FileModel => survey.complete(survey.read(source));
  const letGo = (path: string, calls: readonly Call[]): void => {
    const loads = survey.outlines.get(path)?.loads ?? [];
    const fresh = calls.filter((call) => isNew(loads, call));
    if (isNew(loads) || fresh.length > 0) {
      callers.push(callerOf(survey.read({ path, source: "" }), loads, fresh));
    }
  };
  for (const source of scripts) {
    const { path } = source;
    const noted = notes?.get(path);
    if (noted !== undefined) {
      if (noted.meddles) {
        together.push(read(source));
      } else {
        letGo(path, noted.calls);
      }
      continue;
    }
    const file = read(source);
    const globals = findGlobals(linkFiles([file], [file]));
    const isTogether = meddles(file, globals, known);
    const calls = isTogether ? [] : callsOf(globals.threads.asked(file, "main"), known);
    notes?.set(path, { meddles: isTogether, calls });
    if (isTogether) {
      together.push(file);
    } else {
      letGo(path, calls);
      yield { file, globals };
    }
  }
  return { together, callers };
}

/** Sets as JSON has them. */
function plainly(_key: string, value: unknown): unknown {
  return value instanceof Set ? [...value] : value;
}

function runOut<T>(steps: Generator<unknown, T>): T {
  let step = steps.next();
  while (!step.done) {
    step = steps.next();
  }
  return step.value;
}

function inOrder(files: readonly FileModel[], { outlines }: Survey): readonly FileModel[] {
  const ranks = new Map([...outlines.keys()].map((path, rank) => [path, rank]));
  return files.toSorted((a, b) => (ranks.get(a.path) as number) - (ranks.get(b.path) as number));
}

function readLibraries(
  sources: Sources,
  survey: Survey,
  project: Project,
): ReadonlyMap<string, FileModel> {
  const missing = new Set(survey.libraries);
  const found = new Map<string, FileModel>();
  const add = (source: SourceFile): void => {
    found.set(source.path, survey.complete(survey.read(source)));
    missing.delete(source.path);
  };
  for (const source of filesOf(sources, (path) => survey.libraries.has(path))) {
    add(source);
  }
  for (const path of missing) {
    const source = project.read(path);
    if (source !== undefined) {
      add({ path, source });
    }
  }
  return found;
}

/** What libraries do with globals, by name. */
interface LibraryNames {
  readonly bound: ReadonlySet<string>;
  /** Bound after load time, so that it counts who reads them. */
  readonly changed: ReadonlySet<string>;
  /** Bound, or mentioned in code. */
  readonly mentioned: ReadonlySet<string>;
  /** Bound to what may lead to a binding after load time: it counts which thread gets there. */
  readonly changing: ReadonlySet<string>;
}

function namesOf(libraries: readonly FileModel[]): LibraryNames {
  const { uses } = linkFiles(libraries, libraries);
  const all = libraries.flatMap((file) => [...uses(file)]);
  const where = (test: (use: (typeof all)[number][1]) => boolean): ReadonlySet<string> =>
    new Set(all.flatMap(([name, use]) => (test(use) ? [name] : [])));
  return {
    bound: where(({ writes }) => writes.length > 0),
    changed: where(({ writes }) => writes.some((write) => !runsAtLoad(write))),
    mentioned: where(({ writes, reads }) => writes.length > 0 || reads.some(isInCode)),
    changing: changersIn(libraries),
  };
}

/** The globals in whose bindings a global is bound after load time, or in those of a global that they mention. */
function changersIn(files: readonly FileModel[]): ReadonlySet<string> {
  const changing = new Set<string>();
  const mentionedBy = new Map<string, string[]>();
  for (const file of files) {
    const bindings = file.writes.filter(isGlobalWrite);
    const later = bindings.filter((write) => !runsAtLoad(write));
    for (const { name, form } of bindings) {
      const first = lowerBound(later.length, (at) => (later[at] as Write).form.start < form.start);
      const inside = later[first];
      if (inside !== undefined && contains(form, inside.form)) {
        changing.add(name);
      }
      for (const read of readsWithin(file, form).filter(isInCode)) {
        append(mentionedBy, read.name, name);
      }
    }
  }
  return withAll(changing, (name) => mentionedBy.get(name) ?? []);
}

function isInCode({ role }: Read): boolean {
  return role !== "quoted";
}

/** Whether verdicts on the script, or on a library, depend on both. */
function meddles(file: FileModel, { program, threads }: Globals, known: LibraryNames): boolean {
  const isSeen = [...program.uses(file)].some(
    ([name, { writes, reads }]) =>
      (writes.length > 0 && known.mentioned.has(name)) ||
      (known.changed.has(name) && reads.some(isInCode)),
  );
  const { called, mentioned } = threads.asked(file, "loop");
  return isSeen || [...called, ...mentioned].some((name) => known.changing.has(name));
}

/** A name of a library, as a read at top level. */
type Call = Pick<Read, "name" | "role">;

/** The names of libraries that the main thread asks for. */
function callsOf({ called, mentioned }: Asked, { bound }: LibraryNames): readonly Call[] {
  const as = (role: Read["role"], names: ReadonlySet<string>): readonly Call[] =>
    [...names].filter((name) => bound.has(name)).map((name) => ({ name: detach(name), role }));
  return [...as("head", called), ...as("value", mentioned)];
}

/** Answers whether it is asked for the first time about files that load the same, and call the same. */
function createNovelty(): (loads: readonly string[], call?: Call) => boolean {
  const known = new Set<string>();
  return (loads, call) =>
    known.size !== known.add([call?.role, call?.name, ...loads].join("\0")).size;
}

const NOWHERE = { start: 0, end: 0 };

/** The empty file, made one that does nothing but load and call what a script does. */
function callerOf(empty: FileModel, loads: readonly string[], calls: readonly Call[]): FileModel {
  const scope = empty.scopes[0] as Scope;
  return {
    ...empty,
    reads: calls.map((call) => ({ ...call, scope, span: NOWHERE, entry: undefined, callEnd: 0 })),
    loads,
  };
}
