// What a shell can complete: commands, options and their values, read off the tables of all
// commands. Made for the three printers in `completion-scripts.ts`.

import type { CommandEntry } from "./command.js";
import { COMMON_OPTIONS, type Operand, type OptionRow, parseFlags } from "./option-table.js";

/** What stands for a value or an operand. */
export interface Completed {
  /** As --help calls it, for shells that say so. */
  readonly name: string;
  /** Words that it may be. */
  readonly words: readonly string[];
  /** Which paths it may be. */
  readonly paths: "files" | "folders" | undefined;
}

export interface CompletedOption {
  readonly short: string | undefined;
  readonly long: string;
  readonly text: string;
  /** Undefined where the option takes no value. */
  readonly value: Completed | undefined;
  readonly isRepeatable: boolean;
}

export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  readonly operand: Completed | undefined;
}

/** Loads every command; in the order of the list. */
export function describeCommands(
  entries: readonly CommandEntry[],
): Promise<readonly CompletedCommand[]> {
  return Promise.all(
    entries.map(async ({ name, summary, load }) => {
      const { operands = [], options } = await load();
      const operand = operands.at(-1);
      return {
        name,
        summary,
        options: [...options, ...COMMON_OPTIONS].map(describeOption),
        operand: operand && describeValue(operand.name.replace(/[^A-Z]/g, ""), operand),
      };
    }),
  );
}

function describeOption(row: OptionRow): CompletedOption {
  const { short, long, value } = parseFlags(row.flags);
  return {
    short,
    long,
    text: row.text,
    value: value === undefined ? undefined : describeValue(value, row),
    isRepeatable: row.inOrder === true || row.text.endsWith("repeatable"),
  };
}

const PATHS: Readonly<Record<string, Completed["paths"]>> = {
  FILE: "files",
  PATH: "files",
  MODULE: "files",
  FOLDER: "folders",
};

function describeValue(
  name: string,
  { choices, proposals }: Pick<OptionRow | Operand, "choices" | "proposals">,
): Completed {
  return { name, words: choices ?? proposals ?? [], paths: PATHS[name] };
}
