// A first reading of all files, of which little is kept: what each loads and binds, and what functions
// do with their arguments. It tells how every file is to be read, and which ones others load.

import type { CallShape, EntryPoints } from "../dialect/dialect.js";
import { dialectOf, type Project } from "../program/project.js";
import { detach } from "../text/detach.js";
import { once } from "../text/once.js";
import { callShapes } from "./call-shapes.js";
import { type Company, findCompanies } from "./companies.js";
import { deriveCalls, type ParameterFlows, parameterFlows } from "./derived-calls.js";
import { type FileModel, isGlobalWrite } from "./file-model.js";
import { readFile } from "./read-file.js";

/** A file as it was read from disk; `path` is relative to the root, with `/` between folders. */
export interface SourceFile {
  readonly path: string;
  readonly source: string;
  /** What an earlier survey noted of the same text, in the same language; it is not read then. */
  readonly noted?: FileNote;
}

/** What a survey notes of a file by itself; plain data. */
export interface FileNote extends ParameterFlows {
  /** Paths of literal top-level loads, normalised. */
  readonly loads: readonly string[];
  /** The globals that it binds. */
  readonly binds: readonly string[];
}

/** What is kept of a file. */
export interface Outline {
  readonly path: string;
  /** Paths of literal top-level loads, normalised. */
  readonly loads: readonly string[];
  /** The globals that it binds. */
  readonly binds: ReadonlySet<string>;
}

/** Files that may be gone through more than once: an array, or what reads them anew each time. */
export interface Sources extends Iterable<SourceFile> {
  /** Some of them, without reading any other one; missing where all texts are at hand. */
  readonly only?: (isWanted: (path: string) => boolean) => Iterable<SourceFile>;
}

/** Some of the files. */
export function filesOf(
  sources: Sources,
  isWanted: (path: string) => boolean,
): Iterable<SourceFile> {
  return sources.only?.(isWanted) ?? [...sources].filter(({ path }) => isWanted(path));
}

export interface Survey {
  /** The given files and, once each, all files that they load; by path. */
  readonly outlines: ReadonlyMap<string, Outline>;
  /** Paths of the files that were given, in their order. */
  readonly given: ReadonlySet<string>;
  /** Paths of files that some other one loads. */
  readonly libraries: ReadonlySet<string>;
  /** Reads a text of one of the files as far as no other one has to be known. */
  readonly read: (file: SourceFile) => FileModel;
  /** The same file, read with what its own functions and those of linked files do with arguments, which are left out. */
  readonly complete: (file: FileModel) => FileModel;
  /** What that rests on beside the text of a script, as a text. */
  readonly knowledge: () => string;
}

/** What a survey tells on its way. */
interface SurveyEvents {
  /** Handed each file in turn; with it, nothing that was noted counts. */
  readonly onFile?: ((file: FileModel) => unknown) | undefined;
  /** Handed what is noted of each given file that was read. */
  readonly onNote?: ((path: string, note: FileNote) => void) | undefined;
}

/**
 * Reads the files, and those that they load, which `project` answers.
 * Linear in the size of the files for scripts that each load a bounded number of files.
 */
