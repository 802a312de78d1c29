// What is printed of an error that ends a run: two lines for one that the user can mend, and all there is to
// know of a defect of ours.

import type { CommanderError } from "commander";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import type { Io } from "./io.js";

/** Prints the error and answers the exit status. */
export async function reportError(error: unknown, io: Pick<Io, "stderr">): Promise<ExitStatus> {
  if (isCommanderError(error)) {
    return exitStatus({ refused: error.exitCode !== 0 });
  }
  const { escapeControls } = await import("../text/escape.js");
  const { wrap } = await import("../text/columns.js");
  const { widthOf } = await import("./terminal.js");
  const lines = errorLines(error).map(
    (line) => `${wrap(escapeControls(line), widthOf(io.stderr), "  ")}\n`,
  );
  io.stderr.write(lines.join(""));
  return exitStatus({ failed: true });
}

/** What commander throws after it has printed the help or the version. */
function isCommanderError(error: unknown): error is CommanderError {
  return error instanceof Error && "exitCode" in error && error.name === "CommanderError";
}

function errorLines(error: unknown): readonly string[] {
  if (!(error instanceof Error)) {
    return [`error: ${error}`];
  }
  // Errors with a hint are the user's to mend; all others are ours.
  if ("hint" in error) {
    const details = "details" in error && Array.isArray(error.details) ? error.details : [];
    return [
      `error: ${error.message}`,
      ...details.map((line) => `  ${line}`),
      `hint: ${error.hint}`,
    ];
  }
  return [
    `internal error: ${error.message}`,
    "hint: this is a defect of valk-codemod: please report it with the lines below",
    ...(error.stack ?? "").split("\n").slice(1),
  ];
}
