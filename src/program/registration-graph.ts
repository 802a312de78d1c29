// Which files of a project change together: those that load tests or registering functions from one
// another (load-graph.md). Made once for a project, and only when some file asks; most of a project
// is looked at as text alone. Invariant: whoever may load a part is in its group.

import { append } from "../text/group-by.js";
import { withAll } from "../text/with-all.js";
import { computedLoads, type DynamicUse, dynamicUses } from "./dynamic-loads.js";
import { glanceIn } from "./glance.js";
import { createGraphReader, type GraphFile, type GraphReader } from "./graph-file.js";
import { closureReader, leadsTo } from "./load-closure.js";
import { readLoads } from "./load-graph.js";
import { loadTargets } from "./load-targets.js";
import { scanText } from "./load-text.js";
import { isOldRunner, type Loads, runsLoadedBy } from "./loaded-runs.js";
import type { ListedProject, TextScan } from "./project.js";
import { itemsOf, type Script } from "./script.js";

/** Files that change together or not at all. */
export interface Group {
  /** By path, sorted by it. */
  readonly members: ReadonlyMap<string, GraphFile>;
  /** Members that a running file loads, itself included; the others never run. */
  readonly reached: ReadonlySet<string>;
  /** What each member needs beside it to change, by its path. */
  readonly links: ReadonlyMap<string, Links>;
  /** Any file of the project with all that it loads. */
  readonly read: GraphReader;
  /** Files of the project that nobody can read: they may load any member. */
  readonly unread: readonly string[];
  /** The paths of further files that may load a member, and of those that members load. */
  readonly around: () => readonly string[];
}

/** Paths of other members. */
export interface Links {
  /** Files that change with this one or not at all, and this one with them. */
  readonly ties: readonly string[];
  /** The modules whose functions the file sees: an old caller of a new one may bridge the two. */
  readonly modules: readonly string[];
}

export interface RegistrationGraph {
  /** The group of the file; undefined for a file that stands alone. */
  readonly groupOf: (path: string) => Group | undefined;
}

/**
 * Whether the graph has to be asked about a file: it registers, defines or sets something and leaves
 * the run to others, or it loads, or may load, what does, or it runs what its loader registers.
 */
export function mayHaveGroup(script: Script, project: ListedProject, path: string): boolean {
  const { items, effects, tree } = script;
  const runs = items.some(({ kind }) => kind === "run");
  const speaks = items.some(({ kind }) => SPEAKS.has(kind));
  if (!runs && (speaks || effects.functions.size > 0)) {
    return true;
  }
  const loads = itemsOf(script, "load");
  const scan = scanText(tree.source);
  return (
    scan.mayCompute ||
    scan.targets.length > new Set(loads.map(({ path }) => path)).size ||
    (loads.length > 0 && bringsTests(script, project)) ||
    (runs && loadTargets(project).has(path))
  );
}

function bringsTests(script: Script, project: ListedProject): boolean {
  return readLoads(script, project).some(({ files }) =>
    files.some(
      ({ touchesRegistry, callsStages, mayLoadMore }) =>
        touchesRegistry || callsStages || mayLoadMore,
    ),
  );
}

/** Whether the graph has been made and knows the file to stand alone; asking costs nothing. */
export function isKnownAlone(project: ListedProject, path: string): boolean {
  const graph = graphs.get(project);
  return graph !== undefined && graph.groupOf(path) === undefined;
}

/** Whether no file may load this one, and none changes only together with it. */
export function standsAlone(path: string, project: ListedProject): boolean {
  return !loadTargets(project).has(path) && registrationGraph(project).groupOf(path) === undefined;
}

const graphs = new WeakMap<ListedProject, RegistrationGraph>();

/** The graph of a project, made at the first question. Linear in the size of the project. */
export function registrationGraph(project: ListedProject): RegistrationGraph {
  const graph = graphs.get(project) ?? makeGraph(project);
  graphs.set(project, graph);
  return graph;
}

