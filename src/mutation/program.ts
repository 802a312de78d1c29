// The files of a tree as one program: which files may share a process, because one script loads
// them all, and what each of them says about each global name. Pure; made once per run.

import type { EntryPoints } from "../dialect/dialect.js";
import type { Project } from "../program/project.js";
import { append, groupBy } from "../text/group-by.js";
import { type Company, findCompanies, loadedBy } from "./companies.js";
import {
  comesBefore,
  type FileModel,
  isGlobalWrite,
  type Read,
  resolve,
  type Scope,
  type Write,
} from "./file-model.js";
import { type SourceFile, surveyFiles } from "./survey.js";

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
  /** A file that may be in one process with this one, and of which it is not known what it reads: it cannot be read, or a load of it is computed or leads nowhere. */
  readonly unknownBeside: (file: FileModel) => FileModel | undefined;
  /** What the file itself says about a global; undefined where it does not mention it. */
  readonly use: (file: FileModel, name: string) => NameUse | undefined;
  /** The same for all of the file's company, the file's own first. */
  readonly usesAround: (file: FileModel, name: string) => readonly NameUse[];
  /** All globals that a file mentions. */
  readonly uses: (file: FileModel) => ReadonlyMap<string, NameUse>;
}

/** Reads and links files. `project` answers loaded files that are not among them. */
export function readProgram(
  sources: Iterable<SourceFile>,
  project: Project,
  entryPoints: EntryPoints = {},
): Program {
  const models: FileModel[] = [];
  const onFile = (file: FileModel): unknown => models.push(file);
  const survey = surveyFiles(sources, project, entryPoints, { onFile });
  const all = models.map(survey.complete);
  return linkFiles(all, all.slice(0, survey.given.size));
}

/** Links files that were read: `files` are those asked for, `all` these and those that they load. */
export function linkFiles(all: readonly FileModel[], files: readonly FileModel[]): Program {
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
  const isUnknown = ({ hasUnknownLoad, isReadable, loads }: FileModel): boolean =>
    hasUnknownLoad || !isReadable || !loads.every((path) => byPath.has(path));
  const unknown = new Map<Company, FileModel | undefined>();
  const unknownIn = (together: Company): FileModel | undefined => {
    const found = unknown.has(together) ? unknown.get(together) : [...together].find(isUnknown);
    unknown.set(together, found);
    return found;
  };
  return {
    files,
    all,
    company,
    loaded,
    libraries: new Set(all.flatMap((file) => loadsOf(file).filter((one) => one !== file))),
    unknownBeside: (file) => unknownIn(company(file)),
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
  const locals = groupBy(
    file.writes.filter((write) => !isGlobalWrite(write)),
    ({ name, scope }) => placeKey(name, scope),
  );
  for (const read of file.reads) {
    // Data means nothing where it stands: whoever evaluates it looks its names up elsewhere.
    if (read.role === "quoted" || mayMeanGlobal(read, locals)) {
      entry(read.name).reads.push(read);
    }
  }
  return table;
}

/** What `=` binds in functions, by scope and name. */
type Locals = ReadonlyMap<string, readonly Write[]>;

const placeKey = (name: string, { id }: Scope): string => `${id} ${name}`;

/** Whether the read may find no local: what `=` binds is there only when that has run. */
function mayMeanGlobal(read: Read, locals: Locals): boolean {
  let owner = resolve(read.name, read.scope);
  while (owner !== undefined && !isSureToBind(owner, read, locals)) {
    owner = owner.parent && resolve(read.name, owner.parent);
  }
  return owner === undefined;
}

function isSureToBind(owner: Scope, read: Read, locals: Locals): boolean {
  const writes = locals.get(placeKey(read.name, owner)) ?? [];
  return owner.parameters.includes(read.name) || writes.some((write) => comesBefore(write, read));
}
