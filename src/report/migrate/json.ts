// The JSON report, version 1: everything that the other reports say, for tools. Written file by
// file, so the whole is never in memory. Offsets count UTF-16 units; order is that of the plan.

import type { LocatedFinding } from "../../finding/finding.js";
import type { PlannedFile } from "../../outcome/planned-file.js";
import type { FrameworkDecision } from "../../plan/framework.js";
import { describeTotals } from "../../plan/totals.js";
import { unseenAsJson } from "../../project/unseen.js";
import type { FileProof } from "../../proof/proof.js";
import type { MarkdownProof } from "../../proof/prove-markdown.js";
import { createJsonStream } from "../json-stream.js";
import { describeBehaviour } from "../verify/describe-totals.js";
import type { CreateReport, RunEnd, RunInfo } from "./report.js";

/** Writes one JSON object, a file a line. */
export const createJsonReport: CreateReport = (write, run) => {
  const stream = createJsonStream(write, describeRun(run), "files");
  return {
    file: (file) => stream.item(describeFile(file)),
    finish: (end) => stream.end(describeEnd(end)),
  };
};

/** What is known before the first file. */
export function describeRun(run: RunInfo): object {
  const { toolVersion, root, transform, target, mode } = run;
  const tool = { name: "valk-codemod", version: toolVersion };
  const unseen = run.unseen && unseenAsJson(run.unseen);
  return { version: 1, tool, root, transform, target, mode, ...(unseen && { unseen }) };
}

/** All of a file but its texts. */
export function describeFile(file: PlannedFile): object {
  const { path, status, tests, blocks, suppressed = 0 } = file;
  const findings = file.findings.map(describeFinding);
  const common = {
    path,
    status,
    tests,
    ...(blocks && { blocks }),
    findings,
    ...(suppressed > 0 && { suppressed }),
  };
  if (file.status === "failed") {
    return { ...common, problems: file.problems };
  }
  if (file.status !== "changed") {
    return common;
  }
  const edits = file.edits.map(({ span: { start, end }, newText }) => ({ start, end, newText }));
  const { proof, blockProofs, group } = file;
  return {
    ...common,
    ...(group && { group }),
    edits,
    ...(proof && { proof: summarizeProof(proof) }),
    ...(blockProofs && { blockProofs: summarizeBlocks(blockProofs) }),
  };
}

function summarizeBlocks({ oldHash, newHash, blocks }: MarkdownProof): object {
  return {
    oldHash,
    newHash,
    blocks: blocks.map(({ line, proof }) => ({ line, ...summarizeProof(proof) })),
  };
}

/** All of the proof but the single tests, which the proof file lists. */
function summarizeProof(proof: FileProof): object {
  const { oldHash, newHash, edits, comments } = proof;
  const suite = "suite" in proof && {
    suite: proof.suite,
    runner: proof.runner.name,
    tests: proof.tests.length,
  };
  return { oldHash, newHash, edits, ...suite, comments };
}

function describeFinding({
  code,
  severity,
  message,
  hint,
  line,
  column,
  span: { start, end },
  excerpt,
  accepted,
}: LocatedFinding): object {
  return {
    ...{ code, severity, message, hint, line, column, start, end },
    ...(excerpt && { excerpt }),
    ...(accepted !== undefined && { accepted }),
  };
}

/** What is known after the last file. */
export function describeEnd({ totals, frameworks, behaviour, applied }: RunEnd): object {
  return {
    totals: describeTotals(totals),
    ...(frameworks && { framework: describeFrameworks(frameworks) }),
    ...(behaviour && { behaviour: describeBehaviour(behaviour) }),
    ...(applied && {
      applied: {
        written: applied.written,
        failed: applied.failed.map(({ path, problem }) => ({ path, ...problem })),
        skipped: applied.skipped,
        ...(applied.commits && { commits: applied.commits }),
      },
    }),
  };
}

function describeFrameworks(decisions: readonly FrameworkDecision[]): object {
  const [only, ...others] = decisions;
  if (only === undefined) {
    return { action: "missing" };
  }
  return others.length === 0
    ? describeFramework(only)
    : { action: "several", modules: decisions.map(describeFramework) };
}

function describeFramework(decision: FrameworkDecision): object {
  const { action, module } = decision;
  if (decision.action === "kept") {
    const { obstacle } = decision;
    return { action, path: module.path, ...(obstacle && { reason: obstacle.reason }) };
  }
  const { variant, newText, oldUsers, knowsAllUsers } = decision;
  const installed = { variant, changes: newText !== module.text, oldUsers };
  return {
    action,
    path: module.path,
    ...installed,
    ...(!knowsAllUsers && { oldUsersComplete: false }),
  };
}
