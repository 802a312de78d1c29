// Looks at a repository's framework modules before anything else is planned: which there are, which of
// them the run may replace, and why the others stay. Invariant: a module is replaced only by one that
// answers whatever other files use of it. Pure; files come from functions that the plan gives.

import { isOldInternalName, LIST_ENTRY_NAMES, REGISTRATIONS } from "../framework/framework-api.js";
import { bareRunner, LAYER_NAMES, withLayer } from "../framework/layers.js";
import { definedNames, inPlaceOf, withLineEndsOf } from "../framework/module-text.js";
import { answersForLoads } from "../program/answers.js";
import { withTexts } from "../program/glance.js";
import type { Item } from "../program/item.js";
import { loadedPaths, readLoads } from "../program/load-graph.js";
import type { Outlook } from "../program/outlook.js";
import { dialectOf, type Project } from "../program/project.js";
import { OLD_KINDS, scriptOf } from "../program/script.js";
import type { Reach } from "../project/reach.js";
import {
  describeOldUsers,
  type FrameworkRequest,
  isModuleText,
  type KnownModule,
  type ModuleFile,
  type Obstacle,
  type PlannedModule,
  usualModule,
} from "./framework.js";
import {
  answersAll,
  identifyModule,
  jointText,
  type ModuleKind,
  runsLists,
} from "./framework-state.js";
import { createLossFinder, type LossFinder } from "./module-losses.js";
import { type ListedText, usesAllApis } from "./styles-in-use.js";

/** What a run intends with the framework modules, before the first file is judged. */
export interface ModulePlan {
  /** By path. */
  readonly modules: ReadonlyMap<string, PlannedModule>;
  readonly outlook: Outlook;
  /** The modules that a file with these loads gets, directly or not. */
  readonly modulesOf: (loads: readonly string[]) => readonly PlannedModule[];
  /** The path of the module of files that do not say which they load; undefined if that is unclear. */
  readonly usual: string | undefined;
  /** What the registrations of a file become that names no target: what its module runs. */
  readonly targetFor: (text: string) => "builder" | "list";
  /** Whether some module speaks both APIs after a run that leaves old files behind. */
  readonly willSpeakBoth: boolean;
}

export interface ModulePlanInput {
  /** Called once for each look through all files. */
  readonly files: () => Iterable<ListedText>;
  readonly project: Project;
  readonly framework: FrameworkRequest;
  /** How the run can reach a file; missing where every listed file may be written. */
  readonly reach?: ((path: string) => Reach) | undefined;
  /** What a path stands for, links resolved; missing where there are none. */
  readonly locate?: ((path: string) => string) | undefined;
  /** Files that would miss the old API on the module that was asked for, by the path of the module. */
  readonly broken?: ReadonlyMap<string, readonly string[]> | undefined;
  /** Whether files that stay are judged as the repository stands, and not as the run leaves it. */
  readonly judgesPresent: boolean;
}

/** Looks through all files once, and a second time only where a module defines more than its successor. */
export function planModules(input: ModulePlanInput): ModulePlan {
  const found = [...input.files()].flatMap(({ path, selected, isOpen, read }): ModuleFile[] => {
    const mayBeModule = isOpen && input.project.glance?.(path)?.mayBeModule !== false;
    const source = mayBeModule ? read() : undefined;
    return source?.kind === "text" && isModuleText(source.text)
      ? [{ path, text: source.text, selected }]
      : [];
  });
  const known = found.map((module) => recogniseModule(module, found, input));
  const lostUses = createLossFinder(known, input);
  const modules = new Map(
    known.map((module): [string, PlannedModule] => [
      module.path,
      { ...module, obstacle: obstacleTo(module, input, lostUses) },
    ]),
  );
  const moduleAt = moduleFinder(modules, input.locate);
  const after = projectAfter(input, moduleAt);
  const usual = usualModule([...modules.keys()], input.framework);
  const afterwards: Outlook = {
    modules: [...modules.keys()],
    usual,
    after,
    standing: after,
    whyKept: (path) => moduleAt(path)?.obstacle?.reason ?? describeReach(path, input),
    whyUnread: (path) => describeReach(path, input),
    get afterwards() {
      return this;
    },
  };
  const closures = new Map<string, readonly PlannedModule[]>();
  const modulesOf = (loads: readonly string[]): readonly PlannedModule[] => {
    const key = loads.join("\0");
    const known = closures.get(key) ?? loadedModules(loads, input.project, moduleAt);
    closures.set(key, known);
    return known;
  };
  return {
    modules,
    modulesOf,
    usual,
    targetFor: targetReader(
      [...modules.values()],
      modulesOf,
      usual === undefined ? undefined : modules.get(usual),
      input.framework,
    ),
    willSpeakBoth: willSpeakBoth([...modules.values()], input.framework),
    outlook: input.judgesPresent
      ? { ...afterwards, standing: input.project, afterwards }
      : afterwards,
  };
}

