// What the evaluation of a file does to the process that loads it: which names it binds for everybody,
// what it loads, at any depth, and where it speaks to the registry. Invariant: what stands behind a run
// never happens. Read once for each script; the findings follow loads by it.

import { quotedRanges } from "../../../src/program/api-use.js";
import type { Item } from "../../../src/program/item.js";
import { normalizePath } from "../../../src/program/load-graph.js";
import { isFrameworkModule, type Script } from "../../../src/program/script.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { Span } from "../../../src/syntax/span.js";
import { decodeString } from "../../../src/syntax/string-literal.js";
import { isSymbol, type SyntaxNode } from "../../../src/syntax/tree.js";
import { globalBindings } from "./global-bindings.js";

export interface LoadingEffects {
  /** Whether the file defines the framework itself. */
  readonly isModule: boolean;
  /** Whether the file defines what every other file is written in: nobody but a prelude binds `fun`. */
  readonly isPrelude: boolean;
  /** The names that it binds globally. */
  readonly binds: ReadonlySet<string>;
  readonly steps: readonly Step[];
  /** Those of the steps that load. */
  readonly loads: readonly LoadStep[];
}

export type Step = LoadStep | { readonly kind: "registration" };

/** A load of a literal path. */
export interface LoadStep {
  readonly kind: "load";
  readonly span: Span;
  /** Relative to the root. */
  readonly path: string;
  /** Whether it stands in a function or in a test, so that nobody can tell when it happens. */
  readonly isLater: boolean;
}

/** Answers the script of a file that may be loaded, by its path relative to the root. */
export type ScriptReader = (path: string) => Script | undefined;

const known = new WeakMap<Script, LoadingEffects>();

/** The evaluation of a script's forms, in their order. Linear in its size. */
export function loadingEffectsOf(script: Script): LoadingEffects {
  const found = known.get(script) ?? readEvaluation(script);
  known.set(script, found);
  return found;
}

function readEvaluation(script: Script): LoadingEffects {
  const binds = new Set(globalBindings(script.items).map(({ text }) => text));
  const end = script.items.findIndex(({ kind }) => kind === "run" || kind === "pipeline");
  const items = end === -1 ? script.items : script.items.slice(0, end + 1);
  const steps = items.flatMap(readSteps);
  return {
    isModule: isFrameworkModule(script),
    isPrelude: binds.has("fun"),
    binds,
    steps,
    loads: steps.filter((step) => step.kind === "load"),
  };
}

function readSteps(item: Item): readonly Step[] {
  const loads = item.node.text.includes("load") ? loadsIn(item.node) : [];
  return REGISTERING.has(item.kind) ? [...loads, { kind: "registration" }] : loads;
}

const REGISTERING: ReadonlySet<Item["kind"]> = new Set<Item["kind"]>([
  "suite",
  "registration",
  "flag",
  "stage",
  "malformed",
]);

function loadsIn(item: SyntaxNode): readonly LoadStep[] {
  const { tree, index } = item;
  const quoted = quotedRanges(item);
  const loads: LoadStep[] = [];
  for (let at = index; at < tree.after(index); at = quoted.get(at) ?? at + 1) {
    if (tree.kind(at) === SyntaxKind.Symbol && !quoted.has(at) && tree.text(at) === "load") {
      loads.push(...readLoad(tree.node(at), item));
    }
  }
  return loads;
}

function readLoad(symbol: SyntaxNode, item: SyntaxNode): readonly LoadStep[] {
  const { parent, nextElement: argument } = symbol;
  const isCall = parent?.firstElement?.is(symbol) === true;
  const text = isCall && argument?.kind === SyntaxKind.String ? decodeString(argument.text) : "";
  const path = text === undefined || text === "" ? undefined : normalizePath(text);
  return parent === undefined || path === undefined
    ? []
    : [{ kind: "load", span: parent.span, path, isLater: !isInPlace(parent, item) }];
}

/** Whether the form is evaluated when the top-level form around it is. */
function isInPlace(form: SyntaxNode, item: SyntaxNode): boolean {
  for (let node = form; !node.is(item); node = node.parent as SyntaxNode) {
    const head = node.parent?.firstElement;
    const isCode = [...IN_PLACE].some((name) => isSymbol(head, name));
    if (node.kind === SyntaxKind.QExpr && !isCode) {
      return false;
    }
  }
  return true;
}

/** Calls that evaluate code in braces where they stand. */
const IN_PLACE: ReadonlySet<string> = new Set(["if", "eval", "select", "let"]);

/** A file that evaluating another one may bring. */
export interface ReachedFile {
  /** The load of the first file that leads to it. */
  readonly load: LoadStep;
  readonly path: string;
  readonly evaluation: LoadingEffects;
  /** Whether it is a prelude, or what one loads: the ground that all others stand on. */
  readonly isBase: boolean;
}

export interface Reach {
  /** Each file once, in the order of their first loads; framework modules are left out. */
  readonly files: readonly ReachedFile[];
  /** Whether all that is loaded could be read. */
  readonly isComplete: boolean;
}

// Several findings ask about one script, then others about the next: more would be kept of no use.
const lastReach = new WeakMap<ScriptReader, { readonly script: Script; readonly reach: Reach }>();

/** Everything that evaluating the script may load. Linear in the steps of all these files. */
export function reachOf(script: Script, scriptAt: ScriptReader): Reach {
  const last = lastReach.get(scriptAt);
  const reach = last?.script === script ? last.reach : followReach(script, scriptAt);
  lastReach.set(scriptAt, { script, reach });
  return reach;
}

function followReach(script: Script, scriptAt: ScriptReader): Reach {
  const files = new Map<string, ReachedFile>();
  let isComplete = true;
  const waiting = loadingEffectsOf(script)
    .loads.map((load) => ({ load, path: load.path, isBase: false }))
    .toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { load, path, isBase } = next;
    if (files.has(path)) {
      continue;
    }
    const loaded = scriptAt(path);
    const evaluation = loaded && loadingEffectsOf(loaded);
    isComplete &&= evaluation !== undefined;
    if (evaluation === undefined || evaluation.isModule) {
      continue;
    }
    const file = { load, path, evaluation, isBase: isBase || evaluation.isPrelude };
    files.set(path, file);
    for (const inner of evaluation.loads.toReversed()) {
      waiting.push({ load, path: inner.path, isBase: file.isBase });
    }
  }
  return { files: [...files.values()], isComplete };
}
