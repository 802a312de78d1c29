// The documents that are open, and what is known of each. After a keystroke the text alone is looked at
// again, at once; what needs other files waits until nobody types, and goes on step by step, so that a
// keystroke in between is answered first. Knows nothing of the connection.

import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import type { Diagnostic, TextEdit } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { unreadableCodes } from "../../transforms/define-to-suite/findings/all-rules.js";
import type { Finding } from "../finding/finding.js";
import type { PlannedChange } from "../outcome/planned-file.js";
import { messageOf } from "../outcome/problems.js";
import { loadTargets } from "../program/load-targets.js";
import { registrationGraph } from "../program/registration-graph.js";
import type { Span } from "../syntax/span.js";
import type { ShownFinding } from "./actions.js";
import { type ChangeRequest, planChange, Refusal } from "./change.js";
import { diagnosticOf } from "./diagnostics.js";
import { formatDocument } from "./format.js";
import {
  joinLooks,
  lookAtReading,
  lookFar,
  lookNear,
  type NearLook,
  type Subject,
  wouldChange,
} from "./inspect.js";
import { localPath } from "./local-path.js";
import { MIGRATION, OTHER_OFFERS } from "./offers.js";
import { OpenProject } from "./project.js";
import { globalAt, planRename } from "./rename.js";
import { shiftFindings } from "./shift.js";
import type { Host } from "./source.js";
import type { View } from "./view.js";
import { type EditorFile, textEditsOf } from "./workspace-edit.js";

export interface SessionOptions {
  /** Folders of the workspace, absolute. */
  readonly folders: readonly string[];
  /** Whether another server tells of what cannot be read. */
  readonly isBesideValk: boolean;
  /** How long nobody types before other files are looked at, in milliseconds. */
  readonly pause: number;
}

/** What a session tells the editor. */
export interface SessionEvents {
  publish(uri: string, version: number, diagnostics: Diagnostic[]): void;
  /** Something that a person should read. */
  warn(message: string): void;
  /** A defect of ours. */
  fail(error: unknown): void;
}

/** A change that was planned, and how the editor knows its files, with the versions it was planned for. */
interface SessionChange {
  readonly changes: readonly PlannedChange[];
  readonly fileOf: (path: string) => EditorFile;
}

interface Entry {
  document: TextDocument;
  /** With links resolved. */
  readonly file: string;
  project: OpenProject | undefined;
  near: { readonly text: string; readonly look: NearLook } | undefined;
  far: { readonly text: string; readonly findings: readonly Finding[] } | undefined;
  /** Names of transforms, as the far look found. */
  possible: ReadonlySet<string>;
  shown: readonly ShownFinding[];
  isScheduled: boolean;
  timer: NodeJS.Timeout | undefined;
  /** How often a look was due, and which of them was the last that ended. */
  due: number;
  looked: number;
  /** Those who wait for a look, or for a change that makes it pointless. */
  readonly waiting: (() => void)[];
}

export class Session {
  readonly #entries = new Map<string, Entry>();
  /** By their roots. Those without open documents are told of changes, too: they may be opened again. */
  readonly #projects = new Map<string, OpenProject>();
  /** What was found from a folder, or is being looked for. */
  readonly #opening = new Map<string, Promise<OpenProject | undefined>>();
  #folders: readonly string[];
  /** What is wrong with a configuration, as long as it is. */
  #warned: string | undefined;

  constructor(
    private readonly host: Host,
    private readonly options: SessionOptions,
    private readonly events: SessionEvents,
  ) {
    this.#folders = options.folders;
  }

