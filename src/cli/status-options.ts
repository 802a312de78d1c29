// The options of `status`: defined for `status.ts`, read by the run.

import { statusFormats } from "../report/status/status-formats.js";
import type { OptionRow, ValuesOf } from "./option-table.js";
import {
  CONFIG_OPTIONS,
  color,
  DIALECT,
  format,
  NO_CACHE,
  NO_IGNORE,
  OUTPUT,
  PATTERNS,
  quiet,
  ROOT,
} from "./shared-options.js";

export const STATUS_OPTIONS = [
  { flags: "--since <REF>", text: "say too what changed since that commit" },
  ...PATTERNS,
  NO_IGNORE,
  NO_CACHE,
  ROOT,
  DIALECT,
  format([...statusFormats.keys()]),
  OUTPUT,
  color("report"),
  quiet("how far it is, in one line"),
  ...CONFIG_OPTIONS,
] as const satisfies readonly OptionRow[];

/** What the user asked for, as commander reads it. */
export type StatusRequest = ValuesOf<typeof STATUS_OPTIONS>;
