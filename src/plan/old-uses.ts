// The places of a file that keep it on the old API: what has to go before the final module can be
// installed. A reading only; the plan decides which files count. Called by the command `framework`.

import { isOldInternalName, REGISTRATIONS } from "../framework/framework-api.js";
import { registrationsRead } from "../program/code-in-text.js";
import { OLD_KINDS, scriptOf } from "../program/script.js";

/** A place as people count; the column counts UTF-16 units from 1. */
export interface OldUse {
  readonly line: number;
  readonly column: number;
}

/**
 * Every top-level call of the old API, every other name that only it has, and every text with one that
 * becomes code, in order.
 */
export function readOldUses(text: string): readonly OldUse[] {
  const script = scriptOf(text);
  const { tree, items, uses } = script;
  const calls = items.filter(({ kind }) => OLD_KINDS.has(kind)).map(({ node }) => node);
  const names = uses
    .filter(({ name, role }) => isOldOnly(name) && role !== "parameter")
    .map(({ node }) => node);
  return [...calls, ...names, ...registrationsRead(script)]
    .map((node) => node.span.start)
    .toSorted((a, b) => a - b)
    .map((offset) => tree.lines.position(offset));
}

function isOldOnly(name: string): boolean {
  return name in REGISTRATIONS || isOldInternalName(name);
}
