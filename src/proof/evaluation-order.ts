// What a registering form evaluates, it evaluated where it stood, and now evaluates behind all forms
// that stand above the pipeline. Finds one that would notice: that reads what a later form changes, or
// changes what a later form reads, by itself or through the functions that either calls. Goes from the
// last form to the first, so that each name is marked once: linear in the forms. Called by the proof,
// for files alone and for groups.

import {
  type CodeNames,
  codeNames,
  functionNames,
  type RegistrationNames,
  registrationNames,
} from "./code-names.js";
import { OLD_CALLS, PIPELINE, RUNNERS } from "./framework-names.js";
import { OPEN_BRACE, OPEN_PAREN, type ValkText } from "./reader.js";
import { boundNames, topForms } from "./symbols.js";
import { childrenOf, headName, kindAt, lastOf } from "./tokens.js";

/** What one form does, in the order in which a process evaluates them. */
export type Step =
  | { readonly kind: "register"; readonly names: RegistrationNames }
  /** `calls` is what its evaluation reads and binds, `function` what calls of the names it binds do. */
  | {
      readonly kind: "form";
      readonly binds: readonly string[];
      readonly calls: CodeNames;
      readonly function: CodeNames;
    };

/** Calls of the interpreter that change something, and that read it: what it is. */
const CHANGES: ReadonlyMap<string, string> = new Map([
  ["atom/set!", "an atom"],
  ["atom/add!", "an atom"],
  ["atom/sub!", "an atom"],
  ["print", "the output"],
  ["println", "the output"],
  ["printf", "the output"],
]);
/** What stops a script decides on what is still printed. */
const READS: ReadonlyMap<string, string> = new Map([
  ...CHANGES,
  ["atom/get", "an atom"],
  ["error", "the output"],
  ["exit", "the output"],
]);

/** Names what a registering form would find changed, or change too late; undefined for nothing. */
export function findLateEvaluation(steps: readonly Step[]): string | undefined {
  const evaluates = steps.some((step) => step.kind === "register" && isComputed(step.names));
  return evaluates ? new Course(steps).find() : undefined;
}

const NOTHING: CodeNames = { reads: [], binds: [] };

/** Reads a form outside the API as a step. */
function formStep(text: ValkText, form: number): Step {
  const binds = kindAt(text, form) === OPEN_PAREN ? boundNames(text, form, true) : [];
  if (binds.length === 0) {
    // A quoted list that stands by itself is data.
    if (kindAt(text, form) === OPEN_BRACE) {
      return { kind: "form", binds, calls: NOTHING, function: NOTHING };
    }
    return { kind: "form", binds, calls: codeNames(text, [form]), function: NOTHING };
  }
  // A definition evaluates its values, but for functions and what stands in braces.
  const values = headName(text, form) === "fun" ? [] : childrenOf(text, form).slice(2);
  const evaluated = values.filter(
    (value) => kindAt(text, value) !== OPEN_BRACE && headName(text, value) !== "\\",
  );
  const calls = codeNames(text, evaluated);
  return { kind: "form", binds, calls, function: functionNames(text, form) };
}

/**
 * The same for a file that stands alone; `stages` are first tokens of what registers. What the other
 * forms do is only read where a registration is computed, as hardly any is.
 */
export function findLateIn(text: ValkText, stages: Iterable<number>): string | undefined {
  const forms = formsUpToRun(text, stages);
  const evaluates = forms.some(
    ({ token, registers }) => registers && isComputed(registrationNames(text, token)),
  );
  return evaluates ? findLateEvaluation(stepsOf(text, forms).map(({ step }) => step)) : undefined;
}

/** The steps of a text up to its run, in order; `stages` are first tokens of what registers. */
export function readSteps(text: ValkText, stages: Iterable<number>): readonly Placed[] {
  return stepsOf(text, formsUpToRun(text, stages));
}

function stepsOf(text: ValkText, forms: readonly TopForm[]): readonly Placed[] {
  return forms.map(({ token, registers }): Placed => {
    const step: Step = registers
      ? { kind: "register", names: registrationNames(text, token) }
      : formStep(text, token);
    return { token, step };
  });
}

interface TopForm {
  readonly token: number;
  readonly registers: boolean;
}

function formsUpToRun(text: ValkText, stages: Iterable<number>): readonly TopForm[] {
  const sorted = [...stages].sort((a, b) => a - b);
  const forms: TopForm[] = [];
  let next = 0;
  for (const token of topForms(text)) {
    const name = headName(text, token);
    if (RUNNERS.has(name) || name === PIPELINE) break;
    const last = lastOf(text, token);
    const from = next;
    while ((sorted[next] ?? text.count) <= last) next += 1;
    // A group registers in each of its parts.
    forms.push({ token, registers: next > from || OLD_CALLS.has(name) });
  }
  return forms;
}

