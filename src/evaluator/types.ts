// Declared types, as the reader of 2026-02 rewrites them away: `type` declares constructors, `sig`
// vanishes, and in every later form, quoted data included, calls of constructors and accessors and
// `match` become calls of `list`, `nth` and `if` (src/type_env.c, commit 1efe40c). A rewritten list
// keeps its source. What the reference answers with an error value stands in place of the form.

import type { Cons, Machine, Value } from "./model.js";
import { Slot } from "./model.js";
import { write } from "./state.js";
import {
  cons,
  elements,
  error,
  isCons,
  isSym,
  list,
  NIL,
  opaque,
  string,
  symbol,
} from "./values.js";

interface Constructor {
  /** `Type::Name`, or the type's own name where it has one shape only. */
  readonly name: string;
  /** Keywords, in order. */
  readonly fields: readonly string[];
}

/** The types of a script so far; replaced, never changed. */
export interface Types {
  readonly names: readonly string[];
  readonly constructors: readonly Constructor[];
}

export const NO_TYPES: Types = { names: [], constructors: [] };

const DEEPEST = 2_000;

/**
 * A form of a file as it is evaluated. Nil where nothing is left of it, an error value where it is
 * refused; both are told from a form that is one by the caller, which skips and stops at either.
 */
export function rewriteForm(machine: Machine, form: Value): Value {
  if (!machine.dialect.rewrittenForms.has("type")) {
    return form;
  }
  const types = machine.state.values[Slot.Types] as Types;
  switch (callOf(form)) {
    case "type": {
      const declared = declare(types, elements(form));
      if ("kind" in declared) {
        return declared;
      }
      write(machine.journal, machine.state, Slot.Types, declared);
      return NIL;
    }
    case "sig":
      return NIL;
    default:
      return types.names.length === 0 ? form : rewrite(types, form, 0);
  }
}

/** The name that a list of code calls, if it calls one. */
function callOf(value: Value): string | undefined {
  return isCons(value) && !value.quoted && isSym(value.head) ? value.head.name : undefined;
}

function isQuoted(value: Value | undefined): value is Cons {
  return value !== undefined && isCons(value) && value.quoted;
}

function isKeyword(value: Value | undefined): boolean {
  return value !== undefined && isSym(value) && value.keyword;
}

/** The types with one more; the same ones where it is known already; an error value. */
function declare(types: Types, form: readonly Value[]): Types | (Value & { kind: "error" }) {
  const [, named, first] = form;
  if (named === undefined || first === undefined) {
    return error("type requires at least type name and one variant");
  }
  if (!isQuoted(named)) {
    return error("type: first argument must be a {name} qexpr");
  }
  if (!isSym(named.head)) {
    return error("type: name must be a symbol");
  }
  const { name } = named.head;
  if (types.names.includes(name)) {
    return types;
  }
  if (!isQuoted(first)) {
    return error(`type '${name}': variants must be qexprs`);
  }
  const constructors: Constructor[] = [];
  if (isKeyword(first.head)) {
    constructors.push({ name, fields: fieldsOf(first) });
  } else {
    for (const variant of form.slice(2)) {
      if (!isQuoted(variant) || !isSym(variant.head)) {
        continue;
      }
      const full = `${name}::${variant.head.name}`;
      if ([...types.constructors, ...constructors].some((other) => other.name === full)) {
        return error(`constructor '${full}' already declared`);
      }
      constructors.push({ name: full, fields: fieldsOf(variant.tail) });
    }
  }
  return {
    names: [...types.names, name],
    constructors: [...types.constructors, ...constructors],
  };
}

/** The keywords of `:key Type :key Type`, up to the first that is none. */
function fieldsOf(pairs: Value): readonly string[] {
  const items = elements(pairs);
  const fields: string[] = [];
  for (let at = 0; at + 1 < items.length; at += 2) {
    const key = items[at] as Value;
    if (!isSym(key) || !key.keyword) {
      break;
    }
    fields.push(key.name);
  }
  return fields;
}

function constructorOf({ constructors }: Types, name: string): Constructor | undefined {
  return (
    constructors.find((each) => each.name === name) ??
    constructors.find((each) => {
      const at = each.name.indexOf("::");
      return at !== -1 && each.name.slice(at + 2) === name;
    })
  );
}

function rewrite(types: Types, value: Value, depth: number): Value {
  if (!isCons(value)) {
    return value;
  }
  if (depth > DEEPEST) {
    return opaque("a form nested deeper than the limit", undefined, false);
  }
  const items = elements(value);
  const { source } = value;
  const inner = (each: Value): Value => rewrite(types, each, depth + 1);
  if (value.quoted) {
    return isSym(value.head) && value.head.name === "match"
      ? cons(matched(types, items, source, inner), NIL, true, source)
      : list(items.map(inner), true, NIL, source);
  }
  const name = callOf(value);
  if (name === "match") {
    return matched(types, items, source, inner);
  }
  if (name === "type" || name === "sig") {
    return NIL;
  }
  if (name !== undefined) {
    const field = items.length === 2 ? accessorOf(name) : undefined;
    if (field !== undefined) {
      return accessed(types, name, field, inner(items[1] as Value), source);
    }
    const maker = constructorOf(types, name);
    if (maker !== undefined) {
      return constructed(maker, items.slice(1), source, inner);
    }
  }
  return list(items.map(inner), false, NIL, source);
}

