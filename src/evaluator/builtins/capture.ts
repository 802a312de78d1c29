// Captured output, 2026-02: `test/capture-start` and `test/capture-stop` (src/builtins_test.c, commit
// 1efe40c). Captures are taken to be inside each other, and inside one world of a fork; anything else
// ends the evaluation. The runtime's own log is not in what is captured of stderr.

import type { Builtin, Chunk, Machine, Ref, Value } from "../model.js";
import { Kind, Slot } from "../model.js";
import { knownBytes } from "../output.js";
import { abort } from "../registers.js";
import { write } from "../state.js";
import { isOpaque, list, opaque, string, symbol } from "../values.js";
import { builtin, mismatch, raise, wrongCount } from "./check.js";

/** One capture: what goes to stdout meanwhile is the machine's output. */
interface Capture {
  readonly ref: Ref;
  readonly outer: Chunk[];
  /** How many forks were open. */
  readonly forks: number;
  readonly errors: Chunk[];
}

export const CAPTURE: readonly Builtin[] = [
  builtin("test/capture-start", start),
  builtin("test/capture-stop", stop),
];

function captures(machine: Machine): readonly Capture[] {
  return machine.state.values[Slot.Captures] as readonly Capture[];
}

/** Where `stderr/write` goes; undefined where it goes out of the process. */
export function capturedErrors(machine: Machine): Chunk[] | undefined {
  return captures(machine).at(-1)?.errors;
}

function start(machine: Machine, args: readonly Value[]): Value {
  const wrong = wrongCount(args, 0, "builtins_test.c:42:valk_builtin_capture_start");
  if (wrong !== undefined) {
    return wrong;
  }
  const ref: Ref = { kind: "ref", type: "capture_state", store: { values: [], blurs: false } };
  const { output: outer, forks } = machine;
  const capture: Capture = { ref, outer, forks: forks.length, errors: [] };
  write(machine.journal, machine.state, Slot.Captures, [...captures(machine), capture]);
  machine.output = [];
  return ref;
}

function stop(machine: Machine, args: readonly Value[]): Value | undefined {
  const [ref] = args;
  if (ref !== undefined && isOpaque(ref)) {
    return abort(machine, ref.reason);
  }
  const wrong = mismatch(args, "builtins_test.c:103:valk_builtin_capture_stop", [
    ["builtins_test.c:106:valk_builtin_capture_stop", Kind.Reference],
  ]);
  if (wrong !== undefined || ref === undefined || typeof ref !== "object" || ref.kind !== "ref") {
    return wrong;
  }
  if (ref.type !== "capture_state") {
    const message = "test/capture-stop: expected capture_state ref";
    return raise("builtins_test.c:108:valk_builtin_capture_stop", message);
  }
  const all = captures(machine);
  const last = all.at(-1);
  if (all.every((capture) => capture.ref.store !== ref.store)) {
    return result([], []);
  }
  if (last === undefined || last.ref.store !== ref.store || last.forks !== machine.forks.length) {
    return abort(machine, "captures that are not inside each other");
  }
  const captured = machine.output;
  machine.output = last.outer;
  write(machine.journal, machine.state, Slot.Captures, all.slice(0, -1));
  return result(captured, last.errors);
}

function result(output: readonly Chunk[], errors: readonly Chunk[]): Value {
  return list([symbol(":stdout"), textOf(output), symbol(":stderr"), textOf(errors)], true);
}

function textOf(chunks: readonly Chunk[]): Value {
  const bytes = knownBytes(chunks);
  return typeof bytes === "string" ? string(bytes) : opaque(bytes.reason, Kind.String);
}
