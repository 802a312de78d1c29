// The status as Markdown, for an issue or a pull request that follows a migration.

import { describeModuleKind } from "../../plan/framework-state.js";
import { describeGoal, describeStyles } from "../../plan/goal.js";
import { describeUnseen } from "../../project/unseen.js";
import { percentOf, sumOf, type Tally } from "../../status/tally.js";
import { escapeControls } from "../../text/escape.js";
import { countOf, someOf } from "../../text/wording.js";
import { codeCell, codeSpan, escapeMarkdown, noteParagraph, table } from "../document-markdown.js";
import type { FormatStatus, Since, StatusData, StatusOptions } from "./report.js";

/** A heading, a table of folders, and lists of what blocks and what comes next. */
export const formatStatusMarkdown: FormatStatus = (data, options) => {
  const { status, module, since } = data;
  const what =
    module === undefined ? "" : ` ${code(module.path)}: ${describeModuleKind(module.kind)}.`;
  const sections = [
    ["## Migration status", "", `**${describeDone(status.total)}**${what}`, "", dialectOf(data)],
    goalOf(data),
    formatTable(data),
    formatReasons(data),
    formatUnreadable(data),
    formatNext(data, options),
    since === undefined ? [] : formatSince(since),
    describeUnseen(data.unseen, true).map(noteParagraph),
  ];
  const shown = sections.filter((lines) => lines.length > 0);
  return `${shown.map((lines) => lines.join("\n")).join("\n\n")}\n`;
};

function dialectOf({ dialect: { dialect, reason } }: StatusData): string {
  return `Dialect ${dialect.name}: ${escapeMarkdown(escapeControls(reason))}.`;
}

function goalOf({ goal, status }: StatusData): string[] {
  const aim = describeGoal(goal, status.total);
  return aim === undefined ? [] : [`G${escapeMarkdown(escapeControls(aim)).slice(1)}.`];
}

function describeDone(tally: Tally): string {
  const percent = percentOf(tally);
  const { done, left, stuck } = tally;
  const styles = describeStyles(tally);
  const how = styles === undefined ? "" : ` (${styles})`;
  return percent === undefined
    ? "No tests."
    : `${percent} % done: ${done} of ${countOf(done + left + stuck, "test")}${how}.`;
}

function formatTable({ status }: StatusData): string[] {
  const rows = status.folders.filter(({ tally }) => sumOf(tally.files) > tally.files.none);
  const rowOf = (name: string, tally: Tally): readonly (string | number)[] => {
    const { files, done, left, stuck } = tally;
    const percent = percentOf(tally);
    return [
      name,
      percent === undefined ? "" : `${percent} %`,
      `${done} / ${done + left + stuck}`,
      files.new,
      files.old,
      files.mixed,
      files.blocked + files.failed,
      files.unreadable,
      files.none,
    ];
  };
  return [
    table(HEADS, [
      ...rows.map(({ path, tally }) => rowOf(codeCell(path), tally)),
      rowOf("**all**", status.total),
    ]),
  ];
}

const HEADS = [
  "folder",
  ...["done", "tests", "new files", "old", "mixed", "blocked", "unreadable", "without tests"].map(
    (head) => `${head}:`,
  ),
];

function formatReasons({ status }: StatusData): string[] {
  const { reasons, failed } = status;
  return reasons.length + failed.length === 0
    ? []
    : [
        "### Blocked",
        "",
        ...reasons.map(
          ({ code: finding, paths }) =>
            `- \`${finding}\`, ${countOf(paths.length, "file")}: ${someOf(paths.map(code))}`,
        ),
        ...failed.map(({ path, code: problem }) => `- \`${problem}\`: ${code(path)}`),
      ];
}

function formatUnreadable({ status }: StatusData): string[] {
  return status.unreadable.length === 0
    ? []
    : [
        "### Unreadable",
        "",
        "To mend first: what the interpreter cannot read does not run, and the exit status is 0 all the same.",
        "",
        ...status.unreadable.map(
          ({ path, line, column, code: finding, tests }) =>
            `- ${code(path)}, line ${line}, column ${column}: \`${finding}\`, ${countOf(tests, "test")}`,
        ),
      ];
}

function formatNext({ status }: StatusData, { wordFor }: StatusOptions): string[] {
  return status.next.length === 0
    ? []
    : [
        "### Next",
        "",
        ...status.next.map(({ paths, tests }) => {
          const command = code(`valk-codemod migrate ${paths.map(wordFor).join(" ")} --write`);
          return `- ${paths.map(code).join(", ")}, ${countOf(tests, "test")}: ${command}`;
        }),
      ];
}

function formatSince({ ref, commit, history }: Since): string[] {
  const { tests, files } = history;
  const lines: readonly (readonly [string, number | undefined, number])[] = [
    ["from old to new", tests.moved, files.moved.length],
    ["begun", undefined, files.begun.length],
    ["added in the new style", tests.addedNew, files.addedNew.length],
    ["**added in the old style**", tests.addedOld, files.addedOld.length],
    ["**from new to old**", tests.movedBack, files.movedBack.length],
    ["**now unreadable**", tests.broken + tests.addedUnreadable, files.broken.length],
    ["mended", tests.mended, files.mended.length],
    ["removed", tests.removed, files.removed.length],
  ];
  return [
    `### Since ${code(ref)} (${commit.slice(0, 10)})`,
    "",
    table(
      ["", "tests:", "files:"],
      lines.map(([label, count = "", paths]) => [label, count, paths]),
    ),
  ];
}

function code(text: string): string {
  return codeSpan(escapeControls(text));
}
