import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { OptionWord } from "../../src/cli/option-table.js";
import { readTargets } from "../../src/cli/report-targets.js";
import { makeFolder } from "../temporary-folder.js";
import { run } from "./run-main.js";

/** `f:json o:x` as the words of a command line. */
const words = (text: string): readonly OptionWord[] =>
  text
    .split(" ")
    .filter((word) => word !== "")
    .map((word) => ({ option: word.startsWith("f") ? "format" : "output", value: word.slice(2) }));

/** Outside a real repository: a folder named .git is enough for a preview. */
const makeRepository = (content: Readonly<Record<string, string>>): string =>
  makeFolder({ ...content, ".git/HEAD": "ref: refs/heads/main\n" });

describe("reports and their places", () => {
  test.each([
    ["", [["text", undefined]]],
    ["f:json", [["json", undefined]]],
    ["o:x", [["text", "x"]]],
    ["f:json o:x", [["json", "x"]]],
    ["f:json o:-", [["json", undefined]]],
    ["o:/dev/stdout f:json", [["json", undefined]]],
    ["o:x f:json", [["json", "x"]]],
    [
      "f:text f:sarif o:x f:markdown o:y",
      [
        ["text", undefined],
        ["sarif", "x"],
        ["markdown", "y"],
      ],
    ],
    [
      "o:x f:json f:sarif",
      [
        ["json", "x"],
        ["sarif", undefined],
      ],
    ],
    [
      "f:json o:x f:json o:y",
      [
        ["json", "x"],
        ["json", "y"],
      ],
    ],
  ])("%j", (text, expected) => {
    expect(readTargets(words(text)).map(({ format, path }) => [format, path])).toEqual(expected);
  });

  test.each([
    ["f:json f:sarif", "--format json and --format sarif would both go to standard output"],
    ["f:json o:- f:sarif o:/dev/fd/1", "--format json and --format sarif would both go"],
    ["f:text o:x f:json f:patch", "--format json and --format patch would both go"],
    ["f:json o:x o:y", "--output y follows no --format of its own"],
    ["o:x o:y", "--output y follows no --format of its own"],
  ])("%j makes no sense", (text, message) => {
    expect(() => readTargets(words(text))).toThrow(message);
  });
});

const old = '(test/suite "A")\n(test/define "b" {true})\n(test/run {})\n';
const files = { "a.valk": old, "b/c.valk": old };

