// The verdict on a file of pipelines: what of it becomes runs of lists, and what keeps it as it is.

import { ADD_TESTS, LIST_ENTRIES } from "../../src/framework/framework-api.js";
import type { TransformContext, Verdict } from "../../src/kit/transform.js";
import { pipelinesIn, stagesOutside } from "../../src/program/builder-use.js";
import { dialectOf } from "../../src/program/project.js";
import { isFrameworkModule, type Script, scriptOf } from "../../src/program/script.js";
import { topCalls } from "../../src/syntax/form.js";
import { SyntaxKind } from "../../src/syntax/kinds.js";
import type { SyntaxNode } from "../../src/syntax/tree.js";
import { computedArgument } from "../define-to-suite/findings/computed-argument.js";
import { emptySuite } from "../define-to-suite/findings/empty-suite.js";
import { mixedAt } from "../define-to-suite/findings/mixed-styles.js";
import { nestedCall } from "../define-to-suite/findings/nested-call.js";
import type { ApiCall } from "../define-to-suite/judge/api-calls.js";
import { checkReading, findUnreadable } from "../define-to-suite/judge/check.js";
import type { SuiteOptions } from "../define-to-suite/suite-options.js";
import {
  reportBehindRuns,
  reportBindings,
  reportTwins,
  reportUnanswered,
  shown,
  usesOldStyle,
  verdictOf,
} from "../list-to-suite/common.js";
import { FoundHere, type Report } from "../list-to-suite/findings/found.js";
import { optionValue } from "../list-to-suite/findings/option-value.js";
import { isListRun, readListRun } from "../list-to-suite/read-list-run.js";
import { commentsBetween } from "../list-to-suite/region.js";
import { optionsOf } from "./list-options.js";
import { type Pipeline, readPipeline } from "./read-pipeline.js";

/** The pipelines of a file that become lists. */
export interface SuitePlan {
  readonly script: Script;
  readonly pipelines: readonly Pipeline[];
}

const COMMENT_IN_OPTION = { ...optionValue, hint: "move the comment in front of the stage" };

/** Reads and judges one file. Linear in its size, and in what it loads. */
export function judgeSuites(
  source: string,
  context: TransformContext<SuiteOptions>,
): Verdict<SuitePlan> {
  const script = scriptOf(source);
  const isModule = isFrameworkModule(script);
  const dialect = dialectOf(context.project);
  const broken = isModule ? checkReading(script, dialect) : findUnreadable(script, dialect);
  if (broken.length > 0) {
    return { status: "blocked", findings: broken };
  }
  const suites = isModule ? [] : pipelinesIn(script);
  const nested = isModule ? [] : stagesOutside(script);
  if (suites.length + nested.length === 0) {
    return { status: "unchanged", findings: [] };
  }
  const found = new FoundHere();
  const { report } = found;
  for (const { node, name } of nested) {
    report(nestedCall, node, `${name} stands outside of a pipeline that names its suite`);
  }
  const pipelines = suites.flatMap((form) => readPipeline(form, report) ?? []);
  reportLists(script, report);
  if (usesOldStyle(script)) {
    found.add(mixedAt(pipelines[0]?.node ?? script.tree.root, script, context.path));
  }
  checkFile(script, pipelines, report);
  reportBehindRuns(
    script,
    pipelines.map(({ node }) => node),
    dialect,
    report,
  );
  reportTwins(pipelines.flatMap(testNames), report);
  reportUnanswered(script, pipelines.flatMap(callsOf), context, found);
  return verdictOf(found.findings, { script, pipelines });
}

/** Reports what the proof, which reads every suite of the file, cannot read of those that are lists already. */
function reportLists({ tree }: Script, report: Report): void {
  for (const form of topCalls(tree).filter(isListRun)) {
    readListRun(form, (kind, node, message) => {
      if (kind.severity === "refuse") {
        report(kind, node, message);
      }
    });
  }
}

function checkFile(script: Script, pipelines: readonly Pipeline[], report: Report): void {
  reportBindings(script, [...Object.values(LIST_ENTRIES), "->", "list", ADD_TESTS], report);
  for (const { node, units, flags, head, run } of pipelines) {
    if (units.length === 0) {
      report(emptySuite, node);
    }
    for (const value of [...head.args, ...flags.map((flag) => flag.value)]) {
      if (value.kind !== SyntaxKind.Number && value.kind !== SyntaxKind.String) {
        report(computedArgument, value, `${shown(value)} is evaluated after the tests now`);
      }
    }
    for (const { node: stage, stage: name, value } of flags) {
      const { tree, index } = stage;
      if (commentsBetween({ tree, first: index, end: tree.after(index) }).length > 0) {
        report(COMMENT_IN_OPTION, value, `a comment in ${name} has no place in the options`);
      }
    }
    for (const aio of run.args) {
      if (run.name === "test/run-async" && aio.kind !== SyntaxKind.Symbol) {
        report(computedArgument, aio, `${shown(aio)} is evaluated before the tests now`);
      }
    }
  }
}

function testNames({ units }: Pipeline): readonly SyntaxNode[] {
  return units.flatMap(({ head }) => {
    const name = head?.nextElement;
    return name === undefined ? [] : [name];
  });
}

function callsOf(pipeline: Pipeline): readonly ApiCall[] {
  const { node, mode, units, run } = pipeline;
  const name = LIST_ENTRIES[mode];
  const entries = units.map((unit): ApiCall => ({ name, count: 2, node: unit.node }));
  const count = (mode === "async" ? 2 : 1) + (optionsOf(pipeline).length > 0 ? 1 : 0);
  return [{ name: run.name, count, node, entry: name }, ...entries];
}
