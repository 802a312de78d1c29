// The options of `check`: defined for `check.ts`, read by what runs it.

import { checkFormats } from "../report/check/check-formats.js";
import { BASELINE_UNITS } from "./config-schema.js";
import type { OptionRow, ValuesOf } from "./option-table.js";
import {
  ALLOW_EMPTY,
  CONFIG_OPTIONS,
  changedLinesOption,
  color,
  DIALECT,
  format,
  guards,
  NO_CACHE,
  NO_IGNORE,
  OUTPUT,
  PATTERNS,
  quiet,
  ROOT,
  STAGED,
  target,
} from "./shared-options.js";

export const CHECK_OPTIONS = [
  {
    flags: "--baseline <FILE>",
    text: "default: valk-codemod.baseline.json beside the configuration",
    config: "baseline",
  },
  {
    flags: "--baseline-per <UNIT>",
    text: "one baseline, or one in each folder; default: repository",
    choices: BASELINE_UNITS,
    config: "baselinePer",
  },
  { flags: "--update-baseline", text: "write what is there now into the baseline" },
  {
    flags: "--prune-baseline",
    text: "take out of the baseline what is gone; add nothing",
  },
  {
    flags: "--prune-suppressions",
    text: "take out comments that excuse nothing; previews by itself",
  },
  { flags: "-w, --write", text: "with --prune-suppressions: write the files" },
  ...guards("with --write: files"),
  target("builder"),
  STAGED,
  ...PATTERNS,
  NO_IGNORE,
  NO_CACHE,
  ALLOW_EMPTY,
  ROOT,
  DIALECT,
  format([...checkFormats.keys()]),
  OUTPUT,
  changedLinesOption("what is new"),
  color("report"),
  quiet("what is new or gone, and the verdict"),
  ...CONFIG_OPTIONS,
] as const satisfies readonly OptionRow[];

export type CheckValues = ValuesOf<typeof CHECK_OPTIONS>;
