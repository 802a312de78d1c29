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
  moveToFinding,
  replaceStep,
  type Session,
  type Step,
  startSession,
  takeBack,
} from "../review/session.js";
import { splitStep, stepsOf } from "../review/steps.js";
import { wrap } from "../text/columns.js";
import { escapeControls } from "../text/escape.js";
import type { Style } from "../text/style.js";
import { editText } from "./editor.js";
import type { Io } from "./io.js";
import { END, INTERRUPT, type Keyboard, type KeyboardStream, openKeyboard } from "./keyboard.js";
import { widthOf } from "./terminal.js";

/** What was decided; paths in the order of the files. */
export interface Answers {
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
  readonly io: Io;
}

/** Asks about all files; undefined when the reviewer interrupted or the input ended. */
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
    const session = await converse(desk);
    return session && answersOf(session, desk);
  } finally {
    keyboard.close();
  }
}

function answersOf({ files }: Session, { changes }: Desk): Answers {
  const pathsOf = (wanted: FileAnswers["decision"]): readonly string[] =>
    files.filter(({ decision }) => decision === wanted).map(({ path }) => path);
  const accepted = files.flatMap(({ path, decision, edited }) => {
    const { source } = changes.get(path) as PlannedChange;
    return decision === "accepted" ? [[path, { source, edited }] as const] : [];
  });
  return { accepted: new Map(accepted), skipped: pathsOf("skipped"), open: pathsOf("open") };
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
  ["j", "show the next change of the file, without an answer"],
  ["k", "show the previous one"],
  ["f", "go to the next change with a finding, or that needs eyes"],
  ["p", "show this change again"],
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

/** Asks until nothing is open or the reviewer quits; undefined for one who leaves in another way. */
async function converse(desk: Desk): Promise<Session | undefined> {
  let session = startSession(
    [...desk.changes.values()].map((change) => ({
      path: change.path,
      steps: stepsOf(reviewFile(change), change.findings, desk.preview),
    })),
  );
  let isShown = false;
  while (session.place !== undefined) {
    if (!isShown) {
      show(desk, session);
    }
    desk.write(promptOf(desk, session));
    const key = await desk.keyboard.read();
    if (key === INTERRUPT || key === END) {
      return undefined;
    }
    desk.write(`${escapeControls(key)}\n`);
    if (key === "q") {
      return session;
    }
    const next = await answerTo(desk, session, key);
    isShown = next === undefined;
    session = next ?? session;
  }
  return session;
}

/** The session after a key; undefined where the same change is asked about again, unshown. */
async function answerTo(desk: Desk, session: Session, key: string): Promise<Session | undefined> {
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
      return move(session, 1);
    case "k":
      return move(session, -1);
    case "f":
      return moveToFinding(session) ?? say(desk, "No open change has a finding or needs eyes.");
    case "p":
      return session;
    default:
      return say(desk, helpText(desk.style));
  }
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
async function edit(desk: Desk, session: Session): Promise<Session | undefined> {
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
    desk.write("The edited text is not proven. Edit it again? [y,n] ");
    const key = await desk.keyboard.read();
    desk.write("\n");
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

function show(desk: Desk, session: Session): void {
  const { file, place } = current(session);
  const change = changeOf(desk, file);
  const review = reviewFile(change);
  const { hunk } = file.steps[place.step] as Step;
  const options = { ...desk.preview, columns: widthOf(desk.io.stdout) };
  if (file.accepted.size === 0) {
    desk.write(formatChangeHead(change, review, options));
  }
  desk.write(createHunkFormat(change, review, options)(hunk));
  for (const { line, severity, code, message } of change.findings) {
    if (hunk.oldStart < line && line <= hunk.oldEnd && severity !== "info") {
      desk.write(desk.style.yellow(`line ${line}: ${code}: ${escapeControls(message)}\n`));
    }
  }
}

function promptOf({ style }: Desk, session: Session): string {
  const { file, place } = current(session);
  const files = `${place.file + 1}/${session.files.length}`;
  const step = `${place.step + 1}/${file.steps.length}`;
  const keys = KEYS.map(([key]) => key).join(",");
  return style.bold(`(file ${files}, change ${step}) Accept this change [${keys}]? `);
}

function helpText(style: Style): string {
  return KEYS.map(([key, meaning]) => `${style.bold(key)}  ${meaning}`).join("\n");
}
