// Reads what a test run printed: suites, tests with their verdicts, result lines. Works on the
// output of the reference interpreter and of the evaluator alike, and of the runners of either
// dialect; lines in between, such as logs, are passed over, and so is what a runner shows of a test's
// captured output (test-framework.md, "The old one"; list-form.md, last table). Never throws.

/** What became of a test; `unknown` comes from the evaluator only. */
export type Verdict = "pass" | "fail" | "skip" | "timeout" | "unknown";

export interface TestResult {
  readonly name: string;
  readonly verdict: Verdict;
  /** Why the verdict is unknown. */
  readonly reason?: string;
  /** Microseconds, where the line tells them. */
  readonly microseconds?: number;
}

export type SuiteMode = "sync" | "async" | "skipped";

export interface SuiteRun {
  /** Name as printed; empty when no head line was seen. */
  readonly suite: string;
  readonly mode: SuiteMode;
  /** Why the suite is skipped. */
  readonly skipReason?: string;
  /** How many tests the head line announces. */
  readonly total?: number;
  /** In the order in which they were reported. */
  readonly tests: readonly TestResult[];
  readonly result?: RunResult;
  /** The framework's own complaint: no tests, not all executed. */
  readonly problem?: string;
  /** How many tests were pending at the timeout. */
  readonly timedOut?: number;
}

export type RunResult =
  | ({ readonly kind: "passed"; readonly passed: number } & LeftOut)
  | ({ readonly kind: "failed"; readonly passed: number; readonly failed: number } & LeftOut)
  | { readonly kind: "skipped"; readonly skipped: number }
  | { readonly kind: "unknown"; readonly reason: string };

/** What the runner of 2026-02 says besides, where it is not none. */
export interface LeftOut {
  readonly skipped?: number;
  readonly timedOut?: number;
}

export interface TestOutput {
  readonly runs: readonly SuiteRun[];
  /** What the process said it would exit with, when it said so. */
  readonly announcedStatus?: number;
}

const HEAD = /🧪 \[(\d+)\/\d+\] (.*)$/u;
const SKIPPED = /^(.*) \(SKIPPED: (.*)\)$/u;
const ASYNC = /^(.*) \(async(?:, timeout: [^()]*)?\)$/u;
const TIMED = /^(.*) \(timeout: \d+ms\/test, \d+ms\/suite\)$/u;
const TEST =
  /(?:✅ |❌ |⏭️ {2}|⏰ |❔ )(.*?)\.* {2}(PASS|FAIL|SKIP|TIMEOUT|UNKNOWN)(?: : (?:in (-?\d+)\(µs\)|after -?\d+ms|(.*)))?$/u;
const RESULT = /🏁 Test Results: (.*)$/u;
const PROBLEM = /❌ ((?:No (?:async )?tests registered!)|(?:ERROR: Only .*))$/u;
const TIMEOUT = /❌ TIMEOUT: (\d+) tests still pending$/u;
const EXIT = /About to exit with code (-?\d+)$/u;
const UNKNOWN = /⟨unknown: (.*)⟩$/u;
/** What surrounds the captured output of a test. */
const CAPTURED = /^<<<CAPTURED name=/u;
const CAPTURED_END = /^>>>CAPTURED$/u;

/** What the framework itself prints; the first that fits a line tells where its part begins. */
const FRAMEWORK_LINES: readonly RegExp[] = [HEAD, TEST, RESULT, PROBLEM, TIMEOUT, EXIT];

/** Whether a line holds something that a runner prints of its own. */
export function isFrameworkLine(line: string): boolean {
  return [...FRAMEWORK_LINES, UNKNOWN, CAPTURED].some((pattern) => pattern.test(line));
}

const VERDICTS: Readonly<Record<string, Verdict>> = {
  PASS: "pass",
  FAIL: "fail",
  SKIP: "skip",
  TIMEOUT: "timeout",
  UNKNOWN: "unknown",
};

/** The mark that stands for a line of unknown content. */
export function unknownMark(reason: string): string {
  return `⟨unknown: ${reason}⟩`;
}

const NAME_WIDTH = 97;

/** The line of a test whose verdict is unknown, in the manner of the framework's lines. */
export function formatUnknownTest(name: string, reason: string): string {
  const width = new TextEncoder().encode(name).length;
  return `❔ ${name}${".".repeat(Math.max(0, NAME_WIDTH - width))}  UNKNOWN : ${reason}`;
}

