// The table at the end of a run: what became of files, tests, suites, comments and the framework
// module, and in one sentence what to do next.

import type { BehaviourTotals } from "../behaviour/totals.js";
import type { FrameworkDecision, InstalledModule, PlannedModule } from "../plan/framework.js";
import { answersAll } from "../plan/framework-state.js";
import { fileCount, type Totals } from "../plan/totals.js";
import { escapeControls } from "../text/escape.js";
import type { Style } from "../text/style.js";
import { countOf, someOf } from "../text/wording.js";
import type { ApplyResult } from "../write/apply.js";
import type { Fact } from "./document.js";
import { type Block, facts, group, line, type TextOptions, writeText } from "./document-text.js";
import type { ReportOptions, RunEnd, RunMode } from "./migrate/report.js";
import { describeReasons } from "./verify/describe-totals.js";

/** The table and the sentence, each line with a line feed behind it. */
export function formatSummary(end: RunEnd, mode: RunMode, options: SummaryOptions): string {
  const { style } = options;
  const table = group(style.bold("Summary"), [facts(summaryRows(end, style))]);
  const { reportPaths = [] } = options;
  const sentence = describeNextStep(end, mode, { hasReports: reportPaths.length > 0 });
  const next = [line(sentence), ...describeReports(reportPaths)];
  return writeText([[table], next], options);
}

type SummaryOptions = TextOptions & Pick<ReportOptions, "reportPaths">;

function describeReports(paths: readonly string[]): readonly Block[] {
  const names = paths.map(escapeControls).join(", ");
  const verb = paths.length === 1 ? "The report is in" : "The reports are in";
  return paths.length === 0 ? [] : [line(`${verb} ${names}.`)];
}

/** The totals on one line, for those who want no table. */
export function formatSummaryLine({ totals }: Pick<RunEnd, "totals">): string {
  return `${countOf(fileCount(totals), "file")}: ${describeFiles(totals)}\n`;
}

/** What became of everything, a row for each kind of thing; each text is safe to print. */
export function summaryRows(
  { totals, frameworks, behaviour, applied }: RunEnd,
  style: Style,
): readonly Fact[] {
  const { suites, commentsKept, suppressed, edits } = totals;
  const { testsMigrated, testsLeft, testsNew, blocksMigrated, blocksLeft, testsUnreadable } =
    totals;
  const files = { label: "files", count: fileCount(totals), text: describeFiles(totals, style) };
  const rows: Fact[] = [files];
  if (frameworks === undefined) {
    rows.push({ label: "edits", count: edits, text: "proven, one by one" });
  } else {
    rows.push({
      label: "tests",
      count: testsMigrated + testsLeft + testsNew,
      text: list([
        `${testsMigrated} migrated`,
        testsLeft > 0 && style.red(`${testsLeft} left`),
        testsNew > 0 && `${testsNew} in the new style before`,
        testsUnreadable > 0 && style.red(`${testsUnreadable} of them in files that cannot be read`),
      ]),
    });
    rows.push({ label: "suites", count: suites, text: "migrated" });
  }
  rows.push({ label: "comments", count: commentsKept, text: "kept" });
  if (blocksMigrated + blocksLeft > 0) {
    rows.push({
      label: "blocks",
      count: blocksMigrated + blocksLeft,
      text: `in Markdown: ${list([`${blocksMigrated} migrated`, blocksLeft > 0 && `${blocksLeft} left`])}`,
    });
  }
  if (suppressed > 0) {
    const text = "suppressed by comments or the configuration";
    rows.push({ label: "findings", count: suppressed, text });
  }
  if (behaviour !== undefined) {
    rows.push({ label: "behaviour", text: describeVerified(behaviour, style) });
  }
  for (const text of frameworks === undefined
    ? []
    : describeFrameworks(frameworks, totals, applied)) {
    rows.push({ label: "framework", text });
  }
  return rows;
}

function describeFiles(totals: Totals, style?: Style): string {
  const { changed, unchanged, notWritten, blocked, failed } = totals;
  const warn = (count: number, word: string): string =>
    count > 0 && style !== undefined ? style.red(`${count} ${word}`) : `${count} ${word}`;
  return list([
    `${changed} changed`,
    `${unchanged} unchanged${notWritten > 0 ? ` (${warn(notWritten, "of them not written")})` : ""}`,
    warn(blocked, "blocked"),
    warn(failed, "failed"),
  ]);
}

function describeVerified(behaviour: BehaviourTotals, style: Style): string {
  const { equal, different, unknown } = behaviour;
  return list([
    `${equal} the same`,
    different > 0 && style.red(`${different} refused`),
    unknown > 0 && `${unknown} unknown, because of ${describeReasons(behaviour)}`,
  ]);
}

function list(parts: readonly (string | false)[]): string {
  return parts.filter((part) => part !== false).join(", ");
}

function describeFrameworks(
  decisions: readonly FrameworkDecision[],
  { changed }: Totals,
  applied: ApplyResult | undefined,
): readonly string[] {
  if (decisions.length === 0) {
    const need = changed > 0 ? ": migrated files need one that defines the new API" : "";
    return [`no module found${need}`];
  }
  // Of several modules those that stay since nothing of the run loads them are nobody's concern.
  const told = decisions.filter(
    (decision) => decision.action === "installed" || decision.obstacle !== undefined,
  );
  return (told.length === 0 ? decisions.slice(0, 1) : told).map((decision) =>
    decision.action === "kept" ? describeKept(decision) : describeInstalled(decision, applied),
  );
}

