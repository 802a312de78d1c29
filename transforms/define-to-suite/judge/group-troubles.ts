// What keeps a group as it is that only several files together show. Each kind of trouble is a
// finding; this file finds the places, `findings/` says what they mean.

import { roleOf } from "../../../src/program/api-use.js";
import { bindingsInPlace } from "../../../src/program/bindings-in-place.js";
import { computedLoads, dynamicUses } from "../../../src/program/dynamic-loads.js";
import { codeSymbols } from "../../../src/program/effects.js";
import { firstUse, type GraphFile } from "../../../src/program/graph-file.js";
import {
  type Closure,
  closureReader,
  leadingIntoCircles,
  leadsTo,
} from "../../../src/program/load-closure.js";
import { namesBoundBy } from "../../../src/program/load-graph.js";
import { scanText } from "../../../src/program/load-text.js";
import { findDynamicRuns } from "../../../src/program/loaded-runs.js";
import type { Group } from "../../../src/program/registration-graph.js";
import { dataIn, itemsOf } from "../../../src/program/script.js";
import { isSymbol, type SyntaxNode } from "../../../src/syntax/tree.js";
import { bindsLast } from "./binding-order.js";
import type { Trouble } from "./group-member.js";

/** The troubles of all members that have some, by path. */
export function findTroubles(
  group: Group,
  parts: ReadonlySet<string>,
  names: ReadonlyMap<string, string | undefined>,
): ReadonlyMap<string, readonly Trouble[]> {
  const closure = closureReader(group.read);
  const functionTroubles = functionTroubleFinder(group, closure);
  const circular = leadingIntoCircles(group.members.keys(), group.read);
  const computes = computesReader(group);
  const leadsToComputed = leadsTo(group.read, computes);
  const culpritOf = (path: string): string | undefined =>
    leadsToComputed(path) ? [path, ...closure(path)].find(computes) : undefined;
  return new Map(
    [...group.members.values()].map((file): [string, readonly Trouble[]] => [
      file.path,
      [
        ...(circular.has(file.path) ? cycles(file, closure) : []),
        ...dynamicLoads(file, parts, group, culpritOf),
        ...dynamicRuns(file, group, closure),
        ...(parts.has(file.path) ? partTroubles(file, names.get(file.path)) : []),
        ...(file.role === "runner" ? functionTroubles(file) : []),
        ...unclearStages(file),
      ],
    ]),
  );
}

function cycles({ path, loads }: GraphFile, closure: Closure): readonly Trouble[] {
  if (!closure(path).has(path)) {
    return [];
  }
  return loads
    .filter((load) => load.path === path || closure(load.path).has(path))
    .map((load) => ({
      code: "load-cycle",
      span: load.item.node.span,
      message:
        load.path === path ? "the file loads itself" : `${load.path} loads this file in its turn`,
    }));
}

function dynamicLoads(
  file: GraphFile,
  parts: ReadonlySet<string>,
  { read }: Group,
  culpritOf: (path: string) => string | undefined,
): readonly Trouble[] {
  const { script, loads } = file;
  const scan = scanText(script.tree.source);
  const named = dynamicUses(file, (path) => parts.has(path), read, scan).map(
    ({ node, target }) => ({
      span: node.span,
      message: `${target} is named here, but not by a top-level (load "…")`,
    }),
  );
  const computed = computedLoads(script, true).map(({ span }) => ({
    span,
    message: "what is loaded here is computed: it may be a file of tests",
  }));
  const inside = loads.flatMap(({ item, path }) => {
    const culprit = culpritOf(path);
    const message = `${culprit} computes what it loads: that may be a file of tests`;
    return culprit === undefined ? [] : [{ span: item.node.span, message }];
  });
  return [...named, ...computed, ...inside].map((found) => ({ code: "dynamic-load", ...found }));
}

/** Whether a file besides the members computes what it loads: members say so themselves. */
function computesReader({ members, read }: Group): (path: string) => boolean {
  return (path) => {
    const other = members.has(path) ? undefined : read(path);
    return other !== undefined && !other.isModule && computedLoads(other.script, true).length > 0;
  };
}

function dynamicRuns(file: GraphFile, { read }: Group, closure: Closure): readonly Trouble[] {
  return findDynamicRuns(file, { read, closure }).map(({ node, target }) => ({
    code: "loads-run",
    span: node.span,
    message: `${target} may be loaded here: it runs tests`,
  }));
}

