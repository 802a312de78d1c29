// Runs a report over files that are planned with the stub transform, for the tests of reports.

import { kindsOf } from "../../../src/outcome/kinds.js";
import { plan } from "../../../src/plan/plan.js";
import type { PlanInput } from "../../../src/plan/plan-input.js";
import type { CreateReport, ReportOptions, RunInfo } from "../../../src/report/migrate/report.js";
import { createUnifiedView } from "../../../src/report/views/unified.js";
import { createStyle } from "../../../src/text/style.js";
import type { ApplyResult } from "../../../src/write/apply.js";
import { defineToSuite } from "../../../transforms/define-to-suite.js";
import { readStubSuite, stubTransform } from "../../plan/stub-transform.js";

const moduleText = (comment: string): string =>
  `; ${comment}\n(fun {test/suite name} {name})\n(fun {test/run & args} {args})\n`;

/** One file of every kind, among them names and contents that try to fool a terminal. */
export const someFiles: Readonly<Record<string, string>> = {
  "src/modules/test.valk": moduleText("old"),
  "test/blocked.valk": "(test/old)\n    (f REFUSE)\n",
  "test/changed.valk": `; a comment\n(test/old "one")\n(f)\n(test/old "two\u001b[31m") ; 📦\r\n`,
  "test/e\u001b[2Jvil\n.valk": "(test/old) REVIEW INFO",
  "test/plain.valk": "(test/new)",
  "test/unproven.valk": "(test/old) UNPROVEN",
};

export interface ReportRun {
  readonly run?: Partial<RunInfo>;
  readonly options?: Partial<ReportOptions>;
  readonly applied?: ApplyResult;
  readonly input?: Partial<PlanInput>;
}

/** A preview that a test need not say more about. */
export const PREVIEW_RUN: RunInfo = {
  toolVersion: "1.2.3",
  root: "/root",
  rootInRepository: "",
  transform: "stub",
  kinds: [...kindsOf(defineToSuite).values()],
  target: "builder",
  mode: "preview",
};

/** How it is shown: whole, without colours. */
export const PREVIEW_OPTIONS: ReportOptions = {
  style: createStyle(false),
  columns: 80,
  verbosity: "normal",
  showDiff: true,
  context: 3,
  view: createUnifiedView,
  hidden: new Set(),
  showStatistics: false,
};

/** What the report writes about the files. */
export function writeReport(
  create: CreateReport,
  files: Readonly<Record<string, string>>,
  { run, options, applied, input }: ReportRun = {},
): string {
  const { results, totals, frameworks } = plan({
    files: Object.keys(files).map((path) => ({ path, selected: true })),
    readBytes: (path) => Buffer.from(files[path] as string),
    project: { read: () => undefined },
    transform: stubTransform,
    readSuite: readStubSuite,
    options: { target: "builder" },
    framework: {
      choice: "auto",
      texts: () => ({
        final: moduleText("final"),
        compat: moduleText("both"),
        layer: "",
        registry: "",
        lists: "",
      }),
    },
    ...input,
  });
  const parts: string[] = [];
  const info: RunInfo = { ...PREVIEW_RUN, ...run };
  const report = create((text) => parts.push(text), info, { ...PREVIEW_OPTIONS, ...options });
  results.forEach(report.file);
  report.finish({ totals, frameworks, ...(applied && { applied }) });
  return parts.join("");
}
