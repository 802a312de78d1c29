// What expressions are certain to be, so that they are certain to be no errors: an error in a place
// where the old API looked at it, or did not, means something else in a pipeline. Follows the values
// of a run's own functions. What is not listed here may be an error, as most calls may
// (valk-language.md, "Evaluation"). Called by `erring-values.ts` and by `computed.ts`.

import { isFlagName, REGISTRATIONS, STAGES } from "../../../src/framework/framework-api.js";
import { readForm } from "../../../src/syntax/form.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { SyntaxNode } from "../../../src/syntax/tree.js";
import type { GlobalDefinition } from "./form-facts.js";

/** What a value is certain to be, none of them an error; undefined where it may be one. */
export type ValueKind =
  | "number"
  | "string"
  | "numbers"
  | "strings"
  | "list"
  | "atom"
  | "function"
  | "value"
  | undefined;

/** What a run knows of a definition. */
export interface KnownDefinition extends GlobalDefinition {
  /** Number of the top-level form that makes it, in the order of the run. */
  readonly position: number;
  /** Whether it is a top-level form itself. */
  readonly isTop: boolean;
  /** Whether an error in the form is passed over, as it is in a file that another one loads. */
  readonly isLoaded: boolean;
}

export type Locals = ReadonlyMap<string, ValueKind>;

const NO_LOCALS: Locals = new Map();

/** Answers about the values of a run's expressions. Linear in what it is asked about, calls apart. */
export class ValueKinds {
  readonly #definitions = new Map<string, KnownDefinition[]>();
  readonly #globals = new Map<string, ValueKind>();
  readonly #calls = new Map<string, ValueKind>();
  #depth = 0;
  #calling = 0;

  constructor(definitions: Iterable<KnownDefinition>) {
    for (const definition of definitions) {
      for (const name of definition.names) {
        const known = this.#definitions.get(name);
        if (known === undefined) {
          this.#definitions.set(name, [definition]);
        } else {
          known.push(definition);
        }
      }
    }
  }

  /** The last definition of a function before a position, if all are top-level forms before it. */
  functionAt(name: string, position: number): KnownDefinition | undefined {
    const known = this.#definitions.get(name) ?? [];
    const last = known.at(-1);
    const isSettled = known.every((one) => one.isTop && one.position < position);
    const isFunction = last?.parameters !== undefined && last.names.length === 1;
    return isSettled && isFunction ? last : undefined;
  }

  /** What the element is when it is evaluated at a position of the run. */
  kindOf(node: SyntaxNode, position: number, locals: Locals = NO_LOCALS): ValueKind {
    // What nests deeper than anybody writes is not certain.
    if (this.#depth > DEEPEST) {
      return undefined;
    }
    this.#depth++;
    const kind = this.#kindOf(node, position, locals);
    this.#depth--;
    return kind;
  }

  /** What code in braces is when it is evaluated: a branch, or with `isBody` a function's body. */
  kindOfCode(node: SyntaxNode, position: number, locals: Locals, isBody = false): ValueKind {
    const { elements, kind } = node;
    if (kind !== SyntaxKind.QExpr) {
      return isBody ? undefined : this.kindOf(node, position, locals);
    }
    const [first, second] = elements;
    if (first === undefined) {
      return "list";
    }
    if (second === undefined) {
      const only = this.kindOf(first, position, locals);
      const isCall = first.kind === SyntaxKind.Symbol && (only === "function" || only === "value");
      return isCall && !NEUTRAL.has(first.text) ? undefined : only;
    }
    if (isBody && first.kind === SyntaxKind.List) {
      return this.#sequence(elements, position, locals);
    }
    return this.#kindOfCall(node, position, locals);
  }

