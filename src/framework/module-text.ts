// Questions about the text of a framework module that need no other file. Pure.

import { bindsGlobal, readBinding } from "../syntax/bindings.js";
import { readForm } from "../syntax/form.js";
import { treeOf } from "../syntax/tree-of.js";

/** `text`, which has LF line ends, with those that most lines of `existing` have. */
export function withLineEndsOf(existing: string, text: string): string {
  const crlf = existing.split("\r\n").length - 1;
  const all = existing.split("\n").length - 1;
  return crlf * 2 > all ? text.replaceAll("\n", "\r\n") : text;
}

/** The names that the text defines at top level, in order. */
export function definedNames(text: string): readonly string[] {
  return treeOf(text).root.elements.flatMap((node) => {
    const form = readForm(node);
    const binding = form && readBinding(form);
    return binding && bindsGlobal(binding) ? binding.names.map((name) => name.text) : [];
  });
}
