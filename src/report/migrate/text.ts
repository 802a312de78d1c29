// The text report: the verdict, what is in the way, what needs eyes, the rest, then the summary.
// Everything that it prints is safe for a terminal.

import type { PlannedChange, PlannedFile, Problem } from "../../outcome/planned-file.js";
import type { Totals } from "../../plan/totals.js";
import { hashText } from "../../proof/hashes.js";
import type { ChangeCounts } from "../../review/change-class.js";
import { reviewFile } from "../../review/file-review.js";
import { escapeControls } from "../../text/escape.js";
import type { Style } from "../../text/style.js";
import { countOf, someOf } from "../../text/wording.js";
import {
  isStuck,
  needsEyes,
  onlyReason,
  problemRemark,
  type RemarkedFile,
  remarksOn,
  withNewHint,
} from "../document.js";
import { type Block, fileGroup, group, remarkPlace, writeText } from "../document-text.js";
import { formatPreview } from "../preview.js";
import { addFile, formatStatistics, NO_STATISTICS } from "../statistics.js";
import { formatSummary, formatSummaryLine } from "../summary.js";
import { formatLegend } from "../views/marks.js";
import { createMatchList } from "./match-list.js";
import type { CreateReport, ReportOptions, RunEnd } from "./report.js";

/** What needs eyes first; findings of files that do not change come last. */
const GROUPS = ["failed", "blocked", "review", "mechanical", "notes"] as const;
type Group = (typeof GROUPS)[number];

interface Section {
  readonly file: RemarkedFile;
  /** Answers what is shown of the change; it is not in the heap until then, since there may be thousands. */
  readonly change: (() => string) | undefined;
  /** Files that are left for the one reason that this one is left for. */
  readonly alike?: readonly RemarkedFile[];
}

/**
 * Writes for people: the verdict, then what is blocked, then what needs eyes, then the rest. So it keeps
 * what it shows until the end.
 */
export const createTextReport: CreateReport = (write, { mode, isSearch }, options) => {
  if (isSearch) {
    return createMatchList(write, options);
  }
  const { style, verbosity, showDiff, showStatistics, hidden } = options;
  const kept: Record<Group, Section[]> = {
    failed: [],
    blocked: [],
    review: [],
    mechanical: [],
    notes: [],
  };
  let statistics = NO_STATISTICS;
  let folded = 0;
  const isQuiet = verbosity === "quiet";
  const isVerbose = verbosity === "verbose";

  const keep = (file: PlannedFile): void => {
    const remarked = remarksOn(file);
    if (file.status !== "changed") {
      const group = file.status === "unchanged" ? "notes" : file.status;
      if (isVerbose || remarked.remarks.length > 0) {
        kept[group].push({ file: remarked, change: undefined });
      }
      return;
    }
    if (isQuiet) {
      // Neither shown nor told apart.
      kept.mechanical.push({ file: remarked, change: undefined });
      return;
    }
    const { counts, text } = shownChange(file, remarked, options);
    const group = needsEyes(remarked, counts) ? "review" : "mechanical";
    if (showDiff) {
      folded += hidden.has("reindented") ? counts.reindented : 0;
    }
    kept[group].push({ file: remarked, change: showDiff ? text : undefined });
  };

  const show = ({ file, change, alike = [] }: Section): void => {
    if (change !== undefined) {
      write(`${change()}\n`);
    } else if (isStuck(file) || (!isQuiet && (isVerbose || file.remarks.length > 0))) {
      write(`${writeText([[fileGroup(file, style), ...alikeGroup(alike, style)]], options)}\n`);
    }
  };

  const finish = (end: RunEnd): void => {
    const all = settle(kept, end);
    if (showDiff && end.totals.changed + end.totals.blocked + end.totals.failed > 0) {
      write(`${formatVerdict(all, end.totals, style)}\n\n`);
    }
    if (!isQuiet) {
      for (const path of end.applied?.written ?? []) {
        write(`${style.green("written")}  ${escapeControls(path)}\n`);
      }
      for (const { id, paths } of end.applied?.commits ?? []) {
        write(
          `${style.green("committed")}  ${id.slice(0, 10)}  ${someOf(paths.map(escapeControls))}\n`,
        );
      }
      write(end.applied !== undefined && end.applied.written.length > 0 ? "\n" : "");
    }
    let needsLegend = showDiff;
    for (const group of GROUPS) {
      const sections = isVerbose ? all[group] : withoutRepeats(all[group]);
      for (const section of sections) {
        if (needsLegend && section.change !== undefined) {
          write(`${formatLegend(style)}\n`);
          needsLegend = false;
        }
        show(section);
      }
    }
    if (folded > 0) {
      const lines = countOf(folded, "re-indented line");
      write(`${style.dim(`${lines} folded; --unfold shows them.`)}\n\n`);
    }
    if (isQuiet) {
      const sections = GROUPS.flatMap((group) => all[group]).map(({ file }) => file);
      write(hiddenRemarks(sections.filter((file) => !isStuck(file))));
      write(formatSummaryLine(end));
    } else if (options.showSummary !== false) {
      write(formatSummary(end, mode, options));
    }
    if (showStatistics) {
      write(`\n${formatStatistics(statistics, end.phases ?? [], options)}`);
    }
  };

  return {
    file(file) {
      if (showStatistics) {
        statistics = addFile(statistics, file);
      }
      keep(file);
    },
    finish,
  };
};

