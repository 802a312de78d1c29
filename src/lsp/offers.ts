// The changes of a whole file that an editor offers: which transform makes each, and how it is called.

import { type AnyTransform, transforms } from "../../transforms/all-transforms.js";
import { withTexts } from "../program/glance.js";
import type { ListedProject } from "../program/project.js";
import type { Neighbours } from "./neighbours.js";

export interface Offer {
  /** The name of its transform. */
  readonly name: string;
  readonly transform: AnyTransform;
  readonly title: string;
  /** What an editor calls it, as a kind of code action. */
  readonly kind: string;
}

function offer(name: string, title: string, kind: string): Offer {
  return { name, transform: transforms.get(name) as AnyTransform, title, kind };
}

const REWRITE = "refactor.rewrite.valk-codemod";

export const MIGRATION: Offer = offer(
  "define-to-suite",
  "Migrate the tests of this file",
  `${REWRITE}.migrate`,
);

/** Conversions, then repairs. */
export const OTHER_OFFERS: readonly Offer[] = [
  offer("list-to-suite", "Turn lists of tests into pipelines", `${REWRITE}.list-to-suite`),
  offer("suite-to-list", "Turn pipelines of tests into lists", `${REWRITE}.suite-to-list`),
  offer("localize-def", "Fix all: bind with = what only its own body uses", "quickfix"),
  offer("def-to-atom", "Fix all: make atoms of counters and flags", "quickfix"),
];

/** Transforms that ask who else may run in the same process. */
export const REPAIRS: readonly AnyTransform[] = OTHER_OFFERS.filter(
  ({ kind }) => kind === "quickfix",
).map(({ transform }) => transform);

const MADE_FOR: WeakMap<Neighbours, Map<string, ListedProject>> = new WeakMap();

/**
 * The files that a repair has to know, as a project of their own; undefined where they are too many.
 * The same question is answered by the same project, for which the answers of others are kept.
 */
export function neighbourhoodOf(
  { path, text }: { readonly path: string; readonly text: string },
  project: ListedProject,
  neighbours: Neighbours,
): ListedProject | undefined {
  const key = `${path}\0${text}`;
  const made = MADE_FOR.get(neighbours) ?? new Map<string, ListedProject>();
  const known = made.get(key);
  const company = known === undefined ? neighbours.of(path, text) : undefined;
  if (company === undefined) {
    return known;
  }
  const own: ListedProject = {
    ...withTexts(project, (one) => (one === path ? text : undefined)),
    paths: () => [path, ...company],
  };
  MADE_FOR.set(neighbours, new Map([[key, own]]));
  return own;
}
