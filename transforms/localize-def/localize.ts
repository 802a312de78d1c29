// Plans a file until nothing is left to plan: a def that became local no longer stands in the way
// of another one. Each round keeps what the program does, so all of them together do.

import { applyEdits } from "../../src/edit/edit.js";
import { readFixContext } from "../../src/mutation/fix-context.js";
import type { Project } from "../../src/program/project.js";
import { lowerBound } from "../../src/syntax/lower-bound.js";
import type { Span } from "../../src/syntax/span.js";
import { type LocalPlan, planLocals } from "./local-plan.js";

/** What each replaced head shrinks by: `def` to `=`. */
const SHRINKS_BY = 2;

/** The plan for a file, with spans of the text given, as a transform asks for it. */
export function localizeFile(path: string, source: string, project: Project): LocalPlan {
  let text = source;
  let heads: readonly Span[] = [];
  for (;;) {
    const { file, globals, knowsAllFiles } = readFixContext(path, text, project);
    const plan = planLocals(file, globals, knowsAllFiles);
    const toSource = inSource(heads);
    const left = plan.left.map((each) => ({ ...each, span: toSource(each.span) }));
    if (plan.heads.length === 0) {
      return { heads, left };
    }
    const found = plan.heads.map(toSource);
    heads = [...heads, ...found].sort((a, b) => a.start - b.start);
    text = applyEdits(
      text,
      plan.heads.map((span) => ({ span, newText: "=" })),
    );
  }
}

/** Maps spans of a text in which these heads are replaced back to the text where they are not. */
function inSource(heads: readonly Span[]): (span: Span) => Span {
  const starts = heads.map(({ start }, at) => start - at * SHRINKS_BY);
  return ({ start, end }) => {
    const low = lowerBound(starts.length, (at) => (starts[at] as number) < start);
    return { start: start + low * SHRINKS_BY, end: end + low * SHRINKS_BY };
  };
}
