// Reads a file that registers its tests in the old global registry. Accepts exactly what is certain:
// framework calls at top level, one run, nothing of the framework behind it or evaluated elsewhere.
// Everything else is a failure, since a doubtful old file has no proof. Called by the proof.

import { type ReadCall, readCall, readFlag, readSuite, readTest } from "./calls.js";
import { OLD_EFFECTS } from "./effect-styles.js";
import { type EffectReading, readEffects } from "./effects.js";
import { findDoubtfulName, type WatchedNames } from "./evaluated-names.js";
import { OLD_CALLS, OLD_TESTS, RUNNER_MODE, RUNNERS } from "./framework-names.js";
import type { GraphView } from "./graph-view.js";
import { COMMENT, type ValkText } from "./reader.js";
import {
  addUnit,
  createUnitList,
  type ReadingResult,
  type Role,
  type Run,
  readingFailure,
  type Stage,
  type SuiteName,
  type Unit,
  type UnitList,
} from "./suite-reading.js";
import { headName, headOf, kindAt, lastOf, NONE, nodeText, tokenText } from "./tokens.js";

const EMPTY_ARGUMENTS: ReadonlySet<string> = new Set(["{}", "()", "nil"]);

interface Draft {
  readonly list: UnitList;
  readonly effects: EffectReading;
  readonly suites: SuiteName[];
  readonly stages: Stage[];
  readonly graph: GraphView | undefined;
  /** What registers last in a file that others run; `NONE` in any other. */
  readonly end: number;
  run: Run | undefined;
}

/**
 * Reads `text` as an old-style file; `watched` are the names that make it doubtful where they stand
 * in other places, `graph` says what it is to the files around it. Fails on anything that is not
 * understood as a whole.
 */
export function readOldStyle(
  text: ValkText,
  watched: WatchedNames,
  graph?: GraphView,
): ReadingResult {
  const effects = readEffects(text, otherForms(text), OLD_EFFECTS, graph?.names);
  if (effects.lost !== undefined) {
    return readingFailure("an effect whose value goes nowhere", effects.lost);
  }
  if (effects.captured !== undefined) {
    return readingFailure("a name that a variable stands for", effects.captured);
  }
  const list = createUnitList();
  const tokens = [...unitTokens(text, effects)];
  const end = graph?.role === "part" ? lastRegistering(text, tokens, effects, graph) : NONE;
  const draft: Draft = { list, effects, suites: [], stages: [], graph, end, run: undefined };
  for (const token of tokens) {
    const problem = readUnit(text, draft, token);
    if (problem !== undefined) return readingFailure(problem, token);
  }
  const { run, stages, suites } = draft;
  const problem = checkRole(text, draft);
  if (problem !== undefined) return problem;
  const runs = run === undefined ? 0 : 1;
  const framework = stages.filter(({ kind }) => kind === "test" || kind === "flag").length;
  const calls = framework + suites.length + runs + countCalls(text, effects, stages);
  const doubtful = findDoubtfulName(text, watched, calls, effects.reached);
  if (doubtful !== NONE) return readingFailure("a framework name in a doubtful place", doubtful);
  const { above, below, units } = draft.list;
  const suite = suites.pop();
  const marked = markDropped(units, suites);
  const { canonical } = effects;
  return {
    ok: true,
    reading: {
      text,
      units: marked,
      suite,
      droppedSuites: suites,
      stages,
      run,
      canonical,
      above,
      below,
    },
  };
}

/** First tokens of the top-level forms and comments, those inside a group in its place. */
function* unitTokens(text: ValkText, { groups }: EffectReading): Generator<number> {
  for (let token = 0; token < text.count; token = lastOf(text, token) + 1) {
    if (!groups.has(token)) {
      yield token;
      continue;
    }
    const head = headOf(text, token);
    for (let part = token + 1; part < lastOf(text, token); part = lastOf(text, part) + 1) {
      if (part !== head) yield part;
    }
  }
}

/** First tokens of the top-level forms that are not calls of the framework. */
export function otherForms(text: ValkText): readonly number[] {
  const forms: number[] = [];
  for (let token = 0; token < text.count; token = lastOf(text, token) + 1) {
    if (kindAt(text, token) !== COMMENT && !OLD_CALLS.has(headName(text, token))) {
      forms.push(token);
    }
  }
  return forms;
}

