// Compares what a script did before and after a migration: suites, modes, tests in order, each
// verdict, results, exit status and everything printed besides. Pure; invariants in comparison.ts.

import { type LeftOut, readUnknownMark, type SuiteRun } from "../evaluator/test-output.js";
import { comparePrinted } from "./compare-printed.js";
import { compareTests } from "./compare-tests.js";
import { type Comparison, createNotes, type Notes, type OpenEnds } from "./comparison.js";
import { describeExit, isCutOff, type RunReport } from "./run-report.js";

/** Compares two runs of a script; the first is the one before. */
export function compareRuns(before: RunReport, after: RunReport): Comparison {
  const notes = createNotes();
  noteUnknown(before, notes);
  noteUnknown(after, notes);
  const isOpen = { before: isOpenEnded(before), after: isOpenEnded(after) };
  const isEitherOpen = isOpen.before || isOpen.after;
  const count = Math.max(before.suites.length, after.suites.length);
  for (let index = 0; index < count; index++) {
    const [old, fresh] = [before.suites[index], after.suites[index]];
    if (old !== undefined && fresh !== undefined) {
      compareSuites(old, fresh, isOpen, notes);
    } else if (!isEitherOpen) {
      notes.compare("suite", describeSuite(old), describeSuite(fresh));
    }
  }
  compareExits(before, after, notes);
  comparePrinted(before, after, notes);
  return notes.conclude();
}

/** Whether lines may be missing or of unknown content. */
function isOpenEnded({ exit, printed }: RunReport): boolean {
  return isCutOff(exit) || printed.some(({ text }) => readUnknownMark(text) !== undefined);
}

function noteUnknown({ exit, printed }: RunReport, notes: Notes): void {
  const marks = printed.flatMap(({ text }) => readUnknownMark(text) ?? []);
  for (const reason of exit.kind === "unknown" ? [exit.reason, ...marks] : marks) {
    notes.unknown(reason);
  }
}

function describeSuite(run: SuiteRun | undefined): string {
  if (run === undefined) {
    return "none";
  }
  return run.suite === "" ? (run.problem ?? "one without name") : `"${run.suite}", ${run.mode}`;
}

/** A text in which the evaluator may have left a mark. */
function compareText(what: string, before: string, after: string, notes: Notes): void {
  const reason = readUnknownMark(before) ?? readUnknownMark(after);
  if (reason === undefined) {
    notes.compare(what, before, after);
  } else {
    notes.unknown(reason);
  }
}

function compareSuites(before: SuiteRun, after: SuiteRun, isOpen: OpenEnds, notes: Notes): void {
  // A head line of unknown content leaves the suite without name, and its mode a guess.
  const isHeadMissing = before.suite === "" || after.suite === "";
  if (!isHeadMissing || !(isOpen.before || isOpen.after)) {
    compareText("name of the suite", quote(before.suite), quote(after.suite), notes);
    notes.compare("mode of the suite", before.mode, after.mode);
    compareText("reason of the skip", before.skipReason ?? "", after.skipReason ?? "", notes);
  }
  compareTests(before, after, isOpen, notes);
  compareResults(before, after, isOpen.before || isOpen.after, notes);
}

function quote(text: string): string {
  return readUnknownMark(text) === undefined ? `"${text}"` : text;
}

function compareResults(
  before: SuiteRun,
  after: SuiteRun,
  isEitherOpen: boolean,
  notes: Notes,
): void {
  const results = [before.result, after.result];
  for (const result of results) {
    if (result?.kind === "unknown") {
      notes.unknown(result.reason);
    }
  }
  if (isEitherOpen || results.some((result) => result?.kind === "unknown")) {
    return;
  }
  notes.compare("number of announced tests", `${before.total}`, `${after.total}`);
  notes.compare("result line", describeResult(before), describeResult(after));
  notes.compare("complaint", before.problem ?? "none", after.problem ?? "none");
  notes.compare("tests pending at the end", `${before.timedOut ?? 0}`, `${after.timedOut ?? 0}`);
}

function describeResult({ result }: SuiteRun): string {
  switch (result?.kind) {
    case "passed":
      return `all ${result.passed} passed${describeLeftOut(result)}`;
    case "failed":
      return `${result.passed} passed, ${result.failed} failed${describeLeftOut(result)}`;
    case "skipped":
      return `${result.skipped} skipped`;
    default:
      return "none";
  }
}

function describeLeftOut({ skipped = 0, timedOut = 0 }: LeftOut): string {
  return [
    skipped === 0 ? "" : `, ${skipped} skipped`,
    timedOut === 0 ? "" : `, ${timedOut} timed out`,
  ].join("");
}

function compareExits(before: RunReport, after: RunReport, notes: Notes): void {
  if (before.exit.kind === "unknown" || after.exit.kind === "unknown") {
    return;
  }
  if (before.exit.kind === "stopped" && after.exit.kind === "stopped") {
    notes.unknown(`stopped at the ${before.exit.limit}`);
    return;
  }
  notes.compare("end", describeExit(before.exit), describeExit(after.exit));
  notes.compare(
    "announced exit status",
    `${before.announcedStatus ?? "none"}`,
    `${after.announcedStatus ?? "none"}`,
  );
}
