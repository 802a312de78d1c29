// The functions of a file that answer stages already: helpers that were migrated before some of
// their callers. On the module for both APIs an old caller registers by them what it registered
// before, so that its calls become stages (load-graph.md). Called when a graph's files are read.

import {
  FLAG_NAMES,
  isFlagName,
  type Mode,
  NEUTRAL_STAGE,
  STAGES,
} from "../framework/framework-api.js";
import { type Form, readCall, readForm } from "../syntax/form.js";
import { SyntaxKind } from "../syntax/kinds.js";
import { isSymbol, type SyntaxNode } from "../syntax/tree.js";
import { readClauses } from "./clauses.js";
import { codeSymbols, type Definition, readDefinition } from "./effects.js";
import type { Script } from "./script.js";

/** A function whose call answers a stage. */
export interface StageFunction extends Omit<Definition, "body" | "symbol"> {
  /** Whether each way through the function is known to answer one stage and make no other. */
  readonly isClear: boolean;
}

export type StageFunctions = ReadonlyMap<string, StageFunction>;

/**
 * The functions that make stages, until nothing is added; what takes a suite itself is none of them.
 * `imported` are those of loaded files. Linear in the file, times the depth of its functions.
 */
export function readStageFunctions(
  { items, tree }: Script,
  imported: StageFunctions,
): StageFunctions {
  const mayMake = imported.size > 0 || [...MODES.keys()].some((name) => tree.source.includes(name));
  if (!mayMake) {
    return new Map();
  }
  const definitions = items.flatMap(({ node }) => readDefinition(node) ?? []);
  const mentioned = definitions.map((definition) => new Set(namesIn(definition.body)));
  const found = new Map<string, StageFunction>();
  for (let grew = true; grew; ) {
    grew = false;
    for (const [position, definition] of definitions.entries()) {
      const names = mentioned[position] as ReadonlySet<string>;
      const known = (name: string) => found.get(name) ?? imported.get(name);
      const modes = [...names].flatMap((name) => MODES.get(name) ?? known(name)?.modes ?? []);
      const size = found.get(definition.name)?.modes.size;
      const all = new Set(modes.flatMap((each) => [...each]));
      if (modes.length > 0 && !names.has("->") && (size === undefined || size < all.size)) {
        const { name, arity, isVariadic } = definition;
        found.set(name, { name, arity, isVariadic, modes: all, isClear: false });
        grew = true;
      }
    }
  }
  return withClarity(found, imported, definitions);
}

/** Clear are those that are defined once and answer nothing but stages of clear ones. */
function withClarity(
  found: StageFunctions,
  imported: StageFunctions,
  definitions: readonly Definition[],
): StageFunctions {
  const own = definitions.filter(({ name }) => found.has(name));
  const clear = new Map([...imported].filter(([, { isClear }]) => isClear));
  for (const { name } of own) {
    const isOne = own.filter((other) => other.name === name).length === 1;
    if (isOne) {
      clear.set(name, found.get(name) as StageFunction);
    }
  }
  const known = new Set([...found.keys(), ...imported.keys()]);
  for (let size = -1; size !== clear.size; ) {
    size = clear.size;
    for (const { name, body } of own) {
      if (clear.has(name) && !answersStage(body, clear, known)) {
        clear.delete(name);
      }
    }
  }
  return new Map([...found].map(([name, one]) => [name, { ...one, isClear: clear.has(name) }]));
}

/** How the tests of each stage run; not at all for a flag, which is no test. */
const MODES: ReadonlyMap<string, ReadonlySet<Mode>> = new Map<string, ReadonlySet<Mode>>([
  ...[...FLAG_NAMES].map((name) => [name, new Set<Mode>()] as const),
  [STAGES.sync, new Set<Mode>(["sync"])],
  [STAGES.async, new Set<Mode>(["async"])],
]);

function namesIn(node: SyntaxNode): readonly string[] {
  return codeSymbols(node).map(({ text }) => text);
}

/** Follows the value of an expression down to the stages that make it. */
function answersStage(
  start: SyntaxNode,
  functions: StageFunctions,
  known: ReadonlySet<string>,
): boolean {
  const isClean = (node: SyntaxNode): boolean =>
    !namesIn(node).some((name) => MODES.has(name) || known.has(name));
  const waiting = [start];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const next = stepInto(node, functions, isClean);
    if (next === undefined) {
      return false;
    }
    waiting.push(...next);
  }
  return true;
}

type IsClean = (node: SyntaxNode) => boolean;

/** The nodes whose values are the node's, none for a stage as it stands; undefined for another. */
function stepInto(
  node: SyntaxNode,
  functions: StageFunctions,
  isClean: IsClean,
): readonly SyntaxNode[] | undefined {
  const only = node.firstElement;
  if (isSymbol(node, "id")) {
    return [];
  }
  if (only !== undefined && only.nextElement === undefined && node.kind !== SyntaxKind.Prefixed) {
    return only.kind === SyntaxKind.List ? [only] : isNeutral(only) ? [] : undefined;
  }
  const form = readForm(node);
  if (form === undefined) {
    return undefined;
  }
  const { name, args } = form;
  if (name === "do" && args.slice(0, -1).every(isClean)) {
    return args.slice(-1);
  }
  if (name === "if" && args.length === 3 && isClean(args[0] as SyntaxNode)) {
    return args.slice(1);
  }
  if (name === "select") {
    const clauses = readClauses(args, () => false);
    const isRead = clauses?.every(({ condition }) => isClean(condition)) === true;
    return isRead ? clauses.map(({ value }) => value) : undefined;
  }
  if (name === "test/add-all" && args.length === 1) {
    const stages = readCall(args[0] as SyntaxNode);
    return stages?.name === "list"
      ? stages.args
      : loopBody(args[0] as SyntaxNode, functions, isClean);
  }
  return args.every(isClean) && isStage(form, functions) ? [] : undefined;
}

/** `(map (\ {x} {…}) xs)`, or with a function's name: the function answers the stages. */
function loopBody(
  node: SyntaxNode,
  functions: StageFunctions,
  isClean: IsClean,
): readonly SyntaxNode[] | undefined {
  const form = readCall(node);
  const [callee, list] = form?.args ?? [];
  if (form?.name !== "map" || callee === undefined || list === undefined || !isClean(list)) {
    return undefined;
  }
  const lambda = readCall(callee);
  const body = lambda?.name === "\\" ? lambda.args[1] : undefined;
  const named = functions.get(callee.text);
  return body === undefined ? (named?.arity === 1 ? [] : undefined) : [body];
}

/** Whether the call has all its arguments and no suite. */
function isStage({ name, args }: Form, functions: StageFunctions): boolean {
  if (MODES.has(name)) {
    return args.length === (isFlagName(name) ? 1 : 2);
  }
  const known = functions.get(name);
  return known !== undefined && args.length > 0 && known.isVariadic
    ? args.length >= known.arity
    : args.length === known?.arity;
}

/** The stage that changes nothing; files that were migrated earlier name the prelude's identity. */
function isNeutral(node: SyntaxNode): boolean {
  return isSymbol(node, NEUTRAL_STAGE) || isSymbol(node, "id");
}
