// The globals that test-compat.valk declares as exceptions: the old framework's state, which it
// has to keep as long as a file still uses the old API, and which goes with the last of them.

import type { Exception } from "./lint.js";

const OLD_STATE = [
  "*test-registry*",
  "*test-async-registry*",
  "*test-pending*",
  "*test-suite-name*",
  "*test-skip-suite*",
  "*test-skip-reason*",
  "*test-debug*",
  "*test-expected-exit*",
  "*test-passed*",
  "*test-failed*",
  "*test-skipped*",
];

/** To be passed to `lint` while a repository is being migrated. */
export const FRAMEWORK_EXCEPTIONS: readonly Exception[] = OLD_STATE.map((name) => ({
  name,
  reason: "state of the old test framework, which vanishes with the last file that uses it",
}));
