// The options of `migrate`, in three tables: what to do, which files, what to see. Read by
// `migrate.ts`, which makes a request of their values; the README shows a table for each.

import { UNITS } from "../plan/pieces.js";
import { reportFormats } from "../report/migrate/report-formats.js";
import { CHANGE_CLASSES, type ChangeClass } from "../review/change-class.js";
import { InvalidValue, type OptionRow, readCount, type ValuesOf } from "./option-table.js";
import {
  ALLOW_EMPTY,
  ATOMIC,
  CONFIG_OPTIONS,
  changedLinesOption,
  color,
  DIALECT,
  EXIT_NONZERO_ON_CHANGE,
  FRAMEWORK,
  guards,
  NO_IGNORE,
  OUTPUT,
  PATTERNS,
  quiet,
  ROOT,
  STAGED,
  target,
  WATCH,
} from "./shared-options.js";
import { TO, TRANSFORM } from "./transform-option.js";

function readClasses(value: string, before: readonly ChangeClass[] = []): readonly ChangeClass[] {
  const named = value.split(",").map((name) => {
    const found = CHANGE_CLASSES.find((known) => known === name.trim());
    if (found === undefined) {
      throw new InvalidValue(`it takes any of ${CHANGE_CLASSES.join(", ")}`);
    }
    return found;
  });
  return [...before, ...named];
}

/** Whether to write, and how. */
const WRITE_OPTIONS = [
  { flags: "-w, --write", text: "write the changes", example: "test --write" },
  {
    flags: "-i, --interactive",
    text: "choose file by file, change by change; writes what is accepted",
    more: "[reviews](#reviews)",
  },
  ATOMIC,
  EXIT_NONZERO_ON_CHANGE,
  ...guards("write files"),
  {
    flags: "-c, --check",
    text: "only tell, by the exit status too, whether anything is left to do",
    more: "findings and totals, no preview",
    example: "--check",
  },
] as const satisfies readonly OptionRow[];

/** What to do. */
export const ACTION_OPTIONS = [
  ...WRITE_OPTIONS,
  TRANSFORM,
  TO,
  target("what the module runs"),
  FRAMEWORK,
  {
    flags: "--commit-per <UNIT>",
    text: "with --write: a git commit for each file, folder or owner",
    choices: UNITS,
    more: "[in pieces](pull-requests.md#in-pieces)",
  },
  {
    flags: "--split-by <UNIT>",
    text: "with --format patch or html: a file for each unit; --output names their folder",
    choices: UNITS,
    more: "[patches](pull-requests.md#in-pieces), [pages](review-page.md#of-a-large-run)",
  },
  { ...WATCH, more: "[while you edit](#while-you-edit)" },
  {
    flags: "--verify",
    text: "evaluate files before and after, and refuse what differs",
    example: "test/test_cart.valk --verify",
  },
  {
    flags: "--no-cache",
    text: "judge every file anew, though nothing that it depends on has changed",
    more: "[verdicts that are kept](#verdicts-that-are-kept)",
  },
] as const satisfies readonly OptionRow[];

/** Which files of those that are there. */
export const SELECTION_OPTIONS = [
  {
    group: "Which files",
    flags: "--since <REF>",
    text: "only files that changed since the branch left REF",
  },
  STAGED,
  {
    group: "Which files",
    flags: "--changed",
    text: "only files with uncommitted changes, new ones included",
  },
  ...PATTERNS,
  NO_IGNORE,
  { ...ALLOW_EMPTY, text: `with --check: ${ALLOW_EMPTY.text}` },
  ROOT,
  DIALECT,
] as const satisfies readonly OptionRow[];

/** Whether documentation counts, and what is done with it. */
export const markdown = (what: string) =>
  ({
    group: "Which files",
    flags: "--markdown",
    text: `${what} code blocks of Markdown files, too`,
    more: "[Markdown](markdown.md)",
    example: "--markdown",
  }) as const satisfies OptionRow;

/** Which files. */
export const FILE_OPTIONS = [
  markdown("migrate"),
  ...SELECTION_OPTIONS,
] as const satisfies readonly OptionRow[];

/** What to see. */
export const VIEW_OPTIONS = [
  {
    group: "What to see",
    flags: "-f, --format <FORMAT>",
    text: "what the report looks like; repeatable, each with its --output",
    choices: [...reportFormats.keys()],
    default: "text",
    inOrder: true,
    more: "`text` is for people, `patch` for `git apply`, `html` [a page](review-page.md), `markdown`, `github`, `gitlab`, `rdjson` and `sarif` are for [pull requests](pull-requests.md), `json` and `jsonl` for tools",
    example: "--format json",
  },
  {
    ...OUTPUT,
    inOrder: true,
    more: "that of the `--format` before it; the summary goes to the terminal; `-` is standard output",
    example: "--format patch --output migration.patch --format html --output review.html",
  },
  changedLinesOption("github, gitlab, rdjson, sarif: findings"),
  {
    group: "What to see",
    flags: "--proof <FILE>",
    text: "write the proof of every change to a file, as JSON",
    example: "--proof proof.json",
  },
  {
    group: "What to see",
    flags: "-U, --context <LINES>",
    text: "lines around each change",
    read: readCount,
    default: 3,
    example: "test/test_cart.valk --context 0",
  },
  {
    group: "What to see",
    flags: "--view <VIEW>",
    text: "how the preview shows changes",
    choices: ["unified", "split"],
    default: "unified",
    more: "old and new text below each other, or side by side",
    example: "test/test_cart.valk --view split",
  },
  {
    group: "What to see",
    flags: "--word-diff",
    text: "show each changed line once, with [-old-]{+new+} words",
  },
  {
    group: "What to see",
    flags: "--hide <CLASSES>",
    text: "leave out classes of changes, such as reindented,renamed; repeatable",
    read: readClasses,
    proposals: CHANGE_CLASSES,
    more: "[classes](review.md#classes)",
    example: "test/test_cart.valk --hide reindented,renamed",
  },
  {
    group: "What to see",
    flags: "--unfold",
    text: "show lines that were only re-indented, too",
    example: "test/test_cart.valk --unfold",
  },
  {
    group: "What to see",
    flags: "--stats",
    text: "changes by class, findings by code and times, behind the summary",
    example: "--check --stats",
  },
  {
    group: "What to see",
    flags: "--no-pager",
    text: "show a long preview without $PAGER",
    example: "--no-pager",
  },
  color("report"),
  quiet("what is blocked or failed, and one line of totals"),
  {
    group: "What to see",
    flags: "-v, --verbose",
    text: "list files that do not change, too",
    example: "--verbose",
  },
] as const satisfies readonly OptionRow[];

export const MIGRATE_OPTIONS = [
  ...ACTION_OPTIONS,
  ...FILE_OPTIONS,
  ...VIEW_OPTIONS,
  ...CONFIG_OPTIONS,
] as const satisfies readonly OptionRow[];

export type MigrateValues = ValuesOf<typeof MIGRATE_OPTIONS>;

/** What every run over files is told, whatever it does to them. */
export const RUN_OPTIONS = [
  ...WRITE_OPTIONS,
  ...SELECTION_OPTIONS,
  ...VIEW_OPTIONS,
  ...CONFIG_OPTIONS,
] as const satisfies readonly OptionRow[];

export type RunValues = ValuesOf<typeof RUN_OPTIONS>;
