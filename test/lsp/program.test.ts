// The program itself as an editor starts it: over the streams of a process, and in Neovim with its own
// client, where Neovim is installed.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { main as timeEditor } from "../../scripts/editor-child.mjs";
import { useBuiltProgram } from "../cli/built-program.js";
import { run } from "../cli/run-main.js";
import { createTestHost } from "../scripts/test-host.js";
import { makeFolder } from "../temporary-folder.js";
import { startClient } from "./client.js";

const repository = join(import.meta.dirname, "../..");
const project = join(repository, "examples/valk-project");
const program = useBuiltProgram();

const TEXT = `(load "src/prelude.valk")
(load "src/modules/test.valk")
(test/suite "Sums")
; about sums
(test/define "adds" {== (+ 1 2) 3})
(test/define "leaks" {do
  (def {partial} (+ 1 2))
  (== partial 3)})
(test/run)
`;
const FILE = "test/test_sums.valk";

function makeProject(): string {
  const folder = makeFolder({
    [FILE]: TEXT,
    "src/prelude.valk": readFileSync(join(project, "src/prelude.valk")),
    "src/modules/test.valk": readFileSync(join(project, "src/modules/test.valk")),
  });
  mkdirSync(join(folder, ".git"));
  return folder;
}

test("over the streams of a process", async () => {
  // What the client of VS Code gives to programs of Node; the process ends before its client all the same.
  const args = [`--clientProcessId=${process.pid}`];
  const client = await startClient(makeProject(), { program: program(), args });
  await client.open(FILE);
  await client.until(() => client.codes(FILE).includes("leak:7"));
  expect(client.hello.serverInfo?.name).toBe("valk-codemod");
  const action = await client.action(FILE, "Migrate the tests of this file");
  expect(client.apply(await client.resolve(action))[FILE]).toContain('(-> (test/suite "Sums")');
  expect(await client.stop()).toBe(0);
  const other = await startClient(makeProject(), { program: program() });
  other.vanish();
  expect(await other.status).toBe(2);
});

test("with nothing to read, where a file does not close as a pipe does", () => {
  const { status, stderr } = spawnSync(process.execPath, [program(), "lsp"], {
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([2, expect.stringContaining("went away without a word")]);
});

const hasNeovim = spawnSync("nvim", ["--version"]).status === 0;

test.skipIf(!hasNeovim)(
  `in Neovim${hasNeovim ? "" : ", which is not installed"}`,
  async () => {
    const folder = makeProject();
    const seenFile = join(folder, "seen.json");
    execFileSync(
      "nvim",
      ["--headless", "-u", "NONE", "-S", join(import.meta.dirname, "neovim.lua")],
      {
        cwd: folder,
        env: {
          ...process.env,
          HOME: folder,
          NODE: process.execPath,
          PROGRAM: program(),
          EDITOR_FOLDER: join(repository, "editors/neovim"),
          FILE: join(folder, FILE),
          SEEN: seenFile,
        },
        timeout: 120_000,
      },
    );
    const seen = JSON.parse(readFileSync(seenFile, "utf8"));
    expect(seen.found.toSorted()).toEqual(["leak:7", "old-test:5", "old-test:6"]);
    expect(seen.moved.toSorted()).toEqual(["leak:8", "old-test:6", "old-test:7"]);
    expect(readFileSync(join(folder, FILE), "utf8")).toBe(TEXT);
    await run(["migrate", FILE, "--write"], { cwd: folder });
    expect(seen.text).toBe(`; first\n${readFileSync(join(folder, FILE), "utf8")}`);
  },
  180_000,
);

test("what an editor waits for is measured, of files that hold old tests", async () => {
  const folder = makeProject();
  const host = createTestHost();
  expect(await timeEditor([program(), folder, FILE], host)).toBe(0);
  expect(host.said).toEqual([expect.stringMatching(/^\d+\.?\d* \d+\.?\d*$/)]);
  await expect(timeEditor([program(), folder, "src/prelude.valk"], host)).rejects.toThrow(
    "src/prelude.valk has no tests to migrate",
  );
});
