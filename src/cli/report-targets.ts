// Which reports `migrate` writes, and where to. Invariant: each --output belongs to the --format
// in front of it, and at most one report goes to standard output.

import type { OptionWord } from "./option-table.js";
import { UsageError } from "./usage-error.js";

/** One report; without a path it goes to standard output. */
export interface ReportTarget {
  readonly format: string;
  readonly path: string | undefined;
}

const DEFAULT_FORMAT = "text";

/**
 * The reports that the options ask for, in their order; one on standard output where they ask for
 * none. An --output in front of the first --format belongs to that. Throws UsageError.
 */
export function readTargets(words: readonly OptionWord[]): readonly ReportTarget[] {
  const targets: { format: string | undefined; path: string | undefined }[] = [];
  for (const { option, value } of words) {
    const last = targets.at(-1);
    if (option === "output" && last !== undefined) {
      if (last.path !== undefined) {
        throw new UsageError(
          `--output ${value} follows no --format of its own`,
          "write --format FORMAT --output FILE for each report",
        );
      }
      last.path = value;
    } else if (option === "format" && last !== undefined && last.format === undefined) {
      last.format = value;
    } else {
      const isFormat = option === "format";
      targets.push({ format: isFormat ? value : undefined, path: isFormat ? undefined : value });
    }
  }
  const named = targets.map(({ format = DEFAULT_FORMAT, path }) => ({
    format,
    path: outputFileOf(path),
  }));
  refuseTwoOnOutput(named);
  return named.length === 0 ? [{ format: DEFAULT_FORMAT, path: undefined }] : named;
}

function refuseTwoOnOutput(targets: readonly ReportTarget[]): void {
  const [first, second] = targets.filter(({ path }) => path === undefined);
  if (first !== undefined && second !== undefined) {
    throw new UsageError(
      `--format ${first.format} and --format ${second.format} would both go to standard output`,
      "give all but one an --output FILE",
    );
  }
}

/** The format on standard output; undefined where every report goes into a file. */
export function formatOnOutput(targets: readonly ReportTarget[]): string | undefined {
  return targets.find(({ path }) => path === undefined)?.format;
}

/** The file that an `--output` names; undefined where that is standard output, by whichever name. */
export function outputFileOf(name: string | undefined): string | undefined {
  return name === undefined || name === "-" || descriptorOf(name) === 1 ? undefined : name;
}

/**
 * The number in the name of what is open already, as a shell writes it for `>(program)` and `3>> log`. Opened anew,
 * a file would lose what stands in it, and a socket cannot be.
 */
export function descriptorOf(path: string): number | undefined {
  const named = NAMED_DESCRIPTORS.get(path);
  const [, number] = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(path) ?? [];
  return number === undefined ? named : Number(number);
}

const NAMED_DESCRIPTORS: ReadonlyMap<string, number> = new Map([
  ["/dev/stdout", 1],
  ["/dev/stderr", 2],
]);
