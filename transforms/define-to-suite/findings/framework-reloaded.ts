// A second load of the framework, which makes the old one forget what was registered before it.

import { finding } from "../../../src/finding/finding.js";
import type { Script } from "../../../src/program/script.js";
import { type LoadStep, loadingEffectsOf, type ScriptReader } from "../judge/loading-effects.js";
import type { FindingRule } from "../judge/reading.js";

export const frameworkReloaded: FindingRule = {
  code: "framework-reloaded",
  severity: "refuse",
  summary: "the framework is loaded again after something was registered",
  hint: "load the framework once, above the first test, and not in the files that are loaded below",
  explanation: `Loading the old framework empties its registry: tests, flags and the suite's name that were set
before are forgotten, and only what follows runs. The new framework has no registry to empty, so
that after the migration all of it would count. Loads of the framework before anything is
registered, as in helpers at the top of a file, change nothing and are not reported.`,
  example: `(load "src/modules/test.valk")
(test/suite "Forgotten")
(test/define "is forgotten" {== 1 2})
(load "src/modules/test.valk")
(test/define "runs" {== 1 1})
(test/run)
`,
  otherFiles: {
    "src/modules/test.valk": `(fun {test/suite name} {def {*test-suite-name*} name})
(fun {test/define name body} {def {*test-registry*} (join *test-registry* (list name body))})
(fun {test/run & args} {shutdown 0})
`,
  },
  check: ({ script, scriptAt, loads }) => {
    // A load that runs the tests is the greater trouble, and has a finding of its own.
    const running = loads.filter(({ files }) => files.some(({ runs }) => runs));
    const starts = new Set(running.map(({ item }) => item.node.start));
    return findResets(script, scriptAt)
      .filter(({ span }) => !starts.has(span.start))
      .map(({ span, path }) => finding(frameworkReloaded, span, messageOf(path, scriptAt)));
  },
};

function messageOf(path: string, scriptAt: ScriptReader): string {
  const script = scriptAt(path);
  const isModule = script !== undefined && loadingEffectsOf(script).isModule;
  return `${path} ${isModule ? "is" : "loads"} the framework, which forgets what was registered`;
}

/** What evaluating a file does to the registry. */
interface Effect {
  /** Whether it loads the framework. */
  readonly loads: boolean;
  /** Whether it may load it later on, from a function or a test. */
  readonly loadsLater: boolean;
  readonly registers: boolean;
  /** Whether it loads the framework after it has registered something. */
  readonly resets: boolean;
}

const NO_EFFECT: Effect = { loads: false, loadsLater: false, registers: false, resets: false };
const MODULE: Effect = { ...NO_EFFECT, loads: true };

/** The loads of the script by which the registry is emptied when there is something in it. */
function findResets(script: Script, scriptAt: ScriptReader): readonly LoadStep[] {
  const effectAt = readers.get(scriptAt) ?? effectReader(scriptAt);
  readers.set(scriptAt, effectAt);
  const resets: LoadStep[] = [];
  const later: LoadStep[] = [];
  let registers = false;
  for (const step of loadingEffectsOf(script).steps) {
    if (step.kind === "registration") {
      registers = true;
      continue;
    }
    const effect = effectAt(step.path);
    const mayReset = effect.loadsLater || (step.isLater && effect.loads);
    if (effect.resets || (registers && effect.loads && !step.isLater)) {
      resets.push(step);
    } else if (mayReset) {
      later.push(step);
    }
    registers ||= effect.registers;
  }
  return registers ? [...resets, ...later] : resets;
}

/** Members of a group are read by one reader, which knows what they have in common. */
const readers = new WeakMap<ScriptReader, ReturnType<typeof effectReader>>();

/**
 * Answers what a load does; a file is read once, and in a circle of loads it does nothing more. What was
 * found on the way into a circle holds for this way only, and is not kept.
 */
function effectReader(scriptAt: ScriptReader): (path: string) => Effect {
  const kept = new Map<string, Effect>();
  return (path) => {
    const known = new Map<string, Effect>();
    const effectAt = (one: string): Effect => kept.get(one) ?? known.get(one) ?? NO_EFFECT;
    const isKnown = (one: string): boolean => kept.has(one) || known.has(one);
    let isCircular = false;
    const opened = new Set<string>();
    const waiting = [path];
    for (let next = waiting.at(-1); next !== undefined; next = waiting.at(-1)) {
      const script = isKnown(next) ? undefined : scriptAt(next);
      const inner = script === undefined || opened.has(next) ? [] : loadedBy(script);
      const unknown = inner.filter((one) => !isKnown(one));
      const missing = unknown.filter((one) => !opened.has(one));
      opened.add(next);
      isCircular ||= unknown.some((one) => opened.has(one));
      if (missing.length > 0) {
        waiting.push(...missing);
        continue;
      }
      waiting.pop();
      if (!isKnown(next)) {
        known.set(next, script === undefined ? NO_EFFECT : effectOf(script, effectAt));
      }
    }
    const effect = effectAt(path);
    for (const [one, found] of isCircular ? [] : known) {
      kept.set(one, found);
    }
    return effect;
  };
}

function loadedBy(script: Script): readonly string[] {
  return loadingEffectsOf(script).steps.flatMap((step) =>
    step.kind === "load" ? [step.path] : [],
  );
}

function effectOf(script: Script, effectAt: (path: string) => Effect): Effect {
  const { isModule, steps } = loadingEffectsOf(script);
  if (isModule) {
    return MODULE;
  }
  let sum = NO_EFFECT;
  for (const step of steps) {
    const effect = step.kind === "load" ? effectAt(step.path) : { ...NO_EFFECT, registers: true };
    const isLater = step.kind === "load" && step.isLater;
    sum = {
      loads: sum.loads || (effect.loads && !isLater),
      loadsLater: sum.loadsLater || effect.loadsLater || (isLater && effect.loads),
      registers: sum.registers || effect.registers,
      resets: sum.resets || effect.resets || (sum.registers && effect.loads && !isLater),
    };
  }
  return sum;
}
