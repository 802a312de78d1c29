// The tables of options: what commander makes of a row, and that the tables of all commands hold
// together with each other and with the configuration.

import * as commander from "commander";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { commands } from "../../src/cli/commands.js";
import { CONFIG_KEYS, configSchema } from "../../src/cli/config-schema.js";
import {
  applyTable,
  collect,
  InvalidValue,
  type OptionRow,
  parseFlags,
  readCount,
  readPositive,
  type ValuesOf,
} from "../../src/cli/option-table.js";

const ROWS = [
  { flags: "-o, --output <FILE>", text: "a file", inOrder: true },
  { flags: "--format <NAME>", text: "a name", choices: ["a", "b"], default: "a", inOrder: true },
  { flags: "--dry-run", text: "a switch" },
  { flags: "--no-pager", text: "a switch that is on" },
  { flags: "--view <VIEW>", text: "one of two", choices: ["one", "two"] },
  { flags: "--only <NAME>", text: "a list", read: collect },
  { flags: "-n, --count <N>", text: "a number", read: readCount, default: 3 },
] as const satisfies readonly OptionRow[];

function parse(...args: readonly string[]): ValuesOf<typeof ROWS> {
  const command = new commander.Command().exitOverride().configureOutput({ writeErr: () => {} });
  applyTable(
    command,
    { operands: [{ name: "[PATH...]", text: "paths" }], options: ROWS },
    commander,
  );
  return command.parse(args, { from: "user" }).opts();
}

describe("a table", () => {
  test("has defaults", () => {
    expect(parse()).toEqual({ format: [], pager: true, count: 3 });
  });

  test("reads values", () => {
    const { view, only, count, dryRun, pager } = parse(
      ...["--view", "two", "--only", "x", "--only=y", "-n5", "--dry-run", "--no-pager"],
    );
    expect({ view, only, count, dryRun, pager }).toEqual({
      view: "two",
      only: ["x", "y"],
      count: 5,
      dryRun: true,
      pager: false,
    });
  });

  test("keeps the order of options that ask for it, for one run only", () => {
    const { output, format } = parse("-o", "x", "--format", "b", "--output", "y");
    expect(format).toEqual([
      { option: "output", value: "x" },
      { option: "format", value: "b" },
      { option: "output", value: "y" },
    ]);
    expect(output).toBe(format);
    expect(parse().format).toEqual([]);
  });

  test.each([
    [["--view", "three"], "--view three: it takes one, two"],
    [["--format", "c"], "--format c: it takes a, b"],
    [["--count", "many"], "--count many: it takes a number, 0 or more"],
    [["--view", ""], "the value of --view is empty"],
    [["--output="], "the value of --output is empty"],
  ])("refuses a wrong value: %j", (args, message) => {
    expect(() => parse(...args)).toThrow(message);
  });
});

test("numbers", () => {
  expect([readCount("0"), readPositive("12")]).toEqual([0, 12]);
  expect(() => readPositive("0")).toThrow(new InvalidValue("it takes a number, 1 or more"));
  expect(() => readCount("1234567")).toThrow(InvalidValue);
});

test("flags have parts", () => {
  expect(parseFlags("-o, --output <FILE>")).toEqual({
    short: "-o",
    long: "--output",
    value: "FILE",
  });
  expect(parseFlags("--no-pager")).toEqual({
    short: undefined,
    long: "--no-pager",
    value: undefined,
  });
});

/** What is wrong with a table, a sentence each. */
function problemsOf(options: readonly OptionRow[]): readonly string[] {
  const known = CONFIG_KEYS[""] ?? [];
  const names = options.flatMap(({ flags }) => {
    const { short, long } = parseFlags(flags);
    return [long, ...(short === undefined ? [] : [short])];
  });
  return [
    ...names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${name} twice`),
    ...options
      .filter(
        ({ choices, default: value }) => choices?.includes(String(value ?? choices[0])) === false,
      )
      .map(({ flags }) => `${flags}: the default is no choice`),
    ...options.flatMap(({ flags, config, choices = [] }) => {
      if (config === undefined) {
        return [];
      }
      if (!known.includes(config)) {
        return [`${flags}: there is no key ${config}`];
      }
      return choices
        .filter((value) => !v.safeParse(configSchema, { [config]: value }).success)
        .map((value) => `${flags}: the configuration does not take ${value}`);
    }),
  ];
}

describe("the tables of the commands", () => {
  test.each(commands)("$name", async ({ load }) => {
    expect(problemsOf((await load()).options)).toEqual([]);
  });

  test("a wrong table is seen", () => {
    const rows: readonly OptionRow[] = [
      { flags: "-a, --all", text: "" },
      { flags: "-a, --any", text: "" },
      { flags: "--view <VIEW>", text: "", choices: ["x"], default: "y" },
      { flags: "--target <API>", text: "", choices: ["builder", "tree"], config: "target" },
    ];
    expect(problemsOf(rows)).toEqual([
      "-a twice",
      "--view <VIEW>: the default is no choice",
      "--target <API>: the configuration does not take tree",
    ]);
  });

  test("one option means the same wherever the configuration knows it", async () => {
    const keys = new Map<string, Set<string | undefined>>();
    for (const { name, load } of commands) {
      // The baseline of lint is a file of its own, which no key names.
      for (const { flags, config } of name === "lint" ? [] : (await load()).options) {
        keys.set(flags, (keys.get(flags) ?? new Set()).add(config));
      }
    }
    expect([...keys.values()].every(({ size }) => size === 1)).toBe(true);
  });
});