function describeKept({
  module,
  obstacle,
}: Extract<FrameworkDecision, { action: "kept" }>): string {
  const why = obstacle?.kind === "asked" ? "as asked" : obstacle?.reason;
  return `${escapeControls(module.path)} kept: ${why ?? describeContent(module)}`;
}

function describeContent({ text, isList, isLayered }: PlannedModule): string {
  if (answersAll(text)) {
    return "it answers all three APIs";
  }
  if (isLayered) {
    return "it runs lists and pipelines";
  }
  return isList ? "no file uses pipelines" : "no file uses the new API yet";
}

function describeInstalled(
  { module, variant, newText, oldUsers, knowsAllUsers }: InstalledModule,
  applied: ApplyResult | undefined,
): string {
  const path = escapeControls(module.path);
  if (applied !== undefined && newText !== module.text) {
    if (!applied.written.includes(module.path)) {
      return `${path} stays as it was`;
    }
    const unfinished = [...applied.skipped, ...applied.failed.map((failed) => failed.path)];
    if (unfinished.includes(module.path)) {
      const apis = module.isJoint ? "all three APIs" : "both APIs";
      return `${path}: the module for ${apis}, until every file is written`;
    }
  }
  const what = VARIANTS[variant];
  const why = REASONS[variant] ?? describeUse(oldUsers, knowsAllUsers, isShort(applied));
  return `${path} ${newText === module.text ? "is already" : "becomes"} ${what}: ${why}`;
}

/** Why a module gets layers, or loses them. */
const REASONS: Readonly<Partial<Record<InstalledModule["variant"], string>>> = {
  layer: "files use pipelines",
  joint: "files use old registrations, lists and pipelines",
  list: "no pipeline remains",
};

/** Whether a planned change was not written. */
function isShort(applied: ApplyResult | undefined): boolean {
  return applied !== undefined && applied.failed.length + applied.skipped.length > 0;
}

function describeUse(oldUsers: readonly string[], knowsAll: boolean, isShortRun: boolean): string {
  return oldUsers.length === 0
    ? "nothing old remains"
    : describeOld(oldUsers, knowsAll, isShortRun);
}

function describeOld(paths: readonly string[], isAll: boolean, isShortRun: boolean): string {
  const names = someOf(paths.map(escapeControls));
  if (isAll && isShortRun) {
    return `${countOf(paths.length, "file")} (${names}) and those that were not written still use the old one`;
  }
  const verb = paths.length === 1 ? "uses" : "use";
  return isAll
    ? `${countOf(paths.length, "file")} still ${verb} the old one (${names})`
    : `files still use the old one, such as ${names}`;
}

const VARIANTS: Readonly<Record<InstalledModule["variant"], string>> = {
  final: "the final module",
  compat: "the module for both APIs",
  given: "the module that was given",
  layer: "a list runner with builder layer",
  list: "the list runner that it was before the builder layer",
  joint: "the module for all three APIs",
};

interface NextStepOptions {
  readonly where?: "above" | "below";
  readonly hasReports?: boolean;
}

/** What was done and what is to do, in sentences; `where` the findings stand, and whether reports went into files. */
export function describeNextStep(
  end: RunEnd,
  mode: RunMode,
  { where = "above", hasReports = false }: NextStepOptions = {},
): string {
  const { totals } = end;
  const { blocked, failed } = totals;
  const rest = [
    ...(blocked > 0 ? [`${countOf(blocked, "file")} blocked: see ${where}.`] : []),
    ...(failed > 0 ? [`${countOf(failed, "file")} failed: see ${where}.`] : []),
  ];
  return [describeDone(end, mode, hasReports), ...rest].join(" ");
}

/** From so many files on a commit is named to git blame. */
const MANY_FILES = 20;

function describeDone(end: RunEnd, mode: RunMode, hasReports: boolean): string {
  const { totals, applied } = end;
  const { changed } = totals;
  const files = fileCount(totals);
  const isStuck = totals.blocked + totals.failed > 0;
  if (mode === "write" && applied === undefined) {
    return "Nothing was written.";
  }
  if (mode === "write") {
    const { notWritten } = totals;
    const done = `${countOf(changed, "file")} written`;
    const left = notWritten > 0 ? `, ${notWritten} not written` : "";
    const written = applied?.interrupted ? `Interrupted: ${done}${left}` : `${done}${left}`;
    // A commit of many files hides who wrote their lines.
    const blame =
      changed < MANY_FILES ? "" : " Name its commit in .git-blame-ignore-revs: git blame skips it.";
    return changed > 0 || applied?.interrupted || isShort(applied)
      ? `${written}.${blame}`
      : "Nothing to write.";
  }
  if (files === 0) {
    return "No file matches.";
  }
  if (changed === 0) {
    return describeNothing(end, isStuck);
  }
  return mode === "check"
    ? `${countOf(changed, "file")} would change.`
    : `${hasReports ? "No file was changed" : "Nothing was written"}; --write does it.`;
}

/** Nothing to do, and for a repository of lists why: they are a style of their own. */
function describeNothing({ totals, frameworks }: RunEnd, isStuck: boolean): string {
  if (frameworks === undefined) {
    return isStuck ? "Nothing can be changed:" : "Nothing to change.";
  }
  const lists = frameworks.find(
    (decision) => decision.action === "kept" && decision.obstacle?.kind === "list",
  );
  if (lists !== undefined && totals.testsNew > 0 && totals.testsLeft === 0) {
    return `Nothing to migrate: the tests are lists, which ${escapeControls(lists.module.path)} runs.`;
  }
  return isStuck ? "Nothing can be migrated:" : "Nothing to migrate.";
}
