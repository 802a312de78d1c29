// Names and functions: `def` binds globals, `=` binds where it stands, `\` closes over where it
// stands (valk-language.md, "Evaluation"). A symbol as a value is looked up once more, and `def`
// refuses errors where `=` keeps them (src/parser.c, commit 755536a, `valk_builtin_def`).

import { bind, globalOf } from "../environment.js";
import { symbolValue } from "../machine.js";
import { type Builtin, type Env, Kind, type Machine, type Value } from "../model.js";
import { abort } from "../registers.js";
import { currentContext } from "../request-context.js";
import {
  elements,
  error,
  isErr,
  isOpaque,
  isSym,
  kindName,
  kindOf,
  list,
  mayBeError,
  NIL,
  opaque,
} from "../values.js";
import { builtin, hasUnknown, mismatch, raise, type Site, wrongKind } from "./check.js";

export const DEFINITIONS: readonly Builtin[] = [
  builtin("def", define),
  builtin("=", assign),
  builtin("\\", lambda),
  builtin("penv", (_machine, _args, env) =>
    env.parent === undefined ? opaque("penv of all globals", Kind.List) : listBindings(env),
  ),
];

interface Sites {
  readonly count: Site;
  readonly kind: Site;
  readonly symbols: Site;
  readonly values: Site;
}

const DEF: Sites = {
  count: "2624:valk_builtin_def",
  kind: "2635:valk_builtin_def",
  symbols: "2643:valk_builtin_def",
  values: "2646:valk_builtin_def",
};

const PUT: Sites = {
  count: "2673:valk_builtin_put",
  kind: "2677:valk_builtin_put",
  symbols: "2685:valk_builtin_put",
  values: "2688:valk_builtin_put",
};

function define(machine: Machine, args: readonly Value[], env: Env): Value | undefined {
  if (machine.dialect.rules.loadChecksFirst && currentContext(machine) !== undefined) {
    const message = "def cannot be used in request handler context. ";
    return error(`${message}Use = for local bindings instead.`);
  }
  const [first, ...values] = args;
  const names = first !== undefined && isSym(first) ? list([first]) : first;
  const symbols = namesToBind(machine, names, args, DEF);
  if (!Array.isArray(symbols)) {
    return symbols;
  }
  const globals = globalOf(env);
  let result: Value = NIL;
  for (const [at, name] of symbols.entries()) {
    const value = resolve(values[at] as Value, env);
    if (isErr(value)) {
      return value;
    }
    if (isOpaque(value) && mayBeError(value)) {
      result = opaque(value.reason, Kind.Nil | Kind.Error);
    }
    bindName(machine, globals, name, value);
  }
  return result;
}

function assign(machine: Machine, args: readonly Value[], env: Env): Value | undefined {
  const [names, ...values] = args;
  const symbols = namesToBind(machine, names, args, PUT);
  if (!Array.isArray(symbols)) {
    return symbols;
  }
  for (const [at, name] of symbols.entries()) {
    bindName(machine, env, name, resolve(values[at] as Value, env));
  }
  return NIL;
}

/** The first name may be anything that the reference mistakes for a symbol. */
function bindName(machine: Machine, env: Env, name: Value, value: Value): void {
  if (isSym(name)) {
    bind(machine.journal, env, name, value);
  } else {
    abort(machine, "a definition of what is no symbol");
  }
}

function resolve(value: Value, env: Env): Value {
  return isSym(value) && !value.keyword ? symbolValue(value, env) : value;
}

/** The elements of the list of names, checked as the reference does: all but the first. */
function namesToBind(
  machine: Machine,
  names: Value | undefined,
  args: readonly Value[],
  sites: Sites,
): Value[] | Value | undefined {
  if (args.length <= 1) {
    const message = `Invalid argument count, Actual[${args.length}] > Expected[1]`;
    return raise(sites.count, message);
  }
  if (names !== undefined && isOpaque(names)) {
    abort(machine, names.reason);
    return undefined;
  }
  const wrong = wrongKind(names, [Kind.List, Kind.List, Kind.Nil], sites.kind);
  if (wrong !== undefined) {
    return wrong;
  }
  const symbols = elements(names as Value);
  for (let at = 1; at < symbols.length; at++) {
    if (!isSym(symbols[at] as Value)) {
      // The message looks at the arguments, not at the names.
      const found = kindName(kindOf(args[at] ?? NIL));
      const message = "Builtin `def` requires that symbols parameter only has symbols found: ";
      return raise(sites.symbols, message + found);
    }
  }
  return symbols.length === args.length - 1
    ? symbols
    : raise(
        sites.values,
        `Invalid argument count, Actual[${symbols.length}] == Expected[${args.length - 1}]`,
      );
}

function lambda(machine: Machine, args: readonly Value[], env: Env): Value | undefined {
  if (hasUnknown(machine, args)) {
    return undefined;
  }
  const [formals, body] = args;
  const wrong = mismatch(args, "2703:valk_builtin_lambda", [
    ["2709:valk_builtin_lambda", Kind.List, Kind.List, Kind.Nil],
    ["2710:valk_builtin_lambda", Kind.List, Kind.List, Kind.Nil],
  ]);
  if (wrong !== undefined || formals === undefined || body === undefined) {
    return wrong;
  }
  const names = machine.dialect.rewrittenForms.has("sig") ? withoutTypes(formals) : formals;
  const other = elements(names).find((formal) => !isSym(formal));
  return other === undefined
    ? { kind: "lambda", formals: names, body, env }
    : raise(
        "2715:valk_builtin_lambda",
        `Cannot use a non symbol[${kindName(kindOf(other))}] for bind`,
      );
}

/** Parameters without the types that `::` and `->` put behind them. */
function withoutTypes(formals: Value): Value {
  const items = elements(formals);
  if (!items.some(isTypeMark)) {
    return formals;
  }
  return list(
    items.filter((item, at) => !isTypeMark(item) && !isTypeMark(items[at - 1])),
    true,
  );
}

function isTypeMark(value: Value | undefined): boolean {
  return value !== undefined && isSym(value) && (value.name === "::" || value.name === "->");
}

/** Names and values of one scope, the newest first. */
function listBindings(env: Env): Value {
  const pairs: Value[] = [];
  for (let slot = env.names.length - 1; slot >= 0; slot--) {
    const value = env.values[slot];
    if (value !== undefined) {
      pairs.push(list([env.names[slot] as Value, value]));
    }
  }
  return list(pairs);
}
