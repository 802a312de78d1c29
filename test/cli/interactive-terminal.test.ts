// The interactive migration on a real pseudo-terminal, driven key by key as a person would.

import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { spawn } from "@lydell/node-pty";
import { expect, test } from "vitest";
import { makeFolder } from "../temporary-folder.js";
import { useBuiltProgram } from "./built-program.js";

const program = useBuiltProgram();

const file = (name: string, tail = ""): string => `(load "src/modules/test.valk")
(test/suite "${name}")
(test/define "adds" {== (+ 1 2) 3})

(test/define "subtracts" {== (- 3 2) 1})
(test/run)
${tail}`;

const FILES = {
  "src/modules/test.valk":
    "(fun {test/suite n} {n})\n(fun {test/define n b} {n})\n(fun {test/run & a} {a})\n",
  "test/a.valk": file("A"),
  "test/b.valk": file("B", '(print "never")\n'),
  "test/c.valk": file("C"),
  "test/d.valk": file("D"),
};

interface Terminal {
  /** Waits until the text has been shown since the last key. */
  see(text: string): Promise<void>;
  press(key: string): void;
  /** The exit status, and everything that was shown. */
  readonly ended: Promise<{ status: number; screen: string }>;
}

function openTerminal(cwd: string): Terminal {
  const editor = join(cwd, "editor.sh");
  writeFileSync(editor, `#!/bin/sh\nsed -i 's/^    (test\\/run))/\\n&/' "$1"\n`);
  chmodSync(editor, 0o755);
  const child = spawn(process.execPath, [program(), "migrate", "-i", "test"], {
    cwd,
    cols: 80,
    rows: 24,
    env: { PATH: process.env.PATH ?? "", TERM: "xterm-256color", EDITOR: editor },
  });
  let screen = "";
  let seen = 0;
  let onData = (): void => {};
  child.onData((data) => {
    screen += data;
    onData();
  });
  const ended = new Promise<{ status: number; screen: string }>((resolve) => {
    child.onExit(({ exitCode }) => resolve({ status: exitCode, screen }));
  });
  return {
    see: (text) =>
      new Promise((resolve, reject) => {
        const missing = (): void => reject(new Error(`not shown: ${text}\n${screen.slice(seen)}`));
        const patience = setTimeout(missing, 30_000);
        onData = () => {
          if (screen.includes(text, seen)) {
            clearTimeout(patience);
            resolve();
          }
        };
        onData();
      }),
    press(key) {
      seen = screen.length;
      child.write(key);
    },
    ended,
  };
}

function makeRepository(): string {
  const cwd = makeFolder(FILES);
  const git = (...args: readonly string[]): void => {
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], { cwd });
  };
  git("init", "-q");
  git("add", "-A");
  git("commit", "-q", "-m", "tests");
  return cwd;
}

const read = (cwd: string, path: string): string => readFileSync(join(cwd, path), "utf8");

test("every key does what the help says", async () => {
  const cwd = makeRepository();
  const { see, press, ended } = openTerminal(cwd);
  await see("file 1/4, change 1/1");
  const steps: readonly (readonly [key: string, shown: string])[] = [
    ["?", "take back the last answer"],
    ["x", "There is no key x"],
    ["p", '"subtracts"'],
    ["s", "change 1/2"],
    ["j", "change 2/2"],
    ["\u001b[A", "change 1/2"],
    ["\u001b[B", "change 2/2"],
    ["k", "change 1/2"],
    ["y", "change 2/2"],
    ["u", "change 1/2"],
    ["a", "file 2/4"],
    ["n", "file 3/4"],
    ["u", "file 2/4"],
    ["f", "forms-after-run"],
    ["d", "file 3/4"],
    ["e", "file 3/4, change 1/"],
    ["A", "4 files written."],
  ];
  for (const [key, shown] of steps) {
    press(key);
    await see(shown);
  }
  const { status, screen } = await ended;
  expect(status).toBe(0);
  expect(screen).toContain("3 files accepted, 1 file skipped.");
  expect(read(cwd, "test/a.valk")).toContain('(-> (test/suite "A")');
  expect(read(cwd, "test/b.valk")).toBe(FILES["test/b.valk"]);
  expect(read(cwd, "test/c.valk")).toMatch(/1}\)\n\n {4}\(test\/run\)\)\n/);
  expect(read(cwd, "test/d.valk")).toMatch(/1}\)\n {4}\(test\/run\)\)\n/);
});

test("q writes what is accepted so far", async () => {
  const cwd = makeRepository();
  const { see, press, ended } = openTerminal(cwd);
  await see("file 1/4");
  press("y");
  await see("file 2/4");
  press("q");
  const { status, screen } = await ended;
  expect(status).toBe(0);
  expect(screen).toContain("1 file accepted, 3 files not answered.");
  expect(read(cwd, "test/a.valk")).toContain("(-> ");
  expect(read(cwd, "test/b.valk")).toBe(FILES["test/b.valk"]);
});

test.each([
  ["Ctrl-C", "\u0003"],
  ["Ctrl-D", "\u0004"],
])("%s writes nothing, unless it is told to", async (_, key) => {
  const cwd = makeRepository();
  const { see, press, ended } = openTerminal(cwd);
  await see("file 1/4");
  press("y");
  await see("file 2/4");
  press(key);
  await see("1 file accepted so far. Write now? [y,n]");
  press("n");
  const { status, screen } = await ended;
  expect(status).toBe(130);
  expect(screen).toContain("Nothing was written.");
  for (const [path, text] of Object.entries(FILES)) {
    expect(read(cwd, path)).toBe(text);
  }
});
