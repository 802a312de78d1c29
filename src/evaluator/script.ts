// Runs a script as the reference interpreter does, on a tree of files given as a function: form
// by form until the first error, which is printed and ends the script with status 0
// (valk-language.md, "Evaluation"). The one entry point of this layer besides the output parser.

import type { Dialect } from "../dialect/dialect.js";
import { DEFAULT_DIALECT } from "../dialect/dialects.js";
import { noSuchFile, printError } from "./builtins/files.js";
import { makeGlobals } from "./builtins/make-globals.js";
import { EXIT_CODE, statusOf } from "./builtins/process.js";
import { toBytes, toText } from "./bytes.js";
import { lookUp } from "./environment.js";
import { limitsOf } from "./limits.js";
import { run } from "./machine.js";
import type { Chunk, Err, Limits, Machine, Source, Value } from "./model.js";
import { readSource } from "./reader.js";
import { abort } from "./registers.js";
import { specialFormsOf } from "./special-forms.js";
import { START } from "./timers.js";
import { toTranscript } from "./transcript.js";
import { NO_TYPES, rewriteForm } from "./types.js";
import { isErr, isNumber, isOpaque, mayBeError, NIL } from "./values.js";

/** The files that a script may see. Paths are relative to the root, with `/`. */
export interface ScriptTree {
  read(path: string): string | undefined;
}

/** Parsed files, shared by evaluations in one dialect of the same tree or of similar ones. */
export type FormCache = Map<string, Source>;

export interface ScriptOptions {
  /** Path of the script in the tree. */
  readonly path: string;
  readonly tree: ScriptTree;
  /** What the script is written in; the default of the project where it is missing. */
  readonly dialect?: Dialect;
  readonly limits?: Partial<Limits>;
  /** Keeps parsed files from one evaluation to the next. */
  readonly cache?: FormCache;
}

/** How the process of the script would have ended. */
export type Exit = { readonly status: number } | { readonly unknown: string };

export interface ScriptResult {
  /**
   * What the script prints. A line that depends on something unknown is a line of its own kind:
   * `❔ name…  UNKNOWN : reason` for a test, `⟨unknown: reason⟩` for anything else.
   */
  readonly output: string;
  readonly exit: Exit;
  /** The error that ended the script, when one did, without `Error[…]`. */
  readonly error?: string;
  /** Steps taken: a measure of work that is the same on every machine. */
  readonly steps: number;
}

export function makeFormCache(): FormCache {
  return new Map();
}

/** Evaluates a script of the tree. Never throws, never hangs: limits make the exit unknown. */
export function evaluateScript(options: ScriptOptions): ScriptResult {
  const machine = makeMachine(options);
  const failure = runWithin(machine, toBytes(options.path));
  const exit = machine.halt ?? lastExit(machine);
  return {
    output: toTranscript(wholeOutput(machine)),
    exit,
    ...(failure === undefined ? {} : { error: failure }),
    steps: machine.steps,
  };
}

/** Runs the script; what the machine below this one cannot hold is unknown. */
function runWithin(machine: Machine, path: string): string | undefined {
  try {
    return runScript(machine, path);
  } catch (error) {
    if (error instanceof RangeError) {
      abort(machine, "more than the evaluator can hold");
      return undefined;
    }
    throw error;
  }
}

/** What was printed; of worlds that an open fork was trying, nothing is certain. */
function wholeOutput(machine: Machine): readonly Chunk[] {
  const outermost = machine.forks[0];
  return outermost === undefined
    ? machine.output
    : [...outermost.outerOutput, { reason: outermost.reason, worlds: [] }];
}

/** How a process ends that nothing ended before: with what `shutdown` left, in 2026-02. */
function lastExit({ dialect, globals }: Machine): Exit {
  const left = dialect.rules.shutdownEndsScript ? undefined : lookUp(globals, EXIT_CODE);
  if (left !== undefined && isOpaque(left)) {
    return { unknown: left.reason };
  }
  return { status: left !== undefined && isNumber(left) ? statusOf(left) : 0 };
}

function makeMachine({
  tree,
  dialect = DEFAULT_DIALECT,
  limits,
  cache = makeFormCache(),
}: ScriptOptions): Machine {
  const globals = makeGlobals(dialect);
  const read = (path: string): string | undefined => {
    const text = tree.read(toText(path));
    return text === undefined ? undefined : toBytes(text);
  };
  return {
    journal: { changes: undefined },
    stack: [],
    forks: [],
    assumed: new Map(),
    limits: { ...limitsOf(dialect), ...limits },
    globals,
    specialForms: specialFormsOf(dialect),
    state: {
      values: [START, undefined, [], false, NO_TYPES, [], undefined, []],
      blurs: false,
    },
    dialect,
    load: (path) => {
      const bytes = read(path);
      return bytes === undefined ? undefined : sourceOf(bytes, dialect, cache);
    },
    read,
    output: [],
    printer: undefined,
    expression: undefined,
    env: globals,
    value: NIL,
    halt: undefined,
    steps: 0,
    callDepth: 0,
    nested: 0,
    forkCount: 0,
  };
}

function sourceOf(bytes: string, dialect: Dialect, cache: FormCache): Source {
  const known = cache.get(bytes);
  if (known !== undefined) {
    return known;
  }
  const source = readSource(bytes, dialect);
  cache.set(bytes, source);
  return source;
}

/** Runs the script; the message of the error that ended it, if one did. */
function runScript(machine: Machine, path: string): string | undefined {
  const source = machine.load(path);
  const error = source === undefined ? noSuchFile(path) : firstError(machine, source.forms);
  if (error === undefined) {
    return undefined;
  }
  printError(machine, error);
  return toText(error.bytes);
}

/** Runs the forms up to the first error; a value that may be one ends the evaluation. */
function firstError(machine: Machine, forms: readonly Value[]): Err | undefined {
  for (const unread of forms) {
    const form = rewriteForm(machine, unread);
    const value = run(machine, form, machine.globals);
    if (value === undefined || isErr(value)) {
      return value;
    }
    if (isOpaque(value) && mayBeError(value)) {
      abort(machine, value.reason);
      return undefined;
    }
  }
  return undefined;
}
