// One file's verdict: what it is to the migration, its findings, and how many tests it has.

import { type Finding, isRefused } from "../../../src/finding/finding.js";
import { REGISTRATIONS } from "../../../src/framework/framework-api.js";
import type { FileGroup } from "../../../src/kit/transform.js";
import { readLoads, scriptReader } from "../../../src/program/load-graph.js";
import {
  dialectOf,
  isListed,
  type ListedProject,
  type Project,
} from "../../../src/program/project.js";
import {
  type Group,
  isKnownAlone,
  mayHaveGroup,
  registrationGraph,
} from "../../../src/program/registration-graph.js";
import {
  isFrameworkModule,
  itemsOf,
  type Script,
  scriptOf,
  usesOldApi,
} from "../../../src/program/script.js";
import { countTests } from "../../../src/program/test-calls.js";
import { frameworkModule } from "../findings/framework-module.js";
import { evaluatesData } from "../findings/nested-call.js";
import { checkAll, checkReading, checkStanding, findUnreadable } from "./check.js";
import type { GroupMember } from "./group-member.js";
import { judgeGroup, type Selection } from "./judge-group.js";
import type { Reading } from "./reading.js";
import { readUnfinished } from "./unfinished.js";

/**
 * What the migration makes of a file: `none` for one with nothing to migrate, the framework
 * module included; `refused` for one that has to stay as it is, or that speaks of tests in whatever
 * style and does not read; else `migrate`.
 */
export interface Analysis {
  readonly verdict: "none" | "refused" | "migrate";
  readonly script: Script;
  /** Sorted by place. */
  readonly findings: readonly Finding[];
  readonly tests: { readonly old: number; readonly new: number };
  /** What the file is to its group. */
  readonly member?: GroupMember;
  /** The files that change together with this one. */
  readonly group?: FileGroup;
}

/** Where a file stands, and which files change with it if they have to. */
export interface Place extends Selection {
  /** Relative to the root, with `/` between folders. */
  readonly path: string;
}

/**
 * Reads and judges one file. `project` answers the files that it loads, and those that load it if it
 * can list its files.
 */
export function analyze(
  source: string,
  project: Project,
  target: Reading["target"],
  place?: Place,
): Analysis {
  const script = scriptOf(source);
  const dialect = dialectOf(project);
  const tests = countTests(script);
  const nothing: Analysis = { verdict: "none", script, findings: [], tests };
  const isAlone = !isListed(project);
  const around = place === undefined ? {} : { path: place.path, ...outlookOf(place) };
  if (isFrameworkModule(script)) {
    const broken = checkReading(script, dialect);
    const scriptAt = () => undefined;
    const own = { script, dialect, loads: [], scriptAt, target, isAlone, changes: false };
    const reading: Reading = { ...own, ...around };
    return {
      ...nothing,
      verdict: broken.length > 0 ? "refused" : "none",
      findings: broken.length > 0 ? broken : frameworkModule.check(reading),
      tests: { old: 0, new: 0 },
    };
  }
  if (place !== undefined && isListed(project)) {
    const group = findGroup(script, project, place.path);
    if (group !== undefined) {
      return analyzeMember(group, project, target, place);
    }
  }
  const changes = touchesOldFramework(script);
  const broken = changes ? [] : findUnreadable(script, dialect);
  if (broken.length > 0) {
    return { ...nothing, verdict: "refused", findings: broken };
  }
  const isQuoted = script.uses.some(({ name }) => name in REGISTRATIONS);
  if (!changes && !isQuoted && tests.new === 0) {
    return nothing;
  }
  const reading: Reading = {
    script,
    dialect,
    loads: readLoads(script, project),
    scriptAt: scriptReader(project),
    target,
    isAlone,
    changes,
    ...around,
  };
  const findings = changes ? checkAll(reading) : checkStanding(reading);
  return { script, findings, tests, verdict: verdictOf(script, findings) };
}

function outlookOf({ outlook }: Place): Pick<Reading, "outlook"> {
  return outlook === undefined ? {} : { outlook };
}

/** The group of a file that may have one, as the project holds the file. */
function findGroup(script: Script, project: ListedProject, path: string): Group | undefined {
  if (isKnownAlone(project, path) || !mayHaveGroup(script, project, path)) {
    return undefined;
  }
  const group = registrationGraph(project).groupOf(path);
  const member = group?.members.get(path);
  return member?.script.tree.source === script.tree.source ? group : undefined;
}

function analyzeMember(
  group: Group,
  project: ListedProject,
  target: Reading["target"],
  place: Place,
): Analysis {
  const { path } = place;
  const { members, findings, changing, staying } = judgeGroup(group, project, target, place);
  const member = members.get(path) as GroupMember;
  const own = findings.get(path) as readonly Finding[];
  return {
    verdict: isRefused(own) ? "refused" : "migrate",
    script: member.script,
    findings: own,
    tests: countTests(member.script),
    member,
    group: { members: changing, around: () => [...staying, ...group.around()] },
  };
}

function verdictOf(script: Script, findings: readonly Finding[]): Analysis["verdict"] {
  if (isRefused(findings)) {
    return "refused";
  }
  const isRun = itemsOf(script, "run").length > 0 || readUnfinished(script)?.kind === "unfinished";
  return isRun ? "migrate" : "none";
}

/**
 * Whether the file calls the old framework anywhere; one that does not has nothing to migrate. Data
 * that nothing evaluates calls nothing.
 */
function touchesOldFramework(script: Script): boolean {
  const evaluates = evaluatesData(script);
  return (
    usesOldApi(script) ||
    script.uses.some(({ name, role, quoted }) => {
      return name in REGISTRATIONS && role !== "parameter" && (!quoted || evaluates);
    })
  );
}
