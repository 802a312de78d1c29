// What the files of a repository would lose with a framework module: names that its successor lacks or
// answers otherwise, and bindings of their own that its functions look up and its successor's do not.
// Invariant: what cannot be read counts as a user. Pure; files come from functions that the plan gives.

import {
  EFFECT_NAMES,
  isInnerName,
  isModuleInternalName,
  LIST_ENTRY_NAMES,
} from "../framework/framework-api.js";
import { answersFor } from "../program/answers.js";
import { hooksOf, type Lookups, lookupsOf } from "../program/hooks.js";
import { isInPlace, nameUses } from "../program/name-uses.js";
import type { Project } from "../program/project.js";
import { type Script, scriptOf } from "../program/script.js";
import { accepts, definitionsOf, type Takes, takesAll } from "../program/takes.js";
import { countTests } from "../program/test-calls.js";
import { readForm } from "../syntax/form.js";
import { SyntaxKind } from "../syntax/kinds.js";
import type { SyntaxNode } from "../syntax/tree.js";
import { treeOf } from "../syntax/tree-of.js";
import { countOf, someOf } from "../text/wording.js";
import type { FrameworkRequest, KnownModule, Obstacle } from "./framework.js";
import { jointText } from "./framework-state.js";
import { type Binder, findChanges, type HookInput } from "./lost-hooks.js";
import type { ListedText } from "./styles-in-use.js";

interface LossInput {
  /** Called once for each look through all files. */
  readonly files: () => Iterable<ListedText>;
  readonly project: Project;
  readonly framework: FrameworkRequest;
}

/** What a module lets files do and its successor does not. */
interface Loss {
  /** Names, with what they take in the successor; undefined: nothing at all. */
  readonly names: ReadonlyMap<string, Takes | undefined>;
  /** Names that a file may bind again to change what the module does, and not its successor. */
  readonly hooks: ReadonlySet<string>;
  readonly lookups: Lookups;
}

type HookSearch = Pick<HookInput, "isModule" | "files" | "project">;

/** Which files lose something with a module; undefined where none does. */
export type LossFinder = (module: KnownModule) => Obstacle | undefined;

/** Looks through all files once for all modules, when it is first asked for one that lacks anything. */
export function createLossFinder(modules: readonly KnownModule[], input: LossInput): LossFinder {
  const byText = new Map<string, Loss>();
  const lossOf = (module: KnownModule): Loss => {
    const loss = byText.get(module.text) ?? readLoss(module, input.framework);
    byText.set(module.text, loss);
    return loss;
  };
  const paths = new Set(modules.map(({ path }) => path));
  const isModule = (path: string): boolean => paths.has(path);
  let uses: readonly FileUses[] | undefined;
  return (module) => {
    const loss = lossOf(module);
    if (loss.names.size === 0 && loss.hooks.size === 0) {
      return undefined;
    }
    uses ??= findUses(modules.map(lossOf), input);
    // What one module defines is no change of another one.
    const others = uses.filter(({ path }) => !isModule(path));
    return (
      describeLostNames(module.path, loss.names, uses, input) ??
      describeLostHooks(module.path, loss, others, { ...input, isModule })
    );
  };
}

function readLoss(module: KnownModule, framework: FrameworkRequest): Loss {
  const { text } = module;
  const { choice, given, texts } = framework;
  const isGiven = choice === "given" && given !== undefined;
  // Who uses the old API is asked by itself, also where the final module was asked for.
  const both =
    choice === "final" || !module.isJoint ? texts().compat : jointText(text, false, texts());
  const successor = isGiven ? given : both;
  // Who uses the old API is counted by itself.
  const counts = (name: string): boolean =>
    !isGiven || !(EFFECT_NAMES.has(name) || isModuleInternalName(name));
  const lookups = lookupsOf(text);
  const kept = hooksOf(lookupsOf(successor));
  return {
    names: new Map([...lostNames(text, successor)].filter(([name]) => counts(name))),
    hooks: new Set([...hooksOf(lookups)].filter((name) => counts(name) && !kept.has(name))),
    lookups,
  };
}

function lostNames(oldText: string, newText: string): Loss["names"] {
  const kept = topLevelDefinitions(newText);
  const lost = new Map<string, Takes | undefined>();
  for (const [name, takes] of topLevelDefinitions(oldText)) {
    const successor = kept.get(name);
    if (successor === undefined || !takesAll(successor, takes)) {
      lost.set(name, successor);
    }
  }
  return lost;
}

