// The names of the two test frameworks as the proof knows them: what the old calls are, what they
// become in either target, and which names a migrated file must not use or redefine. Data only;
// kept apart from every other list of them, so that a slip there cannot hide itself here.

export type FlagName = "test/skip" | "test/debug" | "test/expect-exit";
export type TestMode = "sync" | "async";
export type RunnerName = "test/run" | "test/run-async";

/** The suite's name when the old file gives none. */
export const DEFAULT_SUITE = '"Valkyria Test Suite"';
export const SUITE = "test/suite";
export const PIPELINE = "->";
/** The stage that changes nothing. */
export const NEUTRAL_STAGE = "test/none";
/** The stage that applies a list of stages. */
export const ADD_ALL = "test/add-all";
/** What builds a list in the list target. */
export const LIST = "list";
/** What joins lists in the list target, where some parts answer lists themselves. */
export const JOIN = "join";

/** The old registering calls by their mode. */
export const OLD_TESTS: ReadonlyMap<string, TestMode> = new Map([
  ["test/define", "sync"],
  ["test/async", "async"],
]);
/** Their stages in the builder target, and their entries in the list target. */
export const BUILDER_TESTS: ReadonlyMap<string, TestMode> = new Map([
  ["test/add", "sync"],
  ["test/add-async", "async"],
]);
export const LIST_TESTS: ReadonlyMap<string, TestMode> = new Map([
  ["test", "sync"],
  ["test-async", "async"],
]);

/** The flags; their calls have the same names in the old API and in the builder. */
export const FLAGS: ReadonlyMap<string, FlagName> = new Map([
  ["test/skip", "test/skip"],
  ["test/debug", "test/debug"],
  ["test/expect-exit", "test/expect-exit"],
]);

/** The runners, with how many arguments stand before the suite. */
export const RUNNERS: ReadonlyMap<string, RunnerName> = new Map([
  ["test/run", "test/run"],
  ["test/run-async", "test/run-async"],
]);
/** Which tests a runner runs. */
export const RUNNER_MODE: Readonly<Record<RunnerName, TestMode>> = {
  "test/run": "sync",
  "test/run-async": "async",
};

/** The option keys of the list target. Skipping takes two: the switch and the reason. */
export const NAME_OPTION = ":suite-name";
export const SKIP_OPTION = ":skip-suite";
export const FLAG_OPTIONS: ReadonlyMap<string, FlagName> = new Map([
  [":skip-reason", "test/skip"],
  [":debug", "test/debug"],
  [":expected-exit", "test/expect-exit"],
]);

/** What the old framework keeps in globals, which are gone after the migration. */
const OLD_GLOBALS = [
  "*test-registry*",
  "*test-passed*",
  "*test-failed*",
  "*test-skipped*",
  "*test-suite-name*",
  "*test-skip-suite*",
  "*test-skip-reason*",
  "*test-debug*",
  "*test-expected-exit*",
  "*test-async-registry*",
  "*test-async-pending-atom*",
  "*test-async-passed-atom*",
  "*test-async-failed-atom*",
];

/** The calls of the old framework that a migration is about. */
export const OLD_CALLS: ReadonlySet<string> = new Set([
  SUITE,
  ...OLD_TESTS.keys(),
  ...FLAGS.keys(),
  ...RUNNERS.keys(),
]);

/** Names whose evaluation anywhere but in a top-level call makes an old file doubtful. */
export const OLD_NAMES: ReadonlySet<string> = new Set([...OLD_CALLS, ...OLD_GLOBALS]);

/** Names that a file migrated to the builder relies on, so that no form may bind them globally. */
export const BUILDER_NAMES: ReadonlySet<string> = new Set([
  ...OLD_NAMES,
  ...BUILDER_TESTS.keys(),
  PIPELINE,
  ADD_ALL,
  NEUTRAL_STAGE,
]);

/** The same for the list target. */
export const LIST_NAMES: ReadonlySet<string> = new Set([...OLD_NAMES, ...LIST_TESTS.keys(), LIST]);

/** What the runs before and after call, so that a file which binds it changes what they do. */
const LANGUAGE = [
  ...["\\", "def", "do", "=", "==", "!=", "<=", ">", "+", "-", "eval", "list", "head", "tail"],
  ...["join", "len", "print", "printf", "time-us", "error", "error?", "shutdown", "map", "nil"],
  ...["true", "atom", "atom/get", "atom/set!", "atom/add!", "atom/sub!"],
  ...["aio/schedule", "aio/stop", "aio/run", "aio/on-loop-thread?"],
];
export const BUILDER_LANGUAGE: ReadonlySet<string> = new Set(LANGUAGE);

/** The list runner calls more than the builder's; `foldl` joins lists, too. */
export const LIST_LANGUAGE: ReadonlySet<string> = new Set([
  ...LANGUAGE,
  ...["<", "list?", "str", "str/split", "foldl", "false", "not"],
  ...["plist/get", "plist/set", "plist/has?"],
]);