function makeGraph(project: ListedProject): RegistrationGraph {
  const scans = scanProject(project);
  const unread = project.paths().filter((path) => !scans.has(path));
  const read = createGraphReader(project);
  const loaders = loadersOf(scans);
  const files = readConcerned(scans, loaders, read);
  const runners = files.filter(({ script }) => script.items.some(({ kind }) => kind === "run"));
  const reached = reachedFrom(runners, read);
  const isPart = ({ path, role }: GraphFile): boolean =>
    role === "part" || (role === "setter" && reached.has(path));
  const joined = new Joined();
  const parts = new Set(files.filter(isPart).map(({ path }) => path));
  const links = new Map<string, Links>();
  const surroundings = surroundingsOf(scans, parts, read);
  for (const file of files) {
    const own = linksOf(file, parts, { ...surroundings, isPart });
    links.set(file.path, own);
    for (const path of [...own.ties, ...own.modules]) {
      joined.join(file.path, path);
    }
    if (file.used.some(({ stage }) => stage !== undefined)) {
      joined.join(file.path, file.path);
    }
  }
  // Where nobody loads tests, as in most projects, none of what was read has to be kept.
  return joined.isEmpty
    ? NO_GROUPS
    : { groupOf: groupFinder(files, joined, { reached, links, loaders, read, unread }) };
}

const NO_GROUPS: RegistrationGraph = { groupOf: () => undefined };

type Scans = ReadonlyMap<string, TextScan>;

function scanProject(project: ListedProject): Scans {
  const scans = new Map<string, TextScan>();
  for (const path of project.paths()) {
    const glance = glanceIn(project, path);
    if (glance !== undefined) {
      scans.set(path, glance);
    }
  }
  return scans;
}

type Loaders = ReadonlyMap<string, readonly string[]>;

/** Who may load a file, by its path. */
function loadersOf(scans: Scans): Loaders {
  const loaders = new Map<string, string[]>();
  for (const [path, scan] of scans) {
    for (const target of scan.targets) {
      append(loaders, target, path);
    }
  }
  return loaders;
}

/** The files that register something for others, and all that may load one of these. */
function readConcerned(scans: Scans, loaders: Loaders, read: GraphReader): readonly GraphFile[] {
  const sources = [...scans].flatMap(([path, scan]) => {
    const mayBeSource = scan.speaksTests && (loaders.has(path) || !scan.mayRun);
    const file = mayBeSource ? read(path) : undefined;
    return isSource(file) || (loaders.has(path) && isOldRunner(file)) ? [path] : [];
  });
  const concerned = withAll(sources, (path) => loaders.get(path) ?? []);
  if (concerned.size > 0) {
    for (const [path, { mayCompute, mayRun }] of scans) {
      if (mayCompute && mayRun) {
        concerned.add(path);
      }
    }
  }
  return [...concerned].sort().flatMap((path) => read(path) ?? []);
}

function isSource(file: GraphFile | undefined): boolean {
  return file !== undefined && SOURCES.has(file.role);
}

const SOURCES: ReadonlySet<string> = new Set(["part", "setter", "helper", "stages"]);

/** The files and all that they load, by path. */
function reachedFrom(files: readonly GraphFile[], read: GraphReader): ReadonlySet<string> {
  return withAll(
    files.map(({ path }) => path),
    (path) => loadedBy(path, read),
  );
}

function loadedBy(path: string, read: GraphReader): readonly string[] {
  return (read(path)?.loads ?? []).map((load) => load.path);
}

interface Surroundings extends Loads {
  readonly isPart: (file: GraphFile) => boolean;
  /** The places in a file that bring a part otherwise than by a top-level load. */
  readonly usesIn: (path: string) => readonly DynamicUse[];
  /** Whether there are such places in the file, or in any that it loads. */
  readonly leadsToUses: (path: string) => boolean;
}

function surroundingsOf(
  scans: Scans,
  parts: ReadonlySet<string>,
  read: GraphReader,
): Omit<Surroundings, "isPart"> {
  const known = new Map<string, readonly DynamicUse[]>();
  const usesIn = (path: string): readonly DynamicUse[] => {
    const uses = known.get(path) ?? findUses(read(path), scans.get(path), parts, read);
    known.set(path, uses);
    return uses;
  };
  const leadsToUses = leadsTo(read, (path) => usesIn(path).length > 0);
  return { read, closure: closureReader(read), usesIn, leadsToUses };
}

function findUses(
  file: GraphFile | undefined,
  scan: TextScan | undefined,
  parts: ReadonlySet<string>,
  read: GraphReader,
): readonly DynamicUse[] {
  return file === undefined
    ? []
    : dynamicUses(file, (path) => parts.has(path), read, scan ?? scanText(file.script.tree.source));
}