function recogniseModule(
  module: ModuleFile,
  modules: readonly ModuleFile[],
  input: ModulePlanInput,
): KnownModule {
  const { kind } = identifyModule(module.text, input.framework.texts());
  const isList = runsLists(kind);
  return {
    ...module,
    isList,
    isLayered: isList && kind !== "list",
    isJoint: answersAll(module.text) || mayBecomeJoint(module, kind, modules, input),
  };
}

/** Choices under which a module may become one for all three APIs. */
const JOINT_CHOICES: ReadonlySet<FrameworkRequest["choice"]> = new Set(["auto", "compat", "layer"]);

/**
 * Whether files use all three APIs, or will, and the module can answer them: one that defines names of
 * the layer itself has an idea of its own of what they mean.
 */
function mayBecomeJoint(
  { text }: ModuleFile,
  kind: ModuleKind,
  modules: readonly ModuleFile[],
  input: ModulePlanInput,
): boolean {
  const { choice, texts, makes } = input.framework;
  const isList = runsLists(kind);
  if (!JOINT_CHOICES.has(choice)) {
    return false;
  }
  const { registry, lists } = texts();
  const own = new Set(definedNames(bareRunner(text)));
  const added = isList
    ? definedNames(registry).filter(isOldState)
    : definedNames(lists).filter((name) => LIST_ENTRY_NAMES.has(name));
  const made = makes === "auto" ? (kind === "list" ? "list" : "builder") : makes;
  return !added.some((name) => own.has(name)) && usesAllApis(modules, made, input);
}

function isOldState(name: string): boolean {
  return isOldInternalName(name) || name in REGISTRATIONS;
}

/** Lists where the file's own module runs lists, and pipelines where it does not or is not known. */
function targetReader(
  modules: readonly PlannedModule[],
  modulesOf: ModulePlan["modulesOf"],
  usual: PlannedModule | undefined,
  framework: FrameworkRequest,
): ModulePlan["targetFor"] {
  const replacement = replacementKind(framework);
  const willRunLists = (module: PlannedModule): boolean =>
    keepsRunner(module, framework)
      ? !module.isLayered
      : module.obstacle === undefined && replacement !== undefined
        ? replacement === "list"
        : module.isList;
  if (!modules.some(willRunLists)) {
    return () => "builder";
  }
  return (text) => {
    const own = modulesOf(loadedPaths(scriptOf(text))).at(-1) ?? usual;
    return own !== undefined && willRunLists(own) ? "list" : "builder";
  };
}

/** A runner of lists is only ever added to, unless the user gives another module. */
function keepsRunner(
  { isList }: Pick<PlannedModule, "isList">,
  { choice }: FrameworkRequest,
): boolean {
  return isList && choice !== "given";
}

/** What the registrations of a text become that is looked at by itself: what its module runs. */
export function targetOfText(
  text: string,
  project: Project,
  texts: FrameworkRequest["texts"],
): "builder" | "list" {
  const loaded = answersForLoads(loadedPaths(scriptOf(text)), project).loaded;
  const modules = loaded.map((path) => project.read(path) ?? "").filter(isModuleText);
  const own = modules.at(-1);
  return own !== undefined && identifyModule(own, texts()).kind === "list" ? "list" : "builder";
}

