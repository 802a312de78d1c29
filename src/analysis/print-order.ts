// What is printed before the run: by the stages, which are evaluated in the pipeline, and by the forms
// that come to stand above it. Says which stage would print behind something that used to print later.
// Called where computed arguments are judged, with the forms in the order of their evaluation.

import type { SyntaxNode, SyntaxTree } from "../syntax/tree.js";
import { codeSymbols, readDefinition } from "./effects.js";
import { REGISTRATIONS } from "./framework-api.js";
import type { Item } from "./item.js";

const PRINTS: ReadonlySet<string> = new Set(["print", "println", "printf"]);

/** The positions of the forms whose printing would come later than it did. */
export function movedPrints(items: readonly Item[]): ReadonlySet<number> {
  // Nearly no file prints before its run.
  const texts = new Set(items.map(({ node }) => node.tree.source));
  if (![...texts].some((text) => text.includes("print"))) {
    return new Set();
  }
  const prints = printReader(items);
  const runner: SyntaxTree | undefined = items.at(-1)?.node.tree;
  const printing = items.flatMap((item, position) => (prints(item) ? [{ item, position }] : []));
  const isBefore = (later: Item, { node: { tree } }: Item): boolean =>
    later.kind === "other" || (later.node.tree !== tree && tree !== runner);
  return new Set(
    printing
      .filter(({ item, position }) => {
        const isStage = item.kind !== "other";
        return (
          isStage &&
          printing.some((later) => later.position > position && isBefore(later.item, item))
        );
      })
      .map(({ position }) => position),
  );
}

/** Whether evaluating a form prints, itself or by the functions of the sequence that it calls. */
function printReader(items: readonly Item[]): (item: Item) => boolean {
  const bodies = new Map<string, SyntaxNode[]>();
  for (const { node } of items) {
    const definition = readDefinition(node);
    if (definition !== undefined) {
      const known = bodies.get(definition.name) ?? [];
      bodies.set(definition.name, [...known, definition.body]);
    }
  }
  const isPrinting = (start: SyntaxNode): boolean => {
    // A set is walked in the order of insertion, what is added on the way included.
    const names = new Set(evaluatedSymbols(start));
    for (const name of names) {
      for (const symbol of (bodies.get(name) ?? []).flatMap(evaluatedSymbols)) {
        names.add(symbol);
      }
    }
    return [...PRINTS].some((name) => names.has(name));
  };
  return (item) => {
    switch (item.kind) {
      case "registration":
        return isPrinting(item.name);
      case "stage":
        return isPrinting(item.node);
      case "other":
        return readDefinition(item.node) === undefined && isPrinting(item.node);
      default:
        return false;
    }
  };
}

/** The symbols in code, those in the bodies of tests left out: they are evaluated by the run. */
function evaluatedSymbols(node: SyntaxNode): readonly string[] {
  return codeSymbols(node)
    .filter((symbol) => !isInBody(symbol, node))
    .map(({ text }) => text);
}

function isInBody(symbol: SyntaxNode, root: SyntaxNode): boolean {
  for (let at = symbol; !at.is(root) && at.parent !== undefined; at = at.parent) {
    const head = at.parent.firstElement;
    const isRegistration = head !== undefined && head.text in REGISTRATIONS;
    if (isRegistration && head.nextElement?.nextElement?.is(at) === true) {
      return true;
    }
  }
  return false;
}
