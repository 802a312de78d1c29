// How many arguments the functions take that a file defines for everybody who loads it. A reading
// only, used to tell whether a call of the test API is answered by the module that a file loads.

import { readBinding } from "../syntax/bindings.js";
import { readForm } from "../syntax/form.js";
import { SyntaxKind } from "../syntax/kinds.js";
import type { SyntaxNode } from "../syntax/tree.js";
import { readDefinition } from "./effects.js";

/** The smallest and the largest number of arguments that runs the function. */
export interface Takes {
  readonly least: number;
  readonly most: number;
}

/** Of a name that is bound to something else than a function in sight. */
export const TAKES_ANY: Takes = { least: 0, most: Number.POSITIVE_INFINITY };

/** What a top-level form defines for everybody, by name. Linear in the size of the form. */
export function definitionsOf(node: SyntaxNode): ReadonlyMap<string, Takes> {
  const definition = readDefinition(node);
  if (definition !== undefined) {
    const { name, arity, isVariadic } = definition;
    return new Map([[name, { least: arity, most: isVariadic ? TAKES_ANY.most : arity }]]);
  }
  const found = new Map<string, Takes>();
  for (const evaluated of evaluatedIn(node)) {
    const form = readForm(evaluated);
    for (const { text } of (form && readBinding(form)?.names) ?? []) {
      found.set(text, TAKES_ANY);
    }
  }
  return found;
}

/** The form and those that evaluating it evaluates in its place: parts of `do`, branches of `if`. */
function* evaluatedIn(node: SyntaxNode): Generator<SyntaxNode> {
  const waiting = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    const form = readForm(next);
    const branches = form !== undefined && BRANCHING.has(form.name) ? form.args : [];
    waiting.push(...next.elements.filter(({ kind }) => kind === SyntaxKind.List), ...branches);
  }
}

/** Calls whose q-expressions are code that runs where they stand. */
const BRANCHING: ReadonlySet<string> = new Set(["if", "do", "select", "case", "eval", "let"]);

/** Whether a call with this number of arguments runs the function. */
export function accepts({ least, most }: Takes, count: number): boolean {
  return least <= count && count <= most;
}

/** Whether a function takes every number of arguments that another one takes. */
export function takesAll(wide: Takes, narrow: Takes): boolean {
  return wide.least <= narrow.least && wide.most >= narrow.most;
}
