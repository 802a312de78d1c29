// The one rule for exit statuses, case by case, and that the texts of --help agree with it.

import { describe, expect, test } from "vitest";
import { commands } from "../../src/cli/commands.js";
import {
  EXIT_STATUSES,
  endsRun,
  exitStatus,
  graver,
  type Mode,
  OUTCOMES,
  type Outcome,
} from "../../src/cli/exit-status.js";

const MODES: readonly Mode[] = ["preview", "check", "write", "filter", "report"];
const outcomes = Object.keys(OUTCOMES) as readonly Outcome[];

/** The status of each outcome alone, in the order of the modes. */
const EXPECTED: Readonly<Record<Outcome, readonly number[]>> = {
  interrupted: [130, 130, 130, 130, 130],
  refused: [2, 2, 2, 2, 2],
  failed: [2, 2, 2, 2, 2],
  blocked: [0, 1, 1, 1, 0],
  changed: [0, 1, 0, 0, 0],
  found: [1, 1, 1, 1, 1],
  unasked: [1, 1, 1, 1, 1],
};

describe("the rule", () => {
  test.each(outcomes)("%s", (outcome) => {
    expect(MODES.map((mode) => exitStatus({ [outcome]: true }, mode))).toEqual(EXPECTED[outcome]);
  });

  test("the gravest outcome counts, whatever the others are", () => {
    for (const [at, mode] of MODES.entries()) {
      for (const one of outcomes) {
        for (const other of outcomes) {
          const alone = [EXPECTED[one][at], EXPECTED[other][at]] as [number, number];
          expect(exitStatus({ [one]: 1, [other]: 3 }, mode)).toBe(Math.max(...alone));
        }
      }
    }
  });

  test("what did not happen does not count", () => {
    expect(exitStatus()).toBe(0);
    for (const mode of MODES) {
      expect(exitStatus({ failed: 0, blocked: 0, changed: false, found: 0 }, mode)).toBe(0);
    }
  });

  test("of two parts of a run the worse counts, and an error ends it", () => {
    expect([graver(0, 1), graver(2, 1), graver(2, 130)]).toEqual([1, 2, 130]);
    expect(([0, 1, 2, 130] as const).map(endsRun)).toEqual([false, false, true, true]);
  });

  test("every status has its meaning", () => {
    const reached = new Set([0, ...Object.values(OUTCOMES).map(({ status }) => status)]);
    expect(new Set(Object.keys(EXIT_STATUSES).map(Number))).toEqual(reached);
  });
});

/** What a command can come to, and in which modes: the statuses that its help may speak of. */
const REACHED: Readonly<Record<string, readonly [readonly Outcome[], readonly Mode[]]>> = {
  migrate: [["refused", "failed", "blocked", "changed", "interrupted"], MODES],
  rewrite: [["refused", "failed", "blocked", "changed", "interrupted"], MODES],
  rename: [["refused", "failed", "blocked", "changed", "interrupted"], MODES],
  format: [["refused", "failed", "blocked", "changed", "interrupted"], MODES],
  search: [["refused", "failed", "interrupted"], ["report"]],
  try: [["refused", "found"], ["report"]],
  new: [["refused"], ["report"]],
  lsp: [["refused", "failed", "unasked"], ["report"]],
  parse: [["refused", "interrupted"], ["report"]],
  lint: [["refused", "failed", "found", "interrupted"], ["report"]],
  check: [["refused", "failed", "found", "interrupted"], ["report"]],
  undo: [["refused", "failed", "interrupted"], ["report"]],
  runs: [["refused"], ["report"]],
  verify: [["refused", "failed", "found", "interrupted"], ["report"]],
  status: [["refused", "failed", "interrupted"], ["report"]],
  framework: [["refused", "failed", "interrupted"], ["report"]],
  redo: [["refused", "failed", "interrupted"], ["report"]],
  explain: [["refused"], ["report"]],
  transforms: [["refused"], ["report"]],
  completion: [["refused"], ["report"]],
};

/** Help that says nothing of statuses, or not that the user may interrupt. */
const SILENT = ["runs", "explain", "transforms"];
const QUIET_ABOUT_INTERRUPTS = ["parse"];

function reachedBy(name: string): ReadonlySet<number> {
  const [reached, modes] = REACHED[name] ?? [[], []];
  return new Set([
    0,
    ...reached.flatMap((outcome) => modes.map((mode) => exitStatus({ [outcome]: true }, mode))),
  ]);
}

/** The statuses that a help text names; undefined where it has no such paragraph. */
function namedIn(help: string): ReadonlySet<number> | undefined {
  const paragraph = help
    .trim()
    .split("\n\n")
    .find((text) => text.startsWith("Exit status: "));
  return paragraph === undefined
    ? undefined
    : new Set([...paragraph.matchAll(/(?<![\w-])\d+(?!\w)/g)].map(Number));
}

describe("--help says how a command ends", () => {
  test.each(commands)("$name", async ({ name, load }) => {
    const named = namedIn((await load()).help);
    const expected = new Set(reachedBy(name));
    if (QUIET_ABOUT_INTERRUPTS.includes(name)) {
      expected.delete(130);
    }
    expect(named).toEqual(SILENT.includes(name) ? undefined : expected);
  });

  test("a status too many or too few is seen", () => {
    expect(namedIn("\nExit status: 0 done; 3 never;\n130 interrupted.\n\nUse 7.")).toEqual(
      new Set([0, 3, 130]),
    );
    expect(namedIn("\nExamples:\n  valk-codemod runs")).toBeUndefined();
    expect(reachedBy("undo")).toEqual(new Set([0, 2, 130]));
  });
});
