// One file's verdict: what it is to the migration, its findings, and how many tests it has.

import { parse } from "../syntax/parser.js";
import { type Finding, isRefused } from "./finding.js";
import { frameworkModule } from "./findings/framework-module.js";
import { migrationRules, readingRules } from "./findings/registry.js";
import { LIST_ENTRIES, REGISTRATIONS, STAGES } from "./framework-api.js";
import { readLoads } from "./load-graph.js";
import type { Project } from "./project.js";
import type { FindingRule, Reading } from "./reading.js";
import { isFrameworkModule, itemsOf, readScript, type Script, usesOldApi } from "./script.js";
import { readUnfinished } from "./unfinished.js";

/**
 * What the migration makes of a file: `none` for one with nothing to migrate, the framework
 * module included; `refused` for one that has to stay as it is; else `migrate`.
 */
export interface Analysis {
  readonly verdict: "none" | "refused" | "migrate";
  readonly script: Script;
  /** Sorted by place. */
  readonly findings: readonly Finding[];
  readonly tests: { readonly old: number; readonly new: number };
}

/** Reads and judges one file. `project` answers the files that it loads. */
export function analyze(source: string, project: Project, target: Reading["target"]): Analysis {
  const script = readScript(parse(source));
  const tests = countTests(script);
  const nothing: Analysis = { verdict: "none", script, findings: [], tests };
  if (isFrameworkModule(script)) {
    const reading: Reading = { script, loads: [], target };
    return { ...nothing, findings: frameworkModule.check(reading), tests: { old: 0, new: 0 } };
  }
  if (!touchesOldFramework(script)) {
    return nothing;
  }
  const reading: Reading = { script, loads: readLoads(script, project), target };
  const unreadable = check(readingRules, reading);
  const findings = unreadable.length > 0 ? unreadable : check(migrationRules, reading);
  return { script, findings, tests, verdict: verdictOf(script, findings) };
}

function verdictOf(script: Script, findings: readonly Finding[]): Analysis["verdict"] {
  if (isRefused(findings)) {
    return "refused";
  }
  const isRun = itemsOf(script, "run").length > 0 || readUnfinished(script)?.kind === "unfinished";
  return isRun ? "migrate" : "none";
}

function check(rules: readonly FindingRule[], reading: Reading): readonly Finding[] {
  return rules
    .flatMap((rule) => rule.check(reading))
    .toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** Whether the file calls the old framework anywhere; one that does not has nothing to migrate. */
function touchesOldFramework(script: Script): boolean {
  return (
    usesOldApi(script) ||
    script.uses.some(({ name, role }) => name in REGISTRATIONS && role !== "parameter")
  );
}

const NEW_CALLS: ReadonlySet<string> = new Set([
  ...Object.values(STAGES),
  ...Object.values(LIST_ENTRIES),
]);

function countTests({ items, uses }: Script): Analysis["tests"] {
  const topLevel = items.filter(({ kind }) => kind === "registration").length;
  const calls = uses.filter(({ role, quoted, inBody }) => role === "call" && !quoted && !inBody);
  return {
    old: topLevel + calls.filter(({ name }) => name in REGISTRATIONS).length,
    new: calls.filter(({ name }) => NEW_CALLS.has(name)).length,
  };
}
