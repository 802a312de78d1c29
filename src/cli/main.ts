// The command line as a function: arguments and streams in, exit status out. It never ends the
// process, so tests call it directly; bin.ts is its only other caller.

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { CommandEntry } from "./command.js";
import { commands } from "./commands.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import type { Io } from "./io.js";
import type { KeptFile } from "./kept-file.js";
import { reportError } from "./report-error.js";
import { readVersion } from "./version.js";

/**
 * Runs one command line, without the program's name, and resolves to the exit status. What it says goes into
 * `kept` where it would say the same again.
 */
export async function main(args: readonly string[], io: Io, kept?: KeptFile): Promise<ExitStatus> {
  const [first = "", ...rest] = args;
  if (first === "help" && rest.length > 0) {
    return main([...rest, "--help"], io);
  }
  if (first === "help" || first === "--help" || first === "-h") {
    const { formatOverview } = await import("./overview.js");
    io.stdout.write(formatOverview(io.stdout.columns));
    return exitStatus();
  }
  if (first === "--version" || first === "-V") {
    io.stdout.write(`${readVersion()}\n`);
    return exitStatus();
  }
  const named = commands.find(({ name }) => name === first);
  try {
    if (named === undefined) {
      await refuseMisspelled(first, io);
    }
    const command = named ?? commands[0];
    const run = (io: Io): Promise<ExitStatus> =>
      runCommand(command, named === undefined ? args : rest, io);
    return command.mayRepeat && kept !== undefined
      ? await (await import("./keep-answer.js")).keepAnswer(kept, io, run)
      : await run(io);
  } catch (error) {
    return reportError(error, io);
  }
}

/** Throws for a word that is no path and looks like a command; what else there is, is a path. */
async function refuseMisspelled(word: string, { cwd }: Io): Promise<void> {
  if (!/^[a-z]+$/.test(word) || existsSync(resolve(cwd, word))) {
    return;
  }
  const { closestTo } = await import("../text/closest.js");
  const [closest] = closestTo(
    word,
    commands.map(({ name }) => name),
  );
  if (closest !== undefined) {
    const { UsageError } = await import("./usage-error.js");
    throw new UsageError(
      `${word} is neither a command nor a file or folder`,
      `did you mean valk-codemod ${closest}?`,
    );
  }
}

async function runCommand(
  { name, summary, load }: CommandEntry,
  args: readonly string[],
  io: Io,
): Promise<ExitStatus> {
  const module = await load();
  const commander = await import("commander");
  const { applyTable, refuseSwallowed } = await import("./option-table.js");
  const command = new commander.Command(`valk-codemod ${name}`)
    .description(summary)
    .version(readVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .showSuggestionAfterError(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      // What is wrong is said by whoever catches it.
      writeErr: () => {},
      getOutHelpWidth: () => Math.min(io.stdout.columns || 80, 100),
      getErrHelpWidth: () => 80,
    })
    .addHelpText("after", module.help);
  applyTable(command, module, commander);
  refuseSwallowed(args, command);
  try {
    command.parse(args, { from: "user" });
  } catch (error) {
    if (error instanceof commander.CommanderError && error.exitCode !== 0) {
      const { wrongUsage } = await import("./wrong-usage.js");
      throw wrongUsage(error, command);
    }
    throw error;
  }
  return module.run(command.args, command.opts(), io);
}
