// Texts that a program makes code of: registrations in them are none that a migration sees, and need the
// old API as long as they are there. Told by the call that a string stands in, nothing is evaluated.

import { REGISTRATIONS } from "../framework/framework-api.js";
import { readForm } from "../syntax/form.js";
import { SyntaxKind } from "../syntax/kinds.js";
import type { SyntaxNode, SyntaxTree } from "../syntax/tree.js";
import type { Script } from "./script.js";

/** A call of a registration, from its bracket to its name. */
export const REGISTRATION_IN_TEXT = /[({]\s{0,7}test\/(?:define|async)(?![\w+\-*\\/=<>!&?:])/;

/** Functions that make code of a text; `parse` is there since February 2026. */
export const READERS: ReadonlySet<string> = new Set(["read", "parse"]);

/** Whether the element is a string that stands as an argument of a call which makes code of it. */
export function isReadAsCode(tree: SyntaxTree, index: number): boolean {
  const call = tree.kind(index) === SyntaxKind.String ? tree.node(index).parent : undefined;
  return call !== undefined && READERS.has(readForm(call)?.name ?? "");
}

/** The strings with a registration that the file makes code of, in order. Linear in its size. */
export function registrationsRead({ tree }: Script): readonly SyntaxNode[] {
  const mayHave = Object.keys(REGISTRATIONS).some((name) => tree.source.includes(name));
  const strings = mayHave ? tree.allOfKind(SyntaxKind.String) : [];
  return strings
    .filter((at) => isReadAsCode(tree, at) && REGISTRATION_IN_TEXT.test(tree.text(at)))
    .map((at) => tree.node(at));
}
