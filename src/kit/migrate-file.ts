// One file through one transform and its proof. Nothing that fails its proof leaves here as
// a change. The runner, the jscodeshift adapter and standard input all go through this.

import { editsOf, newTextOf } from "../edit/rewrite.js";
import { afterwards, describeAgain } from "./afterwards.js";
import type { FileResult } from "./file-result.js";
import { migrateGroup } from "./migrate-group.js";
import type { Outcome, Transform, TransformContext } from "./transform.js";

export type { FileResult } from "./file-result.js";

/**
 * Transforms one file and proves the change; one of a group is answered as the whole group comes out.
 * Pure: reads only what `context.project` answers.
 */
export function migrateFile(
  transform: Transform,
  source: string,
  context: TransformContext,
): FileResult {
  return migrateTogether(transform, source, context).get(context.path) as FileResult;
}

/** The same, with the results of all files that change together with this one, by path. */
export function migrateTogether(
  transform: Transform,
  source: string,
  context: TransformContext,
): ReadonlyMap<string, FileResult> {
  const outcome = transform.run(source, context);
  return outcome.status === "changed" && outcome.group !== undefined
    ? migrateGroup(transform, outcome.group, context)
    : new Map([[context.path, proveAlone(transform, source, outcome, context)]]);
}

function proveAlone(
  transform: Transform,
  source: string,
  outcome: Outcome,
  context: TransformContext,
): FileResult {
  const { path } = context;
  const { findings, tests, loads } = outcome;
  const read = { path, source, findings, tests, ...(loads && { loads }) };
  if (outcome.status !== "changed") {
    return { ...read, status: outcome.status };
  }
  const { rewrite } = outcome;
  const newText = newTextOf(rewrite);
  const edits = editsOf(rewrite);
  const result = transform.prove({
    path,
    oldText: source,
    newText,
    target: context.options.target,
    edits,
    migrateAgain: (text) => describeAgain(transform.run(text, afterwards(context))),
    knownFindings: findings.map(({ code }) => code),
  });
  return result.ok
    ? { ...read, status: "changed", newText, rewrite, edits, proof: result.proof }
    : { ...read, status: "failed", failures: result.failures };
}
