// The findings of all members of a group. Invariant: either no member is refused, or each of them is:
// for a reason of its own, or because of another.

import { checkAll } from "./check.js";
import { type Finding, finding, isRefused } from "./finding.js";
import { graphBlocked } from "./findings/graph-blocked.js";
import { findUnselected } from "./findings/graph-not-selected.js";
import type { GroupMember } from "./group-member.js";
import { readMembers } from "./group-members.js";
import { readLoads } from "./load-graph.js";
import type { ListedProject } from "./project.js";
import type { Reading } from "./reading.js";
import type { Group } from "./registration-graph.js";

export type IsSelected = (path: string) => boolean;

export interface JudgedGroup {
  /** By path, sorted by it. */
  readonly members: ReadonlyMap<string, GroupMember>;
  /** By path; each file's in the order of its text. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
}

interface Judgement {
  readonly target: Reading["target"];
  readonly isSelected: IsSelected | undefined;
  readonly judged: JudgedGroup;
}

const judgements = new WeakMap<Group, Judgement[]>();
const memberships = new WeakMap<Group, ReadonlyMap<string, GroupMember>>();

/** Judges a group, once for each target and selection. */
export function judgeGroup(
  group: Group,
  project: ListedProject,
  target: Reading["target"],
  isSelected: IsSelected | undefined,
): JudgedGroup {
  const known = judgements.get(group) ?? [];
  const same = known.find((one) => one.target === target && one.isSelected === isSelected);
  if (same !== undefined) {
    return same.judged;
  }
  const members = memberships.get(group) ?? readMembers(group, project);
  memberships.set(group, members);
  const judged = { members, findings: findAll(members, project, target, isSelected) };
  judgements.set(group, [...known, { target, isSelected, judged }]);
  return judged;
}

function findAll(
  members: ReadonlyMap<string, GroupMember>,
  project: ListedProject,
  target: Reading["target"],
  isSelected: IsSelected | undefined,
): ReadonlyMap<string, readonly Finding[]> {
  const unselected = findUnselected([...members.keys()], isSelected);
  const found = [...members.values()].map((member): [GroupMember, readonly Finding[]] => {
    const { script } = member;
    const loads = readLoads(script, project);
    const own = checkAll({ script, loads, target, isAlone: false, member });
    return [member, [...unselected, ...own]];
  });
  const cause = found.find(([, own]) => isRefused(own));
  return new Map(
    found.map(([member, own]) => [
      member.path,
      cause === undefined || isRefused(own) ? own : [blockedBy(...cause), ...own],
    ]),
  );
}

function blockedBy({ path, script }: GroupMember, findings: readonly Finding[]): Finding {
  const { code, span } = findings.find(({ severity }) => severity === "refuse") as Finding;
  const { line, column } = script.tree.lines.position(span.start);
  const message = `${path}:${line}:${column}, which changes together with it, has ${code}`;
  return finding(graphBlocked, { start: 0, end: 0 }, message);
}
