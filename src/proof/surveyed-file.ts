// What a file is to those that load it, as the proof reads it from both its texts. Made when a group is
// surveyed.

import type { Loads } from "./loads.js";
import type { PartFunction } from "./part-function.js";
import type { GraphRole } from "./proof.js";
import type { ValkText } from "./reader.js";
import type { StageNames } from "./stage-names.js";

/** One file and what it is to those that load it. */
export interface SurveyedFile {
  readonly path: string;
  readonly old: ValkText;
  readonly now: ValkText;
  readonly loads: Loads;
  /** `framework` defines the test API itself; `plain` has nothing to do with it. */
  readonly role: GraphRole | "framework" | "plain";
  /** The registering functions that the file knows: its own and those of the files that it loads. */
  readonly names: ReadonlySet<string>;
  /** Those of them that answer no stage in the new text: of modules that nobody calls and that stay. */
  readonly stale: ReadonlySet<string>;
  /** Those of the files that it loads. */
  readonly imported: ReadonlySet<string>;
  /** The functions that make stages already, of the file and of those that it loads. */
  readonly made: StageNames;
  /** First tokens of the forms that register or set a flag, loads set aside. */
  readonly stages: readonly number[];
  /** The function of a part. */
  readonly function: PartFunction | undefined;
}
