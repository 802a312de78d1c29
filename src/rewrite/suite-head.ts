// Everything above the first part of a suite, for both layouts: what is left in front, the
// forms that move above, blank lines, and the line that opens the suite.

import type { SuiteItem } from "../analysis/item.js";
import type { Placed, SuitePlan } from "./suite-plan.js";
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
  const { suite, above, run, stages } = plan;
  writer.keep({ start: 1, end: plan.regionStart });
  for (const placed of above) {
    writer.writeAbove(placed);
  }
  const first = stages[0] ?? run;
  const standsFirst = suite !== undefined && suite.block.node.start < first.block.node.start;
  const top = topBlankLines(standsFirst ? suite : first);
  if (above.length > 0 || !standsFirst) {
    writer.startLine();
  }
  if (above.length > 0 && top.start === top.end) {
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
  return !standsFirst;
}
