// The options that several commands share, each defined once. Commands put them into their tables.

import { DIALECT_NAMES } from "../dialect/dialects.js";
import { FRAMEWORK_CHOICES } from "../plan/framework.js";
import { collect, type Operand, type OptionRow } from "./option-table.js";
import { COLOR_CHOICES } from "./terminal.js";

const TARGETS = ["builder", "list"] as const;

export const PATHS = {
  name: "[PATH...]",
  text: "files and folders; if none, the configuration's roots or the current folder",
} as const satisfies Operand;

/** Which of the files below the paths. */
export const PATTERNS = [
  {
    group: "Which files",
    flags: "--include <PATTERN>",
    text: "take only files that match; repeatable",
    read: collect,
    config: "include",
    more: "patterns are those of `.gitignore`",
    example: "--include 'test_c*.valk'",
  },
  {
    group: "Which files",
    flags: "--exclude <PATTERN>",
    text: "leave out files that match; repeatable",
    read: collect,
    config: "exclude",
    example: "--exclude blocked/",
  },
] as const satisfies readonly OptionRow[];

export const NO_IGNORE = {
  group: "Which files",
  flags: "--no-ignore",
  text: "take ignored files and node_modules too",
  example: "--no-ignore",
} as const satisfies OptionRow;

/** A verdict on nothing is a wrong command line, unless this is said. */
export const ALLOW_EMPTY = {
  group: "Which files",
  flags: "--allow-empty",
  text: "take no Valk file at all for a success",
} as const satisfies OptionRow;

/** For commands that keep from run to run what they read. */
export const NO_CACHE = {
  flags: "--no-cache",
  text: "read every file anew, though it is the one that it was",
} as const satisfies OptionRow;

/** For hooks, which are about the next commit. */
export const STAGED = {
  group: "Which files",
  flags: "--staged",
  text: "only files that are staged, as they are staged",
  more: "[what is staged](status.md#what-is-staged)",
} as const satisfies OptionRow;

export const ROOT = {
  group: "Which files",
  flags: "--root <FOLDER>",
  text: "what load paths are relative to; default: the repository",
  more: "or the folder around that holds `src/modules/test.valk`",
  example: "test --root .",
} as const satisfies OptionRow;

/** Which configuration counts; read by `readSettings`. */
export const CONFIG_OPTIONS = [
  {
    group: "Configuration",
    flags: "--config <FILE>",
    text: "read this configuration; default: the repository's own",
    more: "[the configuration](weeks.md#the-configuration)",
  },
  { group: "Configuration", flags: "--no-config", text: "run without a configuration" },
  {
    group: "Configuration",
    flags: "--print-config",
    text: "print the settings and where each comes from, and do nothing else",
    example: "--print-config",
  },
] as const satisfies readonly OptionRow[];

/** What the files are written in; read by `readSettings`. */
export const DIALECT = {
  group: "Which files",
  flags: "--dialect <DIALECT>",
  text: "what the files are written in; default: what they show",
  choices: DIALECT_NAMES,
  config: "dialect",
  more: "[dialects](weeks.md#the-dialect)",
  example: "--dialect 2026-02",
} as const satisfies OptionRow;

/** What registrations become; `fallback` says what without the option. */
export const target = (fallback: string) =>
  ({
    flags: "--target <API>",
    text: `what registrations become; default: ${fallback}`,
    choices: TARGETS,
    config: "target",
    more: "a pipeline, or [the inline list](../MIGRATION.md#the-other-target-a-list)",
    example: "test/test_cart.valk --target list",
  }) as const satisfies OptionRow;

/** Which module a run leaves behind: a word, or a file of the user's own. */
export const FRAMEWORK = {
  flags: "--framework <MODULE>",
  text: `the framework module to leave behind: ${FRAMEWORK_CHOICES.join(", ")}, or a file that holds one`,
  proposals: FRAMEWORK_CHOICES,
  more: "`auto`, the default, decides by what the project still uses, and `compat` is [the one that speaks both APIs](../MIGRATION.md#file-by-file-with-the-module-for-both-apis). Files are migrated only if [it answers them](../MIGRATION.md#which-module-a-file-gets)",
  example: "test/test_cart.valk --framework compat",
} as const satisfies OptionRow;

/** What a report looks like. */
export const format = <const Format extends string>(formats: readonly Format[]) =>
  ({
    group: "What to see",
    flags: "-f, --format <FORMAT>",
    text: "what the report looks like",
    choices: formats,
    default: "text",
  }) as const satisfies OptionRow;

export const OUTPUT = {
  group: "What to see",
  flags: "-o, --output <FILE>",
  text: "write the report to a file",
} as const satisfies OptionRow;

/** Findings of a pull request's own; `which` says of which reports. */
export const changedLinesOption = (which: string) =>
  ({
    group: "What to see",
    flags: "--changed-lines <REF>",
    text: `${which} only in lines that changed since the branch left REF`,
    more: "[changed lines](pull-requests.md#changed-lines)",
  }) as const satisfies OptionRow;

/** When `what` is coloured. */
export const color = (what: "report" | "output") =>
  ({
    group: "What to see",
    flags: "--color <WHEN>",
    text: `colours in the ${what}`,
    choices: COLOR_CHOICES,
    default: "auto",
    more: "`auto` obeys `NO_COLOR` and never colours a pipe",
    example: "--color never",
  }) as const satisfies OptionRow;

/** `what` is all that is shown. Every command that tells of many files has it; the exit status stays. */
export const quiet = (what: string) =>
  ({
    group: "What to see",
    flags: "-q, --quiet",
    text: `show only ${what}`,
    example: "--quiet",
  }) as const satisfies OptionRow;

export const ATOMIC = {
  flags: "--atomic",
  text: "with --write: all files or, after a failure, none",
  example: "test --write --atomic",
} as const satisfies OptionRow;

export const WATCH = {
  flags: "--watch",
  text: "run again when files change, until Ctrl-C; never writes",
} as const satisfies OptionRow;

/** For hooks and CI, which stop where files change under them. */
export const EXIT_NONZERO_ON_CHANGE = {
  flags: "--exit-nonzero-on-change",
  text: "exit status 1 where a file changes, or would",
  example: "test/test_cart.valk --exit-nonzero-on-change",
} as const satisfies OptionRow;

/** The guards of a run that writes, opened; `what` is written, and it lies or they lie somewhere. */
export const guards = (what: string, verb: "lie" | "lies" = "lie") =>
  [
    {
      flags: "--allow-dirty",
      text: `${what} with uncommitted changes, too`,
      example: "test --write --allow-dirty",
    },
    {
      flags: "--allow-no-vcs",
      text: `${what} that ${verb} in no git repository, too`,
      example: "test --write --allow-no-vcs",
    },
  ] as const satisfies readonly OptionRow[];
