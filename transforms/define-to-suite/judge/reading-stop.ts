// What becomes of a file's tests where the interpreter stops in it: which of them never run, although
// the exit status is 0. Words for the findings about such places, which put the cause before them.

import { RUNNERS } from "../../../src/framework/framework-api.js";
import { runsTests, type Script } from "../../../src/program/script.js";
import { countTests, readTestCalls } from "../../../src/program/test-calls.js";
import type { Reading } from "./reading.js";

/** A text and what it is written in. */
type Read = Pick<Reading, "script" | "dialect">;

const START = ": the interpreter ";

/** The cause and, behind it, what the interpreter does about it; `at` is the place in the file. */
export function withStop(cause: string, read: Read, at: number, isSilent = false): string {
  return `${cause}${START}${describeStop(read, at, isSilent ? "and " : "prints an error and ")}`;
}

/** The cause alone, for texts that nobody runs. */
export function causeOf(message: string): string {
  return message.split(START, 1)[0] as string;
}

function describeStop({ script, dialect: { rules } }: Read, at: number, prints: string): string {
  const form = script.items.find(({ node }) => node.start <= at && at < node.end);
  const start = form?.node.start ?? at;
  const behind = readTestCalls(script).filter((call) => call.start >= start).length;
  const isSilent = prints === "and ";
  if (rules.loadChecksFirst && !isSilent && !runsAnything(script)) {
    const what = definesRunner(script) ? "module" : "file";
    return `evaluates nothing of this file where another one loads it; whoever loads the ${what} stops there, with exit status 0`;
  }
  if (definesRunner(script)) {
    return `evaluates the forms before this place, ${prints}reads no further; a file that loads this module stops, with exit status 0, where it needs what follows`;
  }
  if (script.items.some((item) => item.node.end <= start && runsTests(item))) {
    const lost = behind === 0 ? "" : `, so that ${tests(behind)} from here on never ${run(behind)}`;
    return rules.shutdownEndsScript
      ? `never comes here: the run before it ends the process${lost}`
      : `evaluates the forms before this place, a run among them, ${prints}reads no further${lost}`;
  }
  if (form !== undefined && runsTests(form)) {
    return `evaluates nothing of this form, which runs the suite, ${prints}ends with exit status 0, so that ${noTestOf(script)}`;
  }
  if (hasRunFrom(start, script)) {
    return `evaluates the forms before this place, ${prints}ends with exit status 0; it never comes to the run, so that ${noTestOf(script)}`;
  }
  const lost = behind === 0 ? "" : `, ${tests(behind)} among it`;
  return `evaluates the forms before this place, ${prints}reads no further; whoever loads the file misses what follows${lost}`;
}

/** Whether some form runs tests, or would if the brackets were right. */
function runsAnything(script: Script): boolean {
  return hasRunFrom(0, script) && !definesRunner(script);
}

/** Whether it is a framework module, as far as that can be seen. */
function definesRunner({ uses }: Script): boolean {
  return uses.some(({ name, role }) => name in RUNNERS && role === "binding");
}

/** Whether something from there on runs tests, or would if the brackets were right. */
function hasRunFrom(start: number, { items, tree }: Script): boolean {
  return (
    items.some((item) => item.node.start >= start && runsTests(item)) ||
    tree.source.includes("(test/run", start)
  );
}

function noTestOf(script: Script): string {
  const { old, new: fresh } = countTests(script);
  const all = old + fresh;
  if (all === 0) {
    return "no test runs";
  }
  return all === 1 ? "the file's only test does not run" : `none of the file's ${all} tests runs`;
}

function tests(count: number): string {
  return count === 1 ? "1 test" : `${count} tests`;
}

function run(count: number): string {
  return count === 1 ? "runs" : "run";
}
