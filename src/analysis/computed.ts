// Arguments of test API calls that are not literals. The pipeline evaluates them later than
// the old calls did: after the forms that now stand above it. This file decides whether
// anything could notice (migration.md, "What must not be guessed").

import { readBinding } from "../syntax/bindings.js";
import { readCall, readForm } from "../syntax/form.js";
import { SyntaxKind } from "../syntax/kinds.js";
import { isSymbol, type SyntaxNode } from "../syntax/tree.js";
import type { ComputedArgument } from "./computed-argument.js";
import { readDefinition } from "./effects.js";
import type { Item } from "./item.js";
import { type Load, type LoadedFile, namesBoundBy } from "./load-graph.js";
import { movedPrints } from "./print-order.js";
import type { Reading } from "./reading.js";
import { dataIn, isLiteral } from "./script.js";

/** Forms in the order in which a process evaluates them, and what those loads bring that it shows. */
export interface Sequence {
  readonly items: readonly Item[];
  readonly loadOf: ReadonlyMap<Item, Load>;
}

/** The computed arguments of all registrations, suites and flags, in document order. */
export function readComputedArguments(reading: Reading): readonly ComputedArgument[] {
  const { script, loads, member } = reading;
  const loadOf = new Map(loads.map((load): [Item, Load] => [load.item, load]));
  return member?.computed ?? computedArgumentsIn({ items: script.items, loadOf });
}

/** The same for a sequence of forms, in its order; a form that stands in it twice comes twice. */
export function computedArgumentsIn(sequence: Sequence): readonly ComputedArgument[] {
  const { items } = sequence;
  const computed = items.flatMap((item, position) =>
    argumentsOf(item)
      .filter((argument) => !isLiteral(argument))
      .map((node) => ({ node, item, position })),
  );
  if (computed.length === 0) {
    return [];
  }
  const reach = symbolsReached(items);
  const movers = readMovers(sequence);
  const settled = settledNames(items);
  const moved = movedPrints(items);
  return computed.map(({ node, item, position }) => {
    const reads = reach(node);
    const isSettled = [...reads].every((name) => settled.has(name) || name.startsWith(":"));
    return {
      node,
      conflict:
        findConflict(reads, position, movers) ?? (moved.has(position) ? MOVED_PRINT : undefined),
      isDoubtful: item.kind === "registration" || (movers.last > position && !isSettled),
    };
  });
}

const MOVED_PRINT = "it prints, and so does a later form that would then come first";

function argumentsOf(item: Item): readonly SyntaxNode[] {
  switch (item.kind) {
    case "suite":
      return [item.name];
    case "registration":
      return [item.name, item.body];
    case "flag":
      return [item.argument];
    case "stage":
      return [item.node];
    default:
      return [];
  }
}

/** Whether the form comes to stand above the pipeline. */
function movesAbove(item: Item): boolean {
  return item.kind === "other" || item.kind === "load";
}

/** What the forms that move above the pipeline could change, and how far down the last one stands. */
interface Movers {
  /** Position of the last such form; -1 where there is none. */
  readonly last: number;
  /** Position of the last such form that binds a name, at any depth. */
  readonly bound: ReadonlyMap<string, number>;
  /** Globals that some function of the file rebinds whenever it is called. */
  readonly hidden: ReadonlySet<string>;
  /** Position of the last such form that changes an atom. */
  readonly atoms: number;
  readonly loads: readonly LoadMover[];
}

interface LoadMover {
  readonly position: number;
  readonly binds: (name: string) => boolean;
}

function readMovers({ items, loadOf }: Sequence): Movers {
  const bound = new Map<string, number>();
  const hidden = new Set<string>();
  let last = -1;
  let atoms = -1;
  for (const [position, item] of items.entries()) {
    if (!movesAbove(item)) {
      continue;
    }
    last = position;
    for (const datum of dataIn(item.node)) {
      atoms = ATOM_WRITES.has(symbolText(datum)) ? position : atoms;
      const isGlobal = isSymbol(datum.firstElement, "def") || isSymbol(datum.firstElement, "fun");
      for (const { text } of namesBoundBy(datum)) {
        bound.set(text, position);
        if (isGlobal && !datum.is(item.node)) {
          hidden.add(text);
        }
      }
    }
  }
  return { last, bound, hidden, atoms, loads: readLoadMovers(items, loadOf, bound) };
}

/**
 * What each load may change. A file that is loaded again defines its functions again, which changes
 * nothing as long as nobody else binds their names.
 */
