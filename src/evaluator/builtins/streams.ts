// The standard streams, 2026-02: `stdout/write`, `stdout/flush`, `stderr/write` (src/builtins_stdio.c,
// commit 1efe40c). What goes to stderr is seen only where it is captured.

import { type Builtin, type Chunk, Kind, type Machine, type Value } from "../model.js";
import { append, print } from "../output.js";
import { isOpaque, isStr, NIL, opaque } from "../values.js";
import { capturedErrors } from "./capture.js";
import { builtin, mismatch, printing, wrongCount } from "./check.js";

export const STREAMS: readonly Builtin[] = [
  printing("stdout/write", (machine, args) =>
    writeTo(args, 61, "valk_builtin_stdout_write", (chunk) => {
      print(machine, chunk);
    }),
  ),
  builtin(
    "stdout/flush",
    (_machine, args) => wrongCount(args, 0, "builtins_stdio.c:71:valk_builtin_stdout_flush") ?? NIL,
  ),
  builtin("stderr/write", (machine, args) =>
    writeTo(args, 78, "valk_builtin_stderr_write", (chunk) => {
      writeError(machine, chunk);
    }),
  ),
];

function writeError(machine: Machine, chunk: Chunk): void {
  const errors = capturedErrors(machine);
  if (errors !== undefined) {
    append(errors, chunk);
  }
}

function writeTo(
  args: readonly Value[],
  line: number,
  func: string,
  emit: (chunk: Chunk) => void,
): Value {
  const [text] = args;
  if (text !== undefined && args.length === 1 && isOpaque(text)) {
    emit({ reason: text.reason, worlds: [] });
    return opaque(text.reason, Kind.Nil | Kind.Error);
  }
  const wrong = mismatch(args, `builtins_stdio.c:${line}:${func}`, [
    [`builtins_stdio.c:${line + 1}:${func}`, Kind.String],
  ]);
  if (wrong !== undefined || text === undefined || !isStr(text)) {
    return wrong ?? NIL;
  }
  emit(text.bytes);
  return NIL;
}
