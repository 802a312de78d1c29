// The verdict on a file of list runs: what of it becomes pipelines, and what keeps it as it is.

import {
  ADD_TESTS,
  LIST_ENTRIES,
  OPTION_STAGES,
  RUNNERS,
  STAGES,
} from "../../src/framework/framework-api.js";
import { definedNames } from "../../src/framework/module-text.js";
import type { TransformContext, Verdict } from "../../src/kit/transform.js";
import { isInTest, pipelinesIn } from "../../src/program/builder-use.js";
import { loadTargets } from "../../src/program/load-targets.js";
import { dialectOf, isListed } from "../../src/program/project.js";
import { isFrameworkModule, isLiteral, type Script, scriptOf } from "../../src/program/script.js";
import { type Form, readCall, readForm, topCalls } from "../../src/syntax/form.js";
import { SyntaxKind } from "../../src/syntax/kinds.js";
import type { SyntaxNode } from "../../src/syntax/tree.js";
import { computedArgument } from "../define-to-suite/findings/computed-argument.js";
import { emptySuite } from "../define-to-suite/findings/empty-suite.js";
import { mixedAt } from "../define-to-suite/findings/mixed-styles.js";
import { nestedCall } from "../define-to-suite/findings/nested-call.js";
import type { ApiCall } from "../define-to-suite/judge/api-calls.js";
import { checkReading, findUnreadable } from "../define-to-suite/judge/check.js";
import type { SuiteOptions } from "../define-to-suite/suite-options.js";
import { readPipeline } from "../suite-to-list/read-pipeline.js";
import {
  moduleText,
  reportBehindRuns,
  reportBindings,
  reportTwins,
  reportUnanswered,
  shown,
  usesOldStyle,
  verdictOf,
} from "./common.js";
import { FoundHere, type Report } from "./findings/found.js";
import { optionIgnored } from "./findings/option-ignored.js";
import { optionValue } from "./findings/option-value.js";
import { unknownRunner } from "./findings/unknown-runner.js";
import { entryOf, isListRun, type ListRun, readListRun } from "./read-list-run.js";

/** The runs of a file that become pipelines. */
export interface ListPlan {
  readonly script: Script;
  readonly runs: readonly ListRun[];
}

/** Names that the file relies on, before and after. */
const NAMES: readonly string[] = [
  ...Object.values(LIST_ENTRIES),
  ...OPTION_STAGES.values(),
  "->",
  ADD_TESTS,
  "list",
];

const TIMED_RUNNER = "test/run-with-timeout";

/** Reads and judges one file. Linear in its size, and in what it loads. */
export function judgeLists(
  source: string,
  context: TransformContext<SuiteOptions>,
): Verdict<ListPlan> {
  const script = scriptOf(source);
  const isModule = isFrameworkModule(script);
  const dialect = dialectOf(context.project);
  const broken = isModule ? checkReading(script, dialect) : findUnreadable(script, dialect);
  if (broken.length > 0) {
    return { status: "blocked", findings: broken };
  }
  const forms = isModule ? [] : topCalls(script.tree);
  const runs = forms.filter((form) => isListRun(form) && !isOldRun(form, script));
  const timed = forms.filter(({ name }) => name === TIMED_RUNNER);
  const nested = isModule ? [] : nestedRuns(script);
  if (runs.length + timed.length + nested.length === 0) {
    return { status: "unchanged", findings: [] };
  }
  const found = new FoundHere();
  const { report } = found;
  for (const { node } of timed) {
    report(unknownRunner, node);
  }
  for (const form of nested) {
    report(nestedCall, form.node, `${form.name} is not a top-level form here`);
  }
  const read = runs.map((form) => readListRun(form, report));
  // The proof reads every suite of the file, those that are pipelines already among them.
  for (const form of pipelinesIn(script)) {
    readPipeline(form, report);
  }
  if (usesOldStyle(script)) {
    found.add(mixedAt(read[0]?.node ?? script.tree.root, script, context.path));
  }
  checkFile(script, read, report);
  reportBehindRuns(
    script,
    read.map(({ node }) => node),
    dialect,
    report,
  );
  reportTwins(read.flatMap(({ elements = [] }) => elements).flatMap(testName), report);
  reportUnanswered(script, callsOf(read), context, found);
  reportIgnored(read, script, context, report);
  reportLookedUp(read, script, context, report);
  return verdictOf(found.findings, { script, runs: read });
}

/** The run of a registry ignores what it is given. */
function isOldRun({ args }: Form, script: Script): boolean {
  return usesOldStyle(script) && args.every((node) => readCall(node)?.name !== "list");
}

