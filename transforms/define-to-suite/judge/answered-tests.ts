// Async tests that call `done`, read as tests that answer a handle of the verdict: what each call of
// `done` becomes, or what keeps the test from answering. Invariant: on every way through the test
// `done` is called exactly once and last, so that what it was given is what the test answers.

import { type Form, readForm } from "../../../src/syntax/form.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { SyntaxNode } from "../../../src/syntax/tree.js";
import { isTruth } from "./truth.js";

/** A test whose calls of `done` are all answers. */
export interface AnsweredTest {
  /** `{done}` */
  readonly parameters: SyntaxNode;
  readonly answers: readonly Answer[];
}

/** A call of `done`. */
export interface Answer {
  readonly call: Form;
  readonly verdict: SyntaxNode;
  /** Whether the verdict is true or false, so that a runner that asks for `true` takes it as it is. */
  readonly isTruth: boolean;
  /** Whether the test itself answers it, which has to be a handle, rather than a callback. */
  readonly isHandle: boolean;
}

/** What keeps a test from answering, and where. */
export interface Unanswered {
  readonly node: SyntaxNode;
  readonly message: string;
}

/**
 * Reads the function of an async test. Linear in its size; `bound` are the names that the file gives a
 * meaning of its own.
 */
export function readAnsweredTest(
  fn: SyntaxNode,
  bound: ReadonlySet<string>,
): AnsweredTest | Unanswered {
  const lambda = readForm(fn);
  const [parameters, body] = lambda?.name === "\\" ? lambda.args : [];
  if (parameters === undefined || body?.kind !== SyntaxKind.QExpr) {
    return { node: fn, message: "the function that calls done is not written here" };
  }
  const [done, ...more] = parameters.elements;
  if (done === undefined || more.length > 0 || hasComment(parameters)) {
    return { node: parameters, message: "the test's function takes something else than done" };
  }
  const reader = new AnswerReader(done.text, bound);
  reader.readBody(body, "handle");
  const trouble = reader.trouble ?? strayUse(body, done.text, reader.answers);
  return trouble ?? { parameters, answers: reader.answers };
}

/**
 * What a place answers: a `handle`; a `value` that may be a handle, whose value it then is; or a value
 * that has to be `plain`.
 */
type Wanted = "handle" | "value" | "plain";

/** Calls that answer a handle of what their callback answers: where that is, and what it may answer. */
const CHAINS: ReadonlyMap<string, readonly [callback: number, wanted: Wanted]> = new Map([
  ["aio/then", [1, "value"]],
  ["aio/schedule", [2, "plain"]],
  ["aio/catch", [1, "plain"]],
]);

/** Calls that hand on the handle in front. */
const PASSING: ReadonlySet<string> = new Set(["aio/catch", "aio/finally"]);

class AnswerReader {
  readonly answers: Answer[] = [];
  trouble: Unanswered | undefined;

  constructor(
    private readonly done: string,
    private readonly bound: ReadonlySet<string>,
  ) {}

  /** The body of a function: one form, or several, of which the last one counts. */
  readBody(body: SyntaxNode, wanted: Wanted): void {
    this.#read(readForm(body) === undefined ? (body.elements.at(-1) ?? body) : body, wanted);
  }

  #read(node: SyntaxNode, wanted: Wanted): void {
    const form = readForm(node);
    if (form?.name === this.done) {
      this.#readDone(form, wanted === "handle");
    } else if (form === undefined || form.args.length === 0) {
      this.#refuse(node, "this is answered, and done is not called");
    } else if (form.name === "do") {
      this.#read(form.args.at(-1) as SyntaxNode, wanted);
    } else if (form.name === "if") {
      this.#readBranches(form, wanted);
    } else if (wanted !== "plain" && (CHAINS.has(form.name) || PASSING.has(form.name))) {
      this.#readChain(form);
    } else {
      this.#refuse(node, `nobody knows that what ${form.name} answers is what done was given`);
    }
  }

  #readDone(call: Form, isHandle: boolean): void {
    const [verdict] = call.args;
    if (verdict === undefined || call.args.length > 1) {
      this.#refuse(call.node, `${this.done} takes the verdict`);
    } else if (verdict.kind === SyntaxKind.QExpr || verdict.text.startsWith(":")) {
      this.#refuse(verdict, `${verdict.text} was no verdict for done, and may be one for a handle`);
    } else if (hasComment(call.node, verdict)) {
      this.#refuse(call.node, `a comment in this call of ${this.done} has no place without it`);
    } else {
      this.answers.push({ call, verdict, isTruth: isTruth(verdict, this.bound), isHandle });
    }
  }

  #readBranches({ node, args }: Form, wanted: Wanted): void {
    const branches = args.slice(1);
    if (branches.length !== 2) {
      this.#refuse(node, "one way through this if does not call done");
    }
    for (const branch of branches) {
      const isCall = readForm(branch) !== undefined;
      const [only] = branch.elements;
      if (branch.kind !== SyntaxKind.QExpr || (!isCall && branch.elements.length !== 1)) {
        this.#refuse(branch, "this is answered, and done is not called");
      } else {
        this.#read(isCall ? branch : (only as SyntaxNode), wanted);
      }
    }
  }

  #readChain({ node, name, args }: Form): void {
    const first = this.answers.length;
    if (PASSING.has(name)) {
      this.#read(args[0] ?? node, "handle");
    }
    const between = this.answers.length;
    const chain = CHAINS.get(name);
    if (chain !== undefined) {
      const [at, wanted] = chain;
      const callback = args[at] && readForm(args[at]);
      const body = callback?.name === "\\" ? callback.args[1] : undefined;
      if (body?.kind !== SyntaxKind.QExpr || args.length !== at + 1) {
        this.#refuse(args[at] ?? node, `the callback of ${name} is not written here`);
      } else {
        this.readBody(body, wanted);
      }
    }
    const [passed, caught] = [this.answers.slice(first, between), this.answers.slice(between)];
    if (passed.some(({ verdict }) => !isFixed(verdict)) && caught.some(mayPass)) {
      this.#refuse(
        node,
        "an error in a verdict would be caught here, and taken for another verdict",
      );
    }
  }

  #refuse(node: SyntaxNode, message: string): void {
    this.trouble ??= { node, message };
  }
}

/** A verdict that is no error whatever happens. */
function isFixed({ text }: SyntaxNode): boolean {
  return text === "true" || text === "1" || isFailure(text);
}

function isFailure(text: string): boolean {
  return text === "false" || text === "0";
}

function mayPass({ verdict }: Answer): boolean {
  return !isFailure(verdict.text);
}

/** The first use of the name in the body that is none of the answers. */
function strayUse(
  body: SyntaxNode,
  name: string,
  answers: readonly Answer[],
): Unanswered | undefined {
  const heads = new Set(answers.map(({ call }) => call.head.index));
  const { tree } = body;
  for (let at = body.index; at < tree.after(body.index); at++) {
    if (tree.kind(at) === SyntaxKind.Symbol && tree.text(at) === name && !heads.has(at)) {
      const message = `${name} is used here, where what it is given is not what the test answers`;
      return { node: tree.node(at), message };
    }
  }
  return undefined;
}

/** Whether a node holds comments, those in a part of it left out. */
function hasComment({ tree, index }: SyntaxNode, without?: SyntaxNode): boolean {
  const end = tree.after(index);
  for (let at = index; at < end; at++) {
    if (at === without?.index) {
      at = tree.after(at) - 1;
    } else if (tree.kind(at) === SyntaxKind.Comment) {
      return true;
    }
  }
  return false;
}
