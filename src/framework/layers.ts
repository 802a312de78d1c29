// Layers: what a module does not answer, appended to it between two comments. Pipelines and old calls
// over a project's own runner of lists, lists over the module for both APIs. Pure. Invariant: taken out
// again, last one first, they leave the module byte for byte as it was.

import { definedNames, withLineEndsOf } from "./module-text.js";

export type Layer = "builder" | "registry" | "list";

const markOf = (layer: Layer, side: "begin" | "end"): string =>
  `; ==== ${layer} layer of valk-codemod: ${side} ====`;

/** A name of the list API that the layer calls as the module defines it. */
const TAKEN = /^(\(def \{test\/layer\/list-[^}]*\} )([^)]*)\)$/gm;

/** The module without the layer; undefined where it has none, or only one of the two marks. */
export function withoutLayer(text: string, layer: Layer): string | undefined {
  const lines = text.split("\n");
  const isMark = (mark: string) => (line: string) => line.trimEnd() === mark;
  const begin = lines.findIndex(isMark(markOf(layer, "begin")));
  const end = lines.findLastIndex(isMark(markOf(layer, "end")));
  if (begin === -1 || end < begin) {
    return undefined;
  }
  const above = lines.slice(0, begin);
  const below = lines.slice(end + 1);
  const kept = [...above, ...below].join("\n");
  // Without a line end behind the layer, the one in front of it is the layer's.
  return below.length === 0 && kept.endsWith("\r") ? kept.slice(0, -1) : kept;
}

export function hasLayer(text: string, layer: Layer): boolean {
  return withoutLayer(text, layer) !== undefined;
}

/** A runner of lists without what is appended to it, and so any other module. */
export function bareRunner(text: string): string {
  const runner = withoutLayer(text, "registry") ?? text;
  return withoutLayer(runner, "builder") ?? runner;
}

/**
 * The module with the layer behind everything else. A name of the list API that the module lacks is
 * bound to nothing there. `layer` is the shipped text, `module` one without a layer.
 */
export function withLayer(module: string, layer: string): string {
  const defined = new Set(definedNames(module));
  const fitted = layer.replaceAll(TAKEN, (line, before: string, name: string) =>
    defined.has(name) ? line : `${before}{})`,
  );
  const isOpen = module !== "" && !module.endsWith("\n");
  return module + withLineEndsOf(module, isOpen ? `\n${fitted.replace(/\n$/, "")}` : fitted);
}

/** The names that only the builder layer defines, and no module of lists: who has one has another idea of it. */
export const LAYER_NAMES: readonly string[] = [
  "->",
  "test/add-async",
  "test/add-all",
  "test/add-tests",
  "test/none",
];
