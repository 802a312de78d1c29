// Which protocol a file's async tests have to speak once they are migrated, and which of them can.

import { answersFor } from "../../../src/program/answers.js";
import { awaitsHandles } from "../../../src/program/async-protocol.js";
import type { Outlook } from "../../../src/program/outlook.js";
import { itemsOf, type Script } from "../../../src/program/script.js";
import { type AnsweredTest, readAnsweredTest, type Unanswered } from "./answered-tests.js";
import { namesBoundIn } from "./truth.js";

/** Whether the runner that will run the file's async tests awaits a handle of each. */
export function needsHandles(script: Script, outlook: Outlook | undefined): boolean {
  if (outlook === undefined) {
    return false;
  }
  const path = answersFor(script, outlook.after).of("test/run-async")?.path ?? outlook.usual;
  const text = path === undefined ? undefined : outlook.after.read(path);
  return text !== undefined && awaitsHandles(text);
}

/** The async tests that the file registers at top level, as they can be read to answer a handle. */
export function readAsyncTests(script: Script): readonly (AnsweredTest | Unanswered)[] {
  const tests = itemsOf(script, "registration").filter(({ mode }) => mode === "async");
  const bound = tests.length === 0 ? new Set<string>() : namesBoundIn(script.tree);
  return tests.map(({ body }) => readAnsweredTest(body, bound));
}
