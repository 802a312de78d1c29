// The way from pipelines to lists by itself, for the proof of the way that leads from there.

import { newTextOf } from "../../src/edit/rewrite.js";
import { pipelinesIn } from "../../src/program/builder-use.js";
import { scriptOf } from "../../src/program/script.js";
import { layOutLists } from "./layout.js";
import { readPipeline } from "./read-pipeline.js";

/** A text of pipelines with lists in their place; undefined where one of them is refused. */
export function listsAgain(text: string): string | undefined {
  const script = scriptOf(text);
  let isRefused = false;
  const pipelines = pipelinesIn(script).flatMap(
    (form) =>
      readPipeline(form, () => {
        isRefused = true;
      }) ?? [],
  );
  return isRefused ? undefined : newTextOf(layOutLists(script.tree, pipelines));
}
