// The names of a module that a file which loads it can bind again and thereby change what the module
// does: its functions look up each other and its state when they run, for there is one environment of
// globals (valk-language.md, "Evaluation"). Pure; asked when a module is to be replaced.

import { SyntaxKind } from "../syntax/kinds.js";
import type { SyntaxNode } from "../syntax/tree.js";
import { treeOf } from "../syntax/tree-of.js";
import { withAll } from "../text/with-all.js";
import { readDefinition } from "./effects.js";
import { definitionsOf } from "./takes.js";

/** The functions of a module by name, each with the module's own names that its body looks up. */
export type Lookups = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads the lookups of a module's text. Linear in its length. */
export function lookupsOf(module: string): Lookups {
  const forms = treeOf(module).root.elements;
  const own = new Set(forms.flatMap((node) => [...definitionsOf(node).keys()]));
  const lookups = new Map<string, ReadonlySet<string>>();
  for (const node of forms) {
    const definition = readDefinition(node);
    if (definition !== undefined) {
      lookups.set(
        definition.name,
        new Set(symbolsIn(definition.body).filter((one) => own.has(one))),
      );
    }
  }
  return lookups;
}

/** All names that some function other than the one of that name looks up. */
export function hooksOf(lookups: Lookups): ReadonlySet<string> {
  return new Set(
    [...lookups].flatMap(([name, found]) => [...found].filter((hook) => hook !== name)),
  );
}

/** The names that may be looked up when functions or state of these names are used. */
export function lookedUpFrom(names: Iterable<string>, lookups: Lookups): ReadonlySet<string> {
  const next = (name: string): Iterable<string> => lookups.get(name) ?? [];
  return withAll(
    [...names].flatMap((name) => [...next(name)]),
    next,
  );
}

function symbolsIn({ tree, index }: SyntaxNode): readonly string[] {
  const end = tree.after(index);
  const found: string[] = [];
  for (let at = index; at < end; at++) {
    if (tree.kind(at) === SyntaxKind.Symbol) {
      found.push(tree.text(at));
    }
  }
  return found;
}
