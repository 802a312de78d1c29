// Arguments of test API calls that are not literals. The pipeline evaluates them later than
// the old calls did: after the forms that now stand above it. This file decides whether
// anything could notice (migration.md, "What must not be guessed").

import type { Item } from "../../../src/program/item.js";
import type { Load, LoadedFile } from "../../../src/program/load-graph.js";
import { isLiteral } from "../../../src/program/script.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { SyntaxNode } from "../../../src/syntax/tree.js";
import type { ComputedArgument } from "./computed-argument.js";
import type { FormFacts } from "./form-facts.js";
import { ANYTHING, footprintOf } from "./free-names.js";
import { LaterChanges } from "./later-changes.js";
import type { NameGraph } from "./name-graph.js";
import { conflictsAmongStages, type Evaluated } from "./order-of-stages.js";
import { isPure } from "./pure-names.js";
import type { Reading } from "./reading.js";
import {
  fileFacts,
  type RunFacts,
  readNameGraph,
  readRunFacts,
  type Sequence,
} from "./run-facts.js";

/** The computed arguments of all registrations, suites and flags, in document order. */
export function readComputedArguments(reading: Reading): readonly ComputedArgument[] {
  const { script, loads, member } = reading;
  const loadOf = new Map(loads.map((load): [Item, Load] => [load.item, load]));
  return (
    member?.computed ?? computedArgumentsIn({ items: script.items, loadOf, isLoaded: () => false })
  );
}

/**
 * The same for a sequence of forms, in its order; a form that stands in it twice comes twice. Linear
 * in the size of the forms and of what they load.
 */
export function computedArgumentsIn(whole: Sequence): readonly ComputedArgument[] {
  const sequence = upToRun(whole);
  const found = sequence.items.flatMap((item, position) =>
    argumentsOf(item)
      .filter((node) => !isLiteral(node))
      .map((node) => ({ node, item, position })),
  );
  if (found.length === 0) {
    return [];
  }
  const run = readRunFacts(sequence);
  const graph = readNameGraph(sequence, run);
  const evaluated = found.map((one): Evaluated => ({ ...one, footprint: footprintIn(one, run) }));
  const conflicts = conflictsWithForms(sequence, evaluated, run, graph);
  const amongStages = conflictsAmongStages(evaluated, sequence.items, graph);
  const unsettled = unsettledNames(run, graph);
  const last = sequence.items.findLastIndex(movesAbove);
  return evaluated.map((one) => {
    const { node, item, position, footprint } = one;
    const isSettled = ![...footprint.names].some((name) => unsettled.has(name));
    return {
      node,
      conflict: conflicts.get(one) ?? amongStages.get(one),
      isDoubtful: item.kind === "registration" || (last > position && !isSettled),
    };
  });
}

/** What stands behind the run is never evaluated, and behind a finished pipeline nothing moves. */
function upToRun(sequence: Sequence): Sequence {
  const end = sequence.items.findIndex(({ kind }) => kind === "run" || kind === "pipeline");
  return end === -1 ? sequence : { ...sequence, items: sequence.items.slice(0, end) };
}

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

/** What evaluating the argument reads; of a stage, the bodies of its tests left out. */
function footprintIn(
  { node, item, position }: Omit<Evaluated, "footprint">,
  { facts }: RunFacts,
): Evaluated["footprint"] {
  return item.kind === "stage" && facts[position] !== undefined
    ? facts[position].evaluates
    : footprintOf(node, [], NO_BODIES);
}

const NO_BODIES: ReadonlyMap<string, ReadonlySet<number>> = new Map();

/** Whether the form comes to stand above the pipeline. */
function movesAbove(item: Item): boolean {
  return item.kind === "other" || item.kind === "load";
}

