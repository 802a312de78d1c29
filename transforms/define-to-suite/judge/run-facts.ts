// What a run's forms do, read once for all questions about their order: each form's own footprint,
// what the files bring that it loads, and what is known of the values of its globals. A loaded file
// is read once, however many runs load it.

import type { Item } from "../../../src/program/item.js";
import type { Load, LoadedFile } from "../../../src/program/load-graph.js";
import { bodyPositionsOf } from "./body-positions.js";
import { type FormFacts, factsOf, type GlobalDefinition } from "./form-facts.js";
import { EMPTY_FOOTPRINT, type Footprint } from "./free-names.js";
import { NameGraph } from "./name-graph.js";
import { type KnownDefinition, ValueKinds } from "./value-kinds.js";

/** Forms in the order in which a process evaluates them, and what those loads bring that it shows. */
export interface Sequence {
  readonly items: readonly Item[];
  readonly loadOf: ReadonlyMap<Item, Load>;
  /** Whether the item's errors stop the run: those of a loaded file are passed over. */
  readonly isLoaded: (item: Item) => boolean;
}

export interface RunFacts {
  /** In the order of the items. */
  readonly facts: readonly FormFacts[];
  /** All bindings of globals, those of loaded files where they are loaded first. */
  readonly definitions: readonly KnownDefinition[];
  readonly kinds: ValueKinds;
}

const NOTHING: FormFacts = { evaluates: EMPTY_FOOTPRINT, own: undefined, nested: [] };

/** Reads a run. Linear in the size of its files. */
export function readRunFacts({ items, loadOf, isLoaded }: Sequence): RunFacts {
  const bodies = bodyPositionsOf(items.map(({ node }) => node));
  const facts = items.map(
    ({ kind, node }): FormFacts =>
      kind === "load" || kind === "pipeline" || kind === "run" ? NOTHING : factsOf(node, bodies),
  );
  const definitions: KnownDefinition[] = [];
  const seen = new Set<LoadedFile>();
  for (const [position, item] of items.entries()) {
    definitions.push(...knownOf(facts[position] as FormFacts, position, isLoaded(item)));
    for (const file of loadOf.get(item)?.files ?? []) {
      if (!seen.has(file) && !file.isModule) {
        seen.add(file);
        definitions.push(...fileFacts(file).forms.flatMap((form) => knownOf(form, position, true)));
      }
    }
  }
  return { facts, definitions, kinds: new ValueKinds(definitions) };
}

function knownOf(
  { own, nested }: FormFacts,
  position: number,
  isLoaded: boolean,
): readonly KnownDefinition[] {
  const inside = nested.map((one) => ({ ...one, position, isLoaded, isTop: false }));
  return own === undefined ? inside : [{ ...own, position, isLoaded, isTop: true }, ...inside];
}

/** What loading a file evaluates and binds. */
export interface FileFacts {
  readonly forms: readonly FormFacts[];
  /** All that its top-level forms evaluate, together. */
  readonly evaluates: Pick<Footprint, "names" | "binds">;
}

const known = new WeakMap<LoadedFile, FileFacts>();

/** Reads a loaded file; of a framework module only what it binds counts. */
export function fileFacts(file: LoadedFile): FileFacts {
  const found = known.get(file) ?? readFileFacts(file);
  known.set(file, found);
  return found;
}

function readFileFacts({ forms: nodes, isModule }: LoadedFile): FileFacts {
  const bodies = bodyPositionsOf(nodes);
  const forms = nodes.map((node) => factsOf(node, bodies));
  const names = forms.flatMap(({ evaluates }) => (isModule ? [] : [...evaluates.names]));
  const binds = forms.flatMap(({ evaluates }) => [...evaluates.binds]);
  return { forms, evaluates: { names: new Set(names), binds: new Set(binds) } };
}

/** Something that mentions names: what a definition stands for, or what a form evaluates. */
interface Source {
  /** The names that it defines; none for a form that is evaluated. */
  readonly defines: readonly string[];
  readonly footprint: Footprint;
}

/** The graph of all names of a run. Linear in the size of its files. */
export function readNameGraph({ items, loadOf }: Sequence, { facts, kinds }: RunFacts): NameGraph {
  const forms = [...facts];
  const files = new Set<LoadedFile>();
  let isWhole = true;
  for (const item of items) {
    const load = loadOf.get(item);
    isWhole &&= item.kind !== "load" || load?.incomplete === false;
    for (const file of load?.files ?? []) {
      files.add(file);
    }
  }
  for (const file of files) {
    forms.push(...(file.isModule ? [] : fileFacts(file).forms));
  }
  const graph = new NameGraph();
  for (const form of forms) {
    addForm(graph, form, kinds);
  }
  connectGiven(graph, forms);
  graph.finish(isWhole);
  return graph;
}

function addForm(graph: NameGraph, { evaluates, own, nested }: FormFacts, kinds: ValueKinds): void {
  graph.mention(evaluates);
  for (const definition of own === undefined ? nested : [own, ...nested]) {
    const { names, footprint } = definition;
    for (const name of names) {
      if (isScalar(definition, kinds)) {
        graph.bind(name);
      } else {
        graph.define(name, footprint);
      }
    }
  }
}

/** Numbers and strings read and do nothing any more once they are made. */
function isScalar({ parameters, values }: GlobalDefinition, kinds: ValueKinds): boolean {
  return (
    parameters === undefined &&
    values.every((value) => {
      const kind = kinds.kindOf(value, Number.POSITIVE_INFINITY);
      return kind === "number" || kind === "string";
    })
  );
}

/**
 * A function that binds a global to what it was given makes the global stand for whatever its callers
 * mention, and theirs, if they only hand on what they were given.
 */
function connectGiven(graph: NameGraph, forms: readonly FormFacts[]): void {
  const keepers = forms.flatMap(({ evaluates, own, nested }) => {
    const names = nested.flatMap((one) => one.names);
    const isKept = own?.footprint.keepsArguments === true || evaluates.keepsArguments;
    return isKept && names.length > 0 ? [{ names, own, evaluates }] : [];
  });
  if (keepers.length === 0) {
    return;
  }
  const mentioning = indexMentions(forms);
  const functions = new Set<string>();
  for (const { names, own, evaluates } of keepers) {
    for (const name of names) {
      for (const outer of own?.names ?? []) {
        functions.add(outer);
        graph.connect(name, given(outer));
      }
      for (const read of evaluates.names) {
        graph.connect(name, read);
      }
    }
  }
  // A set is walked in the order of insertion, what is added on the way included.
  for (const name of functions) {
    for (const { defines, footprint } of mentioning.get(name) ?? []) {
      for (const read of footprint.names) {
        graph.connect(given(name), read);
      }
      for (const caller of defines) {
        functions.add(caller);
        graph.connect(given(name), given(caller));
      }
    }
  }
}

function given(name: string): string {
  return `<given to ${name}>`;
}

function indexMentions(forms: readonly FormFacts[]): ReadonlyMap<string, readonly Source[]> {
  const mentioning = new Map<string, Source[]>();
  const sources = forms.flatMap(({ evaluates, own, nested }): Source[] => [
    { defines: [], footprint: evaluates },
    ...(own === undefined ? nested : [own, ...nested]).map(({ names, footprint }) => ({
      defines: names,
      footprint,
    })),
  ]);
  for (const source of sources) {
    for (const name of source.footprint.names) {
      const known = mentioning.get(name);
      if (known === undefined) {
        mentioning.set(name, [source]);
      } else {
        known.push(source);
      }
    }
  }
  return mentioning;
}
