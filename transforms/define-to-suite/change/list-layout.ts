// The list target: `(test/run (list (test …) …) {:suite-name …})`, where the run stood, or for a file
// that others run `(fun {name} {list (test …) …})`: what upstream's own new module accepts (djmittens/valkyria 9add784, src/modules/test.valk).

import { printNode } from "../../../src/edit/print.js";
import type { Rewrite } from "../../../src/edit/rewrite.js";
import { DEFAULT_SUITE_NAME, type FlagName } from "../../../src/framework/framework-api.js";
import { itemsOf, type Script } from "../../../src/program/script.js";
import {
  list,
  type NewNode,
  number,
  qexpr,
  reuse,
  string,
  symbol,
} from "../../../src/syntax/build.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { SyntaxNode } from "../../../src/syntax/tree.js";
import { writeFunctionEnd } from "./function-end.js";
import { leavesComment, writeTrailing } from "./group-end.js";
import { writeHead } from "./suite-head.js";
import { isPartStage, type RunPlan, type Stage, type SuitePlan } from "./suite-plan.js";
import { readFileStyle, SuiteWriter } from "./suite-writer.js";
import { listReplacements } from "./values.js";

/**
 * Writes the plan as a list of tests, for a run with a property list of settings behind it;
 * `indentation` overrules what suits the file.
 */
export function layOutList(script: Script, plan: SuitePlan, indentation?: string): Rewrite {
  const { tree } = script;
  // A part that is not a test itself answers a list of tests, so that all parts have to be lists.
  const joinsLists = plan.stages.some((stage) => isPartStage(stage) || stage.item.kind === "stage");
  const { indent } = readFileStyle(tree);
  const level = indentation ?? (indent.startsWith("\t") ? indent : LIST_INDENT);
  const writer = new SuiteWriter(tree, listReplacements(script, joinsLists), level);
  const lastTest = plan.stages.findLast(isTest);
  const leadWritten = writeHead(writer, plan, () => writeOpening(writer, script, plan, joinsLists));
  if (plan.kind === "run" && plan.suite !== undefined) {
    const { item, block } = plan.suite;
    writer.writeCommentsIn(block.node, writer.style.indent, item.name);
  }
  for (const [position, stage] of plan.stages.entries()) {
    const hasLead = position === 0 && (leadWritten || isPartStage(stage));
    const closes = plan.kind === "run" && stage === lastTest;
    const isLast = plan.kind === "function" && stage === lastTest;
    writeEntry(writer, stage, { hasLead, closes, isLast, kept: keptOf(script, stage) });
  }
  if (plan.kind === "function") {
    writeFunctionEnd(writer, plan, tree, "})");
  } else {
    writeSettings(writer, script, plan, plan.stages.length === 0 && leadWritten);
    writer.rewrite(plan.rest);
  }
  return writer.build();
}

/** Under the parenthesis of the run, as files of lists are written. */
const LIST_INDENT = "  ";

function writeOpening(
  writer: SuiteWriter,
  { tree }: Script,
  plan: SuitePlan,
  joinsLists: boolean,
): void {
  const collect = joinsLists ? "join" : "list";
  if (plan.kind === "function") {
    writer.add(`(fun {${plan.shape.name}} {${collect}`);
    return;
  }
  const { mode, form } = plan.run.item;
  writer.add(`(${form.name} `);
  if (mode === "async") {
    const aio = (form.args[0] as SyntaxNode).index;
    writer.keep({ start: aio, end: tree.after(aio) });
    writer.add(" ");
  }
  writer.add(plan.stages.some(isTest) ? `(${collect}` : "{}");
}

interface EntryOptions {
  /** Whether its topmost blank lines were written already. */
  readonly hasLead: boolean;
  /** Whether the list of tests ends with it. */
  readonly closes: boolean;
  /** Whether a function does, which writes the rest of its line itself. */
  readonly isLast: boolean;
  /** The argument of a flag that the settings hold. */
  readonly kept: SyntaxNode | undefined;
}

