// The JUnit report of a verification: the tests of both runs as suites of their own, then one suite
// with a case a file, which fails where the file does not do the same. Invariant: the output is
// well-formed XML 1.0, whatever a script printed.

import type { Comparison } from "../../behaviour/comparison.js";
import type { FileBehaviour } from "../../behaviour/file-behaviour.js";
import { describeExit, type RunExit, type RunReport } from "../../behaviour/run-report.js";
import type { SuiteRun, TestResult } from "../../evaluator/test-output.js";
import { describeUnseen } from "../../project/unseen.js";
import type { CreateBehaviourReport } from "./report.js";

/** Writes the runs as they come, and the comparisons last. */
export const createBehaviourJunit: CreateBehaviourReport = (write, { engine, unseen }) => {
  const comparisons: TestCase[] = [];
  write(`<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="valk-codemod verify">\n`);
  return {
    file(file) {
      write(formatRun("before", file.path, file.before));
      write(formatRun("after", file.path, file.after));
      comparisons.push(comparisonCase(file));
    },
    finish() {
      const notes = describeUnseen(unseen, true);
      write(formatSuite(`same behaviour (${engine})`, comparisons, notes));
      write("</testsuites>\n");
    },
  };
};

interface TestCase {
  readonly name: string;
  readonly className: string;
  readonly seconds?: number;
  readonly outcome: "pass" | "fail" | "skip";
  readonly message?: string;
}

function comparisonCase({ path, comparison }: FileBehaviour): TestCase {
  return { name: path, className: "behaviour", ...outcomeOf(comparison) };
}

function outcomeOf(comparison: Comparison): Pick<TestCase, "outcome" | "message"> {
  switch (comparison.result) {
    case "different": {
      const { what, before, after } = comparison.difference;
      return { outcome: "fail", message: `${what}: before ${before}, after ${after}` };
    }
    case "unknown":
      return { outcome: "skip", message: `unknown because of: ${comparison.reasons.join(", ")}` };
    default:
      return { outcome: "pass" };
  }
}

function formatRun(side: string, path: string, run: RunReport): string {
  return run.suites
    .map((suite) => {
      const cases = suite.tests.map((test) => testCase(side, path, test, run.exit));
      return formatSuite(
        `${side}: ${path}: ${suite.suite}`,
        cases.concat(endCase(side, path, suite, run.exit)),
      );
    })
    .join("");
}

/** A failure that the suite expects, as its exit status tells, is none to a reader of reports. */
function testCase(side: string, path: string, test: TestResult, exit: RunExit): TestCase {
  const { name, verdict, reason = "", microseconds } = test;
  const common = {
    name,
    className: `${side}.${path}`,
    ...(microseconds === undefined ? {} : { seconds: Math.max(0, microseconds) / 1e6 }),
  };
  switch (verdict) {
    case "pass":
      return { ...common, outcome: "pass" };
    case "fail":
    case "timeout": {
      const message = verdict === "fail" ? "failed" : "timed out";
      return isSuccess(exit)
        ? { ...common, outcome: "skip", message: `${message}, as the suite expects` }
        : { ...common, outcome: "fail", message };
    }
    case "skip":
      return { ...common, outcome: "skip", message: "skipped" };
    default:
      return { ...common, outcome: "skip", message: `unknown because of: ${reason}` };
  }
}

function isSuccess(exit: RunExit): boolean {
  return exit.kind === "status" && exit.status === 0;
}

/** Where a run ended before its result, that is a failure of its own. */
function endCase(side: string, path: string, suite: SuiteRun, exit: RunExit): readonly TestCase[] {
  const message =
    suite.problem ?? (suite.timedOut === undefined ? undefined : "tests were pending");
  const isBroken = exit.kind === "signal" || exit.kind === "stopped";
  return isSuccess(exit) || (message === undefined && !isBroken)
    ? []
    : [
        {
          name: "(end of the run)",
          className: `${side}.${path}`,
          outcome: "fail",
          message: message ?? describeExit(exit),
        },
      ];
}

/** `notes` is what is to be known of the whole run. */
function formatSuite(
  name: string,
  cases: readonly TestCase[],
  notes: readonly string[] = [],
): string {
  const count = (wanted: TestCase["outcome"]): number =>
    cases.filter(({ outcome }) => outcome === wanted).length;
  const seconds = cases.reduce((sum, { seconds: own = 0 }) => sum + own, 0);
  const head = [
    attribute("name", name),
    ` tests="${cases.length}" failures="${count("fail")}" errors="0" skipped="${count("skip")}"`,
    ` time="${seconds.toFixed(6)}"`,
  ].join("");
  const said = notes.map((text) => `${escapeXml(text)}\n`).join("");
  const rest = said === "" ? "" : `    <system-err>${said}</system-err>\n`;
  return `  <testsuite${head}>\n${cases.map(formatCase).join("")}${rest}  </testsuite>\n`;
}

function formatCase({ name, className, seconds = 0, outcome, message = "" }: TestCase): string {
  const head = `${attribute("name", name)}${attribute("classname", className)} time="${seconds.toFixed(6)}"`;
  switch (outcome) {
    case "pass":
      return `    <testcase${head}/>\n`;
    case "fail":
      return `    <testcase${head}><failure${attribute("message", message)}/></testcase>\n`;
    default:
      return `    <testcase${head}><skipped${attribute("message", message)}/></testcase>\n`;
  }
}

function attribute(name: string, value: string): string {
  return ` ${name}="${escapeXml(value).replaceAll("\n", "&#10;").replaceAll("\t", "&#9;")}"`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};

// Characters that XML 1.0 does not allow in any form, halves of surrogate pairs included.
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** The text as XML text or attribute value; what XML cannot hold becomes U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replace(FORBIDDEN, "\u{fffd}")
    .replace(/[&<>"\r]/g, (character) => ENTITIES[character] as string);
}
