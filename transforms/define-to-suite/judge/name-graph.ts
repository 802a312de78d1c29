// What the globals of a run stand for: the names that reading or calling one may read in turn, and
// those that it may bind. Both ways around, so that who reaches a name is found without a search.
// Linear in what is told. Called by `computed.ts`, asked by `later-changes.ts`.

import { ANYTHING, type Footprint } from "./free-names.js";
import { builtinEffect, WORLD } from "./pure-names.js";

type Links = Map<string, Set<string>>;

const NONE: ReadonlySet<string> = new Set();

export class NameGraph {
  readonly #reads: Links = new Map();
  readonly #readers: Links = new Map();
  readonly #changes: Links = new Map();
  readonly #changers: Links = new Map();
  /** Every name that is mentioned, and whether it may be called. */
  readonly #mentioned = new Map<string, boolean>();
  readonly #defined = new Set<string>();

  /** Says what reading or calling the name may do; each of several definitions may. */
  define(name: string, footprint: Footprint): void {
    this.#defined.add(name);
    this.mention(footprint);
    for (const read of footprint.names) {
      this.connect(name, read);
    }
    for (const bound of footprint.binds) {
      this.#change(name, bound);
    }
  }

  /** Notes that the name is bound, to something that reads and does nothing. */
  bind(name: string): void {
    this.#defined.add(name);
  }

  /** Says that reading the first name may read the second. */
  connect(name: string, read: string): void {
    link(this.#reads, name, read);
    link(this.#readers, read, name);
  }

  /** Notes what is mentioned: what nobody defines is the interpreter's. */
  mention({ names, calls }: Footprint): void {
    for (const name of names) {
      this.#mentioned.set(name, this.#mentioned.get(name) === true || calls.has(name));
    }
  }

  /** Settles what undefined names mean; `isWhole` says that no definition can have been missed. */
  finish(isWhole: boolean): void {
    for (const [name, isCalled] of this.#mentioned) {
      if (this.#defined.has(name)) {
        continue;
      }
      const { reads, changes } = builtinEffect(name, isCalled);
      if (reads !== undefined) {
        this.connect(name, reads);
      }
      if (changes !== undefined) {
        this.#change(name, changes);
      }
      if (changes === WORLD && isCalled && !isWhole) {
        this.connect(name, ANYTHING);
      }
    }
  }

  /** All that some file of the run binds. */
  get defined(): ReadonlySet<string> {
    return this.#defined;
  }

  /** All that is mentioned anywhere. */
  get mentioned(): Iterable<string> {
    return this.#mentioned.keys();
  }

  /** All that changes something when it is called. */
  get changers(): Iterable<string> {
    return this.#changes.keys();
  }

  /** What is changed by some call. */
  get changeable(): Iterable<string> {
    return this.#changers.keys();
  }

  readBy(name: string): ReadonlySet<string> {
    return this.#reads.get(name) ?? NONE;
  }

  changedBy(name: string): ReadonlySet<string> {
    return this.#changes.get(name) ?? NONE;
  }

  changersOf(name: string): ReadonlySet<string> {
    return this.#changers.get(name) ?? NONE;
  }

  /** Marks the names, and all that read one of them, directly or not, that are not marked. */
  markReaders<T>(names: Iterable<string>, mark: T, marks: Map<string, T>): void {
    const waiting = [...names];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (!marks.has(name)) {
        marks.set(name, mark);
        waiting.push(...(this.#readers.get(name) ?? NONE));
      }
    }
  }

  #change(name: string, changed: string): void {
    link(this.#changes, name, changed);
    link(this.#changers, changed, name);
  }
}

function link(links: Links, from: string, to: string): void {
  const known = links.get(from);
  if (known === undefined) {
    links.set(from, new Set([to]));
  } else {
    known.add(to);
  }
}
