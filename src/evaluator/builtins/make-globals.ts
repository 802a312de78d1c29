// All builtins, a family each line. A new builtin goes into its family, or into a new one.

import type { Dialect } from "../../dialect/dialect.js";
import { bind, makeEnv } from "../environment.js";
import { type Builtin, type Env, Kind } from "../model.js";
import { opaque, string, symbol } from "../values.js";
import { ARITHMETIC, LATER_ARITHMETIC } from "./arithmetic.js";
import { ATOMS } from "./atoms.js";
import { AWAITING } from "./awaiting.js";
import { CAPTURE } from "./capture.js";
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
import { LATER_PROCESS, PROCESS } from "./process.js";
import { RANDOM } from "./random.js";
import { RESPONSES } from "./responses.js";
import { STREAMS } from "./streams.js";
import { SLICES, STRINGS } from "./strings.js";
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

/** What is new in 2026-02, and what does something else there than before. */
const SINCE_2026_02: readonly (readonly Builtin[])[] = [
  AWAITING,
  CAPTURE,
  LATER_ARITHMETIC,
  LATER_PROCESS,
  RANDOM,
  STREAMS,
  SLICES,
];

/**
 * A global scope as a script of this dialect finds it: the builtins, those of the dialect's own
 * protocol last, and `VALK_MODE` where there is one.
 */
export function makeGlobals({ names, specialForms, rules }: Dialect): Env {
  const globals = makeEnv(undefined);
  const journal = { changes: undefined };
  const own = rules.asyncTests === "handle" ? SINCE_2026_02 : [];
  for (const builtin of [...FAMILIES, ...own].flat()) {
    if (names.has(builtin.name) && !specialForms.has(builtin.name)) {
      bind(journal, globals, symbol(builtin.name), builtin);
    }
  }
  for (const name of MAYBE_BOUND) {
    bind(journal, globals, symbol(name), opaque(name, Kind.Function | Kind.Error));
  }
  if (rules.shutdownEndsScript) {
    bind(journal, globals, symbol("VALK_MODE"), string("init"));
  }
  return globals;
}
