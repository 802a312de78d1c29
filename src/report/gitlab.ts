// The writer of remarks as a Code Quality report of GitLab: a list of issues, which a merge request compares
// with those of its target by their fingerprints.

import type { Severity } from "../finding/finding.js";
import { createFingerprints } from "./fingerprint.js";
import { type OpenRemarks, remarkLines, writeItems } from "./remark-format.js";

/** What GitLab calls each severity; `critical` and `blocker` are for worse than a test that stays old. */
const SEVERITY_NAMES: Readonly<Record<Severity, string>> = {
  refuse: "major",
  review: "minor",
  info: "info",
};

/** A remark about a whole file stands at its first line. */
export const openGitlab: OpenRemarks = (write) => {
  const fingerprintOf = createFingerprints();
  return writeItems(write, ["[", "]"], (remark) => {
    const { path, line = 1, end, code, severity } = remark;
    return {
      description: remarkLines(remark).join("\n"),
      check_name: code,
      fingerprint: fingerprintOf(remark),
      severity: SEVERITY_NAMES[severity],
      location: { path, lines: { begin: line, end: end?.line ?? line } },
    };
  });
};