  /** A document was opened or changed. */
  update(document: TextDocument): void {
    const { uri } = document;
    const path = localPath(uri);
    if (path === undefined) {
      return;
    }
    const entry = this.#entries.get(uri) ?? this.#add(document, path);
    entry.document = document;
    announce(entry);
    // Changes that wait to be read come first: only the last one is looked at.
    if (!entry.isScheduled) {
      entry.isScheduled = true;
      setImmediate(() => this.#guard(() => this.#lookNear(entry)));
    }
  }

  close(uri: string): void {
    const entry = this.#entries.get(uri);
    if (entry === undefined) {
      return;
    }
    this.#forget(entry);
    const { project } = entry;
    if (project !== undefined && !project.isAsOnDisk(pathIn(project, entry))) {
      this.#readAgain(project);
    }
    this.events.publish(uri, entry.document.version, []);
  }

  /**
   * Files changed on the disk, or nobody knows which. Of those that are open only new ones matter: what
   * the others hold is known.
   */
  filesChanged(uris?: readonly string[]): void {
    const isConcerned = (project: OpenProject): boolean =>
      uris?.some((uri) => this.#isNews(project, uri)) ?? true;
    for (const project of [...this.#projects.values()].filter(isConcerned)) {
      this.#readAgain(project);
    }
    this.#seekHomes();
  }

  /** Folders joined the workspace and left it: absolute, links resolved. */
  foldersChanged(added: readonly string[], removed: readonly string[]): void {
    this.#folders = [...this.#folders.filter((one) => !removed.includes(one)), ...added];
    this.#seekHomes();
  }

  /** What is shown at a document, and the transforms that would change it. */
  stateOf(uri: string): Pick<Entry, "document" | "shown" | "possible"> | undefined {
    return this.#entries.get(uri);
  }

  /**
   * Waits until all is looked at that was announced of a document; no longer than its text stays as it is,
   * since what is known of another text helps nobody.
   */
  async looked(uri: string): Promise<void> {
    const entry = this.#entries.get(uri);
    const version = entry?.document.version;
    while (
      entry !== undefined &&
      this.#isOpen(entry) &&
      entry.document.version === version &&
      entry.looked < entry.due
    ) {
      await new Promise<void>((resolve) => {
        entry.waiting.push(resolve);
      });
    }
  }

  /** Plans a change of the document on the project as it is now. Throws Refusal. */
  change(uri: string, request: ChangeRequest): Promise<SessionChange> {
    return this.#plan(uri, (subject, view) => planChange(request, subject, view));
  }

  /** Plans the rename of the global at an offset. Throws Refusal. */
  rename(uri: string, offset: number, to: string): Promise<SessionChange> {
    // The text may be another one when its project is read, the global is the same.
    const text = this.#entries.get(uri)?.document.getText() ?? "";
    const global = globalAt(text, offset);
    return this.#plan(uri, ({ path }, view) => {
      if (global === undefined) {
        throw new Refusal("there is no global here");
      }
      return planRename(global.name, to, path, view);
    });
  }

  /** The edits that format a document, or the lines of a part. Throws Refusal. */
  async format(
    uri: string,
    partOf: (document: TextDocument) => Span | undefined,
  ): Promise<TextEdit[]> {
    const entry = this.#entries.get(uri);
    const project = entry && (await this.#openedProject(entry));
    if (entry === undefined || project === undefined) {
      return [];
    }
    const { document } = entry;
    // Nothing waits from here on: the edits are those of the text that the editor shows.
    const edits = formatDocument(subjectOf(entry), project.view, partOf(document));
    return textEditsOf(document.getText(), edits);
  }

  dispose(): void {
    for (const entry of this.#entries.values()) {
      this.#forget(entry);
    }
  }

  #forget(entry: Entry): void {
    clearTimeout(entry.timer);
    this.#entries.delete(entry.document.uri);
    wake(entry);
  }

  async #plan(
    uri: string,
    make: (subject: Subject, view: View) => readonly PlannedChange[],
  ): Promise<SessionChange> {
    const entry = this.#entries.get(uri);
    const project = entry && (await this.#openedProject(entry));
    if (entry === undefined || project === undefined || !this.#isOpen(entry)) {
      throw new Refusal("the document is not open, or its project could not be read");
    }
    const subject = { path: pathIn(project, entry), text: entry.document.getText() };
    // Versions are those of the texts that are planned with, whatever is typed in the meantime.
    const fileOf = this.#filesIn(project);
    const view = await project.fresh(this.#textsIn(project, project.isMarked));
    return { changes: make(subject, view), fileOf };
  }

  #readAgain(project: OpenProject): void {
    project.markStale();
    for (const entry of this.#entriesIn(project)) {
      this.#wait(entry);
    }
  }

  /** Looks anew for the projects of documents that have none. */
  #seekHomes(): void {
    const homeless = [...this.#entries.values()].filter(({ project }) => project === undefined);
    if (homeless.length > 0) {
      this.#opening.clear();
    }
    for (const entry of homeless) {
      this.#wait(entry);
    }
  }

  #add(document: TextDocument, path: string): Entry {
    const entry: Entry = {
      document,
      file: this.host.realPath(path),
      project: undefined,
      near: undefined,
      far: undefined,
      possible: new Set(),
      shown: [],
      isScheduled: false,
      timer: undefined,
      due: 0,
      looked: 0,
      waiting: [],
    };
    this.#entries.set(document.uri, entry);
    return entry;
  }

