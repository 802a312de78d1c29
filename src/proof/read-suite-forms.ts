// Reads the suites of either new style into one shape, on its own and from tokens alone: what a run of
// a list says in its arguments and what a pipeline says in its stages is the same then, or it is not.
// Used by the proof of the ways between the two.

import {
  ADD_ALL,
  BUILDER_TESTS,
  DEFAULT_SUITE,
  FLAGS,
  LIST,
  LIST_TESTS,
  NAME_OPTION,
  PIPELINE,
  RUNNERS,
  SKIP_OPTION,
  SUITE,
  type TestMode,
} from "./framework-names.js";
import { COMMENT, OPEN_BRACE, type ValkText } from "./reader.js";
import {
  childrenOf,
  endOf,
  headName,
  kindAt,
  lastOf,
  NONE,
  skipComments,
  startOf,
  tokenText,
} from "./tokens.js";

/** A test, a value added to the tests, or a comment beside them. */
export interface SuiteEntry {
  readonly kind: TestMode | "value" | "tests" | "comment";
  /** The tokens that have to be the same, comments among them, joined by NUL. */
  readonly key: string;
  /** First and last token; NONE for a comment that is yet to be written. */
  readonly token: number;
  readonly last: number;
  /** The first token that is compared; what stands before it is the constructor. */
  readonly from: number;
  /** The last token of the stage that adds it: brackets up to there close on the entry's line. */
  readonly end: number;
}

/** One suite as it is run. */
export interface SuiteForm {
  readonly style: "list" | "builder";
  readonly token: number;
  readonly runner: string;
  /** Tokens of what an async run runs on. */
  readonly aio: string;
  readonly name: string;
  /** The tokens of each flag's argument. */
  readonly flags: ReadonlyMap<string, string>;
  readonly entries: readonly SuiteEntry[];
}

/** The suites that stand at top level, in order; undefined where one of them cannot be read. */
export function readSuiteForms(text: ValkText): readonly SuiteForm[] | undefined {
  const found: SuiteForm[] = [];
  for (
    let at = skipComments(text, 0);
    at < text.count;
    at = skipComments(text, lastOf(text, at) + 1)
  ) {
    const suite = new SuiteReader(text, at).read();
    if (suite === "broken") {
      return undefined;
    }
    if (suite !== undefined) {
      found.push(suite);
    }
  }
  return found;
}

const TESTS_STAGE = "test/add-tests";
const REASON_OPTION = ":skip-reason";

/** The flags by their options, those aside that skip. */
const OPTIONS: ReadonlyMap<string, string> = new Map([
  [":debug", "test/debug"],
  [":expected-exit", "test/expect-exit"],
  [":timeout-ms", "test/timeout"],
  [":suite-timeout-ms", "test/suite-timeout"],
]);

const STAGE_FLAGS: ReadonlySet<string> = new Set([...FLAGS.keys(), ...OPTIONS.values()]);

class SuiteReader {
  readonly #entries: SuiteEntry[] = [];
  /** Options that have no effect: kept as comments behind all that there is, the run's own among it. */
  readonly #idle: SuiteEntry[] = [];
  readonly #flags = new Map<string, string>();
  #name = DEFAULT_SUITE;
  #aio = "";
  #isBroken = false;

  constructor(
    private readonly text: ValkText,
    private readonly form: number,
  ) {}

  read(): SuiteForm | "broken" | undefined {
    const { text, form } = this;
    const head = headName(text, form);
    const [, first] = childrenOf(text, form);
    if (head === PIPELINE && first !== undefined && headName(text, first) === SUITE) {
      return this.#finish("builder", this.#readPipeline());
    }
    if (!RUNNERS.has(head)) {
      return undefined;
    }
    const args = childrenOf(text, form).slice(head === "test/run" ? 1 : 2);
    const isPlain = args.length === 0 || (args.length === 1 && this.#isNothing(args[0] as number));
    return isPlain ? undefined : this.#finish("list", this.#readRun(head));
  }

  #finish(style: SuiteForm["style"], runner: string): SuiteForm | "broken" {
    if (this.#isBroken) {
      return "broken";
    }
    return {
      style,
      token: this.form,
      runner,
      aio: this.#aio,
      name: this.#name,
      flags: this.#flags,
      entries: this.#entries,
    };
  }

