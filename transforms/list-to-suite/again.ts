// The way from lists to pipelines by itself, for the proof of the way that leads from there.

import { newTextOf } from "../../src/edit/rewrite.js";
import { judgeLists } from "./judge.js";
import { layOutSuites } from "./layout.js";

const ALONE = {
  path: "",
  project: { read: () => undefined },
  options: { target: "builder" },
} as const;

/** A text of lists with pipelines in their place; undefined where it is refused. */
export function suitesAgain(text: string): string | undefined {
  const verdict = judgeLists(text, ALONE);
  return verdict.status === "changed"
    ? newTextOf(layOutSuites(verdict.plan.script.tree, verdict.plan.runs))
    : undefined;
}
