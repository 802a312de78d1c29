// What a reviewer wants to know of a framework module that is replaced as a whole, whose two texts have
// no line in common: which names it defines now, and which no more.

import { isInnerName } from "../framework/framework-api.js";
import { definedNames } from "../framework/module-text.js";
import type { PlannedChange } from "../outcome/planned-file.js";
import { countOf } from "../text/wording.js";

/** A line for each of the three kinds of names, those without any left out; safe to print is up to the caller. */
export function describeReplacement({
  source,
  newText,
}: Pick<PlannedChange, "source" | "newText">): readonly string[] {
  const before = new Set(definedNames(source));
  const after = new Set(definedNames(newText));
  const added = [...after].filter((name) => !before.has(name));
  const gone = [...before].filter((name) => !after.has(name));
  const stays = [...after].filter((name) => before.has(name));
  return [
    describeNames("defines now: ", added),
    describeNames("defines no more: ", gone),
    describeNames("defines as before, by another text: ", stays),
  ].filter((line) => line !== "");
}

/** The names for users; how many more there are for the module itself. */
function describeNames(title: string, names: readonly string[]): string {
  const inner = names.filter(isInnerName).length;
  const shown = names.filter((name) => !isInnerName(name));
  const rest = inner > 0 ? [countOf(inner, "inner name")] : [];
  return names.length === 0 ? "" : title + [...shown, ...rest].join(", ");
}
