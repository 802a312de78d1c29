// One rule for all commands: what tells of many files can be told to tell less, and what is coloured can
// be told not to be. The table says of each command which it is; what it says is tried.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commands } from "../../src/cli/commands.js";
import { MODULE, makeProject, newFile, OLD_MODULE, oldFile } from "./git-project.js";
import { run } from "./run-main.js";

/** A line that runs the command, and which of the two options it has. */
const TABLE: Readonly<Record<string, readonly [line: string, quiet: boolean, color: boolean]>> = {
  migrate: ["migrate", true, true],
  search: ["search (test/define~$$$) ", true, true],
  rewrite: ["rewrite (test/define~$n~$b) (test/add~$n~$b)", true, true],
  rename: ["rename helper other", true, true],
  format: ["format", true, true],
  lint: ["lint --fail-on error", true, true],
  check: ["check", true, true],
  status: ["status", true, true],
  verify: ["verify", true, true],
  framework: ["framework install --compat", false, true],
  undo: ["undo", true, false],
  redo: ["redo", true, false],
  runs: ["runs", false, false],
  parse: ["parse test/a.valk", false, false],
  explain: ["explain several-runs", false, false],
  transforms: ["transforms", false, false],
  try: ["try define-to-suite", false, false],
  new: ["new mine", false, false],
  completion: ["completion bash", false, false],
  lsp: ["lsp", false, false],
};

const project = {
  [MODULE]: OLD_MODULE,
  "src/lib.valk":
    "(def {counter} 0)\n; valk-codemod-disable-next-line captured-function none of it\n(fun {helper x} {def {counter} x})\n",
  "test/a.valk": oldFile("a"),
  "test/b.valk": newFile("b"),
  "test/c.valk": '(test/suite "C")\n(test/define "no body")\n(test/run {})\n',
  "test/d.valk":
    '(load "src/lib.valk")\n(test/suite "D")\n(test/define "d"   {== 1 (helper 2)})\n(test/run {})\n',
};

/** A project in which every command has something to say: one run is made, and another taken back. */
async function prepare(name: string): Promise<string> {
  const cwd = makeProject(project);
  if (name === "undo" || name === "redo" || name === "runs") {
    await run(["migrate", "test/a.valk", "--write"], { cwd });
  }
  if (name === "redo") {
    await run(["undo"], { cwd });
  }
  return cwd;
}

const wordsOf = (line: string): readonly string[] =>
  line
    .trim()
    .split(" ")
    .map((word) => word.replaceAll("~", " "));

const ESCAPE = "\u001b";

test("the table knows every command, and its options", async () => {
  expect(Object.keys(TABLE).sort()).toEqual(commands.map(({ name }) => name).sort());
  for (const { name, load } of commands) {
    const { options } = await load();
    const has = (flag: string): boolean => options.some(({ flags }) => flags.includes(flag));
    const [, quiet, color] = TABLE[name] as (typeof TABLE)[string];
    expect([name, has("-q, --quiet"), has("--color <WHEN>")]).toEqual([name, quiet, color]);
  }
});

describe("a command", () => {
  const rows = Object.entries(TABLE).filter(([name]) => name !== "lsp");

  test.each(rows.filter(([, [, quiet]]) => quiet))(
    "tells less with -q: %s",
    async (name, [line]) => {
      const loud = await run(wordsOf(line), { cwd: await prepare(name) });
      const cwd = await prepare(name);
      const quiet = await run([...wordsOf(line), "-q"], { cwd });
      expect(loud.status).toBe(quiet.status);
      expect(quiet.stdout).not.toBe("");
      expect(quiet.stdout.length).toBeLessThan(loud.stdout.length);
      if (name === "undo") {
        expect(readFileSync(join(cwd, "test/a.valk"), "utf8")).toBe(project["test/a.valk"]);
      }
    },
  );

  test.each(rows)("colours only what --color rules: %s", async (name, [line, , color]) => {
    const cwd = await prepare(name);
    const words = wordsOf(line);
    const ask = async (...more: readonly string[]): Promise<string> =>
      (await run([...words, ...more], { cwd: await prepare(name), terminal: 80 })).stdout;
    if (!color) {
      expect((await run(words, { cwd, terminal: 80 })).stdout).not.toContain(ESCAPE);
      return;
    }
    expect(await ask("--color", "always")).toContain(ESCAPE);
    expect(await ask("--color", "never")).not.toContain(ESCAPE);
    expect((await run(words, { cwd })).stdout).not.toContain(ESCAPE);
  });
});
