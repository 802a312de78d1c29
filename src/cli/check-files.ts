// A check of files: discovers, judges each as a migration would, compares with the baseline, and
// writes nothing but the report and, if told to, the baseline, or else files without comments that
// excuse nothing.

import type { CheckedFile, LocatedTest } from "../check/check.js";
import { compareWithBaseline } from "../finding/baseline.js";
import { followMoves } from "../finding/baseline-moves.js";
import { isLintCode } from "../outcome/kinds.js";
import { pathsOf } from "../project/discovery.js";
import { checkFormats, type FormatCheck } from "../report/check/check-formats.js";
import { type CheckReport, type CheckSummary, isFailing } from "../report/check/check-report.js";
import { escapeControls } from "../text/escape.js";
import { openBaseline, updateBaseline } from "./baseline-file.js";
import { readChangedLines } from "./changed-lines.js";
import type { CheckValues } from "./check-options.js";
import { foldersOf, type Survey, scopeOf, surveyFiles } from "./check-survey.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import { openFolderBaselines } from "./folder-baselines.js";
import type { Io, Output } from "./io.js";
import { onlyLooks } from "./only-looks.js";
import { writeOutput } from "./output-file.js";
import { sayLeftAside } from "./say-left-aside.js";
import { sayUnseen } from "./say-unseen.js";
import type { Settings } from "./settings.js";
import { goneFrom } from "./staged-files.js";
import { textOptionsFor } from "./terminal.js";

/**
 * Takes out the comments that excuse nothing, whether the check or the linter would look for their code,
 * in a preview or in the files. The linter is asked of all files, so that it finds what it ever would.
 */
export async function pruneComments(
  settings: Settings,
  values: CheckValues,
  io: Io,
): Promise<ExitStatus> {
  const survey = await surveyFiles(settings, values, !values.allowEmpty, io);
  if (survey === undefined) {
    return interrupted(io);
  }
  const { findUnused } = await import("./lint-files.js");
  const { repairFiles } = await import("./repair.js");
  const { pruneSuppressions } = await import(
    "../../transforms/prune-suppressions/prune-suppressions.js"
  );
  const ofLint = findUnused(settings, survey.discovery);
  const unused = survey.files.map(({ path, unused: own }) => {
    const others = ofLint.get(path) ?? [];
    return [path, [...own, ...others.map(({ span }) => span)]] as const;
  });
  return repairFiles(
    "check",
    [pruneSuppressions(new Map(unused))],
    settings,
    undefined,
    values,
    io,
  );
}

function interrupted(io: Io): ExitStatus {
  io.stderr.write("Interrupted; nothing was written.\n");
  return exitStatus({ interrupted: true });
}

/** Checks and answers the exit status. Throws errors with a hint for what the user can mend. */
export async function checkFiles(
  settings: Settings,
  values: CheckValues,
  io: Io,
): Promise<ExitStatus> {
  const isPerFolder = settings.baselinePer === "folder";
  const whole = isPerFolder ? undefined : openBaseline(settings.baseline, values, io);
  // Where the last file is gone, its entries still have something to say.
  const mustFind = !values.allowEmpty && !whole?.entries.length;
  const survey = await surveyFiles(settings, values, mustFind, io);
  if (survey === undefined) {
    return interrupted(io);
  }
  sayUnseen(survey.discovery, io);
  sayLeftAside(survey.discovery.folders, "baseline", io);
  const { root, files } = survey.discovery;
  const written =
    whole ??
    openFolderBaselines({ root, path: settings.baseline, files: pathsOf(files) }, values, io);
  const followed = followMoves(
    written.entries,
    survey.items,
    goneFrom(survey.discovery),
    ({ code }) => !isLintCode(code),
  );
  const baseline = { ...written, ...followed };
  const isInScope = scopeOf(foldersOf(settings, io), values, survey);
  const result = compareWithBaseline(
    survey.items,
    baseline.entries,
    ({ path, code }) => !isLintCode(code) && isInScope(path),
  );
  const { changedLines } = values;
  const isShown = changedLines && readChangedLines(survey.discovery, changedLines, io);
  const report: CheckReport = {
    ...result,
    ...(isShown && { fresh: result.fresh.filter(isShown) }),
    ...summarize(survey),
    moves: followed.moves,
    baseline: baseline.shown,
    hasBaseline: baseline.text !== undefined,
  };
  const end = report.failed.length > 0 ? report : updateBaseline(report, baseline, values);
  const format = await (checkFormats.get(values.format) as () => Promise<FormatCheck>)();
  const render = (output: Output): string =>
    format(end, {
      ...textOptionsFor(output, values.color, io.env),
      isQuiet: values.quiet === true,
    });
  writeOutput(render, values.output, io);
  if (end.failed.length > 0) {
    if (values.updateBaseline || values.pruneBaseline) {
      io.stderr.write(
        `${escapeControls(baseline.shown)} was not written: some files could not be read.\n`,
      );
    }
  }
  if (onlyLooks(values)) {
    io.onRepeatable?.();
  }
  return exitStatus({ failed: end.failed.length, found: isFailing(end) });
}

function summarize({
  files,
  failed,
  goal,
  discovery,
  acceptedInBoth,
}: Survey): Omit<CheckSummary, "baseline" | "hasBaseline" | "moves"> {
  const sum = (count: (file: CheckedFile) => number, ofFiles = files): number =>
    ofFiles.reduce((total, file) => total + count(file), 0);
  const written = (style: LocatedTest["style"], ofFiles = files): number =>
    sum(({ ledger }) => ledger.filter((test) => test.style === style).length, ofFiles);
  return {
    files: files.length,
    failed,
    ...(goal && { goal }),
    unseen: discovery.unseen,
    oldTests: written("old"),
    newTests: written("list") + written("builder"),
    listTests: written("list"),
    computedTests: written(
      "list",
      files.filter(({ computesTests }) => computesTests),
    ),
    unreadableTests: sum(({ unreadable = 0 }) => unreadable),
    unreadableFiles: files.filter(({ unreadable }) => unreadable !== undefined).length,
    accepted: sum(({ accepted }) => accepted) + acceptedInBoth,
    suppressed: sum(({ suppressed }) => suppressed),
    informed: sum(({ informed }) => informed),
  };
}
