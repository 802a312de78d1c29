// The text report of a verification: each file that is not equal, with its first difference from
// both sides, then the summary. Everything that it prints is safe for a terminal.

import type { Comparison } from "../../behaviour/comparison.js";
import type { FileBehaviour } from "../../behaviour/file-behaviour.js";
import type { BehaviourTotals } from "../../behaviour/totals.js";
import { escapeControls } from "../../text/escape.js";
import type { Style } from "../../text/style.js";
import { countOf } from "../../text/wording.js";
import { facts, group, line, writeText } from "../document-text.js";
import { describeReasons, describeSelfComparison } from "./describe-totals.js";
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
    write(options.isQuiet ? formatLine(totals, info) : formatSummary(totals, info, options));
  },
});

function formatFile({ path, comparison, warnings }: FileBehaviour, options: Options): string {
  const { style } = options;
  const title = `${style.bold(escapeControls(path))}: ${colorOf(comparison, style)(comparison.result)}`;
  const details = [
    ...detailsOf(comparison, style),
    ...warnings.map((text) => `${style.yellow("warning")}: ${escapeControls(text)}`),
  ];
  return writeText(
    [
      [
        group(
          title,
          details.map((text) => line(text, 10)),
        ),
      ],
    ],
    options,
  );
}

type Options = BehaviourReportOptions;

/** Lines that are safe to print. */
function detailsOf(comparison: Comparison, style: Style): readonly string[] {
  switch (comparison.result) {
    case "different": {
      const { what, before, after } = comparison.difference;
      return [
        escapeControls(what),
        `${style.red("before")}  ${escapeControls(before)}`,
        `${style.green("after")}   ${escapeControls(after)}`,
      ];
    }
    case "unknown":
      return [`because of: ${escapeControls(comparison.reasons.join(", "))}`];
    default:
      return [];
  }
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

function formatLine(totals: BehaviourTotals, info: BehaviourInfo): string {
  const { equal, different, unknown } = totals;
  const isSelf = describeSelfComparison(totals, info) !== undefined;
  const itself = isSelf ? ", each compared with itself" : "";
  return `${countOf(equal + different + unknown, "file")}: ${formatFiles(totals)}${itself}\n`;
}

function formatFiles({ equal, different, unknown }: BehaviourTotals): string {
  return `${equal} equal, ${different} different, ${unknown} unknown`;
}

function formatSummary(totals: BehaviourTotals, info: BehaviourInfo, options: Options): string {
  const { testsBefore, testsAfter, testsUnknown } = totals;
  const why = describeReasons(totals);
  const engine = info.engine === "evaluator" ? "the embedded evaluator" : "the real interpreter";
  const rows = [
    { label: "files", text: formatFiles(totals) },
    ...(info.notRun > 0
      ? [
          {
            label: "not run",
            text: `${countOf(info.notRun, "file")} with nothing of their own to run`,
          },
        ]
      : []),
    ...(info.blocked > 0
      ? [{ label: "blocked", text: `${countOf(info.blocked, "file")} left alone by the plan` }]
      : []),
    {
      label: "tests",
      text: `${testsBefore} before, ${testsAfter} after, ${testsUnknown} unknown`,
    },
    ...(why === "" ? [] : [{ label: "unknown", text: `because of ${why}` }]),
    { label: "framework", text: escapeControls(info.framework) },
    { label: "run by", text: engine },
  ];
  const table = group(options.style.bold("Summary"), [facts(rows)]);
  return writeText([[table], [conclusion(totals, info)]], options);
}

function conclusion(totals: BehaviourTotals, info: BehaviourInfo): string {
  const { equal, different, unknown } = totals;
  if (equal + different + unknown === 0) {
    return "There was nothing to run.";
  }
  if (different > 0) {
    return `${countOf(different, "file")} would not do the same.`;
  }
  const known =
    unknown > 0
      ? `No difference, but ${countOf(unknown, "file")} could not be known in full.`
      : "Everything does the same.";
  return describeSelfComparison(totals, info) ?? known;
}
