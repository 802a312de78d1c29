// Whether an old file may go on calling functions that answer stages from now on: on the module for
// both APIs a stage is an entry of the old registry too, which a run runs that cannot be taken for a
// stage itself. Called when a group is proven; derives everything from the old file's own text.

import { OLD_EFFECTS } from "./effect-styles.js";
import { readEffects } from "./effects.js";
import {
  BUILDER_NAMES,
  FLAGS,
  OLD_CALLS,
  OLD_NAMES,
  OLD_TESTS,
  RUNNERS,
} from "./framework-names.js";
import { readLoads } from "./loads.js";
import { otherForms } from "./read-old-style.js";
import { ATOM, type ValkText } from "./reader.js";
import { globalNames, topForms } from "./symbols.js";
import { childrenOf, headName, headOf, kindAt, NONE, nodeText, tokenText } from "./tokens.js";

/** `names`: the registering functions that the file sees; `loaded`: all that it loads, itself aside. */
export function isBridge(
  text: ValkText,
  names: ReadonlySet<string>,
  loaded: readonly ValkText[],
): boolean {
  return (
    runsTheRegistry(text) &&
    readLoads(text).computed === NONE &&
    callsAreEffects(text, names) &&
    [text, ...loaded].every(leavesTheFramework) &&
    loaded.every((other) => topForms(other).every((form) => !OLD_CALLS.has(headName(other, form))))
  );
}

/** The first run has the argument that only old files write, or a registration stands before it. */
function runsTheRegistry(text: ValkText): boolean {
  const forms = topForms(text);
  const at = forms.findIndex((form) => RUNNERS.has(headName(text, form)));
  const run = forms[at];
  if (run === undefined || forms.some((form) => headName(text, form) === "->")) return false;
  const [, ...args] = childrenOf(text, run);
  const [argument, ...surplus] = headName(text, run) === "test/run" ? args : args.slice(1);
  if (surplus.length > 0) return false;
  if (argument !== undefined) return nodeText(text, argument) === "{}";
  return forms
    .slice(0, at)
    .some((form) => OLD_TESTS.has(headName(text, form)) && childrenOf(text, form).length === 3);
}

/** Each mention of a registering function is a call whose value is the form's, or a definition. */
function callsAreEffects(text: ValkText, names: ReadonlySet<string>): boolean {
  const { names: known, reached } = readEffects(text, otherForms(text), OLD_EFFECTS, names);
  const own = new Set([...known].filter((name) => !OLD_TESTS.has(name) && !FLAGS.has(name)));
  const defined = new Set(topForms(text).map((form) => nameOfDefinition(text, form)));
  for (let at = 0; at < text.count; at += 1) {
    if (kindAt(text, at) !== ATOM || reached.has(at) || defined.has(at)) continue;
    if (own.has(tokenText(text, at))) return false;
  }
  return true;
}

function nameOfDefinition(text: ValkText, form: number): number {
  const head = headName(text, form);
  const [, list = NONE] = head === "fun" || head === "def" ? childrenOf(text, form) : [];
  const [name = NONE] = list === NONE ? [] : childrenOf(text, list);
  return name;
}

/** Nothing binds a name of the framework, looks into it, or runs tests but for a top-level form. */
function leavesTheFramework(text: ValkText): boolean {
  if (globalNames(text).some((name) => BUILDER_NAMES.has(name))) return false;
  const runs = new Set(topForms(text).map((form) => headOf(text, form)));
  for (let at = 0; at < text.count; at += 1) {
    if (kindAt(text, at) !== ATOM || runs.has(at)) continue;
    const name = tokenText(text, at);
    if (RUNNERS.has(name) || (OLD_NAMES.has(name) && !OLD_CALLS.has(name))) return false;
  }
  return true;
}
