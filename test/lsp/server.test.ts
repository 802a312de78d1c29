// The server as an editor meets it: findings while somebody types, and changes as edits.

import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { WorkspaceEdit } from "vscode-languageserver";
import { run } from "../cli/run-main.js";
import { makeFolder, writeFiles } from "../temporary-folder.js";
import { startClient, startSilent } from "./client.js";

const MODULE = readFileSync(
  join(import.meta.dirname, "../../examples/valk-project/src/modules/test.valk"),
  "utf8",
);
const PRELUDE = readFileSync(
  join(import.meta.dirname, "../../examples/valk-project/src/prelude.valk"),
  "utf8",
);

const OLD = `(load "src/prelude.valk")
(load "src/modules/test.valk")
(test/suite "Sums")
; about sums
(test/define "adds" {== (+ 1 2) 3})
(test/define "leaks" {do
  (def {partial} (+ 1 2))
  (== partial 3)})
(test/run)
`;

function makeProject(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = makeFolder({
    "src/prelude.valk": PRELUDE,
    "src/modules/test.valk": MODULE,
    ...files,
  });
  mkdirSync(join(folder, ".git"));
  return folder;
}

/** What the command line makes of the same files, by path. */
async function migrated(
  files: Readonly<Record<string, string | Uint8Array>>,
  ...args: readonly string[]
): Promise<(path: string) => string> {
  const folder = makeProject(files);
  await run([...args, "--write"], { cwd: folder });
  return (path) => readFileSync(join(folder, path), "utf8");
}

test("old tests and globals are shown, and the findings follow what is typed", async () => {
  const client = await startClient(makeProject({ "test/test_sums.valk": OLD }));
  const file = "test/test_sums.valk";
  await client.open(file);
  await client.until(() => client.codes(file).includes("leak:7"));
  expect(client.codes(file)).toEqual(["old-test:5", "old-test:6", "leak:7"]);
  const [first] = client.diagnostics(file);
  expect(first).toMatchObject({
    source: "valk-codemod",
    severity: 3,
    message: expect.stringContaining('"adds" is registered with the old API'),
  });

  // A line above: what other files are needed for moves along at once.
  await client.type(file, "; first\n", 0);
  await client.until(() => client.codes(file).length > 0);
  expect(client.codes(file)).toEqual(["old-test:6", "old-test:7", "leak:8"]);

  // Half a form: nothing but what cannot be read, with the reason.
  await client.type(file, '(test/define "half', client.document(file).getText().length);
  await client.until(() => client.codes(file).length > 0);
  expect(client.diagnostics(file)).toEqual([
    expect.objectContaining({ code: "read-error", severity: 1 }),
  ]);
  const end = client.document(file).getText().length;
  await client.type(file, "", end - '(test/define "half'.length, end);
  await client.until(() => client.codes(file).length === 3);
  expect(client.logged).toEqual([]);
});

test("beside another server nothing is said of what cannot be read", async () => {
  const client = await startClient(makeProject({ "test/test_sums.valk": `${OLD}(` }), {
    initializationOptions: { besideValk: true },
  });
  const file = "test/test_sums.valk";
  await client.open(file);
  await client.type(file, " ", 0);
  await client.type(file, "", client.document(file).getText().length - 1, 1e9);
  await client.until(() => client.codes(file).includes("leak:7"));
  await client.type(file, "(", 0);
  const { version } = client.document(file);
  await client.until(async () => {
    await client.actions(file);
    return client.document(file).version === version && client.codes(file).length === 0;
  });
  expect(client.codes(file)).toEqual([]);
});

