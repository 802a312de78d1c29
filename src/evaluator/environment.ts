// Scopes: symbol to value, with a parent; lookup is lexical, and a closure keeps its scope
// itself, so that it sees later changes (valk-language.md, "Evaluation"). A slot without a
// value is a binding that a fork took back. Used by the machine and by the builtins.

import type { Env, Journal, Sym, Value } from "./model.js";
import { write } from "./state.js";

const MANY = 12;

export function makeEnv(parent: Env | undefined): Env {
  const depth = parent === undefined ? 0 : parent.depth + 1;
  return { names: [], values: [], blurs: true, parent, depth, slots: undefined };
}

function slotOf(env: Env, name: Sym): number {
  if (env.slots !== undefined) {
    return env.slots.get(name) ?? -1;
  }
  const { names } = env;
  for (let slot = 0; slot < names.length; slot++) {
    if (names[slot] === name) {
      return slot;
    }
  }
  return -1;
}

/** The value that the name has in this scope or the nearest outer one. */
export function lookUp(env: Env, name: Sym): Value | undefined {
  for (let at: Env | undefined = env; at !== undefined; at = at.parent) {
    const slot = slotOf(at, name);
    if (slot !== -1) {
      const value = at.values[slot];
      if (value !== undefined) {
        return value;
      }
    }
  }
  return undefined;
}

/** Binds the name in exactly this scope. */
export function bind(journal: Journal, env: Env, name: Sym, value: Value): void {
  const known = slotOf(env, name);
  if (known !== -1) {
    write(journal, env, known, value);
    return;
  }
  const slot = env.names.length;
  env.names.push(name);
  env.values.push(undefined);
  env.slots?.set(name, slot);
  if (env.slots === undefined && slot >= MANY) {
    env.slots = new Map(env.names.map((each, at) => [each, at]));
  }
  write(journal, env, slot, value);
}

/** The outermost scope, where `def` binds. */
export function globalOf(env: Env): Env {
  let at = env;
  while (at.parent !== undefined) {
    at = at.parent;
  }
  return at;
}
