// What `--framework` asks for: which module a run leaves behind, by a word or as a file of the
// user's own. Called by `migrate` and `verify`.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { messageOf } from "../outcome/problems.js";
import { FRAMEWORK_CHOICES, type FrameworkChoice, isModuleText } from "../plan/framework.js";
import { decodeUtf8 } from "../project/read.js";
import { closestTo } from "../text/closest.js";
import { UsageError } from "./usage-error.js";

export interface FrameworkValue {
  readonly framework: FrameworkChoice;
  /** The text of the module, where a file was named. */
  readonly givenModule?: string;
}

/** What was asked for; `auto` by itself. Throws UsageError for a file that is no module. */
export function readFrameworkOption(value: string | undefined, cwd: string): FrameworkValue {
  const word = FRAMEWORK_CHOICES.find((choice) => choice === (value ?? "auto"));
  if (value === undefined || word !== undefined) {
    return { framework: word ?? "auto" };
  }
  const text = readModule(value, cwd);
  if (text === undefined || !isModuleText(text)) {
    throw new UsageError(
      `--framework ${value}: the file is no framework module: it does not define test/suite and test/run`,
      HINT,
    );
  }
  return { framework: "given", givenModule: text };
}

const HINT = `name one of ${FRAMEWORK_CHOICES.join(", ")}, or a file that defines test/suite and test/run`;

function readModule(value: string, cwd: string): string | undefined {
  try {
    return decodeUtf8(readFileSync(resolve(cwd, value)));
  } catch (error) {
    const close = closestTo(value, FRAMEWORK_CHOICES);
    const hint = close.length > 0 ? `did you mean ${close.join(", ")}?` : HINT;
    throw new UsageError(`--framework ${value}: ${messageOf(error)}`, hint);
  }
}
