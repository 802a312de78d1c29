// Answers a command line that was answered before, as long as all that was read for it is as it was: what
// was written then is written again, and the rest of the program is not loaded. `keep-answer.ts` keeps it.

import type { ExitStatus } from "./exit-status.js";
import { areSame, type Inputs } from "./inputs.js";
import type { Io } from "./io.js";
import { type KeptFile, ONLY_KEY, openKept } from "./kept-file.js";
import { cacheFolders } from "./private-folder.js";

/** What a command line was answered. */
export interface Answer {
  readonly inputs: Inputs;
  readonly status: ExitStatus;
  /** In the order in which it was written. */
  readonly written: readonly Written[];
}

export type Written = readonly [output: "stdout" | "stderr", text: string];

/** How many answers are kept at most: those of a large repository are as long as its list of files. */
const MOST = 50;

/** Where the answer to a command line is kept; undefined where none is to be taken, or to be kept. */
export function openAnswer(args: readonly string[], io: Io): KeptFile | undefined {
  if (io.observable === undefined || args.includes("--no-cache")) {
    return undefined;
  }
  const kept = openKept("answers", [...shapesOf(io), io.cwd, ...args], io, MOST);
  return kept && (isAmongKept(io) ? undefined : kept);
}

/** Whether somebody works where the program keeps what it does not look at twice. */
function isAmongKept({ cwd, env }: Io): boolean {
  return `${cwd}/`.startsWith(`${cacheFolders(env).own}/`);
}

/** What the form of an answer depends on, besides variables. */
function shapesOf({ stdout, stderr }: Io): readonly string[] {
  return [stdout, stderr].map(({ isTTY, columns, rows }) =>
    isTTY === true ? `${columns}x${rows}` : "",
  );
}

/** Gives the answer that is kept; undefined where there is none that stands. */
export function giveAgain(kept: KeptFile, io: Io): ExitStatus | undefined {
  const text = kept.get(ONLY_KEY);
  const answer = text === undefined ? undefined : (JSON.parse(text) as Answer);
  if (answer === undefined || !areSame(answer.inputs, io.env)) {
    return undefined;
  }
  for (const [output, text] of answer.written) {
    io[output].write(text);
  }
  kept.save(true);
  return answer.status;
}

/** Keeps it for the next time. */
export function keep(kept: KeptFile, answer: Answer): void {
  kept.set(ONLY_KEY, JSON.stringify(answer));
  kept.save(false);
}
