// What a command is: tables of its operands and options, the text below them, and a function that
// takes their values and answers the exit status. Each stands in a file of its own, listed in
// `commands.ts`.

import type { ExitStatus } from "./exit-status.js";
import type { Io } from "./io.js";
import type { Operand, OptionRow, ValuesOf } from "./option-table.js";

export interface CommandModule<Values = Readonly<Record<string, unknown>>> {
  /** In order; only the last may stand for several. */
  readonly operands?: readonly Operand[];
  /** In the order of --help. */
  readonly options: readonly OptionRow[];
  /** What --help says below the options. */
  readonly help: string;
  /** Runs with the operands and options as commander read them. */
  run(operands: readonly string[], values: Values, io: Io): Promise<ExitStatus>;
}

/** A command whose `run` is given the values that its own table speaks of. */
export function makeCommand<const Rows extends readonly OptionRow[]>(
  command: CommandModule<ValuesOf<Rows>> & { readonly options: Rows },
): CommandModule {
  // Commander reads exactly what the rows say, which its types cannot express.
  return command as unknown as CommandModule;
}

/** Headings of the overview, in its order. */
export const COMMAND_GROUPS = [
  "Migrate",
  "Patterns",
  "Globals",
  "Format",
  "Take back",
  "Look up",
] as const;

type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** A command as the overview lists it; the rest is loaded when it is called. */
export interface CommandEntry {
  readonly name: string;
  /** The heading that the overview puts it under. */
  readonly group: CommandGroup;
  /** Operands, for the overview. */
  readonly usage: string;
  readonly summary: string;
  /** Whether it may say that its answer is repeatable: see `Io`. */
  readonly mayRepeat?: true;
  readonly load: () => Promise<CommandModule>;
}
