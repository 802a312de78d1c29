// Output: `print`, `printf`, `println`. What an opaque value would print is an unknown piece of
// the output (src/parser.c, commit 755536a, `valk_builtin_printf`).

import { type Builtin, Kind, type Machine, type Value } from "../model.js";
import { print } from "../output.js";
import { error, isErr, isNumber, isOpaque, isStr, NIL, opaque } from "../values.js";
import { printing, raise, wrongKind } from "./check.js";
import { str } from "./strings.js";

export const PRINTING: readonly Builtin[] = [
  printing("print", (machine, args) => printAll(machine, args)),
  printing("printf", (machine, args) => format(machine, args)),
  printing("println", (machine, args) => {
    const result = format(machine, args);
    if (!isErr(result)) {
      print(machine, "\n");
    }
    return result;
  }),
];

/** Prints values with spaces between and a line feed at the end. */
function printAll(machine: Machine, args: readonly Value[]): Value {
  for (const [at, value] of args.entries()) {
    if (at > 0) {
      print(machine, " ");
    }
    emit(machine, isStr(value) ? value : str(machine, [value]));
  }
  print(machine, "\n");
  return NIL;
}

function emit(machine: Machine, text: Value): void {
  if (isStr(text)) {
    print(machine, text.bytes);
  } else if (isOpaque(text)) {
    print(machine, { reason: text.reason, worlds: [] });
  }
}

function format(machine: Machine, args: readonly Value[]): Value {
  const [first, ...values] = args;
  if (first === undefined) {
    const message = "Invalid argument count, Actual[0] > Expected[0]";
    return raise("3265:valk_builtin_printf", message);
  }
  if (isOpaque(first)) {
    emit(machine, first);
    return opaque(first.reason, Kind.Nil | Kind.Error);
  }
  const wrong = wrongKind(first, [Kind.String], "3266:valk_builtin_printf");
  return wrong ?? formatAll(machine, isStr(first) ? first.bytes : "", values);
}

/** Directives: `%s`, `%d`, `%ld`, `%l`, `%%`; a `%` before anything else stands for itself. */
const DIRECTIVE = /%(ld|[^\0])/gs;

function formatAll(machine: Machine, pattern: string, values: readonly Value[]): Value {
  let next = 0;
  let done = 0;
  for (const match of pattern.matchAll(DIRECTIVE)) {
    print(machine, pattern.slice(done, match.index));
    done = match.index + match[0].length;
    const directive = match[1] as string;
    if (directive === "%") {
      print(machine, "%");
    } else if (directive === "s" || directive === "d" || directive.startsWith("l")) {
      const outcome = formatOne(machine, directive, values[next++]);
      if (outcome !== NIL) {
        return outcome;
      }
    } else {
      print(machine, match[0]);
    }
  }
  print(machine, pattern.slice(done));
  return NIL;
}

/** Prints one value; nil, or the error that ends the printing, or unknown which. */
function formatOne(machine: Machine, directive: string, value: Value | undefined): Value {
  if (value === undefined) {
    return error("printf: not enough arguments for format string");
  }
  const wanted = directive === "s" ? Kind.String : Kind.Number;
  if (isOpaque(value) && (value.may & wanted) !== 0) {
    emit(machine, value);
    return value.may === wanted ? NIL : opaque(value.reason, Kind.Nil | Kind.Error);
  }
  if (wanted === Kind.String) {
    if (!isStr(value)) {
      return error("printf: %s requires string argument");
    }
    print(machine, value.bytes);
  } else {
    if (!isNumber(value)) {
      return error("printf: %d/%ld requires number argument");
    }
    print(machine, value.toString());
  }
  return NIL;
}
