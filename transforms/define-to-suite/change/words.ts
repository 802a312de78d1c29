// The words in which each target writes values: stages of a pipeline, or lists of tests. Data only;
// used by what rewrites effects.

import { NEUTRAL_STAGE } from "../../../src/framework/framework-api.js";

/** How a target writes values. */
export interface Words {
  /** What makes one value of several, and the bracket that this leaves open. */
  readonly collect: string;
  readonly collectEnd: string;
  /** Around a loop. */
  readonly loop: string;
  /** The value of what registers nothing, by itself and as the whole of a branch. */
  readonly neutral: string;
  readonly nothing: string;
}

export const BUILDER_WORDS: Words = {
  collect: "test/add-all (list",
  collectEnd: ")",
  loop: "test/add-all",
  neutral: NEUTRAL_STAGE,
  nothing: `{${NEUTRAL_STAGE}}`,
};

export const LIST_WORDS: Words = {
  collect: "join",
  collectEnd: "",
  loop: "foldl join {}",
  neutral: "{}",
  nothing: "{}",
};
