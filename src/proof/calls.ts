// Reads single framework calls into stages and suites; the same shapes serve the old style and both
// targets. A call with the wrong number of arguments is nothing: its caller must then fail.

import { FLAGS, SUITE, type TestMode } from "./framework-names.js";
import type { ValkText } from "./reader.js";
import type { Call, FlagStage, SuiteName, TestStage } from "./suite-reading.js";
import { headOf, lastOf, NONE, skipComments, tokenText } from "./tokens.js";

/** A call with its head's text and its arguments, as first tokens of their nodes. */
export interface ReadCall extends Call {
  readonly name: string;
  /** The number of arguments. */
  readonly count: number;
  /** The first two of them, or `NONE`; no call that matters here has more. */
  readonly first: number;
  readonly second: number;
}

/** The call that begins at token `form`; undefined for anything but `(symbol …)`. */
export function readCall(text: ValkText, form: number): ReadCall | undefined {
  const head = headOf(text, form);
  if (head === NONE) return undefined;
  const close = lastOf(text, form);
  let count = 0;
  let first = NONE;
  let second = NONE;
  for (let at = skipComments(text, head + 1); at < close; count += 1) {
    if (count === 0) first = at;
    if (count === 1) second = at;
    at = skipComments(text, lastOf(text, at) + 1);
  }
  return { form, head, name: tokenText(text, head), count, first, second };
}

/** A registering call: `names` says which names register, and in which mode. */
export function readTest(
  { form, head, name, count, first, second }: ReadCall,
  names: ReadonlyMap<string, TestMode>,
): TestStage | undefined {
  const mode = names.get(name);
  if (mode === undefined || count !== 2) return undefined;
  return { kind: "test", mode, form, head, name: first, body: second };
}

/** A flag with its one argument. */
export function readFlag({ form, head, name, count, first }: ReadCall): FlagStage | undefined {
  const flag = FLAGS.get(name);
  if (flag === undefined || count !== 1) return undefined;
  return { kind: "flag", flag, form, head, value: first };
}

/** `(test/suite name)`. */
export function readSuite({ form, head, name, count, first }: ReadCall): SuiteName | undefined {
  return name === SUITE && count === 1 ? { form, head, value: first } : undefined;
}
