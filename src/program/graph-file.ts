// The files of a registration graph, each read once with the registering functions of all that it
// loads, so that their calls count as registrations. Invariant: a file is read after the files that
// it loads; of files that load each other in a circle one is read without the others' functions.

import type { SyntaxNode } from "../syntax/tree.js";
import { isChain } from "./chain.js";
import { codeSymbols, type EffectFunction, readDefinition } from "./effects.js";
import type { Item, LoadItem } from "./item.js";
import { normalizePath } from "./load-graph.js";
import type { Project } from "./project.js";
import {
  isFrameworkModule,
  itemsOf,
  readScript,
  type Script,
  scriptOf,
  usesOldApi,
} from "./script.js";
import { readStageFunctions, type StageFunction } from "./stage-functions.js";

/** A registering function and the file that defines it. */
export interface ExportedFunction extends EffectFunction {
  readonly path: string;
  /** Whether it answers a stage already, and if so whether that is all that it does. */
  readonly stage?: "clear" | "unclear";
}

export interface GraphLoad {
  readonly item: LoadItem;
  /** Relative to the root, `.` and `..` resolved. */
  readonly path: string;
}

/**
 * What a file is to others: `runner` runs tests; `part` registers some and leaves the run to its
 * loaders; `setter` only sets a name or flags, which counts when a runner loads it; `helper`
 * defines registering functions; `stages` is a helper that answers stages already; `other` does
 * nothing of that.
 */
export type GraphRole = "runner" | "part" | "setter" | "helper" | "stages" | "other";

export interface GraphFile {
  readonly path: string;
  readonly script: Script;
  readonly role: GraphRole;
  /** Whether it defines the framework itself. */
  readonly isModule: boolean;
  /** Top-level loads with literal paths, in order; none of a framework module. */
  readonly loads: readonly GraphLoad[];
  /** The registering functions that a loader sees: the file's own and those of all it loads. */
  readonly visible: ReadonlyMap<string, ExportedFunction>;
  /** The registering functions of other files that its code names. */
  readonly used: readonly ExportedFunction[];
}

/** Answers a file of the project with all that it loads; undefined where there is none. */
export type GraphReader = (path: string) => GraphFile | undefined;

/** Makes a reader that keeps what it has read. */
export function createGraphReader(project: Project): GraphReader {
  const files = new Map<string, GraphFile | undefined>();
  return (path) => {
    const drafts = new Map<string, Draft | undefined>();
    const waiting = [path];
    for (let next = waiting.at(-1); next !== undefined; next = waiting.at(-1)) {
      if (files.has(next)) {
        waiting.pop();
        continue;
      }
      const isSecondLook = drafts.has(next);
      const draft = isSecondLook ? drafts.get(next) : readDraft(next, project);
      const missing = isSecondLook
        ? []
        : (draft?.loads ?? []).filter((load) => !files.has(load.path) && !drafts.has(load.path));
      if (missing.length > 0) {
        drafts.set(next, draft);
        waiting.push(...missing.map((load) => load.path));
      } else {
        files.set(next, draft && finish(draft, files));
      }
    }
    return files.get(path);
  };
}

interface Draft {
  readonly path: string;
  readonly script: Script;
  readonly isModule: boolean;
  readonly loads: readonly GraphLoad[];
}

function readDraft(path: string, project: Project): Draft | undefined {
  const text = project.read(path);
  if (text === undefined) {
    return undefined;
  }
  const script = scriptOf(text);
  const isModule = isFrameworkModule(script);
  const loads = itemsOf(script, "load").flatMap((item) => {
    const target = item.path === undefined ? undefined : normalizePath(item.path);
    return target === undefined ? [] : [{ item, path: target }];
  });
  return { path, script, isModule, loads: isModule ? [] : loads };
}

