// The members of a group with all that one of them has to know of the others. Made once per group;
// what a target or a selection of files adds to it is for the findings.

import type { Mode } from "../../../src/framework/framework-api.js";
import type { GraphFile } from "../../../src/program/graph-file.js";
import type { PartReference } from "../../../src/program/item.js";
import type { Project } from "../../../src/program/project.js";
import type { Group } from "../../../src/program/registration-graph.js";
import { itemsOf, type Script, withParts } from "../../../src/program/script.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { SyntaxTree } from "../../../src/syntax/tree.js";
import type { ComputedArgument } from "./computed-argument.js";
import type { GroupMember, PartShape, Trouble } from "./group-member.js";
import { findTroubles } from "./group-troubles.js";
import { namesOfParts, parameterOf } from "./part-names.js";
import { computedInRuns } from "./run-order.js";

/** All members, by path, in its order. */
export function readMembers(group: Group, project: Project): ReadonlyMap<string, GroupMember> {
  const parts = partsOf(group);
  const modes = modesOfParts(group, parts);
  const names = namesOfParts([...parts], textsAround(group));
  const reference = (path: string): PartReference | undefined => {
    const found = modes.get(path);
    return found && { path, name: names.get(path) ?? "", modes: found };
  };
  const scripts = new Map(
    [...group.members].map(([path, { script, loads }]): [string, Script] => {
      const found = new Map(loads.map((load) => [load.item.node.index, reference(load.path)]));
      return [path, withParts(script, ({ node }) => found.get(node.index))];
    }),
  );
  const troubles = findTroubles(group, parts, names);
  const hasCycle = [...troubles.values()].some((found) =>
    found.some(({ code }) => code === "load-cycle"),
  );
  const computed = hasCycle ? NONE : computedInRuns(group, project);
  const testNames = nameReader(scripts);
  return new Map(
    [...group.members.values()].map((file): [string, GroupMember] => {
      const script = scripts.get(file.path) as Script;
      const isPart = parts.has(file.path);
      const shape: { part?: PartShape } = isPart
        ? { part: { name: names.get(file.path) ?? "", parameter: parameterOf(script.tree) } }
        : {};
      return [
        file.path,
        {
          path: file.path,
          script,
          ...shape,
          isReached: group.reached.has(file.path),
          troubles: troubles.get(file.path) ?? NO_TROUBLES,
          flagFunctions: new Set(
            file.used.flatMap((one) => (one.modes.size > 0 ? [] : [one.name])),
          ),
          computed: computed.get(script.tree) ?? NO_ARGUMENTS,
          testNames,
        },
      ];
    }),
  );
}

const NONE: ReadonlyMap<SyntaxTree, readonly ComputedArgument[]> = new Map();
const NO_TROUBLES: readonly Trouble[] = [];
const NO_ARGUMENTS: readonly ComputedArgument[] = [];

/** The members that become functions of the suite. */
function partsOf({ members, reached }: Group): ReadonlySet<string> {
  return new Set(
    [...members.values()]
      .filter(({ path, role }) => role === "part" || (role === "setter" && reached.has(path)))
      .map(({ path }) => path),
  );
}

/** How the tests of each part run, those of its own parts included. */
function modesOfParts(
  { members }: Group,
  parts: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlySet<Mode>> {
  const modes = new Map<string, Set<Mode>>();
  const loaders = new Map<string, string[]>();
  for (const path of parts) {
    const { script, loads } = members.get(path) as GraphFile;
    modes.set(path, new Set(script.registering.flatMap((one) => [...one.modes])));
    for (const load of loads) {
      loaders.set(load.path, [...(loaders.get(load.path) ?? []), path]);
    }
  }
  const waiting = [...parts];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const loader of loaders.get(next) ?? []) {
      const known = modes.get(loader) as Set<Mode>;
      const before = known.size;
      for (const mode of modes.get(next) ?? []) {
        known.add(mode);
      }
      if (known.size > before) {
        waiting.push(loader);
      }
    }
  }
  return modes;
}

/** The texts of all members and of all that they load. */
function* textsAround({ members, read }: Group): Generator<string> {
  const paths = new Set(members.keys());
  for (const path of paths) {
    const file = read(path);
    for (const load of file?.loads ?? []) {
      paths.add(load.path);
    }
    if (file !== undefined) {
      yield file.script.tree.source;
    }
  }
}

function nameReader(scripts: ReadonlyMap<string, Script>): GroupMember["testNames"] {
  const doubtful = namesMetTwice(scripts);
  const known = new Map<string, ReadonlySet<string>>();
  return ({ path }) => {
    let names = doubtful.size === 0 ? NO_NAMES : known.get(path);
    if (names === undefined) {
      names = new Set(
        [...withPartsBelow([path], scripts)].flatMap((one) => doubtful.get(one) ?? []),
      );
      known.set(path, names);
    }
    return names;
  };
}

const NO_NAMES: ReadonlySet<string> = new Set();

/**
 * The literal names of tests that some file may be brought more than once, by the file that registers
 * them: those of several tests, and those of files to which several loads lead.
 */
function namesMetTwice(
  scripts: ReadonlyMap<string, Script>,
): ReadonlyMap<string, readonly string[]> {
  const loads = [...scripts.values()].flatMap(partsLoadedBy);
  const repeated = withPartsBelow(repeatedIn(loads), scripts);
  const names = repeatedIn([...scripts.values()].flatMap(literalNames));
  return new Map(
    [...scripts].flatMap(([path, script]): [string, readonly string[]][] => {
      const found = literalNames(script).filter((name) => repeated.has(path) || names.has(name));
      return found.length === 0 ? [] : [[path, found]];
    }),
  );
}

function repeatedIn(values: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(values.filter((value) => seen.size === seen.add(value).size));
}

function literalNames(script: Script): readonly string[] {
  return itemsOf(script, "registration").flatMap(({ name }) =>
    name.kind === SyntaxKind.String ? [name.text] : [],
  );
}

/** The files, their parts, and theirs in turn. */
function withPartsBelow(
  paths: Iterable<string>,
  scripts: ReadonlyMap<string, Script>,
): ReadonlySet<string> {
  const all = new Set(paths);
  for (const path of all) {
    for (const part of partsLoadedBy(scripts.get(path) as Script)) {
      all.add(part);
    }
  }
  return all;
}

function partsLoadedBy(script: Script): readonly string[] {
  return itemsOf(script, "load").flatMap(({ part }) => (part === undefined ? [] : [part.path]));
}
