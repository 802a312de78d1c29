// What a style has to say about how it writes effects, and helpers to read its wrappers. The walk that
// asks for it is in `follow-value.ts`, the answers of each style are in `effect-styles.ts`.

import type { TestMode } from "./framework-names.js";
import { ATOM, COMMENT, OPEN_BRACE, OPEN_PAREN, type ValkText } from "./reader.js";
import { childrenOf, headName, headOf, kindAt, lastOf, tokenText } from "./tokens.js";

/** How a style writes effects. */
export interface EffectStyle {
  readonly tests: ReadonlyMap<string, TestMode>;
  readonly flags: ReadonlySet<string>;
  /** Whether a test is a value only with something around it. */
  readonly wrapsTests: boolean;
  /** The tokens of `node` that only make a value of the test inside it; the test's own call. */
  readonly unwrapTest: (text: ValkText, node: number) => Unwrapped | undefined;
  /** The same for a loop: the `map` call inside it. */
  readonly unwrapLoop: (text: ValkText, node: number) => Unwrapped | undefined;
  /** The elements of several values that are made one; what stands around them. */
  readonly unwrapAll: (text: ValkText, node: number) => Collected | undefined;
  /** Whether parts that follow on one another register, each by itself. */
  readonly hasEffects: boolean;
  /** Whether a branch does nothing that holds one node with this source text; empty for no node. */
  readonly isNothing: (only: string) => boolean;
  /** The element that ends a branch which does something else first; empty where none is needed. */
  readonly neutral: string;
}

/** A node without the tokens around it that the style adds. */
export interface Unwrapped {
  readonly node: number;
  readonly added: readonly number[];
}

/** Several values as one, without the tokens around them that the style adds. */
export interface Collected {
  readonly elements: readonly number[];
  readonly added: readonly number[];
}

/** A wrapper's tokens around the one form in it, which stands in brackets of its own. */
export function unwrapAround(text: ValkText, node: number, inner: number): Unwrapped {
  const added: number[] = [];
  for (let at = node + 1; at <= inner; at += 1) {
    if (kindAt(text, at) !== COMMENT) added.push(at);
  }
  added.push(lastOf(text, inner));
  return { node: inner, added };
}

/** The head of a call, or of a q-expression that is one. */
export function headOfForm(text: ValkText, node: number): string {
  if (kindAt(text, node) === OPEN_PAREN) {
    return headOf(text, node) === -1 ? "" : headName(text, node);
  }
  const [head] = kindAt(text, node) === OPEN_BRACE ? childrenOf(text, node) : [];
  return head !== undefined && kindAt(text, head) === ATOM ? tokenText(text, head) : "";
}
