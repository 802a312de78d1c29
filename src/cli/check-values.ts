// The options of `check` as commander reads them: made by `check.ts`, read by what runs it.

import type { ConfigValues } from "./settings.js";
import type { ColorChoice } from "./terminal.js";

export const CHECK_FORMATS = ["text", "json", "github"] as const;

export interface CheckValues extends ConfigValues {
  readonly updateBaseline?: true;
  readonly pruneBaseline?: true;
  readonly baseline?: string;
  readonly target?: "builder" | "list";
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly ignore: boolean;
  readonly root?: string;
  readonly format: (typeof CHECK_FORMATS)[number];
  readonly output?: string;
  readonly color: ColorChoice;
}
