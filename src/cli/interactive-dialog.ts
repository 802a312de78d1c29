// The dialogue of an interactive review: shows a change, waits for a key, goes on. What an answer
// means is the session's (`src/review/session.ts`); this file only shows and asks.

import { describeGroup, type PlannedChange, type PlannedFile } from "../outcome/planned-file.js";
import { messageOf } from "../outcome/problems.js";
import type { Reviewed } from "../plan/reviewed-transform.js";
import { remarksOn } from "../report/document.js";
import { fileGroup, writeText } from "../report/document-text.js";
import { createHunkFormat, formatChangeHead, type PreviewOptions } from "../report/preview.js";
import { reviewFile } from "../review/file-review.js";
import {
  acceptAll,
  acceptStep,
  current,
  decideFile,
  editFile,
  type FileAnswers,
  move,
  moveToFile,
  moveToMatch,
  moveToOpen,
  replaceStep,
  type Session,
  type Step,
  startSession,
  takeBack,
  takeUp,
} from "../review/session.js";
import { splitStep, stepsOf } from "../review/steps.js";
import { wrap } from "../text/columns.js";
import { escapeControls } from "../text/escape.js";
import type { Style } from "../text/style.js";
import { countOf } from "../text/wording.js";
import { quietly } from "../write/apply-write.js";
import { editText } from "./editor.js";
import type { Io } from "./io.js";
import type { KeptReview } from "./kept-review.js";
import {
  END,
  ESCAPE,
  INTERRUPT,
  type Key,
  type Keyboard,
  type KeyboardStream,
  openKeyboard,
} from "./keyboard.js";
import { openPager } from "./pager.js";
import { widthOf } from "./terminal.js";

/** What was decided; paths in the order of the files. */
export interface Answers {
  /** Keeps the answers for the next review, where they come to nothing in this one. */
  readonly keep: () => void;
  /** Forgets those of this review and earlier ones about the same files. */
  readonly forget: () => void;
  readonly accepted: ReadonlyMap<string, Reviewed>;
  readonly skipped: readonly string[];
  /** Files that were not asked about before the reviewer quit. */
  readonly open: readonly string[];
}

export interface DialogueOptions {
  /** The result for a file whose new text was edited: changed if that is proven, else why not. */
  readonly checkEdit: (path: string, source: string, edited: string) => PlannedFile;
  /** How changes are shown. */
  readonly preview: PreviewOptions;
  readonly keyboard: KeyboardStream;
  /** Where answers wait for a reviewer who left. */
  readonly kept: KeptReview;
  readonly io: Io;
}

/**
 * Asks about all files; undefined when the reviewer left, or the terminal went away, and does not want
 * what is accepted to be written. The answers are kept then.
 */
export async function askAboutFiles(
  changes: readonly PlannedChange[],
  options: DialogueOptions,
): Promise<Answers | undefined> {
  const { io, preview } = options;
  const keyboard = openKeyboard(options.keyboard, io.signal);
  const desk: Desk = {
    ...options,
    keyboard,
    changes: new Map(changes.map((change) => [change.path, change])),
    style: preview.style,
    write: (text) => io.stdout.write(text),
  };
  try {
    const start = await startOrGoOn(desk);
    if (start === undefined) {
      return undefined;
    }
    const { session, end } = await converse(desk, start);
    if (end === "left" && !(await wantsWritten(desk, session))) {
      keepAnswers(desk, session);
      return undefined;
    }
    return answersOf(session, desk);
  } finally {
    keyboard.close();
  }
}

function keepAnswers(desk: Desk, session: Session): void {
  const kept = desk.kept.keep(session, desk.changes);
  if (kept > 0) {
    sayKept(desk, kept);
  }
}

function sayKept({ write }: Desk, files: number): void {
  write(`Answers about ${countOf(files, "file")} are kept: the next review can go on.\n`);
}

function answersOf(session: Session, desk: Desk): Answers {
  const { files } = session;
  const { changes } = desk;
  const pathsOf = (wanted: FileAnswers["decision"]): readonly string[] =>
    files.filter(({ decision }) => decision === wanted).map(({ path }) => path);
  const accepted = files.flatMap(({ path, decision, edited }) => {
    const { source } = changes.get(path) as PlannedChange;
    return decision === "accepted" ? [[path, { source, edited }] as const] : [];
  });
  return {
    accepted: new Map(accepted),
    skipped: pathsOf("skipped"),
    open: pathsOf("open"),
    keep: () => keepAnswers(desk, session),
    forget: () => desk.kept.forget(changes),
  };
}

