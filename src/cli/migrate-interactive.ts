// `migrate -i`: plans, lets a person answer file by file and change by change, then writes what was
// accepted. Invariant: until the last answer nothing is written, and what is written went through
// plan and proof once more, as in any run.

import { join } from "node:path";
import type { PlannedChange, PlannedFile } from "../outcome/planned-file.js";
import { plan, planAlone } from "../plan/plan.js";
import type { Plan, PlanEnd } from "../plan/plan-input.js";
import { withModules } from "../plan/plan-modules.js";
import { reviewedTransform } from "../plan/reviewed-transform.js";
import type { Discovery } from "../project/discovery.js";
import { diskFileSystem } from "../project/file-system.js";
import { remarksOn } from "../report/document.js";
import { fileGroup, writeText } from "../report/document-text.js";
import type { PreviewOptions } from "../report/preview.js";
import { escapeControls } from "../text/escape.js";
import { countOf } from "../text/wording.js";
import { quietly } from "../write/apply-write.js";
import { type ExitStatus, endsRun, exitStatus } from "./exit-status.js";
import { type Answers, askAboutFiles } from "./interactive-dialog.js";
import type { Io } from "./io.js";
import { openKeptReview } from "./kept-review.js";
import { discoverFor, migrateFiles, planInput } from "./migrate-files.js";
import type { MigrateRequest } from "./migrate-request.js";
import { createWriter } from "./migrate-write.js";
import { loadView, viewFor } from "./report-sinks.js";
import { textOptionsFor } from "./terminal.js";
import { UsageError } from "./usage-error.js";

/** Runs the whole dialogue and answers the exit status. Throws UsageError without a terminal. */
export async function migrateInteractively(request: MigrateRequest, io: Io): Promise<ExitStatus> {
  const { keyboard, stdout } = io;
  if (keyboard === undefined || stdout.isTTY !== true) {
    throw new UsageError(
      "--interactive asks questions, and this is no terminal",
      "use --write to accept everything, or --format patch to choose with git add -p",
    );
  }
  const discovery = await discoverFor(request, io);
  const input = withModules(planInput(request, discovery));
  const planned = plan(input);
  const changes = reviewablesOf(planned);
  if (changes.length === 0) {
    return migrateFiles({ ...request, mode: "preview" }, io);
  }
  refuseUnwritable(changes, planned, request, discovery, io);
  const checkEdit = (path: string, source: string, edited: string): PlannedFile => {
    const transform = reviewedTransform(input.transform, new Map([[path, { source, edited }]]));
    // Whether the others of its group are accepted, too, is seen when all are written.
    return planAlone(path, { ...input, transform });
  };
  const preview = await previewOptions(request, io);
  const kept = openKeptReview(discovery.top, io.fileSystem ?? diskFileSystem);
  const answers = await askAboutFiles(changes, { checkEdit, preview, keyboard, kept, io });
  if (answers === undefined) {
    stdout.write("Nothing was written.\n");
    return exitStatus({ interrupted: true });
  }
  sayWhatIsLeft(planned.results, request, io);
  let status: ExitStatus | undefined;
  try {
    status = await writeAccepted(answers, request, discovery.root, io);
    return status;
  } finally {
    // What was answered is not to be answered again because it could not be written.
    const isWritten = status !== undefined && !endsRun(status);
    quietly(isWritten ? answers.forget : answers.keep);
  }
}

/** Answers should not turn out to be in vain: what `--write` would refuse is refused before them. */
function refuseUnwritable(
  changes: readonly PlannedChange[],
  planned: PlanEnd,
  request: MigrateRequest,
  discovery: Discovery,
  io: Io,
): void {
  const writer = createWriter(request, discovery, io);
  for (const change of changes) {
    writer.add(change);
  }
  const obstacle = writer.obstacle(planned);
  if (obstacle !== undefined) {
    throw obstacle;
  }
}

/** What is asked about: all changes but those of framework modules, which follow from what is accepted. */
function reviewablesOf({ results, modules }: Plan): readonly PlannedChange[] {
  const following = new Set(modules.map(({ path }) => path));
  return results
    .filter((file) => file.status === "changed")
    .filter(({ path }) => !following.has(path));
}

async function previewOptions(request: MigrateRequest, io: Io): Promise<PreviewOptions> {
  const { color, context, hidden } = request;
  const view = await loadView(viewFor(request, io));
  return { ...textOptionsFor(io.stdout, color, io.env), context, hidden, view };
}

function sayWhatIsLeft(files: readonly PlannedFile[], { color }: MigrateRequest, io: Io): void {
  const options = textOptionsFor(io.stdout, color, io.env);
  for (const remarked of files.map((file) => remarksOn(file))) {
    const { status, remarks } = remarked;
    if (remarks.length > 0 && (status === "blocked" || status === "failed")) {
      io.stdout.write(`${writeText([[fileGroup(remarked, options.style)]], options)}\n`);
    }
  }
}

async function writeAccepted(
  { accepted, skipped, open }: Answers,
  request: MigrateRequest,
  root: string,
  io: Io,
): Promise<ExitStatus> {
  const left = [
    ...(skipped.length > 0 ? [`${countOf(skipped.length, "file")} skipped`] : []),
    ...(open.length > 0 ? [`${countOf(open.length, "file")} not answered`] : []),
  ];
  io.stdout.write(`${[`${countOf(accepted.size, "file")} accepted`, ...left].join(", ")}.\n\n`);
  for (const path of [...skipped, ...open]) {
    io.stdout.write(`left as it is  ${escapeControls(path)}\n`);
  }
  if (accepted.size === 0) {
    io.stdout.write("Nothing was written.\n");
    return exitStatus();
  }
  return migrateFiles(
    {
      ...request,
      mode: "write",
      paths: [...accepted.keys()].map((path) => join(root, path)),
      include: [],
      exclude: [],
      transform: reviewedTransform(request.transform, accepted),
    },
    io,
  );
}