/** The last value of each flag counts; what an earlier one holds goes away but for its comments. */
function keptOf(script: Script, stage: Stage): SyntaxNode | undefined {
  if (isPartStage(stage) || stage.item.kind !== "flag") {
    return undefined;
  }
  const { flag, argument } = stage.item;
  const last = itemsOf(script, "flag").findLast((other) => other.flag === flag);
  return last?.argument.is(argument) === true ? argument : undefined;
}

function writeEntry(
  writer: SuiteWriter,
  stage: Stage,
  { hasLead, closes, isLast, kept }: EntryOptions,
): void {
  const { indent } = writer.style;
  if (isPartStage(stage)) {
    writer.writePart(stage, `(${stage.part.name})${closes ? ")" : ""}`, indent, hasLead);
    return;
  }
  const { item, block } = stage;
  if (item.kind === "suite") {
    writer.writeAsComment(stage, indent, hasLead);
  } else if (isTest(stage)) {
    writer.writeLead(stage, indent, hasLead);
    writer.writeForm(stage, indent);
    if (closes) {
      if (leavesComment(stage, writer.tree)) {
        writer.startLine();
        writer.add(indent);
      }
      writer.add(")");
      writer.keep(block.trailing);
    } else if (!isLast) {
      writeTrailing(writer, stage);
    }
  } else {
    const options = { skipBlankLines: hasLead, withTrailing: true, kept };
    writer.writeCommentsAround(stage, indent, options);
  }
}

function isTest(stage: Stage): boolean {
  return isPartStage(stage) || stage.item.kind === "registration" || stage.item.kind === "stage";
}

function writeSettings(
  writer: SuiteWriter,
  script: Script,
  plan: RunPlan,
  skipBlankLines: boolean,
): void {
  const { mode, form } = plan.run.item;
  const kept = mode === "async" ? form.args[0] : undefined;
  const { lineEnd, indent: level } = writer.style;
  const hasTabs = level.startsWith("	");
  const own = hasTabs ? level : "  ";
  writer.writeCommentsAround(plan.run, own, { skipBlankLines, withTrailing: false, kept });
  const indent = writer.atLineStart ? own : " ";
  writer.add(indent);
  const settings = readSettings(script, plan);
  const node = settings.every(({ value }) => isPlain(value))
    ? qexpr(...settings.flatMap(({ key, value }) => [key, value]))
    : list(symbol("list"), ...settings.flatMap(({ key, value }) => [key, value]));
  const wrapped = hasTabs ? { indent: level + level } : {};
  writer.add(printNode(node, { column: indent.length, lineEnd, ...wrapped }));
  writer.add(")");
}

interface Setting {
  readonly key: NewNode;
  readonly value: NewNode;
}

/** A value that means the same quoted and not; all others are evaluated, as they were. */
function isPlain(value: NewNode): boolean {
  return value.kind !== "reuse" || PLAIN.has(value.node.kind);
}

const PLAIN: ReadonlySet<SyntaxKind> = new Set([SyntaxKind.String, SyntaxKind.Number]);

/** The suite's name and the last of each flag, which is the one that counted. */
function readSettings(script: Script, { suite }: RunPlan): readonly Setting[] {
  const name = suite === undefined ? string(DEFAULT_SUITE_NAME) : reuse(suite.item.name);
  const flags = new Map(itemsOf(script, "flag").map(({ flag, argument }) => [flag, argument]));
  return [
    { key: symbol(":suite-name"), value: name },
    ...[...flags].flatMap(([flag, argument]) => flagSettings(flag, argument)),
  ];
}

function flagSettings(flag: FlagName, argument: SyntaxNode): readonly Setting[] {
  const value = reuse(argument);
  switch (flag) {
    case "test/skip":
      return [
        { key: symbol(":skip-suite"), value: number(1) },
        { key: symbol(":skip-reason"), value },
      ];
    case "test/debug":
      return [{ key: symbol(":debug"), value }];
    case "test/expect-exit":
      return [{ key: symbol(":expected-exit"), value }];
  }
}
