// How places and bindings are put into words, the same in every finding.

import type { Write } from "./file-model.js";
import type { Site } from "./judge.js";

/** A binding inside a body: `def in function f`. */
export function describeWrite({ how, scope }: Write): string {
  return `${how} in ${scope.label}`;
}

/** What a place does with a global. */
export function describeUse({ at }: Site, name: string): string {
  const where = at.scope.kind === "global" ? "at top level" : `in ${at.scope.label}`;
  return `${name} is ${"how" in at ? "bound" : "read"} here, ${where}`;
}
