// The way from pipelines to lists by itself, for the proof of the way that leads from there.

import { newTextOf } from "../../src/edit/rewrite.js";
import { scriptOf } from "../../src/program/script.js";
import { readCall } from "../../src/syntax/form.js";
import { layOutLists } from "./layout.js";
import { isPipeline, readPipeline } from "./read-pipeline.js";

/** A text of pipelines with lists in their place; undefined where one of them is refused. */
export function listsAgain(text: string): string | undefined {
  const { tree } = scriptOf(text);
  let isRefused = false;
  const forms = tree.root.elements.flatMap((node) => readCall(node) ?? []);
  const pipelines = forms.filter(isPipeline).flatMap(
    (form) =>
      readPipeline(form, () => {
        isRefused = true;
      }) ?? [],
  );
  return isRefused ? undefined : newTextOf(layOutLists(tree, pipelines));
}
