// What `verify` was asked to do: made of the options in `verify.ts`, read by the run.

import type { FrameworkChoice } from "../run/framework.js";
import type { TransformOptions } from "../transform/transform.js";

/** What the user asked for, checked. */
export interface VerifyRequest {
  readonly paths: readonly string[];
  readonly target: TransformOptions["target"];
  readonly framework: FrameworkChoice;
  /** The interpreter, as given; without it the evaluator runs the scripts. */
  readonly valk: string | undefined;
  readonly timeoutSeconds: number;
  readonly jobs: number;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly root: string | undefined;
  readonly format: string;
  readonly output: string | undefined;
  readonly isQuiet: boolean;
  /** Whether unknown counts as a failure. */
  readonly isStrict: boolean;
}
