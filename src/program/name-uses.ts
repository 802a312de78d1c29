// Where a name stands in a file, and whether it is the global of that name there or something of a function's
// own: a parameter, or what `=` binds in its body. What cannot be told is unclear, never guessed.

import { isNameList, readBinding } from "../syntax/bindings.js";
import { type Form, readForm } from "../syntax/form.js";
import { SyntaxKind } from "../syntax/kinds.js";
import type { SyntaxNode, SyntaxTree } from "../syntax/tree.js";

/** What a symbol means where it stands. */
export type NameRole =
  /** Makes the global: in `def`, as the name of a `fun`, or in a `=` that stands at top level. */
  | "definition"
  | "global"
  | "local"
  /** A local in some runs and the global in others. */
  | "unclear";

/** A symbol, and what it means there. */
export interface NameUse {
  readonly node: SyntaxNode;
  readonly role: NameRole;
}

/** Every symbol of that name, quoted ones included, in order. Linear, with the depth of nesting. */
export function nameUses(tree: SyntaxTree, name: string): readonly NameUse[] {
  const symbols = tree.source.includes(name)
    ? tree
        .allOfKind(SyntaxKind.Symbol)
        .filter((index) => tree.text(index) === name)
        .map((index) => tree.node(index))
    : [];
  const bound = symbols.flatMap((node) => {
    const binder = localBinder(node);
    return binder === undefined ? [] : [binder];
  });
  return symbols.map((node) => ({ node, role: roleOf(node, name, bound) }));
}

/** A `=` that binds the name, and the body whose name it is. */
interface LocalBinder {
  readonly form: SyntaxNode;
  /** The name in its list. */
  readonly name: SyntaxNode;
  readonly body: SyntaxNode;
}

function localBinder(node: SyntaxNode): LocalBinder | undefined {
  const form = bindingFormOf(node);
  const body = form?.name === "=" ? bodyAround(form.node) : undefined;
  return form === undefined || body === undefined
    ? undefined
    : { form: form.node, name: node, body };
}

/** The form in whose first list the symbol stands. */
function bindingFormOf(node: SyntaxNode): Form | undefined {
  const list = node.parent;
  const form = list?.parent && isNameList(list) ? readForm(list.parent) : undefined;
  return list !== undefined && form?.args[0]?.is(list) && readBinding(form) !== undefined
    ? form
    : undefined;
}

function roleOf(node: SyntaxNode, name: string, bound: readonly LocalBinder[]): NameRole {
  const form = bindingFormOf(node);
  if (form?.name === "def" || (form?.name === "fun" && node.parent?.firstElement?.is(node))) {
    return "definition";
  }
  if (form?.name === "fun" || form?.name === "\\") {
    return "local";
  }
  if (bound.some((binder) => binder.name.is(node))) {
    return "local";
  }
  if (form?.name === "=") {
    return "definition";
  }
  for (
    let body = bodyAround(node);
    body !== undefined;
    body = body.parent === undefined ? undefined : bodyAround(body.parent)
  ) {
    if (parametersOf(body).includes(name)) {
      return "local";
    }
    const own = bound.filter((binder) => binder.body.is(body));
    const role = own.length === 0 ? undefined : roleIn(node, body, own);
    if (role !== undefined) {
      return role;
    }
  }
  return "global";
}

/** What the name is behind, inside or in front of what binds it in a body; undefined for no local. */
function roleIn(
  node: SyntaxNode,
  body: SyntaxNode,
  own: readonly LocalBinder[],
): "local" | "unclear" | undefined {
  const isLater = !bodyAround(node)?.is(body);
  const before = own.filter(({ form }) => form.end <= node.start);
  if (before.some(({ form }) => isAlwaysBefore(form, node))) {
    return "local";
  }
  // A function may be called when the name is bound, or before.
  const isOwnFunction = own.some(({ form }) => form.start < node.start && node.end < form.end);
  if (isLater) {
    return isOwnFunction && own.length === 1 ? "local" : "unclear";
  }
  return before.length > 0 ? "unclear" : undefined;
}

/** Whether what the form stands in directly is around the node, too. */
function isAlwaysBefore(form: SyntaxNode, node: SyntaxNode): boolean {
  let around = form.parent;
  while (
    around !== undefined &&
    readForm(around)?.name === "do" &&
    around.kind === SyntaxKind.List
  ) {
    around = around.parent;
  }
  return around !== undefined && around.start <= node.start && node.end <= around.end;
}

/** Whether what stands there runs where the file is loaded, and not when something is called. */
export function isInPlace(node: SyntaxNode): boolean {
  return bodyAround(node) === undefined;
}

/** The innermost body around a node that has names of its own; undefined at top level. */
function bodyAround(node: SyntaxNode): SyntaxNode | undefined {
  for (let at = node, parent = at.parent; parent !== undefined; at = parent, parent = at.parent) {
    if (at.kind !== SyntaxKind.QExpr) {
      continue;
    }
    const form = readForm(parent);
    if (form === undefined || !form.args.some((argument) => argument.is(at))) {
      continue;
    }
    const isList = form.args[0]?.is(at) === true && readBinding(form) !== undefined;
    if (!isList && !RUN_IN_PLACE.has(form.name)) {
      return at;
    }
  }
  return undefined;
}

/** Calls that run what they are given in braces where they stand. */
const RUN_IN_PLACE: ReadonlySet<string> = new Set(["if", "do", "select"]);

function parametersOf(body: SyntaxNode): readonly string[] {
  const form = body.parent === undefined ? undefined : readForm(body.parent);
  const binding = form === undefined ? undefined : readBinding(form);
  return binding?.parameters.map(({ text }) => text) ?? [];
}
