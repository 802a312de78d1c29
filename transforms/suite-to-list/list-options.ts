// What of a pipeline becomes the options of a list run: its name and its flags, as far as they say
// more than the runner takes for granted. So a run without options comes back without any.

import {
  DEFAULT_SUITE_NAME,
  NAME_OPTION,
  OPTION_STAGES,
  REASON_OPTION,
  SKIP_OPTION,
} from "../../src/framework/framework-api.js";
import { encodeString } from "../../src/syntax/string-literal.js";
import type { SyntaxNode } from "../../src/syntax/tree.js";
import type { Pipeline, StageFlag } from "./read-pipeline.js";

/** A key and its value, a text where the pipeline does not have it. */
export type ListOption = readonly [key: string, value: SyntaxNode | string];

/** The options in the order in which they are written; none where the defaults say it all. */
export function optionsOf({ head, flags }: Pipeline): readonly ListOption[] {
  const [name] = head.args;
  const isNamed = name !== undefined && name.text !== encodeString(DEFAULT_SUITE_NAME);
  const named: readonly ListOption[] = isNamed ? [[NAME_OPTION, name]] : [];
  return [...named, ...flags.flatMap(flagOptions)];
}

/** A suite that is skipped without a reason needs none. */
function flagOptions({ stage, value }: StageFlag): readonly ListOption[] {
  const key = KEYS.get(stage);
  if (key !== undefined) {
    return [[key, value]];
  }
  const reason: readonly ListOption[] = value.text === '""' ? [] : [[REASON_OPTION, value]];
  return [[SKIP_OPTION, "1"], ...reason];
}

const KEYS: ReadonlyMap<string, string> = new Map(
  [...OPTION_STAGES].map(([key, stage]) => [stage, key]),
);
