// Questions about the text of a framework module that need no other file. Pure.

import { bindsGlobal, readBinding } from "../syntax/bindings.js";
import { readCall, readForm } from "../syntax/form.js";
import { SyntaxKind } from "../syntax/kinds.js";
import type { SyntaxNode } from "../syntax/tree.js";
import { treeOf } from "../syntax/tree-of.js";

/** `text`, which has LF line ends, with those that most lines of `existing` have. */
export function withLineEndsOf(existing: string, text: string): string {
  const crlf = existing.split("\r\n").length - 1;
  const all = existing.split("\n").length - 1;
  return crlf * 2 > all ? text.replaceAll("\n", "\r\n") : text;
}

/**
 * `text`, which has LF line ends, as it can stand in the place of `existing`: with what that one loads,
 * above and below its own forms, for files that load the one count on the other.
 */
export function inPlaceOf(existing: string, text: string): string {
  const forms = treeOf(existing).root.elements;
  const above = forms.findIndex((node) => !isLoad(node));
  const linesOf = (nodes: readonly SyntaxNode[]): string =>
    nodes
      .filter(isLoad)
      .map((node) => `${node.text.replaceAll("\r\n", "\n")}\n`)
      .join("");
  const [head, tail] = above === -1 ? [forms, []] : [forms.slice(0, above), forms.slice(above)];
  return withLineEndsOf(existing, linesOf(head) + text + linesOf(tail));
}

/** Whether the form loads a file whose path is written out. */
export function isLoad(node: SyntaxNode): boolean {
  const form = readCall(node);
  return (
    form?.name === "load" && form.args.length === 1 && form.args[0]?.kind === SyntaxKind.String
  );
}

/** The names that the text defines at top level, in order. */
export function definedNames(text: string): readonly string[] {
  return treeOf(text).root.elements.flatMap((node) => {
    const form = readForm(node);
    const binding = form && readBinding(form);
    return binding && bindsGlobal(binding) ? binding.names.map((name) => name.text) : [];
  });
}
