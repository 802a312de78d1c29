// Takes out suppression comments that hold nothing back. Which ones these are only a whole check can
// say, so that this is made for each run and is no entry of the registry. Invariant: nothing goes but
// the comment, and where it stands on a line of its own, that line.

import type { Edit } from "../../src/edit/edit.js";
import { rewriteOfEdits } from "../../src/edit/rewrite.js";
import { readSuppressions, standsAlone } from "../../src/finding/suppressions.js";
import { defineTransform, type Transform } from "../../src/kit/transform.js";
import { provePruned } from "../../src/proof/prove-pruned.js";
import type { Span } from "../../src/syntax/span.js";

/** A transform that takes out these comments, by path; a text in which they do not stand stays. */
export function pruneSuppressions(unused: ReadonlyMap<string, readonly Span[]>): Transform {
  return defineTransform<{ readonly source: string; readonly edits: readonly Edit[] }>({
    name: "prune-suppressions",
    documentation: {
      summary: "suppression comments that hold nothing back go",
      before: "; valk-codemod-disable-next-line leak it used to be one\n(def {x} 1)\n",
      after: "(def {x} 1)\n",
    },
    needs: "file",
    concerns: "code",
    findings: [],
    judge(source, { path }) {
      const starts = new Set(unused.get(path)?.map(({ start }) => start));
      const edits = readSuppressions(source)
        .filter(({ span }) => starts.has(span.start))
        .map(({ span }) => ({ span: removedWith(source, span), newText: "" }));
      return edits.length === 0
        ? { status: "unchanged", findings: [] }
        : { status: "changed", findings: [], plan: { source, edits } };
    },
    change: ({ source, edits }) => rewriteOfEdits(source, edits),
    prove: provePruned,
  });
}

/** A comment ends its line, so that one that stands alone has the line from end to end. */
function removedWith(source: string, span: Span): Span {
  const lineFeed = source.indexOf("\n", span.end);
  return standsAlone(source, span)
    ? {
        start: source.lastIndexOf("\n", span.start - 1) + 1,
        end: lineFeed === -1 ? source.length : lineFeed + 1,
      }
    : span;
}
