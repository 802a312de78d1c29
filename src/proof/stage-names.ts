// The functions of a file that make stages in the text that is there: helpers that were migrated
// before some of their callers. What an old caller registers by them it registers on the module for
// both APIs, so that such a call is an effect. Called when a group's files are surveyed.

import { BUILDER_EFFECTS } from "./effect-styles.js";
import { findMention, readEffects } from "./effects.js";
import {
  ADD_ALL,
  BUILDER_TESTS,
  FLAGS,
  OLD_CALLS,
  OLD_TESTS,
  PIPELINE,
} from "./framework-names.js";
import type { ValkText } from "./reader.js";
import { topForms } from "./symbols.js";
import { childrenOf, headName, NONE, tokenText } from "./tokens.js";

/** The functions that a loader of a file may call for a stage. */
export interface StageNames {
  readonly all: ReadonlySet<string>;
  /** Those of them whose calls make a stage that is not, or not for certain, their value. */
  readonly unclear: ReadonlySet<string>;
}

/** What takes a suite, and what registers by itself. */
const NO_STAGE: ReadonlySet<string> = new Set([PIPELINE, ...OLD_TESTS.keys()]);

/** What only stages are made with, and the calls that only an old file makes. */
const MAKES_STAGES: ReadonlySet<string> = new Set([...BUILDER_TESTS.keys(), ADD_ALL]);
const ONLY_OLD: ReadonlySet<string> = new Set([...OLD_CALLS].filter((name) => !FLAGS.has(name)));

/**
 * Those of the forms that may have effects: in a file without an old call, a function that makes stages
 * has none, since a flag in it is a stage, too, although its call looks the same.
 */
export function withoutStageMakers(text: ValkText, forms: readonly number[]): readonly number[] {
  const all = topForms(text);
  const isOld =
    findMention(text, all, ONLY_OLD) !== undefined ||
    all.some((form) => FLAGS.has(headName(text, form)));
  if (isOld) return forms;
  return forms.filter(
    (form) => !isDefinition(text, form) || findMention(text, [form], MAKES_STAGES) === undefined,
  );
}

/** The file's own functions and those of the files that it loads. What takes a suite is none. */
export function readStageNames(text: ValkText, loaded: readonly StageNames[]): StageNames {
  const imported = new Set(loaded.flatMap(({ all }) => [...all]));
  const unclear = new Set(loaded.flatMap((each) => [...each.unclear]));
  const forms = topForms(text).filter(
    (form) => isDefinition(text, form) && findMention(text, [form], NO_STAGE) === undefined,
  );
  const { names } = readEffects(text, forms, BUILDER_EFFECTS, imported);
  const own = new Map<string, number[]>();
  for (const form of forms) {
    const name = definedName(text, form);
    if (names.has(name)) own.set(name, [...(own.get(name) ?? []), form]);
  }
  for (let size = -1; size < unclear.size; ) {
    size = unclear.size;
    for (const [name, places] of own) {
      const isClear =
        places.length === 1 && places.every((at) => answersStage(text, at, names, unclear));
      if (!isClear) unclear.add(name);
    }
  }
  const all = [...names].filter((name) => !BUILDER_TESTS.has(name) && !FLAGS.has(name));
  return { all: new Set(all), unclear };
}

function answersStage(
  text: ValkText,
  form: number,
  names: ReadonlySet<string>,
  unclear: ReadonlySet<string>,
): boolean {
  const { lost } = readEffects(text, [form], BUILDER_EFFECTS, names);
  return lost === undefined && findMention(text, [form], unclear) === undefined;
}

function isDefinition(text: ValkText, form: number): boolean {
  const head = headName(text, form);
  return head === "fun" || head === "def";
}

/** The first name that a `fun` or `def` binds. */
function definedName(text: ValkText, form: number): string {
  const [, list = NONE] = childrenOf(text, form);
  const [name = NONE] = list === NONE ? [] : childrenOf(text, list);
  return name === NONE ? "" : tokenText(text, name);
}
