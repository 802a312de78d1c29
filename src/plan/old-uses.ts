// The places of a file that keep it on the old API: what has to go before the final module can be
// installed. A reading only; the plan decides which files count. Called by the command `framework`.

import { isOldInternalName, REGISTRATIONS } from "../framework/framework-api.js";
import { OLD_KINDS, scriptOf } from "../program/script.js";

/** A place as people count; the column counts UTF-16 units from 1. */
export interface OldUse {
  readonly line: number;
  readonly column: number;
}

/** Every top-level call of the old API, and every other name that only it has, in order. */
export function readOldUses(text: string): readonly OldUse[] {
  const { tree, items, uses } = scriptOf(text);
  const calls = items.filter(({ kind }) => OLD_KINDS.has(kind)).map(({ node }) => node);
  const names = uses
    .filter(({ name, role }) => isOldOnly(name) && role !== "parameter")
    .map(({ node }) => node);
  return [...calls, ...names]
    .map((node) => node.span.start)
    .toSorted((a, b) => a - b)
    .map((offset) => tree.lines.position(offset));
}

function isOldOnly(name: string): boolean {
  return name in REGISTRATIONS || isOldInternalName(name);
}
