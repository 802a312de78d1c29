// Whether an expression would notice that the forms below it are evaluated before it. Forms are told
// from the last one to the first, and each expression is judged when those below it have been told. A
// name is marked at most once for each question, so that all of a run is linear in its size.

import { ANYTHING, type Footprint } from "./free-names.js";
import type { NameGraph } from "./name-graph.js";
import { ATOMS, WORLD } from "./pure-names.js";

/** How something is changed: by what kind of form, and through which function. */
interface Change {
  readonly by: "form" | "load";
  readonly through: string | undefined;
}

export class LaterChanges {
  /** What later forms read or change. */
  readonly #touched = new Set<string>();
  readonly #changed = new Map<string, Change>();
  /** Names that reach something changed, and names that change something touched: what it is. */
  readonly #readsChanged = new Map<string, string>();
  readonly #changesTouched = new Map<string, string>();

  constructor(private readonly graph: NameGraph) {}

  /** Tells what evaluating a form reads and binds, all that it calls included. */
  tell({ names, binds }: Pick<Footprint, "names" | "binds">, by: Change["by"]): void {
    for (const name of binds) {
      this.#change(name, { by, through: undefined });
    }
    for (const name of names) {
      this.#follow(name, by);
    }
  }

  /** Why evaluating an expression here, rather than behind all that was told, matters. */
  conflictOf({ names, binds }: Pick<Footprint, "names" | "binds">): string | undefined {
    for (const name of names) {
      const changed = this.#readsChanged.get(name);
      if (changed !== undefined) {
        return describeRead(changed, this.#changed.get(changed));
      }
      const touched = this.#changesTouched.get(name);
      if (touched !== undefined) {
        return describeChange(touched);
      }
    }
    const bound = [...binds].find((name) => this.#touched.has(name));
    return bound === undefined ? undefined : describeChange(bound);
  }

  /** The same for an expression that is the name of a variable: its value is only handed on. */
  conflictOfName(name: string): string | undefined {
    const change = this.#changed.get(name);
    return change && describeRead(name, change);
  }

  #follow(name: string, by: Change["by"]): void {
    const waiting = [name];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (this.#touched.has(next)) {
        continue;
      }
      this.#touch(next);
      for (const changed of this.graph.changedBy(next)) {
        this.#change(changed, { by, through: next });
      }
      waiting.push(...this.graph.readBy(next));
      if (next === ANYTHING) {
        this.#changeAll(by);
      }
    }
  }

  #changeAll(by: Change["by"]): void {
    for (const name of [...this.graph.defined, ATOMS, WORLD]) {
      this.#change(name, { by, through: undefined });
    }
  }

  #touch(name: string): void {
    if (!this.#touched.has(name)) {
      this.#touched.add(name);
      this.graph.markReaders(this.graph.changersOf(name), name, this.#changesTouched);
      this.graph.markReaders([ANYTHING], name, this.#changesTouched);
    }
  }

  #change(name: string, change: Change): void {
    this.#touch(name);
    if (!this.#changed.has(name)) {
      this.#changed.set(name, change);
      this.graph.markReaders([name, ANYTHING], name, this.#readsChanged);
    }
  }
}

function describeRead(name: string, change: Change | undefined): string {
  if (name === ATOMS) {
    return "it reads an atom, and a later form changes one";
  }
  if (name === WORLD) {
    return "it prints or acts on the outside, and so does a later form that moves above it";
  }
  if (change?.by === "load") {
    return `it reads ${name}, which a later load may bind`;
  }
  const through = change?.through === undefined ? "" : ` through ${change.through}`;
  return `it reads ${name}, which a later form binds${through}`;
}

function describeChange(name: string): string {
  switch (name) {
    case ATOMS:
      return "it changes an atom, and a later form that moves above it uses one";
    case WORLD:
      return "it prints or acts on the outside, and a later form that moves above it does so, too, or stops";
    default:
      return `it changes ${name}, which a later form that moves above it uses`;
  }
}
