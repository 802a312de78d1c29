// The way from pipelines to lists by itself, for the proof of the way that leads from there.

import { newTextOf } from "../../src/edit/rewrite.js";
import { judgeSuites } from "./judge.js";
import { layOutLists } from "./layout.js";

const ALONE = {
  path: "",
  project: { read: () => undefined },
  options: { target: "list" },
} as const;

/** A text of pipelines with lists in their place; undefined where it is refused. */
export function listsAgain(text: string): string | undefined {
  const verdict = judgeSuites(text, ALONE);
  return verdict.status === "changed"
    ? newTextOf(layOutLists(verdict.plan.script.tree, verdict.plan.pipelines))
    : undefined;
}