test("the migration is an edit: the bytes that the command line writes, for the version that was shown", async () => {
  const files = { "test/test_sums.valk": OLD };
  const folder = makeProject(files);
  const client = await startClient(folder);
  await client.open("test/test_sums.valk");
  const action = await client.action("test/test_sums.valk", "Migrate the tests of this file");
  const edit = await client.resolve(action);
  const expected = await migrated(files, "migrate", "test/test_sums.valk");
  const texts = client.apply(edit);
  expect(Object.keys(texts).toSorted()).toEqual(["src/modules/test.valk", "test/test_sums.valk"]);
  for (const [path, text] of Object.entries(texts)) {
    expect(text).toBe(expected(path));
  }
  expect(edit.changeAnnotations).toMatchObject({
    "test/test_sums.valk": {
      needsConfirmation: true,
      description: "proven: the same 1 comment and 2 tests",
    },
  });
  // The server itself has written nothing.
  expect(readFileSync(join(folder, "test/test_sums.valk"), "utf8")).toBe(OLD);
  expect(existsSync(join(folder, ".valk-codemod"))).toBe(false);
  expect(readdirSync(folder).toSorted()).toEqual([".git", "src", "test"]);
});

test("files that change together are one edit, unsaved documents as they are", async () => {
  const part = '(test/define "waits" {== 1 1})\n';
  const runner = `(load "src/modules/test.valk")
(test/suite "Whole")
(load "test/part.valk")
(test/run)
`;
  const folder = makeProject({ "test/part.valk": part, "test/test_whole.valk": runner });
  const client = await startClient(folder);
  await client.open("test/test_whole.valk");
  await client.open("test/part.valk");
  await client.type("test/part.valk", '(test/define "unsaved" {== 2 2})\n', 0);
  const action = await client.action("test/part.valk", "Migrate the tests of this file");
  const texts = client.apply(await client.resolve(action));
  const expected = await migrated(
    {
      "test/part.valk": `(test/define "unsaved" {== 2 2})\n${part}`,
      "test/test_whole.valk": runner,
    },
    "migrate",
    "test",
  );
  for (const path of ["test/part.valk", "test/test_whole.valk"]) {
    expect(texts[path]).toBe(expected(path));
  }
});

test("what is not proven is refused with the reason, and nothing is changed", async () => {
  const client = await startClient(makeProject({ "test/test_sums.valk": OLD }));
  const file = "test/test_sums.valk";
  await client.open(file);
  const action = await client.action(file, "Migrate the tests of this file");
  await client.type(file, '(test/define "no body")\n', OLD.indexOf("(test/run)"));
  await expect(client.resolve(action)).rejects.toThrow(/wrong-arity.*nothing was changed/s);
  await client.until(() => client.messages.length > 0);
  expect(client.messages[0]).toMatch(/stays as it is: wrong-arity/);
});

test("lists and pipelines are turned into each other", async () => {
  const folder = makeProject({ "test/test_sums.valk": OLD });
  await run(["migrate", "--write", "--framework", "final"], { cwd: folder });
  const client = await startClient(folder);
  const file = "test/test_sums.valk";
  await client.open(file);
  const before = client.document(file).getText();
  const texts = client.apply(
    await client.resolve(await client.action(file, "Turn pipelines of tests into lists")),
  );
  expect(texts[file]).toContain('(test "adds"');
  await client.type(file, texts[file] ?? "", 0, before.length);
  const back = await client.action(file, "Turn lists of tests into pipelines");
  expect(client.apply(await client.resolve(back))[file]).toBe(before);
});

test("a global is repaired alone, or with all of its kind, as lint --fix does", async () => {
  const file = "test/test_sums.valk";
  const text = `(load "src/modules/test.valk")
(test/define "one" {do (def {first-sum} 1) (== first-sum 1)})
(test/define "two" {do (def {next-sum} 2) (== next-sum 2)})
(test/run)
`;
  const client = await startClient(makeProject({ [file]: text }));
  await client.open(file);
  const one = await client.action(file, "Bind next-sum with =", "next-sum");
  expect(client.apply(await client.resolve(one))[file]).toBe(
    text.replace("def {next-sum}", "= {next-sum}"),
  );
  const all = await client.action(file, "Fix all: bind with = what only its own body uses");
  const fixed = client.apply(await client.resolve(all))[file];
  expect(fixed).toBe((await migrated({ [file]: text }, "lint", "--fix"))(file));
  expect(fixed).not.toContain("(def");
});

