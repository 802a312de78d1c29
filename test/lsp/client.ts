// A client of the language server, as an editor has one: messages over streams, documents with versions,
// edits applied as the protocol says. The server runs in this process, or as the program.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough, type Readable, type Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import { onTestFinished } from "vitest";
import {
  type CodeAction,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { main } from "../../src/cli/main.js";

/** What a modern editor says of itself. */
export const MODERN = {
  workspace: {
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
  textDocument: {
    codeAction: { dataSupport: true, resolveSupport: { properties: ["edit"] } },
  },
};

export interface ClientOptions {
  readonly capabilities?: object;
  readonly initializationOptions?: object;
  /** The program to start; without it the server runs in this process. */
  readonly program?: string;
  /** Further words of its command line. */
  readonly args?: readonly string[];
}

/** Starts a server that nobody has said hello to. */
export function startSilent(
  folder: string,
  program?: string,
  args: readonly string[] = [],
): Client {
  const { input, output, status } =
    program === undefined ? inProcess(args) : asProgram(program, args);
  const connection = createProtocolConnection(output, input);
  connection.listen();
  return new Client(folder, connection, status);
}

/** Starts a server for a folder and says hello. */
export async function startClient(folder: string, options: ClientOptions = {}): Promise<Client> {
  const { capabilities = MODERN, initializationOptions, program, args } = options;
  const client = startSilent(folder, program, args);
  const { connection } = client;
  onTestFinished(async () => {
    await client.stop();
  });
  const rootUri = pathToFileURL(folder).href;
  client.hello = await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: "project" }],
    capabilities,
    initializationOptions,
  });
  await connection.sendNotification("initialized", {});
  return client;
}

interface Streams {
  readonly input: Writable;
  readonly output: Readable;
  readonly status: Promise<number>;
}

function inProcess(args: readonly string[]): Streams {
  const input = new PassThrough();
  const output = new PassThrough();
  const status = main(["lsp", ...args], {
    stdin: input,
    stdout: { write: (data) => output.write(data) },
    stderr: { write: () => {} },
    env: {},
    cwd: "/",
    now: () => 0,
    signal: new AbortController().signal,
  });
  return { input, output, status };
}