/** What kind of module comes in the place of one that may be replaced; undefined for none. */
function replacementKind({ choice, given, texts }: FrameworkRequest): ModuleKind | undefined {
  if (choice === "given" && given !== undefined) {
    return identifyModule(given, texts()).kind;
  }
  return choice === "keep" ? undefined : "final";
}

/** A module that stays speaks both only if it is the one for that; any other becomes it. */
function willSpeakBoth(
  modules: readonly PlannedModule[],
  { choice, texts }: FrameworkRequest,
): boolean {
  const replaces = choice === "auto" || choice === "compat";
  return modules.some(
    ({ text, obstacle, isList, isJoint }) =>
      (obstacle === undefined && replaces && (isJoint || !isList)) ||
      answersAll(text) ||
      text === inPlaceOf(text, texts().compat),
  );
}

function loadedModules(
  loads: readonly string[],
  project: Project,
  moduleAt: ModuleFinder,
): readonly PlannedModule[] {
  return answersForLoads(loads, project).loaded.flatMap((path) => moduleAt(path) ?? []);
}

type ModuleFinder = (path: string) => PlannedModule | undefined;

/** Finds a module by any path that leads to it. */
function moduleFinder(
  modules: ReadonlyMap<string, PlannedModule>,
  locate: ModulePlanInput["locate"],
): ModuleFinder {
  return (path) => modules.get(path) ?? (locate && modules.get(locate(path)));
}

/** The project as it will be where modules are replaced that may be. */
function projectAfter({ project, framework }: ModulePlanInput, moduleAt: ModuleFinder): Project {
  // Asked for with every file that loads the module.
  const successors = new Map<PlannedModule, string>();
  return withTexts(project, (path) => {
    const module = moduleAt(path);
    if (module === undefined || module.obstacle !== undefined) {
      return undefined;
    }
    const successor = successors.get(module) ?? successorOf(module, framework);
    successors.set(module, successor);
    return successor;
  });
}

/** The module as what is still old and what is not can run on it. */
function successorOf(module: PlannedModule, framework: FrameworkRequest): string {
  const { text } = module;
  const isRunner = keepsRunner(module, framework);
  if (isRunner && !module.isJoint) {
    return withLayer(bareRunner(text), framework.texts().layer);
  }
  return isRunner ? jointText(text, true, framework.texts()) : successorText(module, framework);
}

/** What a module is replaced by; for want of a decision, by what answers old and new files alike. */
function successorText(
  { text, isJoint }: KnownModule,
  { choice, texts, given }: FrameworkRequest,
): string {
  if (choice === "given" && given !== undefined) {
    return withLineEndsOf(text, given);
  }
  if (choice === "final") {
    return inPlaceOf(text, texts().final);
  }
  return isJoint ? jointText(text, false, texts()) : inPlaceOf(text, texts().compat);
}

function obstacleTo(
  module: KnownModule,
  input: ModulePlanInput,
  lostUses: LossFinder,
): Obstacle | undefined {
  const { choice, path, layer, isListsOnly } = input.framework;
  if (choice === "keep") {
    return { kind: "asked", reason: "--framework keep" };
  }
  if (path !== undefined && path !== module.path) {
    return { kind: "reach", reason: `the configuration names ${path} in its place` };
  }
  const reach = describeReach(module.path, input);
  if (reach !== undefined) {
    return { kind: "reach", reason: reach };
  }
  const broken = input.broken?.get(module.path) ?? [];
  if (broken.length > 0) {
    return { kind: "breaks", reason: describeOldUsers(broken) };
  }
  const isAboutLayer = choice === "layer" || choice === "list";
  if (keepsRunner(module, input.framework)) {
    const isDue = layer !== undefined || module.isJoint;
    const takesLayer = isAboutLayer || (choice === "auto" && isDue);
    return takesLayer ? obstacleToLayer(module, input) : { kind: "list", reason: RUNS_LISTS };
  }
  if (isAboutLayer || (isListsOnly && !module.isJoint)) {
    return { kind: "layer", reason: "it is no runner of lists, which the builder layer is for" };
  }
  if (choice !== "given" && !dialectOf(input.project).rules.hasAtoms) {
    return { kind: "dialect", reason: "its Valk has no atoms, which its successor needs" };
  }
  return obstacleInLoads(module, input) ?? lostUses(module);
}

