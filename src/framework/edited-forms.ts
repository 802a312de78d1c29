// What a registry does that the one which everybody has does not: its successor knows nothing of it, so
// that tests may run, pass or print otherwise. Told form by form, by tokens. Pure; asked of a module that
// is replaced.

import { createHash } from "node:crypto";
import { bindsGlobal, readBinding } from "../syntax/bindings.js";
import { readForm } from "../syntax/form.js";
import { isTokenKind, isTriviaKind } from "../syntax/kinds.js";
import type { SyntaxNode } from "../syntax/tree.js";
import { treeOf } from "../syntax/tree-of.js";
import { isOldInternalName, PUBLIC_NAMES } from "./framework-api.js";
import { KNOWN_FORMS } from "./known-forms.js";
import { definedNames, isLoad } from "./module-text.js";

/** A form of a module's own, and the names of the framework that it gives a meaning; none for what only acts. */
export interface EditedForm {
  readonly node: SyntaxNode;
  readonly names: readonly string[];
}

/**
 * The forms of a registry that are not as in any known one. Loads stay with the successor, and of
 * names that only the project knows it is asked elsewhere who uses them.
 */
export function editedForms(text: string): readonly EditedForm[] {
  if (!definedNames(text).includes("*test-registry*")) {
    return [];
  }
  return treeOf(text)
    .root.elements.filter((node) => !isLoad(node) && !KNOWN_FORMS.has(fingerprint(node)))
    .flatMap((node): readonly EditedForm[] => {
      const form = readForm(node);
      const binding = form && readBinding(form);
      const isDefinition = binding !== undefined && bindsGlobal(binding);
      const names = isDefinition ? binding.names.map(({ text }) => text).filter(isOfFramework) : [];
      return isDefinition && names.length === 0 ? [] : [{ node, names }];
    });
}

function isOfFramework(name: string): boolean {
  return PUBLIC_NAMES.has(name) || isOldInternalName(name);
}

/** The same for the same tokens, however they are laid out. */
export function fingerprint({ tree, index }: SyntaxNode): string {
  const hash = createHash("sha256");
  for (let at = index; at < tree.after(index); at++) {
    const kind = tree.kind(at);
    if (isTokenKind(kind) && !isTriviaKind(kind)) {
      hash.update(`${tree.text(at)}\n`);
    }
  }
  return hash.digest("hex").slice(0, 12);
}
