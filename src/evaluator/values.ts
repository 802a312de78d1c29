// Making and telling apart values (model.ts). Invariant: symbols of one name are one object and
// there is one nil, so `===` compares both. Used by every file of this layer.

import {
  type Builtin,
  type Cons,
  type Err,
  type Facets,
  Kind,
  type Lambda,
  type Machine,
  type Nil,
  type Opaque,
  type Source,
  type Str,
  type Sym,
  type Value,
} from "./model.js";

export const NIL: Nil = { kind: "nil" };

const symbols = new Map<string, Sym>();

/** The symbol of that name; equal names give the same object. Names are cut at 200 bytes. */
export function symbol(name: string): Sym {
  const known = symbols.get(name);
  if (known !== undefined) {
    return known;
  }
  const cut = name.slice(0, 200);
  const made =
    cut === name ? ({ kind: "symbol", name, keyword: name.startsWith(":") } as const) : symbol(cut);
  symbols.set(name, made);
  return made;
}

/** A string of bytes; it ends at its first NUL, as C strings do. */
export function string(bytes: string): Str {
  const nul = bytes.indexOf("\0");
  return { kind: "string", bytes: nul === -1 ? bytes : bytes.slice(0, nul) };
}

export function error(bytes: string): Err {
  return { kind: "error", bytes };
}

export function cons(head: Value, tail: Value, quoted = false, source?: Source): Cons {
  return { kind: "cons", quoted, head, tail, source, code: undefined };
}

/** A proper list of the items; the empty one is nil, quoted or not. */
export function list(
  items: readonly Value[],
  quoted = false,
  end: Value = NIL,
  source?: Source,
): Value {
  let result = end;
  for (let at = items.length - 1; at >= 0; at--) {
    result = cons(items[at] as Value, result, quoted, at === 0 ? source : undefined);
  }
  return result;
}

/** A value that is unknown because of `reason`; see `Opaque`. */
export function opaque(
  reason: string,
  may: number = Kind.Any,
  inert = true,
  facets?: Facets,
): Opaque {
  return { kind: "opaque", reason, may, inert, ...(facets === undefined ? {} : { facets }) };
}

/** The value in the worlds that are being tried, as far as they decide it. */
export function resolve({ assumed }: Machine, value: Value): Value {
  let at = value;
  while (isOpaque(at) && at.facets !== undefined) {
    const world = assumed.get(at.facets.id);
    const known = world === undefined ? undefined : at.facets.values[world];
    if (known === undefined) {
      return at;
    }
    at = known;
  }
  return at;
}

export function isNumber(value: Value): value is number | bigint {
  return typeof value !== "object";
}

export function isCons(value: Value): value is Cons {
  return typeof value === "object" && value.kind === "cons";
}

export function isErr(value: Value): value is Err {
  return typeof value === "object" && value.kind === "error";
}

export function isOpaque(value: Value): value is Opaque {
  return typeof value === "object" && value.kind === "opaque";
}

export function isSym(value: Value): value is Sym {
  return typeof value === "object" && value.kind === "symbol";
}

export function isStr(value: Value): value is Str {
  return typeof value === "object" && value.kind === "string";
}

export function isFunction(value: Value): value is Lambda | Builtin {
  return typeof value === "object" && (value.kind === "lambda" || value.kind === "builtin");
}

/** Whether the value may be an error: it is one, or nobody knows. */
export function mayBeError(value: Value): boolean {
  return (kindOf(value) & Kind.Error) !== 0;
}

/** The bit, or for an opaque value the bits, of what the value is. */
export function kindOf(value: Value): number {
  if (typeof value !== "object") {
    return Kind.Number;
  }
  switch (value.kind) {
    case "symbol":
      return Kind.Symbol;
    case "string":
      return Kind.String;
    case "nil":
      return Kind.Nil;
    case "cons":
      return Kind.List;
    case "lambda":
    case "builtin":
      return Kind.Function;
    case "error":
      return Kind.Error;
    case "ref":
      return Kind.Reference;
    case "handle":
      return Kind.Handle;
    case "opaque":
      return value.may;
  }
}

const KIND_NAMES: Readonly<Record<number, string>> = {
  [Kind.Number]: "Number",
  [Kind.Symbol]: "Symbol",
  [Kind.String]: "String",
  [Kind.Function]: "Function",
  [Kind.Reference]: "Reference",
  [Kind.Nil]: "Nil",
  [Kind.List]: "List",
  [Kind.Error]: "Error",
  [Kind.Handle]: "Handle",
};

/** The name that the reference's messages give to a kind. */
export function kindName(kind: number): string {
  return KIND_NAMES[kind] ?? "UNDEFINED";
}

/** The elements of a list; of anything else, none. */
export function elements(value: Value): Value[] {
  const items: Value[] = [];
  for (let at = value; isCons(at); at = at.tail) {
    items.push(at.head);
  }
  return items;
}

/** Number of elements of a list; of anything else, 0. */
export function count(value: Value): number {
  let length = 0;
  for (let at = value; isCons(at); at = at.tail) {
    length++;
  }
  return length;
}

/** A quoted list as code, once for each list; everything else is code already. */
export function asCode(value: Value): Value {
  if (!isCons(value) || !value.quoted) {
    return value;
  }
  value.code ??= list(elements(value), false, NIL, value.source) as Cons;
  return value.code;
}

/** Whether a value, evaluated or called, can do nothing. */
export function isInert(value: Value): boolean {
  return everyPart(value, (part) => (isOpaque(part) ? part.inert : !isActive(part)));
}

/** Lists of more elements than this are not looked through: of them nothing is sure to hold. */
const MOST_ELEMENTS = 300;

/** Whether something is sure to hold for everything in a value that is no list. */
export function everyPart(
  value: Value,
  holds: (part: Exclude<Value, number | bigint>) => boolean,
): boolean {
  const seen = new Set<Value>();
  const pending: Value[] = [value];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (typeof at !== "object" || seen.has(at)) {
      continue;
    }
    if (at.kind !== "cons") {
      if (!holds(at)) {
        return false;
      }
    } else {
      if (seen.size >= MOST_ELEMENTS) {
        return false;
      }
      seen.add(at);
      pending.push(at.head, at.tail);
    }
  }
  return true;
}

function isActive(value: Exclude<Value, number | bigint>): boolean {
  return (
    value.kind === "lambda" ||
    value.kind === "builtin" ||
    (value.kind === "symbol" && !value.keyword)
  );
}
