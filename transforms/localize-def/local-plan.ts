// Which defs of a file may become `=`, and why the others may not. All bindings of one name in
// one scope become local together, and all names of one form, or none. Pure; the transform
// localize-def writes out what is planned here, and its proof works the conditions out again.

import { readCertainty } from "../../src/mutation/certainty.js";
import { type FileModel, regionOf, type Write } from "../../src/mutation/file-model.js";
import { type GlobalName, type Globals, runsAtLoad } from "../../src/mutation/globals.js";
import { readOutliving } from "../../src/mutation/outliving.js";
import { readRegions } from "../../src/mutation/regions.js";
import { bindingsIn, staleReadsIn } from "../../src/mutation/run-order.js";
import type { Left } from "../../src/mutation/unsafe.js";
import type { Span } from "../../src/syntax/span.js";
import { treeOf } from "../../src/syntax/tree-of.js";
import { groupBy } from "../../src/text/group-by.js";
import { type Group, type LocalContext, whyNotLocal } from "./local-conditions.js";

/** What becomes of the defs of one file. */
export interface LocalPlan {
  /** The head symbols that become `=`, in document order. */
  readonly heads: readonly Span[];
  /** The defs and funs inside bodies that stay, in document order. */
  readonly left: readonly Left[];
}

/** Plans a file. `knowsAllFiles` says that the program holds every file that may load it. */
export function planLocals(file: FileModel, globals: Globals, knowsAllFiles: boolean): LocalPlan {
  const regions = readRegions(file, globals.program);
  const mayBeLoaded = !knowsAllFiles && !file.isScript;
  const tree = treeOf(file.source);
  const isCertain = readCertainty(file, tree, globals);
  const context: LocalContext = {
    file,
    globals,
    regions,
    isCertain,
    outlives: readOutliving(file, tree, globals.program),
    scopesIn: groupBy(file.scopes, regionOf),
    staleReads: staleReadsIn(file, isCertain),
    bindings: bindingsIn(file),
    mayBeLoaded,
  };
  const groups = globals.of(file).flatMap(groupsOf);
  const reasons = new Map<Group, string>();
  for (const group of groups) {
    const reason = whyNotLocal(group, context);
    if (reason !== undefined) {
      reasons.set(group, reason);
    }
  }
  spreadReasons(groups, reasons);
  return {
    heads: spansInOrder(groups.filter((group) => !reasons.has(group))),
    left: groups
      .flatMap((group) =>
        group.writes.map(({ name, span }): Left | undefined => {
          const reason = reasons.get(group);
          return reason === undefined ? undefined : { name, span, reason };
        }),
      )
      .filter((left) => left !== undefined)
      .toSorted((a, b) => a.span.start - b.span.start),
  };
}

/** The bindings inside bodies, by scope. */
function groupsOf(global: GlobalName): readonly Group[] {
  const byScope = groupBy(
    global.writes.filter((write) => !runsAtLoad(write)),
    ({ scope }) => scope,
  );
  return [...byScope].map(([scope, writes]) => ({ global, scope, writes }));
}

function spansInOrder(groups: readonly Group[]): readonly Span[] {
  const heads = new Map(
    groups.flatMap(({ writes }) => writes).map(({ head }) => [head.start, head]),
  );
  return [...heads.values()].sort((a, b) => a.start - b.start);
}

/** A form that binds several names keeps all of them global when it keeps one. */
function spreadReasons(groups: readonly Group[], reasons: Map<Group, string>): void {
  const several = groups.filter(({ writes }) => writes.some(({ count }) => count > 1));
  for (let changed = several.length > 0; changed; ) {
    const kept = new Set(
      several.filter((group) => reasons.has(group)).flatMap(({ writes }) => writes.map(formStart)),
    );
    const affected = several.filter(
      (group) => !reasons.has(group) && group.writes.some((write) => kept.has(formStart(write))),
    );
    for (const group of affected) {
      reasons.set(group, "another name of the same def cannot become local");
    }
    changed = affected.length > 0;
  }
}

const formStart = ({ form }: Write): number => form.start;
