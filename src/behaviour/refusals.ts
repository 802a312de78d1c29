// Plans again without the files whose behaviour would change, until all that is left behaves as
// before. Invariant: what it answers was judged with the very framework that the final plan
// installs. Called by `migrate --verify`.

import type { AnyTransform } from "../../transforms/all-transforms.js";
import { type Finding, finding } from "../finding/finding.js";
import type { PlannedFile } from "../outcome/planned-file.js";
import { behaviourDiffers } from "../outcome/run-findings.js";
import { planFiles } from "../plan/plan.js";
import type { Plan, PlanInput } from "../plan/plan-input.js";
import { dialectOf } from "../program/project.js";
import type { Difference } from "./comparison.js";
import { createJudge } from "./judge.js";
import { changesOf, type Place, subjectOf, treesOf } from "./plan.js";
import { type BehaviourTotals, createBehaviourCounter } from "./totals.js";

/** The transform that refuses what differs, and what its changes came to. */
export interface VerifiedTransform {
  readonly transform: AnyTransform;
  /** Of the files that change, refused ones included. */
  readonly totals: BehaviourTotals;
}

/** The plan as a whole; undefined when it was to stop. */
export async function collectPlan(
  input: PlanInput,
  shouldStop: () => Promise<boolean>,
): Promise<Plan | undefined> {
  const results: PlannedFile[] = [];
  const steps = planFiles(input);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) {
      return { ...step.value, results };
    }
    results.push(...step.value);
    if (await shouldStop()) {
      return undefined;
    }
  }
}

/**
 * Evaluates every file that the plan changes, before and after. Each round that finds a difference
 * plans anew, since a refused file may need another framework. Undefined when it was to stop.
 */
export async function refuseDifferences(
  input: PlanInput,
  place: Place,
  shouldStop: () => Promise<boolean>,
): Promise<VerifiedTransform | undefined> {
  const refusals = new Map<string, Finding>();
  const transform = refuseSome(input.transform, refusals);
  for (;;) {
    const plan = await collectPlan({ ...input, transform }, shouldStop);
    const round = plan && (await judgeChanges(plan, place, shouldStop));
    if (round === undefined) {
      return undefined;
    }
    if (round.differences.size === 0) {
      return { transform, totals: { ...round.totals, different: refusals.size } };
    }
    for (const [path, difference] of round.differences) {
      const message = `its behaviour would change: ${describeDifference(difference)}`;
      refusals.set(path, finding(behaviourDiffers, { start: 0, end: 0 }, message));
    }
  }
}

/** A difference on one line. */
export function describeDifference({ what, before, after }: Difference): string {
  return `${what}: before ${before}, after ${after}`;
}

interface Round {
  readonly differences: ReadonlyMap<string, Difference>;
  readonly totals: BehaviourTotals;
}

async function judgeChanges(
  { results, frameworks }: Plan,
  place: Place,
  shouldStop: () => Promise<boolean>,
): Promise<Round | undefined> {
  const changes = changesOf(results);
  const trees = treesOf(changes, place);
  const judge = createJudge({ trees, frameworks, dialect: dialectOf(place.project) });
  const counter = createBehaviourCounter();
  const differences = new Map<string, Difference>();
  for (const change of changes) {
    const subject = subjectOf(change, frameworks, trees.before);
    if (subject === undefined) {
      continue;
    }
    const file = judge(subject);
    counter.add(file);
    if (file.comparison.result === "different") {
      differences.set(change.path, file.comparison.difference);
    }
    if (await shouldStop()) {
      return undefined;
    }
  }
  return { differences, totals: counter.totals() };
}

/** The transform, blocked on the given files with the given findings; the map may grow later. */
function refuseSome(transform: AnyTransform, refusals: ReadonlyMap<string, Finding>): AnyTransform {
  return {
    ...transform,
    judge(source, context) {
      const judgement = transform.judge(source, context);
      const refusal = refusals.get(context.path);
      return refusal === undefined || judgement.status !== "changed"
        ? judgement
        : { status: "blocked", findings: [...judgement.findings, refusal] };
    },
  };
}
