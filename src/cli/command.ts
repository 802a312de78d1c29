// What a command is: its arguments and options, told to commander, and a function that takes
// them and answers the exit status. Each stands in a file of its own, listed in `commands.ts`.

import type { Command } from "commander";
import type { ExitStatus, Io } from "./io.js";

export interface CommandModule {
  /** Adds arguments, options, description and examples. */
  define(command: Command): void;
  /** Runs with the operands and options as commander read them. */
  run(
    operands: readonly string[],
    options: Readonly<Record<string, unknown>>,
    io: Io,
  ): Promise<ExitStatus>;
}

/** A command as the overview lists it; the rest is loaded when it is called. */
export interface CommandEntry {
  readonly name: string;
  /** Operands, for the overview. */
  readonly usage: string;
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
}
