// The linter as one pure function: files in, findings out. The command `lint` reads the files and
// prints what comes back; nothing here touches the disk.

import type { EntryPoints } from "../mutation/evaluation.js";
import type { FileModel } from "../mutation/file-model.js";
import { findGlobals } from "../mutation/globals.js";
import { judge } from "../mutation/judge.js";
import { type Program, readProgram, type SourceFile } from "../mutation/program.js";
import type { Project } from "../program/project.js";
import {
  LINT_SEVERITIES,
  type LintFinding,
  type LintSeverity,
  lintFinding,
} from "./lint-finding.js";
import { lintRules } from "./rules/registry.js";
import { unreadableFile } from "./rules/unreadable-file.js";
import { applySuppressions } from "./suppressions.js";

/** A global that may change, and why: declared where exceptions are documented. */
export interface Exception {
  /** The name; one that ends in `/*` stands for all names that begin like it. */
  readonly name: string;
  /** Path of the one file that it holds for; everywhere without. */
  readonly path?: string;
  /** The folder that it holds for; everywhere without. */
  readonly folder?: string;
  readonly reason: string;
}

export interface LintOptions {
  /** Answers loaded files that are not among those linted; none without it. */
  readonly project?: Project;
  /** Further calls that hand functions to the event loop: positions of these by name. */
  readonly entryPoints?: EntryPoints;
  readonly exceptions?: readonly Exception[];
}

export interface LintResult {
  /** By path in the order given, then by place. */
  readonly findings: readonly LintFinding[];
  /** What suppression comments and exceptions held back. */
  readonly suppressed: readonly LintFinding[];
  readonly files: number;
}

const NOTHING: Project = { read: () => undefined };

/** Lints files together: what one binds and another reads is seen where one script loads both. */
export function lint(sources: Iterable<SourceFile>, options: LintOptions = {}): LintResult {
  const { project = NOTHING, entryPoints = {}, exceptions = [] } = options;
  return lintProgram(readProgram(sources, project, entryPoints), exceptions);
}

/** The same for a program that was read already. */
export function lintProgram(program: Program, exceptions: readonly Exception[]): LintResult {
  const globals = findGlobals(program);
  const findings: LintFinding[] = [];
  const suppressed: LintFinding[] = [];
  for (const file of program.files) {
    const found = file.isReadable
      ? judge(file, globals).flatMap((global) => lintRules.flatMap((rule) => rule.check(global)))
      : [lintFinding(unreadableFile, file, { start: 0, end: 0 })];
    const excepted = found.filter((finding) => isExcepted(finding, file, exceptions));
    const remaining =
      excepted.length === 0 ? found : found.filter((each) => !excepted.includes(each));
    const result = applySuppressions(file, remaining.toSorted(byPlace));
    findings.push(...result.findings.toSorted(byPlace));
    suppressed.push(...excepted, ...result.suppressed);
  }
  return { findings, suppressed, files: program.files.length };
}

function isExcepted(
  { name }: LintFinding,
  { path }: FileModel,
  exceptions: readonly Exception[],
): boolean {
  return exceptions.some(
    (exception) =>
      name !== "" &&
      (exception.path === undefined || exception.path === path) &&
      (exception.folder === undefined || path.startsWith(`${exception.folder}/`)) &&
      (exception.name === name ||
        (exception.name.endsWith("/*") && name.startsWith(exception.name.slice(0, -1)))),
  );
}

function byPlace(a: LintFinding, b: LintFinding): number {
  return a.span.start - b.span.start || (a.code < b.code ? -1 : 1);
}

/** Whether any finding is at or above the severity: what makes the exit status 1. */
export function isFailing(findings: readonly LintFinding[], failOn: LintSeverity): boolean {
  const limit = LINT_SEVERITIES.indexOf(failOn);
  return findings.some(({ severity }) => LINT_SEVERITIES.indexOf(severity) <= limit);
}
