// Reads the top level of a migrated file, alike for both targets: exactly one pipeline, around it only
// forms that are not calls of either framework. How the pipeline itself reads is the target's business.

import type { EffectStyle } from "./effect-style.js";
import { type EffectReading, readEffects } from "./effects.js";
import type { GraphView } from "./graph-view.js";
import type { PartFunction } from "./part-function.js";
import { COMMENT, type ValkText } from "./reader.js";
import {
  addUnit,
  createUnitList,
  type PartStage,
  type ReadingResult,
  type Run,
  readingFailure,
  type Stage,
  type SuiteName,
  type UnitList,
} from "./suite-reading.js";
import { headName, kindAt, lastOf, NONE } from "./tokens.js";

/** What one pipeline says. */
export interface Pipeline {
  readonly suite: SuiteName | undefined;
  readonly stages: readonly Stage[];
  /** Undefined for a function of a suite, which others run. */
  readonly run: Run | undefined;
}

const NO_PIPELINE: Pipeline = { suite: undefined, stages: [], run: undefined };

/** How a target writes its pipeline. */
export interface Style {
  /** The names of both frameworks that may head no form outside the pipeline. */
  readonly calls: ReadonlySet<string>;
  /** Whether the top-level form at this token is the pipeline. */
  readonly isPipeline: (text: ValkText, form: number, graph?: GraphView) => boolean;
  /** Reads it and appends its units; a number is the token that is not understood. */
  readonly readPipeline: (
    text: ValkText,
    form: number,
    list: UnitList,
    effects: EffectReading,
    graph?: GraphView,
  ) => Pipeline | number;
  /** First tokens of the pipeline's parts that may be effects. */
  readonly partsOf: (text: ValkText, form: number, graph?: GraphView) => readonly number[];
  readonly effects: EffectStyle;
}

/** The call of a part's function in the new text. */
export function partStage(form: number, name: string): PartStage {
  return { kind: "part", form, head: NONE, function: name };
}

/** Comments between a part's stages and the end of its function. */
export function addCommentsBehind(text: ValkText, part: PartFunction, list: UnitList): void {
  for (let at = lastOf(text, part.body) + 1; at < lastOf(text, part.form); at += 1) {
    addUnit(list, "comment", at, "pipeline");
  }
}

/** Reads `text` as a migrated file in the given style; `graph` says what it is to the files around. */
export function readNewStyle(text: ValkText, style: Style, graph?: GraphView): ReadingResult {
  const forms = effectForms(text, style, graph);
  const effects = readEffects(text, forms, style.effects, graph?.names);
  if (effects.lost !== undefined) {
    return readingFailure("an effect whose value goes nowhere", effects.lost);
  }
  if (effects.captured !== undefined) {
    return readingFailure("a name that a variable stands for", effects.captured);
  }
  const list = createUnitList();
  let pipeline: Pipeline | undefined;
  for (let token = 0; token < text.count; token = lastOf(text, token) + 1) {
    const zone = pipeline === undefined ? "above" : "below";
    if (kindAt(text, token) === COMMENT) {
      addUnit(list, "comment", token, zone);
    } else if (isPipeline(text, token, style, graph)) {
      if (pipeline !== undefined) return readingFailure("a second pipeline", token);
      const read = style.readPipeline(text, token, list, effects, graph);
      if (typeof read === "number") return readingFailure("not understood in the pipeline", read);
      pipeline = read;
    } else if (style.calls.has(headName(text, token)) || effects.stages.has(token)) {
      return readingFailure("a framework call outside the pipeline", token);
    } else {
      addUnit(list, "other", token, zone);
    }
  }
  if (pipeline === undefined && graph?.role === "helper") pipeline = NO_PIPELINE;
  if (pipeline === undefined) return readingFailure("no pipeline", text.count);
  const { units, above, below } = list;
  const { canonical } = effects;
  return {
    ok: true,
    reading: { text, units, ...pipeline, droppedSuites: [], canonical, above, below },
  };
}

/** In a helper module nothing is. */
function isPipeline(text: ValkText, form: number, style: Style, graph?: GraphView): boolean {
  return graph?.role !== "helper" && style.isPipeline(text, form, graph);
}

/** Everything in which effects may stand: the forms around the pipeline, and its parts. */
function effectForms(text: ValkText, style: Style, graph?: GraphView): readonly number[] {
  const forms: number[] = [];
  for (let token = 0; token < text.count; token = lastOf(text, token) + 1) {
    if (kindAt(text, token) === COMMENT) continue;
    const isWhole = !isPipeline(text, token, style, graph);
    const parts = isWhole ? [token] : style.partsOf(text, token, graph);
    for (const part of parts) forms.push(part);
  }
  return forms;
}