/** What the module loads has to be no concern of the files that load the module: nobody would change it with them. */
function obstacleInLoads(
  { text }: KnownModule,
  { project }: ModulePlanInput,
): Obstacle | undefined {
  const loaded = readLoads(scriptOf(text), project).flatMap(({ files }) => files);
  const found = loaded.find(({ touchesRegistry, isModule }) => touchesRegistry && !isModule);
  return (
    found && {
      kind: "names",
      reason: `it loads ${found.path}, which registers tests or sets flags`,
      hint: "load that file in the files that use it, and not in the module",
    }
  );
}

const RUNS_LISTS = "it runs lists of tests";

/** Why a runner of lists cannot have the layer: somebody else means something by one of its names. */
function obstacleToLayer(
  { path, text, isLayered }: KnownModule,
  { files, project, framework }: ModulePlanInput,
): Obstacle | undefined {
  if (isLayered) {
    return undefined;
  }
  const [own] = definedNames(text).filter(isLayerName);
  if (own !== undefined) {
    return { kind: "names", reason: `it defines ${own} itself, which the builder layer defines` };
  }
  for (const other of files()) {
    // A file that mentions no test may define a name all the same.
    const source = other.path === path ? undefined : project.read(other.path);
    const conflict = source === undefined ? undefined : conflictWith(source, framework);
    if (conflict !== undefined) {
      return { kind: "names", reason: `${other.path} ${conflict}` };
    }
  }
  return undefined;
}

/** What a runner of lists has in its layer is the same by the same names; it is one before a run and after it. */
function conflictWith(source: string, { texts }: FrameworkRequest): string | undefined {
  const conflict = findConflict(source);
  const isRunner =
    conflict !== undefined &&
    isModuleText(source) &&
    runsLists(identifyModule(source, texts()).kind);
  return isRunner ? findConflict(bareRunner(source)) : conflict;
}

const LAYER_NAME_SET: ReadonlySet<string> = new Set(LAYER_NAMES);

function isLayerName(name: string): boolean {
  return LAYER_NAME_SET.has(name);
}

/** What of a file the layer would give another meaning, as a clause. */
function findConflict(source: string): string | undefined {
  const isSuspect = LAYER_NAMES.some((name) => source.includes(`{${name}`));
  const [name] = isSuspect ? definedNames(source).filter(isLayerName) : [];
  if (name !== undefined) {
    return `defines ${name}, which the builder layer defines, too`;
  }
  const script = /\(test\/run(?:-async\s[^()]*)?\)/.test(source) ? scriptOf(source) : undefined;
  const isOld = script?.items.some(({ kind }) => kind !== "run" && OLD_KINDS.has(kind)) === true;
  const bare = isOld ? undefined : script?.items.find(isBareRun);
  return (
    bare &&
    `runs nothing at line ${bare.node.tree.lines.position(bare.node.start).line}, which would be a stage`
  );
}

/** A run without tests or options, which the list runner reports and the layer takes for a stage. */
function isBareRun(item: Item): boolean {
  return item.kind === "run" && item.form.args.length === (item.mode === "async" ? 1 : 0);
}

const REACHES: Readonly<Record<Reach, string | undefined>> = {
  listed: undefined,
  missing: undefined,
  excluded: "it is excluded from the run",
  ignored: "git ignores it",
  "nested-repository": "it lies in another repository",
  submodule: "it lies in a submodule",
  "outside-root": "it lies outside of the root",
  "outside-checkout": "it lies outside of the sparse checkout",
  "read-only": "it is read-only",
  edited: "the working tree holds another text than the one that is staged",
};

function describeReach(path: string, { reach }: ModulePlanInput): string | undefined {
  return reach && REACHES[reach(path)];
}
