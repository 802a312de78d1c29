// The proof file, version 1: for every file what was shown to be the same before and after, so
// that a reviewer or a later check need not trust the run. Written file by file.

import type { PlannedFile } from "../../outcome/planned-file.js";
import { describeTotals } from "../../plan/totals.js";
import type { ApplyResult } from "../../write/apply.js";
import { createJsonStream } from "../json-stream.js";
import type { Report, RunInfo } from "./report.js";

/** Writes the proof of every file that is not simply unchanged. */
export function createProofReport(
  write: (text: string) => void,
  { toolVersion, transform, target }: RunInfo,
): Report {
  const tool = { name: "valk-codemod", version: toolVersion };
  const stream = createJsonStream(write, { version: 1, tool, transform, target }, "files");
  return {
    file(file) {
      if (file.status !== "unchanged" || file.findings.length > 0) {
        stream.item(describeProof(file));
      }
    },
    finish: ({ totals, applied }) =>
      stream.end({ totals: describeTotals(totals), notWritten: notWritten(applied) }),
  };
}

/** Changed files that hold their old text all the same; none where nothing was to be written. */
function notWritten(applied: ApplyResult | undefined): readonly string[] {
  if (applied === undefined) {
    return [];
  }
  const { written, failed, skipped } = applied;
  const done = new Set(written);
  const paths = new Set([...failed.map(({ path }) => path), ...skipped]);
  return [...paths].filter((path) => !done.has(path));
}

function describeProof(file: PlannedFile): object {
  const { path, status } = file;
  const findings = file.findings.map(({ code, severity, line, column }) => ({
    code,
    severity,
    line,
    column,
  }));
  return {
    path,
    status,
    findings,
    ...(file.status === "failed" && { problems: file.problems }),
    ...(file.status === "changed" && { proof: file.proof ?? file.blockProofs ?? null }),
  };
}
