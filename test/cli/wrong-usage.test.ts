// What is said of command lines that commander does not take, beyond those of `main.test.ts`.

import { Command, CommanderError } from "commander";
import { describe, expect, test } from "vitest";
import { refuseSwallowed } from "../../src/cli/option-table.js";
import { wrongUsage } from "../../src/cli/wrong-usage.js";

test("what nobody has words for is said as commander does", () => {
  const error = new CommanderError(1, "commander.other", "error: something new");
  expect(wrongUsage(error, new Command("valk-codemod x"))).toMatchObject({
    message: "something new",
    hint: "valk-codemod x --help lists what it takes",
  });
});

describe("an option without its value", () => {
  const command = new Command().option("-o, --output <FILE>").option("-q, --quiet");
  const refused = (...args: string[]): boolean => {
    try {
      refuseSwallowed(args, command);
      return false;
    } catch {
      return true;
    }
  };

  test.each([
    [["-o", "-q"], true],
    [["--output", "--output=x"], true],
    [["--output=-q", "-q"], false],
    [["-q", "-o", "x"], false],
    [["-o"], false],
    [["-o", "--other"], false],
    [["--", "-o", "-q"], false],
  ])("%j is refused: %s", (args, expected) => {
    expect(refused(...args)).toBe(expected);
  });
});
