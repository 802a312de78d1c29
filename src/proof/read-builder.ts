// Reads a file migrated to the builder: `(-> (test/suite N) stage… (test/run))`. Called by the proof.

import { type ReadCall, readCall, readFlag, readSuite, readTest } from "./calls.js";
import { BUILDER_EFFECTS } from "./effect-styles.js";
import type { EffectReading } from "./effects.js";
import { BUILDER_TESTS, OLD_CALLS, PIPELINE, RUNNERS, SUITE } from "./framework-names.js";
import type { GraphView } from "./graph-view.js";
import type { PartFunction } from "./part-function.js";
import {
  addCommentsBehind,
  type Pipeline,
  partStage,
  readNewStyle,
  type Style,
} from "./read-new-style.js";
import { ATOM, COMMENT, OPEN_PAREN, type ValkText } from "./reader.js";
import {
  addUnit,
  type ReadingResult,
  type Run,
  type Stage,
  type SuiteName,
  type UnitList,
} from "./suite-reading.js";
import {
  childrenOf,
  headName,
  headOf,
  kindAt,
  lastOf,
  NONE,
  skipComments,
  tokenText,
} from "./tokens.js";

const CALLS = new Set([...OLD_CALLS, ...BUILDER_TESTS.keys()]);
const STYLE: Style = {
  calls: CALLS,
  isPipeline,
  readPipeline,
  // Calls of the framework are read by themselves; only other parts can be effects of another shape.
  partsOf: (text, form) =>
    childrenOf(text, form).filter(
      (part) => kindAt(text, part) === OPEN_PAREN && !CALLS.has(headName(text, part)),
    ),
  effects: BUILDER_EFFECTS,
};

/** The same for a part, whose pipeline is the body of a function. */
const FUNCTION_STYLE: Style = {
  ...STYLE,
  isPipeline: (_, form, graph) => form === graph?.function?.form,
  readPipeline: (text, form, list, effects, graph) =>
    graph?.function === undefined ? form : readFunction(text, graph.function, list, effects),
  partsOf: (text, _, graph) =>
    graph?.function === undefined ? [] : STYLE.partsOf(text, graph.function.body),
};

/**
 * Reads `text` as a file of the builder target; fails on anything that is not understood. `graph` says
 * what the file is to the files around it.
 */
export function readBuilder(text: ValkText, graph?: GraphView): ReadingResult {
  return readNewStyle(text, graph?.role === "part" ? FUNCTION_STYLE : STYLE, graph);
}

function isPipeline(text: ValkText, form: number): boolean {
  if (headName(text, form) !== PIPELINE) return false;
  return headName(text, skipComments(text, headOf(text, form) + 1)) === SUITE;
}

function readPipeline(
  text: ValkText,
  form: number,
  list: UnitList,
  effects: EffectReading,
  graph?: GraphView,
): Pipeline | number {
  const head = headOf(text, form);
  const close = lastOf(text, form);
  const stages: Stage[] = [];
  let suite: SuiteName | undefined;
  let run: Run | undefined;
  for (let token = form + 1; token < close; token = lastOf(text, token) + 1) {
    if (token === head) continue;
    if (kindAt(text, token) === COMMENT) {
      // Nothing but the run's own trailing comment may stand between the run and the closer.
      addUnit(list, "comment", token, run === undefined ? "pipeline" : "options");
      continue;
    }
    if (run !== undefined) return token;
    const call = readCall(text, token);
    if (suite === undefined) {
      suite = call === undefined ? undefined : readSuite(call);
      if (suite === undefined) return token;
      addUnit(list, "suite", token, "pipeline");
      continue;
    }
    const stage = readStage(text, token, call, effects, graph !== undefined);
    if (stage === undefined) {
      run = call === undefined ? undefined : readRun(call);
      if (run === undefined) return token;
      addUnit(list, "run", token, "pipeline");
    } else {
      addStage(stage, list, stages);
    }
  }
  return run === undefined ? form : { suite, stages, run };
}

/** `{-> suite stage…}` of a part's function, whose shape is known. */
function readFunction(
  text: ValkText,
  part: PartFunction,
  list: UnitList,
  effects: EffectReading,
): Pipeline | number {
  const { body } = part;
  const [head = NONE, suite = NONE] = childrenOf(text, body);
  const stages: Stage[] = [];
  for (let token = body + 1; token < lastOf(text, body); token = lastOf(text, token) + 1) {
    if (token === head || token === suite) continue;
    if (kindAt(text, token) === COMMENT) {
      addUnit(list, "comment", token, "pipeline");
      continue;
    }
    const stage = readStage(text, token, readCall(text, token), effects, true);
    if (stage === undefined) return token;
    addStage(stage, list, stages);
  }
  addCommentsBehind(text, part, list);
  return { suite: undefined, stages, run: undefined };
}

/** One stage; undefined for anything else, the run among it. */
function readStage(
  text: ValkText,
  token: number,
  call: ReadCall | undefined,
  effects: EffectReading,
  isInGraph: boolean,
): Stage | undefined {
  if (call === undefined) {
    if (effects.stages.has(token)) return { kind: "value", form: token, head: NONE };
    // The name of a loaded part's function; whether of the right one is for the comparison to say.
    const isName = isInGraph && kindAt(text, token) === ATOM;
    return isName ? partStage(token, tokenText(text, token)) : undefined;
  }
  const stage = readTest(call, BUILDER_TESTS) ?? readFlag(call);
  if (stage !== undefined) return stage;
  return effects.stages.has(token) ? { kind: "value", form: token, head: NONE } : undefined;
}

function addStage(stage: Stage, list: UnitList, stages: Stage[]): void {
  stages.push(stage);
  addUnit(list, stage.kind === "flag" ? "flag" : "test", stage.form, "pipeline");
}

function readRun(call: ReadCall): Run | undefined {
  const { form, head, count, first } = call;
  const name = RUNNERS.get(call.name);
  if (name === undefined || count !== (name === "test/run-async" ? 1 : 0)) return undefined;
  return { name, form, head, argument: first, emptyArgument: NONE };
}
