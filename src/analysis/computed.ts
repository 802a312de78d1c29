// Arguments of test API calls that are not literals. The pipeline evaluates them later than
// the old calls did: after the forms that now stand above it. This file decides whether
// anything could notice (migration.md, "What must not be guessed").

import { readBinding } from "../syntax/bindings.js";
import { readCall, readForm } from "../syntax/form.js";
import { SyntaxKind } from "../syntax/kinds.js";
import type { SyntaxNode } from "../syntax/tree.js";
import type { Item } from "./item.js";
import { namesBoundBy } from "./load-graph.js";
import type { Reading } from "./reading.js";
import { dataIn, isLiteral } from "./script.js";

/** A computed argument and, where its evaluation could be noticed to move, by what. */
export interface ComputedArgument {
  readonly node: SyntaxNode;
  /** Why its value might change; undefined where nothing was found that could change it. */
  readonly conflict: string | undefined;
}

/** The computed arguments of all registrations, suites and flags, in document order. */
export function readComputedArguments({ script, loads }: Reading): readonly ComputedArgument[] {
  const { items } = script;
  const computed = items.flatMap((item, position) =>
    argumentsOf(item)
      .filter((argument) => !isLiteral(argument))
      .map((node) => ({ node, position })),
  );
  if (computed.length === 0) {
    return [];
  }
  const functions = functionsOf(items);
  const hidden = namesBoundInFunctions(items);
  const bindsInLoad = new Map(
    loads.map(({ item, files, incomplete }) => [
      item.node.index,
      (name: string): boolean => incomplete || files.some(({ binds }) => binds(name)),
    ]),
  );
  return computed.map(({ node, position }) => {
    const reads = symbolsReachedFrom(node, functions);
    const later = items.slice(position + 1).filter(movesAbove);
    return { node, conflict: findConflict(reads, later, hidden, bindsInLoad) };
  });
}

function argumentsOf(item: Item): readonly SyntaxNode[] {
  switch (item.kind) {
    case "suite":
      return [item.name];
    case "registration":
      return [item.name, item.body];
    case "flag":
      return [item.argument];
    default:
      return [];
  }
}

/** Whether the form comes to stand above the pipeline. */
function movesAbove(item: Item): boolean {
  return item.kind === "other" || item.kind === "load";
}

function findConflict(
  reads: ReadonlySet<string>,
  later: readonly Item[],
  hidden: ReadonlySet<string>,
  bindsInLoad: ReadonlyMap<number, (name: string) => boolean>,
): string | undefined {
  if (later.length === 0) {
    return undefined;
  }
  const effect = [...reads].find((name) => ATOM_WRITES.has(name));
  if (effect !== undefined) {
    return `it calls ${effect}, and a later form that moves above it may read what that changes`;
  }
  const bound = new Set(later.flatMap((item) => [...symbolsBoundIn(item.node)]));
  for (const name of reads) {
    if (bound.has(name) || hidden.has(name)) {
      return `it reads ${name}, which a later form binds`;
    }
    if (later.some(({ node }) => bindsInLoad.get(node.index)?.(name))) {
      return `it reads ${name}, which a later load may bind`;
    }
  }
  const readsAtom = reads.has("atom/get");
  const writesAtom = later.some(({ node }) =>
    [...dataIn(node)].some((datum) => ATOM_WRITES.has(symbolText(datum))),
  );
  return readsAtom && writesAtom ? "it reads an atom, and a later form changes one" : undefined;
}

const ATOM_WRITES: ReadonlySet<string> = new Set(["atom/set!", "atom/add!", "atom/sub!"]);

function symbolText(node: SyntaxNode): string {
  return node.kind === SyntaxKind.Symbol ? node.text : "";
}

/** Bodies of the functions that the file defines at top level, by name. */
function functionsOf(items: readonly Item[]): ReadonlyMap<string, readonly SyntaxNode[]> {
  const functions = new Map<string, SyntaxNode[]>();
  for (const { node } of items) {
    const form = readCall(node);
    if (form?.name === "fun" || form?.name === "def") {
      for (const { text } of readBinding(form)?.names ?? []) {
        functions.set(text, [...(functions.get(text) ?? []), node]);
      }
    }
  }
  return functions;
}

/** Every symbol in the expression and in the functions of the file that it may call. */
function symbolsReachedFrom(
  node: SyntaxNode,
  functions: ReadonlyMap<string, readonly SyntaxNode[]>,
): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const datum of dataIn(next)) {
      const name = symbolText(datum);
      if (name !== "" && !reached.has(name)) {
        reached.add(name);
        waiting.push(...(functions.get(name) ?? []));
      }
    }
  }
  return reached;
}

function symbolsBoundIn(node: SyntaxNode): ReadonlySet<string> {
  return new Set([...dataIn(node)].flatMap((datum) => namesBoundBy(datum).map(({ text }) => text)));
}

/** Globals that some function of the file rebinds whenever it is called. */
function namesBoundInFunctions(items: readonly Item[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const item of items.filter(movesAbove)) {
    for (const datum of dataIn(item.node)) {
      const form = datum.is(item.node) ? undefined : readForm(datum);
      if (form?.name === "def" || form?.name === "fun") {
        for (const { text } of readBinding(form)?.names ?? []) {
          names.add(text);
        }
      }
    }
  }
  return names;
}
