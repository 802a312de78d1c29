// Loads that are not top-level forms with a literal path: what such a load brings, and when, cannot
// be told from the text, so that nothing of it can become a stage. Called for the files that may
// load a part, when a registration graph is made and when its members are judged.

import { SyntaxKind } from "../syntax/kinds.js";
import { decodeString } from "../syntax/string-literal.js";
import { isSymbol, type SyntaxNode } from "../syntax/tree.js";
import { firstUse, type GraphFile, type GraphReader } from "./graph-file.js";
import { normalizePath } from "./load-graph.js";
import type { TextScan } from "./load-text.js";
import { dataIn } from "./script.js";

/** A place that loads, or may load, files which register something. */
export interface DynamicUse {
  readonly node: SyntaxNode;
  /** Their paths. */
  readonly targets: readonly string[];
}

/**
 * The places in a file's code that name a part or helper module otherwise than in a top-level load,
 * and, in a file that registers or runs tests, the loads whose path is computed.
 */
export function dynamicUses(
  file: GraphFile,
  parts: readonly GraphFile[],
  read: GraphReader,
  scan: TextScan | undefined,
): readonly DynamicUse[] {
  const isPart = new Set(parts.map(({ path }) => path));
  const named = (scan?.paths ?? []).filter(
    (path) => isPart.has(path) || isUsedHelper(file, path, read),
  );
  const computes = scan?.mayCompute === true && parts.length > 0 && speaksTests(file);
  if (named.length === 0 && !computes) {
    return [];
  }
  const wanted = new Set(named);
  const all = computes ? parts.map(({ path }) => path) : [];
  return file.script.items.flatMap((item): readonly DynamicUse[] => {
    if (item.kind === "load" && item.path !== undefined) {
      return [];
    }
    const body = item.kind === "registration" ? item.body : undefined;
    return [...dataIn(item.node)].flatMap((node): readonly DynamicUse[] => {
      const target = literalPath(node);
      if (target !== undefined) {
        return wanted.has(target) ? [{ node, targets: [target] }] : [];
      }
      const isOutside = body === undefined || node.start < body.start || node.start >= body.end;
      return computes && isOutside && isComputedLoad(node) ? [{ node, targets: all }] : [];
    });
  });
}

/** Whether the module's functions are called without a load that would show them. */
function isUsedHelper(file: GraphFile, path: string, read: GraphReader): boolean {
  const helper = path === file.path ? undefined : read(path);
  return (
    helper?.role === "helper" &&
    [...helper.visible.values()].some(
      (known) =>
        file.visible.get(known.name)?.path !== known.path &&
        firstUse(file.script, known.name) !== undefined,
    )
  );
}

function speaksTests({ role }: GraphFile): boolean {
  return role === "runner" || role === "part";
}

function literalPath(node: SyntaxNode): string | undefined {
  const value = node.kind === SyntaxKind.String ? decodeString(node.text) : undefined;
  return value === undefined ? undefined : normalizePath(value);
}

/** `load` as a function that is passed on, or called with anything but a string. */
function isComputedLoad(node: SyntaxNode): boolean {
  return isSymbol(node, "load") && node.nextElement?.kind !== SyntaxKind.String;
}