/** The files whose change this one would notice. */
function linksOf(
  file: GraphFile,
  parts: ReadonlySet<string>,
  { read, closure, isPart, usesIn, leadsToUses }: Surroundings,
): Links {
  const loaded = file.loads.flatMap((load) => {
    const target = read(load.path);
    return target !== undefined && isPart(target) ? [load.path] : [];
  });
  const dynamic = usesIn(file.path).map(({ target }) => target);
  const isLoading = isOldRunner(file) || isPart(file);
  const loading = isLoading && leadsToUses(file.path) ? [...closure(file.path)] : [];
  const registers = file.role === "runner" || file.role === "part";
  const mayLoadAny = registers && parts.size > 0 && computedLoads(file.script, false).length > 0;
  const ties = [
    ...loaded,
    ...dynamic,
    ...loading.filter((path) => usesIn(path).length > 0),
    ...(mayLoadAny ? parts : []),
    ...runsLoadedBy(file, { read, closure }),
  ];
  // A file that only sets flags, for a run that never comes, uses nothing of what it loads.
  const isIdle = file.role === "setter" && !isPart(file);
  return { ties, modules: isIdle ? [] : helpersOf(file, read) };
}

/** The modules whose functions the file sees and, as one that registers in the old style, may call. */
function helpersOf(
  { path, role, script, visible, used }: GraphFile,
  read: GraphReader,
): readonly string[] {
  const isNewStyle = role === "runner" && !script.items.some(({ kind }) => SPEAKS.has(kind));
  if (role === "other" || isNewStyle) {
    return [];
  }
  // A function that the file calls before it binds the name again is no longer visible behind it.
  const modules = new Set(
    [...visible.values(), ...used].flatMap((known) =>
      known.stage === undefined ? [known.path] : [],
    ),
  );
  modules.delete(path);
  return [...modules].filter((module) => read(module)?.role !== "runner");
}

const SPEAKS: ReadonlySet<string> = new Set(["suite", "registration", "flag", "stage", "run"]);

/** Sets of paths that grow together. */
class Joined {
  readonly #parents = new Map<string, string>();

  get isEmpty(): boolean {
    return this.#parents.size === 0;
  }

  has(path: string): boolean {
    return this.#parents.has(path);
  }

  /** The one path that stands for all that are joined with this one. */
  find(path: string): string {
    let root = path;
    for (let up = this.#parents.get(root); up !== undefined && up !== root; ) {
      root = up;
      up = this.#parents.get(root);
    }
    for (let at = path; at !== root; ) {
      const up = this.#parents.get(at) ?? root;
      this.#parents.set(at, root);
      at = up;
    }
    return root;
  }

  join(a: string, b: string): void {
    const [first, second] = [this.find(a), this.find(b)];
    this.#parents.set(first, first);
    this.#parents.set(second, first);
  }
}

/** What the groups of a project have in common. */
interface Known {
  readonly reached: ReadonlySet<string>;
  readonly links: ReadonlyMap<string, Links>;
  readonly loaders: Loaders;
  readonly read: GraphReader;
  readonly unread: readonly string[];
}

function groupFinder(
  files: readonly GraphFile[],
  joined: Joined,
  { reached, links, loaders, read, unread }: Known,
): RegistrationGraph["groupOf"] {
  const members = new Map<string, Map<string, GraphFile>>();
  for (const file of files) {
    if (joined.has(file.path)) {
      const root = joined.find(file.path);
      const group = members.get(root) ?? new Map<string, GraphFile>();
      members.set(root, group.set(file.path, file));
    }
  }
  const groups = new Map<string, Group>();
  for (const [root, group] of members) {
    groups.set(root, {
      members: group,
      reached: new Set([...group.keys()].filter((path) => reached.has(path))),
      links,
      read,
      unread,
      around: () => {
        const above = withAll(group.keys(), (path) => loaders.get(path) ?? []);
        return [...withAll(above, (path) => loadedBy(path, read))].filter(
          (path) => !group.has(path),
        );
      },
    });
  }
  return (path) => (joined.has(path) ? groups.get(joined.find(path)) : undefined);
}
