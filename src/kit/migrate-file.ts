// One file through one transform and its proof. Nothing that fails its proof leaves here as
// a change. The runner, the jscodeshift adapter and standard input all go through this.

import { editsOf, newTextOf } from "../edit/rewrite.js";
import { dialectOf } from "../program/project.js";
import type { FileResult, JudgedFile } from "./file-result.js";
import { migrateAgain } from "./migrate-again.js";
import { judgeGroup, migrateGroup } from "./migrate-group.js";
import type { Judgement, Transform, TransformContext } from "./transform.js";

export type { FileResult } from "./file-result.js";

/**
 * Transforms one file and proves the change; one of a group is answered as the whole group comes out.
 * Pure: reads only what `context.project` answers.
 */
export function migrateFile<Options>(
  transform: Transform<Options>,
  source: string,
  context: TransformContext<Options>,
): FileResult {
  return migrateTogether(transform, source, context).get(context.path) as FileResult;
}

/** The same, with the results of all files that change together with this one, by path. */
export function migrateTogether<Options>(
  transform: Transform<Options>,
  source: string,
  context: TransformContext<Options>,
): ReadonlyMap<string, FileResult> {
  const judgement = transform.judge(source, context);
  return judgement.status === "changed" && judgement.group !== undefined
    ? migrateGroup(transform, judgement.group, context)
    : new Map([[context.path, proveAlone(transform, source, judgement, context)]]);
}

/** The verdicts on a file and on all that change together with it, by path; nothing is laid out. */
export function judgeTogether<Options>(
  transform: Transform<Options>,
  source: string,
  context: TransformContext<Options>,
): ReadonlyMap<string, JudgedFile> {
  const { path } = context;
  const { status, findings, ...judged } = transform.judge(source, context);
  return "group" in judged && judged.group !== undefined
    ? judgeGroup(transform, judged.group, context)
    : new Map([[path, { path, source, findings, status }]]);
}

function proveAlone<Options>(
  transform: Transform<Options>,
  source: string,
  judgement: Judgement,
  context: TransformContext<Options>,
): FileResult {
  const { path, options } = context;
  const { findings } = judgement;
  const read = { path, source, findings };
  if (judgement.status !== "changed") {
    return { ...read, status: judgement.status };
  }
  const rewrite = judgement.change();
  const newText = newTextOf(rewrite);
  const edits = editsOf(rewrite);
  const claim = {
    path,
    oldText: source,
    newText,
    edits,
    symbolCharacters: dialectOf(context.project).symbolCharacters,
    migrateAgain: (text: string) => migrateAgain(transform, text, context),
    knownFindings: findings.map(({ code }) => code),
  };
  const result = transform.prove(claim, options);
  return result.ok
    ? { ...read, status: "changed", newText, rewrite, edits, proof: result.proof }
    : { ...read, status: "failed", failures: result.failures };
}
