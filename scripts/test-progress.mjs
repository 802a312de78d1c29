// What a run of all tests shows of itself: how many files are done and about how long the rest takes, on
// one line of a terminal or on some lines of a file; then failures as vitest's own reporter has them,
// and the reasons why tests were skipped.

/**
 * The parts of vitest's own that are read.
 * @typedef {{ fullName: string, result: () => { state: string } }} Test
 * @typedef {{ relativeModuleId: string, children: { allTests: () => Iterable<Test> } }} Module
 */

/** How often a line goes into a file: at every tenth of the files. */
const PARTS = 10;

/**
 * A duration for people: seconds up to two minutes, then minutes.
 * @param {number} milliseconds
 */
export function describeDuration(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

/**
 * The line that tells how far a run is. The estimate takes the files that are left for as long as those
 * that are done.
 * @param {{ done: number, all: number, tests: number, failed: number, elapsed: number }} progress in milliseconds
 */
export function describeProgress({ done, all, tests, failed, elapsed }) {
  const left =
    done === 0 || done === all
      ? ""
      : `, about ${describeDuration((elapsed / done) * (all - done))} left`;
  const failures = failed === 0 ? "" : `, ${failed} failed`;
  return `${done} of ${all} files, ${tests} tests${failures}${left}`;
}

/**
 * A line for each file with skipped tests: how many, where, and the first one's name, which says why.
 * @param {readonly { path: string, skipped: readonly string[] }[]} files
 */
export function describeSkipped(files) {
  return files
    .filter(({ skipped }) => skipped.length > 0)
    .map(({ path, skipped }) => `skipped ${skipped.length} in ${path}: ${skipped[0]}`);
}

/** A reporter for vitest. */
export class TestProgress {
  #all = 0;
  #done = 0;
  #tests = 0;
  #failed = 0;
  #started = 0;
  /** @type {{ path: string, skipped: string[] }[]} */
  #files = [];
  #output;
  #now;

  /** @param {{ output?: { isTTY?: boolean, write: (text: string) => unknown }, now?: () => number }} [parts] */
  constructor({ output = process.stderr, now = Date.now } = {}) {
    this.#output = output;
    this.#now = now;
  }

  /** @param {readonly unknown[]} specifications */
  onTestRunStart(specifications) {
    this.#all = specifications.length;
    this.#started = this.#now();
  }

  /** @param {Module} module */
  onTestModuleEnd(module) {
    const skipped = [];
    for (const { fullName, result } of [...module.children.allTests()].map(read)) {
      this.#tests += 1;
      this.#failed += result === "failed" ? 1 : 0;
      if (result === "skipped") skipped.push(fullName);
    }
    this.#files.push({ path: module.relativeModuleId, skipped });
    this.#done += 1;
    this.#show();
  }

  onTestRunEnd() {
    if (this.#output.isTTY) this.#output.write("\r\u001b[K");
    for (const line of describeSkipped(this.#files)) this.#output.write(`${line}\n`);
  }

  #show() {
    const elapsed = this.#now() - this.#started;
    const line = describeProgress({
      done: this.#done,
      all: this.#all,
      tests: this.#tests,
      failed: this.#failed,
      elapsed,
    });
    if (this.#output.isTTY) {
      this.#output.write(`\r\u001b[K${line}`);
    } else if (this.#isWorthALine()) {
      this.#output.write(`${line}\n`);
    }
  }

  #isWorthALine() {
    const part = (/** @type {number} */ done) => Math.floor((done * PARTS) / this.#all);
    return part(this.#done) > part(this.#done - 1);
  }
}

/** @param {Test} test */
function read(test) {
  return { fullName: test.fullName, result: test.result().state };
}
