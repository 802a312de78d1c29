// Which values are true or false and nothing else, whatever they are made of: 1 or 0, which every
// runner takes for the same verdict. Any other value may be true to `if` and not be `true`.

import { dataIn } from "../../../src/program/script.js";
import { readBinding } from "../../../src/syntax/bindings.js";
import { readCall, readForm } from "../../../src/syntax/form.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { SyntaxNode, SyntaxTree } from "../../../src/syntax/tree.js";

const TRUTHS: ReadonlySet<string> = new Set(["true", "false", "1", "0"]);

/** Functions whose value is 1 or 0 with so many arguments, if it is no error. */
const ASKING: ReadonlyMap<string, number> = new Map([
  ["==", 2],
  ["!=", 2],
  ["<", 2],
  [">", 2],
  ["<=", 2],
  [">=", 2],
  ["nil?", 1],
  ["error?", 1],
  ["list?", 1],
  ["handle?", 1],
]);

/** Those whose value is 1 or 0 if their arguments are: they compute with them. `or` may be 2. */
const COMBINING: ReadonlyMap<string, number> = new Map([
  ["not", 1],
  ["and", 2],
]);

/** Whether a value can only be 1, 0 or an error; `bound` are names that the file gives a meaning. */
export function isTruth(node: SyntaxNode, bound: ReadonlySet<string>): boolean {
  if (TRUTHS.has(node.text)) {
    return !bound.has(node.text);
  }
  const { name, args } = readCall(node) ?? { name: "", args: [] };
  if (bound.has(name)) {
    return false;
  }
  return (
    ASKING.get(name) === args.length ||
    (COMBINING.get(name) === args.length && args.every((one) => isTruth(one, bound)))
  );
}

/** Every name that a text binds anywhere, parameters among them. */
export function namesBoundIn(tree: SyntaxTree): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of dataIn(tree.root)) {
    const isBracket = node.kind === SyntaxKind.List || node.kind === SyntaxKind.QExpr;
    const form = isBracket ? readForm(node) : undefined;
    const binding = form && readBinding(form);
    for (const { text } of binding ? [...binding.names, ...binding.parameters] : []) {
      names.add(text);
    }
  }
  return names;
}
