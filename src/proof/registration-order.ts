// What a registration reads, it used to read where it stood; now it reads it when the suite is run, after
// everything has been loaded. Follows a runner through all its loads in their order and finds a name that
// a registration reads and that means something else by then, and tests that the run does not run.
// Called for runners of groups.

import type { RegistrationNames } from "./code-names.js";
import {
  describeLateEvaluation,
  findLateEvaluation,
  readSteps,
  type Step,
} from "./evaluation-order.js";
import { BUILDER_TESTS, OLD_TESTS, RUNNER_MODE, RUNNERS } from "./framework-names.js";
import type { GraphProblem } from "./survey-graph.js";
import type { SurveyedFile } from "./surveyed-file.js";
import { topForms } from "./symbols.js";
import { headName } from "./tokens.js";

/** One form that binds names; the same form evaluated again binds them to the same. */
type Definition = Extract<Step, { kind: "form" }>;

/** What one top-level form does. */
type Event = Step | { readonly kind: "load"; readonly path: string };

interface Course {
  readonly files: ReadonlyMap<string, SurveyedFile>;
  readonly events: Map<string, readonly Event[]>;
  readonly bound: Map<string, Definition>;
  /** What names meant where registrations read them. */
  readonly read: Map<string, Set<Definition | undefined>>;
  /** Names that were followed since a name last changed its meaning. */
  readonly followed: Set<string>;
  /** The file that binds a name last, by name. */
  readonly binders: Map<string, string>;
  /** All forms in the order in which they are evaluated. */
  readonly steps: Step[];
  left: number;
}

/** Loads count each time; more of them would not end in reasonable time for anybody. */
const LONGEST = 2_000_000;

/**
 * Follows `runner`; `files` are the loaded ones by path. Gives a test that the run does not run, or a name
 * that a registration reads and that is bound otherwise later on, as a problem; undefined for neither.
 */
export function followLoads(
  runner: SurveyedFile,
  files: ReadonlyMap<string, SurveyedFile>,
): GraphProblem | undefined {
  const course: Course = {
    files,
    events: new Map(),
    bound: new Map(),
    read: new Map(),
    followed: new Set(),
    binders: new Map(),
    steps: [],
    left: LONGEST,
  };
  follow(course, runner);
  if (course.left < 0) {
    return { code: "proof-graph-load", message: "there are too many loads to follow" };
  }
  return (
    findStrayTest(runner, course) ??
    findForeignMeaning(runner, course) ??
    findLateBinding(course) ??
    findChange(course)
  );
}

/** Registrations read the names of the calls that register, and so do the functions that they call. */
function findStrayTest({ old }: SurveyedFile, course: Course): GraphProblem | undefined {
  const form = topForms(old).find((each) => RUNNERS.has(headName(old, each))) ?? 0;
  const run = RUNNERS.get(headName(old, form)) ?? "test/run";
  const stray = [...OLD_TESTS, ...BUILDER_TESTS].find(
    ([name, mode]) => mode !== RUNNER_MODE[run] && course.read.has(name),
  );
  if (stray === undefined) return undefined;
  return { code: "proof-graph-part", message: `${run} runs no test of ${stray[0]}` };
}

/** A function that registers is the last to have its name: not what a file binds that registers nothing. */
function findForeignMeaning(
  { path, names }: SurveyedFile,
  { binders, files }: Course,
): GraphProblem | undefined {
  const stolen = [...names].find((name) => {
    const binder = binders.get(name) ?? path;
    const other = binder === path ? undefined : files.get(binder);
    const registers = other?.names.has(name) === true || other?.made.all.has(name) === true;
    return binder !== path && !registers;
  });
  if (stolen === undefined) return undefined;
  return { code: "proof-graph-names", message: `${stolen} means something else in the end` };
}

function findChange({ steps }: Course): GraphProblem | undefined {
  const found = findLateEvaluation(steps);
  if (found === undefined) return undefined;
  return { code: "proof-evaluated-later", message: describeLateEvaluation(found) };
}

function findLateBinding({ read: meanings, bound }: Course): GraphProblem | undefined {
  for (const [name, before] of meanings) {
    const final = bound.get(name);
    if ([...before].every((meaning) => meaning === final)) continue;
    const message = `a registration reads ${name}, which is bound otherwise later on`;
    return { code: "proof-graph-names", message };
  }
  return undefined;
}

function follow(course: Course, runner: SurveyedFile): void {
  const waiting = [visitOf(course, runner)];
  for (let visit = waiting.at(-1); visit !== undefined; visit = waiting.at(-1)) {
    const event = visit.events[visit.done];
    visit.done += 1;
    if (event === undefined) {
      waiting.pop();
      continue;
    }
    course.left -= 1;
    if (course.left < 0) return;
    if (event.kind !== "load") course.steps.push(event);
    if (event.kind === "form") bind(course, event, visit.path);
    else if (event.kind === "register") read(course, event.names);
    else {
      const loaded = course.files.get(event.path);
      if (loaded !== undefined && loaded.role !== "framework")
        waiting.push(visitOf(course, loaded));
    }
  }
}

/** A file on the way through a run; `done` of its events have happened. */
interface Visit {
  readonly path: string;
  readonly events: readonly Event[];
  done: number;
}

function visitOf({ events }: Course, file: SurveyedFile): Visit {
  const { path } = file;
  const known = events.get(path) ?? eventsOf(file);
  events.set(path, known);
  return { path, events: known, done: 0 };
}

function bind({ bound, binders, followed }: Course, definition: Definition, path: string): void {
  for (const name of definition.binds) {
    binders.set(name, path);
    if (bound.get(name) === definition) continue;
    bound.set(name, definition);
    followed.clear();
  }
}

/** Notes what the names mean now, and what the functions among them read in turn. */
function read(course: Course, { reads, values }: RegistrationNames): void {
  for (const name of values) note(course, name);
  const { bound, followed } = course;
  const waiting = [...reads];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (followed.has(name)) continue;
    followed.add(name);
    note(course, name);
    waiting.push(...(bound.get(name)?.function.reads ?? []));
  }
}

function note({ bound, read: meanings }: Course, name: string): void {
  const meaning = bound.get(name);
  const known = meanings.get(name);
  if (known === undefined) meanings.set(name, new Set([meaning]));
  else known.add(meaning);
}

/** What a file's top-level forms do, in order, up to its run. */
function eventsOf({ old, loads, stages }: SurveyedFile): readonly Event[] {
  const paths = new Map(loads.top.map(({ token, path }) => [token, path]));
  return readSteps(old, stages).map(({ token, step }): Event => {
    const path = paths.get(token);
    return path === undefined ? step : { kind: "load", path };
  });
}
