// Everything above the first part of a suite, for both layouts: what is left in front, the
// forms that move above, blank lines, and the line that opens the suite.

import type { SuiteItem } from "../../../src/program/item.js";
import type { ElementRange } from "./blocks.js";
import type { Placed } from "./place-comments.js";
import { isPartStage, type SuitePlan } from "./suite-plan.js";
import { type SuiteWriter, topBlankLines } from "./suite-writer.js";

/**
 * Writes all of that. `open` writes the opening itself, given the suite's own form where the
 * file has one.
 *
 * @returns whether the topmost blank lines of the first part now stand above the opening.
 */
export function writeHead(
  writer: SuiteWriter,
  plan: SuitePlan,
  open: (suite: Placed<SuiteItem> | undefined) => void,
): boolean {
  const { above } = plan;
  const suite = plan.kind === "run" ? plan.suite : undefined;
  writer.rewrite({ start: 1, end: plan.regionStart });
  for (const placed of above) {
    writer.writeAbove(placed);
  }
  const first = firstPlaced(plan);
  const standsFirst =
    suite !== undefined && (first === undefined || suite.block.node.start < first.block.node.start);
  const top = topOf(standsFirst ? suite : first);
  if (above.length > 0 || !standsFirst) {
    writer.startLine();
  }
  // Comments that stay where they are, below a load, stay as near to it as they were.
  const staysPut = standsFirst && hasComments(suite);
  if ((above.length > 0 || (first === undefined && !staysPut)) && top.start === top.end) {
    writer.add(writer.style.lineEnd);
  }
  if (!standsFirst) {
    writer.keep(top);
  }
  if (suite !== undefined) {
    writer.writeLead(suite, "", !standsFirst);
  }
  open(suite);
  if (suite !== undefined) {
    writer.keep(suite.block.trailing);
  }
  if (!standsFirst) {
    writer.startLine();
  }
  return !standsFirst && first !== undefined;
}

/** What gives the opening its blank lines: nothing where the first stage is a loaded file's. */
function firstPlaced(plan: SuitePlan): Placed | undefined {
  const [first] = plan.stages;
  if (first === undefined) {
    return plan.kind === "run" ? plan.run : undefined;
  }
  return isPartStage(first) ? undefined : first;
}

function hasComments({ block: { attached }, detached }: Placed): boolean {
  return detached.length > 0 || attached.start < attached.end;
}

function topOf(placed: Placed | undefined): ElementRange {
  return placed === undefined ? { start: 0, end: 0 } : topBlankLines(placed);
}
