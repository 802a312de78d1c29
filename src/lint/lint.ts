// The linter as one pure function: files in, findings out. The command `lint` reads the files and
// prints what comes back; nothing here touches the disk.

import type { EntryPoints } from "../dialect/dialect.js";
import {
  byCode,
  type FileFinding,
  type FindingKind,
  LEVELS,
  type Level,
  type LocatedFinding,
  levelOf,
} from "../finding/finding.js";
import { type Settled, type Severities, settleFindings } from "../finding/policy.js";
import { unreasonedSuppression, unusedSuppression } from "../finding/suppression-kinds.js";
import type { Suppression } from "../finding/suppressions.js";
import { type FileModel, isGlobalWrite } from "../mutation/file-model.js";
import { findGlobals, type Globals } from "../mutation/globals.js";
import { judge } from "../mutation/judge.js";
import { readProgram, type SourceFile } from "../mutation/program.js";
import { dialectOf, type Project } from "../program/project.js";
import type { LintedFile } from "./lint-rule.js";
import { fileRules, lintKinds, lintRules } from "./rules/lint-rules.js";
import { unreadable, unreadableFile } from "./rules/unreadable-file.js";

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

/** What a run of the linter is told beside the files. */
export interface LintOptions {
  /** Answers loaded files that are not among those linted; none without it. */
  readonly project?: Project;
  /** Whether findings of a file are wanted; others are only read for what they bind and use. */
  readonly isSelected?: (path: string) => boolean;
  /** Further calls that hand functions to the event loop: positions of these by name. */
  readonly entryPoints?: EntryPoints;
  readonly exceptions?: readonly Exception[];
  /** What the configuration makes of findings in a file; nothing without it. */
  readonly severitiesOf?: ((path: string) => Severities) | undefined;
  /** All kinds of findings there are; without them, comments with other codes are not looked at. */
  readonly kinds?: ReadonlyMap<string, FindingKind> | undefined;
}

/** What the linter found. */
export interface LintResult {
  /** By path in the order given, then by place. */
  readonly findings: readonly FileFinding[];
  /** What suppression comments, exceptions and the configuration held back. */
  readonly suppressed: readonly FileFinding[];
  /** Suppression comments that name a code of the linter and hold nothing back, by path. */
  readonly unused: ReadonlyMap<string, readonly Suppression[]>;
  readonly files: number;
}

const NOTHING: Project = { read: () => undefined };
/** Of a file that does not read nothing is known, least of all that a comment is not needed. */
const OF_THE_UNREADABLE = byCode(unreadableFile, unreasonedSuppression);
const REMARKS = {
  unused: unusedSuppression,
  unreasoned: unreasonedSuppression,
  unknown: unusedSuppression,
};

/** Lints files together: what one binds and another reads is seen where one script loads both. */
export function lint(sources: Iterable<SourceFile>, options: LintOptions = {}): LintResult {
  const { project = NOTHING, entryPoints = {}, isSelected = () => true } = options;
  const program = readProgram(sources, project, entryPoints);
  const names = new Set(
    program.all.flatMap(({ writes }) => writes.filter(isGlobalWrite).map(({ name }) => name)),
  );
  const paths = new Set(program.all.map(({ path }) => path));
  const known: Known = {
    globals: findGlobals(program),
    dialect: dialectOf(project),
    isDefined: (name) => names.has(name),
    hasFile: (path) => paths.has(path) || project.read(path) !== undefined,
  };
  const findings: FileFinding[] = [];
  const suppressed: FileFinding[] = [];
  const unused = new Map<string, readonly Suppression[]>();
  const selected = program.files.filter(({ path }) => isSelected(path));
  for (const file of selected) {
    const { path } = file;
    const result = lintFile(file, known, options);
    const keep = (found: LocatedFinding): FileFinding => ({ ...found, path });
    findings.push(...result.findings.map(keep));
    suppressed.push(...result.suppressed.map(keep));
    if (result.unused.length > 0) {
      unused.set(path, result.unused);
    }
  }
  return { findings, suppressed, unused, files: selected.length };
}

/** What the rules know of all files. */
interface Known extends Omit<LintedFile, "file"> {
  readonly globals: Globals;
}

function lintFile(
  file: FileModel,
  { globals, ...known }: Known,
  { exceptions = [], severitiesOf, kinds }: LintOptions,
): Settled {
  const { path, source, lines, isReadable } = file;
  const { dialect } = known;
  const found = isReadable
    ? [
        ...judge(file, globals).flatMap((global) =>
          lintRules.flatMap((rule) => rule.check(global, dialect)),
        ),
        ...fileRules.flatMap((rule) => rule.check({ ...known, file })),
      ]
    : [unreadable(dialect)];
  const located = found
    .map((each): LocatedFinding => ({ ...each, ...lines.position(each.span.start) }))
    .toSorted(byPlace);
  const excepted = located.filter(({ name }) => isExcepted(name, path, exceptions));
  const settled = settleFindings(
    excepted.length === 0 ? located : located.filter((each) => !excepted.includes(each)),
    source,
    severitiesOf?.(path) ?? {},
    { ...REMARKS, own: isReadable ? lintKinds : OF_THE_UNREADABLE, all: kinds },
  );
  // No file is left as it is for the linter, so that what a comment accepts is done with.
  const accepted = settled.findings.filter((each) => each.accepted !== undefined);
  return {
    findings: settled.findings.filter((each) => each.accepted === undefined).toSorted(byPlace),
    suppressed: [...excepted, ...settled.suppressed, ...accepted].toSorted(byPlace),
    unused: settled.unused,
  };
}

function isExcepted(
  name: string | undefined,
  path: string,
  exceptions: readonly Exception[],
): boolean {
  return exceptions.some(
    (exception) =>
      name !== undefined &&
      (exception.path === undefined || exception.path === path) &&
      (exception.folder === undefined || path.startsWith(`${exception.folder}/`)) &&
      (exception.name === name ||
        (exception.name.endsWith("/*") && name.startsWith(exception.name.slice(0, -1)))),
  );
}

function byPlace(a: LocatedFinding, b: LocatedFinding): number {
  return a.span.start - b.span.start || (a.code < b.code ? -1 : 1);
}

/** Whether any finding is at or above the level: what makes the exit status 1. */
export function isFailing(findings: readonly FileFinding[], failOn: Level): boolean {
  const limit = LEVELS.indexOf(failOn);
  return findings.some(({ severity }) => LEVELS.indexOf(levelOf(severity)) <= limit);
}