export function surveyFiles(
  sources: Iterable<SourceFile>,
  project: Project,
  entryPoints: EntryPoints = {},
  { onFile, onNote }: SurveyEvents = {},
): Survey {
  const dialect = dialectOf(project);
  const language = { dialect, shapes: callShapes(dialect, entryPoints) };
  const read = ({ path, source }: SourceFile): FileModel => readFile(path, source, language);
  const outlines = new Map<string, Outline>();
  const given = new Set<string>();
  const noteOf = createNoter();
  const derived = deriveCalls(readAll());
  const loadsOf = ({ loads }: Outline): readonly Outline[] =>
    loads.flatMap((path) => outlines.get(path) ?? []);
  const all = [...outlines.values()];
  const libraries = new Set(
    all.flatMap((file) => loadsOf(file).flatMap((one) => (one === file ? [] : one.path))),
  );
  // Of most files nobody asks.
  const isBound = once(() => binderFinder(findCompanies(all, loadsOf)));
  return {
    outlines,
    given,
    libraries,
    read,
    complete(file) {
      const known = outlines.get(file.path);
      const shapes = shapesFor(
        file,
        derived,
        (name) => known !== undefined && isBound()(known, name),
      );
      const again =
        shapes.size === 0
          ? file
          : readFile(file.path, file.source, {
              dialect,
              shapes: new Map([...language.shapes, ...shapes]),
            });
      return { ...again, arguments: [] };
    },
    knowledge: () =>
      JSON.stringify([
        [...derived],
        all.flatMap(({ path, loads, binds }) =>
          libraries.has(path) ? [[path, loads, [...binds]]] : [],
        ),
      ]),
  };

  function* readAll(): Generator<ParameterFlows> {
    for (const file of sources) {
      const noted = onFile === undefined ? file.noted : undefined;
      const own = noted ?? note(file);
      yield take(file.path, own);
      given.add(file.path);
      if (noted === undefined) {
        onNote?.(file.path, own);
      }
    }
    const missing = new Set<string>();
    const waiting = [...outlines.values()];
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      for (const path of file.loads) {
        const isKnown = outlines.has(path) || missing.has(path);
        const source = isKnown ? undefined : project.read(path);
        if (source !== undefined) {
          yield take(path, note({ path, source }));
          waiting.push(outlines.get(path) as Outline);
        } else if (!isKnown) {
          missing.add(path);
        }
      }
    }
  }

  function note(file: SourceFile): FileNote {
    const model = read(file);
    onFile?.(model);
    return noteOf(model);
  }

  function take(path: string, { loads, binds, roles, flows }: FileNote): ParameterFlows {
    outlines.set(path, { path, loads, binds: new Set(binds) });
    return { roles, flows };
  }
}

/** Makes notes, which hold on to no text: names are copies, and one for all files. */
function createNoter(): (file: FileModel) => FileNote {
  const copies = new Map<string, string>();
  const copyOf = (text: string): string => {
    const copy = copies.get(text) ?? detach(text);
    copies.set(copy, copy);
    return copy;
  };
  return (file) => {
    const { roles, flows } = parameterFlows(file);
    return {
      loads: file.loads.map(copyOf),
      binds: [...new Set(file.writes.filter(isGlobalWrite).map(({ name }) => copyOf(name)))],
      roles: roles.map(([name, position, role]) => [copyOf(name), position, role]),
      flows: flows.map(([name, position, callee, at]) => [
        copyOf(name),
        position,
        copyOf(callee),
        at,
      ]),
    };
  };
}

/** Up to so many files are asked one by one; a set of their names would hold each library many times. */
const FEW = 16;

/** Answers whether some file that may share a process with this one binds a global. */
function binderFinder(
  companyOf: (file: Outline) => Company<Outline>,
): (file: Outline, name: string) => boolean {
  const bound = new Map<Company<Outline>, ReadonlySet<string>>();
  return (file, name) => {
    const company = companyOf(file);
    if (company.size <= FEW) {
      return [...company].some(({ binds }) => binds.has(name));
    }
    const names = bound.get(company) ?? new Set([...company].flatMap(({ binds }) => [...binds]));
    bound.set(company, names);
    return names.has(name);
  };
}

/** What calls in a file do with the functions and quoted code that they are handed, beside what is known of all. */
function shapesFor(
  file: FileModel,
  derived: ReadonlyMap<string, CallShape>,
  isBound: (name: string) => boolean,
): ReadonlyMap<string, CallShape> {
  const shapes = new Map<string, CallShape>();
  for (const { callee, kind, position } of file.arguments) {
    const shape = derived.get(callee);
    const role = shape?.roles[position];
    const matters = role === "callback" ? kind !== "quoted" : role === "body" && kind === "quoted";
    if (shape !== undefined && matters && isBound(callee)) {
      shapes.set(callee, shape);
    }
  }
  return shapes;
}
