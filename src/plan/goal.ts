// The styles that tests are written in, and the one that they are to get: what `check`, `status` and
// `framework status` say of both. Pure.

import { countOf } from "../text/wording.js";
import { type ModuleKind, runsLists } from "./framework-state.js";

/** The two new styles: stages of a pipeline, or entries of a list. */
export type Style = "builder" | "list";

/** Where the tests of a repository are to go. */
export interface Goal {
  readonly style: Style;
  /** Why, as a clause: "the configuration says so". */
  readonly reason: string;
  /** Whether tests that are computed get there by hand only, since the module adds none to a pipeline. */
  readonly leavesComputed: boolean;
}

/** What was set, and by what. */
export interface TargetSetting {
  readonly value: Style | "auto";
  readonly from: "default" | "file" | "command line";
}

/** Tests of the new styles, and how many of them stand in lists. */
export interface StyleCounts {
  readonly done: number;
  readonly lists: number;
  /** How many of those stand in files that compute tests. */
  readonly computed: number;
}

/** The goal that is set, or that the one framework module has; undefined where neither tells. */
export function goalOf(
  { value, from }: TargetSetting,
  module: { readonly path: string; readonly kind: ModuleKind } | undefined,
): Goal | undefined {
  const leavesComputed = module !== undefined && !runsLists(module.kind);
  if (value !== "auto") {
    const who = from === "file" ? "the configuration" : "the command line";
    return { style: value, reason: `${who} says so`, leavesComputed };
  }
  const speaks = module && GOALS[module.kind];
  return speaks && { style: speaks[0], reason: `${module.path} ${speaks[1]}`, leavesComputed };
}

const GOALS: Readonly<Record<ModuleKind, readonly [Style, string] | undefined>> = {
  old: ["builder", "can be replaced"],
  compat: ["builder", "runs pipelines"],
  "compat-lists": ["builder", "is made for pipelines"],
  final: ["builder", "runs pipelines"],
  list: ["list", "runs lists"],
  layered: ["builder", "has the builder layer"],
  "layered-old": ["builder", "has the builder layer"],
  other: undefined,
};

/** The tests of the new styles, style by style; undefined where there are no lists. */
export function describeStyles({ done, lists }: Omit<StyleCounts, "computed">): string | undefined {
  return lists === 0 ? undefined : `${lists} as lists, ${done - lists} in pipelines`;
}

/** The goal, with what is in the other new style; undefined where nobody would ask. */
export function describeGoal(goal: Goal | undefined, counts: StyleCounts): string | undefined {
  if (goal === undefined || (goal.style === "builder" && counts.lists === 0)) {
    return undefined;
  }
  const { style, reason, leavesComputed } = goal;
  const [name, other] = style === "builder" ? ["pipelines", "in lists"] : ["lists", "in pipelines"];
  const stuck = style === "builder" && leavesComputed ? counts.computed : 0;
  const left = style === "builder" ? counts.lists - stuck : counts.done - counts.lists;
  const say = (count: number, what: string): string =>
    count === 0 ? "" : `; ${countOf(count, "test")} ${count === 1 ? "is" : "are"} ${what}`;
  const way = say(left, `${other}: valk-codemod migrate --to ${style} --write`);
  const byHand = say(stuck, "in files that compute tests, which go there by hand");
  return `goal: ${name}, since ${reason}${way}${byHand}`;
}