  #kindOf(node: SyntaxNode, position: number, locals: Locals): ValueKind {
    switch (node.kind) {
      case SyntaxKind.String:
        return "string";
      case SyntaxKind.Number:
        return "number";
      case SyntaxKind.QExpr:
        return kindOfData(node);
      case SyntaxKind.Symbol:
        return locals.has(node.text)
          ? locals.get(node.text)
          : this.#kindOfName(node.text, position);
      case SyntaxKind.List: {
        const [first, second] = node.elements;
        if (first === undefined) {
          return "list";
        }
        return first.kind === SyntaxKind.List && second === undefined
          ? this.kindOf(first, position, locals)
          : this.#kindOfCall(node, position, locals);
      }
      default:
        return undefined;
    }
  }

  #kindOfName(name: string, position: number): ValueKind {
    if (name === "true" || name === "false") {
      return "number";
    }
    if (name === "nil") {
      return "list";
    }
    if (NEUTRAL.has(name)) {
      return "function";
    }
    if (name.startsWith(":")) {
      return "value";
    }
    const known = this.#definitions.get(name) ?? [];
    const isBound = known.some((one) => one.isTop && one.position < position && one.how !== "=");
    if (!isBound) {
      return undefined;
    }
    if (!this.#globals.has(name)) {
      // Until it is known: a value that depends on itself is uncertain.
      this.#globals.set(name, undefined);
      const kinds = new Set(known.map((one) => this.#kindOfDefinition(one, name)));
      const [only] = kinds;
      this.#globals.set(name, kinds.size === 1 ? only : kinds.has(undefined) ? undefined : "value");
    }
    return this.#globals.get(name);
  }

  /** A `def` of an error binds nothing, and stops the script where nobody passes over it. */
  #kindOfDefinition(definition: KnownDefinition, name: string): ValueKind {
    const { how, parameters, names, values, position, isTop, isLoaded } = definition;
    if (parameters !== undefined) {
      return "function";
    }
    const value = values[names.indexOf(name)];
    const kind = value && isTop ? this.kindOf(value, position) : undefined;
    const stops = how === "def" && !(isTop && isLoaded);
    return kind ?? (stops ? "value" : undefined);
  }

  #kindOfCall(node: SyntaxNode, position: number, locals: Locals): ValueKind {
    const form = readForm(node);
    if (form === undefined || locals.has(form.name)) {
      return undefined;
    }
    const { name, args } = form;
    // The prelude defines some of them; whoever defines them anew means something else.
    const isOwn = this.#definitions.get(name)?.some(({ isLoaded }) => !isLoaded) === true;
    const special = isOwn ? undefined : this.#special(name, args, position, locals);
    if (special !== undefined) {
      return special();
    }
    const kinds = args.map((arg) => this.kindOf(arg, position, locals));
    return this.#definitions.has(name)
      ? this.#kindOfOwnCall(name, kinds, position)
      : kindOfBuiltin(name, kinds, args);
  }

  /** Calls whose arguments are not values first. */
  #special(
    name: string,
    args: readonly SyntaxNode[],
    position: number,
    locals: Locals,
  ): (() => ValueKind) | undefined {
    const [first, second, third] = args;
    switch (name) {
      case "if":
        return () => this.#choice(args, position, locals);
      case "select":
        return () => this.#selection(args, position, locals);
      case "do":
        return () => this.#sequence(args, position, locals);
      case "let":
        return () =>
          first !== undefined && second === undefined
            ? this.kindOfCode(first, position, new Map(locals), true)
            : undefined;
      case "map":
        // What the list holds may be errors: that is asked of its elements.
        return () => {
          const isLoop = first !== undefined && second !== undefined && third === undefined;
          return isLoop && isList(this.kindOf(second, position, locals)) ? "list" : undefined;
        };
      case "\\":
      case "fun":
        return () =>
          args.every(({ kind }) => kind === SyntaxKind.QExpr) && args.length === 2
            ? "function"
            : undefined;
      case "def":
      case "=":
        return () => this.#binding(name, args, position, locals);
      default:
        return undefined;
    }
  }

  #choice(args: readonly SyntaxNode[], position: number, locals: Locals): ValueKind {
    const [condition, yes, no] = args;
    if (condition === undefined || yes === undefined || args.length > 3) {
      return undefined;
    }
    if (this.kindOf(condition, position, locals) === undefined) {
      return undefined;
    }
    const chosen = this.kindOfCode(yes, position, locals);
    const other = no === undefined ? "list" : this.kindOfCode(no, position, locals);
    const isCertain = chosen !== undefined && other !== undefined;
    return chosen === other ? chosen : isCertain ? "value" : undefined;
  }

  /** Clauses `{condition value}`, of which the last has to hold for certain. */
  #selection(clauses: readonly SyntaxNode[], position: number, locals: Locals): ValueKind {
    const kinds = clauses.map(({ kind, elements }, at): ValueKind => {
      const [condition, value, surplus] = elements;
      const isClause =
        kind === SyntaxKind.QExpr && condition !== undefined && value !== undefined && !surplus;
      const holds = at < clauses.length - 1 || ALWAYS.has(condition?.text ?? "");
      const isKnown =
        isClause &&
        (ALWAYS.has(condition.text) || this.kindOf(condition, position, locals) !== undefined);
      return isKnown && holds ? this.kindOf(value, position, locals) : undefined;
    });
    const [first] = kinds;
    const isEven = kinds.every((kind) => kind === first);
    return isEven ? first : kinds.includes(undefined) ? undefined : "value";
  }

  /** Errors in front of the last value are passed over. */
  #sequence(parts: readonly SyntaxNode[], position: number, locals: Locals): ValueKind {
    const known = new Map(locals);
    for (const part of parts.slice(0, -1)) {
      const form = readForm(part);
      const list = form?.name === "=" ? form.args[0] : undefined;
      for (const [at, symbol] of (list?.elements ?? []).entries()) {
        const value = form?.args[at + 1];
        known.set(symbol.text, value && this.kindOf(value, position, known));
      }
    }
    const last = parts.at(-1);
    return last === undefined ? "list" : this.kindOf(last, position, known);
  }

  /** What each element is that a loop makes. */
  kindOfElements(
    callee: SyntaxNode,
    list: SyntaxNode,
    position: number,
    locals: Locals = NO_LOCALS,
  ): ValueKind {
    const element = elementKind(this.kindOf(list, position, locals));
    const lambda = readForm(callee);
    const body = lambda?.args[1];
    if (lambda?.name === "\\" && body !== undefined) {
      const [parameter, ...others] = lambda.args[0]?.elements ?? [];
      const isPlain = parameter !== undefined && others.length === 0 && parameter.text !== "&";
      const own = new Map(locals).set(parameter?.text ?? "", element);
      return isPlain ? this.kindOfCode(body, position, own, true) : undefined;
    }
    return callee.kind === SyntaxKind.Symbol && !locals.has(callee.text)
      ? this.#kindOfOwnCall(callee.text, [element], position)
      : undefined;
  }

  #binding(
    name: "def" | "=",
    [list, ...values]: readonly SyntaxNode[],
    position: number,
    locals: Locals,
  ): ValueKind {
    const isComplete =
      list?.kind === SyntaxKind.QExpr &&
      values.length > 0 &&
      list.elements.length === values.length &&
      list.elements.every(({ kind }) => kind === SyntaxKind.Symbol);
    const isCertain = name === "=" || values.every((value) => this.kindOf(value, position, locals));
    return isComplete && isCertain ? "value" : undefined;
  }

  #kindOfOwnCall(name: string, kinds: readonly ValueKind[], position: number): ValueKind {
    const definition = this.functionAt(name, position);
    const parameters = definition?.parameters;
    const body = definition?.values[0];
    const isPlain = parameters?.length === kinds.length && definition?.values.length === 1;
    if (parameters === undefined || body === undefined || !isPlain || definition?.isVariadic) {
      return undefined;
    }
    const key = `${name} ${position} ${kinds.join()}`;
    if (!this.#calls.has(key)) {
      this.#calls.set(key, undefined);
      if (this.#calling < DEEPEST_CALLS) {
        this.#calling++;
        const locals = new Map(parameters.map(({ text }, at) => [text, kinds[at]]));
        this.#calls.set(key, this.kindOfCode(body, position, locals, true));
        this.#calling--;
      }
    }
    return this.#calls.get(key);
  }
}

