// Changed files for tests of reviews: texts that were migrated, and random rewrites that no
// migration would make.

import { editsOf, newTextOf, type Rewrite, RewriteBuilder } from "../../src/edit/rewrite.js";
import type { ChangedFile } from "../../src/kit/file-result.js";
import { migrateFile } from "../../src/kit/migrate-file.js";
import { readSuiteFacts } from "../../src/program/suite-facts.js";
import type { TestCounts } from "../../src/program/test-calls.js";
import { type FileReview, type ReviewInput, reviewFile } from "../../src/review/file-review.js";
import { defineToSuite } from "../../transforms/define-to-suite.js";
import { fc } from "../properties.js";
import { projectOf, type Target } from "../transforms/define-to-suite/fixtures.js";

/** The migration of a text, which must be one that changes. */
export function migrated(
  source: string,
  target: Target = "builder",
): ChangedFile & { readonly tests: TestCounts } {
  const result = migrateFile(defineToSuite, source, {
    path: "test/file.valk",
    project: projectOf(),
    options: { target },
  });
  if (result.status !== "changed") {
    throw new Error(JSON.stringify(result, null, 2));
  }
  return { ...result, tests: readSuiteFacts(source).tests };
}

export function reviewOf(source: string, target?: Target): FileReview {
  return reviewFile(migrated(source, target));
}

/** What a review is made of, for a rewrite without findings. */
export function inputOf(rewrite: Rewrite): ReviewInput {
  const { source } = rewrite;
  return { source, newText: newTextOf(rewrite), edits: editsOf(rewrite), rewrite, findings: [] };
}

const text = fc
  .array(fc.constantFrom("\n", "\n", " ", "a", "(f x)", "\r\n", "é", "📦", "  b\n", '"s'), {
    maxLength: 20,
  })
  .map((parts) => parts.join(""));

/** A rewrite that cuts its source anywhere and puts the parts anywhere, with new text between. */
export const anyRewrite: fc.Arbitrary<Rewrite> = fc
  .tuple(text, fc.array(fc.nat(60), { maxLength: 6 }), fc.array(fc.tuple(fc.nat(), text)))
  .map(([source, cuts, order]) => {
    const borders = [...new Set([0, ...cuts.map((cut) => cut % (source.length + 1))])].sort(
      (a, b) => a - b,
    );
    const spans = borders.map((start, at) => ({ start, end: borders[at + 1] ?? source.length }));
    const builder = new RewriteBuilder(source);
    for (const [pick, added] of order) {
      const [span] = spans.splice(pick % Math.max(spans.length, 1), 1);
      builder.add(added);
      builder.keep(span?.start ?? 0, span?.end ?? 0);
    }
    return builder.build();
  });

/** The rows as text: a sign for the kind, the class, the line; `>` marks where a moved line went. */
export function showRows({ rows, oldLines, newLines }: FileReview): string {
  return rows
    .map((row) => {
      const newText = "newLine" in row ? newLines.at(row.newLine).trimEnd() : "";
      const oldText = "oldLine" in row ? oldLines.at(row.oldLine).trimEnd() : "";
      switch (row.kind) {
        case "same":
          return `          | ${newText}`;
        case "changed":
          return `${row.class.padEnd(10)}~ ${newText}`;
        case "moved-from":
          return `${row.class.padEnd(10)}> ${oldText}`;
        case "moved-to":
          return `${row.class.padEnd(10)}< ${newText}`;
        case "removed":
          return `${row.class.padEnd(10)}- ${oldText}`;
        default:
          return `${row.class.padEnd(10)}+ ${newText}`;
      }
    })
    .join("\n");
}