function topLevelDefinitions(text: string): ReadonlyMap<string, Takes> {
  return new Map(treeOf(text).root.elements.flatMap((node) => [...definitionsOf(node)]));
}

/** What a file does with names that some module may lack; nothing where nobody can read it. */
interface FileUses {
  readonly path: string;
  readonly uses: readonly NameUse[];
  /** What it binds for everybody, and whether later than where it is loaded. */
  readonly bound: Binder["bound"];
  readonly isUnread: boolean;
}

interface NameUse {
  readonly name: string;
  /** With how many arguments it is called; undefined where it is no call. */
  readonly args: number | undefined;
  /** Whether the file answers it itself, and the other file that does; undefined where nobody knows. */
  readonly isOwn: boolean;
  readonly answeredBy: string | undefined;
}

/** The files that use any of the names, and those that cannot be read. */
function findUses(losses: readonly Loss[], { files, project }: LossInput): FileUses[] {
  const names = new Set(losses.flatMap(({ names, hooks }) => [...names.keys(), ...hooks]));
  const mayUse = usersByGlance(losses, project);
  const usesOf = byText((text) => usesIn(text, names, project));
  const found: FileUses[] = [];
  for (const { path, isOpen, read } of files()) {
    if (isOpen && !mayUse(path)) {
      continue;
    }
    const source = read();
    if (source.kind === "unread") {
      found.push({ path, uses: [], bound: new Map(), isUnread: true });
    } else if (source.kind === "text" || source.kind === "lossy") {
      const some = usesOf(source.text);
      if (some !== undefined) {
        found.push({ path, ...some, isUnread: false });
      }
    }
  }
  return found;
}

/** Most files are only looked at once: hardly any names what is internal to the framework, or binds it. */
function usersByGlance(losses: readonly Loss[], project: Project): (path: string) => boolean {
  const areInternal = losses.every(({ names }) => [...names.keys()].every(isModuleInternalName));
  const areOfFramework = losses.every(({ hooks }) => [...hooks].every(isFrameworkName));
  return areInternal && areOfFramework
    ? (path) => {
        const glance = project.glance?.(path);
        return glance === undefined || glance.namesInternals || glance.mayBindFramework;
      }
    : () => true;
}

/** The same answers, each made once: the packages of a large project hold copies of few files. */
function byText<T>(read: (text: string) => T | undefined): (text: string) => T | undefined {
  const known = new Map<string, T>();
  return (text) => {
    const answer = known.get(text) ?? read(text);
    if (answer !== undefined) {
      known.set(text, answer);
    }
    return answer;
  };
}

/** How a text uses any of the names; undefined where it does not. */
function usesIn(
  source: string,
  names: ReadonlySet<string>,
  project: Project,
): Pick<FileUses, "uses" | "bound"> | undefined {
  const mentioned = [...names].filter((name) => source.includes(name));
  if (mentioned.length === 0) {
    return undefined;
  }
  const script = scriptOf(source);
  const symbols = symbolsOf(script, new Set(mentioned));
  if (symbols.length === 0) {
    return undefined;
  }
  const answers = answersFor(script, project);
  const uses = symbols.map((node): NameUse => {
    const answer = answers.of(node.text);
    const form = node.parent && readForm(node.parent);
    return {
      name: node.text,
      args: form?.head.is(node) === true ? form.args.length : undefined,
      isOwn: answer !== undefined && answer.path === undefined,
      answeredBy: answer?.path,
    };
  });
  return { uses, bound: boundIn(script, mentioned) };
}

/** The names that a script binds for everybody, and whether each is bound in a body as well. */
function boundIn({ tree }: Script, names: readonly string[]): Binder["bound"] {
  return new Map(
    names.flatMap((name) => {
      const made = nameUses(tree, name).filter(({ role }) => role === "definition");
      const isLater = made.some(({ node }) => !isInPlace(node));
      return made.length === 0 ? [] : [[name, { isLater }] as const];
    }),
  );
}

function symbolsOf({ tree }: Script, names: ReadonlySet<string>): readonly SyntaxNode[] {
  return tree
    .allOfKind(SyntaxKind.Symbol)
    .filter((at) => names.has(tree.text(at)))
    .map((at) => tree.node(at));
}