describe("several reports of one run", () => {
  test("say what each says alone", async () => {
    const cwd = makeRepository(files);
    const alone = async (format: string) => (await run(["--format", format], { cwd })).stdout;
    const args = ["text", "json --output r.json", "patch -o p.diff", "sarif -o r.sarif"];
    const { status, stdout, stderr } = await run(
      args.flatMap((text) => ["--format", ...text.split(" ")]),
      { cwd },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const where =
      "No file was changed; --write does it.\nThe reports are in r.json, p.diff, r.sarif.\n";
    expect(stdout).toContain(where);
    expect(stdout.replace(where, "Nothing was written; --write does it.\n")).toBe(
      await alone("text"),
    );
    for (const [name, format] of [
      ["r.json", "json"],
      ["p.diff", "patch"],
      ["r.sarif", "sarif"],
    ] as const) {
      expect(readFileSync(join(cwd, name), "utf8")).toBe(await alone(format));
    }
  });

  test("leave findings and totals on standard output when all go into files", async () => {
    const cwd = makeRepository(files);
    const { stdout } = await run(["-f", "json", "-o", "r.json", "-f", "sarif", "-o", "s"], { cwd });
    expect(stdout).toContain("Summary\n");
    expect(stdout).not.toContain("@@");
  });

  test.each([
    [
      ["-f", "json", "-o", "r", "-f", "sarif", "-o", "b/../r"],
      "two --output name one file, b/../r",
    ],
    [["-f", "json", "-o", "r", "--proof", "./r"], "--output and --proof name one file, ./r"],
    [["-f", "text", "-f", "json", "-o", "b/c.valk"], "b/c.valk is a file of this run"],
    [["-f", "text", "-f", "nothing"], "it takes text"],
    [["-f", "jsonl", "-f", "json", "-o", "no/such/folder"], "cannot write"],
  ])("refuse %j, and then nothing is written or printed", async (args, message) => {
    const cwd = makeRepository(files);
    const { status, stdout, stderr } = await run(["--write", ...args], { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(readFileSync(join(cwd, "a.valk"), "utf8")).toBe(old);
  });
});

describe("the summary says where reports are", () => {
  test.each([
    [["--format", "html", "-o", "page.html"], "The report is in page.html."],
    [["--format", "patch", "-o", "p.diff"], "The report is in p.diff."],
    [
      ["--format", "json", "-o", "r.json", "--proof", "proof.json"],
      "The reports are in r.json, proof.json.",
    ],
  ])("%j", async (args, where) => {
    const cwd = makeRepository(files);
    const preview = await run([...args], { cwd });
    expect(preview.stdout).toContain(`No file was changed; --write does it.\n${where}\n`);
    expect(preview.stdout).not.toContain("Nothing was written");
    expect((await run([...args, "--check"], { cwd })).stdout).toContain(
      `would change.\n${where}\n`,
    );
    expect((await run([], { cwd })).stdout).toMatch(/\nNothing was written; --write does it\.\n$/);
  });
});

test("events of an interrupted run stay, without an end", async () => {
  const cwd = makeRepository(files);
  const args = [
    "--format",
    "jsonl",
    "--output",
    "events",
    "--format",
    "json",
    "--output",
    "r.json",
  ];
  const { status } = await run(args, { cwd, signal: AbortSignal.abort(), pace: 1000 });
  expect(status).toBe(130);
  const events = readFileSync(join(cwd, "events"), "utf8").trimEnd().split("\n");
  expect(events.map((line) => JSON.parse(line).event)).toEqual(["start", "file"]);
  expect(existsSync(join(cwd, "r.json"))).toBe(false);
});

describe("the step summary of a workflow", () => {
  const args = ["--format", "github"];

  test("is Markdown behind what stands there", async () => {
    const cwd = makeRepository(files);
    const path = join(makeFolder({ summary: "before\n" }), "summary");
    const env = { GITHUB_STEP_SUMMARY: path };
    const { stdout } = await run(args, { cwd, env });
    expect(stdout).toBe("2 files: 2 changed, 0 unchanged, 0 blocked, 0 failed\n");
    const { stdout: markdown } = await run(["--format", "markdown"], { cwd, env });
    expect(readFileSync(path, "utf8")).toBe(`before\n${markdown}`);
  });

  test("stays within a mebibyte, and is no reason to fail", async () => {
    const cwd = makeRepository(files);
    const full = "x".repeat((1 << 20) - 100);
    const path = join(makeFolder({ summary: full }), "summary");
    const { status, stderr } = await run(args, { cwd, env: { GITHUB_STEP_SUMMARY: path } });
    expect(status).toBe(0);
    expect(stderr).toBe("note: the step summary could not be written: it is full\n");
    expect(readFileSync(path, "utf8")).toBe(full);
    const nowhere = { GITHUB_STEP_SUMMARY: join(cwd, "no/such/folder") };
    const lost = await run(args, { cwd, env: nowhere });
    expect(lost).toMatchObject({ status: 0, stderr: expect.stringContaining("ENOENT") });
  });

  test("is left alone where a run does not get through", async () => {
    const cwd = makeRepository(files);
    const path = join(makeFolder({ summary: "before\n" }), "summary");
    const env = { GITHUB_STEP_SUMMARY: path };
    await run([...args, "-f", "json", "-o", "no/such/folder"], { cwd, env });
    expect(readFileSync(path, "utf8")).toBe("before\n");
  });
});

test("a comment folds what nobody has to read, and shows moved lines once", async () => {
  const moving =
    '(load "x.valk")\n\n; the suite\n(test/suite "A")\n\n; of the helper\n(def {x} 1)\n(test/define "b" {== x 1})\n(test/run)\n';
  const { stdout } = await run(["--format", "markdown"], {
    cwd: makeRepository({ "a.valk": old, "m.valk": moving, "x.valk": "(def {y} 1)\n" }),
  });
  expect(stdout).toMatchSnapshot();
});
