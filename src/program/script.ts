// What the top-level forms of a file are to the test frameworks, and where else in the file
// their names occur. A reading only: verdicts are the findings', changes the transforms'.

import {
  isFlagName,
  isOldInternalName,
  LIST_ENTRY_NAMES,
  type Mode,
  REGISTRATIONS,
  RUNNERS,
} from "../framework/framework-api.js";
import { type Form, isEmptyBrackets, readCall } from "../syntax/form.js";
import { isDatumKind, SyntaxKind } from "../syntax/kinds.js";
import { decodeString } from "../syntax/string-literal.js";
import { isSymbol, type SyntaxNode, type SyntaxTree } from "../syntax/tree.js";
import { treeOf } from "../syntax/tree-of.js";
import { groupBy } from "../text/group-by.js";
import { type ApiUse, readApiUses } from "./api-use.js";
import { type Effects, type ImportedFunctions, readEffects } from "./effects.js";
import type { Item, LoadItem, PartReference } from "./item.js";

export interface Script {
  readonly tree: SyntaxTree;
  readonly items: readonly Item[];
  /** The forms that register tests, in order. */
  readonly registering: readonly Registering[];
  /** How registrations that are not top-level calls reach the pipeline. */
  readonly effects: Effects;
  /** Occurrences of framework names other than the heads of the items themselves. */
  readonly uses: readonly ApiUse[];
}

/**
 * Reads a parsed file. Linear in its size. `imported` are the registering functions of the
 * files that it loads.
 */
export function readScript(tree: SyntaxTree, imported: ImportedFunctions = new Map()): Script {
  const forms = tree.root.elements;
  const oldStyle = forms.some(isRegistrationOrSuite);
  const read = forms.map((node) => readItem(node, oldStyle));
  const uses = readApiUses(read);
  const { items, effects } = readEffects(read, uses, imported);
  return { tree, uses, items, effects, registering: items.flatMap(readRegistering) };
}

/** The script of a text that is read by itself, made once for its tree. Linear in its size. */
export function scriptOf(source: string): Script {
  const tree = treeOf(source);
  const script = scripts.get(tree) ?? readScript(tree);
  scripts.set(tree, script);
  return script;
}

const scripts = new WeakMap<SyntaxTree, Script>();

/** The script with what its loads register for it. */
export function withParts(
  script: Script,
  partOf: (load: LoadItem) => PartReference | undefined,
): Script {
  const items = script.items.map((item) => {
    const part = item.kind === "load" ? partOf(item) : undefined;
    return item.kind === "load" && part !== undefined ? { ...item, part } : item;
  });
  return { ...script, items, registering: items.flatMap(readRegistering) };
}

/** The items of one kind, in order. */
export function itemsOf<K extends Item["kind"]>(
  script: Script,
  kind: K,
): readonly Extract<Item, { kind: K }>[] {
  const kinds = itemsByKind.get(script) ?? groupBy(script.items, ({ kind }) => kind);
  itemsByKind.set(script, kinds);
  return (kinds.get(kind) ?? []) as Extract<Item, { kind: K }>[];
}

// Each finding asks for the items that it is about.
const itemsByKind = new WeakMap<Script, ReadonlyMap<Item["kind"], readonly Item[]>>();

/** A form that registers tests, with how these tests run. */
export interface Registering {
  readonly node: SyntaxNode;
  readonly modes: ReadonlySet<Mode>;
}

function readRegistering(item: Item): readonly Registering[] {
  if (item.kind === "registration") {
    return [{ node: item.node, modes: ONLY[item.mode] }];
  }
  if (item.kind === "load") {
    return item.part === undefined || item.part.modes.size === 0
      ? []
      : [{ node: item.node, modes: item.part.modes }];
  }
  return item.kind === "stage" && item.modes.size > 0 ? [item] : [];
}

const ONLY: Readonly<Record<Mode, ReadonlySet<Mode>>> = {
  sync: new Set(["sync"]),
  async: new Set(["async"]),
};

/** Whether the file speaks to the old framework with a top-level form. */
export function usesOldApi(script: Script): boolean {
  return script.items.some(({ kind }) => OLD_KINDS.has(kind));
}

/** The places in code that name something inside the old framework. */
export function internalUses({ uses }: Script): readonly ApiUse[] {
  return uses.filter(({ name, quoted }) => isOldInternalName(name) && !quoted);
}

/** What speaks to the old framework. */
export const OLD_KINDS: ReadonlySet<Item["kind"]> = new Set<Item["kind"]>([
  "suite",
  "registration",
  "flag",
  "stage",
  "run",
  "malformed",
]);

/** Whether the form runs tests, in the old style or in a new one. */
export function runsTests({ kind, node }: Item): boolean {
  return kind === "run" || (kind === "pipeline" && node.text.includes("test/run"));
}

