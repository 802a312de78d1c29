// Reads a file migrated to the builder: `(-> (test/suite N) stage… (test/run))`. Called by the proof.

import { type ReadCall, readCall, readFlag, readSuite, readTest } from "./calls.js";
import { BUILDER_EFFECTS } from "./effect-styles.js";
import type { EffectReading } from "./effects.js";
import { BUILDER_TESTS, OLD_CALLS, PIPELINE, RUNNERS, SUITE } from "./framework-names.js";
import { type Pipeline, readNewStyle, type Style } from "./read-new-style.js";
import { COMMENT, type ValkText } from "./reader.js";
import {
  addUnit,
  type ReadingResult,
  type Run,
  type Stage,
  type SuiteName,
  type UnitList,
} from "./suite-reading.js";
import { childrenOf, headName, headOf, kindAt, lastOf, NONE, skipComments } from "./tokens.js";

const CALLS = new Set([...OLD_CALLS, ...BUILDER_TESTS.keys()]);
const STYLE: Style = {
  calls: CALLS,
  isPipeline,
  readPipeline,
  // Calls of the framework are read by themselves; only other parts can be effects of another shape.
  partsOf: (text, form) =>
    childrenOf(text, form).filter(
      (part) => headOf(text, part) !== NONE && !CALLS.has(headName(text, part)),
    ),
  effects: BUILDER_EFFECTS,
};

/** Reads `text` as a file of the builder target; fails on anything that is not understood. */
export function readBuilder(text: ValkText): ReadingResult {
  return readNewStyle(text, STYLE);
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
    const call = readCall(text, token);
    if (call === undefined || run !== undefined) return token;
    if (suite === undefined) {
      suite = readSuite(call);
      if (suite === undefined) return token;
      addUnit(list, "suite", token, "pipeline");
      continue;
    }
    const stage = readTest(call, BUILDER_TESTS) ?? readFlag(call);
    if (stage === undefined && effects.stages.has(token)) {
      stages.push({ kind: "value", form: token, head: NONE });
      addUnit(list, "test", token, "pipeline");
    } else if (stage === undefined) {
      run = readRun(call);
      if (run === undefined) return token;
      addUnit(list, "run", token, "pipeline");
    } else {
      stages.push(stage);
      addUnit(list, stage.kind, token, "pipeline");
    }
  }
  return run === undefined ? form : { suite, stages, run };
}

function readRun(call: ReadCall): Run | undefined {
  const { form, head, count, first } = call;
  const name = RUNNERS.get(call.name);
  if (name === undefined || count !== (name === "test/run-async" ? 1 : 0)) return undefined;
  return { name, form, head, argument: first, emptyArgument: NONE };
}
