// `migrate -`: one file from standard input to standard output, as a filter. Invariant: what it
// cannot migrate comes out byte for byte as it went in, so that an editor loses nothing.

import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import type { PlannedFile } from "../outcome/planned-file.js";
import { targetOfText } from "../plan/module-plan.js";
import { plan } from "../plan/plan.js";
import type { Plan } from "../plan/plan-input.js";
import { readNoSuite, readSuiteFacts } from "../program/suite-facts.js";
import { createProject } from "../project/discovery-files.js";
import { findPlace } from "../project/discovery-root.js";
import { decodeUtf8, TEST_MARKS } from "../project/read.js";
import { remarksOn } from "../report/document.js";
import { fileGroup, writeText } from "../report/document-text.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import { readFrameworkTexts } from "./framework-texts.js";
import type { Io } from "./io.js";
import type { MigrateRequest } from "./migrate-request.js";
import { createOutputFile } from "./output-file.js";
import { describeRun } from "./run-info.js";
import { readInput } from "./standard-input.js";
import { textOptionsFor } from "./terminal.js";
import { UsageError } from "./usage-error.js";

/** What messages call the file. */
const NAME = "<stdin>";

/** Filters standard input and answers the exit status. */
export async function migrateStandardInput(request: MigrateRequest, io: Io): Promise<ExitStatus> {
  refuseFileOptions(request);
  const bytes = await readInput(io);
  if (bytes === undefined) {
    return exitStatus({ interrupted: true });
  }
  const cwd = realpathSync.native(io.cwd);
  const { root } = findPlace(cwd, [cwd], cwd);
  const { transform, options, framework } = request;
  const project = createProject(root, { findDialect: request.findDialect });
  const text = decodeUtf8(bytes);
  const target =
    options.target ??
    (text === undefined ? undefined : targetOfText(text, project, readFrameworkTexts));
  const planned = plan({
    files: [{ path: NAME, selected: true }],
    readBytes: () => bytes,
    project,
    transform,
    readSuite: framework === undefined ? readNoSuite : readSuiteFacts,
    options: { ...options, target },
    marks: framework === undefined ? [] : TEST_MARKS,
    severities: request.severities,
  });
  const [file] = planned.results as [PlannedFile];
  if (request.proof !== undefined) {
    await writeProof(request.proof, planned, request, root, io);
  }
  if (request.mode !== "check") {
    io.stdout.write(file.status === "changed" ? file.newText : bytes);
  }
  sayRemarks(file, request, io);
  return exitStatus({ [file.status]: true }, request.mode === "check" ? "check" : "filter");
}

function refuseFileOptions(request: MigrateRequest): void {
  const { paths, mode, reports, isVerified, migratesMarkdown, changes } = request;
  const format = reports.map((report) => report.format).find((name) => name !== "text");
  const problem =
    (paths.length > 1 && "- stands alone: other paths make no sense beside it") ||
    (changes !== undefined && `--${changes.kind} makes no sense with -`) ||
    (isVerified && "--verify makes no sense with -") ||
    (migratesMarkdown && "--markdown makes no sense with -") ||
    (mode === "write" && "--write makes no sense with -") ||
    (format !== undefined && `--format ${format} makes no sense with -`) ||
    (reports.some(({ path }) => path !== undefined) && "--output makes no sense with -");
  if (problem) {
    throw new UsageError(problem, "- reads standard input and prints the migrated text");
  }
}

function sayRemarks(file: PlannedFile, { verbosity, color }: MigrateRequest, io: Io): void {
  const remarked = remarksOn(file);
  const needsAttention = file.status === "blocked" || file.status === "failed";
  if (needsAttention || (remarked.remarks.length > 0 && verbosity !== "quiet")) {
    const options = textOptionsFor(io.stderr, color, io.env);
    io.stderr.write(writeText([[fileGroup(remarked, options.style)]], options));
  }
}

async function writeProof(
  path: string,
  { results, totals, frameworks }: Plan,
  request: MigrateRequest,
  root: string,
  { cwd }: Io,
): Promise<void> {
  const { createProofReport } = await import("../report/migrate/proof.js");
  const file = createOutputFile(resolve(cwd, path));
  const report = createProofReport(file.write, describeRun(request, { root, top: root }));
  results.forEach(report.file);
  report.finish({ totals, frameworks });
  file.commit();
}
