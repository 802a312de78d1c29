// A file whose group is not part of the run as a whole.

import { posix } from "node:path";
import { type Finding, finding } from "../../../src/finding/finding.js";
import type { LoadedFile } from "../../../src/program/load-graph.js";
import type { Script } from "../../../src/program/script.js";
import type { FindingRule } from "../judge/reading.js";

export const graphNotSelected: FindingRule = {
  code: "graph-not-selected",
  severity: "refuse",
  dependsOnRun: true,
  summary: "files that have to change together with this one are not part of the run",
  hint: "migrate the files that load each other in one run",
  explanation: `Files that load tests or registering functions from one another change together or not at all.
A run over some of them leaves them all as they are; name the others too, or the folder that holds
them all. Standard input and jscodeshift handle one file at a time, so that such files stay as they
are there.`,
  example: `(load "test/shared/cases.valk")
(test/suite "Loads its tests")
(test/define "adds" {== (+ 1 2) 3})
(test/run)
`,
  check: ({ script, loads, isAlone }) =>
    isAlone
      ? loads.flatMap(({ item, files }) =>
          files
            .filter(({ runs, ...file }) => mayRegister(file, script) && !runs)
            .map(({ path }) =>
              finding(graphNotSelected, item.node.span, `${path} has to change together with it`),
            ),
        )
      : [],
};

/** Stages are effects for a file without a pipeline of its own. */
function mayRegister(
  { touchesRegistry, callsStages }: Pick<LoadedFile, "touchesRegistry" | "callsStages">,
  { items }: Script,
): boolean {
  return touchesRegistry || (callsStages && items.every(({ kind }) => kind !== "pipeline"));
}

/** More paths than that are named by their folder. */
const MOST_NAMED = 8;

/** The finding of every member of a group that is not selected as a whole; none where it is. */
export function findUnselected(
  members: readonly string[],
  isSelected: ((path: string) => boolean) | undefined,
): readonly Finding[] {
  const left = isSelected === undefined ? [] : members.filter((member) => !isSelected(member));
  const [first] = left;
  if (first === undefined) {
    return [];
  }
  const message =
    left.length > 1
      ? `${first} and ${left.length - 1} more of its group are not selected`
      : `${first}, which is of its group, is not selected`;
  const paths = members.length > MOST_NAMED ? [commonFolder(members)] : members;
  const hint = `name them together: valk-codemod migrate ${paths.join(" ")}`;
  return [{ ...finding(graphNotSelected, { start: 0, end: 0 }, message), hint }];
}

function commonFolder(paths: readonly string[]): string {
  let folder = posix.dirname(paths[0] as string);
  while (folder !== "." && !paths.every((path) => path.startsWith(`${folder}/`))) {
    folder = posix.dirname(folder);
  }
  return folder;
}
