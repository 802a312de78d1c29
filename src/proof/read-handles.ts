// The old text of a file whose async tests answer handles now, as this layer itself derives it from
// what they did with `done`. The proof compares the new text with that, token for token. Invariant:
// where a call of `done` is not all that a way through a test ends in, there is no such text.

import { OPEN_BRACE, OPEN_PAREN, QUOTE, type ValkText } from "./reader.js";
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
  let bound: ReadonlySet<string> | undefined;
  for (
    let at = skipComments(text, 0);
    at < text.count;
    at = skipComments(text, lastOf(text, at) + 1)
  ) {
    if (headName(text, at) !== "test/async") {
      continue;
    }
    bound ??= namesBoundIn(text);
    const found = readTest(text, at, bound);
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

function readTest(
  text: ValkText,
  form: number,
  bound: ReadonlySet<string>,
): readonly Cut[] | undefined {
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
  return [{ start, end, by: "{}" }, ...reader.ends.flatMap((one) => cutsOf(text, one, bound))];
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

function cutsOf(
  text: ValkText,
  { call, head, verdict, place }: End,
  bound: ReadonlySet<string>,
): readonly Cut[] {
  const behind = endOf(text, lastOf(text, verdict));
  const start = startOf(text, verdict);
  const isTrueOrFalse = isTruth(text, verdict, bound);
  if (place === "handle") {
    const wrapped: readonly Cut[] = [
      { start, end: start, by: "(if " },
      { start: behind, end: behind, by: " {true} {false})" },
    ];
    return [
      { start: startOf(text, head), end: endOf(text, head), by: "aio/pure" },
      ...(isTrueOrFalse ? [] : wrapped),
    ];
  }
  const isForm = kindAt(text, call) === OPEN_PAREN;
  const [open, close] = isForm ? ["(", ")"] : ["", ""];
  const end = isForm ? endOf(text, lastOf(text, call)) : behind;
  return [
    {
      start: startOf(text, isForm ? call : head),
      end: start,
      by: isTrueOrFalse ? "" : `${open}if `,
    },
    { start: behind, end, by: isTrueOrFalse ? "" : ` {true} {false}${close}` },
  ];
}

/** Calls that are 1, 0 or an error, by how many arguments they take; the latter if those are. */
const ASKS: ReadonlyMap<string, number> = new Map([
  ...["==", "!=", "<", ">", "<=", ">="].map((name) => [name, 2] as const),
  ...["nil?", "error?", "list?", "handle?"].map((name) => [name, 1] as const),
]);
const COMBINES: ReadonlyMap<string, number> = new Map([
  ["and", 2],
  ["not", 1],
]);

/** Whether a value is true or false to `if` and to a runner that compares it with `true` alike. */
function isTruth(text: ValkText, node: number, bound: ReadonlySet<string>): boolean {
  if (kindAt(text, node) !== OPEN_PAREN) {
    return VERDICT.test(nodeText(text, node)) && !bound.has(nodeText(text, node));
  }
  const args = childrenOf(text, node).slice(1);
  const name = headName(text, node);
  const isCombined = COMBINES.get(name) === args.length;
  return (
    !bound.has(name) &&
    (ASKS.get(name) === args.length ||
      (isCombined && args.every((one) => isTruth(text, one, bound))))
  );
}

const BINDERS: ReadonlySet<string> = new Set(["def", "fun", "=", "\\"]);

/** Every name in a list of names that a call binds, wherever it stands. */
function namesBoundIn(text: ValkText): ReadonlySet<string> {
  const names = new Set<string>();
  for (let at = 0; at < text.count; at += 1) {
    const isBracket = kindAt(text, at) === OPEN_PAREN || kindAt(text, at) === OPEN_BRACE;
    const [head, list] = isBracket ? childrenOf(text, at) : [];
    const binds = head !== undefined && list !== undefined && BINDERS.has(tokenText(text, head));
    for (const name of binds ? namesIn(text, list) : []) {
      names.add(name);
    }
  }
  return names;
}

/** The symbols in `{a b}`, and the one of `'a`. */
function namesIn(text: ValkText, list: number): readonly string[] {
  const kind = kindAt(text, list);
  const items = kind === OPEN_BRACE ? childrenOf(text, list) : kind === QUOTE ? [list + 1] : [];
  return items.map((item) => tokenText(text, item)).filter((name) => !DIGITS.test(name));
}

const DIGITS = /^[0-9]+$/;

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