/** The keys, in the order of the prompt; those of `git add -p` where it has them. */
const KEYS: readonly (readonly [key: string, meaning: string])[] = [
  ["y", "accept this change; the file is accepted once all its changes are"],
  ["n", "skip the file: its tests stay in one style, since a mixture would not run"],
  ["a", "accept this change and the rest of the file"],
  ["A", "accept everything that is still open"],
  ["d", "skip the file, as n does"],
  ["s", "split this change at the stages in it"],
  ["e", "edit the file's new text; it is taken only if its proof holds"],
  ["u", "take back the last answer"],
  ["j", "leave this change open, and go to the next open one"],
  ["k", "leave this change open, and go to the previous open one"],
  ["J", "go to the next change, answered or not"],
  ["K", "go to the previous change, answered or not"],
  ["g", "go to a file by its number"],
  ["/", "go to the next change that a regular expression matches"],
  ["f", "go to the next open change with a finding, or that needs eyes"],
  ["p", "show this change again"],
  ["P", "show this change in the pager"],
  ["q", "quit: write what is accepted, leave the rest as it is"],
  ["?", "show this help"],
];

/** What the dialogue knows besides the answers. */
interface Desk extends Omit<DialogueOptions, "keyboard"> {
  readonly changes: ReadonlyMap<string, PlannedChange>;
  readonly keyboard: Keyboard;
  readonly style: Style;
  readonly write: (text: string) => unknown;
}

/**
 * A new session, or the one that was left, where the reviewer wants it; undefined where neither, so
 * that the answers stay where they are.
 */
async function startOrGoOn(desk: Desk): Promise<Session | undefined> {
  const session = startSession(
    [...desk.changes.values()].map((change) => ({
      path: change.path,
      steps: stepsOf(reviewFile(change), change.findings, desk.preview),
    })),
  );
  const earlier = desk.kept.read(session, desk.changes);
  if (earlier.size === 0) {
    return session;
  }
  const files = countOf(earlier.size, "file");
  const key = await askWhether(
    desk,
    `A review was left with answers about ${files}. Go on with it?`,
  );
  if (key === "y" || key === "n") {
    return key === "y" ? takeUp(session, earlier) : session;
  }
  sayKept(desk, earlier.size);
  return undefined;
}

/** One who leaves is asked once; a terminal that is gone answers nothing. */
async function wantsWritten(desk: Desk, { files }: Session): Promise<boolean> {
  const accepted = files.filter(({ decision }) => decision === "accepted").length;
  desk.write("\n");
  return (
    accepted > 0 &&
    !desk.io.signal.aborted &&
    (await askWhether(desk, `${countOf(accepted, "file")} accepted so far. Write now?`)) === "y"
  );
}

/** Asks until the answer is yes or no, or none is wanted: then it is Escape, or what ended the input. */
async function askWhether(desk: Desk, question: string): Promise<Key> {
  for (;;) {
    desk.write(desk.style.bold(`${question} [y,n] `));
    const key = await desk.keyboard.read();
    desk.write(`${shownKey(key)}\n`);
    if (typeof key === "symbol" || key === ESCAPE || key === "y" || key === "n") {
      return key;
    }
  }
}

/** A key as it is shown where it was pressed; nothing for one that has no character of its own. */
function shownKey(key: Key): string {
  return typeof key === "symbol" || key === ESCAPE ? "" : escapeControls(key);
}

/** How far the dialogue has come. */
interface Turn {
  readonly session: Session;
  /** Whether the change that is asked about next was shown already. */
  readonly isShown: boolean;
  /** Set by one who stops before all is answered; `left` is any other way than quitting. */
  readonly end?: "quit" | "left";
}

/** Asks until nothing is open, or the reviewer quits or leaves. Keeps the answers when it throws. */
async function converse(desk: Desk, session: Session): Promise<Turn> {
  let turn: Turn = { session, isShown: false };
  try {
    while (turn.session.place !== undefined && turn.end === undefined) {
      turn = await takeTurn(desk, turn);
    }
  } catch (error) {
    // Whatever went wrong is worth more than why its answers could not be kept.
    quietly(() => keepAnswers(desk, turn.session));
    throw error;
  }
  return turn;
}

/** Shows a change, where that is due, and does what the next key says. */
async function takeTurn(desk: Desk, { session, isShown }: Turn): Promise<Turn> {
  if (!isShown) {
    await show(desk, session);
  }
  desk.write(promptOf(desk, session));
  const key = await desk.keyboard.read();
  if (key === INTERRUPT || key === END) {
    return { session, isShown, end: "left" };
  }
  desk.write(`${shownKey(key)}\n`);
  if (key === "q") {
    return { session, isShown, end: "quit" };
  }
  const next = await answerTo(desk, session, key);
  if (next === LEFT) {
    return { session, isShown: true, end: "left" };
  }
  return { session: next ?? session, isShown: next === undefined };
}