test("a global is renamed in all files that share it, documents as they are, or in none", async () => {
  const library = "(def {answer} 42)\n; the answer\n(fun {ask} {answer})\n";
  const user = '(load "src/library.valk")\n(println "%ld" answer)\n';
  const files = { "src/library.valk": library, "src/main.valk": user };
  const client = await startClient(makeProject(files));
  await client.open("src/library.valk");
  await client.type("src/library.valk", "; typed\n", 0);
  const renameAt = (text: string, newName: string) => {
    const document = client.document("src/library.valk");
    const at = { position: document.positionAt(document.getText().indexOf(text)) };
    const textDocument = { uri: document.uri };
    return {
      prepared: () =>
        client.connection.sendRequest("textDocument/prepareRename", { textDocument, ...at }),
      renamed: (): Promise<WorkspaceEdit> =>
        client.connection.sendRequest("textDocument/rename", { textDocument, ...at, newName }),
    };
  };
  await client.until(async () => (await renameAt("answer", "x").prepared()) !== null);
  expect(await renameAt("answer", "x").prepared()).toEqual({
    start: { line: 1, character: 6 },
    end: { line: 1, character: 12 },
  });
  expect(await renameAt("typed", "x").prepared()).toBeNull();
  const texts = client.apply(await renameAt("answer", "result").renamed());
  expect(texts).toEqual({
    "src/library.valk": "; typed\n(def {result} 42)\n; the answer\n(fun {ask} {result})\n",
    "src/main.valk": '(load "src/library.valk")\n(println "%ld" result)\n',
  });
  await expect(renameAt("answer", "ask").renamed()).rejects.toThrow(/name-taken.*nothing was/s);
  await expect(renameAt("answer", ":key").renamed()).rejects.toThrow("cannot name a global");
  await expect(renameAt("answer", "two words").renamed()).rejects.toThrow("is not one symbol");
  await expect(renameAt("answer", "").renamed()).rejects.toThrow("an empty name is not one symbol");
  await expect(renameAt("typed", "x").renamed()).rejects.toThrow("there is no global here");
});

describe("a request waits for what was announced before it:", () => {
  const file = "test/test_sums.valk";

  test("a rename", async () => {
    const client = await startClient(makeProject({ "src/a.valk": "(def {answer} 42)\n" }));
    void client.open("src/a.valk");
    const textDocument = { uri: client.uri("src/a.valk") };
    const at = { textDocument, position: { line: 0, character: 6 } };
    const prepared = client.connection.sendRequest("textDocument/prepareRename", at);
    const renamed = client.connection.sendRequest<WorkspaceEdit>("textDocument/rename", {
      ...at,
      newName: "result",
    });
    expect(await prepared).toMatchObject({ start: { line: 0, character: 6 } });
    expect(client.apply(await renamed)).toEqual({ "src/a.valk": "(def {result} 42)\n" });
  });

  test("actions, and their edits", async () => {
    const client = await startClient(makeProject({ [file]: OLD }));
    void client.open(file);
    const titles = (await client.actions(file)).map(({ title }) => title);
    expect(titles).toContain("Migrate the tests of this file");
    expect(titles).toContain("Bind partial with =");
    void client.type(file, "(test/run)", OLD.indexOf("(def {partial}"), OLD.length);
    expect((await client.actions(file)).map(({ title }) => title)).not.toContain(
      "Bind partial with =",
    );
  });

  test("actions of another document, too", async () => {
    const files = {
      "src/library.valk": "(fun {ask} {1})\n",
      "src/main.valk": '(load "src/library.valk")\n(fun {use} {do (def {a} 1) (+ a (ask))})\n',
    };
    const client = await startClient(makeProject(files));
    void client.open("src/main.valk");
    void client.open("src/library.valk");
    const [ofMain, ofLibrary] = await Promise.all([
      client.actions("src/main.valk"),
      client.actions("src/library.valk"),
    ]);
    expect(ofMain.map(({ title }) => title)).toContain("Bind a with =");
    expect(ofLibrary).toEqual([]);
  });

  test("actions do not wait for a document that is closed, or whose text is another one", async () => {
    const client = await startClient(makeProject({ [file]: OLD }));
    void client.open(file);
    const asked = client.actions(file);
    void client.type(file, "; first\n", 0);
    expect(Array.isArray(await asked)).toBe(true);
    const again = client.actions(file);
    void client.close(file);
    expect(await again).toEqual([]);
  });
});