/** The last of these tokens at which a form begins that registers, sets a flag or loads a part. */
function lastRegistering(
  text: ValkText,
  tokens: readonly number[],
  effects: EffectReading,
  { parts }: GraphView,
): number {
  const last = tokens.findLast(
    (token) =>
      effects.stages.has(token) || parts.has(token) || OLD_CALLS.has(headName(text, token)),
  );
  return last ?? NONE;
}

/** Whether the file runs its tests, or leaves that to others, as its role wants it. */
function checkRole(
  text: ValkText,
  { run, stages, suites, graph }: Draft,
): ReadingResult | undefined {
  const role = graph?.role ?? "runner";
  if (role === "runner") {
    if (run === undefined) return readingFailure("no run", text.count);
    const mode = RUNNER_MODE[run.name];
    const stray = stages.find((stage) => stage.kind === "test" && stage.mode !== mode);
    if (stray === undefined) return undefined;
    return readingFailure("a test that the run does not run", stray.form);
  }
  const call = run ?? suites[0] ?? (role === "helper" ? stages[0] : undefined);
  return call === undefined
    ? undefined
    : readingFailure("not for a file that others load and run", call.form);
}

/** Effects inside stages that are the framework's own names rather than the file's functions. */
function countCalls(text: ValkText, { reached }: EffectReading, stages: readonly Stage[]): number {
  const heads = new Set(stages.map(({ head }) => head));
  return [...reached].filter((token) => OLD_CALLS.has(tokenText(text, token)) && !heads.has(token))
    .length;
}

function readUnit(text: ValkText, draft: Draft, token: number): string | undefined {
  const { graph, end } = draft;
  const isBelow = draft.run !== undefined || (end !== NONE && token > end);
  const zone = isBelow ? "below" : "above";
  if (kindAt(text, token) === COMMENT) {
    addUnit(draft.list, "comment", token, zone);
    return undefined;
  }
  const part = graph?.parts.get(token);
  if (part !== undefined) {
    if (zone === "below") return "a load of tests after the run";
    draft.stages.push({ kind: "part", form: token, head: NONE, function: part.name });
    addUnit(draft.list, "part", token, zone);
    return undefined;
  }
  const call = OLD_CALLS.has(headName(text, token)) ? readCall(text, token) : undefined;
  if (call === undefined) {
    const isValue = draft.effects.stages.has(token);
    if (isValue && zone === "below") return "an effect after the run";
    if (isValue) draft.stages.push({ kind: "value", form: token, head: NONE });
    addUnit(draft.list, isValue ? "test" : "other", token, zone);
    return undefined;
  }
  if (zone === "below") return "a framework call after the run";
  const role = addCall(text, draft, call);
  if (role === undefined) return "a framework call with arguments that are not understood";
  addUnit(draft.list, role, token, zone);
  return undefined;
}

/** Adds what the call means to the draft. Undefined when it has no certain meaning. */
function addCall(text: ValkText, draft: Draft, call: ReadCall): Role | undefined {
  const stage = readTest(call, OLD_TESTS) ?? readFlag(call);
  if (stage !== undefined) {
    draft.stages.push(stage);
    return stage.kind;
  }
  const suite = readSuite(call);
  if (suite !== undefined) {
    draft.suites.push(suite);
    return "suite";
  }
  draft.run = readRun(text, call);
  return draft.run === undefined ? undefined : "run";
}

function readRun(text: ValkText, call: ReadCall): Run | undefined {
  const { form, head, count, first, second } = call;
  const name = RUNNERS.get(call.name);
  if (name === undefined) return undefined;
  if (name === "test/run-async") {
    const hasEmpty = count === 2 && EMPTY_ARGUMENTS.has(nodeText(text, second));
    const emptyArgument = hasEmpty ? second : NONE;
    return count === 1 || hasEmpty
      ? { name, form, head, argument: first, emptyArgument }
      : undefined;
  }
  if (count > 1) return undefined;
  if (count === 1 && !EMPTY_ARGUMENTS.has(nodeText(text, first))) return undefined;
  return { name, form, head, argument: NONE, emptyArgument: first };
}

function markDropped(units: readonly Unit[], suites: readonly SuiteName[]): readonly Unit[] {
  if (suites.length === 0) return units;
  const dropped = new Set(suites.map(({ form }) => form));
  return units.map((unit) => (dropped.has(unit.token) ? { ...unit, role: "dropped-suite" } : unit));
}