/** In place of a session where the reviewer left in the middle of an answer. */
const LEFT = Symbol("left");

/** The session after a key; undefined where the same change is asked about again, unshown. */
async function answerTo(
  desk: Desk,
  session: Session,
  key: string,
): Promise<Session | typeof LEFT | undefined> {
  switch (key) {
    case "y":
      return acceptStep(session);
    case "a":
      return decideFile(session, "accepted");
    case "A":
      return acceptAll(session);
    case "n":
    case "d":
      desk.write(`${describeSkipped(desk, session)}\n\n`);
      return decideFile(session, "skipped");
    case "s":
      return split(desk, session);
    case "e":
      return edit(desk, session);
    case "u":
      return session.before === undefined
        ? say(desk, "There is no answer yet.")
        : takeBack(session);
    case "j":
      return moveToOpen(session, 1) ?? say(desk, "No open change comes behind this one.");
    case "k":
      return moveToOpen(session, -1) ?? say(desk, "No open change comes before this one.");
    case "J":
      return move(session, 1) ?? say(desk, "This is the last change.");
    case "K":
      return move(session, -1) ?? say(desk, "This is the first change.");
    case "g":
      return goToFile(desk, session);
    case "/":
      return search(desk, session);
    case "f":
      return (
        moveToMatch(session, ({ decision }, step) => decision === "open" && step.needsEyes) ??
        say(desk, "No open change has a finding or needs eyes.")
      );
    case "p":
      return session;
    case "P":
      await page(desk, describeStep(desk, session));
      return undefined;
    case "?":
      return say(desk, helpText(desk));
    default:
      return say(
        desk,
        `There is no ${shownKey(key) === "" ? "such key" : `key ${shownKey(key)}`}; ? shows all of them.`,
      );
  }
}

async function goToFile(desk: Desk, session: Session): Promise<Session | undefined> {
  for (const [at, { path, decision }] of session.files.entries()) {
    const state = decision === "open" ? "" : `  ${decision}`;
    desk.write(`${String(at + 1).padStart(4)}  ${escapeControls(path)}${state}\n`);
  }
  desk.write("Go to file number: ");
  const line = await desk.keyboard.readLine(desk.write);
  if (line === undefined || line === "") {
    return undefined;
  }
  const number = /^\d{1,6}$/.test(line) ? Number(line) : 0;
  return (
    moveToFile(session, number - 1) ?? say(desk, `There is no file number ${escapeControls(line)}.`)
  );
}

/** By path, and by the lines of a change, old and new. */
async function search(desk: Desk, session: Session): Promise<Session | undefined> {
  desk.write("Search for: ");
  const line = await desk.keyboard.readLine(desk.write);
  if (line === undefined || line === "") {
    return undefined;
  }
  let pattern: RegExp;
  try {
    pattern = new RegExp(line, "u");
  } catch (error) {
    return say(desk, escapeControls(messageOf(error)));
  }
  const isMatch = ({ path, edited }: FileAnswers, { hunk }: Step): boolean => {
    const { source, newText } = desk.changes.get(path) as PlannedChange;
    return (
      pattern.test(path) ||
      pattern.test(linesOf(source, hunk.oldStart, hunk.oldEnd)) ||
      pattern.test(linesOf(edited ?? newText, hunk.newStart, hunk.newEnd))
    );
  };
  return moveToMatch(session, isMatch) ?? say(desk, "No change matches.");
}

/** The lines from number `start`, counted from 0, to `end`, which is not among them. */
function linesOf(text: string, start: number, end: number): string {
  return text.split("\n").slice(start, end).join("\n");
}

/** What staying as it is means for a file, and for those that cannot change without it. */
function describeSkipped({ changes, io }: Desk, session: Session): string {
  const { path } = current(session).file;
  const group = describeGroup(changes.get(path) as PlannedChange);
  const others = group === undefined ? "" : ` It ${group}: they stay, too.`;
  return wrap(escapeControls(`${path} stays as it is, as a whole.${others}`), widthOf(io.stdout));
}

function say({ write }: Desk, text: string): undefined {
  write(`${text}\n`);
}

function split(desk: Desk, session: Session): Session | undefined {
  const { file, place } = current(session);
  const { findings } = desk.changes.get(file.path) as PlannedChange;
  const step = file.steps[place.step] as Step;
  const pieces = splitStep(reviewFile(changeOf(desk, file)), step, findings);
  return pieces.length === 1
    ? say(desk, "This change holds one stage at most.")
    : replaceStep(session, pieces);
}

