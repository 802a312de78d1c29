// What `status` was asked to do: made of the options in `status.ts`, read by the run.

import type { ConfigValues } from "./settings.js";
import type { ColorChoice } from "./terminal.js";

/** What the user asked for, as commander reads it. */
export interface StatusRequest extends ConfigValues {
  readonly since?: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly ignore: boolean;
  readonly root?: string;
  readonly format: string;
  readonly output?: string;
  readonly color: ColorChoice;
}