const DEEPEST = 200;
/** Of functions that call one another. */
const DEEPEST_CALLS = 1000;

/** Conditions that hold. */
const ALWAYS: ReadonlySet<string> = new Set(["otherwise", "true", "1"]);

/** Stages that do nothing, in files that are migrated already. */
const NEUTRAL: ReadonlySet<string> = new Set(["id", "test/none"]);

function isList(kind: ValueKind): boolean {
  return kind === "list" || kind === "numbers" || kind === "strings";
}

function elementKind(kind: ValueKind): ValueKind {
  return kind === "numbers" ? "number" : kind === "strings" ? "string" : undefined;
}

function listOf(kinds: readonly ValueKind[]): ValueKind {
  const [first, ...others] = kinds;
  const isEven = others.every((kind) => kind === first);
  return isEven && first === "number"
    ? "numbers"
    : isEven && first === "string"
      ? "strings"
      : "list";
}

function kindOfData({ elements }: SyntaxNode): ValueKind {
  return listOf(
    elements.map(({ kind }) =>
      kind === SyntaxKind.Number ? "number" : kind === SyntaxKind.String ? "string" : undefined,
    ),
  );
}

/** Calls that answer a stage, with the number of their arguments. */
const STAGE_CALLS: Readonly<Record<string, number>> = {
  [STAGES.sync]: 2,
  [STAGES.async]: 2,
  "test/add-all": 1,
};