function asProgram(program: string, args: readonly string[]): Streams {
  const child = spawn(process.execPath, [program, "lsp", "--stdio", ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const status = once(child, "exit").then(([code]) => Number(code));
  return { input: child.stdin, output: child.stdout, status };
}

export class Client {
  hello: InitializeResult = { capabilities: {} };
  /** What the server wants a person to read. */
  readonly messages: string[] = [];
  readonly logged: string[] = [];
  readonly watched: unknown[] = [];
  #documents = new Map<string, TextDocument>();
  #published = new Map<string, PublishDiagnosticsParams>();
  #waiting: (() => void)[] = [];
  #isStopped = false;

  constructor(
    readonly folder: string,
    readonly connection: ProtocolConnection,
    readonly status: Promise<number>,
  ) {
    connection.onNotification(
      "textDocument/publishDiagnostics",
      (params: PublishDiagnosticsParams) => {
        this.#published.set(params.uri, params);
        this.#wake();
      },
    );
    connection.onNotification("window/showMessage", ({ message }: { message: string }) => {
      this.messages.push(message);
      this.#wake();
    });
    connection.onNotification("window/logMessage", ({ message }: { message: string }) => {
      this.logged.push(message);
      this.#wake();
    });
    connection.onRequest("client/registerCapability", (params) => {
      this.watched.push(params);
      return null;
    });
  }

  uri(path: string): string {
    return pathToFileURL(join(this.folder, path)).href;
  }

  /** Opens a file, with its text on the disk or with another one. */
  async open(path: string, text = readFileSync(join(this.folder, path), "utf8")): Promise<void> {
    const document = TextDocument.create(this.uri(path), "valk", 1, text);
    this.#documents.set(document.uri, document);
    await this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri: document.uri, languageId: "valk", version: 1, text },
    });
  }

  /** Types over what stands between two offsets. */
  async type(path: string, text: string, start: number, end = start): Promise<void> {
    const document = this.document(path);
    const range = { start: document.positionAt(start), end: document.positionAt(end) };
    const version = document.version + 1;
    const contentChanges = [{ range, text }];
    TextDocument.update(document, contentChanges, version);
    await this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: document.uri, version },
      contentChanges,
    });
  }

  async close(path: string): Promise<void> {
    await this.connection.sendNotification("textDocument/didClose", {
      textDocument: { uri: this.uri(path) },
    });
  }

  document(path: string): TextDocument {
    const document = this.#documents.get(this.uri(path));
    if (document === undefined) {
      throw new Error(`${path} is not open`);
    }
    return document;
  }

  /** The codes that are shown, each with its line from 1, for the present version. */
  codes(path: string): readonly string[] {
    return this.diagnostics(path).map(({ code, range }) => `${code}:${range.start.line + 1}`);
  }

  diagnostics(path: string): readonly Diagnostic[] {
    const { version } = this.document(path);
    const published = this.#published.get(this.uri(path));
    return published?.version === version ? published.diagnostics : [];
  }

  /** Waits until what the server has said so far passes. */
  async until(isSo: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await isSo())) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
        setTimeout(resolve, 100);
      });
    }
  }

  async actions(path: string, text?: string, only?: readonly string[]): Promise<CodeAction[]> {
    const document = this.document(path);
    const start = text === undefined ? 0 : document.getText().indexOf(text);
    const end = text === undefined ? document.getText().length : start;
    return this.connection.sendRequest("textDocument/codeAction", {
      textDocument: { uri: document.uri },
      range: { start: document.positionAt(start), end: document.positionAt(end) },
      context: { diagnostics: [], only },
    });
  }

  /** Waits until an action with this title is offered. */
  async action(path: string, title: string, text?: string): Promise<CodeAction> {
    let found: CodeAction | undefined;
    await this.until(async () => {
      found = (await this.actions(path, text)).find((one) => one.title === title);
      return found !== undefined;
    });
    return found as CodeAction;
  }

  /** The edit of an action, asked for as an editor does. */
  async resolve(action: CodeAction): Promise<WorkspaceEdit> {
    const resolved: CodeAction = await this.connection.sendRequest("codeAction/resolve", action);
    return resolved.edit ?? {};
  }

  /** The texts after an edit, by path; of files that are not open as the disk has them. */
  apply(edit: WorkspaceEdit): Record<string, string> {
    const byUri = new Map<string, TextEdit[]>(Object.entries(edit.changes ?? {}));
    for (const change of edit.documentChanges ?? []) {
      if ("textDocument" in change) {
        const { uri, version } = change.textDocument;
        const open = this.#documents.get(uri);
        if ((open?.version ?? null) !== version) {
          throw new Error(`${uri} is at version ${open?.version}, the edit is for ${version}`);
        }
        byUri.set(uri, change.edits as TextEdit[]);
      }
    }
    return Object.fromEntries(
      [...byUri].map(([uri, edits]) => {
        const path = decodeURIComponent(uri.slice(this.uri("").length + 1));
        const onDisk = (): TextDocument =>
          TextDocument.create(uri, "valk", 0, readFileSync(join(this.folder, path), "utf8"));
        return [path, TextDocument.applyEdits(this.#documents.get(uri) ?? onDisk(), edits)];
      }),
    );
  }

  /** Says goodbye; resolves to the exit status. */
  async stop(): Promise<number> {
    if (!this.#isStopped) {
      this.#isStopped = true;
      await this.connection.sendRequest("shutdown");
      await this.connection.sendNotification("exit");
    }
    return this.status;
  }

  /** Ends the server without asking for its shutdown. */
  async exit(): Promise<number> {
    this.#isStopped = true;
    await this.connection.sendNotification("exit");
    return this.status;
  }

  /** Goes away without a word. */
  vanish(): void {
    this.#isStopped = true;
    this.connection.end();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) {
      resolve();
    }
  }
}
