// The old text of a file whose async tests answer handles now, as this layer itself derives it from
// what they did with `done`. The proof compares the new text with that, token for token. Invariant:
// where a call of `done` is not all that a way through a test ends in, there is no such text.

import { OPEN_BRACE, OPEN_PAREN, type ValkText } from "./reader.js";
import {
  childrenOf,
  endOf,
  headName,
  kindAt,
  lastOf,
  nodeText,
  skipComments,
  startOf,
  tokenText,
} from "./tokens.js";

/** The text with handles in place of `done`; undefined where a test cannot be read to answer one. */
export function textWithHandles(text: ValkText): string | undefined {
  const cuts: Cut[] = [];
  for (
    let at = skipComments(text, 0);
    at < text.count;
    at = skipComments(text, lastOf(text, at) + 1)
  ) {
    const found = headName(text, at) === "test/async" ? readTest(text, at) : [];
    if (found === undefined) {
      return undefined;
    }
    cuts.push(...found);
  }
  let done = 0;
  const kept = cuts.map(({ start, end, by }) => {
    const piece = text.source.slice(done, start) + by;
    done = end;
    return piece;
  });
  return kept.join("") + text.source.slice(done);
}

/** What is left out, in offsets, and what takes its place. */
interface Cut {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** What may be answered at a place: a handle, what becomes the value of one, or a plain value. */
type Place = "handle" | "value" | "plain";

/** The callback's position in calls whose handle has the value that it answers. */
const CALLBACKS: ReadonlyMap<string, number> = new Map([
  ["aio/then", 2],
  ["aio/schedule", 3],
  ["aio/catch", 2],
]);

const VERDICT = /^(?:true|false|[01])$/;
const FAILURE = /^(?:false|0)$/;

function readTest(text: ValkText, form: number): readonly Cut[] | undefined {
  const [, , fn] = childrenOf(text, form);
  const [, parameters, body] = fn === undefined ? [] : childrenOf(text, fn);
  if (fn === undefined || parameters === undefined || body === undefined) {
    return undefined;
  }
  const hasDone =
    headName(text, fn) === "\\" &&
    kindAt(text, parameters) === OPEN_BRACE &&
    lastOf(text, parameters) === parameters + 2;
  const reader = new EndReader(text, hasDone ? tokenText(text, parameters + 1) : "");
  const isRead = hasDone && reader.readBody(body, "handle");
  if (!isRead || reader.ends.length !== usesOf(text, body, reader.done)) {
    return undefined;
  }
  const [start, end] = [startOf(text, parameters), endOf(text, parameters + 2)];
  return [{ start, end, by: "{}" }, ...reader.ends.flatMap((one) => cutsOf(text, one))];
}

function usesOf(text: ValkText, node: number, name: string): number {
  let uses = 0;
  for (let at = node; at <= lastOf(text, node); at += 1) {
    uses += tokenText(text, at) === name ? 1 : 0;
  }
  return uses;
}

/** A call of `done`, by the tokens of its bracket, its head and its argument. */
interface End {
  readonly call: number;
  readonly head: number;
  readonly verdict: number;
  readonly place: Place;
}

function cutsOf(text: ValkText, { call, head, verdict, place }: End): readonly Cut[] {
  if (place === "handle") {
    return [{ start: startOf(text, head), end: endOf(text, head), by: "aio/pure" }];
  }
  const from = kindAt(text, call) === OPEN_PAREN ? call : head;
  const behind = endOf(text, lastOf(text, verdict));
  const to = kindAt(text, call) === OPEN_PAREN ? endOf(text, lastOf(text, call)) : behind;
  return [
    { start: startOf(text, from), end: startOf(text, verdict), by: "" },
    { start: behind, end: to, by: "" },
  ];
}

/** Follows every way through a test to its end. Each method answers whether it is a call of `done`. */
class EndReader {
  readonly ends: End[] = [];

  constructor(
    private readonly text: ValkText,
    readonly done: string,
  ) {}

  readBody(body: number, place: Place): boolean {
    if (kindAt(this.text, body) !== OPEN_BRACE) {
      return false;
    }
    const last = childrenOf(this.text, body).at(-1);
    return this.#read(this.#call(body) !== undefined ? body : (last ?? body), place);
  }

  /** `(f x …)` and `{f x …}` as their parts, the head first. */
  #call(node: number): readonly number[] | undefined {
    const { text } = this;
    const kind = kindAt(text, node);
    if (kind !== OPEN_PAREN && kind !== OPEN_BRACE) {
      return undefined;
    }
    const parts = childrenOf(text, node);
    const [head] = parts;
    return head !== undefined && SYMBOL.test(tokenText(text, head)) ? parts : undefined;
  }

  #read(node: number, place: Place): boolean {
    const parts = this.#call(node);
    const [head, ...args] = parts ?? [];
    if (head === undefined) {
      return false;
    }
    const name = tokenText(this.text, head);
    switch (name) {
      case this.done:
        return this.#readEnd(node, head, args, place);
      case "do":
        return args.length > 0 && this.#read(args.at(-1) as number, place);
      case "if":
        return args.length === 3 && args.slice(1).every((one) => this.#readBranch(one, place));
      default:
        return place !== "plain" && this.#readChain(name, args);
    }
  }

  #readEnd(call: number, head: number, args: readonly number[], place: Place): boolean {
    const { text } = this;
    const [verdict] = args;
    if (verdict === undefined || args.length > 1) {
      return false;
    }
    const isBare = verdict === head + 1 && lastOf(text, verdict) + 1 === lastOf(text, call);
    if (!isBare || kindAt(text, verdict) === OPEN_BRACE || tokenText(text, verdict)[0] === ":") {
      return false;
    }
    this.ends.push({ call, head, verdict, place });
    return true;
  }

  /** A branch is one form: several of them would be a call of the first one's value. */
  #readBranch(branch: number, place: Place): boolean {
    const { text } = this;
    if (kindAt(text, branch) !== OPEN_BRACE) {
      return false;
    }
    const parts = childrenOf(text, branch);
    return this.#call(branch) !== undefined
      ? this.#read(branch, place)
      : parts.length === 1 && this.#read(parts[0] as number, place);
  }

  #readChain(name: string, args: readonly number[]): boolean {
    const { text } = this;
    const first = this.ends.length;
    const hands = name === "aio/catch" || name === "aio/finally";
    if (hands && !(args[0] !== undefined && this.#read(args[0], "handle"))) {
      return false;
    }
    const between = this.ends.length;
    const position = CALLBACKS.get(name);
    if (position === undefined) {
      return hands;
    }
    const callback = args[position - 1];
    const isLast = callback !== undefined && args.length === position;
    const [, , body] =
      isLast && headName(text, callback) === "\\" ? childrenOf(text, callback) : [];
    const place = name === "aio/then" ? "value" : "plain";
    if (body === undefined || !this.readBody(body, place)) {
      return false;
    }
    const verdictOf = ({ verdict }: End): string => nodeText(text, verdict);
    const passed = this.ends.slice(first, between).map(verdictOf);
    const caught = this.ends.slice(between).map(verdictOf);
    return passed.every((one) => VERDICT.test(one)) || caught.every((one) => FAILURE.test(one));
  }
}

const SYMBOL = /^[^(){}"';`,]/;
