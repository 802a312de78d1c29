// What settings say of single files, where folders have settings of their own. Pure; the plan asks.
// Invariant: files that change together have one target, or do not change.

import type { Severities } from "../finding/policy.js";
import { blockedFor } from "../kit/graph-blocked.js";
import type { JudgedFile, PlannedBlocked } from "../outcome/planned-file.js";
import { blockChanges } from "./block-changes.js";
import type { PlanOptions } from "./plan-options.js";

/** What the configurations of folders decide for the files below them. */
export interface FolderPolicy {
  /** The severities for findings of a file. */
  severitiesOf(path: string): Severities;
  /** The options for a file. */
  optionsOf(path: string): PlanOptions;
}

/** Blocks files that would change together though their folders want different targets. */
export function keepTargetsApart<F extends JudgedFile>(
  files: readonly F[],
  policy: FolderPolicy | undefined,
): readonly (F | PlannedBlocked)[] {
  const [first] = files;
  if (policy === undefined || first === undefined) {
    return files;
  }
  const { target } = policy.optionsOf(first.path);
  const other = files.find(({ path }) => policy.optionsOf(path).target !== target);
  if (other === undefined) {
    return files;
  }
  const targetOf = ({ path }: JudgedFile): string =>
    policy.optionsOf(path).target ?? "what its module runs";
  const message = `${first.path} is to become ${targetOf(first)} and ${other.path}, which changes together with it, ${targetOf(other)}: the configurations of their folders differ`;
  return blockChanges(files, blockedFor(message));
}
