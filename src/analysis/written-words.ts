// The words that a target writes besides the framework's own: what makes values, lists of them and
// nothing of the kind. A file that binds one of them where it is written would be given its own instead.
// Called by the finding about shadowed names.

import { readBinding } from "../syntax/bindings.js";
import { readForm } from "../syntax/form.js";
import type { SyntaxNode } from "../syntax/tree.js";
import { LIST_ENTRIES } from "./framework-api.js";
import type { Reading } from "./reading.js";
import { dataIn } from "./script.js";
import type { Site } from "./site.js";

/** The bindings that would be meant by what the target writes, in document order. */
export function takenWords({ script, target }: Reading): readonly SyntaxNode[] {
  const { items, effects } = script;
  const sites = [
    ...effects.definitionSites,
    ...items.flatMap((item) => ("sites" in item ? item.sites : [])),
  ];
  const written = sites.map((site): [Site, readonly string[]] => [site, wordsAt(site, target)]);
  const everywhere = new Set([
    ...written.flatMap(([, words]) => words),
    ...(target === "list" ? wordsOfList(items) : []),
  ]);
  if (everywhere.size === 0) {
    return [];
  }
  const taken = new Map<number, SyntaxNode>();
  for (const symbol of items.flatMap(({ node }) => globalsIn(node))) {
    if (everywhere.has(symbol.text)) {
      taken.set(symbol.index, symbol);
    }
  }
  for (const [site, words] of written) {
    for (const symbol of words.length === 0 ? [] : localsAround(nodeOf(site))) {
      if (words.includes(symbol.text)) {
        taken.set(symbol.index, symbol);
      }
    }
  }
  return [...taken.values()].toSorted((a, b) => a.index - b.index);
}

/** The words around the tests of a whole file. */
function wordsOfList(items: Reading["script"]["items"]): readonly string[] {
  const lists = items.some(({ kind }) => kind === "registration") ? ["list"] : [];
  const joins = items.some((item) => item.kind === "stage" || "part" in item) ? ["join"] : [];
  return [...lists, ...joins];
}

/** The words that are written at a site. */
function wordsAt(site: Site, target: Reading["target"]): readonly string[] {
  const isList = target === "list";
  switch (site.kind) {
    case "registration":
      return isList ? ["list", LIST_ENTRIES[site.mode]] : [];
    case "sequence":
      return isList ? ["join"] : ["list"];
    case "loop":
      return isList ? ["foldl", "join"] : [];
    default:
      return [];
  }
}

function nodeOf(site: Site): SyntaxNode {
  return "form" in site ? site.form.node : site.node;
}

/** What `def` and `fun` bind wherever they stand, and `=` at top level. */
function globalsIn(node: SyntaxNode): readonly SyntaxNode[] {
  return [...dataIn(node)].flatMap((datum) => {
    const binding = bindingOf(datum);
    const isGlobal = binding !== undefined && (binding.form !== "=" || datum.is(node));
    return isGlobal ? binding.names : [];
  });
}

/** The parameters of the functions around a node, and what `=` binds in them. */
function localsAround(node: SyntaxNode): readonly SyntaxNode[] {
  const locals: SyntaxNode[] = [];
  for (let around = node.parent; around !== undefined; around = around.parent) {
    const binding = bindingOf(around);
    if (binding?.form === "fun" || binding?.form === "\\") {
      const bound = [...dataIn(around)].flatMap((datum) => {
        const inside = bindingOf(datum);
        return inside?.form === "=" ? inside.names : [];
      });
      locals.push(...binding.parameters, ...bound);
    }
  }
  return locals;
}

function bindingOf(node: SyntaxNode): ReturnType<typeof readBinding> {
  const form = readForm(node);
  return form && readBinding(form);
}
