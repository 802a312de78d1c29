// The builder layer of a runner of lists: what pipelines call, appended to the project's own module
// between two comments. Pure. Invariant: taken out again, it leaves the module byte for byte as it was.

import { definedNames, withLineEndsOf } from "./module-text.js";

const BEGIN = "; ==== builder layer of valk-codemod: begin ====";
const END = "; ==== builder layer of valk-codemod: end ====";

/** A name of the list API that the layer calls as the module defines it. */
const TAKEN = /^(\(def \{test\/layer\/list-[^}]*\} )([^)]*)\)$/gm;

/** The module without its layer; undefined where it has none, or only one of the two marks. */
export function withoutLayer(text: string): string | undefined {
  const lines = text.split("\n");
  const isMark = (mark: string) => (line: string) => line.trimEnd() === mark;
  const begin = lines.findIndex(isMark(BEGIN));
  const end = lines.findLastIndex(isMark(END));
  if (begin === -1 || end < begin) {
    return undefined;
  }
  const above = lines.slice(0, begin);
  const below = lines.slice(end + 1);
  const kept = [...above, ...below].join("\n");
  // Without a line end behind the layer, the one in front of it is the layer's.
  return below.length === 0 && kept.endsWith("\r") ? kept.slice(0, -1) : kept;
}

export function hasLayer(text: string): boolean {
  return withoutLayer(text) !== undefined;
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

/** The names that only the layer defines, and no module of lists: who has one has another idea of it. */
export const LAYER_NAMES: readonly string[] = [
  "->",
  "test/add-async",
  "test/add-all",
  "test/add-tests",
  "test/none",
];
