// The server: the messages of the protocol, each handed on to the session. Invariant: it never writes a
// file; every change is an edit that the editor makes, or not.

import {
  type CodeAction,
  type Connection,
  createConnection,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  ErrorCodes,
  LSPErrorCodes,
  MessageType,
  type ProtocolConnection,
  ResponseError,
  ShowMessageNotification,
  TextDocuments,
  type WatchDog,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { listedKinds } from "../outcome/kind-list.js";
import { formatKind } from "../outcome/kind-text.js";
import { messageOf } from "../outcome/problems.js";
import type { Span } from "../syntax/span.js";
import { type ActionData, actionsAt, EXPLAIN_COMMAND } from "./actions.js";
import { Refusal } from "./change.js";
import { CAPABILITIES, type Client, foldersOf, readClient } from "./client.js";
import { rangeOf } from "./diagnostics.js";
import { globalAt } from "./rename.js";
import { Session } from "./session.js";
import type { Host } from "./source.js";
import { workspaceEditOf } from "./workspace-edit.js";

/** How long nobody types before other files are looked at, in milliseconds. */
const PAUSE = 250;

/** How often a server looks whether its editor still runs, in milliseconds. */
const PULSE = 3000;

/** Files that count, whoever changes them. */
const WATCHED = ["**/*.valk", "**/valk-codemod.config.json", "**/.gitignore"];

/** Columns of an explanation. */
const WIDTH = 80;

/** How a server came to its end: as the protocol wants it, by `exit` alone, or without a word. */
export type ServerEnd = "done" | "unasked" | "gone";

/**
 * Serves until the client says goodbye or goes away. `connect` makes the connection of the streams, which
 * takes messages in the order of `orderedMessages`; `version` is the program's.
 */
export function serve(
  connect: () => ProtocolConnection,
  host: Host,
  version: string,
): Promise<ServerEnd> {
  return new Promise((resolve) => {
    let pulse: NodeJS.Timeout | undefined;
    const endAs = (otherwise: ServerEnd): void => {
      clearInterval(pulse);
      resolve(watchDog.shutdownReceived ? "done" : otherwise);
    };
    // The streams may stay open behind an editor that died: another process may hold them, too.
    const watch = (processId: number | null | undefined): void => {
      if (typeof processId === "number") {
        clearInterval(pulse);
        pulse = setInterval(() => host.isRunning(processId) || endAs("gone"), PULSE);
      }
    };
    const watchDog: WatchDog = {
      shutdownReceived: false,
      initialize: ({ processId }) => watch(processId),
      exit: () => endAs("unasked"),
    };
    const connection = createConnection(() => {
      const protocol = connect();
      protocol.onClose(() => endAs("gone"));
      return protocol;
    }, watchDog);
    connection.onInitialize((params) => {
      startSession(connection, readClient(params, host), host);
      return { capabilities: CAPABILITIES, serverInfo: { name: "valk-codemod", version } };
    });
    connection.listen();
    watch(host.clientProcess);
  });
}

/** Everything behind the first message. */
function startSession(connection: Connection, client: Client, host: Host): void {
  const session = new Session(
    host,
    { ...client, pause: PAUSE },
    {
      publish: (uri, version, diagnostics) => {
        void connection.sendDiagnostics({ uri, version, diagnostics });
      },
      warn: (message) => show(connection, MessageType.Warning, `valk-codemod: ${message}`),
      fail: (error) =>
        connection.console.error(error instanceof Error ? `${error.stack}` : `${error}`),
    },
  );
  listenToDocuments(connection, client, session);
  connection.onNotification(
    DidChangeWorkspaceFoldersNotification.type,
    ({ event: { added, removed } }) => {
      session.foldersChanged(foldersOf(added, host), foldersOf(removed, host));
    },
  );
  listenToActions(connection, client, session);
  connection.onShutdown(() => session.dispose());
}

function listenToDocuments(connection: Connection, client: Client, session: Session): void {
  const documents = new TextDocuments(TextDocument);
  documents.onDidChangeContent(({ document }) => session.update(document));
  documents.onDidClose(({ document }) => session.close(document.uri));
  documents.onDidSave(() => {
    if (!client.canWatch) {
      session.filesChanged();
    }
  });
  documents.listen(connection);
  connection.onDidChangeWatchedFiles(({ changes }) => {
    session.filesChanged(changes.map(({ uri }) => uri));
  });
  connection.onInitialized(() => {
    if (client.canWatch) {
      const watchers = WATCHED.map((globPattern) => ({ globPattern }));
      void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
  });
}

function listenToActions(connection: Connection, client: Client, session: Session): void {
  const resolveAction = async (action: CodeAction): Promise<CodeAction> => {
    const data = action.data as ActionData | undefined;
    if (data === undefined) {
      return action;
    }
    const { changes, fileOf } = await session.change(data.uri, data);
    return { ...action, edit: workspaceEditOf(changes, fileOf, client.edits) };
  };
  connection.onCodeAction(async ({ textDocument: { uri }, range, context: { only } }) => {
    await session.looked(uri);
    const state = session.stateOf(uri);
    const actions = state === undefined ? [] : actionsAt({ ...state, range, only, ...client });
    return client.canResolve
      ? actions
      : Promise.all(
          actions.map((action) =>
            resolveAction(action).catch((error: unknown) => ({
              ...action,
              disabled: { reason: messageOf(error) },
            })),
          ),
        );
  });
  // What an editor tells of a refusal differs: the reason is shown to a person in any case.
  const refuse = (error: unknown): never => {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    const message = `${error.message}; nothing was changed`;
    show(connection, MessageType.Warning, `valk-codemod: ${message}`);
    throw new ResponseError(LSPErrorCodes.RequestFailed, message);
  };
  connection.onCodeActionResolve((action) => resolveAction(action).catch(refuse));
  connection.onPrepareRename(({ textDocument: { uri }, position }) => {
    const document = session.stateOf(uri)?.document;
    const global = document && globalAt(document.getText(), document.offsetAt(position));
    return global === undefined ? null : rangeOf(global.span, document as TextDocument);
  });
  connection.onRenameRequest(async ({ textDocument: { uri }, position, newName }) => {
    const offset = session.stateOf(uri)?.document.offsetAt(position) ?? 0;
    const { changes, fileOf } = await session.rename(uri, offset, newName).catch(refuse);
    return workspaceEditOf(changes, fileOf, client.edits);
  });
  connection.onDocumentFormatting(({ textDocument: { uri } }) =>
    session.format(uri, () => undefined).catch(refuse),
  );
  connection.onDocumentRangeFormatting(({ textDocument: { uri }, range: { start, end } }) => {
    const partOf = (document: TextDocument): Span => ({
      start: document.offsetAt(start),
      end: document.offsetAt(end),
    });
    return session.format(uri, partOf).catch(refuse);
  });
  connection.onExecuteCommand(({ command, arguments: [code] = [] }) => {
    if (command !== EXPLAIN_COMMAND) {
      throw new ResponseError(ErrorCodes.InvalidParams, `there is no command ${command}`);
    }
    if (code === undefined) {
      throw new ResponseError(ErrorCodes.InvalidParams, `${command} takes a code: none was given`);
    }
    const kind = listedKinds.get(String(code));
    if (kind === undefined) {
      throw new ResponseError(LSPErrorCodes.RequestFailed, `there is no code ${code}`);
    }
    const text = formatKind(kind, WIDTH);
    if (!client.showsExplanations) {
      show(connection, MessageType.Info, text);
    }
    return text;
  });
}

/** A message that asks nothing; the library's own waits for an answer. */
function show(connection: Connection, type: MessageType, message: string): void {
  void connection.sendNotification(ShowMessageNotification.type, { type, message });
}