test("a global of documents that were never saved is renamed, in files as well", async () => {
  const library = "(def {answer} 42)\n";
  const client = await startClient(makeProject({ "src/library.valk": library }));
  const unsaved = '(load "src/library.valk")\n(def {own} answer)\n(println "%ld" own)\n';
  await client.open("src/new.valk", unsaved);
  const renameAt = async (path: string, text: string, newName: string) => {
    const document = client.document(path);
    const position = document.positionAt(document.getText().indexOf(text));
    const textDocument = { uri: document.uri };
    const request = { textDocument, position, newName };
    return client.apply(await client.connection.sendRequest("textDocument/rename", request));
  };
  expect(await renameAt("src/new.valk", "own", "mine")).toEqual({
    "src/new.valk": unsaved.replaceAll("own", "mine"),
  });
  expect(await renameAt("src/new.valk", "answer", "result")).toEqual({
    "src/new.valk": unsaved.replace("answer", "result"),
    "src/library.valk": library.replace("answer", "result"),
  });
  await client.open("src/library.valk");
  expect(Object.keys(await renameAt("src/library.valk", "answer", "result"))).toHaveLength(2);
});

test("counters become atoms", async () => {
  const files = {
    "src/clock.valk": `(def {ticks} 0)
(aio/interval aio 10 (\\ {} {def {ticks} (+ ticks 1)}))
(println "%ld" ticks)
`,
  };
  const client = await startClient(makeProject(files));
  await client.open("src/clock.valk");
  const all = await client.action("src/clock.valk", "Fix all: make atoms of counters and flags");
  const fixed = client.apply(await client.resolve(all))["src/clock.valk"];
  expect(fixed).toBe((await migrated(files, "lint", "--fix"))("src/clock.valk"));
});

test("a suppression is a comment that waits for its reason", async () => {
  const file = "test/test_sums.valk";
  const client = await startClient(makeProject({ [file]: OLD }), {
    initializationOptions: { asksReason: true },
  });
  await client.open(file);
  const action = await client.action(file, "Suppress leak with a reason", "(def {partial}");
  const text = client.apply(action.edit ?? {})[file] ?? "";
  expect(text).toContain("\n  ; valk-codemod-disable-next-line leak \n  (def {partial}");
  const [, place] = action.command?.arguments ?? [];
  expect(action.command?.command).toBe("valk-codemod.askReason");
  await client.type(file, text, 0, OLD.length);
  // Without a reason it excuses nothing.
  await client.until(() => client.codes(file).includes("unreasoned-suppression:7"));
  expect(client.codes(file)).toContain("leak:8");
  await client.type(file, "shown on purpose", client.document(file).offsetAt(place));
  await client.until(() => client.codes(file).length === 2);
  expect(client.codes(file)).toEqual(["old-test:5", "old-test:6"]);
});

