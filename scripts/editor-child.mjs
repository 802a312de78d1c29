// Times what an editor waits for: a process of its own for one document of a folder, which prints two
// numbers of milliseconds, each the median of some turns.
//
//   node scripts/editor-child.mjs PROGRAM FOLDER FILE

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createProtocolConnection } from "vscode-languageserver/node";
import { runAsScript } from "./host.mjs";

const TURNS = 15;

/** What a modern editor can do: it asks for an edit when somebody chose it. */
const CAPABILITIES = {
  workspace: {
    workspaceEdit: { documentChanges: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
  textDocument: { codeAction: { dataSupport: true, resolveSupport: { properties: ["edit"] } } },
};

/**
 * @param {() => Promise<unknown>} work
 * @returns {Promise<number>}
 */
async function medianOf(work) {
  const times = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b)[TURNS >> 1] ?? 0;
}

/**
 * @param {readonly string[]} argv
 * @param {Pick<import("./host.mjs").Host, "log">} host
 */
export async function main([program = "", folder = "", file = ""], { log }) {
  const server = spawn(process.execPath, [program, "lsp"], {
    cwd: folder,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const connection = createProtocolConnection(server.stdout, server.stdin);
  let onPublish = () => {};
  connection.onNotification("textDocument/publishDiagnostics", () => onPublish());
  connection.onRequest("client/registerCapability", () => null);
  connection.listen();
  const uri = pathToFileURL(join(folder, file)).href;
  const rootUri = pathToFileURL(folder).href;
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: "measured" }],
    capabilities: CAPABILITIES,
  });
  await connection.sendNotification("initialized", {});
  const text = readFileSync(join(folder, file), "utf8");
  await connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "valk", version: 1, text },
  });
  const end = { line: text.split("\n").length, character: 0 };
  const start = { line: 0, character: 0 };
  const offered = /** @type {readonly { title: string, data?: object }[]} */ (
    await connection.sendRequest("textDocument/codeAction", {
      textDocument: { uri },
      range: { start, end },
      context: { diagnostics: [] },
    })
  );
  const migration = offered.find(({ title }) => title.startsWith("Migrate"));
  if (migration === undefined) {
    server.kill();
    throw new Error(`${file} has no tests to migrate: take another file`);
  }
  const change = await medianOf(() => connection.sendRequest("codeAction/resolve", migration));
  let version = 1;
  const key = await medianOf(async () => {
    const shown = new Promise((resolve) => {
      onPublish = () => resolve(undefined);
    });
    version += 1;
    await connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ range: { start: end, end }, text: " " }],
    });
    await shown;
  });
  log(`${key} ${change}`);
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  connection.dispose();
  return 0;
}

await runAsScript(import.meta.url, main);
