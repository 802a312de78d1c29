// The files of a tree as one program: which files may share a process, because one script loads
// them all, and what each of them says about each global name. Pure; made once per run.

import type { CallShape, EntryPoints } from "../dialect/dialect.js";
import { dialectOf, type Project } from "../program/project.js";
import { callShapes } from "./call-shapes.js";
import { deriveCalls } from "./derived-calls.js";
import { type FileModel, isGlobalWrite, type Read, resolve, type Write } from "./file-model.js";
import { type Language, readFile } from "./read-file.js";

/** A file as it was read from disk; `path` is relative to the root, with `/` between folders. */
export interface SourceFile {
  readonly path: string;
  readonly source: string;
}

/** What one file says about one global. */
export interface NameUse {
  readonly file: FileModel;
  readonly writes: readonly Write[];
  readonly reads: readonly Read[];
}

export interface Program {
  /** The files asked for, in the order given. */
  readonly files: readonly FileModel[];
  /** Those and all that they load. */
  readonly all: readonly FileModel[];
  /** Other files that may be in one process with this one. */
  readonly linked: (file: FileModel) => ReadonlySet<FileModel>;
  /** Files that this one loads, directly or not. */
  readonly loaded: (file: FileModel) => readonly FileModel[];
  /** Whether a load of the file, or of one that it loads, is computed or leads nowhere. */
  readonly isIncomplete: (file: FileModel) => boolean;
  /** What the file itself says about a global; undefined where it does not mention it. */
  readonly use: (file: FileModel, name: string) => NameUse | undefined;
  /** All globals that a file mentions. */
  readonly uses: (file: FileModel) => ReadonlyMap<string, NameUse>;
}

/**
 * Reads and links files. `project` answers loaded files that are not among them. Linear in the
 * size of the files for scripts that each load a bounded number of files.
 */
export function readProgram(
  sources: Iterable<SourceFile>,
  project: Project,
  entryPoints: EntryPoints = {},
): Program {
  const dialect = dialectOf(project);
  const language = { dialect, shapes: callShapes(dialect, entryPoints) };
  const given = Array.from(sources, ({ path, source }) => readFile(path, source, language));
  const all = withLoaded(given, project, language);
  const derived = deriveCalls(all);
  const first = linkFiles(all, given);
  const again = new Map(
    all.map((file) => [file.path, readAgain(file, first, language, derived)] as const),
  );
  const current = (file: FileModel): FileModel => again.get(file.path) as FileModel;
  const files = given.map(current);
  return { ...linkFiles(all.map(current), files), files };
}

/** The given files and, once each, all files that they load. */
function withLoaded(
  given: readonly FileModel[],
  project: Project,
  language: Language,
): readonly FileModel[] {
  const known = new Map(given.map((file) => [file.path, file]));
  const missing = new Set<string>();
  const waiting = [...given];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    for (const path of file.loads) {
      const source = known.has(path) || missing.has(path) ? undefined : project.read(path);
      if (source !== undefined) {
        const loaded = readFile(path, source, language);
        known.set(path, loaded);
        waiting.push(loaded);
      } else if (!known.has(path)) {
        missing.add(path);
      }
    }
  }
  return [...known.values()];
}

/** The file read with what its own functions and those of linked files do with arguments. */
function readAgain(
  file: FileModel,
  program: Program,
  language: Language,
  derived: ReadonlyMap<string, CallShape>,
): FileModel {
  const known = new Map<string, CallShape>();
  for (const { callee, kind, position } of file.arguments) {
    const role = derived.get(callee)?.roles[position];
    const matters = role === "callback" ? kind !== "quoted" : role === "body" && kind === "quoted";
    if (matters && isDefinedFor(file, callee, program)) {
      known.set(callee, derived.get(callee) as CallShape);
    }
  }
  if (known.size === 0) {
    return file;
  }
  const shapes = new Map([...language.shapes, ...known]);
  return readFile(file.path, file.source, { ...language, shapes });
}

function isDefinedFor(file: FileModel, name: string, program: Program): boolean {
  const defines = (other: FileModel): boolean => (program.use(other, name)?.writes.length ?? 0) > 0;
  return defines(file) || [...program.linked(file)].some(defines);
}

interface Closure {
  readonly files: readonly FileModel[];
  readonly isIncomplete: boolean;
}

function linkFiles(all: readonly FileModel[], files: readonly FileModel[]): Program {
  const byPath = new Map(all.map((file) => [file.path, file]));
  const closures = new Map<FileModel, Closure>();
  const loaded = (file: FileModel): Closure => {
    const known = closures.get(file) ?? closureOf(file, byPath);
    closures.set(file, known);
    return known;
  };
  const links = linksOf(all, (file) => loaded(file).files);
  const tables = new Map<FileModel, ReadonlyMap<string, NameUse>>();
  const uses = (file: FileModel): ReadonlyMap<string, NameUse> => {
    const known = tables.get(file) ?? tableOf(file);
    tables.set(file, known);
    return known;
  };
  return {
    files,
    all,
    linked: (file) => links.get(file) ?? new Set(),
    loaded: (file) => loaded(file).files,
    isIncomplete: (file) => loaded(file).isIncomplete,
    use: (file, name) => uses(file).get(name),
    uses,
  };
}

function closureOf(file: FileModel, byPath: ReadonlyMap<string, FileModel>): Closure {
  const files = new Set<FileModel>();
  let isIncomplete = file.hasUnknownLoad;
  const waiting = [...file.loads];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const loaded = byPath.get(path);
    if (loaded === undefined) {
      isIncomplete = true;
    } else if (loaded !== file && !files.has(loaded)) {
      files.add(loaded);
      isIncomplete ||= loaded.hasUnknownLoad || !loaded.isReadable;
      waiting.push(...loaded.loads);
    }
  }
  return { files: [...files], isIncomplete };
}

/** For each file the others that some process may hold together with it. */
function linksOf(
  all: readonly FileModel[],
  loaded: (file: FileModel) => readonly FileModel[],
): ReadonlyMap<FileModel, ReadonlySet<FileModel>> {
  const links = new Map<FileModel, Set<FileModel>>(all.map((file) => [file, new Set()]));
  const link = (a: FileModel, b: FileModel): void => {
    links.get(a)?.add(b);
    links.get(b)?.add(a);
  };
  const done = new Set<string>();
  for (const file of all) {
    const files = loaded(file);
    for (const other of files) {
      link(file, other);
    }
    // What one script loads together is the same for most scripts.
    const key = files.map(({ path }) => path).join("\n");
    if (!done.has(key)) {
      done.add(key);
      for (const [at, a] of files.entries()) {
        for (const b of files.slice(at + 1)) {
          link(a, b);
        }
      }
    }
  }
  return links;
}

function tableOf(file: FileModel): ReadonlyMap<string, NameUse> {
  const table = new Map<string, { file: FileModel; writes: Write[]; reads: Read[] }>();
  const entry = (name: string) => {
    const known = table.get(name) ?? { file, writes: [], reads: [] };
    table.set(name, known);
    return known;
  };
  for (const write of file.writes) {
    if (isGlobalWrite(write)) {
      entry(write.name).writes.push(write);
    }
  }
  for (const read of file.reads) {
    if (resolve(read.name, read.scope) === undefined) {
      entry(read.name).reads.push(read);
    }
  }
  return table;
}
