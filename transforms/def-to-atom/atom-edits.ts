// How the places that mention a name are written once it is an atom: what makes it, each change, each
// read. Which names become atoms is decided in `atom-plan.ts`; nothing here asks whether it is safe.

import type { Edit } from "../../src/edit/edit.js";
import type { Read, Scope, Write } from "../../src/mutation/file-model.js";
import type { GlobalName } from "../../src/mutation/globals.js";
import { nodeAt, valueNode } from "../../src/mutation/node-at.js";
import { SyntaxKind } from "../../src/syntax/kinds.js";
import type { Span } from "../../src/syntax/span.js";
import { isSymbol, type SyntaxNode, type SyntaxTree } from "../../src/syntax/tree.js";

/** A name that callbacks bind: a global, or a name that one body meant for itself. */
export interface Candidate {
  readonly global: GlobalName;
  /** The binding that every other follows, which makes the atom. */
  readonly first: Write;
  /** All others. */
  readonly later: readonly Write[];
  readonly reads: readonly Read[];
  /** The scope that the atom becomes a local of; undefined for a global atom. */
  readonly owner: Scope | undefined;
}

/** Calls that give a number or an error, whatever they are given. */
const NUMERIC_CALLS: ReadonlySet<string> = new Set(
  "+ - * / == != < > <= >= not and or len error? str->num time-us atom/get atom/add! atom/sub!".split(
    " ",
  ),
);

export function isNumeric(value: SyntaxNode | undefined, name: string): boolean {
  switch (value?.kind) {
    case SyntaxKind.Number:
      return true;
    case SyntaxKind.Symbol:
      return value.text === "true" || value.text === "false" || value.text === name;
    case SyntaxKind.List: {
      const [head, ...args] = value.elements;
      return head !== undefined && args.length > 1
        ? NUMERIC_CALLS.has(head.text)
        : NUMERIC_UNARY.has(head?.text ?? "");
    }
    default:
      return false;
  }
}

/** Of one argument only these: with too few, the others give a function that waits for more. */
const NUMERIC_UNARY: ReadonlySet<string> = new Set("not len error? str->num atom/get".split(" "));

/** Sorted; what several edits insert at one place becomes one insertion. */
export function inOrder(edits: readonly Edit[]): readonly Edit[] {
  const sorted = edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const merged: Edit[] = [];
  for (const edit of sorted) {
    const last = merged.at(-1);
    const isSamePlace = last?.span.start === edit.span.start && last.span.end === edit.span.end;
    if (last !== undefined && isSamePlace) {
      merged[merged.length - 1] = { span: last.span, newText: last.newText + edit.newText };
    } else {
      merged.push(edit);
    }
  }
  return merged;
}

export function editsFor(candidate: Candidate, tree: SyntaxTree): readonly Edit[] {
  const { first, later, reads, owner, global } = candidate;
  const { source } = tree;
  const value = first.value as Span;
  const made: Edit[] = [
    ...(owner === undefined ? [] : [{ span: first.head, newText: "=" }]),
    { span: { start: value.start, end: value.start }, newText: "(atom " },
    { span: { start: value.end, end: value.end }, newText: ")" },
  ];
  const consumed = new Set<number>();
  const changed = later.flatMap((write) => editsOfWrite(write, global.name, tree, consumed));
  const read = reads
    .filter(({ span }) => !consumed.has(span.start))
    .map(({ span }) => ({ span, newText: `(atom/get ${source.slice(span.start, span.end)})` }));
  return [...made, ...changed, ...read];
}

/**
 * `(def {n} (+ n 1))` becomes `(atom/add! n 1)`, any other `(def {n} v)` `(atom/set! n v)`. Where
 * the value of the form is used, it stays nil: `(do (atom/add! n 1) ())`.
 */
function editsOfWrite(
  write: Write,
  name: string,
  tree: SyntaxTree,
  consumed: Set<number>,
): readonly Edit[] {
  const { form, head, asked } = write;
  const node = valueNode(tree, write) as SyntaxNode;
  const bracketed = tree.source.charAt(form.start);
  const wrap = asked === "value";
  const opening = wrap ? (bracketed === "(" ? "(do " : "do (") : "";
  const step = stepOf(node, name);
  const call = step === undefined ? "atom/set!" : step.call;
  const list = nodeAfter(tree, head) as SyntaxNode;
  const edits: Edit[] = [
    { span: head, newText: wrap && bracketed === "{" ? `${opening}${call}` : call },
    { span: list.span, newText: name },
  ];
  if (wrap && bracketed === "(") {
    edits.push({ span: { start: form.start, end: form.start }, newText: opening });
  }
  if (wrap) {
    const at = bracketed === "(" ? form.end : form.end - 1;
    edits.push({ span: { start: at, end: at }, newText: bracketed === "(" ? " ())" : ") ()" });
  }
  if (step !== undefined) {
    consumed.add(step.own.start);
    edits.push(
      { span: { start: node.start, end: step.other.start }, newText: "" },
      { span: { start: step.other.end, end: node.end }, newText: "" },
    );
  }
  return edits;
}

interface StepByAmount {
  readonly call: "atom/add!" | "atom/sub!";
  /** The counter itself in the old value. */
  readonly own: SyntaxNode;
  /** The amount. */
  readonly other: SyntaxNode;
}

/** `(+ n 1)`, `(+ 1 n)` or `(- n 1)`, with a literal amount: order of evaluation cannot matter. */
export function stepOf(value: SyntaxNode, name: string): StepByAmount | undefined {
  const [head, a, b, ...rest] = value.kind === SyntaxKind.List ? value.elements : [];
  if (a === undefined || b === undefined || rest.length > 0 || hasComment(value)) {
    return undefined;
  }
  if (isSymbol(a, name) && b.kind === SyntaxKind.Number) {
    if (isSymbol(head, "+")) {
      return { call: "atom/add!", own: a, other: b };
    }
    return isSymbol(head, "-") ? { call: "atom/sub!", own: a, other: b } : undefined;
  }
  return isSymbol(head, "+") && isSymbol(b, name) && a.kind === SyntaxKind.Number
    ? { call: "atom/add!", own: b, other: a }
    : undefined;
}

/** A comment inside the value would be lost with what is taken away around the amount. */
export function hasComment(value: SyntaxNode): boolean {
  return value.children.some(({ kind }) => kind === SyntaxKind.Comment);
}

function nodeAfter(tree: SyntaxTree, head: Span): SyntaxNode | undefined {
  return nodeAt(tree, head).nextElement;
}
