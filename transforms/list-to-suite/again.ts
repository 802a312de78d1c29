// The way from lists to pipelines by itself, for the proof of the way that leads from there.

import { newTextOf } from "../../src/edit/rewrite.js";
import { scriptOf } from "../../src/program/script.js";
import { topCalls } from "../../src/syntax/form.js";
import { layOutSuites } from "./layout.js";
import { isListRun, readListRun } from "./read-list-run.js";

/** A text of lists with pipelines in their place; undefined where one of them is refused. */
export function suitesAgain(text: string): string | undefined {
  const { tree } = scriptOf(text);
  let isRefused = false;
  const runs = topCalls(tree)
    .filter(isListRun)
    .map((form) =>
      readListRun(form, ({ severity }) => {
        isRefused ||= severity === "refuse";
      }),
    );
  return isRefused ? undefined : newTextOf(layOutSuites(tree, runs));
}
