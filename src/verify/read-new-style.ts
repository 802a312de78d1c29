// Reads the top level of a migrated file, alike for both targets: exactly one pipeline, around it only
// forms that are not calls of either framework. How the pipeline itself reads is the target's business.

import { type EffectReading, type EffectStyle, readEffects } from "./effects.js";
import { COMMENT, type ValkText } from "./reader.js";
import {
  addUnit,
  createUnitList,
  type ReadingResult,
  type Run,
  readingFailure,
  type Stage,
  type SuiteName,
  type UnitList,
} from "./suite-reading.js";
import { headName, kindAt, lastOf } from "./tokens.js";

/** What one pipeline says. */
export interface Pipeline {
  readonly suite: SuiteName | undefined;
  readonly stages: readonly Stage[];
  readonly run: Run;
}

/** How a target writes its pipeline. */
export interface Style {
  /** The names of both frameworks that may head no form outside the pipeline. */
  readonly calls: ReadonlySet<string>;
  /** Whether the top-level form at this token is the pipeline. */
  readonly isPipeline: (text: ValkText, form: number) => boolean;
  /** Reads it and appends its units; a number is the token that is not understood. */
  readonly readPipeline: (
    text: ValkText,
    form: number,
    list: UnitList,
    effects: EffectReading,
  ) => Pipeline | number;
  /** First tokens of the pipeline's parts that may be effects. */
  readonly partsOf: (text: ValkText, form: number) => readonly number[];
  readonly effects: EffectStyle;
}

/** Reads `text` as a migrated file in the given style. */
export function readNewStyle(text: ValkText, style: Style): ReadingResult {
  const effects = readEffects(text, effectForms(text, style), style.effects);
  if (effects.lost !== undefined) {
    return readingFailure("an effect whose value goes nowhere", effects.lost);
  }
  const list = createUnitList();
  let pipeline: Pipeline | undefined;
  for (let token = 0; token < text.count; token = lastOf(text, token) + 1) {
    const zone = pipeline === undefined ? "above" : "below";
    if (kindAt(text, token) === COMMENT) {
      addUnit(list, "comment", token, zone);
    } else if (style.isPipeline(text, token)) {
      if (pipeline !== undefined) return readingFailure("a second pipeline", token);
      const read = style.readPipeline(text, token, list, effects);
      if (typeof read === "number") return readingFailure("not understood in the pipeline", read);
      pipeline = read;
    } else if (style.calls.has(headName(text, token)) || effects.stages.has(token)) {
      return readingFailure("a framework call outside the pipeline", token);
    } else {
      addUnit(list, "other", token, zone);
    }
  }
  if (pipeline === undefined) return readingFailure("no pipeline", text.count);
  const { units, above, below } = list;
  const { canonical } = effects;
  return {
    ok: true,
    reading: { text, units, ...pipeline, droppedSuites: [], canonical, above, below },
  };
}

/** Everything in which effects may stand: the forms around the pipeline, and its parts. */
function effectForms(text: ValkText, style: Style): readonly number[] {
  const forms: number[] = [];
  for (let token = 0; token < text.count; token = lastOf(text, token) + 1) {
    if (kindAt(text, token) === COMMENT) continue;
    const parts = style.isPipeline(text, token) ? style.partsOf(text, token) : [token];
    for (const part of parts) forms.push(part);
  }
  return forms;
}
