// A transform held against a commit that made the same change by hand: run on every file as it was before, and
// compared with what the commit left. Pure; files come as texts.

import { editBetween } from "../edit/edit.js";
import { migrateFile } from "../kit/migrate-file.js";
import type { Transform, TransformContext } from "../kit/transform.js";
import { equalElements } from "../syntax/equality.js";
import { parse } from "../syntax/parser.js";

/** What a transform made of a file that the commit changed, or of one that it did not. */
export type Comparison =
  /** Byte for byte what the commit left. */
  | "identical"
  /** The same tokens, laid out otherwise. */
  | "tokens"
  | "different"
  /** The commit changed it, the transform did not. */
  | "untouched"
  /** The transform changed it, the commit did not. */
  | "extra"
  /** A finding, or a failed proof, kept it as it is. */
  | "refused";

/** How a transform's text of one file compares with the commit's. */
export interface ComparedFile {
  readonly path: string;
  readonly comparison: Comparison;
  /** What the transform made, and what the commit left. */
  readonly made: string;
  readonly wanted: string;
  /** Why it was refused. */
  readonly reason?: string;
}

/** A file of a commit: its text in the parent, and in the commit. */
export interface CommitFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** Compares one file; undefined for one that neither changed. */
export function compareFile<Options>(
  transform: Transform<Options>,
  { path, before, after }: CommitFile,
  context: Omit<TransformContext<Options>, "path">,
): ComparedFile | undefined {
  const result = migrateFile(transform, before, { ...context, path });
  const made = result.status === "changed" ? result.newText : before;
  const file = { path, made, wanted: after };
  if (result.status === "blocked" || result.status === "failed") {
    const reason =
      result.status === "failed"
        ? result.failures[0]
        : result.findings.find(({ severity }) => severity === "refuse");
    return { ...file, comparison: "refused", reason: `${reason?.code}: ${reason?.message}` };
  }
  if (made === before && after === before) {
    return undefined;
  }
  return { ...file, comparison: compareTexts(before, made, after) };
}

function compareTexts(before: string, made: string, after: string): Comparison {
  if (made === after) {
    return "identical";
  }
  if (made === before) {
    return "untouched";
  }
  if (after === before) {
    return "extra";
  }
  return equalElements(parse(made).root, parse(after).root) ? "tokens" : "different";
}

/** The one edit from what the transform made to what the commit left, for a diff. */
export function editOf({ made, wanted }: ComparedFile): ReturnType<typeof editBetween> {
  return editBetween(made, wanted);
}
