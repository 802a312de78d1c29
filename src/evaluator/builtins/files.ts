// Reading text: `read`, `read-file`, `load`. Paths are those of the tree, relative to its root,
// which is the reference's working directory. Inside `load` an error is printed and loading goes
// on (valk-language.md, "Evaluation").

import { bind, lookUp } from "../environment.js";
import { type Builtin, type Env, type Err, Kind, type Machine, type Value } from "../model.js";
import { append } from "../output.js";
import { readFirst } from "../reader.js";
import { abort, answer, evaluateNested, push } from "../registers.js";
import { isErr, isOpaque, isStr, mayBeError, NIL, string, symbol } from "../values.js";
import { builtin, mismatch, pure, raise, type Site } from "./check.js";

export const FILES: readonly Builtin[] = [
  pure("read", Kind.Any, (args) => {
    const text = only(args, "2871:valk_builtin_read", "2872:valk_builtin_read");
    return isStr(text) ? readFirst(text.bytes) : text;
  }),
  pure("read-file", Kind.String | Kind.Error, (args, machine) => {
    const path = only(args, "2882:valk_builtin_read_file", "2883:valk_builtin_read_file");
    return isStr(path) ? readFile(machine, path.bytes) : path;
  }),
  builtin("load", load),
];

function only(args: readonly Value[], count: Site, kind: Site): Value {
  return mismatch(args, count, [[kind, Kind.String]]) ?? (args[0] as Value);
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
  const forms = machine.load(checked.bytes);
  if (forms === undefined) {
    const missing = noSuchFile(checked.bytes);
    printError(machine, missing);
    return missing;
  }
  const mode = lookUp(env, MODE);
  bind(machine.journal, env, MODE, string("load"));
  const before = mode !== undefined && isStr(mode) ? mode : string("");
  return loadFrom(
    machine,
    forms,
    0,
    undefined,
    () => {
      bind(machine.journal, env, MODE, before);
    },
    env,
  );
}

/** The error of a script or module that does not exist. */
export function noSuchFile(path: string): Err {
  return raise("2922:valk_parse_file", `Could not open file (${path})`);
}

function loadFrom(
  machine: Machine,
  forms: readonly Value[],
  from: number,
  last: Value | undefined,
  restore: () => void,
  env: Env,
): undefined {
  const form = forms[from];
  if (form === undefined) {
    restore();
    if (last !== undefined) {
      bind(machine.journal, env, LAST_VALUE, last);
    }
    answer(machine, NIL);
    return undefined;
  }
  push(machine, (m, value) => {
    if (mayBeError(value)) {
      printError(m, value);
    }
    loadFrom(m, forms, from + 1, isErr(value) ? last : value, restore, env);
  });
  evaluateNested(machine, form, env);
  return undefined;
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