/**
 * Whether the file is a framework module: it defines `test/suite` and `test/run` and neither
 * registers nor runs anything itself.
 */
export function isFrameworkModule(script: Script): boolean {
  const defines = (name: string): boolean =>
    script.items.some((item) => item.kind === "other" && definesFunction(item.node, name));
  return !actsOnRegistry(script) && defines("test/suite") && defines("test/run");
}

/** Whether a top-level form does something with the registry: a name for a flag of it does nothing. */
function actsOnRegistry({ items }: Script): boolean {
  return items.some(
    (item) => OLD_KINDS.has(item.kind) && (item.kind !== "stage" || item.modes.size > 0),
  );
}

/** Whether the form is `(fun {name …} …)`. */
export function definesFunction(node: SyntaxNode, name: string): boolean {
  const form = readCall(node);
  return form?.name === "fun" && isSymbol(form.args[0]?.firstElement, name);
}

function isRegistrationOrSuite(node: SyntaxNode): boolean {
  const name = readCall(node)?.name;
  return name !== undefined && (name in REGISTRATIONS || name === "test/suite");
}

function readItem(node: SyntaxNode, oldStyle: boolean): Item {
  const form = readCall(node);
  if (form === undefined) {
    return { kind: "other", node };
  }
  if (form.name === "load" && form.args.length === 1) {
    return { kind: "load", node, path: literalPath(form.args[0] as SyntaxNode) };
  }
  if (form.name === "->") {
    return { kind: "pipeline", node };
  }
  return readApiCall(form, oldStyle) ?? { kind: "other", node };
}

function literalPath(node: SyntaxNode): string | undefined {
  return node.kind === SyntaxKind.String ? decodeString(node.text) : undefined;
}

function readApiCall(form: Form, oldStyle: boolean): Item | undefined {
  const { node, name, args } = form;
  const [first, second] = args;
  const malformed: Item = { kind: "malformed", node, form };
  const mode = REGISTRATIONS[name];
  if (mode !== undefined) {
    return args.length === 2
      ? {
          kind: "registration",
          node,
          form,
          mode,
          name: first as SyntaxNode,
          body: second as SyntaxNode,
        }
      : malformed;
  }
  if (name === "test/suite") {
    return args.length === 1 ? { kind: "suite", node, form, name: first as SyntaxNode } : malformed;
  }
  if (isFlagName(name)) {
    return args.length === 1
      ? { kind: "flag", node, form, flag: name, argument: first as SyntaxNode }
      : malformed;
  }
  return readRun(form, oldStyle);
}

/** The old runners ignore what the new ones take: a suite, or a list of tests. */
function readRun(form: Form, oldStyle: boolean): Item | undefined {
  const { node, name, args } = form;
  const mode = RUNNERS[name];
  if (mode === undefined) {
    return undefined;
  }
  const extra = mode === "sync" ? args : args.slice(1);
  // The run of a registry ignores what it is given, but for entries of lists, which nothing answers there.
  const isSuite = oldStyle ? holdsEntries(extra[0]) : extra.some((argument) => !isNil(argument));
  if (isSuite) {
    return { kind: "pipeline", node };
  }
  return mode === "async" && args.length === 0
    ? { kind: "malformed", node, form }
    : { kind: "run", node, form, mode };
}

/** Whether the element is a list with a test written out in it. */
function holdsEntries(node: SyntaxNode | undefined): boolean {
  const form = node && readCall(node);
  return (
    form?.name === "list" &&
    form.args.some((entry) => LIST_ENTRY_NAMES.has(readCall(entry)?.name ?? ""))
  );
}

/** Whether the element is `{}`, `()` or `nil`. */
export function isNil(node: SyntaxNode): boolean {
  return isEmptyBrackets(node) || isSymbol(node, "nil");
}

/** Whether the element evaluates to the same value wherever it stands: a literal. */
export function isLiteral(node: SyntaxNode): boolean {
  switch (node.kind) {
    case SyntaxKind.String:
    case SyntaxKind.Number:
    case SyntaxKind.QExpr:
      return true;
    case SyntaxKind.Symbol:
      return node.text.startsWith(":") || node.text === "true" || node.text === "false";
    case SyntaxKind.Prefixed:
      return node.text.startsWith("'");
    default:
      return isEmptyBrackets(node) || isLambda(node);
  }
}

/** `(\ {…} {…})`: evaluating it makes a closure and reads nothing. */
function isLambda(node: SyntaxNode): boolean {
  const form = readCall(node);
  return form?.name === "\\" && form.args.every(({ kind }) => kind === SyntaxKind.QExpr);
}

/** Every datum below the element, the element itself included. */
export function* dataIn(node: SyntaxNode): Generator<SyntaxNode> {
  const { tree } = node;
  for (let index = node.index; index < tree.after(node.index); index++) {
    if (isDatumKind(tree.kind(index))) {
      yield tree.node(index);
    }
  }
}
