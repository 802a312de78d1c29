// Loads that are not top-level forms with a literal path: what such a load brings, and when, cannot
// be told from the text, so that nothing of it can become a stage. Called for the files that may
// load a part, when a registration graph is made and when its members are judged.

import { SyntaxKind } from "../syntax/kinds.js";
import { decodeString } from "../syntax/string-literal.js";
import { isSymbol, type SyntaxNode } from "../syntax/tree.js";
import { firstUse, type GraphFile, type GraphReader } from "./graph-file.js";
import { normalizePath } from "./load-graph.js";
import { scanText } from "./load-text.js";
import type { TextScan } from "./project.js";
import { dataIn, type Script } from "./script.js";

/** A place that names a file which registers something, but loads it otherwise than at top level. */
export interface DynamicUse {
  readonly node: SyntaxNode;
  /** The file's path. */
  readonly target: string;
}

/** The places in a file's code that name a part, or a helper module whose functions it uses. */
export function dynamicUses(
  file: GraphFile,
  isPart: (path: string) => boolean,
  read: GraphReader,
  { targets }: TextScan,
): readonly DynamicUse[] {
  const wanted = new Set(targets.filter((path) => isPart(path) || isUsedHelper(file, path, read)));
  return wanted.size === 0 ? [] : namedIn(file.script, wanted);
}

/**
 * The places where a file loads what it computes, or passes `load` on. Those in the bodies of tests
 * come too late to register anything that runs; `withBodies` has them as well.
 */
export function computedLoads({ items, tree }: Script, withBodies: boolean): readonly SyntaxNode[] {
  if (!scanText(tree.source).mayCompute) {
    return [];
  }
  return items.flatMap((item) => {
    const body = item.kind === "registration" && !withBodies ? item.body : undefined;
    return [...dataIn(item.node)].filter(
      (node) => isComputedLoad(node) && !(body && isWithin(node, body)),
    );
  });
}

function isWithin(inner: SyntaxNode, outer: SyntaxNode): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/**
 * The places in a file's code that may load a file which runs tests, other than its top-level loads.
 * Where paths are computed, a string that is such a path counts; `computes` says so.
 */
export function dynamicRuns(
  { script }: GraphFile,
  runs: (path: string) => boolean,
  computes: boolean,
  { targets }: TextScan,
): readonly DynamicUse[] {
  const wanted = new Set(targets.filter(runs));
  return wanted.size === 0
    ? []
    : namedIn(script, wanted).filter(({ node }) => computes || isLoadArgument(node));
}

/** The strings that are paths of these files, outside top-level loads. */
function namedIn({ items }: Script, wanted: ReadonlySet<string>): readonly DynamicUse[] {
  return items
    .filter((item) => item.kind !== "load" || item.path === undefined)
    .flatMap(({ node }) => [...dataIn(node)])
    .flatMap((node) => {
      const target = literalPath(node);
      return target !== undefined && wanted.has(target) ? [{ node, target }] : [];
    });
}

function isLoadArgument(node: SyntaxNode): boolean {
  return isSymbol(node.parent?.firstElement, "load");
}

/** Whether the module's functions are called without a load that would show them. */
function isUsedHelper(file: GraphFile, path: string, read: GraphReader): boolean {
  const helper = path === file.path ? undefined : read(path);
  return (
    (helper?.role === "helper" || helper?.role === "stages") &&
    [...helper.visible.values()].some(
      (known) =>
        file.visible.get(known.name)?.path !== known.path &&
        firstUse(file.script, known.name) !== undefined,
    )
  );
}

function literalPath(node: SyntaxNode): string | undefined {
  const value = node.kind === SyntaxKind.String ? decodeString(node.text) : undefined;
  return value === undefined ? undefined : normalizePath(value);
}

/** `load` as a function that is passed on, or called with anything but a string. */
function isComputedLoad(node: SyntaxNode): boolean {
  const isQuoted = node.parent?.kind === SyntaxKind.Prefixed;
  const isCall = node.parent?.firstElement?.is(node) === true;
  const isLiteral = isCall && node.nextElement?.kind === SyntaxKind.String;
  return isSymbol(node, "load") && !isLiteral && !isQuoted;
}