/** Reads the line of one test; undefined for any other line. */
export function parseTestLine(line: string): TestResult | undefined {
  const match = TEST.exec(line);
  const verdict = VERDICTS[match?.[2] ?? ""];
  const name = match?.[1];
  if (match === null || verdict === undefined || name === undefined) {
    return undefined;
  }
  const [, , , microseconds, reason] = match;
  return {
    name,
    verdict,
    ...(microseconds === undefined ? {} : { microseconds: Number(microseconds) }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** A log line of the runtime, which may stand in the middle of a printed line. */
const LOG = /\[(?:ERROR|WARN|INFO|DEBUG|TRACE)\] [\w.]+:\d+:\w+ \| [^\n]*\n/gu;

/** A line that is none of the framework's, or what stands on one of its lines before it. */
export interface PrintedLine {
  readonly text: string;
  /** How many tests had been reported before it. */
  readonly testsBefore: number;
}

/** Everything that was printed besides the framework's lines and the runtime's log lines. */
export function readPrinted(text: string): readonly PrintedLine[] {
  const printed: PrintedLine[] = [];
  let testsBefore = 0;
  for (const { line, isCaptured } of linesOf(text.replace(/\r?\n$/u, ""))) {
    if (isCaptured) {
      printed.push({ text: line, testsBefore });
      continue;
    }
    const at = FRAMEWORK_LINES.map((pattern) => line.search(pattern)).find((index) => index >= 0);
    if (at !== 0) {
      printed.push({ text: line.slice(0, at), testsBefore });
    }
    testsBefore += TEST.test(line) ? 1 : 0;
  }
  return printed;
}

/** Why a text that the evaluator gave is unknown; undefined for one that is known. */
export function readUnknownMark(text: string): string | undefined {
  return UNKNOWN.exec(text)?.[1];
}

interface Line {
  readonly line: string;
  /** Whether it stands in the captured output of a test, marks included. */
  readonly isCaptured: boolean;
}

function linesOf(text: string): readonly Line[] {
  let isOpen = false;
  return text
    .replaceAll(LOG, "")
    .split(/\r?\n/u)
    .map((line) => {
      const isCaptured = isOpen || CAPTURED.test(line);
      isOpen = isCaptured && !CAPTURED_END.test(line);
      return { line, isCaptured };
    });
}

/** Reads a whole output; text of any kind is accepted. */
export function parseTestOutput(text: string): TestOutput {
  const runs: Draft[] = [];
  let announcedStatus: number | undefined;
  for (const { line, isCaptured } of linesOf(text)) {
    if (isCaptured) {
      continue;
    }
    const exit = EXIT.exec(line)?.[1];
    if (exit !== undefined) {
      announcedStatus = Number(exit);
    } else {
      readLine(line, runs);
    }
  }
  return { runs, ...(announcedStatus === undefined ? {} : { announcedStatus }) };
}

interface Draft {
  suite: string;
  mode: SuiteMode;
  skipReason?: string;
  total?: number;
  readonly tests: TestResult[];
  result?: RunResult;
  problem?: string;
  timedOut?: number;
}

function readLine(line: string, runs: Draft[]): void {
  const head = HEAD.exec(line);
  if (head !== null) {
    runs.push(readHead(Number(head[1]), head[2] ?? ""));
    return;
  }
  const test = parseTestLine(line);
  const result = RESULT.exec(line)?.[1];
  const problem = PROBLEM.exec(line)?.[1];
  const pending = TIMEOUT.exec(line)?.[1];
  if (test !== undefined) {
    current(runs).tests.push(test);
  } else if (result !== undefined) {
    current(runs).result = readResult(result);
  } else if (problem !== undefined) {
    current(runs).problem = problem;
  } else if (pending !== undefined) {
    current(runs).timedOut = Number(pending);
  }
}

function current(runs: Draft[]): Draft {
  const last = runs.at(-1);
  if (last !== undefined) {
    return last;
  }
  const made: Draft = { suite: "", mode: "sync", tests: [] };
  runs.push(made);
  return made;
}

function readHead(total: number, title: string): Draft {
  const skipped = SKIPPED.exec(title);
  if (skipped !== null) {
    const [, suite = "", skipReason = ""] = skipped;
    return { suite, mode: "skipped", skipReason, total, tests: [] };
  }
  const suite = ASYNC.exec(title)?.[1];
  return suite === undefined
    ? { suite: TIMED.exec(title)?.[1] ?? title, mode: "sync", total, tests: [] }
    : { suite, mode: "async", total, tests: [] };
}

function readResult(text: string): RunResult {
  const unknown = UNKNOWN.exec(text)?.[1];
  if (unknown !== undefined) {
    return { kind: "unknown", reason: unknown };
  }
  const skipped = /(-?\d+) skipped/u.exec(text)?.[1];
  const timedOut = /(-?\d+) timed out/u.exec(text)?.[1];
  const leftOut: LeftOut = {
    ...(skipped === undefined ? {} : { skipped: Number(skipped) }),
    ...(timedOut === undefined ? {} : { timedOut: Number(timedOut) }),
  };
  const passed = /All (-?\d+) tests passed!/u.exec(text)?.[1];
  if (passed !== undefined) {
    return { kind: "passed", passed: Number(passed), ...leftOut };
  }
  const mixed = /(-?\d+) passed, (-?\d+) failed/u.exec(text);
  if (mixed !== null) {
    const [, well, badly] = mixed;
    return { kind: "failed", passed: Number(well), failed: Number(badly), ...leftOut };
  }
  return skipped === undefined
    ? { kind: "unknown", reason: text }
    : { kind: "skipped", skipped: Number(skipped) };
}
