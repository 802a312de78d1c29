// Formatting as a transform, made for each run and no entry of the registry: it is never part of a
// migration. It goes through the same plan, proof, reports and journal as any.

import { type Rewrite, rewriteOfEdits } from "../../src/edit/rewrite.js";
import { finding } from "../../src/finding/finding.js";
import { formatPart, formatText } from "../../src/format/format.js";
import { type FormatOptions, rulesFor } from "../../src/format/rules.js";
import { defineTransform, type Transform, type Verdict } from "../../src/kit/transform.js";
import { dialectOf, type Project } from "../../src/program/project.js";
import type { SecondMigration } from "../../src/proof/proof.js";
import { proveFormat } from "../../src/proof/prove-format.js";
import { errorsFor } from "../../src/syntax/diagnostic.js";
import type { Span } from "../../src/syntax/span.js";
import { treeOf } from "../../src/syntax/tree-of.js";
import { mendFor, readError } from "../define-to-suite/findings/read-error.js";

/** The transform that formats files in this way; or of a file the lines of a part, which are not judged again. */
export function formatTransform(options: FormatOptions, part?: Span): Transform {
  return defineTransform<Rewrite>({
    name: "format",
    documentation: {
      summary: "indentation, blanks and blank lines are made even",
      before: "(fun {f x}\n   { + x  1 })\n",
      after: "(fun {f x}\n  {+ x 1})\n",
    },
    command: "format",
    needs: "file",
    concerns: "code",
    findings: [readError],
    judge: (source, { project }) => judge(source, project, options, part),
    change: (rewrite) => rewrite,
    prove: (claim) => proveFormat(part === undefined ? claim : { ...claim, migrateAgain: isDone }),
  });
}

/** Where a part has come to lie, and what is still to do around it, nobody knows. */
const isDone = (): SecondMigration => ({ changed: false, findings: [] });

function judge(
  source: string,
  project: Project,
  options: FormatOptions,
  part: Span | undefined,
): Verdict<Rewrite> {
  const dialect = dialectOf(project);
  const [unreadable] = errorsFor(dialect, treeOf(source).diagnostics);
  if (unreadable !== undefined) {
    const refusal = finding(readError, unreadable.span, unreadable.message);
    return { status: "blocked", findings: [{ ...refusal, hint: mendFor("format") }] };
  }
  const rules = rulesFor(source, dialect, options);
  const rewrite =
    part === undefined
      ? formatText(source, rules)
      : rewriteOfEdits(source, formatPart(source, part, rules));
  return isUnchanged(rewrite)
    ? { status: "unchanged", findings: [] }
    : { status: "changed", findings: [], plan: rewrite };
}

function isUnchanged({ source, fragments }: Rewrite): boolean {
  const [only, ...others] = fragments;
  const isWhole = typeof only === "object" && only.end - only.start === source.length;
  return others.length === 0 && (only === undefined ? source === "" : isWhole);
}
