// The findings of all members of a group. Invariant: a member is refused where anything that has to
// change with it is: for a reason of its own, or because of another.

import { type Finding, isRefused } from "../../../src/finding/finding.js";
import { blockedBy, blockedFor } from "../../../src/kit/graph-blocked.js";
import type { IsSelected } from "../../../src/kit/transform.js";
import { readLoads } from "../../../src/program/load-graph.js";
import { dialectOf, type ListedProject } from "../../../src/program/project.js";
import type { Group } from "../../../src/program/registration-graph.js";
import { findUnselected } from "../findings/graph-not-selected.js";
import { oldCallersOf } from "../findings/old-callers.js";
import type { SuiteOptions } from "../suite-options.js";
import { checkAll } from "./check.js";
import type { GroupMember } from "./group-member.js";
import { readMembers } from "./group-members.js";
import { type Findings, type NeedsReader, needsReader } from "./needs.js";
import type { Reading } from "./reading.js";

/** What a run makes of the files around a member. */
export interface Selection extends Pick<SuiteOptions, "mayStayOld" | "outlook"> {
  /** Whether the run is about a file; missing where it is about all of them. */
  readonly isSelected?: IsSelected;
}

export interface JudgedGroup {
  /** By path, sorted by it. */
  readonly members: ReadonlyMap<string, GroupMember>;
  /** By path; each file's in the order of its text. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** The paths of those that change, and of those that do not. */
  readonly changing: readonly string[];
  readonly staying: readonly string[];
}

interface Judgement extends Selection {
  readonly target: Reading["target"];
  readonly judged: JudgedGroup;
}

const judgements = new WeakMap<Group, Judgement[]>();
const memberships = new WeakMap<Group, ReadonlyMap<string, GroupMember>>();

/** Judges a group, once for each target and selection. */
export function judgeGroup(
  group: Group,
  project: ListedProject,
  target: Reading["target"],
  { isSelected, mayStayOld, outlook }: Selection,
): JudgedGroup {
  const known = judgements.get(group) ?? [];
  const same = known.find(
    (one) =>
      one.target === target &&
      one.isSelected === isSelected &&
      one.mayStayOld === mayStayOld &&
      one.outlook === outlook,
  );
  if (same !== undefined) {
    return same.judged;
  }
  const members = memberships.get(group) ?? readMembers(group, project);
  memberships.set(group, members);
  const dialect = dialectOf(project);
  const scriptAt = (path: string) => group.read(path)?.script;
  const own = new Map(
    [...members].map(([path, member]) => {
      const { script } = member;
      const loads = readLoads(script, project);
      const alongside = (): readonly GroupMember[] => {
        const loaded = loads.flatMap(({ files }) => files.map((file) => file.path));
        return [...new Set(loaded)].flatMap((one) => members.get(one) ?? []);
      };
      const file = { script, dialect, loads, scriptAt, target, isAlone: false, member, alongside };
      const place = { path, changes: true, ...(outlook && { outlook }) };
      return [path, [...unseenLoader(group), ...checkAll({ ...file, ...place })]];
    }),
  );
  const isWhole = [...own].every(
    ([path, found]) => isSelected?.(path) !== false && !isRefused(found),
  );
  const mayBridge = target === "builder" && !isWhole;
  const needs = needsReader(group, own, mayBridge ? mayStayOld : undefined);
  const settled = settleFindings(members, own, needs, isSelected);
  const findings = withBridges(group, settled);
  const changes = (path: string): boolean => !isRefused(findings.get(path) ?? []);
  const paths = [...members.keys()];
  const changing = paths.filter(changes);
  const judged = { members, findings, changing, staying: paths.filter((path) => !changes(path)) };
  const selection = {
    ...(isSelected && { isSelected }),
    ...(mayStayOld && { mayStayOld }),
    ...(outlook && { outlook }),
  };
  judgements.set(group, [...known, { target, ...selection, judged }]);
  return judged;
}

/** A file that nobody can read may be one more loader, and would miss what the others are given. */
function unseenLoader({ unread }: Group): readonly Finding[] {
  const [first] = unread;
  return first === undefined ? [] : [blockedFor(`${first} cannot be read, and may load this file`)];
}

/** Says of each module that changes who still calls it in the old style. */
function withBridges({ members, links }: Group, settled: Findings): Findings {
  const callers = new Map<string, string[]>();
  for (const caller of members.keys()) {
    const modules = isRefused(settled.get(caller) ?? []) ? links.get(caller)?.modules : [];
    for (const path of modules ?? []) {
      callers.set(path, [...(callers.get(path) ?? []), caller]);
    }
  }
  return new Map(
    [...settled].map(([path, found]) => {
      const staying = isRefused(found) ? undefined : callers.get(path);
      return [path, staying === undefined ? found : [oldCallersOf(staying), ...found]];
    }),
  );
}

function settleFindings(
  members: ReadonlyMap<string, GroupMember>,
  own: Findings,
  needs: NeedsReader,
  isSelected: IsSelected | undefined,
): Findings {
  const settled = new Map<string, readonly Finding[]>();
  const causes = causeReader(own, isSelected);
  for (const [path, found] of own) {
    const { unselected, cause } = causes(needs(path));
    const isOwn = unselected.length > 0 || isRefused(found);
    const blocked = cause === undefined || isOwn ? [] : [blockedWith(members, own, cause)];
    settled.set(path, [...unselected, ...blocked, ...found]);
  }
  return settled;
}

/** Why what is needed cannot change; members that need the same are answered the same. */
function causeReader(
  own: Findings,
  isSelected: IsSelected | undefined,
): (needed: readonly string[]) => Causes {
  const known = new Map<readonly string[], Causes>();
  return (needed) => {
    const causes = known.get(needed) ?? {
      unselected: findUnselected(needed, isSelected),
      cause: needed.find((one) => isRefused(own.get(one) ?? [])),
    };
    known.set(needed, causes);
    return causes;
  };
}

interface Causes {
  readonly unselected: readonly Finding[];
  /** The first member that is refused. */
  readonly cause: string | undefined;
}

function blockedWith(
  members: ReadonlyMap<string, GroupMember>,
  own: Findings,
  path: string,
): Finding {
  const { script } = members.get(path) as GroupMember;
  const found = own.get(path) as readonly Finding[];
  const { code, span } = found.find(({ severity }) => severity === "refuse") as Finding;
  return blockedBy({ path, ...script.tree.lines.position(span.start), what: `has ${code}` });
}
