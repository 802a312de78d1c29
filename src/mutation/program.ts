// The files of a tree as one program: which files may share a process, because one script loads
// them all, and what each of them says about each global name. Pure; made once per run.

import type { CallShape, EntryPoints } from "../dialect/dialect.js";
import { dialectOf, type Project } from "../program/project.js";
import { append } from "../text/group-by.js";
import { callShapes } from "./call-shapes.js";
import { type Company, findCompanies, loadedBy } from "./companies.js";
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
  /** The files that may be in one process with this one, itself included. */
  readonly company: (file: FileModel) => Company;
  /** Files that this one loads, directly or not. */
  readonly loaded: (file: FileModel) => ReadonlySet<FileModel>;
  /** Files that some other one loads. */
  readonly libraries: ReadonlySet<FileModel>;
  /** Whether a load of the file, or of one that it loads, is computed or leads nowhere. */
  readonly isIncomplete: (file: FileModel) => boolean;
  /** What the file itself says about a global; undefined where it does not mention it. */
  readonly use: (file: FileModel, name: string) => NameUse | undefined;
  /** The same for all of the file's company, the file's own first. */
  readonly usesAround: (file: FileModel, name: string) => readonly NameUse[];
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
  return program.usesAround(file, name).some(({ writes }) => writes.length > 0);
}

function linkFiles(all: readonly FileModel[], files: readonly FileModel[]): Program {
  const byPath = new Map(all.map((file) => [file.path, file]));
  const loadsOf = (file: FileModel): readonly FileModel[] =>
    file.loads.flatMap((path) => byPath.get(path) ?? []);
  const loaded = (file: FileModel): ReadonlySet<FileModel> => loadedBy(file, loadsOf);
  const company = findCompanies(all, loadsOf);
  const tables = new Map<FileModel, ReadonlyMap<string, NameUse>>();
  const uses = (file: FileModel): ReadonlyMap<string, NameUse> => {
    const known = tables.get(file) ?? tableOf(file);
    tables.set(file, known);
    return known;
  };
  const usesIn = createUseFinder(uses);
  return {
    files,
    all,
    company,
    loaded,
    libraries: new Set(all.flatMap((file) => loadsOf(file).filter((one) => one !== file))),
    isIncomplete: (file) =>
      file.hasUnknownLoad ||
      !file.loads.every((path) => byPath.has(path)) ||
      [...loaded(file)].some(
        (one) =>
          one.hasUnknownLoad || !one.isReadable || !one.loads.every((path) => byPath.has(path)),
      ),
    use: (file, name) => uses(file).get(name),
    usesAround: (file, name) => {
      const others = usesIn(company(file), name).filter((use) => use.file !== file);
      const own = uses(file).get(name);
      return own === undefined ? others : [own, ...others];
    },
    uses,
  };
}

/** Up to so many files are asked one by one; an index of theirs would hold each library many times. */
const FEW = 16;

/** Finds what the files of a company say about a name. */
function createUseFinder(
  uses: Program["uses"],
): (company: Company, name: string) => readonly NameUse[] {
  const indexes = new Map<Company, Map<string, NameUse[]>>();
  return (company, name) => {
    if (company.size <= FEW) {
      return [...company].flatMap((file) => uses(file).get(name) ?? []);
    }
    const index = indexes.get(company) ?? new Map<string, NameUse[]>();
    if (!indexes.has(company)) {
      for (const [used, use] of [...company].flatMap((file) => [...uses(file)])) {
        append(index, used, use);
      }
    }
    indexes.set(company, index);
    return index.get(name) ?? [];
  };
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