/** Why arguments would notice that the forms below them are evaluated first. */
function conflictsWithForms(
  sequence: Sequence,
  evaluated: readonly Evaluated[],
  run: RunFacts,
  graph: NameGraph,
): ReadonlyMap<Evaluated, string> {
  const conflicts = new Map<Evaluated, string>();
  const below = new LaterChanges(graph);
  const tellLoad = loadTeller(sequence, run);
  const suite = sequence.items.findLastIndex(({ kind }) => kind === "suite");
  let next = evaluated.length - 1;
  for (let position = sequence.items.length - 1; position >= 0; position--) {
    const item = sequence.items[position] as Item;
    const own: Evaluated[] = [];
    for (; evaluated[next]?.position === position; next--) {
      own.push(evaluated[next] as Evaluated);
    }
    for (const one of own) {
      const conflict = conflictOf(one, below);
      if (conflict !== undefined) {
        conflicts.set(one, conflict);
      }
    }
    if (item.kind === "load") {
      tellLoad(position, below);
    } else if (movesAbove(item)) {
      below.tell((run.facts[position] as FormFacts).evaluates, "form");
    } else if (position === suite) {
      // The pipeline begins with the suite's name.
      for (const { footprint } of own) {
        below.tell(footprint, "form");
      }
    }
  }
  return conflicts;
}

function conflictOf({ node, footprint }: Evaluated, below: LaterChanges): string | undefined {
  return node.kind === SyntaxKind.Symbol
    ? below.conflictOfName(node.text)
    : below.conflictOf(footprint);
}

/** Tells what the load at a position of a run may change. */
type LoadTeller = (position: number, below: LaterChanges) => void;

/**
 * A file that is loaded again defines its functions again, which changes nothing as long as nobody
 * else binds their names.
 */
function loadTeller({ items, loadOf }: Sequence, { facts }: RunFacts): LoadTeller {
  const first = new Map<LoadedFile, number>();
  const owners = new Owners();
  for (const [position, item] of items.entries()) {
    owners.add(facts[position] as FormFacts, "form");
    for (const file of loadOf.get(item)?.files ?? []) {
      if (!first.has(file)) {
        first.set(file, position);
        for (const form of fileFacts(file).forms) {
          owners.add(form, file);
        }
      }
    }
  }
  const told = new Set<LoadedFile>();
  return (position, below) => {
    const load = loadOf.get(items[position] as Item);
    if (load === undefined || load.incomplete) {
      below.tell({ names: new Set([ANYTHING]), binds: new Set() }, "load");
    }
    for (const file of load?.files ?? []) {
      const isAgain = (first.get(file) as number) < position;
      if (isAgain && told.has(file)) {
        continue;
      }
      told.add(file);
      const { names, binds } = fileFacts(file).evaluates;
      const changes = (name: string): boolean =>
        !(isAgain && file.definesOnce(name) && owners.isOnly(name, file));
      below.tell({ names, binds: new Set([...binds].filter(changes)) }, "load");
    }
  };
}

/** Who binds a global, at any depth. */
class Owners {
  readonly #owners = new Map<string, LoadedFile | "form" | "several">();

  add({ own, nested }: FormFacts, owner: LoadedFile | "form"): void {
    for (const { names } of own === undefined ? nested : [own, ...nested]) {
      for (const name of names) {
        const known = this.#owners.get(name);
        this.#owners.set(name, known === undefined || known === owner ? owner : "several");
      }
    }
  }

  isOnly(name: string, owner: LoadedFile): boolean {
    return this.#owners.get(name) === owner;
  }
}

/**
 * Names of which the file itself does not tell all: what neither it nor the language defines, and
 * values, which somebody might look at again.
 */
function unsettledNames({ facts }: RunFacts, graph: NameGraph): ReadonlySet<string> {
  const settled = new Set(
    facts.flatMap(({ own, nested }) => [
      ...(own?.parameters === undefined ? [] : own.names),
      ...nested.flatMap(({ names }) => names),
    ]),
  );
  const marks = new Map<string, true>();
  const unsettled = [...graph.mentioned].filter((name) => !settled.has(name) && !isPure(name));
  graph.markReaders(unsettled, true, marks);
  return new Set(marks.keys());
}
