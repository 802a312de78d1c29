// The names of both test frameworks (test-framework.md): one table, read by everything that
// has to know what a call means.

/** How a test runs: on the main thread, or on the event loop with a `done` callback. */
export type Mode = "sync" | "async";

/** Calls of the old framework that register a test: `(name-of-test, body)`. */
export const REGISTRATIONS: Readonly<Record<string, Mode>> = {
  "test/define": "sync",
  "test/async": "async",
};

/** Calls that run what is registered and end the process. */
export const RUNNERS: Readonly<Record<string, Mode>> = {
  "test/run": "sync",
  "test/run-async": "async",
};

export type FlagName = "test/skip" | "test/debug" | "test/expect-exit";

export const FLAG_NAMES: ReadonlySet<string> = new Set<FlagName>([
  "test/skip",
  "test/debug",
  "test/expect-exit",
]);

export function isFlagName(name: string): name is FlagName {
  return FLAG_NAMES.has(name);
}

/** The suite's name where a file gives none. */
export const DEFAULT_SUITE_NAME = "Valkyria Test Suite";

/** The stage that each registration becomes. */
export const STAGES: Readonly<Record<Mode, string>> = {
  sync: "test/add",
  async: "test/add-async",
};

/** The stages that only pipelines have, so that they are meant as such wherever they are called. */
export const BUILDER_STAGES: ReadonlySet<string> = new Set([
  ...Object.values(STAGES),
  "test/add-all",
]);

/** The stage that adds a list of tests which are values already. */
export const ADD_TESTS = "test/add-tests";

/** The stage that changes nothing: what a branch without a test answers. */
export const NEUTRAL_STAGE = "test/none";

/** The list entry that each registration becomes with the list target. */
export const LIST_ENTRIES: Readonly<Record<Mode, string>> = { sync: "test", async: "test-async" };
/** Their names. */
export const LIST_ENTRY_NAMES: ReadonlySet<string> = new Set(Object.values(LIST_ENTRIES));

/** The option of a list run that names its suite, and the two that skip it. */
export const NAME_OPTION = ":suite-name";
export const SKIP_OPTION = ":skip-suite";
export const REASON_OPTION = ":skip-reason";

/** Every other option of a list run that means something, with the stage that says the same. */
export const OPTION_STAGES: ReadonlyMap<string, string> = new Map([
  [":debug", "test/debug"],
  [":expected-exit", "test/expect-exit"],
  [":timeout-ms", "test/timeout"],
  [":suite-timeout-ms", "test/suite-timeout"],
]);

/** Names that both frameworks define, with the same meaning for a test body. */
export const ASSERTIONS: ReadonlySet<string> = new Set(["test/assert", "test/assert-eq"]);

const OLD_NAMES = [
  "test/suite",
  ...Object.keys(REGISTRATIONS),
  ...FLAG_NAMES,
  ...Object.keys(RUNNERS),
];

const BUILDER_NAMES = [
  "test/add",
  "test/add-async",
  "test/add-all",
  ADD_TESTS,
  NEUTRAL_STAGE,
  "test/context-new",
  "test/async-context-new",
  "test/run-one",
  "test/print-results",
  "test/exit-with-code",
];

/** Calls with an effect on the old registry, or that run it: what a test body must not make. */
export const EFFECT_NAMES: ReadonlySet<string> = new Set(OLD_NAMES);

/** Every name under which either framework defines a public function, `->` and entries aside. */
export const PUBLIC_NAMES: ReadonlySet<string> = new Set([
  ...OLD_NAMES,
  ...BUILDER_NAMES,
  ...ASSERTIONS,
]);

/** Further names that a target defines and that an ordinary program might define too. */
export const TARGET_NAMES: Readonly<Record<"builder" | "list", readonly string[]>> = {
  builder: ["->"],
  list: Object.values(LIST_ENTRIES),
};

/** Whether a symbol is state or an inner function of the old framework: `*test-registry*`, … */
export function isOldInternalName(name: string): boolean {
  return OLD_INTERNALS.has(name);
}

/** Whether a name that a module defines is for the module alone, whichever module that is. */
export function isModuleInternalName(name: string): boolean {
  return name.startsWith(OLD_INTERNAL);
}

/** How each of these names begins; globals of a project's own may begin so, too. */
export const OLD_INTERNAL = "*test-";

/** What modules of all ages define, and those for both APIs. */
const OLD_INTERNALS: ReadonlySet<string> = new Set(
  [
    ["registry", "suite-name", "skip-suite", "skip-reason", "debug", "expected-exit"],
    ["passed", "failed", "skipped", "pending", "repeat", "run-one", "pad-dots", "pad-dots-helper"],
    ["async-registry", "async-pending", "async-start-times", "async-turn", "async-verdict"],
    ["async-pending-atom", "async-passed-atom", "async-failed-atom", "async-timed-out-atom"],
    ["start-async-one", "async-done-callback", "async-check-complete", "async-timeout-callback"],
    ["is-keyword", "is-config", "parse-args", "async-parse-args", "ctx-from-config"],
    ["async-ctx-from-config", "run-one-ctx", "run-one-with-timeout", "run-async-one"],
    ["run-async-loop", "timeout-cb", "suite-timeout-cb", "suite-timed-out", "print-captured"],
    ["print-results-and-exit", "default-timeout-ms", "default-suite-timeout-ms"],
  ].flatMap((names) => names.map((name) => `${OLD_INTERNAL}${name}*`)),
);

/** Whether a symbol is an inner function of the modules that this tool installs. */
export function isInnerName(name: string): boolean {
  return name.startsWith("test/impl/");
}

/** The framework module of a project that is laid out as most are. */
export const USUAL_MODULE = "src/modules/test.valk";
