// What a file defines, loads and calls of the test API, with numbers of arguments, by the proof's own
// reading. Kept of every file that a run changes, so that the run as a whole can be judged at its end.

import {
  ADD_ALL,
  BUILDER_TESTS,
  FLAGS,
  LIST,
  LIST_TESTS,
  NEUTRAL_STAGE,
  OLD_TESTS,
  PIPELINE,
  RUNNER_MODE,
  RUNNERS,
  type RunnerName,
  SUITE,
} from "./framework-names.js";
import { readLoads } from "./loads.js";
import { ATOM, OPEN_BRACE, OPEN_PAREN, readValk, STRING, type ValkText } from "./reader.js";
import { topForms } from "./symbols.js";
import { childrenOf, headName, kindAt, NONE, tokenText } from "./tokens.js";

/** What a definition takes: its parameters, and whether any number may follow. */
export interface Definition {
  readonly name: string;
  /** Undefined for what is no function in sight: it may take anything. */
  readonly parameters: number | undefined;
  readonly takesMore: boolean;
}

/** `load` or definition at top level, in order. */
export type Bringing =
  | { readonly kind: "load"; readonly path: string }
  | ({ readonly kind: "definition" } & Definition);

export interface AnswerReading {
  readonly brings: readonly Bringing[];
  /** `name/arguments` of each call that the framework has to answer, the suite counted with a stage. */
  readonly calls: ReadonlySet<string>;
  /** Whether it loads by a path that nobody can tell. */
  readonly isOpen: boolean;
}

/** Reads a text; undefined where it does not read. Linear in its tokens. */
export function readAnswers(source: string): AnswerReading | undefined {
  const read = readValk(source);
  if (!read.ok) return undefined;
  const { text } = read;
  const loads = readLoads(text);
  const pathAt = new Map(loads.top.map(({ token, path }) => [token, path]));
  const calls = new Set<string>();
  const brings: Bringing[] = [];
  for (const form of topForms(text)) {
    const path = pathAt.get(form);
    const definition = path === undefined ? readDefinition(text, form) : undefined;
    if (path !== undefined) brings.push({ kind: "load", path });
    else if (definition !== undefined) brings.push({ kind: "definition", ...definition });
    else for (const call of callsOf(text, form)) calls.add(call);
  }
  return { brings, calls, isOpen: loads.computed !== NONE };
}

function readDefinition(text: ValkText, form: number): Definition | undefined {
  const name = headName(text, form);
  if (name !== "fun" && name !== "def" && name !== "=") return undefined;
  const [, list = NONE, value = NONE] = childrenOf(text, form);
  if (list === NONE || kindAt(text, list) !== OPEN_BRACE) return undefined;
  const [own = NONE, ...others] = childrenOf(text, list);
  if (own === NONE) return undefined;
  const lambda = name !== "fun" && value !== NONE && headName(text, value) === "\\" ? value : NONE;
  if (name !== "fun" && lambda === NONE) {
    return { name: tokenText(text, own), parameters: undefined, takesMore: true };
  }
  const [, given = NONE] = lambda === NONE ? [] : childrenOf(text, lambda);
  const tokens = lambda === NONE ? others : given === NONE ? [] : childrenOf(text, given);
  const names = tokens.map((token) => tokenText(text, token));
  const rest = names.indexOf("&");
  return {
    name: tokenText(text, own),
    parameters: rest === -1 ? names.length : rest,
    takesMore: rest !== -1,
  };
}

/** The calls of a top-level form that is no definition: a suite of either style, or old calls. */
function callsOf(text: ValkText, form: number): readonly string[] {
  const name = headName(text, form);
  const [, ...args] = childrenOf(text, form);
  if (name === PIPELINE && headName(text, args[0] ?? NONE) === SUITE) {
    const stages = args.slice(1).flatMap((stage) => stageCall(text, stage));
    return [`${PIPELINE}/${args.length}`, `${SUITE}/1`, ...stages];
  }
  const runner = RUNNERS.get(name);
  if (runner !== undefined) return [`${name}/${args.length}`, ...entriesOf(text, runner, args)];
  return isOldCall(name) ? [`${name}/${args.length}`] : [];
}

/**
 * What makes the entries of the list that a run is given, those in sight and the runner's own kind: a
 * registry's run takes a list and its options as well, and looks at neither.
 */
function entriesOf(text: ValkText, runner: RunnerName, args: readonly number[]): readonly string[] {
  const mode = RUNNER_MODE[runner];
  const given = mode === "async" ? args.slice(1) : args;
  const list = given.find(
    (arg) => kindAt(text, arg) === OPEN_PAREN && headName(text, arg) === LIST,
  );
  if (list === undefined && (given.length < 2 || isPlain(text, given[0] ?? NONE))) return [];
  const tests = list === undefined ? [] : childrenOf(text, list).slice(1);
  const seen = tests.map((test) => headName(text, test)).filter((entry) => LIST_TESTS.has(entry));
  const own = [...LIST_TESTS].flatMap(([entry, kind]) => (kind === mode ? [entry] : []));
  return [...seen, ...own].map((entry) => `${entry}/2`);
}

/** A string or a number, which no runner of lists takes for tests. */
function isPlain(text: ValkText, token: number): boolean {
  return kindAt(text, token) === STRING || /^-?\d+$/.test(tokenText(text, token));
}

function stageCall(text: ValkText, stage: number): readonly string[] {
  if (kindAt(text, stage) === ATOM) {
    return tokenText(text, stage) === NEUTRAL_STAGE ? [`${NEUTRAL_STAGE}/1`] : [];
  }
  const name = headName(text, stage);
  const isOwn = BUILDER_TESTS.has(name) || FLAGS.has(name) || RUNNERS.has(name) || name === ADD_ALL;
  return isOwn ? [`${name}/${childrenOf(text, stage).length}`] : [];
}

function isOldCall(name: string): boolean {
  return OLD_TESTS.has(name) || FLAGS.has(name) || RUNNERS.has(name) || name === SUITE;
}
