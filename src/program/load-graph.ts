// What a file gets from the files that it loads: `(load "path")` evaluates a file's forms in
// the loader's global environment, so registrations and definitions leak into the loader
// (valk-language.md, "Evaluation"). Paths are relative to the repository's root.

import { isFlagName, REGISTRATIONS, STAGES } from "../framework/framework-api.js";
import { readBinding } from "../syntax/bindings.js";
import { readForm } from "../syntax/form.js";
import { SyntaxKind } from "../syntax/kinds.js";
import { isSymbol, type SyntaxNode, type SyntaxTree } from "../syntax/tree.js";
import { readDefinition } from "./effects.js";
import type { LoadItem } from "./item.js";
import type { Project } from "./project.js";
import {
  dataIn,
  internalUses,
  isFrameworkModule,
  isLiteral,
  itemsOf,
  runsTests,
  type Script,
  scriptOf,
} from "./script.js";
import { findSuiteFunction } from "./suite-functions.js";
import { definitionsOf, type Takes } from "./takes.js";

/** One top-level load with everything that it brings, in the order in which files are read. */
export interface Load {
  readonly item: LoadItem;
  /** The file itself and all that it loads in turn, each once. */
  readonly files: readonly LoadedFile[];
  /** Whether some path of it is computed or missing, so that `files` may not be all. */
  readonly incomplete: boolean;
}

export interface LoadedFile {
  readonly path: string;
  /** Its top-level forms, those that load others left out. */
  readonly forms: readonly SyntaxNode[];
  /** Whether it is a test framework rather than a user of one. */
  readonly isModule: boolean;
  /** Whether it registers tests, sets flags or runs them, at any depth; the module does not. */
  readonly touchesRegistry: boolean;
  /** Whether it calls for stages of the new API, which register when an old file calls for them. */
  readonly callsStages: boolean;
  /** What it names of the inside of the old framework, if anything; the module names nothing. */
  readonly namedInside: string | undefined;
  /** Whether it defines stages or entries of a suite, as a migrated file of tests does. */
  readonly makesStages: boolean;
  /** Whether it names `load` besides its top-level loads of literal paths. */
  readonly mayLoadMore: boolean;
  /** Whether it runs tests with a top-level form, of the old style or the new one. */
  readonly runs: boolean;
  /** Whether `def`, `fun` or `=` binds the name anywhere in it. */
  readonly binds: (name: string) => boolean;
  /** Whether one top-level form binds the name, to a function or literal, and nothing else does. */
  readonly definesOnce: (name: string) => boolean;
}

interface Summary extends LoadedFile {
  readonly script: Script;
  /** What its top-level loads name, in order; undefined for what cannot be told or read. */
  readonly loaded: () => readonly (Summary | undefined)[];
  /** What it loads and defines at top level, in order. */
  readonly bringing: readonly Bringing[];
}

/** A top-level form that loads, or those between two loads that define: the last definition of a name counts. */
export type Bringing =
  | { readonly kind: "load"; readonly path: string | undefined }
  | { readonly kind: "definitions"; readonly takes: ReadonlyMap<string, Takes> };

// A project's files are summarised once, however many files load them.
const summaries = new WeakMap<Project, Map<string, Summary | undefined>>();

/** Follows every top-level load of the script. Cycles end where they would begin again. */
export function readLoads(script: Script, project: Project): readonly Load[] {
  return itemsOf(script, "load").map((item) => followLoad(item, project));
}

/** Reads any file of the project by its path relative to the root. */
export function scriptReader(project: Project): (path: string) => Script | undefined {
  return (path) => summarize(path, project)?.script;
}

/** Followed when somebody asks what the load brings: of most loads nobody does. */
function followLoad(item: LoadItem, project: Project): Load {
  let followed: Omit<Load, "item"> | undefined;
  const follow = (): Omit<Load, "item"> => {
    followed ??= followAll(item, project);
    return followed;
  };
  return {
    item,
    get files() {
      return follow().files;
    },
    get incomplete() {
      return follow().incomplete;
    },
  };
}

function followAll(item: LoadItem, project: Project): Omit<Load, "item"> {
  const files = new Set<Summary>();
  const first = loadedBy(item, project);
  let incomplete = first === undefined;
  const waiting = first === undefined ? [] : [first];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (files.has(next)) {
      continue;
    }
    files.add(next);
    for (const loaded of next.loaded().toReversed()) {
      if (loaded === undefined) {
        incomplete = true;
      } else {
        waiting.push(loaded);
      }
    }
  }
  return { files: [...files], incomplete };
}

/** The path with `.` and `..` resolved; undefined where it is absolute or leaves the root. */
export function normalizePath(path: string): string | undefined {
  if (path.startsWith("/")) {
    return undefined;
  }
  if (!UNTIDY.test(path)) {
    return path;
  }
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) {
        return undefined;
      }
    } else if (part !== "" && part !== ".") {
      parts.push(part);
    }
  }
  return parts.join("/");
}

/** A path with a part that is empty, `.` or `..`, or that begins like one. */
const UNTIDY = /(?:^|\/)(?:\.|\/|$)/;

function loadedBy({ path }: LoadItem, project: Project): Summary | undefined {
  const inside = path === undefined ? undefined : normalizePath(path);
  return inside === undefined ? undefined : summarize(inside, project);
}

function summarize(path: string, project: Project): Summary | undefined {
  let known = summaries.get(project);
  if (known === undefined) {
    known = new Map();
    summaries.set(project, known);
  }
  if (!known.has(path)) {
    const text = project.read(path);
    known.set(path, text === undefined ? undefined : summarizeText(path, text, project));
  }
  return known.get(path);
}

