// The name of the function that a part becomes, and of its parameter (load-graph.md): the file's own
// name, made unlike every other symbol of the files around it.

import { posix } from "node:path";
import { dataIn } from "../../../src/program/script.js";
import type { SyntaxTree } from "../../../src/syntax/tree.js";
import { isSymbol } from "../../../src/syntax/tree.js";

/**
 * The name for each part, by path; undefined where even the folder's name does not tell it from
 * something else. `texts` are all files that share a process with one of them.
 */
export function namesOfParts(
  paths: readonly string[],
  texts: Iterable<string>,
): ReadonlyMap<string, string | undefined> {
  const taken = new Set<string>();
  for (const text of texts) {
    for (const [name] of text.matchAll(LIKE_A_PART)) {
      taken.add(name);
    }
  }
  const short = countBy(paths, nameOf);
  const isFree = (name: string): boolean => !taken.has(name);
  const chosen = new Map(
    paths.map((path) => {
      const name = nameOf(path);
      return [path, isFree(name) && short.get(name) === 1 ? name : longNameOf(path)] as const;
    }),
  );
  const all = countBy(paths, (path) => chosen.get(path) ?? "");
  return new Map(
    paths.map((path) => {
      const name = chosen.get(path);
      return [path, name !== undefined && isFree(name) && all.get(name) === 1 ? name : undefined];
    }),
  );
}

const SUFFIX = "-tests";

/** Symbols that could be the name of a part. */
const LIKE_A_PART = /[\w+\-*\\/=<>!&?:]+-tests(?![\w+\-*\\/=<>!&?:])/g;

/** `test/http_common.valk`: `http-common-tests`. */
function nameOf(path: string): string {
  const base = asSymbol(posix.basename(path).replace(/\.valk$/, "")).replace(/^test-(?=.)/, "");
  return base.endsWith(SUFFIX) ? base : `${base}${SUFFIX}`;
}

/** `test/shared/cases.valk`: `shared-cases-tests`. */
function longNameOf(path: string): string | undefined {
  const folder = posix.basename(posix.dirname(path));
  return folder === "" || folder === "." ? undefined : `${asSymbol(folder)}-${nameOf(path)}`;
}

/** What a symbol cannot hold becomes a hyphen. */
function asSymbol(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9+\-*<>!?:=&]/g, "-");
}

function countBy(paths: readonly string[], name: (path: string) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) {
    counts.set(name(path), (counts.get(name(path)) ?? 0) + 1);
  }
  return counts;
}

/** A name for the suite that no symbol of the file has. */
export function parameterOf(tree: SyntaxTree): string {
  for (const name of ["suite", "tests-so-far"]) {
    if (!hasSymbol(tree, name)) {
      return name;
    }
  }
  for (let number = 1; ; number++) {
    if (!hasSymbol(tree, `suite-${number}`)) {
      return `suite-${number}`;
    }
  }
}

function hasSymbol(tree: SyntaxTree, name: string): boolean {
  if (!tree.source.includes(name)) {
    return false;
  }
  for (const node of dataIn(tree.root)) {
    if (isSymbol(node, name)) {
      return true;
    }
  }
  return false;
}
