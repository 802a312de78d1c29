// Values that may be errors where the migration changes what an error does. At top level an error
// stopped the script, or in a loaded file just its form; inside `do` and `map` nobody looked at it. A
// pipeline stops at an error in a stage and at no other, but only when all its stages are evaluated; a
// list takes it for a test. So whatever is not certain to be no error has to be where both agree. Read by the finding `may-be-error`.

import { isFlagName } from "../../../src/framework/framework-api.js";
import type { Item, StageItem } from "../../../src/program/item.js";
import type { Load } from "../../../src/program/load-graph.js";
import { dataIn, isLiteral, type Script } from "../../../src/program/script.js";
import type { Site } from "../../../src/program/site.js";
import { readBinding } from "../../../src/syntax/bindings.js";
import { readForm } from "../../../src/syntax/form.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { SyntaxNode } from "../../../src/syntax/tree.js";
import { ANYTHING } from "./free-names.js";
import { WORLD } from "./pure-names.js";
import type { Reading } from "./reading.js";
import {
  fileFacts,
  type RunFacts,
  readNameGraph,
  readRunFacts,
  type Sequence,
} from "./run-facts.js";
import type { KnownDefinition, Locals, ValueKinds } from "./value-kinds.js";

/** A value and what would become of an error in its place. */
export interface ErringValue {
  readonly node: SyntaxNode;
  readonly message: string;
}

/** All such values of a file, in document order. Linear in the size of the file and its loads. */
export function readErringValues(reading: Reading): readonly ErringValue[] {
  const { script, loads, member } = reading;
  if (!mayErr(script)) {
    return [];
  }
  const runs = script.items.some(({ kind }) => kind === "run" || kind === "pipeline");
  const passesOver = member !== undefined && !runs;
  const loadOf = new Map(loads.map((load): [Item, Load] => [load.item, load]));
  const sequence = { items: script.items, loadOf, isLoaded: () => passesOver };
  const run = readRunFacts(sequence);
  const lastActing = (): number => findLastActing(sequence, run);
  const reader = new ErringValueReader(run, reading.target, passesOver, lastActing);
  return reader.read(script).toSorted((a, b) => a.node.start - b.node.start);
}

/** Whether anything is to be asked; in most files all is a literal. */
function mayErr({ items, effects }: Script): boolean {
  return (
    effects.definitionSites.length > 0 ||
    items.some(
      (item) =>
        item.kind === "stage" ||
        (item.kind === "suite" && !isLiteral(item.name)) ||
        (item.kind === "flag" && !isLiteral(item.argument)),
    )
  );
}

const NO_LOCALS: Locals = new Map();

class ErringValueReader {
  readonly #kinds: ValueKinds;
  readonly #found: ErringValue[] = [];
  readonly #locals = new Map<number, Locals>();
  #doubtful: ReadonlySet<string> | undefined;
  #lastActing: number | undefined;

  constructor(
    private readonly run: RunFacts,
    private readonly target: Reading["target"],
    private readonly passesOver: boolean,
    private readonly lastActing: () => number,
  ) {
    this.#kinds = run.kinds;
  }

  read({ items, effects }: Script): readonly ErringValue[] {
    for (const [position, item] of items.entries()) {
      if (item.kind === "suite") {
        this.#expect(item.name, position, NO_LOCALS, SETTING);
      } else if (item.kind === "flag") {
        this.#expect(item.argument, position, NO_LOCALS, SETTING);
      } else if (item.kind === "stage") {
        this.#readStage(item, position);
      }
    }
    const droppers = droppersIn(effects);
    for (const [position, item] of items.entries()) {
      if (item.kind === "stage" && this.#evaluatesOneOf(droppers, position)) {
        this.#expect(item.node, position, NO_LOCALS, REPLACED);
      }
    }
    // A function is called later than it is defined: all globals may be there by then.
    for (const site of effects.definitionSites) {
      this.#readSite(site, Number.POSITIVE_INFINITY, false);
    }
    return this.#found;
  }