function readLoadMovers(
  items: readonly Item[],
  loadOf: ReadonlyMap<Item, Load>,
  bound: ReadonlyMap<string, number>,
): readonly LoadMover[] {
  const seen = new Set<LoadedFile>();
  const isOnlyDefinedIn = (file: LoadedFile, name: string): boolean =>
    file.definesOnce(name) &&
    !bound.has(name) &&
    ![...seen].some((other) => other !== file && other.binds(name));
  return items.flatMap((item, position) => {
    const load = loadOf.get(item);
    if (load === undefined) {
      return [];
    }
    const again = new Set(load.files.filter((file) => seen.has(file)));
    for (const file of load.files) {
      seen.add(file);
    }
    const mayBind = (file: LoadedFile, name: string): boolean =>
      file.binds(name) && !(again.has(file) && isOnlyDefinedIn(file, name));
    const binds = (name: string): boolean =>
      load.incomplete || load.files.some((file) => mayBind(file, name));
    return [{ position, binds }];
  });
}

function findConflict(
  reads: ReadonlySet<string>,
  position: number,
  { last, bound, hidden, atoms, loads }: Movers,
): string | undefined {
  if (last < position) {
    return undefined;
  }
  const effect = [...reads].find((name) => ATOM_WRITES.has(name));
  if (effect !== undefined) {
    return `it calls ${effect}, and a later form that moves above it may read what that changes`;
  }
  const later = loads.filter((load) => load.position > position);
  for (const name of reads) {
    if ((bound.get(name) ?? -1) > position || hidden.has(name)) {
      return `it reads ${name}, which a later form binds`;
    }
    if (later.some(({ binds }) => binds(name))) {
      return `it reads ${name}, which a later load may bind`;
    }
  }
  return reads.has("atom/get") && atoms > position
    ? "it reads an atom, and a later form changes one"
    : undefined;
}

/** The file's own functions, its locals and the pure builtins: what a value may depend on safely. */
function settledNames(items: readonly Item[]): ReadonlySet<string> {
  const known = new Set(PURE);
  for (const { node } of items) {
    for (const datum of dataIn(node)) {
      const form = mayBind(datum) ? readForm(datum) : undefined;
      const binding = form && readBinding(form);
      const isTopLevelValue = datum.is(node) && readDefinition(node) === undefined;
      if (binding !== undefined && !isTopLevelValue) {
        for (const { text } of [...binding.names, ...binding.parameters]) {
          known.add(text);
        }
      }
    }
  }
  return known;
}

/** Looks at the first element only, since a form may have any number of others. */
function mayBind(node: SyntaxNode): boolean {
  return ["def", "fun", "=", "\\"].some((name) => isSymbol(node.firstElement, name));
}

/** What the prelude and the interpreter define and what depends on its arguments alone. */
const PURE: readonly string[] = [
  ...["do", "if", "let", "\\", "=", "fun", "def", "list", "head", "tail", "join", "cons", "len"],
  ...["map", "filter", "foldl", "str", "id", "nil", "true", "false", "fst", "snd", "nth", "eval"],
  ...["+", "-", "*", "/", "==", "!=", "<", ">", "<=", ">=", "and", "or", "not", "&", "quasiquote"],
  ...["test/define", "test/async", "test/skip", "test/debug", "test/expect-exit"],
];

const ATOM_WRITES: ReadonlySet<string> = new Set(["atom/set!", "atom/add!", "atom/sub!"]);

function symbolText(node: SyntaxNode): string {
  return node.kind === SyntaxKind.Symbol ? node.text : "";
}

/**
 * Answers every symbol in an expression and in the functions of the file that it may call,
 * directly or not. What a function reaches is worked out once.
 */
function symbolsReached(items: readonly Item[]): (node: SyntaxNode) => ReadonlySet<string> {
  const bodies = new Map<string, SyntaxNode[]>();
  for (const { node } of items) {
    const form = readCall(node);
    if (form?.name === "fun" || form?.name === "def") {
      for (const { text } of readBinding(form)?.names ?? []) {
        bodies.set(text, [...(bodies.get(text) ?? []), node]);
      }
    }
  }
  const symbolsByFunction = new Map<string, readonly string[]>();
  const symbolsOf = (name: string): readonly string[] => {
    let symbols = symbolsByFunction.get(name);
    if (symbols === undefined) {
      symbols = (bodies.get(name) ?? []).flatMap((node) => [...symbolsIn(node)]);
      symbolsByFunction.set(name, symbols);
    }
    return symbols;
  };
  return (node) => {
    const reached = new Set(symbolsIn(node));
    // A set is walked in the order of insertion, what is added on the way included.
    for (const name of reached) {
      for (const symbol of symbolsOf(name)) {
        reached.add(symbol);
      }
    }
    return reached;
  };
}

function symbolsIn(node: SyntaxNode): ReadonlySet<string> {
  return new Set([...dataIn(node)].map(symbolText).filter((name) => name !== ""));
}
