// Equality as `==` sees it: structural, blind to quoting; functions by their text, not their
// scope; references by what they refer to (src/parser.c, commit 755536a, `valk_lval_eq`).
// The answer is undefined when it depends on an opaque value.

import type { Machine, Opaque, Value } from "./model.js";
import { spend } from "./registers.js";
import { isOpaque, kindOf, opaque } from "./values.js";

/**
 * Whether the values are equal; an opaque value when only that decides. Each element that is compared
 * counts as a step, also where two lists share it; beyond the limit nothing is compared any more.
 */
export function equals(machine: Machine, left: Value, right: Value): boolean | Opaque {
  let undecided: Opaque | undefined;
  const pending: Value[] = [left, right];
  while (pending.length > 0) {
    if (!spend(machine, 1)) {
      return opaque("more steps than the limit");
    }
    const b = pending.pop() as Value;
    const a = pending.pop() as Value;
    if (a === b && !isOpaque(a)) {
      continue;
    }
    if ((kindOf(a) & kindOf(b)) === 0) {
      return false;
    }
    if (isOpaque(a) || isOpaque(b)) {
      undecided ??= isOpaque(a) ? a : (b as Opaque);
    } else if (!equalHere(a, b, pending)) {
      return false;
    }
  }
  return undecided ?? true;
}

/** Compares two known values of one kind, leaving their parts on the stack. */
function equalHere(a: Value, b: Value, pending: Value[]): boolean {
  if (typeof a !== "object" || typeof b !== "object") {
    return a === b;
  }
  switch (a.kind) {
    case "string":
    case "error":
      return a.bytes === (b as typeof a).bytes;
    case "cons": {
      const other = b as typeof a;
      pending.push(a.tail, other.tail, a.head, other.head);
      return true;
    }
    case "lambda": {
      if (b.kind !== "lambda") {
        return false;
      }
      pending.push(a.formals, b.formals, a.body, b.body);
      return true;
    }
    case "ref":
      return a.store === (b as typeof a).store;
    default:
      // Nil is one object and symbols are interned; builtins and handles are equal to themselves.
      return a.kind === "nil" && b.kind === "nil";
  }
}

/** Whether two values are interchangeable: equal, and quoted and scoped alike. Counts as `equals`. */
export function isSame(machine: Machine, left: Value, right: Value): boolean {
  const pending: Value[] = [left, right];
  while (pending.length > 0) {
    if (!spend(machine, 1)) {
      return false;
    }
    const b = pending.pop() as Value;
    const a = pending.pop() as Value;
    if (a === b) {
      continue;
    }
    if (typeof a !== "object" || typeof b !== "object" || a.kind !== b.kind) {
      return false;
    }
    if (a.kind === "cons" && b.kind === "cons" && a.quoted === b.quoted) {
      pending.push(a.tail, b.tail, a.head, b.head);
    } else if (
      !(a.kind === "string" && b.kind === "string" && a.bytes === b.bytes) &&
      !(a.kind === "error" && b.kind === "error" && a.bytes === b.bytes) &&
      !(a.kind === "ref" && b.kind === "ref" && a.store === b.store)
    ) {
      return false;
    }
  }
  return true;
}
