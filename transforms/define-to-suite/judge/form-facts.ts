// What a top-level form does to the globals: what evaluating it reads and binds at once, and what
// the names that it binds stand for afterwards. Invariant: defining a function evaluates none of its
// body. Called for the forms of a run and of the files that it loads.

import { isLiteral } from "../../../src/program/script.js";
import { readBinding } from "../../../src/syntax/bindings.js";
import { readForm } from "../../../src/syntax/form.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { SyntaxNode } from "../../../src/syntax/tree.js";
import { type BodyPositions, EMPTY_FOOTPRINT, type Footprint, footprintOf } from "./free-names.js";

/** One binding of globals. */
export interface GlobalDefinition {
  readonly names: readonly string[];
  readonly how: "fun" | "def" | "=";
  /** The parameters of the function that it defines; undefined for a value. */
  readonly parameters: readonly SyntaxNode[] | undefined;
  readonly isVariadic: boolean;
  /** The function's body, or the values in the order of the names. */
  readonly values: readonly SyntaxNode[];
  /** What reading the names, or calling what they stand for, may read and bind. */
  readonly footprint: Footprint;
  /** The function around it, whose arguments it may keep; undefined at top level. */
  readonly within: string | undefined;
}

export interface FormFacts {
  /** What evaluating the form reads and binds. */
  readonly evaluates: Footprint;
  /** What the form itself binds. */
  readonly own: GlobalDefinition | undefined;
  /** What forms inside it bind, if they are evaluated. */
  readonly nested: readonly GlobalDefinition[];
}

/** Reads a top-level form. Linear in its size, times the depth of bindings inside bindings. */
export function factsOf(node: SyntaxNode, bodies: BodyPositions): FormFacts {
  // A quoted list that stands by itself is data.
  if (node.kind === SyntaxKind.QExpr) {
    return { evaluates: EMPTY_FOOTPRINT, own: undefined, nested: [] };
  }
  const own = readDefinitionForm(node, [], undefined, bodies);
  const isLazy = own !== undefined && (own.parameters !== undefined || own.values.every(isLiteral));
  const whole = isLazy ? own.footprint : footprintOf(node, [], bodies);
  const outer = own?.names.length === 1 && own.parameters !== undefined ? own : undefined;
  const locals = outer?.parameters?.map(({ text }) => text) ?? [];
  const nested = whole.binders
    .filter((binder) => !binder.is(node))
    .flatMap((binder) => readDefinitionForm(binder, locals, outer?.names[0], bodies) ?? []);
  const evaluates = isLazy ? { ...EMPTY_FOOTPRINT, binds: new Set(own.names) } : whole;
  return { evaluates, own, nested };
}

/** What `def`, `fun` or `=` binds; undefined for any other form. */
function readDefinitionForm(
  node: SyntaxNode,
  locals: readonly string[],
  within: string | undefined,
  bodies: BodyPositions,
): GlobalDefinition | undefined {
  const form = readForm(node);
  const binding = form && readBinding(form);
  if (form === undefined || binding === undefined || binding.form === "\\") {
    return undefined;
  }
  const names = binding.names.map(({ text }) => text);
  const common = { names, how: binding.form, within } as const;
  if (binding.form === "fun") {
    const { parameters } = binding;
    return {
      ...common,
      ...functionOf(parameters, form.args[0], form.args.slice(1), locals, bodies),
    };
  }
  const values = form.args.slice(1);
  const only = values.length === 1 ? values[0] : undefined;
  const lambda = only && readForm(only);
  const inner = lambda?.name === "\\" ? readBinding(lambda) : undefined;
  if (lambda !== undefined && inner !== undefined && names.length === 1) {
    const { parameters } = inner;
    const body = lambda.args.slice(1);
    return { ...common, ...functionOf(parameters, lambda.args[0], body, locals, bodies) };
  }
  const footprint = mergeFootprints(values.map((value) => footprintOf(value, locals, bodies)));
  return { ...common, parameters: undefined, isVariadic: false, values, footprint };
}

function functionOf(
  parameters: readonly SyntaxNode[],
  list: SyntaxNode | undefined,
  values: readonly SyntaxNode[],
  locals: readonly string[],
  bodies: BodyPositions,
): Pick<GlobalDefinition, "parameters" | "isVariadic" | "values" | "footprint"> {
  const known = [...locals, ...parameters.map(({ text }) => text)];
  const isVariadic = list?.elements.some(({ text }) => text === "&") === true;
  // A body is code in a scope of its own, in which `=` binds.
  const footprint = mergeFootprints(values.map((body) => footprintOf(body, known, bodies, true)));
  return { parameters, isVariadic, values, footprint };
}

function mergeFootprints(all: readonly Footprint[]): Footprint {
  const [only, ...others] = all;
  if (only === undefined || others.length > 0) {
    return {
      names: new Set(all.flatMap(({ names }) => [...names])),
      calls: new Set(all.flatMap(({ calls }) => [...calls])),
      binds: new Set(all.flatMap(({ binds }) => [...binds])),
      binders: all.flatMap(({ binders }) => binders),
      keepsArguments: all.some(({ keepsArguments }) => keepsArguments),
    };
  }
  return only;
}