function finish(
  { path, script: alone, isModule, loads }: Draft,
  files: ReadonlyMap<string, GraphFile | undefined>,
): GraphFile {
  const imported = new Map(loads.flatMap((load) => [...(files.get(load.path)?.visible ?? [])]));
  const named = [...imported.values()].filter(({ name }) => firstUse(alone, name) !== undefined);
  const { stages: makers, old } = functionsOf(alone, imported);
  const isOld = speaksOld(alone, old, named);
  const used = named.filter(({ stage }) => isOld || stage === undefined);
  const script =
    used.length === 0
      ? alone
      : readScript(alone.tree, new Map(used.map((known) => [known.name, known])));
  const own = script === alone ? { stages: makers, old } : functionsOf(script, imported);
  const visible = new Map([...imported, ...(isModule ? [] : exported(path, own))]);
  const roles = loads.flatMap((load) => files.get(load.path)?.role ?? []);
  const role = isModule ? "other" : roleOf(script, roles, own);
  return { path, script, role, isModule, loads, visible, used };
}

/** Whether the file speaks the old API alone, so that a stage is an effect for it, not a value. */
function speaksOld(
  script: Script,
  old: OwnFunctions["old"],
  named: readonly ExportedFunction[],
): boolean {
  const isOld =
    usesOldApi(script) ||
    old.length > 0 ||
    named.some(({ name, stage }) => stage === undefined || isUsedInPlace(script, name));
  return isOld && !script.items.some(({ kind }) => kind === "pipeline");
}

/** Whether a form that is no function names it: as an effect, for in a new style only pipelines would. */
function isUsedInPlace({ tree, items }: Script, name: string): boolean {
  const isForm = ({ node, kind }: Item): boolean =>
    kind === "other" && readDefinition(node) === undefined && !isChain(node);
  const forms = items.filter(isForm);
  return firstUse({ tree, items: forms }, name) !== undefined;
}

/** The functions of a file that register, or will when they are called by an old file. */
interface OwnFunctions {
  /** In the old style. */
  readonly old: readonly EffectFunction[];
  readonly stages: readonly StageFunction[];
}

/** What answers one flag is written alike in both styles: nothing has to become of it. */
function functionsOf(
  script: Script,
  imported: ReadonlyMap<string, ExportedFunction>,
): OwnFunctions {
  const effects = script.effects.functions;
  const known = [...imported].flatMap(([name, one]): [string, StageFunction][] =>
    one.stage === undefined ? [] : [[name, { ...one, isClear: one.stage === "clear" }]],
  );
  const makers = readStageFunctions(script, new Map(known));
  const isOld = ({ name, modes }: EffectFunction): boolean =>
    modes.size > 0 || makers.get(name)?.isClear !== true;
  const old = [...effects.values()].filter(isOld);
  const names = new Set(old.map(({ name }) => name));
  return { old, stages: [...makers.values()].filter(({ name }) => !names.has(name)) };
}

function exported(
  path: string,
  { old, stages }: OwnFunctions,
): readonly [string, ExportedFunction][] {
  return [
    ...old.map((one): [string, ExportedFunction] => [one.name, { ...one, path }]),
    ...stages.map(({ isClear, ...one }): [string, ExportedFunction] => [
      one.name,
      { ...one, path, stage: isClear ? "clear" : "unclear" },
    ]),
  ];
}

function roleOf(script: Script, loaded: readonly GraphRole[], own: OwnFunctions): GraphRole {
  const kinds = new Set(script.items.map(({ kind }) => kind));
  if (kinds.has("run") || kinds.has("pipeline")) {
    return "runner";
  }
  const registers = kinds.has("registration") || kinds.has("stage") || kinds.has("malformed");
  if (registers || loaded.includes("part")) {
    return "part";
  }
  if (kinds.has("suite") || kinds.has("flag") || loaded.includes("setter")) {
    return "setter";
  }
  if (own.old.length > 0) {
    return "helper";
  }
  return own.stages.length > 0 ? "stages" : "other";
}

/** The first symbol of the file's code with that name that is not bound there. */
export function firstUse(
  { tree, items }: Pick<Script, "tree" | "items">,
  name: string,
): SyntaxNode | undefined {
  if (!tree.source.includes(name)) {
    return undefined;
  }
  for (const { node, kind } of items) {
    const found =
      kind === "pipeline" ? undefined : codeSymbols(node).find(({ text }) => text === name);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
