// The builder target: `(-> (test/suite …) (test/add …) … (test/run))`, where the run stood.

import { DEFAULT_SUITE_NAME, STAGES } from "../analysis/framework-api.js";
import type { Item, RunItem } from "../analysis/item.js";
import { isNil } from "../analysis/script.js";
import type { Rewrite } from "../edit/rewrite.js";
import type { Replacements } from "../edit/shift.js";
import { SyntaxKind } from "../syntax/kinds.js";
import { encodeString } from "../syntax/string-literal.js";
import type { SyntaxTree } from "../syntax/tree.js";
import { writeHead } from "./suite-head.js";
import type { Placed, SuitePlan } from "./suite-plan.js";
import { SuiteWriter } from "./suite-writer.js";

/** Writes the plan as a pipeline. */
export function layOutBuilder(tree: SyntaxTree, plan: SuitePlan): Rewrite {
  const writer = new SuiteWriter(tree);
  const { indent } = writer.style;
  const leadWritten = writeHead(writer, plan, (suite) => {
    if (suite === undefined) {
      writer.add(`(-> (test/suite ${encodeString(DEFAULT_SUITE_NAME)})`);
    } else {
      writer.add("(-> ");
      writer.writeForm(suite.block, indent);
    }
  });
  for (const [position, placed] of [...plan.stages, plan.run].entries()) {
    writeStage(writer, placed, position === 0 && leadWritten);
  }
  writer.add(")");
  writer.keep(plan.rest);
  return writer.build();
}

function writeStage(writer: SuiteWriter, placed: Placed, skipBlankLines: boolean): void {
  const { item, block } = placed;
  const { indent } = writer.style;
  if (item.kind === "suite") {
    writer.writeAsComment(placed, indent, skipBlankLines);
    return;
  }
  writer.writeLead(placed, indent, skipBlankLines);
  writer.writeForm(block, indent, replacementsIn(item));
  if (item.kind !== "run") {
    writer.keep(block.trailing);
  }
}

/** What changes inside a form that becomes a stage. */
function replacementsIn(item: Item): Replacements | undefined {
  if (item.kind === "registration") {
    return new Map([[item.form.head.index, STAGES[item.mode]]]);
  }
  return item.kind === "run" ? withoutIgnoredArguments(item) : undefined;
}

/** The old runners ignored `{}`, `()` and `nil`; the new ones would take them for a suite. */
function withoutIgnoredArguments({ mode, form: { node, args } }: RunItem): Replacements {
  const removed = new Map<number, string>();
  for (const argument of mode === "sync" ? args : args.slice(1)) {
    if (isNil(argument)) {
      removed.set(argument.index, "");
      if (node.tree.kind(argument.index - 1) === SyntaxKind.Whitespace) {
        removed.set(argument.index - 1, "");
      }
    }
  }
  return removed;
}