function partTroubles({ script }: GraphFile, name: string | undefined): readonly Trouble[] {
  const suites = itemsOf(script, "suite").map(({ node, name: { text } }) => ({
    code: "part-sets-suite",
    span: node.span,
    message: `${text} names the suite of whichever file loads this one`,
  }));
  const taken = {
    code: "part-name-taken",
    span: { start: 0, end: 0 },
    message: "the name that the file's function would get is in use",
  };
  const bindings = script.items
    .filter(({ kind }) => kind === "registration" || kind === "stage" || kind === "flag")
    .flatMap(({ node }) => bindingsInPlace(node))
    .map(({ span }) => ({
      code: "part-binds-name",
      span,
      message: "what is bound here is global, and would be the function's own",
    }));
  return [...suites, ...bindings, ...(name === undefined ? [taken] : [])];
}

/** Calls of functions that make stages, but not as the value of each call. */
function unclearStages({ script, used }: GraphFile): readonly Trouble[] {
  return used
    .filter(({ stage }) => stage === "unclear")
    .map(({ name, path }) => ({
      code: "lost-registration",
      span: (firstUse(script, name) as SyntaxNode).span,
      message: `${name} of ${path} makes stages, but not as its value`,
    }));
}

/** Where the names of registering functions mean different things in one process. */
function functionTroubleFinder(
  { members, read }: Group,
  closure: Closure,
): (runner: GraphFile) => readonly Trouble[] {
  const globalsOf = remember((file) => globalNames(file));
  const uses = remember((_file) => new Map<string, SyntaxNode | undefined>());
  const useOf = (file: GraphFile, name: string): SyntaxNode | undefined => {
    const known = uses(file);
    if (!known.has(name)) {
      known.set(name, firstUse(file.script, name));
    }
    return known.get(name);
  };
  return (runner) => {
    const files = [runner.path, ...closure(runner.path)].flatMap((path) => read(path) ?? []);
    const sources = files.filter(({ path, role }) => members.has(path) || role === "stages");
    const names = sources.flatMap((file) =>
      [...file.visible.values()].filter(({ path }) => path === file.path),
    );
    return names.flatMap(({ name, path }) =>
      files.flatMap((file): readonly Trouble[] => {
        if (file.path === path) {
          return [];
        }
        const isOverruled = globalsOf(file).has(name) && bindsLast(name, path, runner, read);
        const registersToo = file.visible.get(name)?.path === file.path;
        if (isOverruled && !registersToo && !usesItself(file, name)) {
          return [];
        }
        if (globalsOf(file).has(name)) {
          const message = `${file.path} binds ${name}, which registers tests in ${path}`;
          return [{ code: "helper-redefined", span: spanOf(runner, file, closure), message }];
        }
        if (useOf(file, name) !== undefined && !closure(file.path).has(path)) {
          const message = `${file.path} uses ${name} without loading ${path}`;
          return [{ code: "helper-not-loaded", span: spanOf(runner, file, closure), message }];
        }
        return [];
      }),
    );
  };
}

/** Whether a file that binds a name uses it, too: what it calls then is the other's function. */
function usesItself({ script }: GraphFile, name: string): boolean {
  return script.items.some(({ node }) =>
    codeSymbols(node).some((symbol) => symbol.text === name && roleOf(symbol) !== "binding"),
  );
}

function remember<T>(make: (file: GraphFile) => T): (file: GraphFile) => T {
  const known = new Map<GraphFile, T>();
  return (file) => {
    const made = known.get(file) ?? make(file);
    known.set(file, made);
    return made;
  };
}

/** The names that the file binds for everybody: at any depth by def and fun, at top level by `=`. */
function globalNames({ script }: GraphFile): ReadonlySet<string> {
  return new Set(
    script.items.flatMap(({ node }) =>
      [...dataIn(node)].flatMap((datum) => {
        const isLocal = isSymbol(datum.firstElement, "=") && !datum.is(node);
        return isLocal
          ? []
          : namesBoundBy(datum)
              .filter((symbol) => roleOf(symbol) === "binding")
              .map(({ text }) => text);
      }),
    ),
  );
}

/** The load that brings the file into the runner's process; the runner's first form for itself. */
function spanOf(runner: GraphFile, file: GraphFile, closure: Closure): Trouble["span"] {
  const load = runner.loads.find(({ path }) => path === file.path || closure(path).has(file.path));
  return load?.item.node.span ?? { start: 0, end: 0 };
}
