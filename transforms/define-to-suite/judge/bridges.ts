// Which members of a group may stay old while a helper module that they call changes: on the module
// for both APIs they register by its new functions what they registered by the old ones
// (load-graph.md). Invariant: whatever is doubtful is no bridge. Called when a group is judged.

import { type Finding, isRefused } from "../../../src/finding/finding.js";
import {
  isFlagName,
  isOldInternalName,
  REGISTRATIONS,
  RUNNERS,
} from "../../../src/framework/framework-api.js";
import { codeSymbols } from "../../../src/program/effects.js";
import type { GraphFile } from "../../../src/program/graph-file.js";
import type { Group } from "../../../src/program/registration-graph.js";
import type { Script } from "../../../src/program/script.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";

/** Reasons to stay old that say nothing against what the file registers when it runs. */
const HARMLESS: ReadonlySet<string> = new Set([
  "wrong-arity",
  "lost-registration",
  "registration-after-run",
  "several-runs",
  "run-argument",
  "computed-order",
  "mixed-modes",
  "wrong-runner",
]);

/** Whether the member can stay old, whatever the modules that it calls become. */
export function isBridge(file: GraphFile, findings: readonly Finding[], group: Group): boolean {
  const { script, path } = file;
  return (
    file.role === "runner" &&
    group.links.get(path)?.ties.length === 0 &&
    findings.every((one) => !isRefused([one]) || HARMLESS.has(one.code)) &&
    runsTheRegistry(script) &&
    callsAreStages(file) &&
    filesOf(file, group).every(({ script: { uses } }) =>
      uses.every(
        ({ name, role }) => role === "call" && !(name in RUNNERS) && !isOldInternalName(name),
      ),
    )
  );
}

/**
 * Whether the run cannot be taken for a stage: an entry that the file makes itself stands before it,
 * or it has the argument that only old files write.
 */
function runsTheRegistry({ items }: Script): boolean {
  const at = items.findIndex(({ kind }) => kind === "run");
  const run = items[at];
  if (run?.kind !== "run" || items.some(({ kind }) => kind === "pipeline")) {
    return false;
  }
  const [argument, ...surplus] = run.mode === "sync" ? run.form.args : run.form.args.slice(1);
  const isEmpty = argument === undefined || argument.text === "{}";
  const registers = items.slice(0, at).some(({ kind }) => kind === "registration");
  return surplus.length === 0 && isEmpty && (argument !== undefined || registers);
}

/** Whether every mention of a registering function is a call whose value nothing looks at. */
function callsAreStages({ script, used }: GraphFile): boolean {
  const { items, effects, tree } = script;
  const names = new Set([...used.map(({ name }) => name), ...effects.functions.keys()]);
  const known = items.flatMap(({ node }) =>
    codeSymbols(node).filter(({ text }) => names.has(text)),
  );
  const mentions = tree
    .allOfKind(SyntaxKind.Symbol)
    .filter((index) => names.has(tree.text(index))).length;
  const isOwn = (name: string): boolean => name in REGISTRATIONS || isFlagName(name);
  return mentions === known.length && effects.lost.every(({ node }) => isOwn(node.text));
}

/** The file and all that it loads, but for what defines the framework. */
function filesOf(file: GraphFile, { read }: Group): readonly GraphFile[] {
  const paths = new Set([file.path]);
  const files: GraphFile[] = [];
  for (const path of paths) {
    const next = read(path);
    if (next !== undefined && !next.isModule) {
      files.push(next);
      for (const load of next.loads) {
        paths.add(load.path);
      }
    }
  }
  return files;
}
