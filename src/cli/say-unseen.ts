// Says on standard error what a run passed over, so that no report is taken for more than it is.

import type { Discovery } from "../project/discovery.js";
import { describeOutside, describeUnseen } from "../project/unseen.js";
import type { Io } from "./io.js";

export interface SayOptions {
  /** Whether files outside a sparse checkout are read from git; default true. */
  readonly looks?: boolean;
  /** Whether only what a decision on the framework rests on is said. */
  readonly isQuiet?: boolean;
}

/** A line for each kind; nothing where all was seen. */
export function sayUnseen(
  { unseen }: Discovery,
  { stderr }: Io,
  { looks = true, isQuiet = false }: SayOptions = {},
): void {
  const describe = isQuiet ? describeOutside : describeUnseen;
  for (const line of describe(unseen, looks)) {
    stderr.write(`note: ${line}\n`);
  }
}
