// What the options of previews do, through the command line.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeFolder } from "../temporary-folder.js";
import { run } from "./run-main.js";

const source = `(test/suite "S")

(fun {twice n} {* n 2})

(test/define "doubles" {do
  (== (twice 1) 2)})

(test/run {})
`;

const makeProject = (): string => makeFolder({ ".git/HEAD": "", "test/a.valk": source });

const preview = (args: readonly string[], options: Parameters<typeof run>[1] = {}) =>
  run(["--framework", "keep", "--color", "never", ...args], { cwd: makeProject(), ...options });

describe("views", () => {
  test("are unified where nothing is said", async () => {
    const { stdout } = await preview([]);
    expect(stdout).toContain('~-(test/define "doubles" {do\n');
  });

  test("can show both sides, as wide as the terminal", async () => {
    const { stdout } = await preview(["--view", "split"], { terminal: 100 });
    const line = stdout.split("\n").find((text) => text.includes(" ~ 6"));
    expect(line).toBe(
      `5 (test/define "doubles" {do${" ".repeat(20)} ~ 6     (test/add "doubles" {do`,
    );
  });

  test("can show both sides in a pipe, 80 columns wide", async () => {
    const { stdout, stderr } = await preview(["--view", "split"]);
    expect(stdout).toContain(` ~ 6     (test/add "doubles" {do\n`);
    expect(stderr).toBe("");
  });

  test("are unified where two sides do not fit, and say so", async () => {
    const narrow = await preview(["--view", "split"], { terminal: 59 });
    expect(narrow.stdout).toContain('~-(test/define "doubles" {do\n');
    expect(narrow.stderr).toBe(
      "note: --view split needs 60 columns; this terminal has 59, so the view is unified\n",
    );
    const wide = await preview(["--view", "split"], { terminal: 60 });
    expect(wide.stdout).not.toContain("~-");
    expect(wide.stderr).toBe("");
  });

  test("can show words", async () => {
    const { stdout } = await preview(["--word-diff"]);
    expect(stdout).toContain('~     ([-test/define-]{+test/add+} "doubles" {do\n');
  });

  test("of words and of two sides exclude each other", async () => {
    const { status, stderr } = await preview(["--word-diff", "--view", "split"]);
    expect(status).toBe(2);
    expect(stderr).toBe(
      "error: --word-diff and --view split exclude each other\nhint: choose one of them\n",
    );
  });
});

describe("hiding classes", () => {
  test("shows their lines as they are afterwards", async () => {
    const { stdout } = await preview(["--hide", "reindented,renamed"]);
    expect(stdout).toContain("  1 re-indented (hidden), 1 renamed (hidden), 1 moved, 2 added\n");
    expect(stdout).not.toContain("test/define");
  });

  test("adds up", async () => {
    const { stdout } = await preview(["--hide", "moved", "--hide=added", "--hide=reindented"]);
    expect(stdout).toMatch(/re-indented \(hidden\), 1 renamed, 1 moved \(hidden\), 2 added \(h/);
  });

  test("knows the classes", async () => {
    const { status, stderr } = await preview(["--hide", "everything"]);
    expect(status).toBe(2);
    expect(stderr).toContain("it takes any of reindented, renamed, moved, added, review");
  });

  test("leaves exact formats as they are, and says so", async () => {
    const { stdout, stderr } = await preview(["--hide", "renamed", "--format", "patch"]);
    expect(stdout).toContain("-(test/define");
    expect(stderr).toContain("note: --hide hides nothing in the format patch\n");
  });
});

describe("statistics", () => {
  test("stand behind the summary, with the time of each phase", async () => {
    const { stdout } = await preview(["--stats"], { pace: 10 });
    expect(stdout).toContain("Nothing was written; --write does it.\n\nStatistics\n");
    expect(stdout).toMatch(
      / {2}time {6}finding files 0\.0\d s, migrating and proving \d\.\d\d s, reporting \d\.\d\d s\n$/,
    );
  });

  test("know when files were written, and in how long", async () => {
    const { stdout } = await preview(["--stats", "--write"]);
    expect(stdout).toContain("reporting 0.00 s, writing 0.00 s\n");
  });

  test("know when files were evaluated", async () => {
    const { stdout } = await preview(["--stats", "--verify", "--check"]);
    expect(stdout).toContain("  time      finding files 0.00 s, evaluating 0.00 s,");
  });

  test("are shown beside a patch, not beside what is for machines", async () => {
    const patch = await preview(["--stats", "--format", "patch"]);
    expect(patch.stdout).not.toContain("Statistics");
    expect(patch.stderr).toContain("Statistics");
    const json = await preview(["--stats", "--format", "json"]);
    expect(json.stderr).toBe("note: --stats shows nothing in the format json\n");
  });
});

describe("the pager", () => {
  const paged = async (
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    rows = 10,
  ) => {
    const cwd = makeProject();
    const result = await run(["--framework", "keep", "--color", "never", ...args], {
      cwd,
      env: { PATH: process.env.PATH as string, ...env },
      terminal: 80,
      rows,
    });
    const seen = join(cwd, "seen.txt");
    return { ...result, seen: existsSync(seen) ? readFileSync(seen, "utf8") : undefined };
  };

  test("gets what is longer than the screen, and all of it", async () => {
    const { stdout, seen, status } = await paged([], { PAGER: "cat > seen.txt" });
    const plain = await preview([], { terminal: 80 });
    expect({ stdout, seen, status }).toEqual({ stdout: "", seen: plain.stdout, status: 0 });
  });

  test.each<[string, readonly string[], Readonly<Record<string, string>>, number]>([
    ["the screen is long enough", [], {}, 100],
    ["it is not wanted", ["--no-pager"], {}, 10],
    ["it is cat", [], { PAGER: "cat" }, 10],
    ["it is empty", [], { PAGER: "" }, 10],
    ["the terminal is dumb", [], { TERM: "dumb" }, 10],
    ["the report goes into a file", ["-o", "report.txt"], {}, 10],
    ["the report is no preview", ["--check"], {}, 10],
    ["the report is for machines", ["--format", "json"], {}, 10],
  ])("is left alone where %s", async (_name, args, env, rows) => {
    const { stdout, seen } = await paged(args, { PAGER: "cat > seen.txt", ...env }, rows);
    expect(stdout).not.toBe("");
    expect(seen).toBeUndefined();
  });

  test("is left alone in a pipe", async () => {
    const cwd = makeProject();
    const { stdout } = await run([], { cwd, env: { PAGER: "cat > seen.txt" } });
    expect(stdout).toContain("test/a.valk");
    expect(existsSync(join(cwd, "seen.txt"))).toBe(false);
  });

  test("may be left early", async () => {
    const { status, stderr, seen } = await paged([], { PAGER: "head -c 20 > seen.txt" });
    expect({ status, seen }).toEqual({ status: 0, seen: "1 file to change, 1 " });
    expect(stderr).toBe("");
  });

  test("is done without where it cannot be run", async () => {
    const { status, stdout } = await paged([], { PAGER: "no-such-pager 2> err.txt" });
    expect(status).toBe(0);
    expect(stdout).toContain("Nothing was written; --write does it.");
  });

  test("is told to pass colours through and to leave a short text on the screen", async () => {
    const { seen } = await paged([], { PAGER: 'cat > seen.txt; echo "$LESS $LV" > seen.txt' });
    expect(seen).toBe("FRX -c\n");
  });
});
