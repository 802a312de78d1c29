// The builder target: `(-> (test/suite …) (test/add …) … (test/run))`, where the run stood, or for a
// file that others run `(fun {name suite} {-> suite (test/add …) …})`.

import type { Rewrite } from "../../../src/edit/rewrite.js";
import { DEFAULT_SUITE_NAME } from "../../../src/framework/framework-api.js";
import type { Script } from "../../../src/program/script.js";
import { encodeString } from "../../../src/syntax/string-literal.js";
import { writeFunctionEnd } from "./function-end.js";
import { writeTrailing } from "./group-end.js";
import { writeHead } from "./suite-head.js";
import { isPartStage, type Stage, type SuitePlan } from "./suite-plan.js";
import { SuiteWriter } from "./suite-writer.js";
import { builderReplacements } from "./values.js";

/** Writes the plan as a pipeline; `indentation` overrules what suits the file. */
export function layOutBuilder(script: Script, plan: SuitePlan, indentation?: string): Rewrite {
  const writer = new SuiteWriter(script.tree, builderReplacements(script), indentation);
  const { indent } = writer.style;
  const leadWritten = writeHead(writer, plan, (suite) => {
    if (plan.kind === "function") {
      const { name, parameter } = plan.shape;
      writer.add(`(fun {${name} ${parameter}} {-> ${parameter}`);
    } else if (suite === undefined) {
      writer.add(`(-> (test/suite ${encodeString(DEFAULT_SUITE_NAME)})`);
    } else {
      writer.add("(-> ");
      writer.writeForm(suite, indent);
    }
  });
  const stages = plan.kind === "run" ? [...plan.stages, plan.run] : plan.stages;
  for (const [position, stage] of stages.entries()) {
    const isFirst = position === 0;
    const hasLead = isFirst && (leadWritten || (isPartStage(stage) && !followsSuite(plan)));
    writeStage(writer, stage, hasLead, plan.kind === "function" && stage === stages.at(-1));
  }
  if (plan.kind === "function") {
    writeFunctionEnd(writer, plan, script.tree, "})");
  } else {
    writer.add(")");
    writer.rewrite(plan.rest);
  }
  return writer.build();
}

/** Whether the suite's own form opens the pipeline, with whatever stood below it. */
function followsSuite(plan: SuitePlan): boolean {
  return plan.kind === "run" && plan.suite !== undefined;
}

/** Writes one stage; what follows the last one on its line is its caller's. */
function writeStage(
  writer: SuiteWriter,
  stage: Stage,
  skipBlankLines: boolean,
  isLast: boolean,
): void {
  const { indent } = writer.style;
  if (isPartStage(stage)) {
    writer.writePart(stage, stage.part.name, indent, skipBlankLines);
    return;
  }
  const { item } = stage;
  if (item.kind === "suite") {
    writer.writeAsComment(stage, indent, skipBlankLines);
    return;
  }
  writer.writeLead(stage, indent, skipBlankLines);
  writer.writeForm(stage, indent);
  if (item.kind !== "run" && !isLast) {
    writeTrailing(writer, stage);
  }
}
