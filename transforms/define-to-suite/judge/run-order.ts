// The order in which a run evaluates the forms of a group: a runner's own, with those of the members
// that it loads where it loads them. A part's stages are evaluated after all of them, whichever file
// binds something in between, so that computed arguments are judged by this order.

import type { GraphFile } from "../../../src/program/graph-file.js";
import type { Item } from "../../../src/program/item.js";
import {
  type Load,
  namesBoundBy,
  normalizePath,
  readLoads,
  stableName,
} from "../../../src/program/load-graph.js";
import type { Project } from "../../../src/program/project.js";
import type { Group } from "../../../src/program/registration-graph.js";
import { dataIn } from "../../../src/program/script.js";
import { isSymbol, type SyntaxNode, type SyntaxTree } from "../../../src/syntax/tree.js";
import { computedArgumentsIn } from "./computed.js";
import type { ComputedArgument } from "./computed-argument.js";
import type { Sequence } from "./run-facts.js";

/**
 * The computed arguments of all members that some runner reaches, by file. One that any of the runs
 * evaluates to something else is in conflict. No two members may load each other.
 */
export function computedInRuns(
  group: Group,
  project: Project,
): ReadonlyMap<SyntaxTree, readonly ComputedArgument[]> {
  const found = new Map<SyntaxTree, Map<number, ComputedArgument>>();
  for (const file of group.members.values()) {
    if (file.role !== "runner") {
      continue;
    }
    for (const argument of computedArgumentsIn(sequenceOf(file, group, project))) {
      const { tree, index } = argument.node;
      const ofFile = found.get(tree) ?? new Map<number, ComputedArgument>();
      found.set(tree, ofFile.set(index, worseOf(ofFile.get(index), argument)));
    }
  }
  return new Map([...found].map(([tree, ofFile]) => [tree, inOrder(ofFile.values())]));
}

function worseOf(a: ComputedArgument | undefined, b: ComputedArgument): ComputedArgument {
  return {
    node: b.node,
    conflict: a?.conflict ?? b.conflict,
    isDoubtful: a?.isDoubtful === true || b.isDoubtful,
  };
}

function inOrder(found: Iterable<ComputedArgument>): readonly ComputedArgument[] {
  return [...found].toSorted((a, b) => a.node.start - b.node.start);
}

/** A file on the way through what a process evaluates. */
interface Visit {
  readonly file: GraphFile;
  position: number;
  /** Whether nothing has loaded the file before, and whether nothing does any more. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/**
 * The forms that the file's process evaluates, as far as they belong to members. Of all the times that
 * a file is loaded the first and the last count: what it binds is there from the first, and what stands
 * before the last has its forms below it.
 */
function sequenceOf(runner: GraphFile, group: Group, project: Project): Sequence {
  const items: Item[] = [];
  const loadOf = new Map<Item, Load>();
  const isOpened = opener(group);
  const loadedBy = (item: Item): GraphFile | undefined => {
    const target = item.kind === "load" ? normalizePath(item.path ?? "") : undefined;
    const loaded = target === undefined ? undefined : group.read(target);
    return loaded !== undefined && isOpened(loaded) ? loaded : undefined;
  };
  const lastLoads = findLastLoads(runner, loadedBy);
  const met = new Set<GraphFile>();
  const waiting: Visit[] = [{ file: runner, position: 0, isFirst: true, isLast: true }];
  for (let top = waiting.at(-1); top !== undefined; top = waiting.at(-1)) {
    const item = top.file.script.items[top.position++];
    const file = item && loadedBy(item);
    if (item === undefined) {
      waiting.pop();
    } else if (file === undefined) {
      items.push(item);
    } else {
      const isFirst = top.isFirst && !met.has(file);
      const isLast = top.isLast && lastLoads.has(item);
      met.add(file);
      if (isFirst || isLast) {
        waiting.push({ file, position: 0, isFirst, isLast });
      }
    }
  }
  const sequence = withoutRepetitions(items);
  for (const file of filesOf(runner, group)) {
    for (const load of readLoads(file.script, project)) {
      loadOf.set(load.item, load);
    }
  }
  const { tree } = runner.script;
  return { items: sequence, loadOf, isLoaded: ({ node }) => node.tree !== tree };
}

/** The load of each file that comes last: going backwards from the run, the first that leads to it. */
function findLastLoads(
  runner: GraphFile,
  loadedBy: (item: Item) => GraphFile | undefined,
): ReadonlySet<Item> {
  const loads = new Set<Item>();
  const met = new Set<GraphFile>();
  const waiting = [...runner.script.items];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    const file = loadedBy(item);
    if (file !== undefined && !met.has(file)) {
      met.add(file);
      loads.add(item);
      waiting.push(...file.script.items);
    }
  }
  return loads;
}

/** Whether a loaded file is followed: it, or what it loads, is a member or makes their stages. */
function opener({ members, read }: Group): (file: GraphFile) => boolean {
  const known = new Map<string, boolean>();
  return ({ path }) => {
    let opens = known.get(path);
    if (opens === undefined) {
      const below = new Set([path]);
      for (const next of below) {
        for (const load of read(next)?.loads ?? []) {
          below.add(load.path);
        }
      }
      opens = [...below].some((next) => members.has(next) || read(next)?.role === "stages");
      known.set(path, opens);
    }
    return opens;
  };
}

function filesOf(runner: GraphFile, { read }: Group): readonly GraphFile[] {
  const paths = new Set([runner.path]);
  for (const path of paths) {
    for (const load of read(path)?.loads ?? []) {
      paths.add(load.path);
    }
  }
  return [...paths].flatMap((path) => read(path) ?? []);
}

/**
 * The forms without those that define a function for a second time, where nothing else binds its
 * name: two files may load the same helpers.
 */
function withoutRepetitions(items: readonly Item[]): readonly Item[] {
  const once = new Set(items);
  if (once.size === items.length) {
    return items;
  }
  const seen = new Set<Item>();
  const binders = new Map<string, Set<Item | SyntaxNode>>();
  for (const item of once) {
    for (const { name, by } of globalsBoundIn(item)) {
      binders.set(name, (binders.get(name) ?? new Set()).add(by));
    }
  }
  return items.filter((item) => {
    const name = seen.has(item) && item.kind === "other" ? stableName(item.node) : undefined;
    seen.add(item);
    return name === undefined || binders.get(name)?.size !== 1;
  });
}

/** What binds globals in a form: the form itself, and `def` and `fun` wherever they stand in it. */
function* globalsBoundIn(
  item: Item,
): Generator<{ readonly name: string; readonly by: Item | SyntaxNode }> {
  const stable = item.kind === "other" ? stableName(item.node) : undefined;
  if (stable !== undefined) {
    yield { name: stable, by: item };
  }
  for (const datum of dataIn(item.node)) {
    const isOwn = datum.is(item.node) && stable !== undefined;
    const isLocal = isSymbol(datum.firstElement, "=") && !datum.is(item.node);
    for (const { text } of isOwn || isLocal ? [] : namesBoundBy(datum)) {
      yield { name: text, by: datum };
    }
  }
}
