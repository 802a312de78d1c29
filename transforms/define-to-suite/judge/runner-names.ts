// The names that a run of tests depends on: what the old runner looked up while it registered and ran
// tests. Invariant: the modules of this tool look up no others (a test of them says so), so that a
// file may bind any other name. Data only; read by the findings about files that bind them.

import type { Reading } from "./reading.js";

type Target = Reading["target"];

const INTERPRETER = [
  ...["\\", "def", "do", "=", "==", "!=", "<=", ">", "+", "-", "eval", "list", "head", "tail"],
  ...["join", "len", "print", "printf", "time-us", "error", "error?", "shutdown"],
  ...["atom", "atom/get", "atom/set!", "atom/add!", "atom/sub!"],
  ...["aio/schedule", "aio/stop", "aio/run", "aio/on-loop-thread?"],
];
const PRELUDE = ["map", "nil", "true"];

/** What the list runner needs besides. */
const LIST_INTERPRETER = ["<", "list?", "str", "str/split"];
const LIST_PRELUDE = ["foldl", "false", "not", "plist/get", "plist/set", "plist/has?"];

const BUILDER = new Set([...INTERPRETER, ...PRELUDE]);

/** Names that no file may bind globally beside its tests. */
export const RUNNER_NAMES: Readonly<Record<Target, ReadonlySet<string>>> = {
  builder: BUILDER,
  list: new Set([...BUILDER, ...LIST_INTERPRETER, ...LIST_PRELUDE]),
};

/** Those of them that some file has to define, since the interpreter does not. */
export const PRELUDE_NAMES: ReadonlySet<string> = new Set([...PRELUDE, ...LIST_PRELUDE]);

// The old runner went on in the environment in which it had evaluated a body.
const BEHIND_BODY = [
  ...["def", "do", "=", "==", "+", "-", "print", "printf", "time-us", "error?", "true"],
];

/** Names that the body of a test may not bind where it stands: the runner reads them after it. */
export const NAMES_BEHIND_BODY: Readonly<Record<Target, ReadonlySet<string>>> = {
  builder: new Set(BEHIND_BODY),
  list: new Set([...BEHIND_BODY, "plist/get", "plist/set"]),
};

/** What a runner binds around a body, so that the body sees it. */
export interface RunnerLocals {
  /** Names that the body sees. */
  readonly visible: ReadonlySet<string>;
  /** Those of them that the runner reads after the body. */
  readonly readAfter: ReadonlySet<string>;
}

/** The old runner's own, and with the list target those of the list runner, too. */
export const RUNNER_LOCALS: Readonly<Record<Target, RunnerLocals>> = {
  builder: {
    visible: new Set(["test", "test-name", "test-body", "start-time"]),
    readAfter: new Set(["test-name"]),
  },
  list: {
    visible: new Set([
      ...["test", "test-name", "test-body", "start-time"],
      ...["ctx", "skip-suite", "debug"],
    ]),
    readAfter: new Set(["test-name", "ctx", "debug"]),
  },
};
