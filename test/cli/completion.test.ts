// Completion, asked of the shells themselves. A shell that is not on this machine is passed over.

import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { spawn } from "@lydell/node-pty";
import { describe, expect, test, vi } from "vitest";
import { commands } from "../../src/cli/commands.js";
import { parseFlags } from "../../src/cli/option-table.js";
import { makeFolder } from "../temporary-folder.js";
import { run } from "./run-main.js";

// A shell may be slow to start on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

type Shell = "bash" | "zsh" | "fish";

const has = (shell: Shell): boolean => spawnSync(shell, ["-c", "true"]).status === 0;

/** A folder with some paths and the script. */
async function makePlace(shell: Shell): Promise<{ cwd: string; script: string }> {
  const cwd = makeFolder({ "tests/a b.valk": "", "tests.valk": "", "other.txt": "" });
  const script = join(makeFolder({}), "completion");
  writeFileSync(script, (await run(["completion", shell])).stdout);
  return { cwd, script };
}

/** What a shell proposes for the last word of a line. */
const ask = {
  bash({ cwd, script }: { cwd: string; script: string }, line: string): readonly string[] {
    const words = ["valk-codemod", ...line.replaceAll("=", " = ").split(" ")];
    const code = `source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _valk_codemod; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const output = execFileSync("bash", ["--norc", "-c", code, script, ...words], {
      cwd,
      encoding: "utf8",
    });
    return output.split("\n").filter((word) => word !== "");
  },
  fish({ cwd, script }: { cwd: string; script: string }, line: string): readonly string[] {
    const code = `source ${script}; complete -C "valk-codemod ${line}"`;
    const output = execFileSync("fish", ["--no-config", "-c", code], {
      cwd,
      encoding: "utf8",
      env: { ...process.env, HOME: cwd, XDG_CONFIG_HOME: cwd, XDG_DATA_HOME: cwd },
    });
    return output
      .split("\n")
      .filter((text) => text !== "")
      .map((text) => (text.split("\t")[0] as string).replace(/^--[a-z]+=/, ""));
  },
};

const CASES: readonly (readonly [line: string, some: readonly string[], none: string])[] = [
  ["fram", ["framework"], "migrate"],
  ["", ["migrate", "completion"], "--write"],
  ["--wr", ["--write"], "--check"],
  ["check --up", ["--update-baseline"], "--prune-baseline"],
  ["check --format g", ["github"], "json"],
  ["check --format=g", ["github"], "json"],
  ["migrate -t def-", ["def-to-atom"], "localize-def"],
  ["--view ", ["unified", "split"], "other.txt"],
  ["explain several-", ["several-runs"], "old-code"],
  ["framework in", ["install"], "diff"],
  ["completion ", ["bash", "zsh", "fish"], "tests.valk"],
  ["migrate --framework co", ["compat"], "final"],
  ["migrate --framework tests.", ["tests.valk"], "final"],
  ["parse tests.", ["tests.valk"], "migrate"],
  ["verify oth", ["other.txt"], "tests.valk"],
];

describe.each(["bash", "fish"] as const)("%s", (shell) => {
  test.runIf(has(shell)).each(CASES)("completes %j", async (line, some, none) => {
    const proposed = ask[shell](await makePlace(shell), line);
    expect(proposed).toEqual(expect.arrayContaining([...some]));
    expect(proposed).not.toContain(none);
  });

  test.runIf(has(shell))("completes folders where only folders fit", async () => {
    const proposed = ask[shell](await makePlace(shell), "lint --root t");
    expect(proposed.map((path) => path.replace(/\/$/, ""))).toEqual(["tests"]);
  });

  test.runIf(has(shell)).each(commands)("knows every option of $name", async ({ name, load }) => {
    const proposed = ask[shell](await makePlace(shell), `${name} --`);
    const { options } = await load();
    const all = [...options.map(({ flags }) => parseFlags(flags).long), "--help", "--version"];
    expect(proposed.toSorted()).toEqual(all.toSorted());
  });
});

test.runIf(has("bash"))("bash keeps the names of files whole", async () => {
  expect(ask.bash(await makePlace("bash"), "parse tests/a")).toEqual(["tests/a b.valk"]);
});

/** What an interactive zsh makes of lines that end with a tab. */
async function typeInZsh(lines: readonly string[]): Promise<readonly string[]> {
  const { cwd, script } = await makePlace("zsh");
  const terminal = spawn("zsh", ["-f", "-i"], {
    cols: 200,
    rows: 50,
    cwd,
    env: { PATH: process.env.PATH ?? "", HOME: cwd, TERM: "dumb" },
  });
  let shown = "";
  terminal.onData((text) => {
    shown += text;
  });
  const until = (text: string) =>
    vi.waitFor(() => expect(shown).toContain(text), { timeout: 20_000, interval: 20 });
  try {
    terminal.write(
      `PROMPT=; autoload -U compinit; compinit -u -D; source ${script}; valk-codemod() { print -r -- "GOT<$*>" }; print READ''Y\r`,
    );
    await until("READY");
    const results: string[] = [];
    for (const line of lines) {
      shown = "";
      terminal.write(`valk-codemod ${line}\t\r`);
      await vi.waitFor(() => expect(shown).toMatch(/GOT<[^$]*>/), {
        timeout: 20_000,
        interval: 20,
      });
      results.push((/GOT<([^$>]*)>/.exec(shown)?.[1] ?? "").trim());
    }
    return results;
  } finally {
    terminal.kill();
  }
}

test.runIf(has("zsh"))("zsh completes what can only be one thing", async () => {
  const typed = {
    fram: "framework",
    "migrate --wr": "migrate --write",
    "check --format g": "check --format github",
    "check --prune-b": "check --prune-baseline",
    "explain several-r": "explain several-runs",
    "framework in": "framework install",
    "migrate --framework com": "migrate --framework compat",
    "migrate -t local": "migrate -t localize-def",
    "parse oth": "parse other.txt",
    "lint --root te": "lint --root tests",
    "completion f": "completion fish",
  };
  expect(await typeInZsh(Object.keys(typed))).toEqual(Object.values(typed));
});

test("a shell that there is not is refused", async () => {
  const { status, stderr } = await run(["completion", "tcsh"]);
  expect(status).toBe(2);
  expect(stderr).toContain("there is no shell tcsh: there are bash, zsh, fish\n");
});

test.each(["bash", "zsh", "fish"])("the script of %s names every command", async (shell) => {
  const { status, stdout } = await run(["completion", shell]);
  expect(status).toBe(0);
  for (const { name } of commands) {
    expect(stdout).toMatch(new RegExp(`\\b${name}\\b`));
  }
});
