// Quasiquotation: a template whose `,x` and `,@x` are evaluated from left to right, at any depth
// and inside `{…}` too; the first error is the answer (src/parser.c, commit 755536a,
// `valk_quasiquote_expand`).

import type { Env, Machine } from "./model.js";
import { type Err, Kind, type Value } from "./model.js";
import { answer, evaluateNested, push, spend } from "./registers.js";
import {
  count,
  elements,
  error,
  isCons,
  isErr,
  isOpaque,
  isSym,
  kindName,
  kindOf,
  list,
  mayBeError,
  opaque,
} from "./values.js";

/** A template cut at its holes. `value` holes splice when `splices`. */
type Part =
  | { readonly kind: "literal"; readonly value: Value }
  | { readonly kind: "hole"; readonly code: Value; readonly splices: boolean }
  | { readonly kind: "list"; readonly parts: readonly Part[]; readonly quoted: boolean }
  | { readonly kind: "error"; readonly error: Err };

/** The special form `(quasiquote template)`. */
export function evaluateQuasiquote(machine: Machine, form: readonly Value[], env: Env): void {
  const [, template] = form;
  if (form.length !== 2 || template === undefined) {
    answer(machine, error(`quasiquote expects exactly 1 argument, got ${form.length - 1}`));
    return;
  }
  const part = isTagged(template, "unquote-splicing")
    ? fault("unquote-splicing (,@) not valid at top level of quasiquote")
    : cut(template);
  fill(machine, part, holesOf(part), [], env);
}

function fault(message: string): Part {
  return { kind: "error", error: error(message) };
}

function isTagged(value: Value, tag: string): boolean {
  return isCons(value) && isSym(value.head) && value.head.name === tag;
}

/** Templates are as deep as they were written, so this recursion is bounded by the source. */
function cut(template: Value): Part {
  if (!isCons(template)) {
    return { kind: "literal", value: template };
  }
  if (isTagged(template, "unquote")) {
    return hole(template, false, "unquote expects exactly 1 argument");
  }
  const parts = elements(template).map((element) =>
    isTagged(element, "unquote-splicing")
      ? hole(element, true, "unquote-splicing expects exactly 1 argument")
      : cut(element),
  );
  return { kind: "list", parts, quoted: template.quoted };
}

function hole(form: Value, splices: boolean, complaint: string): Part {
  const [, code, ...more] = elements(form);
  return code === undefined || more.length > 0 ? fault(complaint) : { kind: "hole", code, splices };
}

/** Holes and errors in the order in which the reference meets them. */
function holesOf(part: Part): (Part & { kind: "hole" | "error" })[] {
  switch (part.kind) {
    case "literal":
      return [];
    case "list":
      return part.parts.flatMap(holesOf);
    default:
      return [part];
  }
}

function fill(
  machine: Machine,
  template: Part,
  holes: readonly (Part & { kind: "hole" | "error" })[],
  values: Value[],
  env: Env,
): void {
  const next = holes[values.length];
  if (next === undefined) {
    answer(machine, build(template, values.values()));
    return;
  }
  if (next.kind === "error") {
    answer(machine, next.error);
    return;
  }
  push(machine, (m, value) => {
    const refused = refusal(value, next.splices, template === next);
    if (refused !== undefined) {
      answer(m, refused);
    } else {
      spend(m, values.length + (next.splices ? count(value) : 1));
      fill(m, template, holes, [...values, value], env);
    }
  });
  evaluateNested(machine, next.code, env);
}

/** What ends the expansion instead of this value, if anything does. */
function refusal(value: Value, splices: boolean, isWhole: boolean): Value | undefined {
  if (isWhole) {
    return undefined;
  }
  if (isErr(value)) {
    return value;
  }
  if (isOpaque(value) && (splices || mayBeError(value))) {
    return opaque(value.reason, Kind.Any, false);
  }
  if (splices && (kindOf(value) & (Kind.Nil | Kind.List)) === 0) {
    return error(`unquote-splicing requires a list, got ${kindName(kindOf(value))}`);
  }
  return undefined;
}

function build(part: Part, values: Iterator<Value>): Value {
  switch (part.kind) {
    case "literal":
      return part.value;
    case "error":
      return part.error;
    case "hole":
      return values.next().value as Value;
    case "list": {
      const items = part.parts.flatMap((each) => {
        const value = build(each, values);
        return each.kind === "hole" && each.splices ? elements(value) : [value];
      });
      return list(items, part.quoted);
    }
  }
}
