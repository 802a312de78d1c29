// Reads a file migrated to the inline list: `(test/run (list (test N B) …) {:suite-name "X" …})` and
// `(test/run-async A (list (test-async N F) …) …)`. Options whose values need evaluation are written
// `(list :key value …)`; inside `{…}` only literals keep their meaning. Called by the proof.

import { readCall, readTest } from "./calls.js";
import { headOfForm } from "./effect-style.js";
import { LIST_EFFECTS } from "./effect-styles.js";
import type { EffectReading } from "./effects.js";
import {
  FLAG_OPTIONS,
  JOIN,
  LIST,
  LIST_TESTS,
  NAME_OPTION,
  OLD_CALLS,
  RUNNERS,
  SKIP_OPTION,
} from "./framework-names.js";
import type { GraphView } from "./graph-view.js";
import type { PartFunction } from "./part-function.js";
import {
  addCommentsBehind,
  type Pipeline,
  partStage,
  readNewStyle,
  type Style,
} from "./read-new-style.js";
import { COMMENT, OPEN_BRACE, OPEN_PAREN, type ValkText } from "./reader.js";
import {
  addUnit,
  type FlagStage,
  type ReadingResult,
  type Stage,
  type SuiteName,
  type TestStage,
  type UnitList,
  type Zone,
} from "./suite-reading.js";
import { globalNames } from "./symbols.js";
import {
  childrenOf,
  headName,
  headOf,
  isLiteral,
  kindAt,
  lastOf,
  NONE,
  nodeText,
  skipComments,
  tokenText,
} from "./tokens.js";

const CALLS = new Set([...OLD_CALLS, ...LIST_TESTS.keys()]);
/** How a run without tests may be written besides `(list)`. */
const EMPTY_LIST = "{}";
const STYLE: Style = { calls: CALLS, isPipeline, readPipeline, partsOf, effects: LIST_EFFECTS };

/** The same for a part, whose tests are the body of a function. */
const FUNCTION_STYLE: Style = {
  ...STYLE,
  isPipeline: (_, form, graph) => form === graph?.function?.form,
  readPipeline: (text, form, list, effects, graph) =>
    graph?.function === undefined ? form : readFunction(text, graph.function, list, effects),
  partsOf: (text, _, graph) =>
    graph?.function === undefined ? [] : joinedParts(text, graph.function.body),
};

/**
 * Reads `text` as a file of the list target; fails on anything that is not understood. `graph` says
 * what the file is to the files around it.
 */
export function readList(text: ValkText, graph?: GraphView): ReadingResult {
  return readNewStyle(text, graph?.role === "part" ? FUNCTION_STYLE : STYLE, graph);
}

function isPipeline(text: ValkText, form: number): boolean {
  return RUNNERS.has(headName(text, form));
}

/** The parts of a joined list; the entries of a plain one are tests and nothing else. */
function partsOf(text: ValkText, form: number): readonly number[] {
  const name = RUNNERS.get(headName(text, form));
  const list = childrenOf(text, form)[name === "test/run-async" ? 2 : 1] ?? NONE;
  return list === NONE || kindAt(text, list) !== OPEN_PAREN ? [] : joinedParts(text, list);
}

function joinedParts(text: ValkText, list: number): readonly number[] {
  return headOfForm(text, list) === JOIN ? childrenOf(text, list).slice(1) : [];
}

function readPipeline(
  text: ValkText,
  form: number,
  units: UnitList,
  effects: EffectReading,
  graph?: GraphView,
): Pipeline | number {
  const head = headOf(text, form);
  const name = RUNNERS.get(tokenText(text, head));
  const parts = childrenOf(text, form).slice(1);
  const argument = name === "test/run-async" ? (parts.shift() ?? NONE) : NONE;
  const [list, options, surplus] = parts;
  if (name === undefined || list === undefined || surplus !== undefined) return form;
  if (kindAt(text, list) !== OPEN_PAREN && nodeText(text, list) !== EMPTY_LIST) return list;
  const tests = readEntries(text, list, effects, graph !== undefined);
  if (typeof tests === "number") return tests;
  const read = options === undefined ? NO_OPTIONS : readOptions(text, options);
  if (typeof read === "number") return read;
  addUnits(text, form, list, options ?? NONE, units);
  const run = { name, form, head, argument, emptyArgument: NONE };
  return { suite: read.suite, stages: [...tests, ...read.flags], run };
}

/** `{list …}` or `{join …}` of a part's function, whose shape is known. */
function readFunction(
  text: ValkText,
  part: PartFunction,
  units: UnitList,
  effects: EffectReading,
): Pipeline | number {
  const stages = readEntries(text, part.body, effects, true);
  if (typeof stages === "number") return stages;
  addEntries(text, part.body, units);
  addCommentsBehind(text, part, units);
  return { suite: undefined, stages, run: undefined };
}

