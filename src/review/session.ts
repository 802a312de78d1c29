// A review in which somebody answers change by change: what has been decided, what is asked next.
// Pure: each answer gives a new session, and the one before it is kept, so that answers can be
// taken back. Invariant: a file is accepted or skipped as a whole, since a test that stays on the
// old API beside a pipeline would not run; it is accepted once every change of it is.

import type { ReviewHunk } from "./hunks.js";

/** One change that is asked about. */
export interface Step {
  readonly hunk: ReviewHunk;
  /** Whether a finding or a change that needs eyes stands in it. */
  readonly needsEyes: boolean;
}

/** What the reviewer has said of a file so far. */
export interface FileAnswers {
  readonly path: string;
  readonly steps: readonly Step[];
  /** Numbers of the steps that were split, each counted as the steps were then. */
  readonly splits: readonly number[];
  /** Numbers of the steps that are accepted. */
  readonly accepted: ReadonlySet<number>;
  readonly decision: "open" | "accepted" | "skipped";
  /** The new text as the reviewer made it, if not as it was proposed. */
  readonly edited: string | undefined;
}

export interface Session {
  readonly files: readonly FileAnswers[];
  /** What is asked: a file's number and a step's number in it; undefined once nothing is left. */
  readonly place: Place | undefined;
  /** The session before the last answer. */
  readonly before: Session | undefined;
}

export interface Place {
  readonly file: number;
  readonly step: number;
}

/** A session at its start; every file must have a step. */
export function startSession(
  files: readonly { readonly path: string; readonly steps: readonly Step[] }[],
): Session {
  const open = files.map(({ path, steps }) => ({
    path,
    steps,
    splits: [],
    accepted: new Set<number>(),
    decision: "open" as const,
    edited: undefined,
  }));
  return { files: open, place: files.length > 0 ? START : undefined, before: undefined };
}

const START: Place = { file: 0, step: 0 };

/** Accepts the change that is asked about; the last one of a file accepts the file. */
export function acceptStep(session: Session): Session {
  const { file, place } = current(session);
  const accepted = new Set([...file.accepted, place.step]);
  const isWhole = file.decision === "accepted" || accepted.size === file.steps.length;
  const answered: FileAnswers = { ...file, accepted, decision: isWhole ? "accepted" : "open" };
  return answer(session, answered);
}

/** Accepts the rest of the file, or leaves the whole file as it is. */
export function decideFile(session: Session, decision: "accepted" | "skipped"): Session {
  return answer(session, { ...current(session).file, decision });
}

/** Accepts everything that is still open. */
export function acceptAll(session: Session): Session {
  const files = session.files.map((file) =>
    file.decision === "open" ? { ...file, decision: "accepted" as const } : file,
  );
  return { files, place: undefined, before: session };
}

/** The session before the last answer; the same one where there was none. */
export function takeBack(session: Session): Session {
  return session.before ?? session;
}

/** Asks about smaller changes instead of the present one, of which none is accepted yet. */
export function replaceStep(session: Session, steps: readonly Step[]): Session {
  const { file, place } = current(session);
  const shift = steps.length - 1;
  const accepted = new Set(
    [...file.accepted].map((step) => (step > place.step ? step + shift : step)),
  );
  return withFile(session, {
    ...file,
    steps: file.steps.toSpliced(place.step, 1, ...steps),
    splits: [...file.splits, place.step],
    accepted,
  });
}

/** The file with a new text of the reviewer's own, whose changes are all open. */
export function editFile(session: Session, edited: string, steps: readonly Step[]): Session {
  const { file, place } = current(session);
  const replaced = withFile(session, { ...file, steps, splits: [], edited, accepted: new Set() });
  return { ...replaced, place: { file: place.file, step: 0 }, before: session };
}

/** Goes to the change before or behind, in whatever file, without an answer; undefined at either end. */
export function move(session: Session, by: 1 | -1): Session | undefined {
  return goTo(session, by, () => true);
}

/** The same, to one that is still open. */
export function moveToOpen(session: Session, by: 1 | -1): Session | undefined {
  return goTo(
    session,
    by,
    ({ decision, accepted }, step) => decision === "open" && !accepted.has(step),
  );
}

/** Goes to the next change that is wanted, round to the start; undefined where there is none. */
export function moveToMatch(
  session: Session,
  isWanted: (file: FileAnswers, step: Step) => boolean,
): Session | undefined {
  const isMatch = (file: FileAnswers, step: number): boolean =>
    isWanted(file, file.steps[step] as Step);
  return (
    goTo(session, 1, isMatch) ?? goTo({ ...session, place: { file: 0, step: -1 } }, 1, isMatch)
  );
}

/** Goes to the first open change of a file, or to its first, if all are answered; `file` counts from 0. */
export function moveToFile(session: Session, file: number): Session | undefined {
  const answers = session.files[file];
  return answers && { ...session, place: { file, step: openSteps(answers)[0] ?? 0 } };
}

function goTo(
  session: Session,
  by: 1 | -1,
  isWanted: (file: FileAnswers, step: number) => boolean,
): Session | undefined {
  const { files, place } = session;
  const { file, step } = place as Place;
  const isBeyond = (at: Place): boolean =>
    by * (at.file - file || at.step - step) > 0 && isWanted(files[at.file] as FileAnswers, at.step);
  const places = files.flatMap(({ steps }, at) =>
    steps.map((_, index) => ({ file: at, step: index })),
  );
  const found = by === 1 ? places.find(isBeyond) : places.findLast(isBeyond);
  return found && { ...session, place: found };
}

/** The session with what was answered earlier; asks about the first change that is still open. */
export function takeUp(
  session: Session,
  earlier: ReadonlyMap<string, Partial<FileAnswers>>,
): Session {
  const files = session.files.map((file) => ({ ...file, ...earlier.get(file.path) }));
  const open = files.findIndex(({ decision }) => decision === "open");
  const place =
    open === -1 ? undefined : { file: open, step: openSteps(files[open] as FileAnswers)[0] ?? 0 };
  return { files, place, before: undefined };
}

/** The file and the place that are asked about. Precondition: something is. */
export function current(session: Session): { readonly file: FileAnswers; readonly place: Place } {
  const place = session.place as Place;
  return { place, file: session.files[place.file] as FileAnswers };
}

function withFile(session: Session, file: FileAnswers): Session {
  const { place } = current(session);
  return { ...session, files: session.files.with(place.file, file) };
}

function answer(session: Session, file: FileAnswers): Session {
  const { files, place } = withFile(session, file);
  return { files, place: nextPlace(files, place as Place), before: session };
}

/** The next open change of the same file, round to its start; else the next open file, likewise. */
function nextPlace(files: readonly FileAnswers[], { file, step }: Place): Place | undefined {
  const same = files[file] as FileAnswers;
  if (same.decision === "open") {
    const open = openSteps(same);
    return { file, step: open.find((next) => next > step) ?? (open[0] as number) };
  }
  const isOpen = (at: number): boolean => files[at]?.decision === "open";
  const places = files.map((_, at) => at);
  const next = places.find((at) => at > file && isOpen(at)) ?? places.find(isOpen);
  return next === undefined
    ? undefined
    : { file: next, step: openSteps(files[next] as FileAnswers)[0] as number };
}

function openSteps({ steps, accepted }: FileAnswers): readonly number[] {
  return steps.map((_, step) => step).filter((step) => !accepted.has(step));
}
