// Judges the files of a plan by what they do in the embedded evaluator, one at a time, so that a
// caller can stop between two of them. Called by `verify` and by `migrate --verify`.

import type { Dialect } from "../dialect/dialect.js";
import { makeFormCache } from "../evaluator/script.js";
import type { PlannedFile } from "../outcome/planned-file.js";
import type { FrameworkDecision } from "../plan/framework.js";
import { type FileBehaviour, judgeRuns } from "./file-behaviour.js";
import type { Subject, Trees } from "./plan.js";
import { runInEvaluator } from "./run-in-evaluator.js";
import { unknownRun } from "./run-report.js";

export interface Judged {
  readonly trees: Trees;
  /** What both trees are written in, where it is not the default. */
  readonly dialect?: Dialect;
  /** Undefined for a transform that has nothing to do with the test framework. */
  readonly frameworks: readonly FrameworkDecision[] | undefined;
}

/** A function that judges one file after another; what they load is parsed once. */
export function createJudge(judged: Judged): (subject: Subject) => FileBehaviour {
  const cache = makeFormCache();
  const obstacle = obstacleOf(judged);
  const { before, after } = judged.trees;
  const { dialect } = judged;
  return (subject) => {
    const { path, registered, names } = subject;
    const old = runInEvaluator(path, before, cache, dialect);
    const reason = subject.isChanged ? obstacle : undefined;
    const fresh =
      reason === undefined ? runInEvaluator(path, after, cache, dialect) : unknownRun(reason);
    return judgeRuns(path, registered, old, fresh, names);
  };
}

/**
 * Why changed files cannot run after the plan; undefined where they can. That the module which is there
 * answers their calls is the plan's own condition for changing them.
 */
export function obstacleOf({ frameworks }: Pick<Judged, "frameworks">): string | undefined {
  return frameworks?.length === 0 ? "no framework module was found" : undefined;
}

/** The files of a plan that could not even be planned: all about them is unknown. */
export function judgeUnplanned(results: readonly PlannedFile[]): readonly FileBehaviour[] {
  return results.flatMap((file) => {
    if (file.status !== "failed") {
      return [];
    }
    const run = unknownRun(file.problems.map(({ message }) => message).join("; "));
    return [judgeRuns(file.path, 0, run, run)];
  });
}