test("a code is explained", async () => {
  const file = "test/test_sums.valk";
  const client = await startClient(makeProject({ [file]: OLD }));
  await client.open(file);
  const { command } = await client.action(file, "Explain leak", "(def {partial}");
  const ask = (code: unknown) =>
    client.connection.sendRequest("workspace/executeCommand", {
      command: command?.command,
      arguments: [code],
    });
  expect(await ask(command?.arguments?.[0])).toContain(
    "def binds a global from wherever it stands",
  );
  await client.until(() => client.messages.length > 0);
  expect(client.messages[0]).toMatch(/^leak \(warning\)/);
  await expect(ask("no-such-code")).rejects.toThrow("there is no code no-such-code");
  const bare = client.connection.sendRequest("workspace/executeCommand", {
    command: command?.command,
  });
  await expect(bare).rejects.toThrow("valk-codemod.explain takes a code: none was given");
  const unknown = client.connection.sendRequest("workspace/executeCommand", {
    command: "valk-codemod.migrate",
    arguments: ["leak"],
  });
  await expect(unknown).rejects.toThrow("there is no command valk-codemod.migrate");
  // What changes no file is as it is.
  const action = await client.action(file, "Explain leak", "(def {partial}");
  expect(await client.connection.sendRequest("codeAction/resolve", action)).toEqual(action);

  const showing = await startClient(client.folder, {
    initializationOptions: { showsExplanations: true },
  });
  const text = await showing.connection.sendRequest("workspace/executeCommand", {
    command: command?.command,
    arguments: ["leak"],
  });
  expect(text).toContain("Way out:");
  expect(showing.messages).toEqual([]);
});

test("a client that resolves nothing is given edits at once, and reasons where there are none", async () => {
  const file = "test/test_sums.valk";
  const marked = "test/test_marked.valk";
  const files = { [file]: OLD, [marked]: `\ufeff${OLD}` };
  const client = await startClient(makeProject(files), { capabilities: {} });
  await client.open(file);
  const action = await client.action(file, "Migrate the tests of this file");
  expect(client.apply(action.edit ?? {})[file]).toContain('(-> (test/suite "Sums")');
  expect(action.edit?.documentChanges).toBeUndefined();
  await client.open(marked, OLD);
  const refused = await client.action(marked, "Migrate the tests of this file");
  expect(refused.disabled?.reason).toContain("stays as it is");
});

test("kinds of actions are asked for", async () => {
  const file = "test/test_sums.valk";
  const client = await startClient(makeProject({ [file]: OLD }));
  await client.open(file);
  await client.action(file, "Migrate the tests of this file");
  const titles = async (kind: string) =>
    (await client.actions(file, undefined, [kind])).map(({ title }) => title);
  expect(await titles("refactor")).toEqual(["Migrate the tests of this file"]);
  expect(await titles("quickfix")).not.toContain("Migrate the tests of this file");
  expect(await titles("source")).toEqual([]);
  await client.type(file, "(", 0);
  await client.until(() => client.codes(file).some((code) => code.startsWith("read-error")));
  expect(await titles("quickfix")).toContain("Explain read-error");
});

test("changes of other files count: of documents at once, of the disk when the editor tells", async () => {
  const folder = makeProject({
    "test/part.valk": '(test/define "waits" {== 1 1})\n',
    "test/test_whole.valk":
      '(load "src/modules/test.valk")\n(test/suite "Whole")\n(load "test/part.valk")\n(test/run)\n',
  });
  const client = await startClient(folder);
  await client.until(() => client.watched.length > 0);
  await client.open("test/test_whole.valk");
  await client.action("test/test_whole.valk", "Migrate the tests of this file");
  await client.open("test/part.valk");
  await client.type("test/part.valk", '(test/define "no body")\n', 0);
  await client.until(() => client.codes("test/test_whole.valk").includes("graph-blocked:1"));
  await client.close("test/part.valk");
  await client.until(() => !client.codes("test/test_whole.valk").includes("graph-blocked:1"));
  writeFiles(folder, { "test/part.valk": '(test/define "no body")\n' });
  await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
    changes: [{ uri: client.uri("test/part.valk"), type: 2 }],
  });
  await client.until(() => client.codes("test/test_whole.valk").includes("graph-blocked:1"));
});

