// Which reports `migrate` writes, and where to. Invariant: each --output belongs to the --format
// in front of it, and at most one report goes to standard output.

import type { Command, Option } from "commander";
import { UsageError } from "./usage-error.js";

/** One report; without a path it goes to standard output. */
export interface ReportTarget {
  readonly format: string;
  readonly path: string | undefined;
}

/** One of the two options as it stood on the command line. */
export interface ReportWord {
  readonly option: "format" | "output";
  readonly value: string;
}

const DEFAULT_FORMAT = "text";

/**
 * Defines --format and --output. Commander forgets the order of two options, so both note it in
 * one list, which is the value of `format` whether it was given or not.
 */
export function addReportOptions(
  command: Command,
  OptionClass: typeof Option,
  formats: readonly string[],
): void {
  const words: ReportWord[] = [];
  const format = new OptionClass(
    "-f, --format <FORMAT>",
    "what the report looks like; repeatable, each with its --output",
  )
    .choices(formats)
    .default(words, `"${DEFAULT_FORMAT}"`);
  const checkChoice = format.parseArg;
  command
    .addOption(
      format.argParser((value, before) => {
        checkChoice?.(value, before);
        words.push({ option: "format", value });
        return words;
      }),
    )
    .option("-o, --output <FILE>", "write the report to a file", (value) => {
      words.push({ option: "output", value });
      return words;
    });
}

/**
 * The reports that the options ask for, in their order; one on standard output where they ask for
 * none. An --output in front of the first --format belongs to that. Throws UsageError.
 */
export function readTargets(words: readonly ReportWord[]): readonly ReportTarget[] {
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
  const named = targets.map(({ format = DEFAULT_FORMAT, path }) => ({ format, path }));
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
