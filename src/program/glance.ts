// What a first look at a text shows of the file, without reading it as Valk: few bytes, so that they can
// be kept of every file of a large project whose texts cannot. Invariant: it finds too much rather than
// too little. Made by whoever can read a project, asked by those who look through all of it.

import {
  ADD_TESTS,
  BUILDER_STAGES,
  NEUTRAL_STAGE,
  OLD_INTERNAL,
} from "../framework/framework-api.js";
import { detach } from "../text/detach.js";
import { scanLoads } from "./load-text.js";
import type { Glance, Project } from "./project.js";

/** Looks at a text, of which nothing is kept. Linear in its length. */
export function glanceAt(text: string): Glance {
  const { targets, mayCompute } = scanLoads(text);
  return {
    targets: targets.map(detach),
    mayCompute,
    ...lookForTests(text),
    namesInternals: text.includes(OLD_INTERNAL),
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

/** What the names of tests and pipelines show, wherever one stands: in a comment, too. */
function lookForTests(text: string) {
  let mayRun = false;
  let runsBare = false;
  let mayBeModule = false;
  let mayBindFramework = false;
  let old = text.includes("test/define");
  let list = false;
  let builder = false;
  TEST.lastIndex = 0;
  while (TEST.test(text)) {
    const end = TEST.lastIndex;
    if (text.charAt(end - 1) !== "/") {
      const at = end - "test".length;
      list ||= ENTRY.test(text.slice(at, end + 7)) && isBehind(text, at, "({", BEFORE_HEAD);
      continue;
    }
    const at = end - "test/".length;
    old ||= text.startsWith("async", end);
    builder ||= text.startsWith("add", end);
    mayBindFramework ||= text.charAt(at - 1) !== "(" && isBehind(text, at, "{'", NO_LIST_END);
    if (text.startsWith("run", end)) {
      mayRun = true;
      BARE_RUN.lastIndex = end;
      runsBare ||= BARE_RUN.test(text);
      mayBeModule ||= bindsRunner(text, at);
    }
  }
  const speaksTests = text.includes("test/");
  builder ||= stands(text, PIPELINE, "({", BLANK);
  const mayUse = { old, list, builder };
  const mayRunNothing = runsBare && !somePlace(text, REGISTRATION, isOutsideComment);
  return { speaksTests, mayRun, mayRunNothing, mayBeModule, mayBindFramework, mayUse };
}

/**
 * The word as it stands in an entry of a list, and in names that show something; most others are called,
 * and only said to be there. One pattern over the whole text is several times as fast as a search for each name.
 */
const TEST = /test(?:(?![\w+*\\/=<>!&?:])|\/(?:(?=run|add|async)|(?<!\(test\/)))/g;

/** The head of an entry of a list, as far as a glance can tell. */
const ENTRY = /^test(?:-async)?(?![\w+\-*\\/=<>!&?:])/;

/** What a bare run looks like from its name on: most old ones have an argument there. */
const BARE_RUN = /run(?:\s*[);]|-async)/y;

const REGISTRATION = /test\/(?:define|async)/g;

/** Whether no semicolon stands in front of the place, on its line. */
function isOutsideComment(text: string, at: number): boolean {
  return !text.slice(text.lastIndexOf("\n", at) + 1, at).includes(";");
}

const PIPELINE = /->/g;
const RUNNER = /test\/run/g;

/** Whether the text may define the test framework: binds the runner. */
export function mayBeModule(text: string): boolean {
  return somePlace(text, RUNNER, bindsRunner);
}

/** Whether the runner's name may be bound at the place. */
function bindsRunner(text: string, at: number): boolean {
  return NAME_END.test(text.charAt(at + RUNNER_LENGTH)) && isBehind(text, at, "{'", BLANK);
}

const RUNNER_LENGTH = "test/run".length;

const BLANK = /\s/;
/** What may stand between a bracket and a head: closers, too, which close nothing. */
const BEFORE_HEAD = /[\s'`,@)}]/;
/** What may stand between a brace, or a quote, and a name in a list of names. */
const NO_LIST_END = /[^(){}";']/;
const NAME_END = /[\s}]/;

/**
 * Whether the word, a global pattern, stands somewhere behind one of the brackets, with nothing but
 * characters that may be passed over between them, or comments.
 */
function stands(text: string, word: RegExp, brackets: string, passed: RegExp): boolean {
  return somePlace(text, word, (_, at) => isBehind(text, at, brackets, passed));
}

/** Whether one of the places at which the word starts, a global pattern, is such a one. */
function somePlace(
  text: string,
  word: RegExp,
  isSuch: (text: string, at: number) => boolean,
): boolean {
  word.lastIndex = 0;
  for (let found = word.exec(text); found !== null; found = word.exec(text)) {
    if (isSuch(text, found.index)) {
      return true;
    }
  }
  return false;
}

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
  look: (path: string) => Glance | undefined,
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
      const glance = look(path);
      known.set(path, glance && { ...glance, targets: glance.targets.map(kept) });
    }
    return known.get(path);
  };
}