  #lookNear(entry: Entry): void {
    entry.isScheduled = false;
    if (!this.#isOpen(entry)) {
      return;
    }
    const subject = subjectOf(entry);
    const look =
      entry.project === undefined
        ? { findings: lookAtReading(subject), isEntangled: true, canMigrate: false }
        : lookNear(subject, entry.project.view);
    entry.near = { text: subject.text, look };
    this.#publish(entry);
    this.#wait(entry);
  }

  /** Looks at other files once nobody has typed for a while. */
  #wait(entry: Entry): void {
    clearTimeout(entry.timer);
    announce(entry);
    const look = (): void => this.#guard(() => this.#lookAtAll(entry));
    entry.timer = setTimeout(look, entry.project === undefined ? 0 : this.options.pause);
  }

  /** The far look, and a word to those who wait for it, however it ends. */
  async #lookAtAll(entry: Entry): Promise<void> {
    const { due } = entry;
    try {
      await this.#lookFar(entry);
    } finally {
      entry.looked = Math.max(entry.looked, due);
      wake(entry);
    }
  }

  async #lookFar(entry: Entry): Promise<void> {
    const { version } = entry.document;
    const isCurrent = (): boolean => this.#isOpen(entry) && entry.document.version === version;
    const project = await this.#openedProject(entry);
    if (project === undefined || !isCurrent()) {
      return;
    }
    const { path, text } = subjectOf(entry);
    const isOther = project.view.project.read(path) !== text;
    const others = this.#entriesIn(project).filter((one) => one !== entry);
    const concernsOthers = isOther && others.length > 0 && project.isLoaded(path);
    if (project.isStale || concernsOthers || (isOther && entry.near?.look.isEntangled)) {
      await this.#renew(project);
      for (const other of others) {
        this.#wait(other);
      }
    }
    for (const step of stepsFor(entry, project)) {
      await pause();
      if (!isCurrent()) {
        return;
      }
      step();
    }
    this.#publish(entry);
  }

  /** Shows the project as it is now; as it was, where its configuration does not fit. */
  async #renew(project: OpenProject): Promise<void> {
    try {
      await project.renew(this.#textsIn(project));
      this.#warned = undefined;
    } catch (error) {
      this.#warn(error);
    }
  }

  /** Told once, not again with each change of something else. */
  #warn(error: unknown): void {
    const message = messageOf(error);
    if (message !== this.#warned) {
      this.#warned = message;
      this.events.warn(message);
    }
  }

  #publish(entry: Entry): void {
    const { document, near, far, project } = entry;
    const text = document.getText();
    const moved = far === undefined ? [] : shiftFindings(far.findings, far.text, text);
    const isReadable = near?.look.findings.every(({ code }) => !unreadableCodes.has(code)) ?? true;
    const findings = joinLooks(near?.look.findings ?? [], isReadable ? moved : []).filter(
      ({ code }) => !(this.options.isBesideValk && unreadableCodes.has(code)),
    );
    const fileOf = project && this.#filesIn(project);
    const uriOf = (path: string): string => fileOf?.(path).uri ?? document.uri;
    entry.shown = findings.map((finding) => ({
      finding,
      diagnostic: diagnosticOf(finding, document, uriOf),
    }));
    const diagnostics = entry.shown.map(({ diagnostic }) => diagnostic);
    this.events.publish(document.uri, document.version, diagnostics);
  }

  /** The project of a document, read where nobody has done so yet; undefined where it cannot be. */
  async #openedProject(entry: Entry): Promise<OpenProject | undefined> {
    entry.project ??= await this.#projectOf(entry);
    return entry.project;
  }

  #projectOf({ file }: Entry): Promise<OpenProject | undefined> {
    const holding = innermostOf(file, [...this.#projects.keys()]);
    const folder = innermostOf(file, this.#folders);
    const known = holding === undefined ? undefined : this.#projects.get(holding);
    if (known !== undefined && (folder ?? "").length <= known.root.length) {
      return Promise.resolve(known);
    }
    return this.#openFrom(folder ?? dirname(file));
  }

  #openFrom(folder: string): Promise<OpenProject | undefined> {
    const opening = this.#opening.get(folder) ?? this.#open(folder);
    this.#opening.set(folder, opening);
    return opening;
  }

  async #open(folder: string): Promise<OpenProject | undefined> {
    try {
      const opened = await OpenProject.open(folder, new Map(), this.host);
      // Another folder may have led to the same one: its documents have to know of each other.
      const project = this.#projects.get(opened.root) ?? opened;
      this.#projects.set(project.root, project);
      this.#warned = undefined;
      return project;
    } catch (error) {
      this.#warn(error);
      return undefined;
    }
  }

  #entriesIn(project: OpenProject | undefined): readonly Entry[] {
    return [...this.#entries.values()].filter(
      (entry) => project !== undefined && entry.project === project,
    );
  }

  /** Editors keep a byte order mark to themselves: a plan has to know of it. */
  #textsIn(project: OpenProject, isMarked = (_: string) => false): ReadonlyMap<string, string> {
    return new Map(
      this.#entriesIn(project).map((entry) => {
        const path = pathIn(project, entry);
        const text = entry.document.getText();
        return [path, isMarked(path) ? `\ufeff${text}` : text];
      }),
    );
  }

  /** How the editor knows the files of a project, as of now. */
  #filesIn(project: OpenProject): (path: string) => EditorFile {
    const open = new Map(
      this.#entriesIn(project).map(({ document: { uri, version }, file }) => [
        pathIn(project, { file }),
        { uri, version },
      ]),
    );
    return (path) =>
      open.get(path) ?? { uri: pathToFileURL(`${project.root}/${path}`).href, version: null };
  }

  #isNews(project: OpenProject, uri: string): boolean {
    const entry = this.#entries.get(uri);
    return entry?.project === project
      ? project.view.project.read(pathIn(project, entry)) === undefined
      : entry === undefined;
  }

  #isOpen(entry: Entry): boolean {
    return this.#entries.get(entry.document.uri) === entry;
  }

  /** Whatever goes wrong with one document, the others are served. */
  #guard(work: () => void | Promise<void>): void {
    Promise.resolve()
      .then(work)
      .catch((error: unknown) => this.events.fail(error));
  }
}

