// What a first look at a text shows of the file, without reading it as Valk: few bytes, so that they can
// be kept of every file of a large project whose texts cannot. Invariant: it finds too much rather than
// too little. Made by whoever can read a project, asked by those who look through all of it.

import { OLD_INTERNAL } from "../framework/framework-api.js";
import { pathOf, scanLiterals } from "./load-text.js";
import type { Glance } from "./project.js";

/** Looks at a text. Linear in its length. */
export function glanceAt(text: string): Glance {
  return {
    targets: [...scanLiterals(text)].flatMap((literal) => pathOf(literal) ?? []),
    mayBeModule: mayBeModule(text),
    namesInternals: text.includes(OLD_INTERNAL),
    mayBindFramework: BOUND.test(text),
    mayUse: {
      old: text.includes("test/define") || text.includes("test/async"),
      list: ENTRY.test(text),
      builder: text.includes("->") || text.includes("test/add"),
    },
  };
}

/** A list of names to bind with one of a framework in it, as far as a glance can tell. */
const BOUND = /\{(?:[^(){}";]|;.*\n)*test\//;

/** The head of an entry of a list, as far as a glance can tell. */
const ENTRY = /\(\s*test(?:-async)?[\s"{(]/;

/** Whether the text may define the test framework: binds the runner in braces. */
export function mayBeModule(text: string): boolean {
  for (let at = text.indexOf(RUN); at !== -1; at = text.indexOf(RUN, at + RUN.length)) {
    let before = at - 1;
    while (BLANK.test(text.charAt(before))) {
      before -= 1;
    }
    if (text.charAt(before) === "{" && NAME_END.test(text.charAt(at + RUN.length))) {
      return true;
    }
  }
  return false;
}

const RUN = "test/run";
const BLANK = /\s/;
const NAME_END = /[\s}]/;

/** Makes a reader of glances that looks at each file once; equal paths are kept as one string. */
export function glanceReader(
  read: (path: string) => string | undefined,
): (path: string) => Glance | undefined {
  const known = new Map<string, Glance | undefined>();
  const paths = new Map<string, string>();
  const kept = (path: string): string => {
    const same = paths.get(path) ?? path;
    paths.set(same, same);
    return same;
  };
  return (path) => {
    if (!known.has(path)) {
      const text = read(path);
      const glance = text === undefined ? undefined : glanceAt(text);
      known.set(path, glance && { ...glance, targets: glance.targets.map(kept) });
    }
    return known.get(path);
  };
}
