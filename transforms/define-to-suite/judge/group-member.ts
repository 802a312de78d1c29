// What a file of a group is while the group is judged and rewritten: what it becomes, and what stands
// against it. Made by `group-members.ts`, read by the findings and the layouts.

import type { PartReference } from "../../../src/program/item.js";
import type { Script } from "../../../src/program/script.js";
import type { Span } from "../../../src/syntax/span.js";
import type { ComputedArgument } from "./computed-argument.js";

/** The function of the suite that a part becomes. */
export interface PartShape {
  readonly name: string;
  /** The name of its parameter, with the builder target. */
  readonly parameter: string;
}

/** Something that keeps the group as it is, at a place of one member. */
export interface Trouble {
  readonly code: string;
  readonly span: Span;
  readonly message: string;
}

export interface GroupMember {
  readonly path: string;
  /** With its parts and with the functions of other files known. */
  readonly script: Script;
  /** Missing for a runner and for a helper module. */
  readonly part?: PartShape;
  /** Whether some file runs what it registers. */
  readonly isReached: boolean;
  readonly troubles: readonly Trouble[];
  /** The functions of other files that it calls and that only set flags, in either style. */
  readonly flagFunctions: ReadonlySet<string>;
  /** The computed arguments of its registrations, judged in the order of every run. */
  readonly computed: readonly ComputedArgument[];
  /**
   * The literal names of a part's tests, those of its own parts included, without those that no file
   * can be brought twice.
   */
  readonly testNames: (part: PartReference) => ReadonlySet<string>;
}
