// All builtins, a family each line. A new builtin goes into its family, or into a new one.

import { bind, makeEnv } from "../environment.js";
import { type Builtin, type Env, Kind } from "../model.js";
import { opaque, string, symbol } from "../values.js";
import { ARITHMETIC } from "./arithmetic.js";
import { ATOMS } from "./atoms.js";
import { COMPARISON } from "./comparison.js";
import { CONTEXT } from "./context.js";
import { CONTROL } from "./control.js";
import { DEFINITIONS } from "./definitions.js";
import { ERRORS } from "./errors.js";
import { EVENT_LOOP } from "./event-loop.js";
import { FILES } from "./files.js";
import { HANDLE_GROUPS } from "./handle-groups.js";
import { HANDLE_SYNTAX } from "./handle-syntax.js";
import { HANDLES } from "./handles.js";
import { LISTS } from "./lists.js";
import { PRINTING } from "./printing.js";
import { PROCESS } from "./process.js";
import { RESPONSES } from "./responses.js";
import { STRINGS } from "./strings.js";
import { MAYBE_BOUND, UNMODELLED } from "./unmodelled.js";

const FAMILIES: readonly (readonly Builtin[])[] = [
  ARITHMETIC,
  ATOMS,
  COMPARISON,
  CONTEXT,
  CONTROL,
  DEFINITIONS,
  ERRORS,
  EVENT_LOOP,
  FILES,
  HANDLES,
  HANDLE_GROUPS,
  HANDLE_SYNTAX,
  LISTS,
  PRINTING,
  PROCESS,
  RESPONSES,
  STRINGS,
  UNMODELLED,
];

/** A global scope as a script finds it: the builtins, and `VALK_MODE`. */
export function makeGlobals(): Env {
  const globals = makeEnv(undefined);
  const journal = { changes: undefined };
  for (const builtin of FAMILIES.flat()) {
    bind(journal, globals, symbol(builtin.name), builtin);
  }
  for (const name of MAYBE_BOUND) {
    bind(journal, globals, symbol(name), opaque(name, Kind.Function | Kind.Error));
  }
  bind(journal, globals, symbol("VALK_MODE"), string("init"));
  return globals;
}
