import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { defineConfig } from "vitest/config";
import { TestProgress } from "./scripts/test-progress.mjs";

const root = import.meta.dirname;

/** Where a run of all tests wants its result; it shows how far it is, and of the tests only failures. */
const resultFile = process.env.TEST_RESULT;

/** What takes more than ten seconds: generated inputs, killed processes, browsers, other programs. */
const SLOW = [
  "test/fault/**",
  "test/fuzz/**",
  "test/projects/*.test.ts",
  "test/**/generated*.test.ts",
  "test/report/migrate/html/{accessibility,coverage,keyboard,page}.test.ts",
  "test/cli/{executable,interactive-terminal,module-states}.test.ts",
  "test/kit/jscodeshift.test.ts",
  "test/lsp/program.test.ts",
  "test/prettier/program.test.ts",
  "test/docs/{docs,weeks}.test.ts",
  "test/scripts/{action,file-by-file,measuring}.test.ts",
];
const TESTS = "test/**/*.test.ts";

/** A pattern of folders stands for the tests in them. */
function testsIn(pattern: string): string {
  return pattern.endsWith("**") ? `${pattern}/*.test.ts` : pattern;
}

/** One of the two tiers: `npm test` runs the quick one, `npm run test:all` both. */
function tier(name: string, include: string[], exclude: string[]) {
  return { extends: true as const, test: { name, include, exclude } };
}

export default defineConfig({
  test: {
    // What programs keep from run to run is not the user's own while they are tested.
    env: { XDG_CACHE_HOME: join(tmpdir(), "valk-codemod-tests") },
    projects: [tier("quick", [TESTS], SLOW), tier("slow", SLOW.map(testsIn), [])],
    ...(resultFile !== undefined && {
      reporters: [new TestProgress(), "minimal", "json"],
      outputFile: { json: resultFile },
    }),
    // Two workers keep a two-core machine busy; vitest would leave one core to itself.
    maxWorkers: 2,
    // Nothing is timed here; what hangs should end all the same, on a busy machine too.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // `test/report/preview.test.ts` keeps its snapshots in `snapshots/run/preview.test.ts.snap`.
    resolveSnapshotPath: (testPath, extension) =>
      join(root, "snapshots", `${relative(join(root, "test"), testPath)}${extension}`),
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts", "src/review-page/*.js", "transforms/**/*.ts", "scripts/*.mjs"],
      reporter: ["text-summary"],
      thresholds: { perFile: true, lines: 90, branches: 85 },
    },
  },
});