/** Something is to be looked at. Whoever waits sees whether it still matters. */
function announce(entry: Entry): void {
  entry.due += 1;
  wake(entry);
}

function wake({ waiting }: Entry): void {
  for (const resolve of waiting.splice(0)) {
    resolve();
  }
}

/** The parts of a far look, each short enough for a keystroke to wait. */
function stepsFor(entry: Entry, project: OpenProject): readonly (() => void)[] {
  const { view, neighbours } = project;
  const subject = subjectOf(entry);
  const { text } = subject;
  const possible = new Set<string>();
  return [
    // Made once for a project, so that no keystroke has to wait for it.
    () => {
      registrationGraph(view.project);
    },
    () => {
      loadTargets(view.project);
    },
    () => {
      entry.near = { text, look: lookNear(subject, view) };
    },
    () => {
      const isReadable = lookAtReading(subject, view).length === 0;
      entry.far = { text, findings: isReadable ? lookFar(subject, view, neighbours) : [] };
    },
    ...OTHER_OFFERS.map(({ name, transform }) => () => {
      if (view.isWanted(subject.path) && wouldChange(transform, subject, view, neighbours)) {
        possible.add(name);
      }
    }),
    () => {
      if (entry.near?.look.canMigrate) {
        possible.add(MIGRATION.name);
      }
      entry.possible = possible;
    },
  ];
}

function subjectOf({ document, project, file }: Entry): Subject {
  const path = project === undefined ? file : pathIn(project, { file });
  return { path, text: document.getText() };
}

function pathIn({ root }: OpenProject, { file }: Pick<Entry, "file">): string {
  return file.slice(root.length + 1).replaceAll("\\", "/");
}

/** The folder that a file lies in, the innermost of several. */
function innermostOf(file: string, folders: readonly string[]): string | undefined {
  return folders
    .filter((folder) => isBelow(file, folder))
    .toSorted((a, b) => b.length - a.length)[0];
}

function isBelow(file: string, folder: string): boolean {
  return file.startsWith(folder) && /[\\/]/.test(file[folder.length] ?? "");
}

/** Lets what has arrived in the meantime go first. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
