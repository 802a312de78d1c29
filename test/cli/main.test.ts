import { describe, expect, test, vi } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { commands } from "../../src/cli/commands.js";
import { makeFolder } from "../temporary-folder.js";
import { run } from "./run-main.js";

const longest = (text: string): number => Math.max(...text.split("\n").map((line) => line.length));

describe("help", () => {
  test.each([["--help"], ["-h"], ["help"]])("of the whole: %s", async (argument) => {
    const { status, stdout, stderr } = await run([argument]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toBe((await run(["--help"])).stdout);
  });

  test.each(commands.map(({ name }) => name))("of %s, at 80 columns", async (name) => {
    const { status, stdout, stderr } = await run([name, "--help"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatchSnapshot();
    expect(longest(stdout)).toBeLessThanOrEqual(80);
    expect(await run(["help", name])).toEqual({ status, stdout, stderr });
  });

  test("names every command", async () => {
    const { stdout } = await run(["--help"]);
    expect(stdout).toMatchSnapshot();
    for (const { name } of commands) {
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, "m"));
    }
    expect(longest(stdout)).toBeLessThanOrEqual(80);
    const narrow = (await run(["--help"], { terminal: 60 })).stdout;
    expect(longest(narrow)).toBeLessThanOrEqual(60);
    expect(narrow.replace(/\s+/g, " ")).toBe(stdout.replace(/\s+/g, " "));
  });
});

test.each([["--version"], ["-V"], ["migrate", "--version"], ["explain", "-V"]])(
  "tells its version: %s %s",
  async (...args) => {
    expect(await run(args)).toEqual({ status: 0, stdout: `${packageJson.version}\n`, stderr: "" });
  },
);

describe("wrong usage", () => {
  test.each([
    [
      "an unknown option",
      ["--wirte"],
      "error: there is no option --wirte\nhint: did you mean --write?\n",
    ],
    ["an unknown value", ["--format", "xml"], "error: --format xml: it takes text, patch, json,"],
    ["a missing value", ["--output"], "error: --output lacks its value, FILE\nhint: "],
    [
      "no number",
      ["--context", "many"],
      "error: --context many: it takes a number, 0 or more\nhint: ",
    ],
    [
      "an unknown option that is like no other",
      ["--zzz=1"],
      "error: there is no option --zzz\nhint: valk-codemod migrate --help lists",
    ],
    [
      "a short one",
      ["-Z"],
      "error: there is no option -Z\nhint: valk-codemod migrate --help lists",
    ],
    [
      "a name of Valk that begins like one",
      ["rename", "->", "thread"],
      "error: there is no option ->\nhint: where it is a name, write -- and a blank before it\n",
    ],
    ["a value that is nearly one", ["--format", "jsn"], "\nhint: did you mean json?\n"],
    [
      "an option in place of a value",
      ["-o", "--check"],
      "error: -o lacks its value: --check is an option",
    ],
    [
      "the help in place of a value",
      ["--output", "--help"],
      "or write --output=--help where that is",
    ],
    ["too many operands", ["explain", "a", "b"], "error: b is a word too many\nhint: "],
    ["many too many", ["explain", "a", "b", "c"], "error: b c are words too many\nhint: "],
    ["a missing operand", ["parse"], "error: FILE is missing\nhint: "],
    [
      "options that exclude each other",
      ["--write", "--check"],
      "--write and --check exclude each other",
    ],
    ["others of that kind", ["-q", "-v"], "--quiet and --verbose exclude each other"],
    ["one file twice", ["-o", "a", "--proof", "a"], "--output and --proof name one file"],
    [
      "an unknown transform",
      ["-t", "nonsense"],
      "there is no transform nonsense\nhint: there are: define-to-suite",
    ],
    [
      "a misspelled command",
      ["statsu", "test"],
      "error: statsu is neither a command nor a file or folder\nhint: did you mean valk-codemod status?\n",
    ],
    ["an unknown command, taken for a path", ["nonsense"], "nonsense does not exist\nhint: "],
  ])("is told and is an error: %s", async (_name, args, message) => {
    const { status, stdout, stderr } = await run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/hint: /);
  });

  test.each([
    ["migrate", "a.valk", ""],
    [""],
    ["parse", ""],
    ["explain", ""],
    ["try", "own.mjs", ""],
    ["undo", ""],
    ["framework", ""],
  ])("is an empty word, whatever it stands for: %j", async (...args) => {
    const { status, stdout, stderr } = await run(args, { cwd: makeFolder({}) });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^error: [A-Z]+ is empty\nhint: /);
  });

  test("is none where a file is called almost like a command", async () => {
    const cwd = makeFolder({ "statsu/a.valk": "(print 1)\n" });
    expect(await run(["statsu", "-q"], { cwd })).toMatchObject({ status: 0, stderr: "" });
  });

  test("is told safely", async () => {
    const { stderr } = await run(["\u001b[2J"]);
    expect(stderr).toMatch(/^error: \\x1b\[2J does not exist\n/);
  });
});

describe("an error of our own", () => {
  test.each([
    ["an Error", new Error("defect\u0007"), /^internal error: defect\\x07\nhint: .*\n +at /],
    ["anything else", "text", /^error: text\n$/],
  ])("is an error, and says where it happened: %s", async (_name, thrown, expected) => {
    const entry = commands.find(({ name }) => name === "parse");
    vi.spyOn(entry as NonNullable<typeof entry>, "load").mockRejectedValue(thrown);
    const { status, stderr } = await run(["parse", "x"]);
    vi.restoreAllMocks();
    expect(status).toBe(2);
    expect(stderr).toMatch(expected);
  });
});