/** What is shown of a change. */
interface ShownChange {
  readonly counts: ChangeCounts;
  /** Answers nothing where changes are not shown line by line. */
  readonly text: () => string;
}

/** The same as it is kept. */
type KeptChange = readonly [counts: ChangeCounts, text: string];

/** Shows a change, or takes what an earlier run showed of the same one. */
function shownChange(
  file: PlannedChange,
  remarked: RemarkedFile,
  options: ReportOptions,
): ShownChange {
  const { identity } = file;
  const texts = options.previews?.texts;
  if (identity === undefined || texts === undefined) {
    return showChange(file, remarked, options);
  }
  const key = hashText(JSON.stringify([identity, file.findings, lookOf(options)]));
  const recall = (): KeptChange => JSON.parse(texts.get(key) ?? "[]");
  const [counts] = recall();
  if (counts !== undefined) {
    return { counts, text: () => recall()[1] };
  }
  const shown = showChange(file, remarked, options);
  const made: KeptChange = [shown.counts, shown.text()];
  texts.set(key, JSON.stringify(made));
  return shown;
}

function showChange(
  file: PlannedChange,
  { remarks }: RemarkedFile,
  options: ReportOptions,
): ShownChange {
  const { counts } = reviewFile(file);
  const text = Buffer.from(options.showDiff ? formatPreview(file, remarks, options) : "");
  return { counts, text: () => text.toString("utf8") };
}

/** All options that what is shown of a change depends on. */
function lookOf({
  previews,
  showDiff,
  style,
  columns,
  context,
  hidden,
}: ReportOptions): readonly unknown[] {
  // As text, since JSON has no infinity.
  return [previews?.view, showDiff, style.bold(""), columns, `${context}`, [...hidden].sort()];
}

/**
 * The sections with nothing said twice that is the same of many files: each of those that are left for one reason
 * takes all others that it holds for, and the way out of what is noted, such as of pages, is said once.
 */
function withoutRepeats(sections: readonly Section[]): readonly Section[] {
  const groups = new Map<string, Section & { readonly alike: RemarkedFile[] }>();
  const said = new Set<string>();
  for (const { file, change } of sections) {
    const reason = isStuck(file) ? onlyReason(file) : undefined;
    const known = reason === undefined ? undefined : groups.get(reason);
    if (known !== undefined) {
      known.alike.push(file);
      continue;
    }
    const remarks =
      file.status === "unchanged"
        ? file.remarks.map((remark) => withNewHint(remark, said))
        : file.remarks;
    groups.set(reason ?? file.path, { file: { ...file, remarks }, change, alike: [] });
  }
  return [...groups.values()];
}

/** The places in other files that are left for the reason just told. */
function alikeGroup(files: readonly RemarkedFile[], style: Style): readonly Block[] {
  const [first] = files;
  if (first === undefined) {
    return [];
  }
  const title = `${style.red(first.status)} for the same reason: ${countOf(files.length, "file")}`;
  return [
    group(
      title,
      files.flatMap(({ remarks }) => remarks.map(remarkPlace)),
    ),
  ];
}

/** What a reviewer has to know before anything else: how much there is, and what needs eyes. */
function formatVerdict(
  { review }: Readonly<Record<Group, readonly Section[]>>,
  { changed, blocked, failed, testsMigrated }: Totals,
  style: Style,
): string {
  const what = testsMigrated > 0 ? `, ${countOf(testsMigrated, "test")}` : "";
  const rest = [
    ...(failed > 0 ? [style.red(`${failed} failed`)] : []),
    ...(blocked > 0 ? [style.red(`${blocked} blocked`)] : []),
    review.length > 0 ? style.yellow(`${review.length} to review`) : "nothing to review",
  ];
  return `${style.bold(`${countOf(changed, "file")} to change${what}`)}; ${rest.join(", ")}`;
}

/** The sections after writing: what could not be written failed. */
function settle(
  kept: Readonly<Record<Group, readonly Section[]>>,
  { applied }: RunEnd,
): Readonly<Record<Group, readonly Section[]>> {
  if (applied === undefined || applied.failed.length === 0) {
    return kept;
  }
  const problems = new Map(applied.failed.map(({ path, problem }) => [path, problem]));
  const hasFailed = ({ file }: Section): boolean => problems.has(file.path);
  const failed = GROUPS.flatMap((group) => kept[group].filter(hasFailed)).map(
    ({ file: { path, remarks } }): Section => ({
      file: {
        path,
        status: "failed",
        remarks: [problemRemark(path, problems.get(path) as Problem), ...remarks],
      },
      change: undefined,
    }),
  );
  const others = (group: Group) => kept[group].filter((section) => !hasFailed(section));
  return {
    failed: [...others("failed"), ...failed],
    blocked: others("blocked"),
    review: others("review"),
    mechanical: others("mechanical"),
    notes: others("notes"),
  };
}

function hiddenRemarks(hidden: readonly RemarkedFile[]): string {
  const count = hidden.reduce((sum, { remarks }) => sum + remarks.length, 0);
  return count === 0 ? "" : `${countOf(count, "finding")} not shown\n`;
}
