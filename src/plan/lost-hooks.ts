// Which files change what a framework module does, by binding again names that its functions look up, and
// would not change its successor. Invariant: whatever may run behind the module counts, and a file that has
// nothing to do with it does not. Pure; files come from functions that the plan gives.

import { isModuleInternalName, RUNNERS } from "../framework/framework-api.js";
import { answersFor } from "../program/answers.js";
import { hooksOf, type Lookups, lookedUpFrom } from "../program/hooks.js";
import { scanText } from "../program/load-text.js";
import { nameUses } from "../program/name-uses.js";
import type { Project, TextScan } from "../program/project.js";
import { scriptOf } from "../program/script.js";
import type { ListedText } from "./styles-in-use.js";

/** A file that binds names of a module for everybody. */
export interface Binder {
  readonly path: string;
  /** Each name, and whether it is bound later than where the file is loaded: in a body. */
  readonly bound: ReadonlyMap<string, { readonly isLater: boolean }>;
}

export interface HookInput {
  /** The path of the module. */
  readonly module: string;
  readonly lookups: Lookups;
  /** Whether a path is that of any module. */
  readonly isModule: (path: string) => boolean;
  /** Called once for each look through all files. */
  readonly files: () => Iterable<ListedText>;
  readonly project: Project;
}

/** What binds again what the module looks up: the file, and the names. */
export interface ChangedModule {
  readonly path: string;
  readonly names: readonly string[];
}

/** Looks through all files where there are binders, for those that load them and the module. */
export function findChanges(
  binders: readonly Binder[],
  input: HookInput,
): readonly ChangedModule[] {
  const changes = binders.map(({ path }) => ({ path, names: new Set<string>() }));
  for (const run of binders.length === 0 ? [] : runsOf(input)) {
    for (const [at, { path, bound }] of binders.entries()) {
      for (const [name, { isLater }] of bound) {
        if (run(path, name, isLater)) {
          changes[at]?.names.add(name);
        }
      }
    }
  }
  return changes
    .filter(({ names }) => names.size > 0)
    .map(({ path, names }) => ({ path, names: [...names] }));
}

/** Whether a run of some file that gets the module may look up what another file binds, behind the module. */
type Run = (path: string, name: string, isLater: boolean) => boolean;

function* runsOf(input: HookInput): Generator<Run> {
  const usedBy = useReader(input);
  for (const { path, read } of input.files()) {
    const source = input.isModule(path) ? undefined : read();
    if (source?.kind === "unread") {
      yield () => true;
    } else if (source?.kind === "text" || source?.kind === "lossy") {
      const run = readRun(path, source.text, usedBy, input);
      if (run !== undefined) {
        yield run;
      }
    }
  }
}

/** Undefined for a file that does not get the module. */
function readRun(
  path: string,
  text: string,
  usedBy: (text: string) => Uses,
  { module, lookups, isModule, project }: HookInput,
): Run | undefined {
  const answers = answersFor(scriptOf(text), project);
  const modules = answers.loaded.filter(isModule);
  const others = answers.loaded.filter((one) => !isModule(one));
  const texts = [text, ...others.map((one) => project.read(one) ?? "")];
  const uses = texts.map(usedBy);
  const used = uses.flatMap((one) => one.names);
  // What loads no module may stand behind it on a command line.
  const isMeant =
    modules.length === 0
      ? uses.some(({ namesState }) => namesState) ||
        used.some((name) => answers.of(name) === undefined)
      : modules.includes(module);
  if (!isMeant) {
    return undefined;
  }
  const isOpen = answers.isOpen || uses.some(({ mayCompute }) => mayCompute);
  const named = new Set(uses.flatMap(({ targets }) => targets));
  // Who loads a file that runs nothing may use anything.
  const isRun = used.some((name) => name in RUNNERS);
  const reached = isRun ? lookedUpFrom(used, lookups) : hooksOf(lookups);
  return (binder, name, isLater) => {
    const isLoaded = binder === path || others.includes(binder);
    const isLast = isLater || answers.of(name)?.path !== module;
    return reached.has(name) && (isLoaded ? isLast : isOpen || named.has(binder));
  };
}

/** What a text uses of a module, and what it may load. */
interface Uses extends Pick<TextScan, "targets" | "mayCompute"> {
  /** Functions, wherever it does not bind them itself. */
  readonly names: readonly string[];
  /** Whether it names what nobody but the old framework calls so. */
  readonly namesState: boolean;
}

/** Reads each text once: many load the same few files. */
function useReader({ lookups }: HookInput): (text: string) => Uses {
  const known = new Map<string, Uses>();
  const internal = [...lookups.keys(), ...hooksOf(lookups)].filter(isModuleInternalName);
  const read = (text: string): Uses => {
    const { tree } = scriptOf(text);
    const { targets, mayCompute } = scanText(text);
    return {
      names: [...lookups.keys()].filter((name) =>
        nameUses(tree, name).some(({ role }) => role !== "definition"),
      ),
      namesState: internal.some((name) => nameUses(tree, name).length > 0),
      targets,
      mayCompute,
    };
  };
  return (text) => {
    const uses = known.get(text) ?? read(text);
    known.set(text, uses);
    return uses;
  };
}
