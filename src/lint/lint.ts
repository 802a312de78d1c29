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
import { type FileInProgram, readApart, type ScriptNotes } from "../mutation/apart.js";
import { judge } from "../mutation/judge.js";
import { type FileNote, type Sources, surveyFiles } from "../mutation/survey.js";
import { dialectOf, type Project } from "../program/project.js";
import { compareStrings } from "../text/compare.js";
import { detach } from "../text/detach.js";
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
  /** Handed what was noted of each file that was read for it, to be given with the file next time. */
  readonly onNote?: ((path: string, note: FileNote) => void) | undefined;
  /** Notes that were handed out in an earlier run with the same knowledge; where there are none, they are to be kept. */
  readonly notesFor?: ((knowledge: string) => ScriptNotes | undefined) | undefined;
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

/**
 * Lints files together: what one binds and another reads is seen where one script loads both. The files
 * are gone through more than once, so that they need not be kept.
 */
export function lint(sources: Sources, options: LintOptions = {}): LintResult {
  const { project = NOTHING, entryPoints = {}, isSelected = () => true, notesFor } = options;
  const survey = surveyFiles(sources, project, entryPoints, { onNote: options.onNote });
  const { outlines } = survey;
  const names = new Set([...outlines.values()].flatMap(({ binds }) => [...binds]));
  const known: Known = {
    dialect: dialectOf(project),
    isDefined: (name) => names.has(name),
    hasFile: (path) => outlines.has(path) || project.read(path) !== undefined,
  };
  const linted = new Map<string, LintedResult>();
  const isWanted = (path: string): boolean => survey.given.has(path) && isSelected(path);
  for (const each of readApart(sources, survey, project, { isWanted, notesFor })) {
    linted.set(each.file.path, lintFile(each, known, options));
  }
  const results = [...survey.given].flatMap((path) => linted.get(path) ?? []);
  return {
    findings: results.flatMap(({ findings }) => findings),
    suppressed: results.flatMap(({ suppressed }) => suppressed),
    unused: new Map(
      [...linted].flatMap(([path, { unused }]) => (unused.length > 0 ? [[path, unused]] : [])),
    ),
    files: results.length,
  };
}

/** What the rules know of all files. */
type Known = Omit<LintedFile, "file">;

/** What is kept of a file that was linted. */
type LintedResult = Pick<LintResult, "findings" | "suppressed"> & Pick<Settled, "unused">;

function lintFile(
  { file, globals }: FileInProgram,
  known: Known,
  { exceptions = [], severitiesOf, kinds }: LintOptions,
): LintedResult {
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
  const left = settled.findings.filter((each) => each.accepted === undefined);
  const inFile = (each: LocatedFinding): FileFinding => ({ ...withoutText(each), path });
  return {
    findings: left.toSorted(byPlace).map(inFile),
    suppressed: [...excepted, ...settled.suppressed, ...accepted].toSorted(byPlace).map(inFile),
    unused: settled.unused,
  };
}

/** The finding with words of its own: what is cut out of a text keeps the whole of it. */
function withoutText(found: LocatedFinding): LocatedFinding {
  const { message, name, related } = found;
  return {
    ...found,
    message: detach(message),
    ...(name !== undefined && { name: detach(name) }),
    ...(related && {
      related: related.map((each) => ({ ...each, message: detach(each.message) })),
    }),
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
  return a.span.start - b.span.start || compareStrings(a.code, b.code);
}

/** Whether any finding is at or above the level: what makes the exit status 1. */
export function isFailing(findings: readonly FileFinding[], failOn: Level): boolean {
  const limit = LEVELS.indexOf(failOn);
  return findings.some(({ severity }) => LEVELS.indexOf(levelOf(severity)) <= limit);
}
