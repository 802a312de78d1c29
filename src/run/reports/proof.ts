// The proof file, version 1: for every file what was shown to be the same before and after, so
// that a reviewer or a later check need not trust the run. Written file by file.

import type { PlannedFile } from "../planned-file.js";
import { createJsonStream } from "./json-stream.js";
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
    finish: ({ totals }) => stream.end({ totals }),
  };
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
    ...(file.status === "changed" && { proof: file.proof ?? null }),
  };
}