function readEntries(
  text: ValkText,
  list: number,
  effects: EffectReading,
  isInGraph: boolean,
): Stage[] | number {
  if (nodeText(text, list) === EMPTY_LIST) return [];
  const head = headOfForm(text, list);
  if (head !== LIST && head !== JOIN) return list;
  if (head === JOIN && globalNames(text).includes(JOIN)) return list;
  const stages: Stage[] = [];
  for (const token of childrenOf(text, list).slice(1)) {
    const stage =
      head === LIST ? readEntry(text, token) : readPart(text, token, effects, isInGraph);
    if (stage === undefined) return token;
    stages.push(stage);
  }
  return stages;
}

function readEntry(text: ValkText, token: number): TestStage | undefined {
  const call = readCall(text, token);
  return call === undefined ? undefined : readTest(call, LIST_TESTS);
}

/** A part of a joined list: a list of one test, an effect that answers a list, or a loaded part. */
function readPart(
  text: ValkText,
  token: number,
  effects: EffectReading,
  isInGraph: boolean,
): Stage | undefined {
  // A function of any number of arguments may be called with none.
  if (effects.stages.has(token) && isCalledBare(text, token)) {
    return { kind: "value", form: token, head: NONE };
  }
  const head = headOf(text, token);
  // `(name)` and nothing else, whether of the right part is for the comparison to say.
  if (isInGraph && head === token + 1 && lastOf(text, token) === head + 1) {
    return partStage(token, tokenText(text, head));
  }
  const [, only, surplus] = headName(text, token) === LIST ? childrenOf(text, token) : [];
  const test = only === undefined || surplus !== undefined ? undefined : readEntry(text, only);
  if (test !== undefined) return { ...test, outer: token };
  return effects.stages.has(token) ? { kind: "value", form: token, head: NONE } : undefined;
}

/** Whether the node is `(name)` and nothing else. */
function isCalledBare(text: ValkText, token: number): boolean {
  const head = headOf(text, token);
  return head !== NONE && lastOf(text, token) === head + 1;
}

interface Options {
  readonly suite: SuiteName | undefined;
  readonly flags: readonly FlagStage[];
}

const NO_OPTIONS: Options = { suite: undefined, flags: [] };

function readOptions(text: ValkText, options: number): Options | number {
  const pairs = readPairs(text, options);
  if (typeof pairs === "number") return pairs;
  const name = pairs.get(NAME_OPTION);
  const skip = pairs.get(SKIP_OPTION);
  const flags: FlagStage[] = [];
  for (const [key, value] of pairs) {
    const flag = FLAG_OPTIONS.get(key);
    if (flag !== undefined) flags.push({ kind: "flag", flag, form: NONE, head: NONE, value });
    else if (key !== NAME_OPTION && key !== SKIP_OPTION) return value;
  }
  // The reason alone would not skip, and the switch alone would skip without the reason.
  const skips = flags.some(({ flag }) => flag === "test/skip");
  const isSkipSwitched = skip !== undefined && nodeText(text, skip) === "1";
  if (skips !== isSkipSwitched || (skip !== undefined && !skips)) return options;
  const suite = name === undefined ? undefined : { form: NONE, head: NONE, value: name };
  return { suite, flags };
}

/** The options by key. A failure is the token at which they are not keys with usable values. */
function readPairs(text: ValkText, options: number): Map<string, number> | number {
  const isQuoted = kindAt(text, options) === OPEN_BRACE;
  if (!isQuoted && headName(text, options) !== LIST) return options;
  const items = childrenOf(text, options).slice(isQuoted ? 0 : 1);
  const pairs = new Map<string, number>();
  for (let index = 0; index < items.length; index += 2) {
    const key = items[index] ?? NONE;
    const value = items[index + 1];
    if (value === undefined || (isQuoted && !isLiteral(text, value))) return key;
    const name = nodeText(text, key);
    if (pairs.has(name)) return key;
    pairs.set(name, value);
  }
  return pairs;
}

/** Adds comments and tests of the whole form. Comments inside values belong to the values. */
function addUnits(
  text: ValkText,
  form: number,
  list: number,
  options: number,
  units: UnitList,
): void {
  const close = lastOf(text, form);
  let zone: Zone = "pipeline";
  for (let token = form + 1; token < close; token = lastOf(text, token) + 1) {
    if (kindAt(text, token) === COMMENT) addUnit(units, "comment", token, zone);
    if (token === options) addComments(text, options, units);
    if (token === list) {
      addEntries(text, list, units);
      zone = "options";
    }
  }
}

function addEntries(text: ValkText, list: number, units: UnitList): void {
  const head = skipComments(text, list + 1);
  const close = lastOf(text, list);
  for (let token = list + 1; token < close; token = lastOf(text, token) + 1) {
    const role = kindAt(text, token) === COMMENT ? "comment" : "test";
    if (token !== head) addUnit(units, role, token, "pipeline");
  }
}

function addComments(text: ValkText, options: number, units: UnitList): void {
  const close = lastOf(text, options);
  for (let token = options + 1; token < close; token = lastOf(text, token) + 1) {
    if (kindAt(text, token) === COMMENT) addUnit(units, "comment", token, "options");
  }
}
