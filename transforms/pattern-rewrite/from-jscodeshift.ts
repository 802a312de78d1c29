// A transform written the way of jscodeshift: a function of a file and an API, whose `api.valk` makes a
// collection of a text. It runs in jscodeshift and in this tool's own runner, with the default proof in both.

import { editBetween } from "../../src/edit/edit.js";
import { Root } from "../../src/kit/collection.js";
import { type JscodeshiftTransform, toJscodeshift } from "../../src/kit/jscodeshift.js";
import { defineTransform, type TransformDefinition } from "../../src/kit/transform.js";
import { editing } from "./editing.js";

/** What the function is given beside the file. */
export interface ValkApi {
  /** A text, to be searched and changed. */
  readonly valk: (source: string) => Root;
}

/** The parts of a definition that a jscodeshift function lacks. */
type Definition = Pick<
  TransformDefinition<unknown, unknown>,
  "name" | "documentation" | "mayChange"
>;

/** Makes the module's default export. The function answers the new text, or nothing to leave the file. */
export function fromJscodeshift(
  definition: Definition,
  change: (
    file: { readonly path: string; readonly source: string },
    api: ValkApi,
  ) => string | undefined,
): JscodeshiftTransform {
  const api: ValkApi = { valk: (source) => new Root(source) };
  const transform = defineTransform({
    ...definition,
    needs: "file",
    ...editing(({ source }, { path }) => {
      const newText = change({ path, source }, api);
      return newText === undefined || newText === source ? [] : [editBetween(source, newText)];
    }),
  });
  return toJscodeshift(transform);
}
