// A tree as text or as plain data, for `parse FILE [--json]` and for snapshots.

import type { Diagnostic } from "./diagnostic.js";
import type { SyntaxNode, SyntaxTree } from "./tree.js";

/** One element of a dumped tree; tokens carry their text, nodes how many children follow below. */
interface DumpedElement {
  readonly kind: string;
  /** Half-open UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  /** Nesting depth; the root has 0. Elements come in document order. */
  readonly depth: number;
  readonly text?: string;
}

export interface DumpedTree {
  readonly elements: readonly DumpedElement[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The whole tree as flat data: flat, so that no JSON writer can overflow on deep nesting. `errors` are
 * those of its diagnostics that count.
 */
export function dumpTree(
  tree: SyntaxTree,
  errors: readonly Diagnostic[] = tree.diagnostics,
): DumpedTree {
  const depths = new Int32Array(tree.size);
  const elements: DumpedElement[] = [];
  for (let index = 0; index < tree.size; index++) {
    const parent = tree.parent(index);
    const depth = parent === -1 ? 0 : (depths[parent] as number) + 1;
    depths[index] = depth;
    elements.push(dumpElement(tree.node(index), depth));
  }
  const diagnostics = errors.map(({ code, message, span }) => ({ code, message, span }));
  return { elements, diagnostics };
}

function dumpElement(node: SyntaxNode, depth: number): DumpedElement {
  const common = { kind: node.kindName, start: node.start, end: node.end, depth };
  return node.isToken ? { ...common, text: node.text } : common;
}

/** The tree as indented lines, one an element: `Symbol 1:2-1:5 "def"`. */
export function formatTree(tree: SyntaxTree): string {
  const lines: string[] = [];
  for (const { kind, start, end, depth, text } of dumpTree(tree).elements) {
    const from = tree.lines.position(start);
    const to = tree.lines.position(end);
    const place = `${from.line}:${from.column}-${to.line}:${to.column}`;
    const shown = text === undefined ? "" : ` ${JSON.stringify(text)}`;
    // Deep input would make the indentation alone quadratic.
    const indent = "  ".repeat(Math.min(depth, 40));
    lines.push(`${indent}${kind} ${place}${shown}`);
  }
  return `${lines.join("\n")}\n`;
}