function describeLostNames(
  module: string,
  lost: Loss["names"],
  files: readonly FileUses[],
  input: LossInput,
): Obstacle | undefined {
  const names = new Set<string>();
  const paths: string[] = [];
  const others = files.filter(({ path }) => path !== module);
  for (const { path, uses } of others) {
    const used = uses.filter(
      ({ name, args, isOwn, answeredBy }) =>
        lost.has(name) &&
        !isOwn &&
        // Of a file without loads nobody knows who answers its names: its loaders may be any.
        (answeredBy === undefined || answeredBy === module) &&
        !isAnswered(args, lost.get(name)),
    );
    if (used.length > 0) {
      paths.push(path);
      for (const { name } of used) {
        names.add(name);
      }
    }
  }
  if (paths.length === 0) {
    const unread = others.flatMap(({ path, isUnread }) => (isUnread ? [path] : []));
    const reason = describeUnread(unread, lost);
    return reason === undefined ? undefined : { kind: "names", reason };
  }
  const reason = `${filesThat("use", paths)} ${someOf([...names])}, which its successor does not define`;
  if (![...names].every((name) => LIST_ENTRY_NAMES.has(name))) {
    return { kind: "names", reason };
  }
  const old = oldFiles(input).filter((path) => path !== module);
  return old.length === 0
    ? { kind: "names", reason, hint: FROM_LISTS }
    : {
        kind: "names",
        reason: `${reason}; ${filesThat("register", old)} with the old API`,
        hint: TO_LISTS,
      };
}

function describeLostHooks(
  module: string,
  { hooks, lookups }: Loss,
  files: readonly FileUses[],
  { files: listed, project, isModule }: HookSearch,
): Obstacle | undefined {
  const binders = files
    .map(({ path, bound }) => ({
      path,
      bound: new Map([...bound].filter(([name]) => hooks.has(name))),
    }))
    .filter(({ bound }) => bound.size > 0);
  const found = findChanges(binders, { module, lookups, isModule, files: listed, project });
  if (found.length === 0) {
    return undefined;
  }
  const names = new Set(found.flatMap((change) => change.names));
  const paths = found.map(({ path }) => path);
  return {
    kind: "names",
    reason: `${filesThat("bind", paths)} ${someOf([...names])}, which it calls or reads itself and its successor does not`,
    hint: TO_OWN_NAME,
  };
}

const TO_OWN_NAME =
  "what it binds changes what the old module does: take it out, or give it another name, and migrate then";

function isFrameworkName(name: string): boolean {
  return name.startsWith("test/") || isModuleInternalName(name);
}

const FROM_LISTS =
  "this module runs lists: keep it while there are any; valk-codemod migrate --to builder shows which can go, and why others stay";

const TO_LISTS =
  "this module runs lists: take the old tests to them with valk-codemod migrate --to list --write";

/** "2 files (a, b) use". */
function filesThat(verb: string, paths: readonly string[]): string {
  const said = paths.length === 1 ? `${verb}s` : verb;
  return `${countOf(paths.length, "file")} (${someOf(paths)}) ${said}`;
}

/** The files that register with the old API. */
function oldFiles({ files }: LossInput): readonly string[] {
  return [...files()].flatMap(({ path, read }) => {
    const source = read();
    const isOld = source.kind === "text" && countTests(scriptOf(source.text)).old > 0;
    return isOld ? [path] : [];
  });
}

/** What files may use that cannot be read, as a clause. Each counts as a user of the old API already. */
function describeUnread(unread: readonly string[], lost: Loss["names"]): string | undefined {
  const names = [...lost.keys()].filter(
    (name) => !(EFFECT_NAMES.has(name) || isModuleInternalName(name) || isInnerName(name)),
  );
  return unread.length === 0 || names.length === 0
    ? undefined
    : `${countOf(unread.length, "file")} (${someOf(unread)}) cannot be read, and may use ${someOf(names)}, which its successor does not define`;
}

/** Whether the use is a call with a number of arguments that the successor takes. */
function isAnswered(args: number | undefined, successor: Takes | undefined): boolean {
  return successor !== undefined && args !== undefined && accepts(successor, args);
}
