// What `verify` was asked to do: made of the options in `verify.ts`, read by the run.

import type { Severities } from "../finding/policy.js";
import type { Settings } from "./settings.js";
import type { ColorChoice } from "./terminal.js";
import type { ChosenTransform } from "./transform-option.js";

/** What the user asked for, checked. */
export interface VerifyRequest extends ChosenTransform {
  readonly paths: readonly string[];
  /** One level of indentation of pipelines. */
  readonly indent: string | undefined;
  /** Path of the module to replace, relative to the root, where the configuration names it. */
  readonly frameworkPath: string | undefined;
  /** What the configuration makes of findings. */
  readonly severities: Severities;
  /** The interpreter, as given; without it the evaluator runs the scripts. */
  readonly valk: string | undefined;
  readonly timeoutSeconds: number;
  readonly jobs: number;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Reads what folders below the root say; missing where nothing of it counts. */
  readonly openFolders?: Settings["openFolders"] | undefined;
  /** Whether a run about nothing is an error. */
  readonly mustFind: boolean;
  readonly root: string | undefined;
  readonly findDialect?: Settings["findDialect"] | undefined;
  readonly format: string;
  readonly output: string | undefined;
  readonly color: ColorChoice;
  readonly isQuiet: boolean;
  /** Whether unknown counts as a failure. */
  readonly isStrict: boolean;
}
