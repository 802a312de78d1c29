// The difference between an installed module and the shipped one, line by line. Pure. The two texts
// have no edits in common that are known, so that a library finds them. Called by `framework`.

import { createTwoFilesPatch, structuredPatch } from "diff";
import { withLineFeeds } from "../plan/framework-state.js";

/**
 * A unified diff from the installed text to the shipped one, line ends aside; empty where they are
 * equal. `names` head the two sides.
 */
export function diffModules(
  installed: string,
  shipped: string,
  names: { readonly installed: string; readonly shipped: string },
): string {
  const before = withLineFeeds(installed);
  if (before === shipped) {
    return "";
  }
  const patch = createTwoFilesPatch(names.installed, names.shipped, before, shipped);
  return patch.slice(patch.indexOf("--- "));
}

/** How many lines the shipped module has more, and fewer, than the installed one. */
export function countModuleDiff(
  installed: string,
  shipped: string,
): { readonly added: number; readonly removed: number } {
  const { hunks } = structuredPatch("", "", withLineFeeds(installed), shipped);
  const lines = hunks.flatMap((hunk) => hunk.lines);
  return {
    added: lines.filter((line) => line.startsWith("+")).length,
    removed: lines.filter((line) => line.startsWith("-")).length,
  };
}
