// The step that runs valk-codemod, with a program that answers as it is told.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { main, readInputs } from "../../scripts/action.mjs";
import { makeFolder } from "../temporary-folder.js";
import { createTestHost } from "./test-host.js";

interface Answers {
  /** The status of each command by its first word. */
  readonly status?: Readonly<Record<string, number>>;
  readonly totals?: Readonly<Record<string, number>>;
}

/** Takes the step; every report is written that is named, with its format as its text. */
function take(inputs: Readonly<Record<string, string>>, { status = {}, totals }: Answers = {}) {
  const workspace = makeFolder({ "sub/x": "", output: "", summary: "" });
  const temp = makeFolder({ "action/dist/cli/bin.cjs": "" });
  const counts = { changed: 0, unchanged: 1, blocked: 0, failed: 0, ...totals };
  const host = createTestHost({
    root: join(temp, "action"),
    env: {
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: temp,
      GITHUB_OUTPUT: join(workspace, "output"),
      GITHUB_STEP_SUMMARY: join(workspace, "summary"),
      ...inputs,
    },
    run: ([, , command = "", ...args]) => {
      const ends = status[command] ?? 0;
      for (const [at, word] of args.entries()) {
        if (word === "--output" && ends < 2) {
          const format = args[at - 1];
          const text =
            format === "json" ? JSON.stringify({ totals: counts }) : `${command} ${format}\n`;
          writeFileSync(args[at + 1] as string, text);
        }
      }
      return { status: ends };
    },
  });
  const ended = main([], host);
  const read = (name: string): string => readFileSync(join(workspace, name), "utf8");
  return {
    ended,
    host,
    read,
    workspace,
    lines: host.said.filter((line) => !line.startsWith("::")),
  };
}

const words = ({ host }: ReturnType<typeof take>) =>
  host.ran.map(({ words: all }) => all.slice(2).map((word) => word.replace(/^\/.*\//, "")));

describe("the commands", () => {
  test("preview is one run with all reports", () => {
    const taken = take({ INPUT_PATHS: "a b.valk\n\n-c\r\n", INPUT_CHANGED_LINES: "origin/main" });
    expect(taken.ended).toBe(0);
    expect(words(taken)).toEqual([
      [
        ...["migrate", "--format", "text", "--format", "json", "--output", "report.json"],
        ...["--format", "markdown", "--output", "comment.md"],
        ...["--format", "github", "--output", "annotations"],
        ...["--changed-lines", "origin/main", "--", "a b.valk", "-c"],
      ],
    ]);
    expect(taken.lines).toEqual(["migrate github"]);
    expect(taken.read("output")).toMatch(/^changed<<(.+)\n0\n\1\nunchanged<<\1\n1\n\1\n/);
  });

  test("check annotates what its baseline does not know", () => {
    const taken = take(
      { INPUT_COMMAND: "check", INPUT_BASELINE: "b.json" },
      { status: { check: 1 } },
    );
    expect(taken.ended).toBe(1);
    expect(words(taken).slice(1)).toEqual([
      ["check", "--baseline", "b.json", "--"],
      ["check", "--baseline", "b.json", "--format", "github", "--output", "annotations", "--"],
    ]);
    expect(taken.lines).toEqual(["check github"]);
  });

  test("lint writes each report by itself, and its comment into the summary", () => {
    const taken = take({ INPUT_COMMAND: "lint", INPUT_SARIF: "true" }, { status: { lint: 1 } });
    expect(taken.ended).toBe(1);
    expect(words(taken).map((all) => all[2])).toEqual([undefined, "github", "markdown", "sarif"]);
    expect(taken.read("summary")).toBe("lint markdown\n");
    expect(taken.read("output")).toMatch(/sarif<<(.+)\n.*valk-codemod\.sarif\n\1\n$/);
  });

  test("lint that cannot run leaves nothing behind", () => {
    const taken = take({ INPUT_COMMAND: "lint" }, { status: { lint: 2 } });
    expect(taken.ended).toBe(2);
    expect(taken.host.ran).toHaveLength(1);
    expect(taken.read("output")).toBe("");
  });

  test("verify is one run, which the summary shows", () => {
    const taken = take(
      { INPUT_COMMAND: "verify", INPUT_COMMENT: "new/c.md" },
      { status: { verify: 1 } },
    );
    expect(taken.ended).toBe(1);
    expect(taken.read("new/c.md")).toBe("verify markdown\n");
    expect(taken.read("summary")).toBe("verify markdown\n");
  });
});

test.each([
  ["error", { blocked: 1, changed: 1 }, 0],
  ["blocked", { blocked: 1 }, 1],
  ["blocked", { changed: 1 }, 0],
  ["change", { changed: 1 }, 1],
  ["change", { blocked: 1 }, 1],
])("fail-on %s with %j ends with %i", (failOn, totals, status) => {
  expect(take({ INPUT_FAIL_ON: failOn }, { totals }).ended).toBe(status);
});

test("a run that failed has its outputs where it has a report", () => {
  const without = take({}, { status: { migrate: 2 } });
  expect([without.ended, without.read("output")]).toEqual([2, ""]);
});

test.each([
  [{ INPUT_COMMAND: "undo" }, "the input command is none of preview, check, lint, verify"],
  [{ INPUT_FAIL_ON: "never" }, "the input fail-on is none of error, blocked, change"],
  [{ INPUT_FOLDER: "no\n::error::such" }, "there is no folder no ::error::such"],
])("%j is refused", (inputs, message) => {
  const { ended, host } = take(inputs);
  expect(ended).toBe(2);
  expect(host.said).toEqual([`::error title=valk-codemod::${message}`]);
});

test("a revision without the program says what to use", () => {
  const host = createTestHost({ root: makeFolder({}), env: { GITHUB_WORKSPACE: makeFolder({}) } });
  expect(main([], host)).toBe(2);
  expect(host.said.join()).toContain("use a tag of a release");
});

test("outside a workflow nothing is appended", () => {
  const { ended, workspace } = take({
    GITHUB_OUTPUT: "",
    GITHUB_STEP_SUMMARY: "",
    INPUT_COMMAND: "lint",
  });
  expect(ended).toBe(0);
  expect(readFileSync(join(workspace, "output"), "utf8")).toBe("");
  expect(existsSync(join(workspace, "comment.md"))).toBe(false);
});

test("an empty environment asks for a preview of all", () => {
  expect(readInputs({})).toMatchObject({
    command: "preview",
    failOn: "error",
    paths: [],
    folder: ".",
  });
});