test("settings count: severities, exclusions, and a configuration that does not fit is told of", async () => {
  const config = { severities: { leak: "off" }, exclude: ["test/old/"] };
  const folder = makeProject({
    "valk-codemod.config.json": JSON.stringify(config),
    "test/test_sums.valk": OLD,
    "test/old/test_sums.valk": OLD,
  });
  const client = await startClient(folder);
  await client.open("test/old/test_sums.valk");
  await client.open("test/test_sums.valk");
  await client.action("test/test_sums.valk", "Migrate the tests of this file");
  expect(client.codes("test/test_sums.valk")).toEqual(["old-test:5", "old-test:6"]);
  expect(client.codes("test/old/test_sums.valk")).toEqual([]);
  expect(await client.actions("test/old/test_sums.valk")).toEqual([]);

  // A folder has its own say, and one that breaks while the server runs is told of, too.
  writeFiles(folder, {
    "src/valk-codemod.config.json": JSON.stringify({ severities: { leak: "review" } }),
    "src/shapes.valk": "(fun {area w h} {do\n  (def {product} (* w h))\n  product})\n",
  });
  await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
    changes: [{ uri: client.uri("src/valk-codemod.config.json"), type: 1 }],
  });
  await client.open("src/shapes.valk");
  await client.until(() => client.codes("src/shapes.valk").includes("leak:2"));
  const migration = await client.action("test/test_sums.valk", "Migrate the tests of this file");
  writeFiles(folder, { "valk-codemod.config.json": "{" });
  await expect(client.resolve(migration)).rejects.toThrow("valk-codemod.config.json");

  const broken = await startClient(
    makeProject({ "valk-codemod.config.json": "{", "test/test_sums.valk": `${OLD}(` }),
  );
  await broken.open("test/test_sums.valk");
  await broken.until(() => broken.messages.length > 0);
  expect(broken.messages[0]).toContain("valk-codemod.config.json");
  expect(broken.codes("test/test_sums.valk")).toEqual(["read-error:10"]);
});

test("a configuration that is mended counts, and one that breaks is told of once", async () => {
  const folder = makeProject({ "valk-codemod.config.json": "{", "test/test_sums.valk": OLD });
  const client = await startClient(folder);
  const file = "test/test_sums.valk";
  const configure = async (text: string): Promise<void> => {
    writeFiles(folder, { "valk-codemod.config.json": text });
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: client.uri("valk-codemod.config.json"), type: 2 }],
    });
  };
  await client.open(file);
  await client.until(() => client.messages.length > 0);
  await configure("{ ");
  await configure('{ "severities": { "leak": "off" } }');
  await client.until(() => client.codes(file).length > 0);
  expect(client.codes(file)).toEqual(["old-test:5", "old-test:6"]);

  await configure('{ "nope": 1 }');
  await client.until(() => client.messages.length > 1);
  await client.type(file, "; first\n", 0);
  await client.until(() => client.codes(file).includes("old-test:6"));
  await configure("{}");
  await client.until(() => client.codes(file).includes("leak:8"));
  expect(client.messages).toEqual([
    expect.stringContaining("valk-codemod.config.json:1"),
    expect.stringContaining("there is no key nope"),
  ]);
  expect(client.logged).toEqual([]);
});

test("what changed while no document of a project was open counts when one is opened again", async () => {
  const folder = makeProject({
    "test/test_sums.valk": OLD.replace("src/prelude", "src/helper"),
    "src/helper.valk": "(def {one} 1)\n",
  });
  const client = await startClient(folder);
  await client.open("test/test_sums.valk");
  await client.action("test/test_sums.valk", "Migrate the tests of this file");
  await client.close("test/test_sums.valk");
  writeFiles(folder, { "src/helper.valk": "(fun {test/define name body} {nil})\n" });
  await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
    changes: [{ uri: client.uri("src/helper.valk"), type: 2 }],
  });
  await client.open("test/test_sums.valk");
  await client.until(() => client.codes("test/test_sums.valk").includes("shadows-framework:1"));
});