/** The constructor's name and the keyword of `Name:key`; undefined for any other symbol. */
function accessorOf(name: string): { owner: string; key: string } | undefined {
  const colon = name.indexOf(":");
  const isAccessor =
    /^[A-Z]/.test(name) && colon > 0 && colon + 1 < name.length && name[colon + 1] !== ":";
  return isAccessor ? { owner: name.slice(0, colon), key: name.slice(colon) } : undefined;
}

function accessed(
  types: Types,
  name: string,
  { owner, key }: { owner: string; key: string },
  target: Value,
  source: Cons["source"],
): Value {
  const maker = constructorOf(types, owner);
  if (maker === undefined) {
    return error(`unknown constructor '${owner}' in accessor '${name}'`);
  }
  const at = maker.fields.indexOf(key);
  return at === -1
    ? error(`constructor '${owner}' has no field '${key.slice(1)}'`)
    : list([symbol("nth"), at + 2, target], false, NIL, source);
}

function tagOf({ name }: Constructor): Value {
  return list([symbol("head"), cons(symbol(name), NIL, true)]);
}

function constructed(
  maker: Constructor,
  args: readonly Value[],
  source: Cons["source"],
  inner: (value: Value) => Value,
): Value {
  const { name, fields } = maker;
  const values: Value[] = [];
  if (isKeyword(args[0])) {
    for (const field of fields) {
      const given = valueBehind(args, field);
      if (given === undefined) {
        return error(`constructor '${name}': missing field '${field}'`);
      }
      values.push(inner(given));
    }
  } else if (args.length === fields.length) {
    values.push(...args.map(inner));
  } else {
    return error(`constructor '${name}': expected ${fields.length} args, got ${args.length}`);
  }
  return list([symbol("list"), tagOf(maker), ...values], false, NIL, source);
}

/** What stands behind the keyword among keywords and values. */
function valueBehind(args: readonly Value[], keyword: string): Value | undefined {
  for (let at = 0; at + 1 < args.length; at += 2) {
    const key = args[at] as Value;
    if (isSym(key) && key.name === keyword) {
      return args[at + 1];
    }
  }
  return undefined;
}

const MATCHED = symbol("__match_val");

/** `(do (= {__match_val} value) (if … {…} {…}))`, from the last clause to the first. */
function matched(
  types: Types,
  form: readonly Value[],
  source: Cons["source"],
  inner: (value: Value) => Value,
): Value {
  const [, value, ...clauses] = form;
  if (value === undefined || clauses.length === 0) {
    return error("match requires a value and at least one clause");
  }
  const bound = assign(MATCHED, inner(value));
  let chain: Value = list([symbol("error"), string("match: no pattern matched")]);
  for (const clause of clauses.toReversed()) {
    chain = withClause(types, clause, chain, inner);
  }
  return list([symbol("do"), bound, chain], false, NIL, source);
}

function withClause(
  types: Types,
  clause: Value,
  chain: Value,
  inner: (value: Value) => Value,
): Value {
  const [pattern, body] = isQuoted(clause) ? elements(clause) : [];
  if (pattern === undefined || body === undefined) {
    return chain;
  }
  if (!isCons(pattern) || pattern.quoted) {
    // `_`, and so any symbol and any literal: it matches everything.
    return inner(body);
  }
  const maker = isSym(pattern.head) ? constructorOf(types, pattern.head.name) : undefined;
  if (maker === undefined) {
    return chain;
  }
  const condition = list([symbol("=="), list([symbol("head"), MATCHED]), tagOf(maker)]);
  const bindings = bindingsOf(maker, elements(pattern.tail));
  const result = inner(body);
  const branch = bindings.length === 0 ? result : list([symbol("do"), ...bindings, result]);
  return list([symbol("if"), condition, cons(branch, NIL, true), cons(chain, NIL, true)]);
}

/** The assignments that a pattern stands for. */
function bindingsOf({ fields }: Constructor, pattern: readonly Value[]): Value[] {
  const bindings: Value[] = [];
  const bindField = (at: number, name: Value | undefined): void => {
    if (at !== -1 && name !== undefined && isSym(name)) {
      bindings.push(assign(name, list([symbol("nth"), at + 2, MATCHED])));
    }
  };
  if (isKeyword(pattern[0])) {
    for (let at = 0; at + 1 < pattern.length; at += 2) {
      const key = pattern[at] as Value;
      bindField(isSym(key) ? fields.indexOf(key.name) : -1, pattern[at + 1]);
    }
    return bindings;
  }
  for (const at of fields.keys()) {
    const name = pattern[at];
    if (name !== undefined && !(isSym(name) && name.name === "_")) {
      bindField(at, name);
    }
  }
  return bindings;
}

function assign(name: Value, value: Value): Value {
  return list([symbol("="), cons(name, NIL, true), value]);
}