function summarizeText(path: string, text: string, project: Project): Summary {
  const script = scriptOf(text);
  const isModule = isFrameworkModule(script);
  let bound: ReadonlyMap<string, number> | undefined;
  const counts = new Map<string, number>();
  const countBindings = (name: string): number => {
    let count = counts.get(name);
    if (count === undefined) {
      const isNamed = text.includes(name);
      bound ??= isNamed ? countNames(boundNames(script.tree)) : undefined;
      count = (isNamed && bound?.get(name)) || 0;
      counts.set(name, count);
    }
    return count;
  };
  let loaded: readonly (Summary | undefined)[] | undefined;
  let stable: ReadonlySet<string> | undefined;
  return {
    path,
    forms: script.items.flatMap(({ kind, node }) => (kind === "load" ? [] : [node])),
    script,
    isModule,
    touchesRegistry: !isModule && touchesRegistry(script),
    callsStages: !isModule && script.uses.some(({ name }) => STAGE_NAMES.has(name)),
    namedInside: isModule ? undefined : internalUses(script)[0]?.name,
    makesStages: !isModule && findSuiteFunction(script) !== undefined,
    mayLoadMore: !isModule && mayLoadMore(script),
    runs: !isModule && script.items.some(runsTests),
    loaded: () => {
      loaded ??= itemsOf(script, "load").map((item) => loadedBy(item, project));
      return loaded;
    },
    bringing: bringingOf(script),
    binds: (name) => countBindings(name) > 0,
    definesOnce: (name) => {
      stable ??= new Set(script.items.flatMap(({ node }) => stableName(node) ?? []));
      return countBindings(name) === 1 && stable.has(name);
    },
  };
}

/** What the top-level forms of a script load and define, in order; all other forms are left out. */
export function bringingOf(script: Script): readonly Bringing[] {
  const brought = broughtBy.get(script) ?? readBringing(script);
  broughtBy.set(script, brought);
  return brought;
}

// Asked once for each question about what answers a call of the script.
const broughtBy = new WeakMap<Script, readonly Bringing[]>();

function readBringing(script: Script): readonly Bringing[] {
  const brought: Bringing[] = [];
  // A name is looked for in all of them, so there must not be one for each form.
  let defined = new Map<string, Takes>();
  const flush = (): void => {
    if (defined.size > 0) {
      brought.push({ kind: "definitions", takes: defined });
      defined = new Map();
    }
  };
  for (const item of script.items) {
    if (item.kind === "load") {
      flush();
      const path = item.path === undefined ? undefined : normalizePath(item.path);
      brought.push({ kind: "load", path });
    } else if (item.kind === "other") {
      for (const [name, takes] of definitionsOf(item.node)) {
        defined.set(name, takes);
      }
    }
  }
  flush();
  return brought;
}

/** The paths that a script loads at top level, in order; those that nobody can tell are left out. */
export function loadedPaths(script: Script): readonly string[] {
  return itemsOf(script, "load").flatMap(({ path }) => {
    const inside = path === undefined ? undefined : normalizePath(path);
    return inside === undefined ? [] : [inside];
  });
}

/** What a loaded file brings; undefined where it cannot be read. */
export function bringingOfFile(path: string, project: Project): readonly Bringing[] | undefined {
  return summarize(path, project)?.bringing;
}

function mayLoadMore(script: Script): boolean {
  const plain = itemsOf(script, "load").filter(({ path }) => path !== undefined);
  const { tree } = script;
  const named = tree.allOfKind(SyntaxKind.Symbol).filter((at) => isSymbol(tree.node(at), "load"));
  return named.length > plain.length;
}

function countNames(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** The name that a top-level form binds to what is the same at every evaluation. */
export function stableName(node: SyntaxNode): string | undefined {
  const definition = readDefinition(node);
  if (definition !== undefined) {
    return definition.name;
  }
  const form = readForm(node);
  const names = form?.name === "def" ? readBinding(form)?.names : undefined;
  const value = form?.args[1];
  const isConstant = form?.args.length === 2 && value !== undefined && isLiteral(value);
  return isConstant && names?.length === 1 ? names[0]?.text : undefined;
}

function touchesRegistry(script: Script): boolean {
  return (
    itemsOf(script, "registration").length > 0 ||
    script.items.some(({ kind }) => TOUCHING.has(kind)) ||
    script.uses.some(
      ({ name, role }) => (name in REGISTRATIONS || isFlagName(name)) && role !== "binding",
    )
  );
}

const STAGE_NAMES: ReadonlySet<string> = new Set(Object.values(STAGES));

const TOUCHING: ReadonlySet<string> = new Set(["suite", "flag", "run", "malformed"]);

/** Every name that `def`, `fun` or `=` binds anywhere in the text. */
function boundNames(tree: SyntaxTree): readonly string[] {
  return [...dataIn(tree.root)].flatMap((node) => namesBoundBy(node).map(({ text }) => text));
}

/** The symbols that the form binds, parameters aside; none where it binds nothing. */
export function namesBoundBy(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.kind !== SyntaxKind.List && node.kind !== SyntaxKind.QExpr) {
    return [];
  }
  const head = node.firstElement;
  const isBinder = head?.kind === SyntaxKind.Symbol && BINDERS.has(head.text);
  const form = isBinder ? readForm(node) : undefined;
  return (form && readBinding(form)?.names) ?? [];
}

const BINDERS: ReadonlySet<string> = new Set(["def", "fun", "="]);
