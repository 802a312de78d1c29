import { join, relative } from "node:path";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Two workers keep a two-core machine busy; vitest would leave one core to itself.
    maxWorkers: 2,
    // Nothing is timed here; what hangs should end all the same, on a busy machine too.
    testTimeout: 60_000,
    hookTimeout: 60_000,
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
