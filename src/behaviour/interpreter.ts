// Judges files by what they do in the real interpreter. Invariants: every run happens in a scratch
// copy; results come in the order of the subjects; what parallel runs may have disturbed is run
// again alone, and what differs once more, since real runs are not always the same.

import { setMaxListeners } from "node:events";
import type { PlannedChange } from "../outcome/planned-file.js";
import { compareRuns } from "./compare-runs.js";
import type { Difference } from "./comparison.js";
import { type FileBehaviour, judgeRuns } from "./file-behaviour.js";
import type { Subject } from "./plan.js";
import { type ProcessInput, runInInterpreter } from "./process.js";
import { type RunReport, unknownRun } from "./run-report.js";
import { makeScratch, type Scratch } from "./scratch.js";

export interface InterpreterInput extends Omit<ProcessInput, "path" | "cwd"> {
  /** Absolute; only read. */
  readonly root: string;
  readonly changes: readonly PlannedChange[];
  readonly subjects: readonly Subject[];
  /** Why changed files cannot run after the plan. */
  readonly obstacle: string | undefined;
  /** How many processes may run at a time. */
  readonly jobs: number;
  /** Told how many files are done, before all results come at once. */
  readonly onProgress: (done: number) => void;
}

/** Runs all files in both trees. After an interrupt what remains is missing. */
export async function interpretFiles(input: InterpreterInput): Promise<readonly FileBehaviour[]> {
  const { root, changes, subjects, signal, onProgress } = input;
  // Each run listens; Node takes more than ten for a leak.
  setMaxListeners(0, signal);
  const scratch = await makeScratch(root, changes, signal);
  try {
    const files = await runTogether(input, scratch);
    for (const [index, subject] of subjects.entries()) {
      const file = files[index] as FileBehaviour;
      files[index] = await settle(subject, file, input, scratch);
      onProgress(index + 1);
    }
    return signal.aborted ? [] : files;
  } finally {
    scratch.remove();
  }
}

/** Each file before, then after; so many files at a time as there are jobs. */
async function runTogether(input: InterpreterInput, scratch: Scratch): Promise<FileBehaviour[]> {
  const { subjects, jobs } = input;
  const files: FileBehaviour[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < subjects.length) {
      const index = next++;
      files[index] = await runBoth(subjects[index] as Subject, input, scratch);
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, subjects.length) }, work));
  return files;
}

async function runBoth(
  { path, registered, isChanged, names }: Subject,
  { obstacle, ...input }: InterpreterInput,
  { before, after }: Scratch,
): Promise<FileBehaviour> {
  const old = await runInInterpreter({ ...input, path, cwd: before });
  const fresh =
    isChanged && obstacle !== undefined
      ? unknownRun(obstacle)
      : await runInInterpreter({ ...input, path, cwd: after });
  return judgeRuns(path, registered, old, fresh, names);
}

/** The last word on a file, after as many more runs as its first ones call for. */
async function settle(
  subject: Subject,
  together: FileBehaviour,
  input: InterpreterInput,
  scratch: Scratch,
): Promise<FileBehaviour> {
  const wasAlone = input.jobs === 1 || input.subjects.length === 1;
  const isObstructed = subject.isChanged && input.obstacle !== undefined;
  if (isClean(together) || isObstructed || input.signal.aborted) {
    return together;
  }
  const alone = wasAlone ? together : await runBoth(subject, input, scratch);
  return alone.comparison.result === "different"
    ? retry(alone, await runBoth(subject, input, scratch))
    : alone;
}

/** Whether runs beside others need no second look: two processes on one port fail alike. */
function isClean({ comparison, warnings, before }: FileBehaviour): boolean {
  const { exit } = before;
  const ended = exit.kind === "status" && exit.status === 0;
  return comparison.result === "equal" && warnings.length === 0 && ended;
}

/** Judges by two attempts, of which the first one differed. */
export function retry(first: FileBehaviour, second: FileBehaviour): FileBehaviour {
  const { result } = second.comparison;
  if (result === "equal") {
    const warning = "flaky: a first attempt differed, a second one did not";
    return { ...second, warnings: [...second.warnings, warning] };
  }
  const own = compareRuns(first.before, second.before);
  if (result === "unknown" || own.result !== "different") {
    return second;
  }
  const difference = sameDifference(first, second);
  return difference === undefined
    ? { ...second, comparison: { result: "unknown", reasons: [describeUnsteady(own.difference)] } }
    : { ...second, comparison: { result: "different", difference } };
}

function describeUnsteady({ what }: Difference): string {
  return `even before it does not do the same twice (${what})`;
}

/** What differs in both attempts alike, printed lines aside, since they come out anew each time. */
function sameDifference(first: FileBehaviour, second: FileBehaviour): Difference | undefined {
  const [a, b] = [first, second].map(({ before, after }) =>
    compareRuns(withoutPrinted(before), withoutPrinted(after)),
  );
  if (a?.result !== "different" || b?.result !== "different") {
    return undefined;
  }
  return JSON.stringify(a.difference) === JSON.stringify(b.difference) ? b.difference : undefined;
}

function withoutPrinted(run: RunReport): RunReport {
  return { ...run, printed: [] };
}
