// Many handles as one: `aio/all`, `aio/race`, `aio/any`. What is settled already decides at once;
// otherwise each pending handle decides when it settles, and the losers are cancelled
// (src/aio/aio_combinators.c, commit 755536a).

import {
  CANCELLED,
  COMPLETED,
  cancel,
  FAILED,
  makeHandle,
  outcomeOf,
  RUNNING,
  settle,
  statusOf,
  wait,
} from "../handles.js";
import type { Builtin, Handle, Machine, Sym, Value } from "../model.js";
import { abort, answer } from "../registers.js";
import { elements, error, isCons, isOpaque, list, NIL, symbol } from "../values.js";
import { builtin } from "./check.js";

/** How a group is decided by its members as they are; undefined while it is open. */
type Decision = (members: readonly Handle[]) => readonly [Sym, Value] | undefined;

export const HANDLE_GROUPS: readonly Builtin[] = [
  group("aio/all", allOf, undefined),
  group("aio/race", race, "aio/race: cannot race empty list"),
  group("aio/any", anyOf, "aio/any: cannot use with empty list"),
];

/** A group that waits for all, whatever becomes of them (2026-02). */
export function settledGroup(name: string): Builtin {
  return group(name, everyOutcome, undefined);
}

function everyOutcome(members: readonly Handle[]): readonly [Sym, Value] | undefined {
  return members.some((member) => is(member, RUNNING))
    ? undefined
    : [COMPLETED, list(members.map(settledReport))];
}

function settledReport(member: Handle): Value {
  const isFine = is(member, COMPLETED);
  const outcome = isFine || is(member, FAILED) ? outcomeOf(member) : error("cancelled");
  const [state, key] = isFine ? [":ok", ":value"] : [":error", ":error"];
  return list([symbol(":status"), symbol(state), symbol(key), outcome], true);
}

function allOf(members: readonly Handle[]): readonly [Sym, Value] | undefined {
  const failed = members.find((member) => is(member, FAILED) || is(member, CANCELLED));
  if (failed !== undefined) {
    return [FAILED, is(failed, FAILED) ? outcomeOf(failed) : error("cancelled")];
  }
  return members.every((member) => is(member, COMPLETED))
    ? [COMPLETED, list(members.map(outcomeOf))]
    : undefined;
}

function race(members: readonly Handle[]): readonly [Sym, Value] | undefined {
  const first = members.find((member) => is(member, COMPLETED) || is(member, FAILED));
  return first === undefined ? undefined : [statusOf(first) as Sym, outcomeOf(first)];
}

function anyOf(members: readonly Handle[]): readonly [Sym, Value] | undefined {
  const first = members.find((member) => is(member, COMPLETED));
  if (first !== undefined) {
    return [COMPLETED, outcomeOf(first)];
  }
  const last = members.at(-1);
  return last !== undefined && members.every((member) => !is(member, RUNNING))
    ? [FAILED, is(last, FAILED) ? outcomeOf(last) : error("cancelled")]
    : undefined;
}

function is(member: Handle, status: Sym): boolean {
  return statusOf(member) === status;
}

function group(name: string, decide: Decision, empty: string | undefined): Builtin {
  return builtin(name, (machine, args) => {
    const [handles] = args;
    if (handles === undefined || args.length !== 1) {
      return error(`${name}: expected 1 argument (list of handles)`);
    }
    const members = membersOf(machine, name, handles);
    if (!Array.isArray(members)) {
      return members;
    }
    if (members.length === 0) {
      return empty === undefined ? makeHandle(COMPLETED, NIL) : error(empty);
    }
    return join(machine, members, decide);
  });
}

/** The handles of a list; an error for anything else; undefined when that is unknown. */
function membersOf(machine: Machine, name: string, handles: Value): Handle[] | Value | undefined {
  const items = elements(handles);
  const unknown = [handles, ...items].find(isOpaque) ?? items.map(statusOfAny).find(isUnknown);
  if (unknown !== undefined) {
    abort(machine, isOpaque(unknown) ? unknown.reason : name);
    return undefined;
  }
  if (!isCons(handles) && handles !== NIL) {
    return error(`${name}: expected a list of handles`);
  }
  return items.every(isHandle) ? items : error(`${name}: all elements must be handles`);
}

export function isHandle(value: Value): value is Handle {
  return typeof value === "object" && value.kind === "handle";
}

function statusOfAny(value: Value): Value {
  return isHandle(value) ? statusOf(value) : NIL;
}

function isUnknown(value: Value): boolean {
  return isOpaque(value);
}

function join(machine: Machine, members: readonly Handle[], decide: Decision): Value {
  const decision = decide(members);
  if (decision !== undefined) {
    cancelRest(machine, members);
    return makeHandle(...decision);
  }
  const whole = makeHandle(RUNNING, NIL, members);
  for (const member of members) {
    if (is(member, RUNNING)) {
      wait(machine, member, {
        child: whole,
        hangs: false,
        tell: (m) => {
          const late = decide(members);
          if (late === undefined) {
            answer(m, NIL);
          } else {
            settle(m, whole, ...late);
            cancelRest(m, members);
          }
        },
      });
    }
  }
  return whole;
}

function cancelRest(machine: Machine, members: readonly Handle[]): void {
  for (const member of members) {
    cancel(machine, member);
  }
}