/** Runs of lists that stand in other forms, bodies of tests and data aside. */
function nestedRuns({ uses, tree }: Script): readonly Form[] {
  const tops = new Set(tree.root.elements.map(({ index }) => index));
  return uses.flatMap(({ name, role, quoted, inBody, node }) => {
    const form = node.parent === undefined ? undefined : readForm(node.parent);
    const isMeant = name in RUNNERS && role === "call" && !quoted && !inBody;
    return isMeant && form !== undefined && !tops.has(form.node.index) && isNestedRun(form)
      ? [form]
      : [];
  });
}

function isNestedRun(form: Form): boolean {
  return isListRun(form) && !isInTest(form.node);
}

function checkFile(script: Script, runs: readonly ListRun[], report: Report): void {
  reportBindings(script, NAMES, report);
  for (const { node, aio, elements, options } of runs) {
    if (elements?.length === 0) {
      report(emptySuite, node);
    }
    const values = [options.name, ...options.flags.map(({ value }) => value)];
    for (const value of values) {
      if (value !== undefined && !isLiteralValue(value)) {
        report(computedArgument, value, `${shown(value)} is evaluated before the tests now`);
      }
    }
    if (aio !== undefined && aio.kind !== SyntaxKind.Symbol) {
      report(computedArgument, aio, `${shown(aio)} is evaluated after the tests now`);
    }
  }
}

function isLiteralValue({ kind, text }: SyntaxNode): boolean {
  return kind === SyntaxKind.Number || kind === SyntaxKind.String || text.startsWith(":");
}

function testName(element: SyntaxNode): readonly SyntaxNode[] {
  const [name] = entryOf(element)?.args ?? [];
  return name === undefined ? [] : [name];
}

/** What the file calls once it is migrated, each with the arguments that its function gets. */
function callsOf(runs: readonly ListRun[]): readonly ApiCall[] {
  return runs.flatMap(({ node, mode, elements, options }) => {
    const added = elements ?? [node];
    const stages = added.map((element): ApiCall => {
      const isEntry = entryOf(element) !== undefined;
      return isEntry
        ? { name: STAGES[mode], count: 3, node: element }
        : { name: ADD_TESTS, count: 2, node: element };
    });
    const flags = options.flags.map(({ stage, key }) => ({ name: stage, count: 2, node: key }));
    const isAsync = mode === "async";
    return [
      { name: "->", count: stages.length + flags.length + 2, node },
      { name: "test/suite", count: 1, node },
      ...flags,
      ...stages,
      { name: isAsync ? "test/run-async" : "test/run", count: isAsync ? 2 : 1, node },
    ];
  });
}

/** Options of which the runner that the file loads has never heard. */
function reportIgnored(
  runs: readonly ListRun[],
  script: Script,
  { options: { outlook } }: TransformContext<SuiteOptions>,
  report: Report,
): void {
  const module = outlook === undefined ? undefined : moduleText(script, outlook);
  if (module === undefined) {
    return;
  }
  for (const { key } of runs.flatMap(({ options }) => options.flags)) {
    if (!module.includes(key.text)) {
      report(optionIgnored, key, `the runner does not know ${key.text}, as a stage neither`);
    }
  }
}

/**
 * Names that were data in the options and are code in a stage: where a load looks all names of the code up
 * before the file runs, what the file only loads itself is not there yet.
 */
function reportLookedUp(
  runs: readonly ListRun[],
  { tree }: Script,
  { path, project }: TransformContext<SuiteOptions>,
  report: Report,
): void {
  const names = runs.flatMap(({ options }) => (isData(options) ? namesIn(options) : []));
  const isChecked = names.length > 0 && dialectOf(project).rules.loadChecksFirst;
  if (!isChecked || !isListed(project) || !loadTargets(project).has(path)) {
    return;
  }
  const own = new Set(definedNames(tree.source));
  for (const name of names.filter(({ text }) => !own.has(text))) {
    const message = `who loads the file looks ${name.text} up before it runs, and it is not defined here`;
    report(
      { ...optionValue, hint: "write the value, or define the name in this file" },
      name,
      message,
    );
  }
}

function isData({ node }: ListRun["options"]): boolean {
  return node?.kind === SyntaxKind.QExpr;
}

function namesIn({ name, flags }: ListRun["options"]): readonly SyntaxNode[] {
  return [name, ...flags.map(({ value }) => value)].flatMap((value) =>
    value?.kind === SyntaxKind.Symbol && !isLiteral(value) ? [value] : [],
  );
}
