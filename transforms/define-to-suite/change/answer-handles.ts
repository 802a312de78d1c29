// Async tests that call `done` written as tests that answer a handle: the parameter goes, and each
// call of `done` is what it was given, or a handle of that. Nothing else of the file changes.

import type { Edit } from "../../../src/edit/edit.js";
import { type Rewrite, rewriteOfEdits } from "../../../src/edit/rewrite.js";
import type { Script } from "../../../src/program/script.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { Answer } from "../judge/answered-tests.js";
import { readAsyncTests } from "../judge/handle-protocol.js";

/** The rewrite of a file whose async tests can all answer a handle; others stay as they are. */
export function answerHandles(script: Script): Rewrite {
  const edits = readAsyncTests(script).flatMap((test): readonly Edit[] =>
    "answers" in test
      ? [{ span: test.parameters.span, newText: "{}" }, ...test.answers.flatMap(answerEdits)]
      : [],
  );
  return rewriteOfEdits(script.tree.source, edits);
}

/**
 * `(done X)` to `X`, `{done X}` to `{X}`; where the test itself answers it, to a handle of `X`. What
 * `done` took for true and the runner of handles may not is asked for: `(if X {true} {false})`.
 */
function answerEdits({ call, verdict, isTruth, isHandle }: Answer): readonly Edit[] {
  const { node, head } = call;
  const isBody = node.kind === SyntaxKind.QExpr && !isHandle;
  const before = isTruth ? "" : isBody ? "if " : "(if ";
  const behind = isTruth ? "" : isBody ? " {true} {false}" : " {true} {false})";
  if (isHandle) {
    const inserted = (at: number, newText: string): readonly Edit[] =>
      newText === "" ? [] : [{ span: { start: at, end: at }, newText }];
    return [
      { span: head.span, newText: "aio/pure" },
      ...inserted(verdict.start, before),
      ...inserted(verdict.end, behind),
    ];
  }
  const start = isBody ? head.start : node.start;
  const end = isBody ? verdict.end : node.end;
  return [
    { span: { start, end: verdict.start }, newText: before },
    { span: { start: verdict.end, end }, newText: behind },
  ];
}
