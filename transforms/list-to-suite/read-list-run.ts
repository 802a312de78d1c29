// What a list run says: its runner, its tests, its options. A reading that reports what must not be
// guessed; nothing is rewritten here. Called by the judgement, run by run.

import {
  LIST_ENTRIES,
  type Mode,
  NAME_OPTION,
  OPTION_STAGES,
  REASON_OPTION,
  RUNNERS,
  SKIP_OPTION,
} from "../../src/framework/framework-api.js";
import { isNil } from "../../src/program/script.js";
import { type Form, readCall } from "../../src/syntax/form.js";
import { SyntaxKind } from "../../src/syntax/kinds.js";
import type { SyntaxNode } from "../../src/syntax/tree.js";
import { wrongArity } from "../define-to-suite/findings/wrong-arity.js";
import { wrongRunner } from "../define-to-suite/findings/wrong-runner.js";
import type { Report } from "./findings/found.js";
import { listShape } from "./findings/list-shape.js";
import { optionConflict } from "./findings/option-conflict.js";
import { optionIgnored } from "./findings/option-ignored.js";
import { optionValue } from "./findings/option-value.js";
import { unknownOption } from "./findings/unknown-option.js";

/** One run, `(test/run (list …) {…})` or `(test/run-async aio (list …) {…})`. */
export interface ListRun {
  readonly node: SyntaxNode;
  readonly mode: Mode;
  /** What an async run runs on. */
  readonly aio: SyntaxNode | undefined;
  /** `(list …)`, or whatever else has the tests; undefined for brackets around nothing. */
  readonly tests: SyntaxNode | undefined;
  /** The elements of the list; undefined where the tests are computed. */
  readonly elements: readonly SyntaxNode[] | undefined;
  readonly options: ListOptions;
}

export interface ListOptions {
  readonly node: SyntaxNode | undefined;
  readonly name: SyntaxNode | undefined;
  /** In the order of their keys. */
  readonly flags: readonly Flag[];
  /** Keys that change nothing, with their values: kept as comments. */
  readonly idle: readonly Option[];
}

/** A stage of one argument; `""` where it is undefined. */
export interface Flag {
  readonly stage: string;
  readonly value: SyntaxNode | undefined;
  /** The option that it comes from. */
  readonly key: SyntaxNode;
}

export interface Option {
  readonly key: SyntaxNode;
  readonly value: SyntaxNode;
}

/** Whether the call runs what it is given: tests, options, or both. */
export function isListRun({ name, args }: Form): boolean {
  const mode = RUNNERS[name];
  if (mode === undefined) {
    return false;
  }
  const given = args.slice(mode === "async" ? 1 : 0);
  return given.length > 1 || given.some((node) => !isNil(node));
}

/** Reads a call that is a list run. What is reported may make the reading worthless. */
export function readListRun({ node, name, args }: Form, report: Report): ListRun {
  const mode = RUNNERS[name] as Mode;
  const [aio, given] = mode === "async" ? [args[0], args.slice(1)] : [undefined, args];
  const [first, second, surplus] = given;
  if (surplus !== undefined) {
    report(listShape, surplus, `${name} takes tests and options, and nothing behind them`);
  }
  const tests = first as SyntaxNode;
  const isTurned = startsWithKey(tests);
  if (isTurned) {
    report(listShape, tests, "options stand where the tests belong, so that no test runs");
  }
  const isEmpty = isNil(tests);
  const form = readCall(tests);
  const elements = isEmpty ? [] : form?.name === "list" ? form.args : undefined;
  for (const element of elements ?? []) {
    checkElement(element, mode, report);
  }
  return {
    node,
    mode,
    aio,
    tests: isEmpty ? undefined : tests,
    elements,
    options: isTurned ? NO_OPTIONS : readOptions(second, report),
  };
}

function startsWithKey(node: SyntaxNode): boolean {
  const items = node.kind === SyntaxKind.QExpr ? node.elements : listItems(node);
  return items?.[0] !== undefined && isKey(items[0]);
}

function listItems(node: SyntaxNode): readonly SyntaxNode[] | undefined {
  const form = readCall(node);
  return form?.name === "list" ? form.args : undefined;
}

function isKey(node: SyntaxNode): boolean {
  return node.kind === SyntaxKind.Symbol && node.text.startsWith(":");
}

