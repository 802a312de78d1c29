// What a registration reads, it used to read where it stood; now it reads it when the suite is run, after
// everything has been loaded. Follows a runner through all its loads in their order and finds a name that
// a registration reads and that means something else by then, and tests that the run does not run.
// Called for runners of groups.

import { BUILDER_TESTS, FLAGS, OLD_TESTS, RUNNER_MODE, RUNNERS, SUITE } from "./framework-names.js";
import { ATOM, OPEN_BRACE, OPEN_PAREN, type ValkText } from "./reader.js";
import type { GraphProblem, SurveyedFile } from "./survey-graph.js";
import { boundNames, topForms } from "./symbols.js";
import { childrenOf, headName, kindAt, lastOf, NONE, tokenText } from "./tokens.js";

/** One form that binds names; the same form evaluated again binds them to the same. */
interface Definition {
  /** The file that it stands in. */
  readonly path: string;
  readonly names: readonly string[];
  /** The names that calling it reads; none where it is no function. */
  readonly reads: readonly string[];
}

/** What one top-level form does. */
type Event =
  | { readonly kind: "define"; readonly definition: Definition }
  | { readonly kind: "load"; readonly path: string }
  | { readonly kind: "register"; readonly reads: readonly string[] }
  | { readonly kind: "other"; readonly reads: readonly string[] };

interface Course {
  readonly files: ReadonlyMap<string, SurveyedFile>;
  readonly events: Map<string, readonly Event[]>;
  readonly bound: Map<string, Definition>;
  /** What names meant where registrations read them. */
  readonly read: Map<string, Set<Definition | undefined>>;
  /** Names that were followed since a name last changed its meaning. */
  readonly followed: Set<string>;
  /** What has printed so far, in that order. */
  readonly printed: Printing[];
  left: number;
}

/** A form whose evaluation prints. */
interface Printing {
  readonly path: string;
  readonly isStage: boolean;
}

/** A file whose loads can be followed. */
export type FollowedFile = Pick<SurveyedFile, "path" | "old" | "loads" | "stages">;

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
  const course = startCourse(files);
  follow(course, runner);
  if (course.left < 0) {
    return { code: "proof-graph-load", message: "there are too many loads to follow" };
  }
  return (
    findStrayTest(runner, course) ??
    findForeignMeaning(runner, course) ??
    findLateBinding(course) ??
    findMovedPrint(runner, course)
  );
}

/** Whether a file that stands alone prints before its run in another order once it is migrated. */
export function movesPrints(runner: FollowedFile): boolean {
  if (!runner.old.source.includes("print")) return false;
  const course = startCourse(new Map());
  follow(course, runner);
  return findMovedPrint(runner, course) !== undefined;
}

function startCourse(files: Course["files"]): Course {
  return {
    files,
    events: new Map(),
    bound: new Map(),
    read: new Map(),
    followed: new Set(),
    printed: [],
    left: LONGEST,
  };
}

/**
 * The stages print in the pipeline, those of a part behind all of their runner's; what is no stage prints
 * above it.
 */
function findMovedPrint({ path }: FollowedFile, { printed }: Course): GraphProblem | undefined {
  let stages: readonly string[] = [];
  for (const { path: own, isStage } of printed) {
    const isMoved = isStage
      ? stages.some((other) => other !== own && other !== path)
      : stages.length > 0;
    if (isMoved) return { code: "proof-graph-names", message: `${own} prints in another order` };
    if (isStage && !stages.includes(own)) stages = [...stages, own];
  }
  return undefined;
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
  { bound, files }: Course,
): GraphProblem | undefined {
  const stolen = [...names].find((name) => {
    const definer = bound.get(name)?.path ?? path;
    const other = definer === path ? undefined : files.get(definer);
    const registers = other?.names.has(name) === true || other?.made.all.has(name) === true;
    return definer !== path && !registers;
  });
  if (stolen === undefined) return undefined;
  return { code: "proof-graph-names", message: `${stolen} means something else in the end` };
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

function follow(course: Course, file: FollowedFile): void {
  const known = course.events.get(file.path);
  const events = known ?? eventsOf(file);
  if (known === undefined) course.events.set(file.path, events);
  for (const event of events) {
    course.left -= 1;
    if (course.left < 0) return;
    if (event.kind === "define") bind(course, event.definition);
    else if (event.kind === "register") {
      read(course, event.reads);
      note(course, event.reads, { path: file.path, isStage: true });
    } else if (event.kind === "other") {
      note(course, event.reads, { path: file.path, isStage: false });
    } else {
      const loaded = course.files.get(event.path);
      if (loaded !== undefined && loaded.role !== "framework") follow(course, loaded);
    }
  }
}

const PRINTS: readonly string[] = ["print", "println", "printf"];

/** Notes a form that prints, itself or by a function that it calls. */
function note({ bound, printed }: Course, reads: readonly string[], printing: Printing): void {
  // A set is walked in the order of insertion, what is added on the way included.
  const names = new Set(reads);
  for (const name of names) for (const inner of bound.get(name)?.reads ?? []) names.add(inner);
  if (PRINTS.some((name) => names.has(name))) printed.push(printing);
}

function bind({ bound, followed }: Course, definition: Definition): void {
  for (const name of definition.names) {
    if (bound.get(name) === definition) continue;
    bound.set(name, definition);
    followed.clear();
  }
}

/** Notes what the names mean now, and what the functions among them read in turn. */
function read({ bound, read: meanings, followed }: Course, names: readonly string[]): void {
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (followed.has(name)) continue;
    followed.add(name);
    const meaning = bound.get(name);
    const known = meanings.get(name);
    if (known === undefined) meanings.set(name, new Set([meaning]));
    else known.add(meaning);
    waiting.push(...(meaning?.reads ?? []));
  }
}

