// What a first look at a text shows of the file, without reading it as Valk: few bytes, so that they can
// be kept of every file of a large project whose texts cannot. Invariant: it finds too much rather than
// too little. Made by whoever can read a project, asked by those who look through all of it.

import {
  ADD_TESTS,
  BUILDER_STAGES,
  NEUTRAL_STAGE,
  OLD_INTERNAL,
} from "../framework/framework-api.js";
import { scanText } from "./load-text.js";
import type { Glance, Project } from "./project.js";

/** Looks at a text. Linear in its length. */
export function glanceAt(text: string): Glance {
  return {
    ...scanText(text),
    mayBeModule: mayBeModule(text),
    namesInternals: text.includes(OLD_INTERNAL),
    mayBindFramework: stands(text, "test/", "{'", NO_LIST_END),
    mayUse: {
      old: text.includes("test/define") || text.includes("test/async"),
      list: ENTRY.test(text),
      builder: stands(text, "->", "({", BLANK) || text.includes("test/add"),
    },
  };
}

/** Looks at a file of the project, or asks it for what it has kept; undefined where there is no text. */
export function glanceIn(project: Project, path: string): Glance | undefined {
  if (project.glance !== undefined) {
    return project.glance(path);
  }
  const text = project.read(path);
  return text === undefined ? undefined : glanceAt(text);
}

/** The project with other texts of some files; `textOf` answers undefined for all that stay. */
export function withTexts<P extends Project>(
  project: P,
  textOf: (path: string) => string | undefined,
): P {
  const { glance } = project;
  const glanceAnew = (path: string): Glance | undefined => {
    const text = textOf(path);
    return text === undefined ? glance?.(path) : glanceAt(text);
  };
  return {
    ...project,
    read: (path) => textOf(path) ?? project.read(path),
    ...(glance && { glance: glanceAnew }),
  };
}

/** Whether a call of one of these names may stand in the file that was looked at. */
export function mayCall(names: readonly string[], glance: Glance | undefined): boolean {
  return glance?.mayUse.builder !== false || !names.every((name) => BUILDER_CALLS.has(name));
}

/** What is called only where a builder is in use; the neutral stage in pipelines alone. */
const BUILDER_CALLS: ReadonlySet<string> = new Set([
  "->",
  ...BUILDER_STAGES,
  ADD_TESTS,
  NEUTRAL_STAGE,
]);

/** The head of an entry of a list, as far as a glance can tell. */
const ENTRY = /\(\s*test(?:-async)?[\s"{(]/;

/** Whether the text may define the test framework: binds the runner. */
export function mayBeModule(text: string): boolean {
  return stands(text, "test/run", "{'", BLANK, NAME_END);
}

const BLANK = /\s/;
/** What may stand between a brace, or a quote, and a name in a list of names. */
const NO_LIST_END = /[^(){}";']/;
const NAME_END = /[\s}]/;

/**
 * Whether the word stands somewhere behind one of the brackets, with nothing but characters that may be
 * passed over between them, or comments; and before a character of `end`, where that is given.
 */
function stands(text: string, word: string, brackets: string, passed: RegExp, end = ANY): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (isBehind(text, at, brackets, passed) && end.test(text.charAt(at + word.length))) {
      return true;
    }
  }
  return false;
}

const ANY = /^/;

/** Goes back from the place; after comments, and after too long a way, it may stand there. */
function isBehind(text: string, at: number, brackets: string, passed: RegExp): boolean {
  for (let before = at - 1; before >= 0; before -= 1) {
    const char = text.charAt(before);
    if (char === "\n") {
      const line = text.slice(text.lastIndexOf("\n", before - 1) + 1, before);
      if (line.includes(";")) {
        return true;
      }
    }
    if (!passed.test(char)) {
      return brackets.includes(char);
    }
    if (at - before > FAR) {
      return true;
    }
  }
  return false;
}

const FAR = 1000;

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
