// Everything that the findings look at, for one file: made once, read by each of them.

import type { Dialect } from "../../../src/dialect/dialect.js";
import type { Finding, FindingKind } from "../../../src/finding/finding.js";
import type { Load } from "../../../src/program/load-graph.js";
import type { Outlook } from "../../../src/program/outlook.js";
import type { Script } from "../../../src/program/script.js";
import type { GroupMember } from "./group-member.js";
import type { ScriptReader } from "./loading-effects.js";

/** One file and what it loads. */
export interface Reading {
  readonly script: Script;
  /** What the repository is written in. */
  readonly dialect: Dialect;
  readonly loads: readonly Load[];
  /** Any file that may be loaded, by its path relative to the root. */
  readonly scriptAt: ScriptReader;
  readonly target: "builder" | "list";
  /** Whether the files around this one are not known, so that nobody can change with it. */
  readonly isAlone: boolean;
  /** What the file is to the group that it changes with; missing for a file that has none. */
  readonly member?: GroupMember;
  /** Other members of its group that it loads. */
  readonly alongside?: () => readonly GroupMember[];
  /** Relative to the root; missing where nobody knows. */
  readonly path?: string;
  /** Whether the file uses the old API, so that it would change; else it is judged as it stands. */
  readonly changes: boolean;
  /** What modules will be; missing where nobody decides on them. */
  readonly outlook?: Outlook;
}

/** A kind of finding that is looked for in files that use the old API. */
export interface FindingRule extends FindingKind {
  /** Where the file has it, in document order. Linear in the size of the file. */
  readonly check: (reading: Reading) => readonly Finding[];
}