/** Opens the editor until the text is proven, given up or as it was. */
async function edit(desk: Desk, session: Session): Promise<Session | typeof LEFT | undefined> {
  const { file } = current(session);
  const change = desk.changes.get(file.path) as PlannedChange;
  let text = file.edited ?? change.newText;
  for (;;) {
    const edited = await openEditor(desk, text, file.path);
    if (edited === undefined || edited === text) {
      return say(desk, edited === undefined ? "" : "Nothing was edited.");
    }
    const result = desk.checkEdit(file.path, change.source, edited);
    if (result.status === "changed") {
      const steps = stepsOf(reviewFile(result), result.findings, desk.preview);
      return editFile(session, edited, steps);
    }
    desk.write(`\n${describeUnproven(result, desk)}`);
    const key = await askWhether(desk, "The edited text is not proven. Edit it again?");
    if (typeof key === "symbol") {
      return LEFT;
    }
    if (key !== "y") {
      return say(desk, "The proposed text stays.");
    }
    text = edited;
  }
}

/** Why an edited text is not taken: here a proof that fails is no defect of ours. */
function describeUnproven(result: PlannedFile, { style, io }: Desk): string {
  const { path, status, remarks } = remarksOn(result);
  const hint = "mend it in the edited text, or keep the proposed one";
  const own = remarks.map((said) => (said.line === undefined ? { ...said, hint } : said));
  const options = { style, columns: widthOf(io.stdout) };
  return writeText([[fileGroup({ path, status, remarks: own }, style)]], options);
}

async function openEditor(desk: Desk, text: string, path: string): Promise<string | undefined> {
  try {
    return await desk.keyboard.release(() => editText(text, path, desk.io.env));
  } catch (error) {
    return say(desk, `error: ${escapeControls(messageOf(error))}`);
  }
}

/** The change that is proposed for a file, or that the reviewer made of it. */
function changeOf({ changes, checkEdit }: Desk, { path, edited }: FileAnswers): PlannedChange {
  const proposed = changes.get(path) as PlannedChange;
  const own = edited === undefined ? proposed : checkEdit(path, proposed.source, edited);
  return own.status === "changed" ? own : proposed;
}

/** Shows a change; one that is taller than the screen goes through the pager. */
async function show(desk: Desk, session: Session): Promise<void> {
  const text = describeStep(desk, session);
  const { rows } = desk.io.stdout;
  if (rows !== undefined && text.split("\n").length > rows) {
    await page(desk, text);
  } else {
    desk.write(text);
  }
}

/** Through the pager, where the terminal can have one. */
async function page(desk: Desk, text: string): Promise<void> {
  const pager = openPager(desk.io);
  if (pager === undefined) {
    desk.write(text);
    return;
  }
  await desk.keyboard.release(async () => {
    pager.output.write(text);
    await pager.close();
  });
}

function describeStep(desk: Desk, session: Session): string {
  const { file, place } = current(session);
  const change = changeOf(desk, file);
  const review = reviewFile(change);
  const { hunk } = file.steps[place.step] as Step;
  const columns = widthOf(desk.io.stdout);
  const options = { ...desk.preview, columns };
  const head = file.accepted.size === 0 ? formatChangeHead(change, review, options) : "";
  const findings = change.findings
    .filter(
      ({ line, severity }) => hunk.oldStart < line && line <= hunk.oldEnd && severity !== "info",
    )
    .map(({ line, code, message }) => {
      const text = `line ${line}: ${code}: ${escapeControls(message)}`;
      return `${desk.style.yellow(wrap(text, columns, "  "))}\n`;
    });
  return head + createHunkFormat(change, review, options)(hunk) + findings.join("");
}

/** The file and the place in it above the keys, so that a narrow terminal breaks neither. */
function promptOf({ style }: Desk, session: Session): string {
  const { file, place } = current(session);
  const files = `file ${place.file + 1}/${session.files.length}`;
  const step = `change ${place.step + 1}/${file.steps.length}`;
  const keys = KEYS.map(([key]) => key).join(",");
  return style.bold(
    `${escapeControls(file.path)}  ${files}, ${step}\nAccept this change [${keys}]? `,
  );
}

function helpText({ style, io }: Desk): string {
  const columns = widthOf(io.stdout);
  return KEYS.map(([key, meaning]) =>
    wrap(`${key}  ${meaning}`, columns, "   ").replace(/^\S+/, (shown) => style.bold(shown)),
  ).join("\n");
}
