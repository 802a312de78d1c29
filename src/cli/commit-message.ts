// What a commit of a piece says: what was done, to which files, how many tests there were before and after,
// and by what. Pure; asked by the run that commits.

import { escapeControls } from "../text/escape.js";
import { countOf } from "../text/wording.js";

/** What a piece is: files, or the modules before or behind them. */
export type PieceKind = "files" | "module" | "module-before" | "module-after";

export interface PieceFacts {
  readonly kind: PieceKind;
  /** What several files have in common, as it stands behind their number: `of test/`. */
  readonly name: string;
  /** What became of each file, by its path, as a clause. */
  readonly files: ReadonlyMap<string, string>;
  readonly transform: string;
  readonly toolVersion: string;
}

const LISTED = 50;

/** The message: a subject of one line, the files, the proof, and two trailers. */
export function commitMessage(facts: PieceFacts): string {
  const lines = [...facts.files].map(([path, fact]) => `${escapeControls(path)}: ${fact}`);
  const rest = lines.length - LISTED;
  return [
    subjectOf(facts),
    "",
    ...lines.slice(0, LISTED),
    ...(rest > 0 ? [`and ${countOf(rest, "more file")}`] : []),
    ...(facts.kind === "files" ? ["", ...PROOF] : []),
    "",
    `Transform: ${escapeControls(facts.transform)}`,
    `Tool: valk-codemod ${facts.toolVersion}`,
    "",
  ].join("\n");
}

const PROOF = [
  "A second reading of the old and the new text found the same tests, comments",
  "and other code in them.",
];

function subjectOf({ kind, name, files, transform }: PieceFacts): string {
  const [first = ""] = files.keys();
  const shown = escapeControls(files.size === 1 ? first : name);
  switch (kind) {
    case "module":
      return `Replace the test framework, ${shown}`;
    case "module-before":
      return `Have ${shown} answer tests in both styles`;
    case "module-after":
      return `Take out of ${shown} what no test calls any more`;
    default:
      return `Migrate ${files.size === 1 ? shown : `${countOf(files.size, "file")} ${shown}`} with ${escapeControls(transform)}`;
  }
}
