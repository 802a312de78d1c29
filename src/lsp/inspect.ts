// What there is to say of one document. The near look reads its text alone, with the project as it was
// last read, and is fast enough for every keystroke; the far look asks the linter, who reads all files
// that may share a process with it. Pure.

import type { AnyTransform } from "../../transforms/all-transforms.js";
import { frameworkModule } from "../../transforms/define-to-suite/findings/framework-module.js";
import { checkReading } from "../../transforms/define-to-suite/judge/check.js";
import { findOldTests } from "../check/check.js";
import type { Finding } from "../finding/finding.js";
import {
  suppressionNoReason,
  unreasonedSuppression,
  unusedSuppression,
} from "../finding/suppression-kinds.js";
import { lint } from "../lint/lint.js";
import { unreadableFile } from "../lint/rules/unreadable-file.js";
import { allKinds } from "../outcome/kinds.js";
import type { JudgedFile } from "../outcome/planned-file.js";
import { judgeFiles } from "../plan/plan.js";
import { dialectOf } from "../program/project.js";
import { mayHaveGroup, registrationGraph } from "../program/registration-graph.js";
import { scriptOf } from "../program/script.js";
import { readNoSuite } from "../program/suite-facts.js";
import type { Neighbours } from "./neighbours.js";
import { neighbourhoodOf, REPAIRS } from "./offers.js";
import { bytesOf, type View } from "./view.js";

/** A document as it is now; `path` is relative to the root. */
export interface Subject {
  readonly path: string;
  readonly text: string;
}

export interface NearLook {
  readonly findings: readonly Finding[];
  /** Whether it changes together with others, which the view has not seen as they are now. */
  readonly isEntangled: boolean;
  readonly canMigrate: boolean;
}

/** What makes a text unreadable, whatever it is about. */
export function lookAtReading({ text }: Subject, view?: View): readonly Finding[] {
  return checkReading(scriptOf(text), dialectOf(view?.project ?? { read: () => undefined }));
}

/** Reads errors, old tests and the findings of the migration. */
export function lookNear(subject: Subject, view: View): NearLook {
  const { path, text } = subject;
  if (!view.isWanted(path)) {
    return { findings: [], isEntangled: false, canMigrate: false };
  }
  const reading = lookAtReading(subject, view);
  if (reading.length > 0) {
    return { findings: reading, isEntangled: false, canMigrate: false };
  }
  const { source } = view;
  const severities = source.folders?.severitiesOf(path) ?? source.severities;
  const old = findOldTests(text, severities).findings;
  if (isEntangled(subject, view)) {
    return { findings: old, isEntangled: true, canMigrate: false };
  }
  const judged = judgeOne(subject, view);
  const found = (judged?.findings ?? []).filter(({ code }) => code !== frameworkModule.code);
  return {
    findings: [...old, ...found].filter(({ accepted }) => accepted === undefined),
    isEntangled: false,
    canMigrate: judged?.status === "changed",
  };
}

/** A file that changes together with others is judged with them, as the view has all of them. */
function isEntangled({ path, text }: Subject, { project }: View): boolean {
  return (
    project.read(path) !== text &&
    (registrationGraph(project).groupOf(path) !== undefined ||
      mayHaveGroup(scriptOf(text), project, path))
  );
}

function judgeOne(subject: Subject, view: View): JudgedFile | undefined {
  const { path, text } = subject;
  const readBytes = (one: string): Uint8Array =>
    one === path ? bytesOf(text, path, view.source) : view.plain.readBytes(one);
  const files = [{ path, selected: true }];
  return [...judgeFiles({ ...view.present(), files, readBytes })]
    .flat()
    .find((file) => file.path === path);
}

/** Whether a transform other than the migration would change the document. */
export function wouldChange(
  transform: AnyTransform,
  subject: Subject,
  view: View,
  neighbours: Neighbours,
): boolean {
  const { path, text } = subject;
  const project = REPAIRS.includes(transform)
    ? neighbourhoodOf(subject, view.project, neighbours)
    : view.project;
  if (project === undefined) {
    return false;
  }
  const input = {
    ...view.plain,
    files: [{ path, selected: true }],
    readBytes: () => bytesOf(text, path, view.source),
    project,
    transform,
    marks: [],
    readSuite: readNoSuite,
  };
  return [...judgeFiles(input)].flat().some(({ status }) => status === "changed");
}

/**
 * The findings of the linter. Where too many files may share a process with it, the file is looked at
 * with what it loads, and nothing is said of comments that may be needed elsewhere.
 */
export function lookFar(
  { path, text }: Subject,
  view: View,
  neighbours: Neighbours,
): readonly Finding[] {
  if (!view.isWanted(path)) {
    return [];
  }
  const { project, source } = view;
  const company = neighbours.of(path, text);
  const sources = (company ?? []).flatMap((one) => {
    const other = project.read(one);
    return other === undefined ? [] : [{ path: one, source: other }];
  });
  const { severities } = source;
  const severitiesOf = source.folders?.severitiesOf ?? (() => severities);
  const options = { ...source.lint, severitiesOf, project, kinds: allKinds };
  const { findings } = lint([{ path, source: text }, ...sources], options);
  return findings.filter(
    ({ path: one, code }) =>
      one === path &&
      code !== unreadableFile.code &&
      (company !== undefined || code !== unusedSuppression.code),
  );
}

/** Both looks together; of a comment without a code or a reason one of them speaks. */
export function joinLooks(near: readonly Finding[], far: readonly Finding[]): readonly Finding[] {
  const told = new Set(
    near.flatMap(({ code, span }) => (code === suppressionNoReason.code ? [span.start] : [])),
  );
  return [
    ...near,
    ...far.filter(({ code, span }) => code !== unreasonedSuppression.code || !told.has(span.start)),
  ].toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
