// A repair of one global: the transform of all, narrowed down to the definitions of one name. What is
// left of its edits is proven like any other change.

import type { AnyTransform } from "../../transforms/all-transforms.js";
import type { Edit } from "../edit/edit.js";
import { editsOf, type Rewrite, rewriteOfEdits } from "../edit/rewrite.js";
import type { Judgement } from "../kit/transform.js";
import { SyntaxKind } from "../syntax/kinds.js";
import type { Span } from "../syntax/span.js";
import type { SyntaxNode } from "../syntax/tree.js";
import { treeOf } from "../syntax/tree-of.js";

/** The transform that changes only heads of definitions of this name. */
export function restrictTo(transform: AnyTransform, name: string): AnyTransform {
  const narrow =
    (judge: AnyTransform["judge"]): AnyTransform["judge"] =>
    (source, context) => {
      const judged = judge(source, context);
      if (judged.status === "blocked") {
        return judged;
      }
      // What is said of other names is no answer to who asked for this one.
      const findings = judged.findings.filter(({ span }) => textAt(source, span) === name);
      return judged.status === "changed"
        ? keepOnly({ ...judged, findings }, source, name)
        : { ...judged, findings };
    };
  return {
    ...transform,
    judge: narrow(transform.judge),
    judgeAgain: narrow(transform.judgeAgain),
  };
}

type Changing = Extract<Judgement, { readonly status: "changed" }>;

function keepOnly(judged: Changing, source: string, name: string): Judgement {
  const edits = editsFor(judged.change(), source, name);
  const { findings } = judged;
  return edits.length === 0
    ? { status: "unchanged", findings }
    : { status: "changed", findings, change: () => rewriteOfEdits(source, edits) };
}

function textAt(source: string, { start, end }: Span): string {
  return source.slice(start, end);
}

/** A form may bind several names: these belong together, and so do all forms of one of them. */
function editsFor(rewrite: Rewrite, source: string, name: string): readonly Edit[] {
  const tree = treeOf(source);
  const all = editsOf(rewrite).map((edit) => {
    const head = tree.node(tree.tokenAt(edit.span.start));
    return { edit, names: namesBoundBy(head.parent) };
  });
  const names = new Set([name]);
  for (let size = 0; size < names.size; ) {
    size = names.size;
    for (const one of all.filter(({ names: bound }) => bound.some((each) => names.has(each)))) {
      for (const each of one.names) {
        names.add(each);
      }
    }
  }
  return all.flatMap(({ edit, names: bound }) =>
    bound.some((each) => names.has(each)) ? [edit] : [],
  );
}

function namesBoundBy(form: SyntaxNode | undefined): readonly string[] {
  const list = form?.elements[1];
  return list?.kind === SyntaxKind.QExpr
    ? list.elements.filter(({ kind }) => kind === SyntaxKind.Symbol).map(({ text }) => text)
    : [];
}