/** What a file's top-level forms do, in order, up to its run. */
function eventsOf({ path: own, old, loads, stages }: FollowedFile): readonly Event[] {
  const events: [token: number, event: Event][] = [];
  for (const { token, path } of loads.top) events.push([token, { kind: "load", path }]);
  for (const token of stages) {
    if (RUNNERS.has(headName(old, token))) continue;
    events.push([token, { kind: "register", reads: registrationReads(old, token) }]);
  }
  for (const form of topForms(old)) {
    const names = kindAt(old, form) === OPEN_PAREN ? boundNames(old, form, true) : [];
    const reads = names.length > 0 ? functionReads(old, form) : [];
    const isLoad = loads.top.some(({ token }) => token === form);
    const holdsStages = stages.some((stage) => stage >= form && stage <= lastOf(old, form));
    if (reads.length === 0 && !isLoad && !holdsStages && headName(old, form) !== "fun") {
      events.push([form, { kind: "other", reads: evaluatedNames(old, [form]) }]);
    }
    if (names.length > 0)
      events.push([form, { kind: "define", definition: { path: own, names, reads } }]);
  }
  const run = topForms(old).find((form) => RUNNERS.has(headName(old, form))) ?? old.count;
  return events
    .filter(([token]) => token < run)
    .sort(([a], [b]) => a - b)
    .map(([, event]) => event);
}

/** A call of the framework reads its name and arguments, but no body; another form reads all that it evaluates. */
function registrationReads(text: ValkText, form: number): readonly string[] {
  const name = headName(text, form);
  const isCall = OLD_TESTS.has(name) || FLAGS.has(name) || name === SUITE;
  if (!isCall) return evaluatedNames(text, [form]);
  return evaluatedNames(
    text,
    childrenOf(text, form).filter(
      (arg) => kindAt(text, arg) !== OPEN_BRACE && headName(text, arg) !== LAMBDA,
    ),
  );
}

/** The names that a call of the function reads which a form defines. */
function functionReads(text: ValkText, form: number): readonly string[] {
  const [, , value = NONE] = childrenOf(text, form);
  if (value === NONE) return [];
  const isFunction = headName(text, form) === "fun" || headName(text, value) === LAMBDA;
  return isFunction ? evaluatedNames(text, [value], localNames(text, form)) : [];
}

const LAMBDA = "\\";

/** From which argument on the lists in braces of a call are evaluated. */
const EVALUATES: ReadonlyMap<string, number> = new Map([
  ["if", 2],
  ["eval", 1],
  ["let", 1],
  ["select", 1],
  [LAMBDA, 2],
]);

/** The symbols that evaluating the nodes reads, but for those that they bind themselves. */
function evaluatedNames(
  text: ValkText,
  nodes: readonly number[],
  outer: readonly string[] = [],
): readonly string[] {
  const names = new Set<string>();
  const locals = new Set(outer);
  const waiting = [...nodes];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const kind = kindAt(text, node);
    if (kind === ATOM) names.add(tokenText(text, node));
    if (kind !== OPEN_PAREN && kind !== OPEN_BRACE) continue;
    const [head = NONE, ...args] = childrenOf(text, node);
    if (head === NONE) continue;
    waiting.push(head);
    const name = kindAt(text, head) === ATOM ? tokenText(text, head) : "";
    const from = EVALUATES.get(name) ?? Number.POSITIVE_INFINITY;
    for (const local of localNames(text, node)) locals.add(local);
    for (const [index, arg] of args.entries()) {
      if (kindAt(text, arg) !== OPEN_BRACE || index + 1 >= from) waiting.push(arg);
    }
  }
  return [...names].filter((name) => !locals.has(name));
}

/** The names that a call of `\`, `=` or `fun` binds for what is in it. */
function localNames(text: ValkText, node: number): readonly string[] {
  const [head = NONE, list = NONE] = childrenOf(text, node);
  if (list === NONE || kindAt(text, list) !== OPEN_BRACE) return [];
  const name = tokenText(text, head);
  if (name !== LAMBDA && name !== "=" && name !== "fun") return [];
  const names = childrenOf(text, list).map((each) => tokenText(text, each));
  return name === "fun" ? names.slice(1) : names;
}