/** The call of a literal test of either kind. */
export function entryOf(element: SyntaxNode): Form | undefined {
  const form = readCall(element);
  return form !== undefined && ENTRIES.has(form.name) ? form : undefined;
}

const ENTRIES: ReadonlySet<string> = new Set(Object.values(LIST_ENTRIES));

function checkElement(element: SyntaxNode, mode: Mode, report: Report): void {
  const entry = entryOf(element);
  if (entry === undefined) {
    return;
  }
  const { name, args } = entry;
  if (args.length !== 2) {
    report(wrongArity, element, `${name} takes a name and a body, here it has ${args.length}`);
  } else if (name !== LIST_ENTRIES[mode]) {
    report(wrongRunner, element, `${name} stands in a run of ${LIST_ENTRIES[mode]}`);
  }
}

const NO_OPTIONS: ListOptions = { node: undefined, name: undefined, flags: [], idle: [] };

function readOptions(node: SyntaxNode | undefined, report: Report): ListOptions {
  if (node === undefined) {
    return NO_OPTIONS;
  }
  const form = readCall(node);
  if (form?.name === "test/context-new" && form.args.length === 0) {
    return { ...NO_OPTIONS, node };
  }
  const isData = node.kind === SyntaxKind.QExpr;
  const items = isData ? node.elements : listItems(node);
  if (items === undefined) {
    report(listShape, node, "the options are computed, so that nobody can tell what they say");
    return NO_OPTIONS;
  }
  if (items.length === 0) {
    report(unknownOption, node, "the options say nothing, and a pipeline has no place for them");
  }
  if (items.length % 2 === 1) {
    report(listShape, node, "the options are no pairs of a key and a value");
    return NO_OPTIONS;
  }
  const pairs = items.flatMap((key, at): Option[] =>
    at % 2 === 0 ? [{ key, value: items[at + 1] as SyntaxNode }] : [],
  );
  return settle(node, readPairs(pairs, isData, report), report);
}

function readPairs(
  pairs: readonly Option[],
  isData: boolean,
  report: Report,
): ReadonlyMap<string, Option> {
  const known = new Map<string, Option>();
  for (const option of pairs) {
    const { key, value } = option;
    const { text } = key;
    if (!OPTION_STAGES.has(text) && !OTHER_OPTIONS.has(text)) {
      report(unknownOption, key, `${text} is no option that a pipeline has a stage for`);
    } else if (known.has(text)) {
      report(optionConflict, key, `${text} is given twice: the runner takes the first`);
    } else if (isData && !isPlainValue(value)) {
      report(optionValue, value, `the value of ${text} is data in a list, and would be code`);
    }
    known.set(text, known.get(text) ?? option);
  }
  return known;
}

const OTHER_OPTIONS: ReadonlySet<string> = new Set([NAME_OPTION, SKIP_OPTION, REASON_OPTION]);

/** The runner evaluates the values of options: what means the same as a stage's argument. */
function isPlainValue({ kind }: SyntaxNode): boolean {
  return kind === SyntaxKind.Number || kind === SyntaxKind.String || kind === SyntaxKind.Symbol;
}

function settle(node: SyntaxNode, known: ReadonlyMap<string, Option>, report: Report): ListOptions {
  const skip = known.get(SKIP_OPTION);
  const reason = known.get(REASON_OPTION);
  const skips = skip?.value.text === "1";
  if (skip !== undefined && !skips && skip.value.text !== "0") {
    report(optionConflict, skip.value, `${SKIP_OPTION} is neither 0 nor 1`);
  }
  const idle = skips ? [] : [skip, reason].filter((option) => option !== undefined);
  for (const { key, value } of idle) {
    const isBroken = value.text.includes("\n");
    const message = `${key.text} changes nothing here: it becomes a comment`;
    report(isBroken ? optionConflict : optionIgnored, key, message);
  }
  const flags = [...known].flatMap(([text, { key, value }]): Flag[] => {
    const stage = OPTION_STAGES.get(text);
    if (stage !== undefined) {
      return [{ stage, key, value }];
    }
    return text === SKIP_OPTION && skips ? [{ stage: "test/skip", key, value: reason?.value }] : [];
  });
  return { node, name: known.get(NAME_OPTION)?.value, flags, idle };
}
