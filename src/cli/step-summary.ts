// The summary of a step in a GitHub workflow: Markdown behind what the step has written there so
// far. Invariant: all that stands there stays, and the file does not outgrow what GitHub takes.

import { appendFileSync, statSync } from "node:fs";
import { messageOf } from "../outcome/problems.js";
import type { Room } from "../report/migrate/markdown-file.js";
import type { Io } from "./io.js";
import type { OutputFile } from "./output-file.js";

/** What GitHub takes of a step, in bytes. */
const LIMIT = 1 << 20;

export interface StepSummary extends OutputFile {
  /** What is left of the limit. */
  readonly room: Room;
}

/** The summary file of this step; undefined outside a workflow. */
export function openStepSummary({ env, stderr }: Io): StepSummary | undefined {
  const path = env.GITHUB_STEP_SUMMARY;
  if (!path) {
    return undefined;
  }
  let text = "";
  const size = LIMIT - (statSync(path, { throwIfNoEntry: false })?.size ?? 0);
  return {
    room: { size, measure: (part) => Buffer.byteLength(part) },
    write(part) {
      text += part;
    },
    commit() {
      // Everything has been reported before, so this is no reason to fail.
      const problem = Buffer.byteLength(text) > size ? "it is full" : append(path, text);
      if (problem !== undefined) {
        stderr.write(`note: the step summary could not be written: ${problem}\n`);
      }
    },
    discard() {
      text = "";
    },
  };
}

function append(path: string, text: string): string | undefined {
  try {
    appendFileSync(path, text);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
