// Parts of the server by themselves: where comments go, what moves, who may share a process, what is refused.

import assert from "node:assert/strict";
import { realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { createProtocolConnection } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { openProject } from "../../src/cli/lsp-serve.js";
import { applyEdits } from "../../src/edit/edit.js";
import type { Finding } from "../../src/finding/finding.js";
import { planChange } from "../../src/lsp/change.js";
import { readClient } from "../../src/lsp/client.js";
import { rangeOf } from "../../src/lsp/diagnostics.js";
import { restrictTo } from "../../src/lsp/fix-one.js";
import { joinLooks, lookFar, lookNear, wouldChange } from "../../src/lsp/inspect.js";
import { createNeighbours } from "../../src/lsp/neighbours.js";
import { serve } from "../../src/lsp/server.js";
import { shiftFindings } from "../../src/lsp/shift.js";
import { suppressionFor } from "../../src/lsp/suppress.js";
import { bytesOf, type View, viewOf } from "../../src/lsp/view.js";
import { plainEditOf, workspaceEditOf } from "../../src/lsp/workspace-edit.js";
import { glanceAt } from "../../src/program/glance.js";
import { identityOf } from "../../src/project/file-identity.js";
import { defineToSuite } from "../../transforms/define-to-suite.js";
import { localizeDef } from "../../transforms/localize-def.js";
import { makeFolder } from "../temporary-folder.js";

const io = {
  stdout: { write: () => {} },
  stderr: { write: () => {} },
  stdin: (async function* () {})(),
  env: {},
  cwd: "/",
  now: () => 0,
  signal: new AbortController().signal,
};

async function viewIn(files: Readonly<Record<string, string | Uint8Array>>): Promise<View> {
  const folder = makeFolder({ "valk-codemod.config.json": "{}", ".git/HEAD": "", ...files });
  return viewOf(await openProject(folder, io), new Map());
}

function found(code: string, start: number, end: number): Finding {
  return { code, severity: "review", message: "", hint: "", span: { start, end } };
}

describe("a suppression", () => {
  function suppress(source: string, text: string, code = "leak"): string | undefined {
    const start = source.indexOf(text);
    const edit = suppressionFor({ code, span: { start, end: start + text.length } }, source);
    return edit && applyEdits(source, [edit]);
  }

  test("stands above the line, as far in, with its line end", () => {
    expect(suppress("(do\r\n\t(def {x} 1))\r\n", "x")).toBe(
      "(do\r\n\t; valk-codemod-disable-next-line leak \r\n\t(def {x} 1))\r\n",
    );
  });

  test("stands behind a line that begins in a string, and never in the string", () => {
    expect(suppress('(f "a\n b" (def {x} 1))\n(g)\n', "x")).toBe(
      '(f "a\n b" (def {x} 1)) ; valk-codemod-disable-line leak \n(g)\n',
    );
  });

  test("stands at the top where the line begins and ends in strings", () => {
    const source = '(f "a\n b" (def {x} 1) "c\n d")\n';
    expect(suppress(source, "x")).toBe(`; valk-codemod-disable-file leak \n${source}`);
  });

  test("of a whole file stands at its top; none is made where none counts", () => {
    const whole = { code: "no-run", span: { start: 0, end: 0 } };
    expect(suppressionFor(whole, "(f)")?.newText).toBe("; valk-codemod-disable-file no-run \n");
    expect(suppress("(f)", "f", "unused-suppression")).toBeUndefined();
    expect(suppress("(f)", "f", "no-such-code")).toBeUndefined();
  });
});

test("findings move with what is typed, and what it touches goes", () => {
  const before = "aa bb cc";
  const findings = [found("a", 0, 2), found("b", 3, 5), found("c", 6, 8)];
  expect(shiftFindings(findings, before, before)).toBe(findings);
  expect(
    shiftFindings(findings, before, "aa bxb cc").map(({ code, span }) => [code, span]),
  ).toEqual([
    ["a", { start: 0, end: 2 }],
    ["c", { start: 7, end: 9 }],
  ]);
  expect(shiftFindings(findings, before, "").length).toBe(0);
});

test("of a comment without a code one of both looks speaks", () => {
  const near = [found("suppression-no-reason", 4, 9)];
  const far = [found("unreasoned-suppression", 4, 9), found("unreasoned-suppression", 20, 30)];
  expect(joinLooks(near, far).map(({ span }) => span.start)).toEqual([4, 20]);
});

describe("neighbours", () => {
  const texts = (loaders: number, length = 1) =>
    Object.fromEntries([
      ["lib.valk", "(def {x} 1)\n"],
      ["other.valk", "; nothing\n"],
      ...Array.from({ length: loaders }, (_, at) => [
        `t${at}.valk`,
        `(load "lib.valk")\n${" ".repeat(length)}`,
      ]),
    ]);
  const of = (files: Readonly<Record<string, string>>, path: string) => {
    const paths = Object.keys(files);
    const project = { paths: () => paths, read: (one: string) => files[one] };
    return createNeighbours(project).of(path, files[path] ?? '(load "lib.valk")');
  };

  test("are those that load a file, and all that these load", () => {
    expect(of(texts(2), "lib.valk")).toEqual(["t0.valk", "t1.valk"]);
    expect(of(texts(2), "t0.valk")).toEqual(["lib.valk"]);
    expect(of(texts(2), "other.valk")).toEqual([]);
    expect(of(texts(2), "new.valk")).toEqual(["lib.valk"]);
  });

  test("are not known where they are too many, or too long", () => {
    expect(of(texts(200), "lib.valk")).toBeUndefined();
    expect(of(texts(200), "t0.valk")).toEqual(["lib.valk"]);
    expect(of(texts(3, 500_000), "lib.valk")).toBeUndefined();
  });
});

test("a file with too much company is linted with what it loads, and not repaired", async () => {
  const loaders = Array.from({ length: 151 }, (_, at) => [`t${at}.valk`, '(load "lib.valk")\n']);
  const text = `; valk-codemod-disable-next-line race it was one
(fun {area w h} {do (def {size} (* w h)) size})
`;
  const view = await viewIn(Object.fromEntries([["lib.valk", text], ...loaders]));
  const subject = { path: "lib.valk", text };
  const neighbours = createNeighbours(view.project);
  expect(lookFar(subject, view, neighbours).map(({ code }) => code)).toEqual(["leak"]);
  expect(wouldChange(localizeDef, subject, view, neighbours)).toBe(false);
  expect(() => planChange({ transform: "localize-def" }, subject, view)).toThrow(
    "too many files load lib.valk",
  );
});

test("what cannot be changed is refused", async () => {
  const text = '(load "src/modules/test.valk")\n(println "no tests")\n';
  const view = await viewIn({ "a.valk": text, "bad.valk": new Uint8Array([0xff]) });
  const subject = { path: "a.valk", text };
  expect(() => planChange({ transform: "no-such" }, subject, view)).toThrow("no change no-such");
  for (const transform of ["define-to-suite", "list-to-suite", "localize-def"]) {
    expect(() => planChange({ transform }, subject, view)).toThrow("has nothing to change");
  }
  const one = restrictTo(localizeDef, "x");
  const options = { target: "builder" as const };
  expect(one.judge(text, { path: "a.valk", project: view.project, options }).status).toBe(
    "unchanged",
  );
  const gone = { path: "gone.valk", text };
  expect(() => planChange({ transform: "list-to-suite" }, gone, view)).toThrow("stays as it is");
});

test("why one name stays is said, and of no other", async () => {
  const text = `(fun {area w} {do (def {size} 1) (def {left} 2) size})
(println left)
(fun {early w} {do (println first) (def {first} 1) w})
`;
  const view = await viewIn({ "a.valk": text });
  const subject = { path: "a.valk", text };
  const change = (name: string) => () =>
    planChange({ transform: "localize-def", name }, subject, view);
  expect(change("first")).toThrow(
    "a.valk stays as it is: first stays global: it is read before it is bound",
  );
  expect(change("left")).toThrow("a.valk stays as it is: left stays global: it is read elsewhere");
  expect(change("size")()).toMatchObject([{ path: "a.valk" }]);
  expect(change("w")).toThrow("a.valk has nothing to change");
});

test("a repair of one name keeps the names of one form together", async () => {
  const text =
    '(test/define "t" {do (def {a b} 1 2) (== a b)})\n(test/define "u" {do (def {c} 1) (== c 1)})\n(def f 1)\n(test/run)\n';
  const view = await viewIn({ "a.valk": text });
  const context = {
    path: "a.valk",
    project: view.project,
    options: { target: "builder" as const },
  };
  for (const [name, status] of [
    ["a", "changed"],
    ["c", "changed"],
    ["f", "unchanged"],
  ] as const) {
    expect(restrictTo(localizeDef, name).judge(text, context).status).toBe(status);
  }
  const suite = restrictTo(defineToSuite, "a");
  expect(suite.judge("(def {x} 1)", context).status).toBe("unchanged");
  expect(suite.judge('(test/define "a" {', context).status).toBe("blocked");
  // What a migration changes binds no name.
  const old = '(test/suite "S")\n(test/define "a" {== 1 1})\n(test/run {})\n';
  expect(defineToSuite.judge(old, context).status).toBe("changed");
  expect(suite.judge(old, context).status).toBe("unchanged");
});

test("what a view shows", async () => {
  const latin = new Uint8Array([0x28, 0xe9, 0x29]);
  const view = await viewIn({ "a.valk": latin, "b.valk": "(b)" });
  const { source } = view;
  expect(view.project.read("a.valk")).toBeUndefined();
  expect(view.project.read("none.valk")).toBeUndefined();
  expect(view.isWanted("b.valk")).toBe(true);
  expect(view.isWanted("new.valk")).toBe(true);
  expect(bytesOf("(\ufffd)", "a.valk", source)).toEqual(Buffer.from(latin));
  expect(bytesOf("(\ufffd)", "b.valk", source)).toEqual(Buffer.from("(\ufffd)"));
  expect(bytesOf("(\ufffd)", "none.valk", source)).toEqual(Buffer.from("(\ufffd)"));
  const open = viewOf(source, new Map([["b.valk", "(open)"]]));
  expect(open.project.read("b.valk")).toBe("(open)");
  expect(Buffer.from(open.plain.readBytes("b.valk")).toString()).toBe("(open)");
  expect(Buffer.from(open.plain.readBytes("a.valk"))).toEqual(Buffer.from(latin));
  expect(lookNear({ path: "b.valk", text: "(b)" }, view).findings).toEqual([]);
});

test("what a client says of itself", () => {
  const host = {
    open: () => Promise.reject(new Error()),
    realPath: (path: string) => path,
    isRunning: () => true,
  };
  const plain = { processId: null, rootUri: null, capabilities: {} };
  expect(readClient(plain, host)).toEqual({
    folders: [],
    edits: { documentChanges: false, annotations: false },
    canResolve: false,
    canWatch: false,
    isBesideValk: false,
    showsExplanations: false,
    asksReason: false,
  });
  const folder = `file://${join("/", "project")}`;
  expect(readClient({ ...plain, rootUri: folder }, host).folders).toEqual(["/project"]);
  const workspaceFolders = [
    { uri: "untitled:x", name: "x" },
    { uri: folder, name: "y" },
  ];
  const initializationOptions = { besideValk: true, asksReason: "yes" };
  const client = readClient({ ...plain, workspaceFolders, initializationOptions }, host);
  expect(client).toMatchObject({ folders: ["/project"], isBesideValk: true, asksReason: false });
});

test("edits as an editor takes them, and ranges of one line", () => {
  const document = TextDocument.create("file:///a.valk", "valk", 3, "(a\n  b)\n");
  const edit = { span: { start: 1, end: 2 }, newText: "x" };
  const range = { start: { line: 0, character: 1 }, end: { line: 0, character: 2 } };
  const edits = [{ range, newText: "x" }];
  const support = { documentChanges: true, annotations: false };
  expect(plainEditOf(document, [edit], support)).toEqual({
    documentChanges: [{ textDocument: { uri: "file:///a.valk", version: 3 }, edits }],
  });
  expect(plainEditOf(document, [edit], { ...support, documentChanges: false })).toEqual({
    changes: { "file:///a.valk": edits },
  });
  const change = {
    status: "changed" as const,
    path: "a.valk",
    source: document.getText(),
    newText: "(x\n  b)\n",
    edits: [edit],
    findings: [],
    tests: { old: 0, new: 0 },
  };
  const fileOf = () => ({ uri: "file:///a.valk", version: null });
  expect(workspaceEditOf([change], fileOf, support)).toEqual({
    documentChanges: [{ textDocument: fileOf(), edits }],
  });
  expect(workspaceEditOf([change], fileOf, { ...support, annotations: true })).toMatchObject({
    changeAnnotations: {
      "a.valk": { description: "the framework module that the migrated tests need" },
    },
  });
  expect(rangeOf({ start: 0, end: 8 }, document)).toEqual({
    start: { line: 0, character: 0 },
    end: { line: 0, character: 2 },
  });
});

test("files are looked at once for as long as they are the same, and documents as they are now", async () => {
  const folder = makeFolder({ "valk-codemod.config.json": "{}", "a.valk": "1", "b.valk": "2" });
  const path = join(folder, "a.valk");
  const { inode, size, modified, changed } = identityOf(path) ?? assert.fail();
  // A file that was written just now is not kept by itself.
  const forged = { ...glanceAt(""), targets: ["forged.valk"] };
  const looks = new Map([
    [
      realpathSync(folder),
      new Map([["a.valk", [inode, size, modified, changed, forged] as const]]),
    ],
  ]);
  const source = await openProject(folder, io, looks);
  const glance = (texts: Readonly<Record<string, string>>, of: string) =>
    viewOf(source, new Map(Object.entries(texts))).project.glance?.(of)?.targets;
  expect(glance({}, "a.valk")).toEqual(["forged.valk"]);
  expect(glance({ "a.valk": '(load "b.valk")' }, "a.valk")).toEqual(["b.valk"]);
  expect(glance({ "b.valk": '(load "a.valk")' }, "a.valk")).toEqual(["forged.valk"]);
  writeFileSync(path, '(load "c.valk")');
  const later = viewOf(await openProject(folder, io, looks), new Map());
  expect(later.project.glance?.("a.valk")?.targets).toEqual(["c.valk"]);
});

test("a defect with one document is logged, and the server goes on", async () => {
  const source = await openProject(makeFolder({ "valk-codemod.config.json": "{}" }), io);
  const failing = { ...source, files: [], reach: () => assert.fail("out of reach") };
  const host = {
    open: () => Promise.resolve(failing),
    realPath: (path: string) => path,
    isRunning: () => true,
  };
  const [input, output] = [new PassThrough(), new PassThrough()];
  const end = serve(() => createProtocolConnection(input, output), host, "1.0.0");
  const client = createProtocolConnection(output, input);
  const logged = new Promise((resolve) => {
    client.onNotification("window/logMessage", ({ message }: { message: string }) =>
      resolve(message),
    );
  });
  client.listen();
  await client.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} });
  await client.sendNotification("textDocument/didOpen", {
    textDocument: { uri: `file://${source.root}/a.valk`, languageId: "valk", version: 1, text: "" },
  });
  expect(await logged).toContain("out of reach");
  await client.sendRequest("shutdown");
  await client.sendNotification("exit");
  expect(await end).toBe("done");
});
