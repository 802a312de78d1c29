// The reports of a run in formats that know remarks and nothing else: findings and problems, and with --check
// each file that would change, since that is what such a check fails for.

import { problemRemark, remarksOn } from "../document.js";
import type { OpenRemarks } from "../remark-format.js";
import { changeRemark } from "./change-remark.js";
import type { CreateReport } from "./report.js";

/** The report in that format. Paths start at the top of the repository. */
export function createRemarksReport(open: OpenRemarks): CreateReport {
  return (write, { rootInRepository, mode }) => {
    const writer = open(write);
    return {
      file(file) {
        remarksOn(file, rootInRepository).remarks.forEach(writer.remark);
        if (file.status === "changed" && mode === "check") {
          writer.remark({ ...changeRemark(file, rootInRepository), severity: "refuse" });
        }
      },
      finish({ applied }) {
        for (const { path, problem } of applied?.failed ?? []) {
          writer.remark(problemRemark(rootInRepository + path, problem));
        }
        writer.end();
      },
    };
  };
}
