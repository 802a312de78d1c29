// Compares what two runs printed besides the framework's lines. Of synchronous suites each test's
// own output is compared in its place; of async ones all output as a multiset. Invariant: output
// next to something unknown is not compared, since it may be part of it.

import { type PrintedLine, readUnknownMark, type TestResult } from "../evaluator/test-output.js";
import type { Notes } from "./comparison.js";
import { isCutOff, type RunReport } from "./run-report.js";

/** Notes the first difference between what two runs printed. */
export function comparePrinted(before: RunReport, after: RunReport, notes: Notes): void {
  if (isAsync(before) || isAsync(after)) {
    if (isKnown(before) && isKnown(after)) {
      compareLines("printed lines, in any order", sorted(before), sorted(after), notes);
    }
    return;
  }
  const old = sectionsOf(before);
  const fresh = sectionsOf(after);
  for (let index = 0; index < Math.max(old.length, fresh.length); index++) {
    const [a, b] = [old[index], fresh[index]];
    // Where one side has no such section, the tests already differ.
    if (a?.isKnown && b?.isKnown) {
      const name = a.test === undefined ? "after the last test" : `up to "${a.test}"`;
      compareLines(`printed ${name}`, a.lines, b.lines, notes);
    }
  }
}

function isAsync({ suites }: RunReport): boolean {
  return suites.some(({ mode }) => mode === "async");
}

function isKnown({ suites, printed, exit }: RunReport): boolean {
  return (
    !isCutOff(exit) &&
    suites.every(({ tests }) => tests.every(({ verdict }) => verdict !== "unknown")) &&
    printed.every(({ text }) => readUnknownMark(text) === undefined)
  );
}

function sorted({ printed }: RunReport): readonly string[] {
  return printed.map(({ text }) => text).sort();
}

function compareLines(
  what: string,
  before: readonly string[],
  after: readonly string[],
  notes: Notes,
): void {
  const count = Math.max(before.length, after.length);
  for (let index = 0; index < count; index++) {
    notes.compare(`${what}, line ${index + 1}`, quote(before[index]), quote(after[index]));
  }
}

function quote(line: string | undefined): string {
  return line === undefined ? "nothing" : `"${line}"`;
}

/** What was printed between two test lines. */
interface Section {
  /** The test whose line ends the section; undefined behind the last one. */
  readonly test: string | undefined;
  readonly lines: readonly string[];
  readonly isKnown: boolean;
}

function sectionsOf({ suites, printed, exit }: RunReport): readonly Section[] {
  const tests = suites.flatMap((suite) => suite.tests);
  const lines: PrintedLine[][] = Array.from({ length: tests.length + 1 }, () => []);
  for (const line of printed) {
    lines[line.testsBefore]?.push(line);
  }
  const isUnknown = (test: TestResult | undefined): boolean => test?.verdict === "unknown";
  return lines.map((own, index) => {
    const isCut = index === tests.length && isCutOff(exit);
    return {
      test: tests[index]?.name,
      lines: own.map(({ text }) => text),
      isKnown:
        !isCut &&
        !isUnknown(tests[index]) &&
        !isUnknown(tests[index - 1]) &&
        own.every(({ text }) => readUnknownMark(text) === undefined),
    };
  });
}