/** A step and the first token of its form. */
export interface Placed {
  readonly token: number;
  readonly step: Step;
}

export function describeLateEvaluation(name: string): string {
  return `a registration depends on when ${name} is read or changed, and is evaluated later now`;
}

function isComputed({ reads, binds, values }: RegistrationNames): boolean {
  return reads.length > 0 || binds.length > 0 || values.length > 1;
}

type Marks = Map<string, string>;

class Course {
  readonly #reads = new Map<string, Set<string>>();
  readonly #readers = new Map<string, Set<string>>();
  readonly #changes = new Map<string, Set<string>>();
  readonly #changers = new Map<string, Set<string>>();
  /** The names that something binds. */
  readonly #bound = new Set<string>();
  /** By its place, the names that a step binds to what they were bound to last: it was evaluated before. */
  readonly #again = new Map<number, ReadonlySet<string>>();
  readonly #touched = new Set<string>();
  readonly #changed = new Set<string>();
  readonly #finding: Marks = new Map();
  readonly #changing: Marks = new Map();

  constructor(private readonly steps: readonly Step[]) {
    const last = new Map<string, Step>();
    const seen = new Set<Step>();
    for (const [at, step] of steps.entries()) {
      if (step.kind === "register") continue;
      this.#again.set(at, new Set(step.binds.filter((name) => last.get(name) === step)));
      for (const name of step.binds) last.set(name, step);
      if (seen.has(step)) continue;
      seen.add(step);
      for (const name of step.binds) {
        this.#bound.add(name);
        for (const read of step.function.reads) this.#connect(name, read);
        for (const bound of step.function.binds) this.#connectChange(name, bound);
      }
      // Nobody calls a form by a name.
      for (const bound of step.calls.binds) this.#connectChange("", bound);
    }
    for (const [name, what] of READS) {
      if (!this.#bound.has(name)) this.#connect(name, what);
    }
    for (const [name, what] of CHANGES) {
      if (!this.#bound.has(name)) this.#connectChange(name, what);
    }
  }

  find(): string | undefined {
    for (let at = this.steps.length - 1; at >= 0; at -= 1) {
      const step = this.steps[at] as Step;
      if (step.kind === "register") {
        const found = this.#judge(step.names);
        if (found !== undefined) return found;
        continue;
      }
      for (const name of step.binds) {
        if (!this.#bindsTheSame(name, at)) this.#change(name);
      }
      for (const name of step.calls.binds) this.#change(name);
      this.#follow(step.calls.reads);
    }
    return undefined;
  }

  /** Whether the form was evaluated before, and nothing has bound the name since. */
  #bindsTheSame(name: string, at: number): boolean {
    return this.#again.get(at)?.has(name) === true && !this.#changers.has(name);
  }

  #judge({ reads, binds, values }: RegistrationNames): string | undefined {
    for (const name of reads) {
      const found = this.#finding.get(name) ?? this.#changing.get(name);
      if (found !== undefined) return found;
    }
    return (
      binds.find((name) => this.#touched.has(name)) ??
      values.find((name) => this.#changed.has(name))
    );
  }

  /** Everything that evaluating the names may reach is read, and changed where it changes something. */
  #follow(names: readonly string[]): void {
    const waiting = [...names];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (this.#touched.has(name)) continue;
      this.#touch(name);
      for (const changed of this.#changes.get(name) ?? []) this.#change(changed);
      waiting.push(...(this.#reads.get(name) ?? []));
    }
  }

  #touch(name: string): void {
    if (this.#touched.has(name)) return;
    this.#touched.add(name);
    this.#mark(this.#changers.get(name) ?? [], name, this.#changing);
  }

  #change(name: string): void {
    this.#touch(name);
    if (this.#changed.has(name)) return;
    this.#changed.add(name);
    this.#mark([name], name, this.#finding);
  }

  /** Marks names and whoever reads them, directly or not. */
  #mark(names: Iterable<string>, what: string, marks: Marks): void {
    const waiting = [...names];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (marks.has(name)) continue;
      marks.set(name, what);
      waiting.push(...(this.#readers.get(name) ?? []));
    }
  }

  #connect(name: string, read: string): void {
    this.#reads.set(name, (this.#reads.get(name) ?? new Set()).add(read));
    this.#readers.set(read, (this.#readers.get(read) ?? new Set()).add(name));
  }

  #connectChange(name: string, changed: string): void {
    this.#changes.set(name, (this.#changes.get(name) ?? new Set()).add(changed));
    this.#changers.set(changed, (this.#changers.get(changed) ?? new Set()).add(name));
  }
}
