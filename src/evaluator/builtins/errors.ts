// `error` makes an error value; it becomes no error on its way until somebody looks at it. The
// reference takes the message as a C format (src/parser.c, commit 755536a,
// `valk_builtin_error`): `%%` prints as `%`, and what other directives print nobody knows.

import { type Builtin, Kind, type Str, type Value } from "../model.js";
import { error, opaque } from "../values.js";
import { mismatch, pure } from "./check.js";

export const ERRORS: readonly Builtin[] = [pure("error", Kind.Error, makeError)];

function makeError(args: readonly Value[]): Value {
  const wrong = mismatch(args, "3975:valk_builtin_error", [
    ["3976:valk_builtin_error", Kind.String],
  ]);
  if (wrong !== undefined) {
    return wrong;
  }
  const message = (args[0] as Str).bytes;
  if (message.replaceAll("%%", "").includes("%")) {
    return opaque("error with a % directive in its message", Kind.Error);
  }
  const bytes = message.replaceAll("%%", "%");
  return error(bytes.length < 10_000 ? bytes : bytes.slice(0, 511));
}