/** What a builtin answers, given arguments of these kinds. */
function kindOfBuiltin(
  name: string,
  kinds: readonly ValueKind[],
  args: readonly SyntaxNode[],
): ValueKind {
  const [first, second] = kinds;
  const all = (kind: ValueKind): boolean => kinds.length > 0 && kinds.every((one) => one === kind);
  if (name in REGISTRATIONS) {
    return kinds.length === 2 ? "value" : undefined;
  }
  if (name in STAGE_CALLS) {
    return kinds.length === STAGE_CALLS[name] && (name !== "test/add-all" || isList(first))
      ? "function"
      : undefined;
  }
  if (isFlagName(name) || name === "test/suite") {
    return kinds.length === 1 && first !== undefined ? "value" : undefined;
  }
  switch (name) {
    case "str":
      return "string";
    case "print":
      return "list";
    case "printf":
    case "println":
      return fitsFormat(args, kinds) ? "list" : undefined;
    case "list":
      return listOf(kinds);
    case "==":
    case "!=":
      return kinds.length === 2 ? "number" : undefined;
    case "error?":
    case "list?":
    case "ref?":
    case "nil?":
      return kinds.length === 1 ? "number" : undefined;
    case "+":
    case "-":
    case "*":
      return all("number") ? "number" : undefined;
    case "<":
    case ">":
    case "<=":
    case ">=":
      return kinds.length === 2 && all("number") ? "number" : undefined;
    case "not":
      return kinds.length === 1 && all("number") ? "number" : undefined;
    case "and":
    case "or":
      return kinds.length === 2 && all("number") ? "number" : undefined;
    case "len":
      return kinds.length === 1 && (first === "string" || isList(first)) ? "number" : undefined;
    case "range":
      return kinds.length === 2 && all("number") ? "numbers" : undefined;
    case "join":
      return kinds.length > 0 && kinds.every(isList) ? (all(first) ? first : "list") : undefined;
    case "time-us":
      return "number";
    case "atom":
      return kinds.length === 1 && all("number") ? "atom" : undefined;
    case "atom/get":
      return kinds.length === 1 && first === "atom" ? "number" : undefined;
    case "atom/set!":
    case "atom/add!":
    case "atom/sub!":
      return kinds.length === 2 && first === "atom" && second === "number" ? "number" : undefined;
    default:
      return undefined;
  }
}

/** Whether the format is a literal, and the values are what its directives want. */
function fitsFormat([format]: readonly SyntaxNode[], [, ...values]: readonly ValueKind[]): boolean {
  if (format?.kind !== SyntaxKind.String) {
    return false;
  }
  const wanted = [...format.text.matchAll(/%(.)/g)].map(([, directive]) => directive);
  return wanted
    .filter((directive) => directive !== "%")
    .every((directive, at) => values[at] === (directive === "s" ? "string" : "number"));
}