test("folders join a workspace and leave it, and the innermost one counts", async () => {
  const outer = makeProject({ "src/helper.valk": "(def {one} 1)\n" });
  writeFiles(outer, {
    "inner/lib/helper.valk": "(fun {port n} {+ n 1})\n",
    "inner/test/use.valk": '(load "lib/helper.valk")\n(port 1)\n',
  });
  const client = await startClient(outer);
  const change = (added: readonly string[], removed: readonly string[]) =>
    client.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
      event: {
        added: added.map((path) => ({ uri: client.uri(path), name: path })),
        removed: removed.map((path) => ({ uri: client.uri(path), name: path })),
      },
    });
  const rename = async (): Promise<readonly string[]> => {
    const position = { line: 1, character: 2 };
    const textDocument = { uri: client.uri("inner/test/use.valk") };
    const edit: WorkspaceEdit = await client.connection.sendRequest("textDocument/rename", {
      textDocument,
      position,
      newName: "harbour",
    });
    return Object.keys(client.apply(edit)).toSorted();
  };
  mkdirSync(join(outer, "inner/.git"));
  await client.open("src/helper.valk");
  await client.actions("src/helper.valk");
  await change(["inner"], []);
  await client.open("inner/test/use.valk");
  expect(await rename()).toEqual(["inner/lib/helper.valk", "inner/test/use.valk"]);

  await client.close("inner/test/use.valk");
  await change([], ["inner"]);
  await client.open("inner/test/use.valk");
  expect(await rename()).toEqual(["inner/lib/helper.valk", "inner/test/use.valk"]);
});

test("an editor that died ends its server, though its streams stay open", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const { pid } = spawnSync(process.execPath, ["--version"]);
  for (const [processId, args] of [
    [pid, []],
    [pid, [`--clientProcessId=${process.pid}`]],
    [null, [`--clientProcessId=${pid}`]],
  ] as const) {
    const client = startSilent(makeProject({}), undefined, args);
    await client.connection.sendRequest("initialize", {
      processId,
      rootUri: null,
      capabilities: {},
    });
    vi.advanceTimersByTime(10_000);
    expect(await client.status).toBe(2);
  }
  const living = await startClient(makeProject({}));
  vi.advanceTimersByTime(10_000);
  expect(await living.stop()).toBe(0);
});

test("a document that was never saved is judged in its place", async () => {
  const client = await startClient(makeProject({}));
  await client.open("test/test_new.valk", OLD);
  const action = await client.action("test/test_new.valk", "Migrate the tests of this file");
  const texts = client.apply(await client.resolve(action));
  expect(texts["test/test_new.valk"]).toContain('(-> (test/suite "Sums")');
});

test.each(["untitled:1", "file:///no%2Fpath.valk"])("%s is no file", async (uri) => {
  const errors = vi.spyOn(console, "error").mockImplementation(() => {});
  onTestFinished(() => errors.mockRestore());
  const client = await startClient(makeProject({}));
  const textDocument = { uri };
  await client.connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "valk", version: 1, text: OLD },
  });
  const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  const request = { textDocument, range, context: { diagnostics: [] } };
  expect(await client.connection.sendRequest("textDocument/codeAction", request)).toEqual([]);
  const asked = { textDocument, position: { line: 0, character: 1 } };
  expect(await client.connection.sendRequest("textDocument/prepareRename", asked)).toBeNull();
  const renamed = { ...asked, newName: "x" };
  await expect(client.connection.sendRequest("textDocument/rename", renamed)).rejects.toThrow(
    "the document is not open",
  );
  expect(errors).not.toHaveBeenCalled();
});

