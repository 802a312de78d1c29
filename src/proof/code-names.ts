// The names that evaluating code reads and binds, as the proof reads it: what stands in parentheses is
// evaluated, what stands in braces only where a call is known to do so. What code binds for itself is
// left out. Called where the proof asks whether a later evaluation means the same.

import { FLAGS, OLD_TESTS, SUITE } from "./framework-names.js";
import { ATOM, OPEN_BRACE, OPEN_PAREN, type ValkText } from "./reader.js";
import { boundNames } from "./symbols.js";
import { childrenOf, headName, kindAt, NONE, tokenText } from "./tokens.js";

/** What evaluating some code reads and binds globally. */
export interface CodeNames {
  readonly reads: readonly string[];
  readonly binds: readonly string[];
}

const NOTHING: CodeNames = { reads: [], binds: [] };
const LAMBDA = "\\";

/** From which argument on the lists in braces of a call are evaluated. */
const EVALUATES: ReadonlyMap<string, number> = new Map([
  ["if", 2],
  ["eval", 1],
  ["let", 1],
  ["select", 1],
  [LAMBDA, 2],
]);

/** Calls that call the functions they are given; any other may keep them, as the body of a test for one. */
const CALLS_LAMBDAS: ReadonlySet<string> = new Set(["map", "foldl", "filter"]);

/** The names that evaluating the nodes reads and binds, but for those that they keep to themselves. */
export function codeNames(
  text: ValkText,
  nodes: readonly number[],
  outer: readonly string[] = [],
): CodeNames {
  const reads = new Set<string>();
  const binds = new Set<string>();
  const locals = new Set(outer);
  const waiting = [...nodes];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const kind = kindAt(text, node);
    if (kind === ATOM) reads.add(tokenText(text, node));
    if (kind !== OPEN_PAREN && kind !== OPEN_BRACE) continue;
    const [head = NONE, ...args] = childrenOf(text, node);
    if (head === NONE) continue;
    waiting.push(head);
    const name = kindAt(text, head) === ATOM ? tokenText(text, head) : "";
    const from = EVALUATES.get(name) ?? Number.POSITIVE_INFINITY;
    for (const local of localNames(text, node)) locals.add(local);
    for (const global of boundNames(text, node, false)) binds.add(global);
    for (const [index, arg] of args.entries()) {
      const isKept = headName(text, arg) === LAMBDA && !CALLS_LAMBDAS.has(name);
      if (!isKept && (kindAt(text, arg) !== OPEN_BRACE || index + 1 >= from)) waiting.push(arg);
    }
  }
  return { reads: [...reads].filter((name) => !locals.has(name)), binds: [...binds] };
}

/** What a call reads and binds of the function that a form defines; nothing where it is no function. */
export function functionNames(text: ValkText, form: number): CodeNames {
  const [, , value = NONE] = childrenOf(text, form);
  if (value === NONE) return NOTHING;
  const isFunction = headName(text, form) === "fun" || headName(text, value) === LAMBDA;
  return isFunction ? codeNames(text, [value], localNames(text, form)) : NOTHING;
}

/** What a registering form evaluates, and the variables that it only hands on. */
export interface RegistrationNames extends CodeNames {
  readonly values: readonly string[];
}

/** A call of the framework evaluates its name and arguments, but no body; another form all that it holds. */
export function registrationNames(text: ValkText, form: number): RegistrationNames {
  const name = headName(text, form);
  const isCall = OLD_TESTS.has(name) || FLAGS.has(name) || name === SUITE;
  if (!isCall) return { ...codeNames(text, [form]), values: [] };
  const [head = NONE, ...args] = childrenOf(text, form);
  const isValue = (arg: number): boolean => kindAt(text, arg) === ATOM;
  const evaluated = args.filter(
    (arg) => !isValue(arg) && kindAt(text, arg) !== OPEN_BRACE && headName(text, arg) !== LAMBDA,
  );
  const values = args.filter(isValue).map((arg) => tokenText(text, arg));
  const { reads, binds } = codeNames(text, evaluated);
  return { reads, binds, values: [tokenText(text, head), ...values] };
}

/** The names that a call of `\`, `=` or `fun` binds for what is in it. */
function localNames(text: ValkText, node: number): readonly string[] {
  const [head = NONE, list = NONE] = childrenOf(text, node);
  if (list === NONE || kindAt(text, list) !== OPEN_BRACE) return [];
  const name = tokenText(text, head);
  if (name !== LAMBDA && name !== "=" && name !== "fun") return [];
  const names = childrenOf(text, list).map((each) => tokenText(text, each));
  return name === "fun" ? names.slice(1) : names;
}
