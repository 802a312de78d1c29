// What a client can do and wants, of what it says when it starts the server.

import {
  CodeActionKind,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  type WorkspaceFolder,
} from "vscode-languageserver";
import { EXPLAIN_COMMAND } from "./actions.js";
import { localPath } from "./local-path.js";
import type { Host } from "./source.js";
import type { EditSupport } from "./workspace-edit.js";

export interface Client {
  /** Folders of the workspace, absolute, links resolved. */
  readonly folders: readonly string[];
  readonly edits: EditSupport;
  /** Whether it asks for the edit of an action when somebody chooses it. */
  readonly canResolve: boolean;
  /** Whether it tells of files that change on the disk. */
  readonly canWatch: boolean;
  /** Whether another server tells of what cannot be read. */
  readonly isBesideValk: boolean;
  /** Whether it shows the answer of the command that explains a code. */
  readonly showsExplanations: boolean;
  /** Whether it asks for the reason of a suppression. */
  readonly asksReason: boolean;
}

/** Options that a client gives: true or nothing. */
const OPTIONS = ["besideValk", "showsExplanations", "asksReason"] as const;

export function readClient(
  { capabilities, workspaceFolders, rootUri, initializationOptions }: InitializeParams,
  host: Host,
): Client {
  const { workspace, textDocument } = capabilities;
  const { documentChanges, changeAnnotationSupport } = workspace?.workspaceEdit ?? {};
  const { resolveSupport, dataSupport } = textDocument?.codeAction ?? {};
  const folders = workspaceFolders ?? (rootUri ? [{ uri: rootUri }] : []);
  const isOn = (option: (typeof OPTIONS)[number]): boolean =>
    initializationOptions?.[option] === true;
  return {
    folders: foldersOf(folders, host),
    edits: {
      documentChanges: documentChanges === true,
      annotations: changeAnnotationSupport !== undefined,
    },
    canResolve: dataSupport === true && resolveSupport?.properties.includes("edit") === true,
    canWatch: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    isBesideValk: isOn("besideValk"),
    showsExplanations: isOn("showsExplanations"),
    asksReason: isOn("asksReason"),
  };
}

/** Those of the folders that this machine has: absolute, links resolved. */
export function foldersOf(
  folders: readonly Pick<WorkspaceFolder, "uri">[],
  { realPath }: Host,
): readonly string[] {
  return folders.flatMap(({ uri }) => localPath(uri) ?? []).map(realPath);
}

/** What the server does. */
export const CAPABILITIES: InitializeResult["capabilities"] = {
  textDocumentSync: {
    openClose: true,
    change: TextDocumentSyncKind.Incremental,
    save: { includeText: false },
  },
  codeActionProvider: {
    codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite],
    resolveProvider: true,
  },
  renameProvider: { prepareProvider: true },
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  executeCommandProvider: { commands: [EXPLAIN_COMMAND] },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};
