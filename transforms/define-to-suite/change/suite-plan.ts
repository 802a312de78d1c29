// What goes where when a file's registrations become one suite, or a function of the suite that
// others run: which forms stand above it, which are its stages, and which comments go with which
// (migration.md, "Layout"; load-graph.md). Says nothing about text; the layouts write a plan out.
// Called by the transform for both targets.

import type { Item, PartReference, RunItem, SuiteItem } from "../../../src/program/item.js";
import { itemsOf, type Script } from "../../../src/program/script.js";
import type { PartShape } from "../judge/group-member.js";
import { type Block, type ElementRange, readBlocks } from "./blocks.js";
import { type Placed, placeComments } from "./place-comments.js";

/** A loaded file of tests among the stages: its load form stands above, its name here. */
export interface PartStage {
  readonly part: PartReference;
  /** Whether blank lines stood above the load. */
  readonly isSetOff: boolean;
}

export type Stage = Placed | PartStage;

export function isPartStage(stage: Stage): stage is PartStage {
  return "part" in stage;
}

interface Plan {
  /** Number of the first element that is not left as it stands in front of everything. */
  readonly regionStart: number;
  /** Forms that come to stand above the suite, in their order. */
  readonly above: readonly Placed[];
  /** Registrations, flags, overwritten names and loaded tests, in their order. */
  readonly stages: readonly Stage[];
  /** What is left as it stands below. */
  readonly rest: ElementRange;
}

/** A file that runs its suite. */
export interface RunPlan extends Plan {
  readonly kind: "run";
  /** The name that counts; undefined for a file without one. */
  readonly suite: Placed<SuiteItem> | undefined;
  readonly run: Placed<RunItem>;
}

/** A file that becomes a function of the suite. */
export interface FunctionPlan extends Plan {
  readonly kind: "function";
  readonly shape: PartShape;
  /** The line behind the last form that registers; it stands above where that form does. */
  readonly trailing: ElementRange;
}

export type SuitePlan = RunPlan | FunctionPlan;

/**
 * Plans a file that the analysis lets migrate: it has exactly one run, and nothing behind it counts,
 * or it has none and becomes the function `shape`.
 */
export function planSuite(script: Script, shape?: PartShape): SuitePlan {
  const { tree, items } = script;
  const { blocks } = readBlocks(tree);
  const last =
    shape === undefined
      ? items.findIndex(({ kind }) => kind === "run")
      : items.findLastIndex((item) => !isAbove(item) || partOf(item) !== undefined);
  const firstPlaced = items.findIndex((item) => !isAbove(item));
  const first = firstPlaced === -1 ? last + 1 : firstPlaced;
  const region = placeComments(items, blocks, first, last);
  const suite = itemsOf(script, "suite").at(-1);
  const end = (blocks[last] as Block).trailing;
  const stages = items.slice(0, last + 1).flatMap((item, at): readonly Stage[] => {
    const part = partOf(item);
    if (part !== undefined) {
      return [{ part, isSetOff: at > first && isSetOff(blocks[at] as Block) }];
    }
    const isStage = at >= first && !isAbove(item) && item !== suite && item.kind !== "run";
    return isStage ? [region[at - first] as Placed] : [];
  });
  const common = {
    regionStart: first > last ? end.end : regionStart(blocks, first),
    above: region.filter(({ item }) => isAbove(item)),
    stages,
  };
  if (shape !== undefined) {
    const rest = { start: end.end, end: tree.size };
    return { ...common, kind: "function", shape, trailing: end, rest };
  }
  return {
    ...common,
    kind: "run",
    suite: region.find((placed): placed is Placed<SuiteItem> => placed.item === suite),
    run: region.at(-1) as Placed<RunItem>,
    rest: { start: end.start, end: tree.size },
  };
}

function partOf(item: Item): PartReference | undefined {
  return item.kind === "load" ? item.part : undefined;
}

function isSetOff({ detached, blankLines }: Block): boolean {
  return detached.length > 0 || blankLines.start < blankLines.end;
}

function isAbove({ kind }: Item): boolean {
  return kind === "other" || kind === "load";
}

/** The header of a file stays at its top; otherwise the first block's own comments go with it. */
function regionStart(blocks: readonly Block[], first: number): number {
  const block = blocks[first] as Block;
  if (first === 0) {
    return block.detached.length > 0 ? block.blankLines.end : block.blankLines.start;
  }
  return (block.detached[0] ?? block).blankLines.start;
}
