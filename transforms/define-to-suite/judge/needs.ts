// What has to change together with a member of a group. Invariant: without bridges that is the whole
// group, for everybody. Called when a group is judged.

import type { Finding } from "../../../src/finding/finding.js";
import type { Group, Links } from "../../../src/program/registration-graph.js";
import { withAll } from "../../../src/text/with-all.js";
import { isBridge } from "./bridges.js";

/** The findings of each member, by path. */
export type Findings = ReadonlyMap<string, readonly Finding[]>;

/** Answers all that has to change for a member to change, itself included, in the group's order. */
export type NeedsReader = (path: string) => readonly string[];

/** `mayStayOld`: whether a file may stay old beside a module that changes; missing for none. */
export function needsReader(
  group: Group,
  findings: Findings,
  mayStayOld: ((path: string) => boolean) | undefined,
): NeedsReader {
  const paths = [...group.members.keys()];
  const hasCycle = [...findings.values()].some((found) =>
    found.some(({ code }) => code === "load-cycle"),
  );
  const bridges = new Set(
    [...group.members.values()].flatMap((file) => {
      const isAllowed = !hasCycle && mayStayOld?.(file.path) === true;
      return isAllowed && isBridge(file, findings.get(file.path) as readonly Finding[], group)
        ? [file.path]
        : [];
    }),
  );
  if (bridges.size === 0) {
    return () => paths;
  }
  const next = neighbours(group, bridges);
  return (path) => {
    const needed = withAll([path], (one) => next.get(one) as readonly string[]);
    return paths.filter((one) => needed.has(one));
  };
}

/** Whatever changes only with what is next to it; a bridge needs its modules, but not they it. */
function neighbours(
  { members, links }: Group,
  bridges: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const next = new Map([...members.keys()].map((path): [string, string[]] => [path, []]));
  for (const path of members.keys()) {
    const { ties, modules } = links.get(path) as Links;
    next.get(path)?.push(...ties, ...modules);
    for (const other of bridges.has(path) ? ties : [...ties, ...modules]) {
      next.get(other)?.push(path);
    }
  }
  return next;
}