  #readStage({ node, sites }: StageItem, position: number): void {
    for (const site of sites) {
      this.#readSite(site, position, true);
    }
    const message = this.passesOver ? PASSED_OVER : this.target === "list" ? IN_LIST : undefined;
    if (message !== undefined) {
      this.#expect(node, position, NO_LOCALS, message);
    } else if (this.#setsDoubtfully(position)) {
      this.#expect(node, position, NO_LOCALS, SETTING);
    } else {
      this.#expectBeforeActing(node, position);
    }
  }

  /** A pipeline evaluates all its stages before it looks at the first, and they print by then. */
  #expectBeforeActing(node: SyntaxNode, position: number): void {
    const found = this.#found.length;
    this.#expect(node, position, NO_LOCALS, TOO_LATE);
    if (this.#found.length > found) {
      this.#lastActing ??= this.lastActing();
      this.#found.length = this.#lastActing > position ? this.#found.length : found;
    }
  }

  #readSite(site: Site, position: number, isStage: boolean): void {
    switch (site.kind) {
      case "plain": {
        const { node } = site;
        if (this.#kinds.kindOfCode(node, position, this.#localsAt(node)) === undefined) {
          this.#found.push({ node, message: REPLACED });
        }
        break;
      }
      case "loop": {
        const [callee, list] = readForm(site.node)?.args ?? [];
        const locals = this.#localsAt(site.node);
        const isCertain =
          callee !== undefined &&
          list !== undefined &&
          this.#kinds.kindOfElements(callee, list, position, locals) !== undefined;
        if (!isCertain) {
          this.#found.push({ node: site.node, message: ELEMENT });
        }
        break;
      }
      case "group":
        for (const part of site.parts.slice(0, -1)) {
          this.#expect(part, position, NO_LOCALS, IN_DO);
        }
        break;
      case "sequence":
        // As one value among others a stage stops the pipeline; the last value was the form's own.
        for (const { node, role } of site.parts.slice(0, -1)) {
          if (role === "effect") {
            this.#expect(node, position, this.#localsAt(node), IN_DO);
          }
        }
        break;
      case "flag": {
        const argument = site.form.args[0];
        if (isStage && argument !== undefined) {
          this.#expect(argument, position, this.#localsAt(argument), SETTING);
        }
        break;
      }
      default:
      // A registration takes whatever it is given, before the migration and after it.
    }
  }

  #expect(node: SyntaxNode, position: number, locals: Locals, message: string): void {
    if (!isLiteral(node) && this.#kinds.kindOf(node, position, locals) === undefined) {
      this.#found.push({ node, message });
    }
  }

  /** Whether the form calls a function that sets a flag to what it was given. */
  #setsDoubtfully(position: number): boolean {
    this.#doubtful ??= doubtfulSetters(this.run);
    return this.#evaluatesOneOf(this.#doubtful, position);
  }

  #evaluatesOneOf(functions: ReadonlySet<string>, position: number): boolean {
    const names = this.run.facts[position]?.evaluates.names ?? [];
    return functions.size > 0 && [...names].some((name) => functions.has(name));
  }

  /** The locals around a place, of which nothing is known. */
  #localsAt(node: SyntaxNode): Locals {
    const names: string[] = [];
    let outermost = node;
    for (let at = node.parent; at !== undefined && at.parent !== undefined; at = at.parent) {
      const form = readForm(at);
      names.push(...((form && readBinding(form)?.parameters) ?? []).map(({ text }) => text));
      outermost = at;
    }
    return new Map([
      ...this.#assignedIn(outermost),
      ...names.map((name) => [name, undefined] as const),
    ]);
  }

  /** All names that `=` binds in a top-level form. */
  #assignedIn(node: SyntaxNode): Locals {
    const known = this.#locals.get(node.index);
    if (known !== undefined) {
      return known;
    }
    const names = [...dataIn(node)].flatMap((datum) => {
      const { kind } = datum;
      const isForm = kind === SyntaxKind.List || kind === SyntaxKind.QExpr;
      const form = isForm && datum.firstElement?.text === "=" ? readForm(datum) : undefined;
      return ((form && readBinding(form)?.names) ?? []).map(({ text }) => text);
    });
    const found: Locals = new Map(names.map((name) => [name, undefined]));
    this.#locals.set(node.index, found);
    return found;
  }
}

/** The last form up to the run that prints or acts on the outside when it is evaluated; -1 for none. */
function findLastActing(sequence: Sequence, run: RunFacts): number {
  const graph = readNameGraph(sequence, run);
  const acting = new Map<string, true>();
  graph.markReaders([...graph.changersOf(WORLD), ANYTHING], true, acting);
  const end = sequence.items.findIndex(({ kind }) => kind === "run" || kind === "pipeline");
  return sequence.items.findLastIndex((item, position) => {
    const loaded = sequence.loadOf.get(item)?.files ?? [];
    const names = [
      ...(run.facts[position]?.evaluates.names ?? []),
      ...loaded.flatMap((file) => (file.isModule ? [] : [...fileFacts(file).evaluates.names])),
    ];
    return (end === -1 || position < end) && names.some((name) => acting.has(name));
  });
}

/** Functions whose value was one of their variables, which the migration drops. */
function droppersIn({ functions, definitionSites }: Script["effects"]): ReadonlySet<string> {
  const dropped = definitionSites.flatMap((site) =>
    site.kind === "sequence"
      ? site.parts.filter(({ node, role }) => role === "dropped" && !isLiteral(node))
      : [],
  );
  return new Set(
    [...functions.values()]
      .filter(({ body }) =>
        dropped.some(({ node }) => body.start <= node.start && node.end <= body.end),
      )
      .map(({ name }) => name),
  );
}

/** Functions that set a flag to what may be an error, and those that call them. */
function doubtfulSetters({ definitions, kinds }: RunFacts): ReadonlySet<string> {
  const doubtful = new Set<string>();
  for (const definition of definitions) {
    if (setsDoubtfully(definition, kinds)) {
      doubtful.add(definition.names[0] as string);
    }
  }
  for (let size = 0; size < doubtful.size; ) {
    size = doubtful.size;
    for (const { names, parameters, footprint } of definitions) {
      if (parameters !== undefined && [...footprint.names].some((name) => doubtful.has(name))) {
        doubtful.add(names[0] as string);
      }
    }
  }
  return doubtful;
}

function setsDoubtfully(
  { parameters, values, footprint }: KnownDefinition,
  kinds: ValueKinds,
): boolean {
  if (parameters === undefined || ![...footprint.names].some(isFlagName)) {
    return false;
  }
  const locals: Locals = new Map(parameters.map(({ text }) => [text, undefined]));
  return values.some((body) =>
    [...dataIn(body)].some((node) => {
      const form = readForm(node);
      const argument = form !== undefined && isFlagName(form.name) ? form.args[0] : undefined;
      return (
        argument !== undefined &&
        kinds.kindOf(argument, Number.POSITIVE_INFINITY, locals) === undefined
      );
    }),
  );
}

const SETTING = "the call would have been an error, and now the error becomes the name or flag";
const REPLACED = "an error here stopped the script, and now nobody would look at it";
const ELEMENT = "an error in this list was passed over, and now it stops the pipeline";
const IN_DO = "an error here was passed over, and now it stops the pipeline";
const PASSED_OVER = "an error here skipped this form alone, and now it stops the whole pipeline";
const TOO_LATE =
  "an error here stopped the script, and now what stands below it is done all the same";
const IN_LIST = "an error here stopped the script, and a list takes it for a test";
