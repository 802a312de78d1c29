// What a pipeline says: its suite, its tests, its flags, its run. A reading that reports what no list
// can say; nothing is rewritten here.

import {
  ADD_TESTS,
  isFlagName,
  type Mode,
  OPTION_STAGES,
  RUNNERS,
  STAGES,
} from "../../src/framework/framework-api.js";
import { isNil } from "../../src/program/script.js";
import { type Form, readCall } from "../../src/syntax/form.js";
import type { SyntaxNode } from "../../src/syntax/tree.js";
import { wrongArity } from "../define-to-suite/findings/wrong-arity.js";
import { wrongRunner } from "../define-to-suite/findings/wrong-runner.js";
import type { Report } from "../list-to-suite/findings/found.js";
import { optionConflict } from "../list-to-suite/findings/option-conflict.js";
import { stageNotATest } from "../list-to-suite/findings/stage-not-a-test.js";

/** `(-> (test/suite name) stage … (test/run))`. */
export interface Pipeline {
  readonly node: SyntaxNode;
  readonly mode: Mode;
  readonly head: Form;
  /** What becomes the elements of the list, in order; a single computed list otherwise. */
  readonly units: readonly Unit[];
  readonly flags: readonly StageFlag[];
  readonly run: Form;
  /** Whether the one unit is the list itself. */
  readonly isComputed: boolean;
}

/** A test, or a value that a stage added. */
export interface Unit {
  readonly node: SyntaxNode;
  /** The head that becomes that of an entry; undefined for a value. */
  readonly head: SyntaxNode | undefined;
}

export interface StageFlag {
  readonly node: SyntaxNode;
  readonly stage: string;
  readonly value: SyntaxNode;
}

/** Reads a form that is a pipeline. What is reported may make the reading worthless. */
export function readPipeline({ node, args }: Form, report: Report): Pipeline | undefined {
  const head = readCall(args[0] as SyntaxNode) as Form;
  const last = args.at(-1) as SyntaxNode;
  const run = readCall(last);
  const mode = run && runMode(run);
  if (head.args.length !== 1) {
    report(wrongArity, head.node, "test/suite takes a name");
  }
  if (run === undefined || mode === undefined) {
    report(stageNotATest, last, "the pipeline does not end in a run");
    return undefined;
  }
  const reader = new StageReader(mode, report);
  for (const stage of args.slice(1, -1)) {
    reader.read(stage);
  }
  const { units, flags, computed } = reader;
  if (computed !== undefined && units.length > 1) {
    report(stageNotATest, computed, "a computed list of tests stands beside other tests");
  }
  return { node, mode, head, units, flags, run, isComputed: computed !== undefined };
}

function runMode({ name, args }: Form): Mode | undefined {
  const mode = RUNNERS[name];
  const most = mode === "async" ? 1 : 0;
  return args.length === most || (mode === "sync" && args.every(isNil)) ? mode : undefined;
}

class StageReader {
  readonly units: Unit[] = [];
  readonly flags: StageFlag[] = [];
  computed: SyntaxNode | undefined;

  constructor(
    private readonly mode: Mode,
    private readonly report: Report,
  ) {}

  read(stage: SyntaxNode): void {
    const form = readCall(stage);
    const { name, args } = form ?? { name: "", args: [] };
    if (form !== undefined && STAGE_NAMES.has(name)) {
      this.#readTest(form);
    } else if (FLAGS.has(name) || isFlagName(name)) {
      this.#readFlag(stage, name, args);
    } else if (name === ADD_TESTS && args.length === 1) {
      this.#readValues(args[0] as SyntaxNode);
    } else if (name === "test/add-all" && args.length === 1) {
      this.#readStages(stage, args[0] as SyntaxNode);
    } else {
      this.report(stageNotATest, stage);
    }
  }

  #readTest({ node, name, head, args }: Form): void {
    this.units.push({ node, head });
    if (args.length !== 2) {
      const message = `${name} takes a name and a body, here it has ${args.length}`;
      this.report(wrongArity, node, message);
    } else if (name !== STAGES[this.mode]) {
      this.report(wrongRunner, node, `${name} stands in a run of ${STAGES[this.mode]}`);
    }
  }

  #readFlag(node: SyntaxNode, stage: string, args: readonly SyntaxNode[]): void {
    const [value] = args;
    if (value === undefined || args.length > 1) {
      this.report(wrongArity, node, `${stage} takes one argument`);
      return;
    }
    if (this.flags.some((flag) => flag.stage === stage)) {
      this.report(optionConflict, node, `${stage} is set twice: the last one counts`);
    }
    this.flags.push({ node, stage, value });
  }

  /** Tests that are values already. */
  #readValues(node: SyntaxNode): void {
    const form = readCall(node);
    if (form?.name !== "list") {
      this.computed = node;
    }
    const added = form?.name === "list" ? form.args : [node];
    this.units.push(...added.map((value) => ({ node: value, head: undefined })));
  }

  /** Stages that are given as a list; only tests may stand in it. */
  #readStages(stage: SyntaxNode, node: SyntaxNode): void {
    const form = readCall(node);
    const stages = form?.name === "list" ? form.args : undefined;
    const tests = stages?.map((one) => readCall(one));
    if (tests?.every((test) => test !== undefined && STAGE_NAMES.has(test.name)) !== true) {
      this.report(stageNotATest, stage, "what the list holds are not all tests");
      return;
    }
    for (const test of tests as readonly Form[]) {
      this.#readTest(test);
    }
  }
}

const STAGE_NAMES: ReadonlySet<string> = new Set(Object.values(STAGES));
const FLAGS: ReadonlySet<string> = new Set(OPTION_STAGES.values());
