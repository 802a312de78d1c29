// Options of `lint` that do not go together: nothing that was asked for is passed over in silence.

import type { LintValues } from "./lint-options.js";
import { reportsElsewhere } from "./only-looks.js";
import { UsageError } from "./usage-error.js";

/** Throws UsageError for the first of them. */
export function refuseConflicts(values: LintValues): void {
  for (const { isSo, message, hint } of conflictsOf(values)) {
    if (isSo) {
      throw new UsageError(message, hint);
    }
  }
}

interface Conflict {
  readonly isSo: boolean;
  readonly message: string;
  readonly hint: string;
}

/** What says how to repair, besides --write. */
const REPAIRING = [
  ["atomic", "--atomic"],
  ["exitNonzeroOnChange", "--exit-nonzero-on-change"],
  ["allowDirty", "--allow-dirty"],
  ["allowNoVcs", "--allow-no-vcs"],
] as const;

function conflictsOf(values: LintValues): readonly Conflict[] {
  const { fix, write, baseline, transform } = values;
  const updatesBaseline = values.updateBaseline === true;
  return [
    {
      isSo: write === true && !fix,
      message: "--write needs --fix",
      hint: "without it nothing is repaired, and nothing written",
    },
    ...REPAIRING.map(([key, flag]) => ({
      isSo: values[key] === true && !fix,
      message: `${flag} is about what --fix repairs`,
      hint: "give it with --fix, or leave it out",
    })),
    {
      isSo: updatesBaseline && baseline === undefined,
      message: "--update-baseline needs a file",
      hint: "name it with --baseline FILE",
    },
    {
      isSo: values.changedLines !== undefined && (fix === true || updatesBaseline),
      message: "--changed-lines is about what is shown",
      hint: "leave out --fix and --update-baseline",
    },
    {
      isSo: transform?.endsWith(".json") === false,
      message: `lint takes a file of rules, in JSON: ${transform} is none`,
      hint: "migrate --transform runs modules, and reports what they find",
    },
    {
      isSo: values.staged === true && (updatesBaseline || values.watch === true),
      message:
        "a baseline and --watch are about the working tree, --staged is about the next commit",
      hint: "leave out --update-baseline and --watch",
    },
    // What watches shows findings, and says so itself.
    {
      isSo: fix === true && !values.watch && (baseline !== undefined || transform !== undefined),
      message: "--fix repairs whatever it can, and looks at no baseline and no file of rules",
      hint: "leave out --baseline and --transform; migrate --transform FILE applies rules",
    },
    {
      isSo: fix === true && !values.watch && reportsElsewhere(values),
      message: "--fix shows its changes as text, on the output",
      hint: "leave out --format and --output; migrate --transform localize-def has all formats",
    },
  ];
}