test("line ends stay as they are", async () => {
  const files = { "test/test_sums.valk": OLD.replaceAll("\n", "\r\n") };
  const client = await startClient(makeProject(files));
  await client.open("test/test_sums.valk");
  const action = await client.action("test/test_sums.valk", "Migrate the tests of this file");
  const text = client.apply(await client.resolve(action))["test/test_sums.valk"];
  expect(text).toBe((await migrated(files, "migrate", "test"))("test/test_sums.valk"));
});

test("a byte order mark, which an editor does not show, keeps a file as it is here, too", async () => {
  const client = await startClient(makeProject({ "test/test_sums.valk": `\ufeff${OLD}` }));
  await client.open("test/test_sums.valk", OLD);
  const action = await client.action("test/test_sums.valk", "Migrate the tests of this file");
  await expect(client.resolve(action)).rejects.toThrow("stays as it is");
});

test("a file that is no text is not edited as the editor shows it", async () => {
  const bytes = Buffer.from(OLD.replace("adds", "\xff"), "latin1");
  const folder = makeProject({ "test/test_sums.valk": bytes });
  const client = await startClient(folder);
  await client.open("test/test_sums.valk", bytes.toString("utf8"));
  await client.until(() => client.codes("test/test_sums.valk").includes("not-utf8:5"));
});

test("who goes away without a word is told by the exit status", async () => {
  const client = await startClient(makeProject({}));
  client.vanish();
  expect(await client.status).toBe(2);
  expect(await (await startClient(makeProject({}))).stop()).toBe(0);
  const nobody = await run(["lsp"], { input: "" });
  expect([nobody.status, nobody.stdout]).toEqual([2, ""]);
  expect(nobody.stderr).toMatch(/^error: the editor went away without a word\nhint: .*editor\.md/);
  const { status, stderr } = await run(["lsp", "--clientProcessId=me"], { input: "" });
  expect([status, stderr]).toEqual([
    2,
    expect.stringContaining("it takes the number of a process"),
  ]);
});

test("requests out of turn are refused, and an exit without shutdown is told by the status", async () => {
  const client = startSilent(makeProject({}));
  const ask = (method: string) => client.connection.sendRequest(method, {});
  await client.open("src/prelude.valk");
  for (const method of ["textDocument/codeAction", "shutdown"]) {
    await expect(ask(method)).rejects.toMatchObject({
      code: -32002,
      message: `${method} comes before initialize`,
    });
  }
  const hello = { processId: null, rootUri: null, capabilities: {} };
  await client.connection.sendRequest("initialize", hello);
  await expect(client.connection.sendRequest("initialize", hello)).rejects.toMatchObject({
    code: -32600,
    message: "the server is initialized already",
  });
  await ask("shutdown");
  for (const method of ["textDocument/rename", "initialize", "shutdown"]) {
    await expect(ask(method)).rejects.toMatchObject({
      code: -32600,
      message: `${method} comes after shutdown`,
    });
  }
  await client.open("src/prelude.valk");
  expect(await client.exit()).toBe(0);
  expect(client.logged).toEqual([]);

  expect(await startSilent(makeProject({})).exit()).toBe(1);
  expect(await (await startClient(makeProject({}))).exit()).toBe(1);
});

test("without a watching editor the disk is read again when something is saved", async () => {
  const folder = makeProject({
    "src/shapes.valk": "(fun {area w h} {do\n  (def {product} (* w h))\n  product})\n",
    "src/other.valk": "(def {x} 1)\n",
  });
  const client = await startClient(folder, { capabilities: {} });
  await client.open("src/shapes.valk");
  await client.until(() => client.codes("src/shapes.valk").includes("leak:2"));
  writeFileSync(
    join(folder, "valk-codemod.config.json"),
    JSON.stringify({ severities: { leak: "off" } }),
  );
  renameSync(join(folder, "src/other.valk"), join(folder, "src/more.valk"));
  await client.connection.sendNotification("textDocument/didSave", {
    textDocument: { uri: client.uri("src/shapes.valk") },
  });
  await client.until(() => client.codes("src/shapes.valk").length === 0);
});
