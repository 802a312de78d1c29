// How the program ends: the one rule from what a run came to, to the exit status. Every command
// calls it; neither a report's format nor its verbosity has a say in it.

/** What runs end with. The README's table is made of this. */
export const EXIT_STATUSES = {
  0: "done, or nothing to do. A preview ends with 0 even when it shows changes or blocked files",
  1: "work remains: `--check` found something to migrate, or a file is blocked with `--check` or `--write`; with `-`, the input is blocked; `verify` found a difference, `lint` or `check` a finding; with `--exit-nonzero-on-change`, a file changes; an editor ended `lsp` without `shutdown`",
  2: "wrong usage, a run that is not allowed to write, or a file could not be read, proven or written",
  130: "interrupted; what was written is complete, and the same command goes on from there",
} as const;

export type ExitStatus = keyof typeof EXIT_STATUSES;

/** What a run is for; `filter` is a migration of standard input, `report` all that only tells. */
export type Mode = "preview" | "check" | "write" | "filter" | "report";

/** The status of each outcome, and the modes that it counts in where those are not all. */
export const OUTCOMES = {
  /** The user stopped it. */
  interrupted: { status: 130 },
  /** The command line cannot be followed, or the run must not write. */
  refused: { status: 2 },
  /** A file could not be read, proven or written; or the program is broken. */
  failed: { status: 2 },
  /** A file stays as it is, by a finding. */
  blocked: { status: 1, modes: ["check", "write", "filter"] },
  /** A file changes: done by all but a check, which leaves it to do. */
  changed: { status: 1, modes: ["check"] },
  /** Something at or above the limit: a finding, a stale entry of a baseline, a difference. */
  found: { status: 1 },
  /** An editor ended its server without asking for its shutdown: the protocol has this told. */
  unasked: { status: 1 },
} as const satisfies Record<string, { status: ExitStatus; modes?: readonly Mode[] }>;

export type Outcome = keyof typeof OUTCOMES;

/** Which outcomes there were; numbers say how often. */
export type Outcomes = { readonly [O in Outcome]?: boolean | number };

/** The status of the gravest outcome that counts in this mode; 0 where none does. */
export function exitStatus(outcomes: Outcomes = {}, mode: Mode = "report"): ExitStatus {
  let gravest: ExitStatus = 0;
  for (const [name, rule] of Object.entries(OUTCOMES)) {
    const modes: readonly Mode[] | undefined = "modes" in rule ? rule.modes : undefined;
    if (outcomes[name as Outcome] && modes?.includes(mode) !== false) {
      gravest = graver(gravest, rule.status);
    }
  }
  return gravest;
}

/** Of two statuses the one that tells of more trouble. */
export function graver(a: ExitStatus, b: ExitStatus): ExitStatus {
  return a > b ? a : b;
}

/** Whether nothing that follows in the same run could be relied on. */
export function endsRun(status: ExitStatus): boolean {
  return status >= OUTCOMES.failed.status;
}
