// The patch of one file, in git's format. Invariant: `git apply` and `patch -p1` make exactly the
// new text of it, byte for byte, so nothing is hidden or escaped here but the file's name.

import { quoteGitPath } from "../project/git-path.js";
import { formatHunkHeader, hunksOf, type LineDiff, type LineKind, visitLines } from "./diff.js";

const SIGNS: Readonly<Record<LineKind, string>> = { context: " ", removed: "-", added: "+" };

/**
 * The patch of a file whose path is relative to where the patch will be applied, with this many
 * lines of context; empty where nothing changes.
 */
export function formatPatch(path: string, diff: LineDiff, context: number): string {
  const hunks = hunksOf(diff, context);
  if (hunks.length === 0) {
    return "";
  }
  const oldName = quoteGitPath(`a/${path}`);
  const newName = quoteGitPath(`b/${path}`);
  // Without the tab, patch would take the name to end at its first blank.
  const end = path.includes(" ") ? "\t" : "";
  let patch = `diff --git ${oldName} ${newName}\n--- ${oldName}${end}\n+++ ${newName}${end}\n`;
  for (const hunk of hunks) {
    patch += `${formatHunkHeader(hunk)}\n`;
    visitLines(diff, hunk, (kind, text) => {
      patch += SIGNS[kind] + text;
      if (!text.endsWith("\n")) {
        patch += "\n\\ No newline at end of file\n";
      }
    });
  }
  return patch;
}
