// Stages whose order among themselves the migration changes. The pipeline begins with the suite's name,
// a list ends with its name and its flags; the tests of a loaded file are made when its function is
// called, behind all of its loader's own; names and flags that later ones overrule are not evaluated at
// all. Only what prints or changes something could notice, which hardly any stage does.

import type { Item } from "../../../src/program/item.js";
import type { SyntaxNode, SyntaxTree } from "../../../src/syntax/tree.js";
import type { Footprint } from "./free-names.js";
import { LaterChanges } from "./later-changes.js";
import type { NameGraph } from "./name-graph.js";

/** An expression that the pipeline evaluates. */
export interface Evaluated {
  readonly node: SyntaxNode;
  readonly item: Item;
  /** Number of its form in the order of the run. */
  readonly position: number;
  readonly footprint: Pick<Footprint, "names" | "binds">;
}

/** What expressions of a run, in its order, would notice of each other. Linear in their number. */
export function conflictsAmongStages(
  evaluated: readonly Evaluated[],
  items: readonly Item[],
  graph: NameGraph,
): ReadonlyMap<Evaluated, string> {
  return new Map([
    ...conflictsBetweenFiles(evaluated, graph),
    ...conflictsOfSettings(evaluated, graph),
    ...conflictsOfOverruled(evaluated, items, graph),
  ]);
}

/** Suite names and flags that read or change what a stage below them changes or reads. */
function conflictsOfSettings(
  evaluated: readonly Evaluated[],
  graph: NameGraph,
): readonly [Evaluated, string][] {
  if (!evaluated.some(isSetting)) {
    return [];
  }
  const found: [Evaluated, string][] = [];
  const below = new LaterChanges(graph);
  for (const one of evaluated.toReversed()) {
    const conflict = isSetting(one) ? below.conflictOf(one.footprint) : undefined;
    if (conflict !== undefined) {
      found.push([one, conflict]);
    }
    below.tell(one.footprint, "form");
  }
  return found;
}

function isSetting({ item }: Evaluated): boolean {
  return item.kind === "suite" || item.kind === "flag";
}

/** Suite names and flags that change something, and that a later one of their kind overrules. */
function conflictsOfOverruled(
  evaluated: readonly Evaluated[],
  items: readonly Item[],
  graph: NameGraph,
): readonly [Evaluated, string][] {
  const settings = evaluated.filter(isSetting);
  if (settings.length === 0) {
    return [];
  }
  const last = new Map(items.map((item) => [settingOf(item), item]));
  const changing = new Map<string, true>();
  graph.markReaders(graph.changers, true, changing);
  return settings.flatMap((one): [Evaluated, string][] => {
    const { names, binds } = one.footprint;
    const acts = binds.size > 0 || [...names].some((name) => changing.has(name));
    return acts && last.get(settingOf(one.item)) !== one.item
      ? [[one, "it does something besides answering, and is overruled by a later call"]]
      : [];
  });
}

function settingOf(item: Item): string {
  return item.kind === "flag" ? item.flag : item.kind;
}

/** Stages of which one changes what another one, in another file, reads or changes. */
function conflictsBetweenFiles(
  evaluated: readonly Evaluated[],
  graph: NameGraph,
): readonly [Evaluated, string][] {
  const trees = new Set(evaluated.map(({ node }) => node.tree));
  if (trees.size < 2) {
    return [];
  }
  const shared = sharedNames(evaluated, graph);
  const changing = new Map<string, string>();
  for (const name of graph.changeable) {
    if (shared.has(name)) {
      graph.markReaders(graph.changersOf(name), name, changing);
    }
  }
  return evaluated.flatMap((one): [Evaluated, string][] => {
    const { names, binds } = one.footprint;
    const changes =
      [...names].some((name) => changing.has(name)) || [...binds].some((name) => shared.has(name));
    return changes
      ? [[one, "it does something that a stage of another file may notice, whose order changes"]]
      : [];
  });
}

/** The names that stages of at least two files reach. */
function sharedNames(evaluated: readonly Evaluated[], graph: NameGraph): ReadonlySet<string> {
  const reachedFrom = new Map<string, SyntaxTree>();
  const shared = new Set<string>();
  for (const { node, footprint } of evaluated) {
    const waiting = [...footprint.names, ...footprint.binds];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const known = reachedFrom.get(name);
      if (shared.has(name) || known === node.tree) {
        continue;
      }
      if (known === undefined) {
        reachedFrom.set(name, node.tree);
      } else {
        shared.add(name);
      }
      waiting.push(...graph.readBy(name), ...graph.changedBy(name));
    }
  }
  return shared;
}
