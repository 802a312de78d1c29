// The builder target: `(-> (test/suite …) (test/add …) … (test/run))`, where the run stood.

import { DEFAULT_SUITE_NAME } from "../analysis/framework-api.js";
import type { Script } from "../analysis/script.js";
import type { Rewrite } from "../edit/rewrite.js";
import { encodeString } from "../syntax/string-literal.js";
import { writeHead } from "./suite-head.js";
import type { Placed, SuitePlan } from "./suite-plan.js";
import { SuiteWriter } from "./suite-writer.js";
import { builderReplacements } from "./values.js";

/** Writes the plan as a pipeline; `indentation` overrules what suits the file. */
export function layOutBuilder(script: Script, plan: SuitePlan, indentation?: string): Rewrite {
  const writer = new SuiteWriter(script.tree, builderReplacements(script), indentation);
  const { indent } = writer.style;
  const leadWritten = writeHead(writer, plan, (suite) => {
    if (suite === undefined) {
      writer.add(`(-> (test/suite ${encodeString(DEFAULT_SUITE_NAME)})`);
    } else {
      writer.add("(-> ");
      writer.writeForm(suite, indent);
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
  writer.writeForm(placed, indent);
  if (item.kind !== "run") {
    writer.keep(block.trailing);
  }
}
