// The text report of a verification: each file that is not equal, with its first difference from
// both sides, then the summary. Everything that it prints is safe for a terminal.

import type { Comparison, Difference } from "../../behaviour/comparison.js";
import type { FileBehaviour } from "../../behaviour/file-behaviour.js";
import type { BehaviourTotals } from "../../behaviour/totals.js";
import { escapeControls } from "../../text/escape.js";
import type { Style } from "../../text/style.js";
import { countOf, wrap } from "../../text/wording.js";
import { describeReasons } from "./describe-totals.js";
import type { BehaviourInfo, BehaviourReportOptions, CreateBehaviourReport } from "./report.js";

/** Writes for people. */
export const createBehaviourText: CreateBehaviourReport = (write, info, options) => ({
  file(file) {
    const isShown = options.isQuiet
      ? file.comparison.result === "different"
      : file.comparison.result !== "equal" || file.warnings.length > 0;
    if (isShown) {
      write(`${formatFile(file, options)}\n`);
    }
  },
  finish(totals) {
    write(options.isQuiet ? formatLine(totals) : formatSummary(totals, info, options));
  },
});

function formatFile({ path, comparison, warnings }: FileBehaviour, options: Options): string {
  const { style } = options;
  const lines = [
    `${style.bold(escapeControls(path))}: ${colorOf(comparison, style)(comparison.result)}`,
    ...detailsOf(comparison, options),
    ...warnings.map((text) =>
      indent(`${style.yellow("warning")}: ${escapeControls(text)}`, options),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

type Options = BehaviourReportOptions;

function detailsOf(comparison: Comparison, options: Options): readonly string[] {
  switch (comparison.result) {
    case "different":
      return formatDifference(comparison.difference, options);
    case "unknown":
      return [indent(`because of: ${escapeControls(comparison.reasons.join(", "))}`, options)];
    default:
      return [];
  }
}

function formatDifference({ what, before, after }: Difference, options: Options): string[] {
  const { style } = options;
  return [
    indent(escapeControls(what), options),
    indent(`${style.red("before")}  ${escapeControls(before)}`, options),
    indent(`${style.green("after")}   ${escapeControls(after)}`, options),
  ];
}

/** One line of details, already safe to print. */
function indent(text: string, { columns }: Options): string {
  return wrap(`  ${text}`, columns, "          ");
}

function colorOf({ result }: Comparison, style: Style): (text: string) => string {
  switch (result) {
    case "different":
      return style.red;
    case "unknown":
      return style.yellow;
    default:
      return style.green;
  }
}

function formatLine(totals: BehaviourTotals): string {
  const { equal, different, unknown } = totals;
  return `${countOf(equal + different + unknown, "file")}: ${formatFiles(totals)}\n`;
}

function formatFiles({ equal, different, unknown }: BehaviourTotals): string {
  return `${equal} equal, ${different} different, ${unknown} unknown`;
}

function formatSummary(totals: BehaviourTotals, info: BehaviourInfo, options: Options): string {
  const { style, columns } = options;
  const { testsBefore, testsAfter, testsUnknown } = totals;
  const why = describeReasons(totals);
  const rows: readonly (readonly [string, string])[] = [
    ["files", formatFiles(totals)],
    ["tests", `${testsBefore} before, ${testsAfter} after, ${testsUnknown} unknown`],
    ...(why === "" ? [] : [["unknown", `because of ${why}`] as const]),
    ["framework", escapeControls(info.framework)],
    ["run by", info.engine === "evaluator" ? "the embedded evaluator" : "the real interpreter"],
  ];
  const lines = rows.map(([label, text]) =>
    wrap(`  ${style.dim(label.padEnd(9))}  ${text}`, columns, " ".repeat(13)),
  );
  return [style.bold("Summary"), ...lines, "", conclusion(totals), ""].join("\n");
}

function conclusion({ equal, different, unknown }: BehaviourTotals): string {
  if (equal + different + unknown === 0) {
    return "There was nothing to run.";
  }
  if (different > 0) {
    return `${countOf(different, "file")} would not do the same.`;
  }
  return unknown > 0
    ? `No difference, but ${countOf(unknown, "file")} could not be known in full.`
    : "Everything does the same.";
}
