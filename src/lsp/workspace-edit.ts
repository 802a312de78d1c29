// Changes as an editor applies them. Invariant: edits of an open document name the version that they
// were made for, so that a client refuses them for any other.

import type {
  AnnotatedTextEdit,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Edit } from "../edit/edit.js";
import type { PlannedChange } from "../outcome/planned-file.js";
import { countOf } from "../text/wording.js";

/** What the client understands of an edit. */
export interface EditSupport {
  /** Edits with versions. */
  readonly documentChanges: boolean;
  /** Edits that it asks about before it makes them. */
  readonly annotations: boolean;
}

/** How the editor knows a file: the version is null for one that is not open. */
export interface EditorFile {
  readonly uri: string;
  readonly version: number | null;
}

/** All changes as one edit, each file with what its proof says, to be looked at before it is made. */
export function workspaceEditOf(
  changes: readonly PlannedChange[],
  fileOf: (path: string) => EditorFile,
  support: EditSupport,
): WorkspaceEdit {
  const files = changes.map((change) => ({
    ...fileOf(change.path),
    path: change.path,
    label: describe(change),
    edits: textEditsOf(change.source, change.edits),
  }));
  if (!support.documentChanges) {
    return { changes: Object.fromEntries(files.map(({ uri, edits }) => [uri, edits])) };
  }
  const documentChanges = files.map(({ uri, version, path, edits }): TextDocumentEdit => {
    const annotate = (edit: TextEdit): AnnotatedTextEdit => ({ ...edit, annotationId: path });
    return {
      textDocument: { uri, version },
      edits: support.annotations ? edits.map(annotate) : edits,
    };
  });
  if (!support.annotations) {
    return { documentChanges };
  }
  const annotations = files.map(({ path, label }) => [
    path,
    { label: path, description: label, needsConfirmation: true },
  ]);
  return { documentChanges, changeAnnotations: Object.fromEntries(annotations) };
}

/** A change of one open document that nobody has to be asked about. */
export function plainEditOf(
  document: TextDocument,
  edits: readonly Edit[],
  { documentChanges }: EditSupport,
): WorkspaceEdit {
  const { uri, version } = document;
  const changes = textEditsOf(document.getText(), edits);
  return documentChanges
    ? { documentChanges: [{ textDocument: { uri, version }, edits: changes }] }
    : { changes: { [uri]: changes } };
}

/** Edits of a text as the protocol has them. */
export function textEditsOf(source: string, edits: readonly Edit[]): TextEdit[] {
  const document = TextDocument.create("", "", 0, source);
  return edits.map(({ span, newText }) => ({
    range: { start: document.positionAt(span.start), end: document.positionAt(span.end) },
    newText,
  }));
}

/** What was proven of a file, in a line. */
function describe({ proof, tests }: PlannedChange): string {
  if (proof === undefined) {
    return "the framework module that the migrated tests need";
  }
  const { old, new: now } = tests;
  const held = old + now === 0 ? "" : ` and ${countOf(old + now, "test")}`;
  return `proven: the same ${countOf(proof.comments.old, "comment")}${held}`;
}
