// The options of `lint`: defined for `lint.ts`, read by what runs it.

import { LEVELS } from "../finding/finding.js";
import { lintFormats } from "../report/lint/lint-formats.js";
import type { OptionRow, ValuesOf } from "./option-table.js";
import {
  ALLOW_EMPTY,
  ATOMIC,
  CONFIG_OPTIONS,
  changedLinesOption,
  color,
  DIALECT,
  EXIT_NONZERO_ON_CHANGE,
  format,
  guards,
  NO_CACHE,
  NO_IGNORE,
  OUTPUT,
  PATTERNS,
  quiet,
  ROOT,
  STAGED,
  WATCH,
} from "./shared-options.js";

export const LINT_OPTIONS = [
  {
    flags: "--fail-on <SEVERITY>",
    text: "the mildest severity that makes the exit status 1",
    choices: LEVELS,
    default: "warning",
  },
  {
    flags: "-t, --transform <FILE>",
    text: "report what rules without a replacement match, too",
  },
  { flags: "--baseline <FILE>", text: "put up with the findings that the file lists" },
  {
    flags: "--update-baseline",
    text: "write the present findings into the baseline file",
  },
  { flags: "--fix", text: "repair what can be shown safe; previews unless told to --write" },
  { flags: "-w, --write", text: "with --fix: write the repairs" },
  WATCH,
  ATOMIC,
  { ...EXIT_NONZERO_ON_CHANGE, text: `with --fix: ${EXIT_NONZERO_ON_CHANGE.text}` },
  ...guards("with --write: files"),
  STAGED,
  ...PATTERNS,
  NO_IGNORE,
  NO_CACHE,
  ALLOW_EMPTY,
  ROOT,
  format([...lintFormats.keys()]),
  OUTPUT,
  changedLinesOption("findings"),
  color("report"),
  quiet("what makes the exit status 1, and one line of totals"),
  DIALECT,
  ...CONFIG_OPTIONS,
] as const satisfies readonly OptionRow[];

/** The options as commander reads them. */
export type LintValues = ValuesOf<typeof LINT_OPTIONS>;
