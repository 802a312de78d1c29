// Time and process: `time-us`, `stack-depth`, `exit`, `shutdown`. Time is virtual: it
// moves by one microsecond at each look, and by sleeping.

import { bind, globalOf, lookUp } from "../environment.js";
import { exit } from "../fork.js";
import {
  type Builtin,
  type Env,
  Kind,
  type Machine,
  Slot,
  type Sym,
  type Value,
} from "../model.js";
import { append } from "../output.js";
import { abort } from "../registers.js";
import { write } from "../state.js";
import { stopLoops } from "../timers.js";
import { isNumber, isOpaque, isStr, symbol } from "../values.js";
import { builtin, mismatch, pure, raise } from "./check.js";

export const PROCESS: readonly Builtin[] = [
  builtin("time-us", (machine) => {
    const now = (machine.state.values[Slot.Clock] as number) + 1;
    write(machine.journal, machine.state, Slot.Clock, now);
    return now;
  }),
  builtin("stack-depth", (machine) => machine.callDepth),
  builtin("exit", (machine, args) => leave(machine, args)),
  builtin("shutdown", shutDown),
  // Logs go to stderr, so their level changes nothing that is told here.
  pure(
    "sys/log/set-level",
    Kind.String | Kind.Error,
    (args) =>
      mismatch(args, "3884:valk_builtin_set_log_level", [
        ["3886:valk_builtin_set_log_level", Kind.String],
      ]) ?? args[0],
  ),
];

/** `shutdown` of 2026-02, which ends nothing: it leaves the status with which the script will end. */
export const LATER_PROCESS: readonly Builtin[] = [
  builtin("exit", leaveStatus),
  builtin("shutdown", leaveStatus),
];

/** The global that holds the status. */
export const EXIT_CODE: Sym = symbol("VALK_EXIT_CODE");

function leaveStatus(machine: Machine, args: readonly Value[], env: Env): Value | undefined {
  const [code = 0] = args;
  if (args.length > 1) {
    const message = `Invalid argument count, Actual[${args.length}] <= Expected[1]`;
    return raise("builtins_aio.c:295:valk_builtin_shutdown", message);
  }
  if (!isNumber(code) && !(isOpaque(code) && code.may === Kind.Number)) {
    return isOpaque(code)
      ? abort(machine, code.reason)
      : mismatch(args, "builtins_aio.c:295:valk_builtin_shutdown", [
          ["builtins_aio.c:298:valk_builtin_shutdown", Kind.Number],
        ]);
  }
  const status = isOpaque(code) ? code : Number(BigInt.asIntN(32, BigInt(code)));
  bind(machine.journal, globalOf(env), EXIT_CODE, status);
  stopLoops(machine);
  return status;
}

/** What a process that ends with this number reports: its lowest eight bits. */
export function statusOf(code: number | bigint): number {
  return Number(BigInt.asUintN(8, BigInt(code)));
}

function leave(machine: Machine, args: readonly Value[]): Value | undefined {
  const [code] = args;
  if (code !== undefined && isOpaque(code)) {
    exit(machine, code);
    return undefined;
  }
  const wrong = mismatch(args, "5011:valk_builtin_exit", [["5012:valk_builtin_exit", Kind.Number]]);
  if (wrong !== undefined || code === undefined || !isNumber(code)) {
    return wrong;
  }
  exit(machine, statusOf(code));
  return undefined;
}

const MODE = symbol("VALK_MODE");

function shutDown(machine: Machine, args: readonly Value[], env: Env): Value | undefined {
  const [code = 0] = args;
  if (args.length > 1) {
    const message = `Invalid argument count, Actual[${args.length}] <= Expected[1]`;
    return raise("5022:valk_builtin_shutdown", message);
  }
  const mode = lookUp(env, MODE);
  const isIgnored =
    mode !== undefined && isStr(mode) && (mode.bytes === "repl" || mode.bytes === "test");
  if (isIgnored) {
    return code;
  }
  if (isOpaque(code)) {
    append(machine.output, { reason: code.reason, worlds: [] });
    append(machine.output, "\n");
    exit(machine, code);
    return undefined;
  }
  if (!isNumber(code)) {
    return mismatch(args, "5022:valk_builtin_shutdown", [
      ["5025:valk_builtin_shutdown", Kind.Number],
    ]);
  }
  // The reference prints a C int.
  append(machine.output, `About to exit with code ${BigInt.asIntN(32, BigInt(code))}\n`);
  exit(machine, statusOf(code));
  return undefined;
}
