// Parts of a `do`, or of a function's body of several lists, of which more than the last registers:
// each registration becomes an element of one value, in its place among the others. Says of each part
// what becomes of it; the order of evaluation stays. Called by the reading of effects.

import { isEmptyBrackets, readCall } from "../syntax/form.js";
import { SyntaxKind } from "../syntax/kinds.js";
import { isSymbol, type SyntaxNode } from "../syntax/tree.js";

/** One part of a sequence. */
export interface SequencePart {
  readonly node: SyntaxNode;
  /**
   * `effect`: registers; `plain`: does something else, and goes on doing it in its place; `dropped`:
   * the value of the whole, which nothing looks at, and nothing besides.
   */
  readonly role: "effect" | "plain" | "dropped";
}

/** What has to be known of a part. */
export interface PartQuestions {
  readonly isEffect: (node: SyntaxNode) => boolean;
  /** Whether the symbol is bound for certain, so that reading it cannot fail. */
  readonly isBound: (symbol: SyntaxNode) => boolean;
  /** Whether the file gives the name a meaning of its own. */
  readonly isOwn: (name: string) => boolean;
}

/**
 * The parts' roles; undefined where the last registration is followed by something that could fail:
 * as the value of the whole an error stopped the script, and as one part among others it would not.
 */
export function readSequence(
  parts: readonly SyntaxNode[],
  { isEffect, isBound, isOwn }: PartQuestions,
): readonly SequencePart[] | undefined {
  const last = parts.findLastIndex(isEffect);
  const read = parts.map((node, at): SequencePart | undefined => {
    if (isEffect(node)) {
      // In braces it would be data: nothing evaluates it.
      return node.kind === SyntaxKind.List ? { node, role: "effect" } : undefined;
    }
    if (at > last && (isConstant(node) || isKeyword(node) || isBound(node))) {
      return { node, role: "dropped" };
    }
    return at < last || isPrint(node, isOwn) ? { node, role: "plain" } : undefined;
  });
  return read.every((part) => part !== undefined) ? read : undefined;
}

/** A call that prints and cannot fail: what `print` is given may even be an error. */
function isPrint(node: SyntaxNode, isOwn: PartQuestions["isOwn"]): boolean {
  const form = readCall(node);
  if (form === undefined || isOwn(form.name)) {
    return false;
  }
  const [format, ...values] = form.args;
  return (
    form.name === "print" ||
    (PRINTS_FORMATS.has(form.name) &&
      values.length === 0 &&
      format?.kind === SyntaxKind.String &&
      !format.text.includes("%"))
  );
}

const PRINTS_FORMATS: ReadonlySet<string> = new Set(["printf", "println"]);

function isKeyword({ kind, text }: SyntaxNode): boolean {
  return kind === SyntaxKind.Symbol && text.startsWith(":");
}

/** Whether evaluating the element does nothing and cannot fail. */
export function isConstant(node: SyntaxNode): boolean {
  return (
    isEmptyBrackets(node) ||
    node.kind === SyntaxKind.Number ||
    node.kind === SyntaxKind.String ||
    ["nil", "true", "false"].some((name) => isSymbol(node, name))
  );
}
