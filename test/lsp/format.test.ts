// Formatting over the protocol: of a document, of a part, as the configuration says, and when nothing is done.

import { mkdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { TextEdit } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { openProject } from "../../src/cli/lsp-serve.js";
import { formatDocument } from "../../src/lsp/format.js";
import { viewOf } from "../../src/lsp/view.js";
import { run } from "../cli/run-main.js";
import { makeFolder } from "../temporary-folder.js";
import { type Client, startClient } from "./client.js";

const FILE = "a.valk";
const UGLY = "(fun {f x}\r\n      { + x  1 }) ; adds\r\n\r\n\r\n(log a\r\n b)\r\n(g  1)\r\n";

function makeProject(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = makeFolder({ "valk-codemod.config.json": "{}", ...files });
  mkdirSync(`${folder}/.git`);
  return folder;
}

async function open(files: Readonly<Record<string, string | Uint8Array>>): Promise<Client> {
  const client = await startClient(makeProject(files));
  await client.open(FILE);
  return client;
}

/** The text of the document once it is formatted, or once the lines of a part are, found by its text. */
async function formatted(client: Client, part?: string): Promise<string> {
  const document = client.document(FILE);
  const textDocument = { uri: document.uri };
  const options = { tabSize: 8, insertSpaces: true };
  const start = document.getText().indexOf(part ?? "");
  const range = {
    start: document.positionAt(start),
    end: document.positionAt(start + (part ?? "").length),
  };
  const edits: TextEdit[] = await (part === undefined
    ? client.connection.sendRequest("textDocument/formatting", { textDocument, options })
    : client.connection.sendRequest("textDocument/rangeFormatting", {
        textDocument,
        range,
        options,
      }));
  return TextDocument.applyEdits(document, edits);
}

test("a document becomes what the command line makes of the file", async () => {
  const client = await open({ [FILE]: UGLY });
  const { stdout } = await run(["format", "-"], { cwd: makeFolder({}), input: UGLY });
  expect(client.hello.capabilities).toMatchObject({
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
  });
  expect(await formatted(client)).toBe(stdout);
  await client.type(FILE, "(h   1)", 0);
  expect(await formatted(client)).toBe(`(h 1) ${stdout}`);
});

test("of a part only the lines that it touches", async () => {
  const client = await open({ [FILE]: UGLY });
  expect(await formatted(client, "+")).toBe(UGLY.replace("      { + x  1 }", "  {+ x 1}"));
  expect(await formatted(client, "(g")).toBe(UGLY.replace("(g  1)", "(g 1)"));
});

test("the configuration counts, as for the command line", async () => {
  const client = await open({
    [FILE]: "(log a\n b)\n(f\n  c)\n",
    "valk-codemod.config.json":
      '{ "format": { "indentation": 4, "strict": true, "indents": { "log": "align" } } }',
  });
  expect(await formatted(client)).toBe("(log a\n     b)\n(f\n    c)\n");
});

describe("nothing is done", () => {
  test.each<[string, Readonly<Record<string, string | Uint8Array>>]>([
    ["for what does not read", { [FILE]: "(f  a\n" }],
    [
      "for what the settings leave out",
      { [FILE]: "(f  a)\n", "valk-codemod.config.json": '{ "exclude": ["a.valk"] }' },
    ],
    ["for what is no text", { [FILE]: Buffer.from('(f  "\xff")\n', "latin1") }],
    ["where there is nothing to do", { [FILE]: "(f a)\n" }],
  ])("%s", async (_, files) => {
    const client = await open(files);
    expect(await formatted(client)).toBe(client.document(FILE).getText());
    expect(client.messages).toEqual([]);
  });

  test("for a document that is not open", async () => {
    const client = await open({ [FILE]: UGLY });
    const textDocument = { uri: client.uri("other.valk") };
    expect(
      await client.connection.sendRequest("textDocument/formatting", { textDocument, options: {} }),
    ).toEqual([]);
  });

  test("where the project cannot be opened", async () => {
    const client = await open({ [FILE]: UGLY, "valk-codemod.config.json": '{ "rots": [] }' });
    expect(await formatted(client)).toBe(UGLY);
  });

  test("for what is not proven, with the reason", async () => {
    const io = {
      stdout: { write: () => {} },
      stderr: { write: () => {} },
      stdin: (async function* () {})(),
      env: {},
      cwd: "/",
      now: () => 0,
      signal: new AbortController().signal,
    };
    const view = viewOf(await openProject(makeProject({ [FILE]: UGLY }), io), new Map());
    // The reader of the proof knows no half characters, which no file can hold.
    const subject = { path: FILE, text: "(f  a) ; \ud800\n" };
    expect(() => formatDocument(subject, view)).toThrow("a.valk stays as it is: proof-read-error");
  });
});
