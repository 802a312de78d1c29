// The function that a migrated part consists of: `(fun {NAME suite} {-> suite stage…})`, or in the list
// target `(fun {NAME} {list (test …)…})`. Says where it is, and that its names stand for nothing else.

import { headOfForm } from "./effect-style.js";
import { BUILDER_NAMES, JOIN, LIST, LIST_NAMES, PIPELINE } from "./framework-names.js";
import type { ProofInput } from "./proof.js";
import { ATOM, COMMENT, OPEN_BRACE, type ValkText } from "./reader.js";
import { countSymbols, topForms } from "./symbols.js";
import { childrenOf, headName, kindAt, NONE, tokenText } from "./tokens.js";

/** What the names of such functions end in; no function of the language does. */
const SUFFIX = "-tests";

/** A part's function by its tokens. */
export interface PartFunction {
  readonly form: number;
  readonly name: string;
  /** The suite's name in it; the list target has none. */
  readonly parameter: string | undefined;
  readonly body: number;
}

/**
 * The functions of a part in its new text: those of the target's shape whose name was no symbol of the
 * old text. A correct part has one.
 */
export function findPartFunctions(
  old: ValkText,
  now: ValkText,
  target: ProofInput["target"],
): readonly PartFunction[] {
  const found: PartFunction[] = [];
  for (const form of topForms(now)) {
    const read = readPartFunction(now, form, target);
    if (read !== undefined) found.push(read);
  }
  const known = countSymbols(old, new Set(found.map(({ name }) => name)));
  return found.filter(({ name }) => !known.has(name));
}

/** Whether the function's names mean nothing but the function and the suite in it. */
export function hasNamesOfItsOwn(
  { name, parameter }: PartFunction,
  old: ValkText,
  now: ValkText,
): boolean {
  const names = new Set(parameter === undefined ? [name] : [name, parameter]);
  const after = countSymbols(now, names);
  if (!name.endsWith(SUFFIX) || !isPlainName(name) || after.get(name) !== 1) return false;
  if (parameter === undefined) return true;
  // In the list of parameters, and as what the pipeline begins with.
  const isAlone = !countSymbols(old, names).has(parameter) && after.get(parameter) === 2;
  return isAlone && isPlainName(parameter);
}

function readPartFunction(
  text: ValkText,
  form: number,
  target: ProofInput["target"],
): PartFunction | undefined {
  if (headName(text, form) !== "fun") return undefined;
  const [, list = NONE, body = NONE, surplus] = childrenOf(text, form);
  if (body === NONE || surplus !== undefined) return undefined;
  if (kindAt(text, list) !== OPEN_BRACE || kindAt(text, body) !== OPEN_BRACE) return undefined;
  if (hasCommentBetween(text, form, body)) return undefined;
  const names = childrenOf(text, list);
  if (names.some((name) => kindAt(text, name) !== ATOM)) return undefined;
  const [name = "", parameter, further] = names.map((at) => tokenText(text, at));
  if (further !== undefined) return undefined;
  if (target === "list") {
    const head = headOfForm(text, body);
    const isList = parameter === undefined && (head === LIST || head === JOIN);
    return isList ? { form, name, parameter, body } : undefined;
  }
  const [head = NONE, first = NONE] = childrenOf(text, body);
  const isPipeline =
    parameter !== undefined &&
    first !== NONE &&
    tokenText(text, head) === PIPELINE &&
    kindAt(text, first) === ATOM &&
    tokenText(text, first) === parameter;
  return isPipeline ? { form, name, parameter, body } : undefined;
}

function hasCommentBetween(text: ValkText, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (kindAt(text, at) === COMMENT) return true;
  return false;
}

/** A symbol that is no number, no keyword, no marker of parameters and no name of a framework. */
function isPlainName(name: string): boolean {
  return (
    !/^(?:-?\d+|:.*|&)$/.test(name) &&
    !BUILDER_NAMES.has(name) &&
    !LIST_NAMES.has(name) &&
    name !== JOIN
  );
}
