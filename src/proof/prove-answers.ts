// The proof of a run as a whole: what every file calls of the test API, name and number of arguments, is
// defined by the module that it will load (migration.md, "The proof that comes with every file"). Knows
// nothing of how the plan came to its modules. Called when all files and modules of a run are decided.

import { namesInDoubt } from "./changed-answers.js";
import { FLAGS, OLD_TESTS, PIPELINE, SUITE } from "./framework-names.js";
import { type AnswerReading, type Bringing, readAnswers } from "./read-answers.js";

/** Files around the run, as it finds them or as it leaves them; undefined where there is none. */
export type ReadText = (path: string) => string | undefined;

/** A file that would miss what it calls. */
export interface MissedAnswer {
  readonly path: string;
  /** The calls that nothing answers, as `name/arguments`, sorted. */
  readonly calls: readonly string[];
}

export interface AnswersInput {
  /** The files that change, in their new text. */
  readonly changed: ReadonlyMap<string, AnswerReading>;
  /** The modules whose text changes. */
  readonly modules: readonly string[];
  /** All other files that may load what changes. */
  readonly others: readonly string[];
  readonly before: ReadText;
  readonly after: ReadText;
  /** Whether a file may call one of these names, told without reading it; missing where nobody can. */
  readonly mayCall?: (path: string, names: readonly string[]) => boolean;
}

/** The files that miss an answer after the run and did not before, or would change and miss one. */
export function findMissedAnswers(input: AnswersInput): readonly MissedAnswer[] {
  const after = createWorld((path) => input.changed.get(path) ?? readAt(input.after, path));
  const before = createWorld((path) => readAt(input.before, path));
  const changed = [...input.changed].map(([path, reading]) => missed(path, reading, after));
  const others = findDoubtful(input).map((path) => {
    const reading = readAt(input.after, path);
    if (reading === undefined || isIdle(reading)) return undefined;
    // A script that misses one call stops there: one that did so before has nothing to lose.
    const isMissed = missed(path, reading, after) !== undefined;
    return isMissed && missed(path, reading, before) === undefined
      ? missed(path, countedOf(reading, before), after)
      : undefined;
  });
  return [...changed, ...others].filter((one) => one !== undefined);
}

/**
 * The reading with the calls that do something: outside of pipelines, names of suites and flags count
 * for a registry alone.
 */
function countedOf(reading: AnswerReading, world: World): AnswerReading {
  const { definitions } = bringAll(reading, world);
  const isKept =
    [...OLD_TESTS.keys()].some((name) => definitions.has(name)) ||
    [...reading.calls].some((call) => nameOf(call) === PIPELINE);
  return isKept
    ? reading
    : { ...reading, calls: new Set([...reading.calls].filter((call) => !namesOrSets(call))) };
}

/** Whether nothing is registered or run: names of suites and flags alone do nothing on any module. */
function isIdle({ calls }: AnswerReading): boolean {
  return [...calls].every(namesOrSets);
}

function namesOrSets(call: string): boolean {
  const name = nameOf(call);
  return FLAGS.has(name) || name === SUITE;
}

function nameOf(call: string): string {
  return call.slice(0, call.lastIndexOf("/"));
}

/** The files among those that stay that may miss what they call: all, where less is not soon told. */
function findDoubtful({
  changed,
  modules,
  others,
  before,
  after,
  mayCall = () => true,
}: AnswersInput): readonly string[] {
  // To read what changes once more pays where more stays as it is.
  if (others.length <= changed.size + modules.length) return others;
  const names = namesInDoubt([
    ...[...changed].map(([path, reading]) => ({ before: readAt(before, path), after: reading })),
    ...modules.map((path) => ({ before: readAt(before, path), after: readAt(after, path) })),
  ]);
  if (names === undefined) return others;
  return names.length === 0
    ? []
    : others.filter((path) => {
        const text = mayCall(path, names) ? (before(path) ?? "") : "";
        return names.some((name) => text.includes(name));
      });
}

function readAt(read: ReadText, path: string): AnswerReading | undefined {
  const text = read(path);
  return text === undefined ? undefined : readAnswers(text);
}

type World = (path: string) => AnswerReading | undefined;

/** Each file is read once, however many others load it. */
function createWorld(read: World): World {
  const known = new Map<string, AnswerReading | undefined>();
  return (path) => {
    if (!known.has(path)) known.set(path, read(path));
    return known.get(path);
  };
}

function missed(path: string, reading: AnswerReading, world: World): MissedAnswer | undefined {
  const { definitions, isOpen } = bringAll(reading, world);
  // Who loads nothing that runs tests is run by others, or on something that nobody sees.
  if (!definitions.has("test/run") || isOpen) return undefined;
  const calls = [...reading.calls].filter((call) => !isAnswered(call, definitions)).sort();
  return calls.length === 0 ? undefined : { path, calls };
}

interface Brought {
  /** The last definition of each name. */
  readonly definitions: ReadonlyMap<string, Extract<Bringing, { kind: "definition" }>>;
  readonly isOpen: boolean;
}

/** Follows the loads in the order of evaluation; a file that loads itself in a circle is left there. */
function bringAll(start: AnswerReading, world: World): Brought {
  const definitions = new Map<string, Extract<Bringing, { kind: "definition" }>>();
  const active = new Set<string>();
  let isOpen = start.isOpen;
  let left = LONGEST;
  const stack: { path: string; reading: AnswerReading; position: number }[] = [
    { path: "", reading: start, position: 0 },
  ];
  for (let top = stack.at(-1); top !== undefined && left > 0; top = stack.at(-1)) {
    left -= 1;
    const next = top.reading.brings[top.position++];
    if (next === undefined) {
      stack.pop();
      active.delete(top.path);
    } else if (next.kind === "definition") {
      definitions.set(next.name, next);
    } else if (!active.has(next.path)) {
      const reading = world(next.path);
      isOpen ||= reading?.isOpen === true;
      if (reading !== undefined) {
        active.add(next.path);
        stack.push({ path: next.path, reading, position: 0 });
      }
    }
  }
  return { definitions, isOpen: isOpen || left === 0 };
}

/** Loads count each time; more of them would not end in reasonable time for anybody. */
const LONGEST = 2_000_000;

function isAnswered(call: string, definitions: Brought["definitions"]): boolean {
  const name = nameOf(call);
  const count = Number(call.slice(name.length + 1));
  const definition = definitions.get(name);
  if (definition === undefined) return false;
  const { parameters, takesMore } = definition;
  // Of a name or a flag, what is called without arguments is the function itself: nothing stops there.
  if (parameters === undefined || (count === 0 && namesOrSets(call))) return true;
  return takesMore ? count >= parameters : count === parameters;
}
