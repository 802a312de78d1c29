// The command `rename` over a project: what it changes together, and what it refuses.

import { execFileSync } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeFolder } from "../temporary-folder.js";
import { run } from "./run-main.js";

const FILES = {
  "src/helper.valk": "(fun {port n} {+ n 8000}) ; port of a server\n(fun {other port} {port 1})\n",
  "test/a.valk": '(load "src/helper.valk")\n(println "port" (port 1) {port 2})\n',
  "test/b.valk": '(load "test/a.valk")\n(port 3)\n',
  "alone.valk": "(def {port} 1)\n(f port)\n",
};

function makeRepository(files: Readonly<Record<string, string>> = FILES): string {
  const folder = makeFolder(files);
  execFileSync("git", ["init", "-q"], { cwd: folder });
  return folder;
}

test("renames a global in all files that share it, and nothing else", async () => {
  const cwd = makeRepository();
  const args = ["rename", "port", "port-of", "src", "test"];
  const { status, stdout } = await run([...args, "--write"], { cwd });
  const textOf = (path: string): string => readFileSync(join(cwd, path), "utf8");
  expect(status).toBe(0);
  expect(textOf("src/helper.valk")).toBe(
    "(fun {port-of n} {+ n 8000}) ; port of a server\n(fun {other port} {port 1})\n",
  );
  expect(textOf("test/a.valk")).toBe(
    '(load "src/helper.valk")\n(println "port" (port-of 1) {port-of 2})\n',
  );
  expect(textOf("test/b.valk")).toBe('(load "test/a.valk")\n(port-of 3)\n');
  expect(textOf("alone.valk")).toBe(FILES["alone.valk"]);
  expect(stdout).toContain("src/helper.valk:1:29  info  name-mentioned  a comment mentions port");
  expect(stdout).toContain("test/a.valk:2:11  info  name-mentioned  a string mentions port");
  expect((await run([...args, "--check"], { cwd })).status).toBe(0);
});

test.each([
  [
    "a name that stands in a file",
    ["port", "n"],
    {},
    "name-taken",
    "n stands in src/helper.valk:1:12",
  ],
  [
    "a name of the language",
    ["port", "println"],
    {},
    "name-taken",
    "println is a name of the language",
  ],
  [
    "a name of the prelude that files seldom write",
    ["port", "otherwise"],
    {},
    "name-taken",
    "otherwise is a name of the language",
  ],
  [
    "a name that nobody defines",
    ["println", "say"],
    {},
    "name-undefined",
    "no file that shares println",
  ],
  [
    "a part of the files",
    ["port", "p2", "test/a.valk"],
    {},
    "name-not-selected",
    "src/helper.valk uses",
  ],
  [
    "a local in some runs",
    ["port", "p2"],
    { "a.valk": "(def {port} 1)\n(fun {f c} {do (if c {= {port} 2} {}) port})\n" },
    "name-unclear",
    "a.valk:2:39",
  ],
  [
    "a file that does not read",
    ["port", "p2"],
    { "a.valk": "(def {port} 1)\n(f\n" },
    "read-error",
    "hint: mend the text at this place, then rename again",
  ],
])("refuses %s", async (_what, args, files, code, message) => {
  const cwd = makeRepository(Object.keys(files).length > 0 ? files : FILES);
  const { status, stdout } = await run(["rename", ...args, "--write"], { cwd });
  expect(status).toBe(1);
  expect(stdout).toContain(code);
  expect(stdout).toContain(message);
});

test.each([
  [["port", "two words"], "two words is not one symbol"],
  [["12", "p"], "12 is not one symbol"],
  [["port", ":port"], ":port cannot name a global"],
  [["port", "&"], "& cannot name a global"],
  [["port", "port"], "both names are the same"],
])("refuses the names %j", async (args, message) => {
  const { status, stderr } = await run(["rename", ...args], { cwd: makeRepository() });
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
});

test("prints its settings", async () => {
  const { stdout } = await run(["rename", "a", "b", "--print-config"], { cwd: makeRepository() });
  expect(JSON.parse(stdout)).toHaveProperty("settings");
});

test.each([
  [
    "stands nowhere",
    "nosuch",
    [],
    "note: nosuch stands nowhere as a global in the files of this run\n",
  ],
  ["is a parameter", "n", [], "note: n stands nowhere as a global in the files of this run\n"],
  ["stands nowhere, quietly", "nosuch", ["--quiet"], ""],
  ["is there", "port", [], ""],
])("says of a name whether it is there: it %s", async (_what, name, more, stderr) => {
  const cwd = makeRepository();
  expect(await run(["rename", name, "x", ...more], { cwd })).toMatchObject({ status: 0, stderr });
});

describe("a file that may have the global in a way that is not seen", () => {
  const LIBRARY = { "lib.valk": "(def {shelf} 1)\n" };
  const CANNOT = "may have it by a load that is not followed";

  test.each([
    [
      "a computed path",
      '(load (str "li" "b"))\n(print shelf)\n',
      `a.valk uses shelf, too, and ${CANNOT}`,
    ],
    [
      "an absolute path",
      '(load "/srv/lib.valk")\n(print shelf)\n',
      `a.valk uses shelf, too, and ${CANNOT}`,
    ],
    ["a link", '(load "link.valk")\n(print shelf)\n', `a.valk uses shelf, too, and ${CANNOT}`],
    [
      "what is not UTF-8",
      Buffer.from('(load "lib.valk")\n(print "caf\xe9" shelf)\n', "latin1"),
      "a.valk cannot be read, and may use shelf, too",
    ],
  ])("keeps all as they are: %s", async (_what, text, message) => {
    const cwd = makeRepository(LIBRARY);
    symlinkSync("lib.valk", join(cwd, "link.valk"));
    writeFileSync(join(cwd, "a.valk"), text);
    const { status, stdout } = await run(["rename", "shelf", "rack", "--write"], { cwd });
    expect(status).toBe(1);
    expect(stdout).toContain(`lib.valk:1:7  refuse  name-not-connected  ${message}`);
    expect(readFileSync(join(cwd, "lib.valk"), "utf8")).toBe(LIBRARY["lib.valk"]);
  });

  test.each([
    ["it cannot load anything else", "(print {shelf})\n"],
    ["it defines the name itself", '(def {shelf} 2)\n(load (str "a" "b"))\n'],
    ["it is a parameter there", '(load (str "a" "b"))\n(fun {f shelf} {shelf})\n'],
    ["it is not UTF-8, and does not hold the name", Buffer.from("; caf\xe9\n", "latin1")],
  ])("is none where %s", async (_what, text) => {
    const cwd = makeRepository(LIBRARY);
    writeFileSync(join(cwd, "a.valk"), text);
    await run(["rename", "shelf", "rack", "lib.valk", "--write"], { cwd });
    expect(readFileSync(join(cwd, "lib.valk"), "utf8")).toBe("(def {rack} 1)\n");
  });

  test("is none where the name is one of the language", async () => {
    const cwd = makeRepository({
      "a.valk": "(fun {reverse x} {x})\n(reverse 1)\n",
      "b.valk": '(load (str "l" "ib"))\n(reverse {1})\n',
    });
    await run(["rename", "reverse", "turn", "a.valk", "--write"], { cwd });
    expect(readFileSync(join(cwd, "a.valk"), "utf8")).toBe("(fun {turn x} {x})\n(turn 1)\n");
  });
});
