// Functions of the suite: what a file of tests is once it is migrated. Invariant: such a file registers
// nothing when it is loaded, so that an old file loses its tests without a word. Called when a loaded
// file is summarised and when a group is judged.

import { BUILDER_STAGES, LIST_ENTRY_NAMES } from "../framework/framework-api.js";
import type { SyntaxNode } from "../syntax/tree.js";
import { isChain } from "./chain.js";
import { readDefinition } from "./effects.js";
import type { Script } from "./script.js";
import { readStageFunctions, type StageFunctions } from "./stage-functions.js";

/**
 * The first top-level form, pipelines aside, whose functions make stages or entries of a suite.
 * Helpers that answer one stage are none: an old file registers by calling them.
 */
export function findSuiteFunction(script: Script): SyntaxNode | undefined {
  const { items, uses } = script;
  const bound = new Set(uses.flatMap(({ name, role }) => (role === "binding" ? [name] : [])));
  const makers = new Set(
    uses.flatMap(({ name, role, quoted, inBody, item }) =>
      role === "call" && MAKING.has(name) && !quoted && !inBody && !bound.has(name)
        ? [item.node.index]
        : [],
    ),
  );
  const helpers: StageFunctions =
    makers.size > 0 ? readStageFunctions(script, new Map()) : new Map();
  const isHelper = (node: SyntaxNode): boolean =>
    helpers.get(readDefinition(node)?.name ?? "")?.isClear === true;
  return items.find(
    ({ kind, node }) =>
      kind !== "pipeline" && ((makers.has(node.index) && !isHelper(node)) || isChain(node)),
  )?.node;
}

const MAKING: ReadonlySet<string> = new Set([...BUILDER_STAGES, ...LIST_ENTRY_NAMES]);
