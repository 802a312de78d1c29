// How far the arguments of a call stand in, by its head: data, so that a project may add heads of its
// own. The rules are those under which the fewest lines of Valk's own repository would change.

import { type Dialect, words } from "../dialect/dialect.js";

/**
 * Where the arguments of a call stand that begin a line:
 * `block`: two columns behind the indentation of the line on which the call begins;
 * `body`: the same, and never below the first argument, whatever the author wrote;
 * `align`: below the first argument, where that stands on the line of the head, else as `block`.
 */
export const INDENTS = ["block", "body", "align"] as const;

export type Indent = (typeof INDENTS)[number];

/** Heads to what is done with their arguments; a head that is not named is a `block`. */
export type Indents = ReadonlyMap<string, Indent>;

/** The heads of the language that are no blocks; a dialect has those that it knows. */
const OF_THE_LANGUAGE: Readonly<Record<Exclude<Indent, "block">, ReadonlySet<string>>> = {
  align: words("str print println printf and or == != < <= > >= + - * /"),
  body: words(`
    fun \\ if select case match let type aio/let aio/do aio/then aio/catch aio/finally ctx/with
    ctx/with-deadline
  `),
};

/** Those of the frameworks for tests, which are modules. */
const BODIES_OF_TESTS = words(`
  test test-async test/define test/async test/add test/add-async test/run test/run-async prop/check
`);

/** What puts the stages of a suite below each other. */
const PIPELINE = "->";

/** The table of a dialect. */
export function indentsOf({ names, specialForms, rewrittenForms }: Dialect): Indents {
  const isKnown = (name: string): boolean =>
    names.has(name) || specialForms.has(name) || rewrittenForms.has(name);
  const { align, body } = OF_THE_LANGUAGE;
  return new Map<string, Indent>([
    ...[...align].filter(isKnown).map((name) => [name, "align"] as const),
    ...[...body].filter(isKnown).map((name) => [name, "body"] as const),
    ...[...BODIES_OF_TESTS].map((name) => [name, "body"] as const),
    [PIPELINE, "align"],
  ]);
}

/** Conditionals, and which of their arguments, counted from 1, is the branch that may be a conditional again. */
export const LAST_BRANCH: ReadonlyMap<string, number> = new Map([["if", 3]]);

/** `HEAD=RULE` as a head and its rule; undefined for what is none. */
export function readIndent(text: string): readonly [head: string, indent: Indent] | undefined {
  const [, head, rule] = /^(.+)=([a-z]+)$/.exec(text) ?? [];
  const indent = INDENTS.find((known) => known === rule);
  return head === undefined || indent === undefined ? undefined : [head, indent];
}
