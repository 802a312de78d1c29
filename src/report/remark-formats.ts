// The formats that know remarks and nothing else, so that they fit every command whose report comes down
// to some. Each is loaded when it is asked for.

import type { Remark } from "./document.js";
import { formatRemarks, type OpenRemarks } from "./remark-format.js";

type FormatRemarks = (remarks: readonly Remark[]) => string;

const whole =
  (open: OpenRemarks): FormatRemarks =>
  (remarks) =>
    formatRemarks(open, remarks);

const FORMATS = [
  ["github", async () => (await import("./github.js")).formatGithub],
  ["gitlab", async () => whole((await import("./gitlab.js")).openGitlab)],
  ["rdjson", async () => whole((await import("./rdjson.js")).openRdjson)],
] as const satisfies readonly (readonly [string, () => Promise<FormatRemarks>])[];

/** How to get each of them by its name, for a command's reports: `remarksOf` answers what is in one. */
export function remarkFormats<Report>(
  remarksOf: (report: Report) => readonly Remark[],
): readonly (readonly [name: string, load: () => Promise<(report: Report) => string>])[] {
  return FORMATS.map(([name, load]) => [
    name,
    async () => {
      const format = await load();
      return (report) => format(remarksOf(report));
    },
  ]);
}
