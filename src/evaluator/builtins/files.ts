// Reading text: `read`, `parse`, `read-file`, `load`. Paths are those of the tree, relative to its
// root, which is the reference's working directory. Inside `load` the error of a form is printed and
// loading goes on (valk-language.md, "Evaluation"); 2026-02 looks through the whole file first.

import type { Dialect } from "../../dialect/dialect.js";
import { bind, lookUp } from "../environment.js";
import {
  type Builtin,
  type Env,
  type Err,
  Kind,
  type Machine,
  type Source,
  type Value,
} from "../model.js";
import { hasOnlyKnownNames } from "../name-check.js";
import { append } from "../output.js";
import { readFirst, readForms } from "../reader.js";
import { abort, answer, evaluateNested, push, spend } from "../registers.js";
import { rewriteForm } from "../types.js";
import { error, isErr, isOpaque, isStr, mayBeError, NIL, string, symbol } from "../values.js";
import { builtin, mismatch, pure, raise, type Site } from "./check.js";

export const FILES: readonly Builtin[] = [
  pure("read", Kind.Any, (args, machine) => {
    const text = only(args, "2871:valk_builtin_read", "2872:valk_builtin_read");
    return isStr(text) ? reading(machine, text.bytes, readFirst) : text;
  }),
  pure("read-file", Kind.String | Kind.Error, (args, machine) => {
    const path = only(args, "2882:valk_builtin_read_file", "2883:valk_builtin_read_file");
    return isStr(path) ? readFile(machine, path.bytes) : path;
  }),
  builtin("load", load),
  // 2026-02
  pure("parse", Kind.Any, (args, machine) => {
    const text = only(
      args,
      "builtins_io.c:108:valk_builtin_parse",
      "builtins_io.c:109:valk_builtin_parse",
    );
    return isStr(text) ? reading(machine, text.bytes, readForms) : text;
  }),
];

function only(args: readonly Value[], count: Site, kind: Site): Value {
  return mismatch(args, count, [[kind, Kind.String]]) ?? (args[0] as Value);
}

/** Steps that reading a text of any length takes. */
const READING = 50;

/** Reads a text, if there are steps left for it. */
function reading(
  machine: Machine,
  bytes: string,
  read: (bytes: string, dialect: Dialect) => Value,
): Value | undefined {
  return spend(machine, READING + bytes.length) ? read(bytes, machine.dialect) : undefined;
}

function readFile(machine: Machine, path: string): Value {
  const bytes = machine.read(path);
  return bytes === undefined
    ? raise("2888:valk_builtin_read_file", `Could not open file (${path})`)
    : string(bytes);
}

const MODE = symbol("VALK_MODE");
const LAST_VALUE = symbol("VALK_LAST_VALUE");

function load(machine: Machine, args: readonly Value[], env: Env): Value | undefined {
  const [path] = args;
  if (path !== undefined && isOpaque(path)) {
    abort(machine, path.reason);
    return undefined;
  }
  const checked = only(args, "2824:valk_builtin_load", "2825:valk_builtin_load");
  if (!isStr(checked)) {
    return checked;
  }
  const source = machine.load(checked.bytes);
  return machine.dialect.rules.loadChecksFirst
    ? loadChecked(machine, checked.bytes, source, env)
    : loadEach(machine, checked.bytes, source, env);
}

/** Form by form, whatever the others are; errors are printed and do not stop it. */
function loadEach(
  machine: Machine,
  path: string,
  source: Source | undefined,
  env: Env,
): Value | undefined {
  if (source === undefined) {
    const missing = noSuchFile(path);
    printError(machine, missing);
    return missing;
  }
  const mode = lookUp(env, MODE);
  bind(machine.journal, env, MODE, string("load"));
  const before = mode !== undefined && isStr(mode) ? mode : string("");
  return loadFrom(machine, source, 0, undefined, env, () => {
    bind(machine.journal, env, MODE, before);
  });
}

/** The whole file is looked through first; what does not pass is an error of the load. */
function loadChecked(
  machine: Machine,
  path: string,
  source: Source | undefined,
  env: Env,
): Value | undefined {
  if (source === undefined || source.bytes === "") {
    return error(`Could not open file (${path})`);
  }
  const isFine = hasOnlyKnownNames(source, (name) => lookUp(env, symbol(name)) !== undefined);
  if (isFine === undefined) {
    abort(machine, "a form nested deeper than the limit");
    return undefined;
  }
  return isFine
    ? loadFrom(machine, source, 0, undefined, env, () => undefined)
    : error(`Diagnostics found errors in ${path}`);
}

/** The error of a script or module that does not exist. */
export function noSuchFile(path: string): Err {
  return raise("2922:valk_parse_file", `Could not open file (${path})`);
}

function loadFrom(
  machine: Machine,
  source: Source,
  from: number,
  last: Value | undefined,
  env: Env,
  restore: () => void,
): undefined {
  const skips = machine.dialect.rules.loadChecksFirst;
  let at = from;
  let form = nextForm(machine, source, at);
  while (skips && form === NIL) {
    at++;
    form = nextForm(machine, source, at);
  }
  if (form === undefined) {
    restore();
    if (last !== undefined) {
      bind(machine.journal, env, LAST_VALUE, last);
    }
    answer(machine, NIL);
    return undefined;
  }
  if (skips && isErr(form)) {
    printError(machine, form);
    answer(machine, form);
    return undefined;
  }
  push(machine, (m, value) => {
    if (mayBeError(value)) {
      printError(m, value);
    }
    loadFrom(m, source, at + 1, isErr(value) ? last : value, env, restore);
  });
  evaluateNested(machine, form, env);
  return undefined;
}

/** The form as it is evaluated; undefined behind the last one. */
function nextForm(machine: Machine, { forms }: Source, at: number): Value | undefined {
  const form = forms[at];
  return form === undefined ? undefined : rewriteForm(machine, form);
}

/** Prints the line of an error that nobody handled; an unknown value may be one. */
export function printError(machine: Machine, value: Value): void {
  if (isErr(value)) {
    append(machine.output, `Error[${value.bytes}]\n`);
  } else if (isOpaque(value)) {
    const { reason } = value;
    append(machine.output, { reason, worlds: [[], [{ reason, worlds: [] }, "\n"]] });
  }
}
