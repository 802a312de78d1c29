// Where a file registers tests, of either API: what counts and names them. Invariant: a text that
// reads is counted by its tree; one whose brackets or strings do not pair as far as that can be told,
// so that the tests of a broken file are not lost from the counts.

import { LIST_ENTRY_NAMES, REGISTRATIONS, RUNNERS, STAGES } from "../framework/framework-api.js";
import { type Form, readCall } from "../syntax/form.js";
import type { SyntaxNode, SyntaxTree } from "../syntax/tree.js";
import type { ApiUse } from "./api-use.js";
import { isInTest } from "./builder-use.js";
import { isNil, itemsOf, type Script } from "./script.js";

/** One call that registers a test, or would if it were reached. */
export interface TestCall {
  readonly api: "old" | "new";
  /** Where it stands in the text. */
  readonly start: number;
  /** The text of its name's expression; empty where it has none. */
  readonly name: string;
}

const NEW_CALLS: ReadonlySet<string> = new Set([...Object.values(STAGES), ...LIST_ENTRY_NAMES]);

/** Tests of one file. */
export interface TestCounts {
  /** Registrations that use the old API, migrated or not. */
  readonly old: number;
  /** Stages or list entries that already use the new one. */
  readonly new: number;
  /** How many of the new ones are entries of a list; missing for none. */
  readonly lists?: number;
  /** The same number where the file runs tests that are computed; missing for none. */
  readonly computed?: number;
}

/** How many tests of each API a file has. Linear, and cheap for a file that reads. */
export function countTests(script: Script): TestCounts {
  if (hasOpenString(script.tree)) {
    const calls = callsInText(script.tree.source);
    const old = calls.filter(({ api }) => api === "old").length;
    return { old, new: calls.length - old };
  }
  const calls = nestedCalls(script);
  const lists = calls.filter(({ name }) => LIST_ENTRY_NAMES.has(name)).length;
  return {
    ...(lists > 0 && { lists }),
    ...(lists > 0 && computesTests(script) && { computed: lists }),
    old: registrations(script).length + calls.filter(({ name }) => name in REGISTRATIONS).length,
    new: calls.filter(({ name }) => NEW_CALLS.has(name)).length,
  };
}

/**
 * Whether tests of the file are values that no list of its own writes out: of all modules only a runner of lists
 * with its builder layer adds those to a pipeline.
 */
export function computesTests(script: Script): boolean {
  const runs = itemsOf(script, "pipeline")
    .flatMap(({ node }) => readCall(node) ?? [])
    .filter(({ name }) => name in RUNNERS);
  return runs.length === 0 || !runs.every(writesTestsOut);
}

/** Whether a run of a list is given nothing, or a list of nothing but tests. */
function writesTestsOut({ name, args }: Form): boolean {
  const tests = args[RUNNERS[name] === "async" ? 1 : 0];
  const list = tests && readCall(tests);
  return (
    (tests !== undefined && isNil(tests)) ||
    (list?.name === "list" &&
      list.args.every((entry) => LIST_ENTRY_NAMES.has(readCall(entry)?.name ?? "")))
  );
}

/** The same tests one by one: top-level registrations first, otherwise in order. */
export function readTestCalls(script: Script): readonly TestCall[] {
  if (hasOpenString(script.tree)) {
    return callsInText(script.tree.source);
  }
  const nested = nestedCalls(script).flatMap(({ name, node }): TestCall[] => {
    const api = name in REGISTRATIONS ? "old" : "new";
    const isTest = api === "old" || NEW_CALLS.has(name);
    return isTest ? [{ api, start: node.start, name: node.nextElement?.text ?? "" }] : [];
  });
  return [
    ...registrations(script).map(
      ({ start, name }): TestCall => ({ api: "old", start, name: name?.text ?? "" }),
    ),
    ...nested,
  ];
}

interface Registration {
  readonly start: number;
  readonly name: SyntaxNode | undefined;
}

/** The top-level forms that register a test; the one that an open bracket spoils among them. */
function registrations({ items, tree }: Script): readonly Registration[] {
  const open = firstOpenBracket(tree);
  return items.flatMap((item): Registration[] => {
    if (item.kind === "registration") {
      return [{ start: item.node.start, name: item.name }];
    }
    const isSpoilt =
      item.kind === "malformed" &&
      item.form.name in REGISTRATIONS &&
      item.node.start <= open &&
      open < item.node.end;
    return isSpoilt ? [{ start: item.node.start, name: item.form.args[0] }] : [];
  });
}

/** Calls of API names below the top-level forms, but for those in data and in bodies of tests. */
function nestedCalls({ uses, tree }: Script): readonly ApiUse[] {
  const open = firstOpenBracket(tree);
  // What stands behind a bracket that is never closed seems to stand in it.
  return uses.filter(
    ({ role, quoted, inBody, name, node }) =>
      role === "call" &&
      ((!quoted && !inBody && !(NEW_CALLS.has(name) && isInOtherTest(node))) || node.start > open),
  );
}

/** Whether the call of this head stands in a test of a new style: what that does is its own business. */
function isInOtherTest({ parent }: SyntaxNode): boolean {
  return parent !== undefined && isInTest(parent);
}

function firstOpenBracket({ diagnostics }: SyntaxTree): number {
  const open = diagnostics.find(({ code }) => code === "read-unclosed-bracket");
  return open?.span.start ?? Number.POSITIVE_INFINITY;
}

/** Whether a quotation mark has no partner: what is a string and what is code is unknown then. */
export function hasOpenString({ diagnostics }: SyntaxTree): boolean {
  return diagnostics.some(({ code }) => code === "read-unterminated-string");
}

const COMMENT = /(?<![^\s(){}]);[^\n]*/g;
const CALL =
  /[({]\s{0,99}(?:(test\/define|test\/async)|test\/add(?:-async)?|test(?:-async)?(?=\s{1,99}"))(?![\w+\-*\\/=<>!&?:])\s{0,99}("(?:[^"\\\n]|\\.)*"|[^\s(){}"]*)/g;

/** The text with blanks for what looks like a comment. */
export function blankComments(source: string): string {
  return source.replace(COMMENT, (comment) => " ".repeat(comment.length));
}

/** The calls as far as the bare text shows them, in order. */
function callsInText(source: string): readonly TestCall[] {
  return [...blankComments(source).matchAll(CALL)].map(({ index, 1: old, 2: name = "" }) => ({
    api: old === undefined ? "new" : "old",
    start: index,
    name,
  }));
}