  #readRun(runner: string): string {
    const { text, form } = this;
    let position = runner === "test/run" ? 1 : 0;
    for (const node of nodesOf(text, form).slice(1)) {
      if (kindAt(text, node) === COMMENT) {
        this.#comment(node);
      } else if (position === 0) {
        this.#aio = tokensOf(text, node, lastOf(text, node));
        position += 1;
      } else if (position === 1) {
        this.#readTests(node);
        position += 1;
      } else {
        this.#isBroken ||= position > 2;
        this.#readOptions(node);
        position += 1;
      }
    }
    this.#entries.push(...this.#idle);
    return runner;
  }

  #isNothing(node: number): boolean {
    const { text } = this;
    return lastOf(text, node) === node + 1 || tokenText(text, node) === "nil";
  }

  #readTests(node: number): void {
    const { text } = this;
    if (this.#isNothing(node)) {
      return;
    }
    if (headName(text, node) !== LIST) {
      this.#entry("tests", node, node);
      return;
    }
    for (const inner of nodesOf(text, node).slice(1)) {
      this.#readEntry(inner, LIST_TESTS);
    }
  }

  #readEntry(node: number, names: ReadonlyMap<string, TestMode>, stage = node): void {
    const { text } = this;
    if (kindAt(text, node) === COMMENT) {
      this.#comment(node);
      return;
    }
    const mode = names.get(headName(text, node));
    if (mode === undefined) {
      this.#entry("value", node, node, stage);
      return;
    }
    this.#isBroken ||= childrenOf(text, node).length !== 3;
    this.#entry(mode, node, skipComments(text, node + 1) + 1, stage);
  }

  #entry(kind: SuiteEntry["kind"], token: number, from: number, stage = token): void {
    const { text } = this;
    const [last, end] = [lastOf(text, token), lastOf(text, stage)];
    this.#entries.push({ kind, key: tokensOf(text, from, last), token, last, from, end });
  }

  #comment(token: number): void {
    this.#entry("comment", token, token);
  }

  #readOptions(node: number): void {
    const { text } = this;
    if (headName(text, node) === "test/context-new") {
      this.#isBroken ||= childrenOf(text, node).length !== 1;
      this.#commentsIn(node);
      return;
    }
    const isData = kindAt(text, node) === OPEN_BRACE;
    this.#isBroken ||= !isData && headName(text, node) !== LIST;
    const nodes = nodesOf(text, node).slice(isData ? 0 : 1);
    const pairs = new Map<string, string>();
    let key: string | undefined;
    for (const inner of nodes) {
      if (kindAt(text, inner) === COMMENT) {
        this.#comment(inner);
      } else if (key === undefined) {
        key = tokenText(text, inner);
      } else {
        this.#isBroken ||= pairs.has(key);
        pairs.set(key, tokensOf(text, inner, lastOf(text, inner)));
        key = undefined;
      }
    }
    this.#isBroken ||= key !== undefined;
    this.#takeOptions(pairs);
  }

  #takeOptions(pairs: ReadonlyMap<string, string>): void {
    const skip = pairs.get(SKIP_OPTION);
    for (const [key, value] of pairs) {
      const flag = OPTIONS.get(key);
      if (flag !== undefined) {
        this.#flags.set(flag, value);
      } else if (key === NAME_OPTION) {
        this.#name = value;
      } else if (key === SKIP_OPTION && skip === "1") {
        this.#flags.set("test/skip", pairs.get(REASON_OPTION) ?? '""');
      } else if (key !== SKIP_OPTION && key !== REASON_OPTION) {
        this.#isBroken = true;
      }
    }
    for (const key of skip === "1" ? [] : [SKIP_OPTION, REASON_OPTION]) {
      const value = pairs.get(key);
      if (value !== undefined) {
        this.#isBroken ||= key === SKIP_OPTION && value !== "0";
        this.#idle.push(unwritten(`; ${key} ${value}`));
      }
    }
  }

  #commentsIn(node: number): void {
    for (let at = node; at < lastOf(this.text, node); at += 1) {
      if (kindAt(this.text, at) === COMMENT) {
        this.#comment(at);
      }
    }
  }

  #readPipeline(): string {
    const { text, form } = this;
    const nodes = nodesOf(text, form).slice(1);
    const stages = nodes.filter((node) => kindAt(text, node) !== COMMENT);
    const [head, run] = [stages[0], stages.at(-1)];
    let runner = "";
    for (const node of nodes) {
      if (kindAt(text, node) === COMMENT) {
        this.#comment(node);
      } else if (node === head) {
        this.#name = this.#argument(node);
      } else if (node === run) {
        runner = this.#readRunStage(node);
      } else {
        this.#readStage(node);
      }
    }
    return runner;
  }

  #readRunStage(node: number): string {
    const { text } = this;
    const runner = headName(text, node);
    const args = childrenOf(text, node).slice(1);
    const [first] = args;
    if (runner === "test/run-async" && args.length === 1) {
      this.#aio = this.#argument(node);
    } else {
      const isPlain = args.length === 0 || (args.length === 1 && this.#isNothing(first as number));
      this.#isBroken ||= runner !== "test/run" || !isPlain;
      this.#commentsIn(node);
    }
    return runner;
  }

  /** The one argument of a call; comments beside it are the suite's. */
  #argument(call: number): string {
    const { text } = this;
    const nodes = nodesOf(text, call).slice(1);
    const args = nodes.filter((node) => kindAt(text, node) !== COMMENT);
    this.#isBroken ||= args.length !== 1;
    for (const node of nodes.filter((one) => kindAt(text, one) === COMMENT)) {
      this.#comment(node);
    }
    const [argument] = args;
    return argument === undefined ? "" : tokensOf(text, argument, lastOf(text, argument));
  }

  #readStage(stage: number): void {
    const { text } = this;
    const name = headName(text, stage);
    if (BUILDER_TESTS.has(name)) {
      this.#readEntry(stage, BUILDER_TESTS);
    } else if (STAGE_FLAGS.has(name)) {
      this.#isBroken ||= this.#flags.has(name);
      this.#flags.set(name, this.#argument(stage));
    } else if (name === TESTS_STAGE || name === ADD_ALL) {
      this.#readAdded(stage, name === ADD_ALL);
    } else {
      this.#isBroken = true;
    }
  }

  #readAdded(stage: number, areStages: boolean): void {
    const { text } = this;
    const nodes = nodesOf(text, stage).slice(1);
    this.#isBroken ||= nodes.filter((node) => kindAt(text, node) !== COMMENT).length !== 1;
    for (const node of nodes) {
      if (kindAt(text, node) === COMMENT) {
        this.#comment(node);
      } else if (headName(text, node) === LIST) {
        for (const inner of nodesOf(text, node).slice(1)) {
          this.#readEntry(inner, areStages ? BUILDER_TESTS : new Map(), stage);
        }
      } else {
        this.#isBroken ||= areStages;
        this.#entry("tests", node, node, stage);
      }
    }
  }
}

/** A comment that is yet to be written. */
function unwritten(key: string): SuiteEntry {
  return { kind: "comment", key, token: NONE, last: NONE, from: NONE, end: NONE };
}

/** First tokens of the nodes directly inside a bracket, comments among them. */
function nodesOf(text: ValkText, open: number): readonly number[] {
  const nodes: number[] = [];
  const close = lastOf(text, open);
  const behindHead = open + 1;
  for (let at = behindHead; at < close; at = lastOf(text, at) + 1) {
    nodes.push(at);
  }
  return headLast(text, nodes);
}

/** The head first, with comments in front of it behind it. */
function headLast(text: ValkText, nodes: readonly number[]): readonly number[] {
  const head = nodes.findIndex((node) => kindAt(text, node) !== COMMENT);
  return head <= 0
    ? nodes
    : [nodes[head] as number, ...nodes.slice(0, head), ...nodes.slice(head + 1)];
}

function tokensOf(text: ValkText, first: number, last: number): string {
  const parts: string[] = [];
  for (let at = first; at <= last; at += 1) {
    parts.push(text.source.slice(startOf(text, at), endOf(text, at)));
  }
  return parts.join("\0");
}
