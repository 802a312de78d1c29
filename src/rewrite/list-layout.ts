// The list target: `(test/run (list (test …) …) {:suite-name …})`, where the run stood: what
// upstream's own new module accepts (djmittens/valkyria 9add784, src/modules/test.valk).

import { DEFAULT_SUITE_NAME, type FlagName } from "../analysis/framework-api.js";
import type { Item } from "../analysis/item.js";
import { itemsOf, type Script } from "../analysis/script.js";
import { printNode } from "../edit/print.js";
import type { Rewrite } from "../edit/rewrite.js";
import { list, type NewNode, number, qexpr, reuse, string, symbol } from "../syntax/build.js";
import { SyntaxKind } from "../syntax/kinds.js";
import type { SyntaxNode } from "../syntax/tree.js";
import { writeHead } from "./suite-head.js";
import type { Placed, SuitePlan } from "./suite-plan.js";
import { SuiteWriter } from "./suite-writer.js";
import { listReplacements } from "./values.js";

const SETTINGS_INDENT = "  ";

/**
 * Writes the plan as a list of tests with a property list of settings behind it; `indentation`
 * overrules what suits the file.
 */
export function layOutList(script: Script, plan: SuitePlan, indentation?: string): Rewrite {
  const { tree } = script;
  // A part that is not a test itself answers a list of tests, so that all parts have to be lists.
  const joinsLists = plan.stages.some(({ item }) => item.kind === "stage");
  const writer = new SuiteWriter(tree, listReplacements(script, joinsLists), indentation);
  const lastTest = plan.stages.findLast(({ item }) => isTest(item));
  const opening = lastTest === undefined ? "{}" : joinsLists ? "(join" : "(list";
  const leadWritten = writeHead(writer, plan, () => {
    const { mode, form } = plan.run.item;
    writer.add(`(${form.name} `);
    if (mode === "async") {
      const aio = (form.args[0] as SyntaxNode).index;
      writer.keep({ start: aio, end: tree.after(aio) });
      writer.add(" ");
    }
    writer.add(opening);
  });
  if (plan.suite !== undefined) {
    writer.writeCommentsIn(plan.suite.block.node, writer.style.indent);
  }
  for (const [position, placed] of plan.stages.entries()) {
    writeEntry(writer, placed, position === 0 && leadWritten, placed === lastTest);
  }
  writeSettings(writer, script, plan, plan.stages.length === 0 && leadWritten);
  writer.keep(plan.rest);
  return writer.build();
}

function writeEntry(
  writer: SuiteWriter,
  placed: Placed,
  skipBlankLines: boolean,
  isLast: boolean,
): void {
  const { item, block } = placed;
  const { indent } = writer.style;
  if (item.kind === "suite") {
    writer.writeAsComment(placed, indent, skipBlankLines);
  } else if (isTest(item)) {
    writer.writeLead(placed, indent, skipBlankLines);
    writer.writeForm(placed, indent);
    writer.add(isLast ? ")" : "");
    writer.keep(block.trailing);
  } else {
    writer.writeCommentsAround(placed, indent, { skipBlankLines, withTrailing: true });
  }
}

function isTest({ kind }: Item): boolean {
  return kind === "registration" || kind === "stage";
}

function writeSettings(
  writer: SuiteWriter,
  script: Script,
  plan: SuitePlan,
  skipBlankLines: boolean,
): void {
  writer.writeCommentsAround(plan.run, SETTINGS_INDENT, { skipBlankLines, withTrailing: false });
  const indent = writer.atLineStart ? SETTINGS_INDENT : " ";
  writer.add(indent);
  const settings = readSettings(script, plan);
  const node = settings.every(({ value }) => isPlain(value))
    ? qexpr(...settings.flatMap(({ key, value }) => [key, value]))
    : list(symbol("list"), ...settings.flatMap(({ key, value }) => [key, value]));
  writer.add(printNode(node, { column: indent.length, lineEnd: writer.style.lineEnd }));
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
function readSettings(script: Script, { suite }: SuitePlan): readonly Setting[] {
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
