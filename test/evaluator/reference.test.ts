// The evaluator against a reference interpreter, where one is at hand: VALK_REPO is a checkout of
// the interpreter's repository, VALK_BIN its binary, VALK_DIALECT what it is: 2026-01 at commit
// 755536a, 2026-02 at 1efe40c. Checks that the recorded cases are what it prints, and that no verdict
// of its own synchronous tests differs.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_DIALECT, DIALECTS } from "../../src/dialect/dialects.js";
import { evaluateScript, makeFormCache } from "../../src/evaluator/script.js";
import { parseTestOutput, type TestResult } from "../../src/evaluator/test-output.js";
import { FEBRUARY_CASES, FEBRUARY_FILES } from "./february-cases.js";
import { CASE_FILES, REFERENCE_CASES } from "./reference-cases.js";
import { MAIN } from "./run.js";

const repository = process.env.VALK_REPO;
const binary = process.env.VALK_BIN;
const named = process.env.VALK_DIALECT;
const dialect = DIALECTS.find(({ name }) => name === named) ?? DEFAULT_DIALECT;
const isFebruary = dialect.name === "2026-02";
const isThere = repository !== undefined && binary !== undefined;

function interpret(cwd: string, path: string): { output: string; status: number | null } {
  const { stdout, status } = spawnSync(binary ?? "", [path], {
    cwd,
    encoding: "utf8",
    timeout: 60_000,
    killSignal: "SIGKILL",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return { output: stdout, status };
}

function testsOf(output: string): TestResult[] {
  return parseTestOutput(output).runs.flatMap(({ tests }) => tests);
}

function synchronousFiles(root: string): string[] {
  const paths = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".valk"))
    .map((path) => `test/${path}`);
  return paths.sort().filter((path) => {
    const code = readFileSync(join(root, path), "utf8").replaceAll(/;.*/gu, "");
    return /\(test\/run[\s)]/u.test(code);
  });
}

test.runIf(!isThere)("VALK_REPO and VALK_BIN are not set: nothing is compared", ({ skip }) => {
  skip("set VALK_REPO and VALK_BIN to compare with a reference interpreter");
});

describe.runIf(isThere)("the recorded cases", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "valk-cases-"));
    for (const [path, text] of Object.entries(isFebruary ? FEBRUARY_FILES : CASE_FILES)) {
      writeFileSync(join(folder, path), text);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(Object.values(isFebruary ? FEBRUARY_CASES : REFERENCE_CASES).flat())(
    "$source",
    ({ source, output, status }) => {
      writeFileSync(join(folder, MAIN), source);
      expect(interpret(folder, MAIN)).toEqual({ output, status });
    },
  );
});

describe.runIf(isThere)("synchronous tests of the repository", () => {
  const root = repository ?? "";
  const cache = makeFormCache();
  const read = (path: string): string | undefined => {
    try {
      return readFileSync(join(root, path), "utf8");
    } catch {
      return undefined;
    }
  };
  const counts = { known: 0, unknown: 0 };

  test.each(isThere ? synchronousFiles(root) : [])("%s", { timeout: 90_000 }, (path) => {
    const evaluated = evaluateScript({ path, tree: { read }, cache, dialect });
    const actual = interpret(root, path);
    const reported = testsOf(actual.output);
    for (const [at, { name, verdict }] of testsOf(evaluated.output).entries()) {
      if (verdict === "unknown") {
        counts.unknown++;
      } else {
        counts.known++;
        expect(reported[at]).toMatchObject({ name, verdict });
      }
    }
    if ("status" in evaluated.exit) {
      expect(actual.status).toBe(evaluated.exit.status);
    }
  });

  test("most verdicts are known", () => {
    expect(counts.known).toBeGreaterThan(isFebruary ? 800 : 900);
    expect(counts.unknown).toBeLessThan(isFebruary ? 80 : 50);
  });
});
